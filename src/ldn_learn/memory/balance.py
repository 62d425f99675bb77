"""How much comes back on each day, and the choice of a quieter one.

An interval may be moved a little (`scheduling.span`). Within that span a card goes to the day with the fewest cards,
and rather not to a weekday that the learner wants easy. The day that was chosen is part of the answer's event, so that
folding the history needs no look at other cards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.scheduling import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.scheduling import Choose, Phase

_EASY: Final = 5
"""A card on an easy day weighs as much as this many on another."""


@dataclass(frozen=True, slots=True)
class Load:
    """Cards in review by the day on which they are due."""

    counts: Mapping[int, int] = field(default_factory=dict)
    """By the day's ordinal."""
    easy: frozenset[int] = frozenset()
    """Weekdays, Monday is 0."""

    @classmethod
    def of(cls, phases: Iterable[Phase], easy: frozenset[int] = frozenset()) -> Load:
        """The load of all these cards."""
        return cls(Counter(phase.due.toordinal() for phase in phases if isinstance(phase, Review)), easy)

    def after(self, before: Phase | None, now: Phase) -> Load:
        """The load once a card has gone from one phase to another."""
        counts = dict(self.counts)
        for phase, change in ((before, -1), (now, 1)):
            if isinstance(phase, Review):
                day = phase.due.toordinal()
                counts[day] = counts.get(day, 0) + change
        return Load(counts, self.easy)

    def chooser(self, day: date, card: CardId, reps: int) -> Choose:
        """Picks the quietest day for an answer given on `day`; of equal ones, which is up to card and repetition."""

        def choose(low: int, high: int) -> int:
            if low >= high:
                return low
            turn = blake2b(f"{card}\x1f{reps}".encode(), digest_size=2).digest()[0] % (high - low + 1)
            days = [low + (place + turn) % (high - low + 1) for place in range(high - low + 1)]
            return min(days, key=lambda days: self._weight(day + timedelta(days=days)))

        return choose

    def _weight(self, day: date) -> int:
        return (self.counts.get(day.toordinal(), 0) + 1) * (_EASY if day.weekday() in self.easy else 1)
