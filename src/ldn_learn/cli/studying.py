"""Studying, on the screen or line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ldn_learn.study import wording
from ldn_learn.study.steps import Finished

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.plain.console import Console
    from ldn_learn.workspace import Workspace


def open_app(options: Options) -> int:
    """What the program does without a command: Home, or the line mode's session."""
    if options.line_mode:
        return _in_lines(options.workspace, (), (), None, None)
    from ldn_learn.tui.app import LdnLearn

    workspace = options.workspace
    workspace.refresh()  # what cannot be read is told before the screen opens
    app = LdnLearn(workspace)
    app.run()
    return app.return_code or 0


def open_study(
    options: Options,
    decks: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    new: int | None = None,
    limit: int | None = None,
) -> int:
    """A session over today's cards; 1 when there is nothing to study now."""
    workspace = options.workspace
    if options.line_mode:
        return _in_lines(workspace, decks, tags, new, limit)
    from ldn_learn.tui.app import LdnLearn
    from ldn_learn.tui.request import Request

    session = workspace.begin(decks, tags=tags, new=new, limit=limit)
    first_run = workspace.is_first_run
    if isinstance(session.step, Finished) and not first_run:
        sys.stdout.write(_nothing(workspace) + "\n")
        return 1
    app = LdnLearn(workspace, Request(decks, tags, new, limit), None if first_run else session)
    app.run()
    return app.return_code or 0


def _nothing(workspace: Workspace) -> str:
    view = workspace.overview()
    when = f" The next cards come on {wording.day_line(view.next_day)}." if view.next_day else ""
    return f"There is nothing to study now.{when}"


def _in_lines(
    workspace: Workspace, decks: tuple[str, ...], tags: tuple[str, ...], new: int | None, limit: int | None
) -> int:
    from ldn_learn.plain import study

    console = _console()
    session = workspace.begin(decks, tags=tags, new=new, limit=limit)
    for broken in workspace.library.broken:
        console.say(f"This deck cannot be read: {broken.problems[0]}")
    if isinstance(session.step, Finished):
        console.say(_nothing(workspace))
        return 1
    workspace.prepare()
    if not workspace.memory.cards:
        console.say(wording.PURPOSE, wording.NOT_ADVICE, "Type ? for help, ! for when to get help, q to stop.")
    study.study(workspace, console, session)
    return 0


def _console() -> Console:
    from ldn_learn.plain.console import Console

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def read() -> str | None:
        line = sys.stdin.readline()
        return line if line else None

    return Console(write, read)
