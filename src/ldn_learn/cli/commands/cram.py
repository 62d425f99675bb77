"""`cram`: everything begun, outside the schedule."""

from __future__ import annotations

import click

from ldn_learn.cli.options import Options
from ldn_learn.cli.studying import open_cram


@click.command("cram", short_help="Go over what you have begun, outside the schedule.")
@click.argument("deck", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 10_000), help="At most this many cards.")
@click.option("--tag", multiple=True, help="Only cards with this tag (repeatable).")
@click.pass_context
def command(ctx: click.Context, /, deck: tuple[str, ...], limit: int | None, tag: tuple[str, ...]) -> None:
    """Go over the cards that you have begun, the hardest first, without changing when they come back.

    What you miss comes again at the end. The exit code is 1 when nothing was begun yet.
    """
    options = ctx.find_object(Options)
    assert options is not None
    ctx.exit(open_cram(options, deck, tag, limit))
