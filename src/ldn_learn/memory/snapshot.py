"""The fold's result as plain JSON values, so that a start needs to read only what happened since.

A snapshot is a cache: `read` gives `None` for one that another version of the rules wrote.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, Final

from ldn_learn.decks.cards import CardId, DeckId
from ldn_learn.memory.events import EventId, Mark
from ldn_learn.memory.fold import CardMemory, DayCount, Memory
from ldn_learn.memory.mastery import Mastery
from ldn_learn.memory.scheduling import Learning, Phase, Review, rules

_RULES: Final = 3
"""Raise it when the same events would fold into another memory."""

FORMAT: Final = blake2b(repr((_RULES, rules())).encode(), digest_size=4).hexdigest()


def write(memory: Memory) -> dict[str, Any]:
    """The memory as values that JSON can hold."""
    return {
        "format": FORMAT,
        "cards": {id_: _card_row(card) for id_, card in memory.cards.items()},
        "days": {
            day.isoformat(): {deck: list(astuple(count)) for deck, count in decks.items()}
            for day, decks in memory.days.items()
        },
        "settings": {key: [at.isoformat(), id_, value] for key, ((at, id_), value) in memory.settings.items()},
        "put": [[mark, card, at.isoformat(), id_, value] for (mark, card), ((at, id_), value) in memory.marks.items()],
        "tries": [[card, at.isoformat(), id_] for card, (at, id_) in memory.tries.items()],
        "orphans": sorted(memory.orphans),
    }


def read(stored: dict[str, Any]) -> Memory | None:
    """The memory that was written, or `None` when it cannot be used."""
    if stored.get("format") != FORMAT:
        return None
    try:
        return Memory(
            {CardId(id_): _card(row) for id_, row in stored["cards"].items()},
            {
                date.fromisoformat(day): {DeckId(deck): DayCount(*row) for deck, row in decks.items()}
                for day, decks in stored["days"].items()
            },
            {
                key: ((datetime.fromisoformat(at), EventId(id_)), value)
                for key, (at, id_, value) in stored["settings"].items()
            },
            {
                (Mark(mark), CardId(card)): ((datetime.fromisoformat(at), EventId(id_)), value)
                for mark, card, at, id_, value in stored["put"]
            },
            {CardId(card): (datetime.fromisoformat(at), EventId(id_)) for card, at, id_ in stored["tries"]},
            frozenset(map(EventId, stored["orphans"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return None


def _card_row(card: CardMemory) -> list[Any]:
    mastery = card.mastery
    return [
        *_phase_row(card.phase),
        card.meaning,
        card.reps,
        card.lapses,
        mastery.first,
        mastery.later,
        None if mastery.day is None else mastery.day.toordinal(),
        card.last[0].timestamp(),
        card.last[1],
        card.guard,
        card.taught,
    ]


def _phase_row(phase: Phase) -> list[Any]:
    head = [phase.stability, phase.difficulty, phase.last.toordinal()]
    if isinstance(phase, Review):
        return [*head, phase.due.toordinal(), None, None]
    return [*head, phase.due.timestamp(), phase.step, phase.relearning]


def _card(row: list[Any]) -> CardMemory:
    stability, difficulty, seen, due, step, relearning, *rest = row
    meaning, reps, lapses, first, later, day, at, id_, guard, taught = rest
    phase: Phase
    if step is None:
        phase = Review(stability, difficulty, date.fromordinal(due), date.fromordinal(seen))
    else:
        due_at = datetime.fromtimestamp(due, UTC)
        phase = Learning(stability, difficulty, step, due_at, date.fromordinal(seen), relearning)
    mastery = Mastery(first, later, None if day is None else date.fromordinal(day))
    last = (datetime.fromtimestamp(at, UTC), EventId(id_))
    return CardMemory(phase, meaning, reps, lapses, mastery, last, guard, taught)
