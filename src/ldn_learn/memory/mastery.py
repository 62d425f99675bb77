"""When a learner is sure of a card: successive relearning (Rawson and Dunlosky, 2011).

An ordinary card takes one right answer and then three more on later days. A safety-critical card takes three right
answers to begin with, counts only what the app itself scored, and does not count a guess among the later ones. Any
error starts the later days again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.events import Confidence, Rating, Reviewed

if TYPE_CHECKING:
    from datetime import date

FIRST_RIGHT: Final = {False: 1, True: 3}
"""Right answers that end the first stage; the key tells whether the card is safety-critical."""

LATER_DAYS: Final = 3
"""Later days with a right answer after which the card counts as mastered."""

LAST_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Mastery:
    """How far a card has come."""

    first: int = 0
    """Right answers of the first stage."""
    later: int = 0
    """Later days with a right answer since the last error."""
    day: date | None = None
    """The last day that counted."""

    @property
    def reached(self) -> bool:
        """Whether the learner counts as sure of the card."""
        return self.later >= LATER_DAYS

    def holds(self, today: date, ready_by: date | None) -> bool:
        """Whether the learner counts as sure of a safety card, given the day that she wants to be ready by [E12].

        In the last week before that day a right answer from longer ago has to be confirmed.
        """
        week = None if ready_by is None else ready_by - LAST_WEEK
        if week is None or not week <= today <= week + LAST_WEEK:
            return self.reached
        return self.reached and self.day is not None and self.day >= week

    def after(self, event: Reviewed) -> Mastery:
        """The mastery once `event` has been answered."""
        right = event.rating is not Rating.AGAIN if event.correct is None else event.correct
        if not right:
            return replace(self, later=0)
        if event.critical and event.correct is None:
            return self
        if self.first < FIRST_RIGHT[event.critical]:
            return replace(self, first=self.first + 1, day=event.day)
        guessed = event.critical and event.confidence is Confidence.GUESSING
        if guessed or self.day is None or event.day <= self.day:
            return self
        return replace(self, later=min(self.later + 1, LATER_DAYS), day=event.day)
