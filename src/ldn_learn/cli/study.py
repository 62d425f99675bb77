"""`study`: today's cards, on the screen or line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ldn_learn.study import wording

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.plain.console import Console
    from ldn_learn.workspace import Workspace


@click.command("study", short_help="Study today's cards.")
@click.argument("deck", nargs=-1)
@click.option("--new", type=click.IntRange(0, 10_000), help="How many new cards today, instead of the daily limit.")
@click.option("--limit", type=click.IntRange(1, 10_000), help="At most this many cards.")
@click.option("--tag", multiple=True, help="Only cards with this tag (repeatable).")
@click.pass_obj
def command(options: Options, deck: tuple[str, ...], new: int | None, limit: int | None, tag: tuple[str, ...]) -> None:
    """Study today's cards of all decks, or of the DECKs that you name."""
    workspace = options.workspace
    if options.line_mode:
        _in_lines(workspace, deck, tag, new, limit)
        return
    from ldn_learn.tui.app import LdnLearn
    from ldn_learn.tui.request import Request

    session = workspace.begin(deck, tags=tag, new=new, limit=limit)
    LdnLearn(workspace, Request(deck, tag, new, limit), None if workspace.is_first_run else session).run()


def open_app(options: Options) -> None:
    """What the program does without a command: Home, or the line mode's session."""
    if options.line_mode:
        _in_lines(options.workspace, (), (), None, None)
        return
    from ldn_learn.tui.app import LdnLearn

    LdnLearn(options.workspace).run()


def _in_lines(
    workspace: Workspace, decks: tuple[str, ...], tags: tuple[str, ...], new: int | None, limit: int | None
) -> None:
    from ldn_learn.plain import study

    console = _console()
    session = workspace.begin(decks, tags=tags, new=new, limit=limit)
    workspace.prepare()
    if not workspace.memory.cards:
        console.say(wording.PURPOSE, wording.NOT_ADVICE, "Type ? for help, ! for when to get help, q to stop.")
    for broken in workspace.library.broken:
        console.say(f"This deck cannot be read: {broken.problems[0]}")
    study.study(workspace, console, session)


def _console() -> Console:
    from ldn_learn.plain.console import Console

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def read() -> str | None:
        line = sys.stdin.readline()
        return line if line else None

    return Console(write, read)
