"""Reading one journal file, whole or from where an earlier reading ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from ldn_learn.errors import StoreError
from ldn_learn.journal import lines
from ldn_learn.memory.records import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIX: Final = ".jsonl"
TORN_SUFFIX: Final = ".torn"
"""Ends of lines that a crash cut off are set aside in a file of this suffix."""

_GUARD: Final = 256
"""Bytes before a mark that must be unchanged for it to be trusted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was read, and a checksum of the bytes just before, to notice a file that was replaced."""

    offset: int = 0
    guard: int = 0


START: Final = Mark()

_TAIL: Final = 1 << 17
"""Bytes at a file's end in which its last line is looked for."""


@dataclass(slots=True)
class Reading:
    """What a file holds from some place on."""

    events: list[dict[str, Any]] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    """Where the line of each event starts."""
    damaged: int = 0
    torn: int = 0
    """1 when the file ends in half a line."""
    mark: Mark = START


def read(path: Path, since: Mark = START) -> Reading | None:
    """The events after `since`; `None` when the file is not the one that was marked. Raises `StoreError`."""
    try:
        with path.open("rb") as file:
            start = max(0, since.offset - _GUARD)
            file.seek(start)
            before = file.read(since.offset - start)
            if len(before) != since.offset - start or crc32(before) != since.guard:
                return None
            data = file.read()
    except FileNotFoundError:
        return Reading() if since.offset == 0 else None
    except OSError as error:
        raise StoreError(f"Your progress in {path} cannot be read: {error.strerror}. Check its permissions.") from None
    return _parsed(data, since.offset, before)


def _parsed(data: bytes, offset: int, before: bytes) -> Reading:
    """The events in `data`. What is blank means nothing: an open file has room for the next answers at its end."""
    reading = Reading()
    content = len(data.rstrip(lines.BLANK))
    end = 0
    for line in _split(data, content):
        try:
            event = lines.decode(line)
        except lines.DamagedError:
            if end + len(line) >= content and not lines.looks_whole(line):
                reading.torn = 1
                break
            reading.damaged += bool(line.strip())
        else:
            reading.events.append(event)
            reading.offsets.append(offset + end)
        end += len(line)
    end = min(end, content)
    reading.mark = Mark(offset + end, crc32((before + data[:end])[-_GUARD:]))
    return reading


def _split(data: bytes, content: int) -> Iterator[bytes]:
    """The lines of `data` up to the end of its content; only the newline ends a line, unlike in `splitlines`."""
    start = 0
    while start < content:
        end = data.find(b"\n", start) + 1 or len(data)
        yield data[start:end]
        start = end


def end_of_lines(data: bytes) -> tuple[int, bytes]:
    """Where the last whole line stops, its newline not counted, and what a crash left after it."""
    content = data.rstrip(lines.BLANK)
    start = content.rfind(b"\n") + 1
    last = content[start:]
    try:
        lines.body(last)
    except lines.DamagedError:
        if last and not lines.looks_whole(last):
            return len(content[:start].rstrip(lines.BLANK)), last
    return len(content), b""


def written_by_newer(path: Path) -> bool:
    """Whether the first or the last line comes from a newer version of the program, so that we must not write here."""
    try:
        with path.open("rb") as file:
            first = file.readline(_TAIL)
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            last = file.read().rstrip(lines.BLANK).rpartition(b"\n")[2]
    except OSError:
        return False
    for line in (first, last):
        try:
            if is_newer(lines.decode(line)):
                return True
        except lines.DamagedError:
            continue
    return False


def is_newer(event: dict[str, Any]) -> bool:
    """Whether a newer version of the program wrote this event."""
    version = event.get("v")
    return isinstance(version, int) and version > VERSION


def in_folder(folder: Path) -> list[Path]:
    """The journal files of a folder, by name; none when there is no folder. Raises `StoreError`."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(
            f"Your progress in {folder} cannot be read: {error.strerror}. Check its permissions."
        ) from None


def torn_aside(path: Path) -> int:
    """How many ends of lines were set aside from this file."""
    try:
        return path.with_name(path.name + TORN_SUFFIX).read_bytes().count(b"\n")
    except OSError:
        return 0
