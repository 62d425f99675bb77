"""How much a day holds. Counted from the log, so that a restart gives no second helping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.memory.fold import Memory


@dataclass(frozen=True, slots=True)
class Limits:
    """Cards a day."""

    new: int
    reviews: int
    """Of ordinary cards; safety-critical reviews are never held back."""


DAILY: Final = {
    Audience.PATIENT: Limits(new=8, reviews=60),
    Audience.TRAINEE: Limits(new=20, reviews=200),
    Audience.BOTH: Limits(new=20, reviews=200),
}
"""By learner; an educator studies as `BOTH`."""


def left_today(limits: Limits, memory: Memory, day: date) -> Limits:
    """What is left of the day's limits."""
    done = memory.day_total(day)
    return Limits(max(0, limits.new - done.new), max(0, limits.reviews - done.reviews))
