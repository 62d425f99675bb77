"""`handout`: the page to take to the visit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn import atomic
from ldn_learn.errors import cannot_write

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("handout")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
    help="html is one page to print from a browser.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@click.option("--medicine", multiple=True, help="A medicine that you take, for this print only (repeatable).")
@click.pass_obj
def command(options: Options, format_: str, out: Path | None, medicine: tuple[str, ...]) -> None:
    """Print your page for the visit: what you know, what you will go over, what to ask.

    The medicines that you name are printed and not kept.
    """
    text = options.workspace.handout(format_, medicine)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        atomic.write(out, text)
    except OSError as error:
        raise cannot_write(out, error) from None
