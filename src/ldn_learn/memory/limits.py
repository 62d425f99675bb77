"""How much a day holds. Counted from the log, so that a restart gives no second helping."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience

if TYPE_CHECKING:
    from ldn_learn.memory.fold import Memory

NEW_A_DAY: Final = "new_a_day"
"""Setting: new cards a day."""
EASY_DAYS: Final = "easy_days"
"""Setting: weekdays with fewer cards, like `6,7`; Monday is 1."""
MORE_TODAY: Final = "more_today"
"""Setting: a day and the new cards that it holds beyond the usual, like `2026-12-01 8`."""
READY_BY: Final = "ready_by"
"""Setting: the day to be ready by, as an ISO date."""

MOST_NEW: Final = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Cards a day."""

    new: int
    reviews: int
    """Of ordinary cards; safety-critical reviews are never held back."""
    late: int = 0
    """Ordinary cards from earlier days that this day has had already."""
    usual: int = 0
    """Beyond this many from earlier days, they are spread; 0 for half of the reviews."""


DAILY: Final = {
    Audience.PATIENT: Limits(new=8, reviews=60),
    Audience.TRAINEE: Limits(new=20, reviews=200),
    Audience.BOTH: Limits(new=20, reviews=200),
}
"""By learner; an educator studies as `BOTH`."""


def of_day(learner: Audience, memory: Memory, day: date) -> Limits:
    """What `day` holds in all: the learner's own number of new cards or the usual one, half of it on an easy day."""
    usual = DAILY[learner]
    new = min(MOST_NEW, _count(memory.setting(NEW_A_DAY), usual.new))
    if day.weekday() in easy_days(memory):
        new //= 2
    return Limits(new + more_today(memory, day), usual.reviews)


def left_today(limits: Limits, memory: Memory, day: date) -> Limits:
    """What is left of the day's limits."""
    done = memory.day_total(day)
    return Limits(max(0, limits.new - done.new), max(0, limits.reviews - done.reviews), done.late, limits.reviews // 2)


def easy_days(memory: Memory) -> frozenset[int]:
    """The weekdays that the learner wants easy; Monday is 0."""
    parts = (memory.setting(EASY_DAYS) or "").split(",")
    return frozenset(int(part) - 1 for part in parts if part.strip() in set("1234567"))


def more_today(memory: Memory, day: date) -> int:
    """The new cards beyond the usual that the learner asked for on `day`."""
    stored, _, count = (memory.setting(MORE_TODAY) or "").partition(" ")
    return min(MOST_NEW, _count(count, 0)) if stored == day.isoformat() else 0


def ready_by(memory: Memory) -> date | None:
    """The day to be ready by."""
    with suppress(ValueError):
        return date.fromisoformat(memory.setting(READY_BY) or "")
    return None


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 4 else otherwise
