"""What a day to be ready by changes: when cards are asked before it, and how many new ones a day it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Final
from zlib import crc32

from ldn_learn.memory.scheduling import PARAMETERS

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.scheduling import Review

LAST_DAYS: Final = 5
"""The days before the date over which last looks are spread."""

LIKELY: Final = 0.85
"""An ordinary card waits for its first gap only as long as its chance of recall is expected to be at least this."""

READY: Final = 0.97
"""A card that was asked in the last days needs no more when it is expected to be recalled on the date as surely."""

_NEAR, _FAR = 7, 365
_NEAR_SHARE, _FAR_SHARE = 0.3, 0.075

_DECAY: Final = -PARAMETERS[20]
_STABILITY_A_DAY: Final = 5
"""Stability, in days, that lets a last look be one day earlier."""


def _days_above(chance: float) -> float:
    """Days, as a multiple of the stability, until recall has fallen to `chance`: the curve of FSRS-6, inverted."""
    return float((chance ** (1 / _DECAY) - 1) / (0.9 ** (1 / _DECAY) - 1))


_LIKELY_DAYS: Final = _days_above(LIKELY)
_READY_DAYS: Final = _days_above(READY)


@lru_cache(maxsize=1024)
def first_gap(days: int) -> int:
    """Days until a card that was learnt today is best asked again, with so many days to the date; at least 1.

    30 of 100 of a week, falling with the logarithm of the days to 7.5 of 100 of a year, and the same shares beyond
    these ends. The shares are those of Cepeda et al. (2008); the line between them is an interpolation [E14].
    """
    fallen = log(min(max(days, _NEAR), _FAR) / _NEAR) / log(_FAR / _NEAR)
    return max(1, round(days * (_NEAR_SHARE + (_FAR_SHARE - _NEAR_SHARE) * fallen)))


@dataclass(frozen=True, slots=True)
class Horizon:
    """The day to be ready by."""

    day: date

    def due(self, phase: Review, card: CardId, today: date, *, critical: bool = False) -> date:
        """The study day on which a card in review is asked, given the date.

        Each card gets a last look on one of the five days before the date: weak cards on the very last of them, the
        stronger ones spread over more days by a checksum of their id. A card that was asked within these days is
        looked at again only when its chance of recall on the date is expected to be below 97 of 100.

        Before that, an ordinary card waits for its first gap [E14] where the schedule would ask sooner, but never
        until its chance of recall is expected below 85 of 100. A safety-critical card never waits longer than the
        schedule has it. The day does not depend on `today`, so what is due stays due until it is asked; from the date
        on the schedule alone counts.

        Measured with `python -m bench.learners`: at the same number of answers as plain FSRS, recall on the date is
        higher by 2 cards in 1,000 two weeks ahead, 2 in 100 a month ahead and 3 in 100 two months ahead. The first gap
        takes 2 to 4 answers in 100 less, for at most 2 cards in 1,000 of recall. At the same number of answers it is
        worth 2 in 1,000 at 30 days and 4 at 90; at 60 it costs 1.
        """
        left = (self.day - phase.last).days
        if today >= self.day or left <= 1 or (left <= LAST_DAYS and left <= phase.stability * _READY_DAYS):
            return phase.due
        usual = wait = (phase.due - phase.last).days
        likely = int(phase.stability * _LIKELY_DAYS)
        if not critical and wait < likely:
            wait = max(wait, min(first_gap(left), likely))
        if wait > left - LAST_DAYS:
            wait = min(wait, left - _days_before(phase, card, left))
        return phase.due if wait == usual else phase.last + timedelta(days=wait)


def _days_before(phase: Review, card: CardId, left: int) -> int:
    """How many days before the date a card gets its last look."""
    spread = min(LAST_DAYS, 1 + int(phase.stability / _STABILITY_A_DAY))
    place = crc32(card.encode("utf-8", "surrogatepass")) / 2**32
    return min(left - 1, 1 + int(place * spread))


@dataclass(frozen=True, slots=True)
class Pace:
    """Whether all cards can be begun in time to be seen again before the date."""

    needed: int | None
    """New cards a day that it takes, from today on; `None` when no number does, since the date is too near."""
    limit: int
    """New cards a day as it is."""
    left_out: int
    """Cards that do not fit at that limit."""
    left_out_critical: int
    """How many of these are safety-critical; they come first, so this is usually 0."""

    @property
    def on_track(self) -> bool:
        """Whether all fit."""
        return self.left_out == 0


def pace(unseen: int, unseen_critical: int, today: date, day: date, limit: int) -> Pace:
    """The pace for `unseen` cards in all, `unseen_critical` of them safety-critical, at `limit` new cards a day.

    `today` is the first day that can still take new cards, and counts in full. The last one is two days before the
    date: what is learnt then is seen again on the day before it.
    """
    days = max(0, (day - today).days - 1)
    room = days * limit
    needed = 0 if unseen <= 0 else -(-unseen // days) if days else None
    return Pace(needed, limit, max(0, unseen - room), max(0, unseen_critical - room))
