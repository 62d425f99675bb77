"""`stats`: what was done."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.insight import stats
from ldn_learn.study import wording

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("stats")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(options: Options, format_: str) -> None:
    """Tell what you have done so far, and what the next days hold."""
    workspace = options.workspace
    found = stats.stats(workspace.memory, workspace.now().day)
    if format_ == "json":
        safety = asdict(workspace.overview().safety)
        forecast = [{"day": day.isoformat(), "due": due} for day, due in found.forecast]
        output.as_json(asdict(found) | {"forecast": forecast, "safety": safety})
        return
    if not found.answers:
        output.data("You have not answered a question yet. 'ldn-learn study' starts.")
        return
    output.data(f"Study days: {found.days}, {found.days_in_a_row} in a row up to now")
    output.data(f"Answers: {found.answers}, of which {found.right} right, in {found.minutes} minutes")
    output.data(f"Cards: {found.cards} begun, {found.learnt} learnt, {found.sure} sure")
    output.data(f"Safety points you are sure of: {workspace.overview().safety}")
    for day, due in found.forecast:
        output.data(f"  {wording.day_line(day)}: {due} due")
