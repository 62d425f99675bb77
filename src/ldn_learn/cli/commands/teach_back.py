"""`teach-back`: own words."""

from __future__ import annotations

import click

from ldn_learn.cli.options import Options


@click.command("teach-back", short_help="Say in your own words what you have learnt.")
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Say in your own words what you have learnt. It goes on your page and is not scored."""
    options = ctx.find_object(Options)
    assert options is not None
    if options.line_mode:
        from ldn_learn.cli.studying import console_of_streams
        from ldn_learn.plain.teach_back import teach

        ctx.exit(0 if teach(options.workspace, console_of_streams()) else 1)
    from ldn_learn.tui.app import LdnLearn

    app = LdnLearn(options.workspace, opening=LdnLearn.teach_back)
    app.run()
    ctx.exit(app.return_code or 0)
