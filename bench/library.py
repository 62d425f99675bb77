"""Opening decks: from the cache, and from their files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bench import made
from bench.row import Row, of_medians
from bench.timing import calm_seconds, in_turn
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(*, quick: bool) -> Iterator[Row]:
    """Against PyYAML's C parser, which only makes dictionaries of the same files."""
    cards, rounds = (1_000, 3) if quick else (10_000, 5)
    with tempfile.TemporaryDirectory() as temporary:
        decks, cached = made.decks(Path(temporary, "decks"), cards), Path(temporary, "cache")
        cache = DeckCache(cached)
        library.load([decks], cache)
        cache.save()
        warm, parsed = in_turn(
            lambda: calm_seconds(lambda: library.load([decks], DeckCache(cached))),
            lambda: calm_seconds(lambda: _parse(decks)),
            rounds,
        )
        cold = [calm_seconds(lambda: library.load([decks], DeckCache(None))) for _ in range(rounds)]
    against = "PyYAML CSafeLoader"
    yield of_medians(f"open: {cards:,} cards from the cache", warm, against, parsed, 1 / 20)
    yield of_medians(f"open: {cards:,} cards from their files, checked", cold, against, parsed)


def _parse(folder: Path) -> list[object]:
    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.iterdir())]
