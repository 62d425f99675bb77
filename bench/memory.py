"""Memory at the study screen."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.programs import Programs
from bench.row import Row, of_pairs
from bench.timing import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(*, quick: bool) -> Iterator[Row]:
    """Against a blank Textual app, as the kernel accounts for it (PSS)."""
    what, against = "memory: at the study screen", "blank Textual app"
    if not Path("/proc/self/smaps_rollup").exists():
        yield Row(what, against, note="not measured: only Linux tells a process's share of memory")
        return
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(Path(folder))
        ours, peer = in_turn(programs.ours_memory, programs.blank_memory, 1 if quick else 5)
    yield of_pairs(what, ours, against, peer, 1.5, "B")
