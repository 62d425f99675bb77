"""`import`: a deck made of another tool's cards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn import atomic
from ldn_learn.atomic import is_there
from ldn_learn.cli import output
from ldn_learn.errors import DeckError, UsageError, cannot_write
from ldn_learn.exchange.formats import READ

if TYPE_CHECKING:
    from typing import BinaryIO

    from ldn_learn.cli.options import Options
    from ldn_learn.exchange.passing import Read
    from ldn_learn.exchange.report import Report

_ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "format_", type=click.Choice(READ), help="What kind of file it is; told by itself otherwise.")
@click.option("--id", "id_", help="The id of the new deck; made of the file's name otherwise.")
@click.option("--title", help="Its title; the one in the file otherwise.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for it; your own decks otherwise.")
@click.option("--force", is_flag=True, help="Replace a deck file that is there already.")
@click.option("--details", is_flag=True, help="Name each card that is not carried over whole.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: Path,
    format_: str | None,
    id_: str | None,
    title: str | None,
    out: Path | None,
    force: bool,
    details: bool,
) -> None:
    """Make one new deck of the cards in FILE, say what was lost, and check it.

    Nobody has checked what such cards say, so read them before you trust them. The exit code is 1 when the
    new deck has an error.
    """
    from ldn_learn.exchange.assemble import slug

    options: Options = ctx.obj
    deck = id_ or slug(file.stem) or "imported"
    target = _target(options, out, deck, force=force)
    found = _read(file, format_)
    text, report = _deck(found, deck, title or found.title or file.stem or deck)
    if not report.cards:
        _tell(report, details=details)
        raise DeckError(f"There is no card in {file} that could be taken over, so nothing was written.")
    try:
        atomic.write(target, text)
    except OSError as error:
        raise cannot_write(target, error) from None
    _tell(report, details=details)
    output.talk(f"{report.cards} cards were written to {target}.")
    ctx.exit(_check(target, details=details))


def _target(options: Options, out: Path | None, deck: str, *, force: bool) -> Path:
    """The file of the new deck. Raises `UsageError` for one that is there, and for an id that cannot be."""
    from ldn_learn.decks.cards import DeckId
    from ldn_learn.decks.library import NOT_DECKS, SUFFIXES

    if not re.fullmatch(_ID, deck) or deck in NOT_DECKS:
        raise UsageError(f"'{deck}' cannot be a deck's id. Use letters, digits, '-' and '_', like --id my-deck.")
    folder = out or options.workspace.places.own_decks
    if is_there(folder) and not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Name one with --out.")
    for path in (folder / f"{deck}{suffix}" for suffix in SUFFIXES):
        if (is_there(path) or path.is_symlink()) and not force:
            raise UsageError(f"There is {path} already. Choose another --id, or replace it with --force.")
    target = folder / f"{deck}{SUFFIXES[0]}"
    known = options.workspace.library.files.get(DeckId(deck)) if out is None else None
    if known and Path(known) != target:
        raise UsageError(f"'{deck}' is the id of the deck in {known}. Choose another --id.")
    return target


def _read(file: Path, format_: str | None) -> Read:
    from ldn_learn.exchange import formats

    try:
        if not file.is_file():
            raise UsageError(f"There is no file {file}.")
        with file.open("rb") as opened:
            source: BinaryIO = opened
            return formats.read(format_ or formats.told(file.suffix, source), source)
    except OSError as error:
        raise DeckError(f"{file} cannot be read: {error.strerror or error}.") from None


def _deck(found: Read, deck: str, title: str) -> tuple[str, Report]:
    """The new deck as YAML, and the report of what was lost on the way."""
    from ldn_learn.decks.text import one_line
    from ldn_learn.decks.writing import as_yaml
    from ldn_learn.exchange.assemble import assembled
    from ldn_learn.exchange.report import Report

    whole, lost = assembled(found.cards, deck, one_line(title) or deck)
    return as_yaml(whole), Report(len(found.cards), (*found.losses, *lost))


def _tell(report: Report, *, details: bool) -> None:
    for line in report.lines() if details else report.summary():
        output.talk(line)


def _check(target: Path, *, details: bool) -> int:
    """Print the errors that `check` finds in the new deck, with the warnings when asked; 1 when there is an error."""
    from ldn_learn.decks import library
    from ldn_learn.decks.cache import DeckCache
    from ldn_learn.decks.problems import Severity

    problems = library.load([target], DeckCache(None)).problems
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    for problem in problems:
        if details or problem.severity is Severity.ERROR:
            output.data(str(problem))
    if errors:
        output.talk(f"The new deck has {errors} errors, so it is not studied before they are mended.")
    elif problems:
        output.talk(f"The new deck has {len(problems)} warnings: ldn-learn check {target}")
    else:
        output.talk("The new deck has no errors. Nobody has checked what it says.")
    return int(bool(errors))
