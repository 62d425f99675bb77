"""`study`: today's cards."""

from __future__ import annotations

import click

from ldn_learn.cli.options import Options
from ldn_learn.cli.studying import open_study
from ldn_learn.workspace.request import Request


@click.command("study", short_help="Study today's cards.")
@click.argument("deck", nargs=-1)
@click.option("--new", type=click.IntRange(0, 10_000), help="How many new cards today, instead of the daily limit.")
@click.option("--limit", type=click.IntRange(1, 10_000), help="At most this many cards.")
@click.option("--minutes", type=click.IntRange(1, 600), help="Stop after so many minutes, at the end of a card.")
@click.option("--tag", multiple=True, help="Only cards with this tag (repeatable).")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    deck: tuple[str, ...],
    new: int | None,
    limit: int | None,
    minutes: int | None,
    tag: tuple[str, ...],
) -> None:
    """Study today's cards of all decks, or of the DECKs that you name.

    The exit code is 1 when there is nothing to study.
    """
    options = ctx.find_object(Options)
    assert options is not None
    ctx.exit(open_study(options, Request(deck, tag, new, limit, minutes)))
