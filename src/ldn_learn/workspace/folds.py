"""The fold's result on disk, with how far each journal file it covers was read. Deletable at any time."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ldn_learn import atomic
from ldn_learn.journal.files import Mark
from ldn_learn.memory import snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ldn_learn.memory.fold import Memory

Marks = dict[str, Mark]


def load(path: Path) -> tuple[Memory, Marks] | None:
    """What was folded at the last time, or `None`; a file that is not as it was written counts as absent."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        checksum, _, body = path.read_bytes().partition(b"\n")
        if checksum != b"%08x" % crc32(body):
            return None
        stored: dict[str, Any] = json.loads(body)
        memory = snapshot.read(stored)
        marks = {name: Mark(*mark) for name, mark in stored["marks"].items()}
        return None if memory is None else (memory, marks)
    return None


def save(path: Path, memory: Memory, marks: Mapping[str, Mark]) -> None:
    """Keep the result for the next start; a cache that cannot be written is no error."""
    stored = snapshot.write(memory) | {"marks": {name: [mark.offset, mark.guard] for name, mark in marks.items()}}
    body = json.dumps(stored, separators=(",", ":"))
    with suppress(OSError):
        atomic.write(path, f"{crc32(body.encode()):08x}\n{body}")
