"""Studying, on the screen or line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ldn_learn.study import wording
from ldn_learn.study.steps import Finished
from ldn_learn.workspace.request import Request

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.plain.console import Console
    from ldn_learn.workspace import Workspace


def open_app(options: Options) -> int:
    """What the program does without a command: Home, or the line mode's session."""
    if options.line_mode:
        return _in_lines(options.workspace, Request())
    from ldn_learn.tui.app import LdnLearn

    workspace = options.workspace
    workspace.refresh()  # what cannot be read is told before the screen opens
    app = LdnLearn(workspace)
    app.run()
    return app.return_code or 0


def open_study(options: Options, request: Request = Request()) -> int:  # noqa: B008 - it is frozen
    """A session; 1 when there is nothing to study now."""
    workspace = options.workspace
    if options.line_mode:
        return _in_lines(workspace, request)
    from ldn_learn.tui.app import LdnLearn

    session = workspace.asked(request)
    first_run = workspace.is_first_run
    if isinstance(session.step, Finished) and not first_run:
        sys.stdout.write(_nothing(workspace, request) + "\n")
        return 1
    app = LdnLearn(workspace, request, None if first_run else session)
    app.run()
    return app.return_code or 0


def open_cram(options: Options, decks: tuple[str, ...], tags: tuple[str, ...], limit: int | None) -> int:
    """A session outside the schedule; 1 when nothing was begun yet."""
    request = Request(decks, tags, limit=limit, cram=True)
    if isinstance(options.workspace.asked(request).step, Finished):
        sys.stdout.write(_nothing(options.workspace, request) + "\n")
        return 1
    return open_study(options, request)


def _nothing(workspace: Workspace, request: Request) -> str:
    if request.cram:
        return "There is nothing to go over yet. Begin with 'ldn-learn study'."
    view = workspace.overview()
    when = f" The next cards come on {wording.day_line(view.next_day)}." if view.next_day else ""
    return f"There is nothing to study now.{when}"


def _in_lines(workspace: Workspace, request: Request) -> int:
    from ldn_learn.plain import study

    console = console_of_streams()
    session = workspace.asked(request)
    for broken in workspace.library.broken:
        console.say(f"This deck cannot be read: {broken.problems[0]}")
    if isinstance(session.step, Finished):
        console.say(_nothing(workspace, request))
        return 1
    workspace.prepare()
    if not workspace.memory.cards:
        console.say(wording.PURPOSE, wording.NOT_ADVICE, "Type ? for help, ! for when to get help, q to stop.")
    study.study(workspace, console, session)
    return 0


def console_of_streams() -> Console:
    """The line mode on standard input and output."""
    from ldn_learn.plain.console import Console

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def read() -> str | None:
        line = sys.stdin.readline()
        return line if line else None

    return Console(write, read)
