"""The fold's result on disk, with how far each journal file it covers was read. Deletable at any time."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ldn_learn import atomic
from ldn_learn.journal.files import Mark
from ldn_learn.memory import snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ldn_learn.memory.fold import Memory

Marks = dict[str, Mark]


def load(path: Path) -> tuple[Memory, Marks] | None:
    """What was folded at the last time, or `None`."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        stored: dict[str, Any] = json.loads(path.read_bytes())
        memory = snapshot.read(stored)
        marks = {name: Mark(*mark) for name, mark in stored["marks"].items()}
        return None if memory is None else (memory, marks)
    return None


def save(path: Path, memory: Memory, marks: Mapping[str, Mark]) -> None:
    """Keep the result for the next start; a cache that cannot be written is no error."""
    stored = snapshot.write(memory) | {"marks": {name: [mark.offset, mark.guard] for name, mark in marks.items()}}
    with suppress(OSError):
        atomic.write(path, json.dumps(stored, separators=(",", ":")))
