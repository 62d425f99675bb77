"""Opening a stranger's Anki package: the collection in it, unpacked within limits, as a database in memory.

Nothing is written to the disk, and no name in the package is used as a path.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from contextlib import contextmanager
from struct import unpack_from
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ldn_learn.errors import DeckError
from ldn_learn.exchange.limits import MAX_BYTES, MAX_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, BinaryIO

_NEWEST: Final = "collection.anki21b"
_OLDER: Final = ("collection.anki21", "collection.anki2")
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_MAX_COMMENT: Final = 65_535
_MAX_DIRECTORY: Final = 16 * 1024 * 1024
"""Bytes of the list of members: room for 200,000 pictures."""

_STEPS: Final = 20_000
"""Steps of SQLite between two looks at the clock."""

_NO_PACKAGE: Final = "This is no Anki package, or it is damaged. Export it from Anki again."
_NO_COLLECTION: Final = "The collection in this package cannot be read. Export it from Anki again."
_TOO_LARGE: Final = (
    f"The collection in this package is larger than {MAX_BYTES // 1024 // 1024} MiB, so it is not read. "
    "Export fewer decks from Anki."
)
_NO_ZSTD: Final = (
    "This package is in Anki's newest form, which needs the package 'zstandard' (pip install ldn-learn[author]). "
    "Or export it from Anki with 'Support older Anki versions'."
)


def collection(file: BinaryIO) -> bytes:
    """The database of a package, unpacked. Raises `DeckError` for everything that is amiss."""
    _refuse_long_directory(file)
    try:
        with ZipFile(file) as package:
            names = set(package.namelist())
            name = next((each for each in (_NEWEST, *_OLDER) if each in names), None)
            if name is None:
                raise DeckError("There is no collection in this file, so it is no Anki package.")
            info = package.getinfo(name)
            if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise DeckError(_NO_PACKAGE)
            with package.open(info) as member:
                return _unpacked(member) if name == _NEWEST else _limited(member)
    except (BadZipFile, OSError, ValueError, EOFError, zlib.error, NotImplementedError, OverflowError, KeyError):
        raise DeckError(_NO_PACKAGE) from None


def _refuse_long_directory(file: BinaryIO) -> None:
    """Look at the end of the zip before `zipfile` reads its whole list of members into memory."""
    size = file.seek(0, 2)
    start = file.seek(max(0, size - _END_LENGTH - _MAX_COMMENT))
    tail = file.read(size - start)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH or unpack_from("<L", tail, at + 12)[0] > _MAX_DIRECTORY:
        raise DeckError(_NO_PACKAGE)
    file.seek(0)


def _limited(member: IO[bytes]) -> bytes:
    data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large()
    return data


def too_large() -> DeckError:
    """The sentence for a collection beyond the limit."""
    return DeckError(_TOO_LARGE)


def _unpacked(member: IO[bytes]) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise DeckError(_NO_ZSTD) from None
    try:
        with zstandard.ZstdDecompressor(max_window_size=2 * MAX_BYTES).stream_reader(member) as reader:
            return _limited(reader)
    except zstandard.ZstdError:
        raise DeckError(_NO_COLLECTION) from None


@contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """A database in memory, to be asked only, and each question for a time. Raises `DeckError` for what is amiss."""
    base = sqlite3.connect(":memory:")
    try:
        # A write-ahead log cannot be used in memory; a package never has one, so the mark for it says nothing.
        base.deserialize(data[:18] + b"\x01\x01" + data[20:] if data[18:20] == b"\x02\x02" else data)
        base.execute("PRAGMA query_only = ON")
        base.execute("PRAGMA trusted_schema = OFF")
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES)
        base.text_factory = lambda text: text.decode(errors="replace")
        base.create_collation("unicase", _compared)
        until = time.monotonic() + MAX_SECONDS
        base.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
        yield base
    except (sqlite3.Error, MemoryError, OverflowError):
        raise DeckError(_NO_COLLECTION) from None
    finally:
        base.close()


def _compared(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def has_table(base: sqlite3.Connection, name: str) -> bool:
    """Whether the database has a real table of this name; a view is none."""
    found: Any = base.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return found is not None
