"""`fmt`: deck files in their canonical layout."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Final

import click

from ldn_learn.authoring import files
from ldn_learn.authoring.formatting import Formatted, format_file
from ldn_learn.authoring.kinds import kind_of
from ldn_learn.cli import output
from ldn_learn.errors import LdnError, cannot_write

_BROKEN: Final = LdnError.exit_code


@click.command("fmt")
@click.argument("path", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 when a file is not in its canonical layout.")
@click.pass_context
def command(ctx: click.Context, path: tuple[Path, ...], check: bool) -> None:
    """Write the deck files and folders at PATH anew: same cards, same comments, one layout.

    Cards without an id are given one. PATH may be '-': then a deck is read from stdin and written to stdout. A file
    with a problem is left alone, and the exit code is 3.
    """
    if path == (Path("-"),):
        ctx.exit(_stream(check=check))
    found = files.yaml_files(path)
    if not found:
        output.talk("There is no deck here.")
    codes = [_file(each, check=check) for each in found]
    changed, broken = codes.count(1), codes.count(_BROKEN)
    told = [f"{changed} {'to be ' if check else ''}written anew"] if changed else []
    told += [f"{broken} left alone"] if broken else []
    if found:
        output.talk(f"{len(found)} file(s): " + (", ".join(told) or "all in order"))
    if check or broken:
        ctx.exit(max(codes, default=0))


def _file(path: Path, *, check: bool) -> int:
    """Format one file and tell about it; 0 when it was in order, 1 when not, 3 when it was left alone."""
    # Trees refer to themselves; to look for garbage among what is still needed takes a third of the time.
    gc.disable()
    try:
        formatted = format_file(files.read(path), str(path), kind_of(path))
    except files.UnreadableError as error:
        output.data(str(error.problem))
        return _BROKEN
    finally:
        gc.enable()
    if formatted.problems:
        return _problems(formatted)
    if not formatted.changed:
        return 0
    if not check:
        try:
            files.replace(path, formatted.text)
        except OSError as error:
            raise cannot_write(path, error) from None
    output.data(str(path) + _notes(formatted))
    return 1


def _problems(formatted: Formatted) -> int:
    for problem in formatted.problems:
        output.data(str(problem))
    return _BROKEN


def _notes(formatted: Formatted) -> str:
    notes = [f"new id {id_}" for id_ in formatted.ids]
    notes += ["line ends: CRLF to LF"] if formatted.returns else []
    return f" ({', '.join(notes)})" if notes else ""


def _stream(*, check: bool) -> int:
    data = sys.stdin.buffer.read() if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()
    formatted = format_file(data, "<stdin>")
    if formatted.problems:
        for problem in formatted.problems:
            output.talk(str(problem))
        return _BROKEN
    if not check:
        sys.stdout.write(formatted.text)
    return int(check and formatted.changed)
