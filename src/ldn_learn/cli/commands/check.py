"""`check`: what is wrong with deck files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.cli.options import is_there
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.problems import Severity
from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.decks.problems import Problem


@click.command("check")
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, path: tuple[Path, ...], format_: str) -> None:
    """Check the deck files and folders at PATH, or all decks in use, and list every problem of every file.

    The exit code is 1 when there is an error.
    """
    options: Options = ctx.obj
    for each in path:
        if not is_there(each):
            raise UsageError(f"There is no file or folder {each}.")
    found = library.load(path, DeckCache(None)) if path else options.workspace.library
    problems = found.problems
    if format_ == "json":
        output.as_json([_row(problem) for problem in problems])
    else:
        for problem in problems:
            output.data(str(problem) if format_ == "text" else _annotation(problem))
    if format_ == "text":
        if problems:
            count = len(problems)
            output.talk(f"{count} problem{'s' * (count != 1)} in {len({each.file for each in problems})} file(s)")
        else:
            cards = sum(len(deck.cards) for deck in found.decks)
            output.talk(f"ok: {len(found.decks)} decks, {cards} cards" if found.decks else "There is no deck here.")
    ctx.exit(int(any(problem.severity is Severity.ERROR for problem in problems)))


def _row(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "card": problem.card or None,
        "hint": problem.hint or None,
    }


def _annotation(problem: Problem) -> str:
    """A finding as GitHub shows it beside the line."""
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={problem.file},line={problem.line},col={problem.column},title={problem.code}"
    return f"::{problem.severity} {place}::{escaped}"
