"""The time: now, or a rehearsed day that goes on at the usual speed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ldn_learn.errors import UsageError
from ldn_learn.memory.days import Moment, study_day


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
            return cls(start.astimezone(UTC) - datetime.now(UTC))
        except (ValueError, OverflowError):
            raise UsageError(f"'{text}' is no date or time. Write it like 2026-12-01 or 2026-12-01T18:30.") from None

    def now(self) -> Moment:
        """The present instant and its study day."""
        at = datetime.now(UTC) + self.shift
        return Moment(at, study_day(local(at)))


def local(at: datetime) -> datetime:
    """The instant on the clock of this computer's place."""
    return at.astimezone()
