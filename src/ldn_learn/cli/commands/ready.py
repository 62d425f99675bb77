"""`ready`: whether one is ready to talk with one's prescriber."""

from __future__ import annotations

import click

from ldn_learn.cli.examining import open_exam
from ldn_learn.cli.options import Options


@click.command("ready", short_help="Check whether you are ready to talk with your prescriber.")
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Check whether you are ready to talk with your prescriber: each safety point, and a few other questions.

    A check that you left goes on where you stopped, within a day. You can take it once a day.

    The exit code is 0 when you are ready, and 1 when you are not yet, or left before handing in.
    """
    options = ctx.find_object(Options)
    assert options is not None
    ctx.exit(open_exam(options, options.workspace.exams.check()))
