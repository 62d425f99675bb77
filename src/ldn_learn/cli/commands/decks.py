"""`decks`: what there is, and how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ldn_learn.cli import output

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.workspace import Workspace


@click.command("decks")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(options: Options, format_: str) -> None:
    """List the decks: cards, new ones, due ones. A deck that cannot be read is named with its first problem."""
    workspace = options.workspace
    rows = _rows(workspace)
    if format_ == "json":
        output.as_json(rows)
        return
    if rows:
        head = ("Deck", "Title", "For", "Cards", "New", "Due", "Safety")
        keys = ("id", "title", "audience", "cards", "new", "due", "critical")
        output.table(head, [[row[key] for key in keys] for row in rows if not row["problems"]])
    else:
        output.talk("There are no decks here. Put a deck there, or leave --decks away to use the shipped ones.")
    for row in rows:
        for problem in row["problems"][:1]:
            output.data(f"{row['title'] or row['id']}: cannot be read: {problem}")


def _rows(workspace: Workspace) -> list[dict[str, Any]]:
    studied = {row.id: row for row in workspace.overview().decks}
    rows: list[dict[str, Any]] = []
    for deck in workspace.library.decks:
        row = studied.get(deck.id)
        rows.append(
            {
                "id": deck.id,
                "title": deck.title,
                "audience": str(deck.audience),
                "cards": len(deck.cards),
                "new": row.unseen if row else 0,
                "due": row.due if row else 0,
                "critical": sum(card.critical for card in deck.cards),
                "problems": [],
            }
        )
    for broken in workspace.library.broken:
        empty = dict.fromkeys(("cards", "new", "due", "critical"), 0)
        named = {"id": broken.id, "title": broken.title, "audience": None}
        rows.append(named | empty | {"problems": [str(problem) for problem in broken.problems]})
    return rows
