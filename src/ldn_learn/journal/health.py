"""How a journal file is: what can be read, what is damaged, what was cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_learn.journal import files
from ldn_learn.journal.journal import readable

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileHealth:
    """What `doctor` tells of one file."""

    file: str
    events: int
    damaged: int
    """Lines that are not what was written; they are kept and skipped."""
    torn: int
    """Ends of lines that a crash cut off: the one in the file, if any, and those set aside."""
    torn_now: bool


def file_health(path: Path) -> FileHealth:
    """The health of one file. Raises `StoreError` when it cannot be read."""
    reading = files.read(path) or files.Reading()
    strange = [event for event in reading.events if not readable([event]) and not files.is_newer(event)]
    torn = reading.torn + files.torn_aside(path)
    events = len(reading.events) - len(strange)
    return FileHealth(path.name, events, reading.damaged + len(strange), torn, bool(reading.torn))
