"""`export`: decks for other tools."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn.cli import output
from ldn_learn.errors import UsageError, cannot_write
from ldn_learn.exchange.formats import FORMATS, WRITTEN

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.decks.cards import Deck
    from ldn_learn.decks.library import Library


@click.command("export")
@click.argument("deck", nargs=-1)
@click.option("--to", "format_", type=click.Choice(WRITTEN), required=True, help="For which tool.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@click.option("--details", is_flag=True, help="Name each card that is not carried over whole.")
@click.pass_obj
def command(options: Options, deck: tuple[str, ...], format_: str, out: Path | None, details: bool) -> None:
    """Write DECKs, or all decks in use, as a file for another tool, and say what it cannot hold.

    The file goes to --out, or to the standard output where it is text.
    """
    from ldn_learn.exchange import formats
    from ldn_learn.exchange.passing import Outgoing

    if out is None and FORMATS[format_].binary:
        raise UsageError(f"{FORMATS[format_].about.capitalize()} needs a file to go to: --out FILE.")
    library = options.workspace.library
    sources = {source.id: source for source in library.sources}
    written = formats.write(
        format_, Outgoing(_decks(library, deck), sources, int(options.workspace.now().at.timestamp()))
    )
    if out is None:
        sys.stdout.write(written.data.decode())
    else:
        _write(out, written.data)
    report = written.report
    for line in report.lines() if details else report.summary():
        output.talk(line)
    output.talk(f"{report.cards} cards were written{'' if out is None else f' to {out}'}.")


def _decks(library: Library, wanted: tuple[str, ...]) -> tuple[Deck, ...]:
    known = {str(deck.id): deck for deck in library.decks}
    for name in wanted:
        if name not in known:
            raise UsageError(f"There is no deck '{name}'. The decks are: {', '.join(known) or 'none'}.")
    chosen = tuple(known[name] for name in dict.fromkeys(wanted)) or library.decks
    if not any(deck.cards for deck in chosen):
        raise UsageError("There is no card to write.")
    return chosen


def _write(path: Path, data: bytes) -> None:
    """Replace the file's content, whole or not at all."""
    half = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise cannot_write(path, error) from None
