"""From the start of the process to the first card on the screen."""

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
    """Against a blank Textual app; decks shipped, 20,000 events, caches warm."""
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(Path(folder))
        ours, peer = in_turn(programs.ours_painted, programs.blank_painted, 5 if quick else 30)
    yield of_pairs("start: process start to first card", ours, "blank Textual app", peer, 1.3, "s")
