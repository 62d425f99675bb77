"""`due`: what waits now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.study import summing_up

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("due")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, format_: str) -> None:
    """Tell what is due now and which new cards today holds.

    The exit code is 0 when something waits, new cards included, and 1 when nothing does.
    """
    options: Options = ctx.obj
    options.workspace.scope()  # without a deck that can be read, "nothing is due" would mislead
    view = options.workspace.overview()
    now = options.workspace.now()
    if format_ == "json":
        decks = [{"id": row.id, "due": row.due, "new": row.new} for row in view.decks]
        stamp = now.at.isoformat(timespec="seconds")
        output.as_json({"now": stamp, "day": now.day.isoformat(), "due": view.due, "new": view.new, "decks": decks})
    elif view.cards:
        if view.pace is not None:
            output.talk(summing_up.on_track(view.pace))
        output.data(f"{view.due} due, {view.new} new, about {view.minutes} minute{'s' * (view.minutes != 1)}")
        for row in view.decks:
            if row.due or row.new:
                output.data(f"  {row.id}: {row.due} due, {row.new} new")
    else:
        output.data("Nothing is due.")
    ctx.exit(0 if view.cards else 1)
