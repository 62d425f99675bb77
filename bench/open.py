"""Opening decks: from the cache, and from their files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bench import made
from bench.row import Row, of_medians
from bench.timing import calm_seconds, clean_seconds, in_turn
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
            lambda: clean_seconds(lambda: library.load([decks], DeckCache(cached))),
            lambda: clean_seconds(lambda: _parse(decks)),
            rounds,
        )
        cold, calm = in_turn(
            lambda: clean_seconds(lambda: library.load([decks], DeckCache(None))),
            lambda: calm_seconds(lambda: _parse(decks)),
            max(1, rounds // 2),
        )
    warm_name, cold_name = f"open: {cards:,} cards from the cache", f"open: {cards:,} cards from their files, checked"
    yield of_medians(warm_name, warm, "PyYAML CSafeLoader", parsed, None if quick else 1 / 20)
    # We keep Python's garbage collector still while we load; a plain call of PyYAML does not.
    for name, ours in ((warm_name, warm), (cold_name, cold)):
        yield of_medians(name, ours, "the same, collector off", calm)


def _parse(folder: Path) -> list[object]:
    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.iterdir())]
