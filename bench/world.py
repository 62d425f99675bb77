"""A world of simulated learners who study towards a date, each with a scheduler of her own."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean
from typing import TYPE_CHECKING, Final

from bench.schedulers import Fsrs, Ours, Scheduler
from bench.simulated import Learner
from ldn_learn.decks.cards import Audience
from ldn_learn.memory.events import EventId, Reviewed
from ldn_learn.memory.limits import DAILY
from ldn_learn.memory.mastery import Mastery

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.memory.horizon import Horizon

_START: Final = date(2026, 1, 5)
_NOON: Final = time(12)
_AN_ANSWER: Final = timedelta(seconds=20)
_WEEK: Final = 7
_LIMITS: Final = DAILY[Audience.PATIENT]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one learner stands on the date, at noon."""

    answers: int
    busiest: int
    """Answers on the busiest of the last seven days."""
    recall: float
    """True mean recall over all cards in scope."""
    safety: float
    """The same over the safety cards."""
    sure: float
    """Share of the safety cards with mastery reached [E12]."""
    confirmed: float
    """The same with the last right answer within a week of the date."""
    not_begun: int


New = Mapping[date, Sequence["CardId"]]
Make = Callable[[int], Scheduler]
"""The scheduler for the learner of this number."""


@dataclass(frozen=True, slots=True)
class World:
    """Who learns what until when."""

    cards: Mapping[CardId, Card]
    learners: int
    days: int
    seed: int

    @property
    def ready_by(self) -> date:
        """The day to be ready by."""
        return _START + timedelta(days=self.days)

    def run(self, make: Make) -> list[Outcome]:
        """How all learners stand on the date, with a scheduler each."""
        learners = (Learner(number, self.cards, self.days, self.seed) for number in range(self.learners))
        return [self._one(learner, make(number)) for number, learner in enumerate(learners)]

    def ours(self, horizon: Horizon | None) -> tuple[list[Outcome], list[New]]:
        """Ours, and which new cards it took when, by learner."""
        made: list[Ours] = []

        def make(number: int) -> Ours:
            made.append(Ours(self.cards, _LIMITS, horizon))
            return made[-1]

        return self.run(make), [each.new for each in made]

    def fsrs(self, new: Sequence[New], retention: float = 0.9) -> list[Outcome]:
        """Plain FSRS, with the new cards that each learner took."""
        return self.run(lambda number: Fsrs(new[number], number, retention))

    def _one(self, learner: Learner, scheduler: Scheduler) -> Outcome:
        mastery: dict[CardId, Mastery] = {}
        answers = [
            _session(learner, scheduler, self.cards, number, mastery) if studies else 0
            for number, studies in enumerate(learner.studies)
        ]
        at = self.days + 0.5
        recall = {id_: learner.recall(id_, at) for id_ in self.cards}
        safety = [id_ for id_, card in self.cards.items() if card.critical]
        known = [mastery.get(id_, Mastery()) for id_ in safety]
        return Outcome(
            sum(answers),
            max(answers[-_WEEK:]),
            mean(recall.values()),
            mean(recall[id_] for id_ in safety),
            mean(each.reached for each in known),
            mean(each.holds(self.ready_by, self.ready_by) for each in known),
            len(self.cards) - learner.begun,
        )


def _session(
    learner: Learner, scheduler: Scheduler, cards: Mapping[CardId, Card], number: int, mastery: dict[CardId, Mastery]
) -> int:
    """One day's session until nothing comes back today; gives the number of answers and keeps account of mastery."""
    day = _START + timedelta(days=number)
    start = at = datetime.combine(day, _NOON, UTC)
    ready = deque(scheduler.today(day))
    back: list[tuple[datetime, CardId]] = []
    count = 0
    while ready or back:
        early = back and (back[0][0] <= at or not ready)
        card = cards[heapq.heappop(back)[1] if early else ready.popleft()]
        at += _AN_ANSWER
        reply = learner.answer(card.id, number + 0.5 + (at - start) / timedelta(days=1))
        event = Reviewed(
            id=EventId(""),
            at=at,
            day=day,
            card=card.id,
            meaning=card.meaning,
            rating=reply.rating,
            correct=reply.correct,
            confidence=reply.confidence,
            critical=card.critical,
        )
        count += 1
        wait = scheduler.answered(event)
        if wait is not None:
            heapq.heappush(back, (at + wait, card.id))
        if card.critical:
            mastery[card.id] = mastery.get(card.id, Mastery()).after(event)
    return count
