"""`preview`: a deck as the learner will see it, while one writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn.atomic import is_there
from ldn_learn.cli.options import Options
from ldn_learn.decks.cards import Audience
from ldn_learn.errors import DeckError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.problems import Problem


@click.command("preview", short_help="See a deck as the learner will, while you write it.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--audience", type=click.Choice(["patient", "trainee", "both"]), default="both", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, path: Path, audience: str) -> None:
    """Show the deck or folder PATH on the study screen, and follow its file as you save it.

    Every card can be answered; nothing is kept. Left and right go through the cards.
    """
    options = ctx.find_object(Options)
    assert options is not None
    if not is_there(path):
        raise UsageError(f"There is no file or folder {path}. Write one with 'ldn-learn new deck'.")
    if options.line_mode:
        raise UsageError(
            "A preview needs a terminal. Run 'ldn-learn check' here, or 'ldn-learn study --decks' in lines."
        )
    from ldn_learn.tui.app import LdnLearn
    from ldn_learn.tui.screens.preview import PreviewScreen
    from ldn_learn.workspace.rehearsal import Rehearsal

    space = Rehearsal([path], Audience(audience), options.clock)
    if not space.scope().cards:
        raise DeckError(f"{path} has no cards for this audience yet. Add one with 'ldn-learn new card'.")

    def check() -> Sequence[Problem]:
        from ldn_learn.rules.kept import Kept
        from ldn_learn.rules.run import Wish, run

        return run([path], Wish(audience, space.now().day), Kept(None)).problems

    LdnLearn(space, base=lambda: PreviewScreen(space, check)).run()
