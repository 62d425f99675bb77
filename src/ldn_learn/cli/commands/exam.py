"""`exam`: questions without a word on how it goes, and a report at the end."""

from __future__ import annotations

import click

from ldn_learn.cli.examining import open_exam
from ldn_learn.cli.options import Options
from ldn_learn.workspace.exams import ITEMS, ExamRequest


@click.command("exam", short_help="Take an exam.")
@click.argument("deck", nargs=-1)
@click.option("--items", type=click.IntRange(1, 1000), default=ITEMS, show_default=True, help="How many questions.")
@click.option("--seed", type=click.IntRange(0, 10**9), help="Which exam: the same seed gives the same one.")
@click.option("--minutes", type=click.IntRange(1, 600), help="A time limit; you can add to it, or turn it off.")
@click.option(
    "--pass", "pass_mark", type=click.IntRange(1, 100), default=80, show_default=True, help="Right answers of 100."
)
@click.option("--tag", multiple=True, help="Only cards with this tag (repeatable).")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    deck: tuple[str, ...],
    items: int,
    seed: int | None,
    minutes: int | None,
    pass_mark: int,
    tag: tuple[str, ...],
) -> None:
    """Take an exam over all decks, or over the DECKs that you name.

    An exam that you left goes on where you stopped when you give the same command within a day.

    The exit code is 0 when you passed, and 1 when you did not, or left before handing in.
    """
    options = ctx.find_object(Options)
    assert options is not None
    request = ExamRequest(deck, tag, items, seed, minutes or 0, pass_mark)
    ctx.exit(open_exam(options, options.workspace.exams.exam(request)))
