"""Folding a history into what is remembered, and planning a day from it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import fsrs

from bench import made
from bench.row import Row, of_medians
from bench.timing import calm_seconds, in_turn
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.memory import fold, queue, scheduling
from ldn_learn.memory.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.memory.events import Reviewed
    from ldn_learn.memory.fold import Memory


def rows(*, quick: bool) -> Iterator[Row]:
    """Against the scheduler library alone, and against looking at each card once."""
    size, count, rounds = (1_000, 10_000, 1) if quick else (10_000, 100_000, 3)
    with tempfile.TemporaryDirectory() as temporary:
        decks = library.load([made.decks(Path(temporary, "decks"), size)], DeckCache(None)).decks
    cards = {card.id: card for deck in decks for card in deck.cards}
    end = datetime.now(UTC)
    events = list(made.history(list(cards.values()), count, end))
    ours, peer = in_turn(
        lambda: calm_seconds(lambda: fold.fold(events)), lambda: calm_seconds(lambda: _reviewed(events)), rounds
    )
    yield of_medians(f"fold: {count:,} events", ours, "fsrs alone", peer)
    yield _planning(cards, fold.fold(events), end)


def _planning(cards: dict[CardId, Card], memory: Memory, now: datetime) -> Row:
    limits = Limits(new=20, reviews=200)
    ours, peer = in_turn(
        lambda: calm_seconds(lambda: queue.plan(cards, memory, now.date(), limits)),
        lambda: calm_seconds(lambda: [memory.cards.get(id_) for id_, _ in cards.items()]),
        15,
    )
    return of_medians(f"fold: a day's plan for {len(cards):,} cards", ours, "one look at each card", peer)


def _reviewed(events: Sequence[Reviewed]) -> dict[str, fsrs.Card]:
    """The same answers given to the library, and nothing else done."""
    scheduler = fsrs.Scheduler(scheduling.PARAMETERS, enable_fuzzing=False)
    cards: dict[str, fsrs.Card] = {}
    for event in events:
        card = cards.get(event.card) or fsrs.Card(card_id=0)
        at = datetime.combine(event.day, time(12), UTC)
        cards[event.card], _ = scheduler.review_card(card, fsrs.Rating(event.rating.value), at)
    return cards
