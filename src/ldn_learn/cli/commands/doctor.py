"""`doctor`: how the files are that keep one's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("doctor")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, format_: str) -> None:
    """Check the journal: every line has a checksum. The exit code is 1 when something is damaged."""
    options: Options = ctx.obj
    workspace = options.workspace
    journals = workspace.health()
    ok = not any(each.damaged or each.torn_now for each in journals)
    if format_ == "json":
        rows = [
            {"file": each.file, "events": each.events, "damaged": each.damaged, "torn": each.torn} for each in journals
        ]
        output.as_json({"ok": ok, "journals": rows})
    else:
        output.data(f"Progress is kept in {workspace.journal_folder}")
        if not journals:
            output.data("There is none yet.")
        for each in journals:
            output.data(f"{each.file}: {each.events} events, {each.damaged} damaged, {each.torn} torn")
        if any(each.damaged for each in journals):
            output.data("A damaged line is one answer that is lost. It is kept and skipped; nothing else is touched.")
        if any(each.torn_now for each in journals):
            output.data("A torn end is an answer that was being written when the program stopped.")
    ctx.exit(0 if ok else 1)
