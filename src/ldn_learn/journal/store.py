"""The journal as a TinyDB database: any query of TinyDB works on it, and an insert costs one appended line.

Both classes stand at TinyDB's documented extension points. Stock TinyDB rewrites the whole file at each insert (5 ms at
1,000 rows, 521 ms at 100,000), in place, so that a crash or a second process loses it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from ldn_learn.errors import StoreError
from ldn_learn.journal import files, lines
from ldn_learn.journal.writer import Writer, open_writer

if TYPE_CHECKING:
    from pathlib import Path

EVENTS: Final = "events"

_FILE_BITS: Final = 44
"""A document's id is its line's offset, plus a number for its file above these bits (16 TiB)."""


class JournalStorage(Storage):
    """All journal files of a folder; writes go to a file of this process's own, opened at the first one."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder = folder
        self._device = device
        self._writer: Writer | None = None

    def read(self) -> dict[str, dict[str, Any]]:
        """Every event of every file, as TinyDB wants it. Raises `StoreError`."""
        documents: dict[str, Any] = {}
        for number, path in enumerate(self._numbered()):
            reading = files.read(path)
            for offset, event in zip(reading.offsets, reading.events, strict=True) if reading else ():
                documents[str(number << _FILE_BITS | offset)] = event
        return {EVENTS: documents}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Never: what happened is not changed."""
        raise StoreError("Events are never changed. To take one back, append a 'retracted' event.")

    def append(self, events: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add events in one durable write and return their ids. Raises `StoreError`."""
        encoded = [lines.encode(event) for event in events]
        place = self.open().append(b"".join(encoded))
        ids: list[int] = []
        for line in encoded:
            ids.append(place)
            place += len(line)
        return ids

    def open(self) -> Writer:
        """The file that this process writes to. Raises `StoreError` when there can be none."""
        if self._writer is None:
            self._writer = open_writer(self.folder, self._device)
        return self._writer

    def close(self) -> None:
        """Let go of the file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _numbered(self) -> list[Path]:
        """All files, the one that is written first, so that ids given by `append` stay those of later readings."""
        own = None if self._writer is None else self._writer.path
        found = files.in_folder(self.folder)
        return found if own is None else [own, *(path for path in found if path != own)]


class EventTable(Table):
    """A table whose insert appends."""

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        # No cache of queries: other windows write too.
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add one event and return its id."""
        return self.insert_multiple((document,))[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add events in one write and return their ids."""
        if self.name != EVENTS or not isinstance(self._storage, JournalStorage):
            raise StoreError(f"A journal has one table, '{EVENTS}'.")
        return self._storage.append(documents)


class EventDatabase(TinyDB):
    """A TinyDB over a journal folder."""

    table_class = EventTable
    default_table_name = EVENTS

    def __init__(self, folder: Path, device: str) -> None:
        self._journal = JournalStorage(folder, device)
        super().__init__(storage=lambda: self._journal)

    def open(self) -> None:
        """Open the file to write to. Raises `StoreError` when there can be none."""
        self._journal.open()
