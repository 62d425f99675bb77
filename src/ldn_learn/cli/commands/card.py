"""`card`: one card's story, and what you put on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import Mark

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("card")
@click.argument("id_", metavar="ID")
@click.option("--suspend/--resume", default=None, help="Put the card aside, or take it back.")
@click.option("--flag/--no-flag", default=None, help="Mark it to ask about, or take the mark off.")
@click.option("--note", help="Your own note; an empty one takes it off.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    options: Options, id_: str, suspend: bool | None, flag: bool | None, note: str | None, format_: str
) -> None:
    """Tell the story of the card ID (deck/card): why it is asked, how it stands, every answer."""
    workspace = options.workspace
    card = workspace.shelf.card(CardId(id_))
    for mark, value in ((Mark.SUSPENDED, suspend), (Mark.FLAGGED, flag)):
        if value is not None:
            workspace.mark(card, mark, "yes" if value else "")
    if note is not None:
        workspace.mark(card, Mark.NOTED, note.strip())
    story = workspace.story(card)
    if format_ == "json":
        output.as_json(
            {
                "id": card.id,
                "prompt": card.prompt,
                "why": story.why,
                "standing": story.standing,
                "note": story.note,
                "answers": story.answers,
            }
        )
        return
    for line in (card.prompt, story.why, *story.standing, *([f"Your note: {story.note}"] if story.note else [])):
        output.data(line)
    for line in story.answers:
        output.data(f"  {line}")
