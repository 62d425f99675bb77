"""The time: now, or a rehearsed day that goes on at the usual speed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ldn_learn.errors import UsageError
from ldn_learn.memory.days import Moment, study_day

_FIRST_YEAR: Final = 1980
_LAST_YEAR: Final = 2200


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that is `shift` ahead of this computer's."""

    shift: timedelta = timedelta()

    @classmethod
    def starting_at(cls, text: str) -> Clock:
        """A clock that shows `text` now: an ISO date or time, local unless it names a zone. Raises `UsageError`."""
        try:
            start = datetime.fromisoformat(text.strip())
            if len(text.strip()) <= len("2026-12-01"):
                start = start.replace(hour=12)
            start = start.astimezone(UTC)
        except (ValueError, OverflowError):
            raise UsageError(f"'{text}' is no date or time. Write it like 2026-12-01 or 2026-12-01T18:30.") from None
        if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
            raise UsageError(f"'{text}' is too far away. Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}.")
        return cls(start - datetime.now(UTC))

    def now(self) -> Moment:
        """The present instant and its study day."""
        at = datetime.now(UTC) + self.shift
        return Moment(at, study_day(local(at)))


def local(at: datetime) -> datetime:
    """The instant on the clock of this computer's place."""
    return at.astimezone()
