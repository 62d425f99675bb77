"""Checking files and folders: reading them, keeping results, and putting everything together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.decks.broken import unreadable
from ldn_learn.decks.library import MAX_BYTES, NOT_DECKS, SUFFIXES, collector_paused, deck_files
from ldn_learn.decks.problems import Problem, Severity
from ldn_learn.rules.checking import Checked, Silenced, check_deck, check_folder, check_shared, read_deck
from ldn_learn.rules.folder import shared as read_shared
from ldn_learn.rules.shared import Shared
from ldn_learn.rules.together import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ldn_learn.rules.kept import Kept
    from ldn_learn.rules.sheet import Sheet
    from ldn_learn.rules.summary import Summary


@dataclass(frozen=True, slots=True)
class Wish:
    """What to check for."""

    audience: str = "both"
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a check has found."""

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]
    decks: tuple[Summary, ...]

    def worst(self, *levels: Severity) -> bool:
        """Whether there is a finding of one of these levels."""
        return any(problem.severity in levels for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The shared files of a folder, with what is wrong with them."""

    shared: Shared
    digest: bytes
    files: dict[str, str]
    problems: tuple[Problem, ...]


def run(
    paths: Iterable[Path], wish: Wish, kept: Kept, progress: Callable[[int, int], None] = lambda done, total: None
) -> Result:
    """Check these files and folders; nothing that a file can hold raises. `progress` is told files done of all."""
    with collector_paused():
        return _run(list(paths), wish, kept, progress)


def _run(paths: list[Path], wish: Wish, kept: Kept, progress: Callable[[int, int], None]) -> Result:
    problems: list[Problem] = []
    silenced: list[Silenced] = []
    decks: list[Summary] = []
    folders: dict[Path, _Folder] = {}
    files = list(_files(paths, problems))
    for number, file in enumerate(files):
        progress(number, len(files))
        folder = folders.get(file.parent) or folders.setdefault(file.parent, _folder(file.parent))
        if file.stem in NOT_DECKS:
            continue
        checked = _deck(file, folder, wish, kept)
        problems += checked[0]
        if checked[1] is not None:
            silenced += checked[1].silenced
            decks.append(checked[1].summary)
    progress(len(files), len(files))
    for path, folder in folders.items():
        # Shared files are told about when they were asked for: with their folder, or by name.
        if path in paths or any(file.parent == path and file.stem in NOT_DECKS for file in files):
            problems += folder.problems
    beliefs = {
        folder.files["misconceptions"]: folder.shared
        for path, folder in folders.items()
        if path in paths and "misconceptions" in folder.files
    }
    problems += together(decks, beliefs, wish.today)
    return Result(tuple(sorted(problems, key=_place)), tuple(silenced), tuple(decks))


def sheets(folder: Path) -> tuple[tuple[Sheet, ...], Shared]:
    """The decks of a folder as the rules see them, and the files that they share. Raises `OSError`."""
    with collector_paused():
        shared = _folder(folder).shared
        return tuple(read_deck(read(file), str(file), shared) for file in deck_files(folder)), shared


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.code, problem.message


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The files to check, each once; for a folder without decks, its shared files."""
    seen: set[Path] = set()
    for path in paths:
        try:
            found = deck_files(path) if path.is_dir() else [path]
            if path.is_dir():
                found += [file for name in sorted(NOT_DECKS) for file in _named(path, name)]
        except OSError as error:
            problems += unreadable(path, error).problems
            continue
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _named(folder: Path, name: str) -> list[Path]:
    return [file for suffix in SUFFIXES for file in [folder / f"{name}{suffix}"] if file.exists()][:1]


def _deck(file: Path, folder: _Folder, wish: Wish, kept: Kept) -> tuple[tuple[Problem, ...], Checked | None]:
    try:
        data = read(file)
    except OSError as error:
        return unreadable(file, error).problems, None
    key = (data, folder.digest, wish.audience.encode())
    checked = kept.get(key, str(file))
    if checked is None:
        checked = check_deck(data, str(file), folder.shared, wish.audience)
        kept.keep(key, checked)
    return checked.problems, checked


def _folder(path: Path) -> _Folder:
    """The shared files of a folder, read once; what cannot be read counts as not there."""
    problems: list[Problem] = []
    roots, files, digest = {}, {}, blake2b(digest_size=16)
    for kind in sorted(NOT_DECKS):
        for file in _named(path, kind):
            try:
                data = read(file)
            except OSError as error:
                problems += unreadable(file, error).problems
                continue
            digest.update(kind.encode() + b"\0" + blake2b(data, digest_size=16).digest())
            root, found = check_shared(data, str(file), kind)
            roots[kind], files[kind] = root, str(file)
            problems += [each.as_warning() for each in found] if kind == "sources" else found
    shared = read_shared(roots)
    return _Folder(shared, digest.digest(), files, (*problems, *check_folder(shared, files)))


def read(file: Path) -> bytes:
    """The bytes of a deck file. Raises `OSError`, also for what is no regular file or far too large."""
    if file.exists() and not file.is_file():
        raise IsADirectoryError(0, "it is not a regular file")
    if file.stat().st_size > MAX_BYTES:
        raise OSError(0, f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
    return file.read_bytes()
