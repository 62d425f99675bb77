"""Reading and replacing the files of those who write decks."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.atomic import is_there
from ldn_learn.decks.broken import unreadable
from ldn_learn.decks.library import MAX_BYTES, SUFFIXES
from ldn_learn.errors import DeckError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnreadableError(DeckError):
    """A file that cannot be read; `problem` names it the way `check` does."""

    def __init__(self, path: Path, error: OSError) -> None:
        (self.problem,) = unreadable(path, error).problems
        super().__init__(f"{path}: {self.problem.message}. Check the name and the permissions.")


def read(path: Path) -> bytes:
    """The bytes of a regular file of a bearable size. Raises `UnreadableError`."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "it is not a regular file")
        if found.st_size > MAX_BYTES:
            raise OSError(0, f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(path, error) from None


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """The files that are named, and the deck and shared files of the folders that are; each once, in that order.

    Raises `UsageError` for a name that is not there, and `UnreadableError` for a folder that cannot be listed.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not is_there(path):
            raise UsageError(f"There is no file or folder {path}.")
        if not path.is_dir():
            found[path] = None
            continue
        try:
            names = [each for each in path.iterdir() if each.suffix in SUFFIXES and not each.name.startswith(".")]
        except OSError as error:
            raise UnreadableError(path, error) from None
        found.update(dict.fromkeys(sorted(names)))
    return list(found)


def replace(path: Path, text: str) -> None:
    """Put the text into a file that is there: whole or not at all, with the mode that it has. Raises `OSError`."""
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    half = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with half.open("xb") as file:
            half.chmod(mode)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def create(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises `UsageError` when it is, and `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(text.encode())
    except FileExistsError:
        raise UsageError(f"{path} is there already. Nothing is overwritten: choose another name.") from None
    except OSError:
        path.unlink(missing_ok=True)
        raise


def put(path: Path, text: str) -> None:
    """Write a file that the program makes and may make anew. Raises `OSError`."""
    if path.exists():
        replace(path, text)
    else:
        create(path, text)
