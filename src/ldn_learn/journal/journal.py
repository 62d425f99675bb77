"""The history of one profile: the union of its files, read as events, and the one door for new ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ldn_learn.journal import files
from ldn_learn.journal.files import START, Mark
from ldn_learn.memory.events import Event
from ldn_learn.memory.records import from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tinydb.table import Table

    from ldn_learn.journal.health import FileHealth
    from ldn_learn.journal.store import EventDatabase


@dataclass(slots=True)
class Union:
    """What was read from all files."""

    events: list[Event] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    """How far each file was read, by name."""


class Journal:
    """One profile's history. Nothing is created by reading; the first event makes folder and file."""

    def __init__(self, folder: Path, device: str) -> None:
        self._folder = folder
        self._device = device
        self._database: EventDatabase | None = None
        self._table: Table | None = None

    def read(self, since: Mapping[str, Mark] | None = None) -> Union | None:
        """All events, or those after the marks; `None` when a marked file is gone or was replaced.

        Raises `StoreError` when a file cannot be read.
        """
        since = since or {}
        paths = self.files()
        if since.keys() - {path.name for path in paths}:
            return None
        union = Union()
        for path in paths:
            reading = files.read(path, since.get(path.name, START))
            if reading is None:
                return None
            union.events += readable(reading.events)
            union.marks[path.name] = reading.mark
        return union

    def read_stored(self) -> Iterator[dict[str, Any]]:
        """Every event as it is stored, unknown kinds and fields included, in the order of the history."""
        stored: dict[str, dict[str, Any]] = {}
        for path in self.files():
            reading = files.read(path)
            for event in reading.events if reading else ():
                stored.setdefault(str(event.get("id")), event)
        return iter(sorted(stored.values(), key=lambda event: (str(event.get("at")), str(event.get("id")))))

    def append(self, event: Event) -> None:
        """Store one event; it is on the disk when this returns. Raises `StoreError`."""
        if self._table is None:
            self._table = self.events()
        self._table.insert(to_dict(event))

    def events(self) -> Table:
        """The events as a TinyDB table."""
        return self._open().table("events")

    def prepare(self) -> None:
        """Open the file to write to, so that a place that cannot be written shows before the first answer does."""
        self._open().open()

    def close(self) -> None:
        """Let go of the file that was written."""
        if self._database is not None:
            self._database.close()
            self._database = self._table = None

    def files(self) -> list[Path]:
        """The journal files, by name."""
        return files.in_folder(self._folder)

    def health(self) -> list[FileHealth]:
        """How each file is."""
        from ldn_learn.journal.health import file_health

        return [file_health(path) for path in self.files()]

    def _open(self) -> EventDatabase:
        if self._database is None:
            # Imported here because reading needs neither TinyDB nor locks, and `due` and `decks` only read.
            from ldn_learn.journal.store import EventDatabase

            self._database = EventDatabase(self._folder, self._device)
        return self._database


def readable(stored: list[dict[str, Any]]) -> list[Event]:
    """The events among what is stored; what a newer version wrote and this one cannot read is left out."""
    events: list[Event] = []
    for each in stored:
        try:
            events.append(from_dict(each))
        except ValueError:
            continue
    return events
