"""The study day: the calendar day of the learner's place, but starting at four in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

ROLLOVER: Final = timedelta(hours=4)
"""Somebody who studies past midnight is still in the same day."""


def study_day(local: datetime, rollover: timedelta = ROLLOVER) -> date:
    """The study day of a wall-clock time; `local` must be in the learner's zone.

    The rollover is taken off the wall clock and not off the instant, so that a change to summer time moves no day.
    """
    return (local.replace(tzinfo=None) - rollover).date()


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the study day that it falls in."""

    at: datetime
    """In UTC."""
    day: date
