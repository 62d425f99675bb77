"""`config`: what the learner has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.study import settings

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("config")
@click.argument("name", required=False)
@click.argument("value", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(options: Options, name: str | None, value: tuple[str, ...], format_: str) -> None:
    """Show your settings, one of them, or set NAME to VALUE.

    The names: ready-by (a date), new (cards a day), easy-days (weekdays), audience (patient, trainee, educator). The
    value none takes a setting off.
    """
    workspace = options.workspace
    if name is not None and value:
        chosen = settings.choice(name)
        workspace.set(chosen.key, chosen.read(" ".join(value), workspace.now().day))
    wanted = settings.CHOICES if name is None else (settings.choice(name),)
    shown = {each.name: each.show(workspace.memory, workspace.learner) for each in wanted}
    if format_ == "json":
        output.as_json(shown)
        return
    for each, text in shown.items():
        output.data(f"{each}: {text}")
