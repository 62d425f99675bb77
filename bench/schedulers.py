"""What decides which card is asked when: ours and its peers, all driven in the same way."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import fsrs

from ldn_learn.memory.events import Rating
from ldn_learn.memory.fold import CardMemory, Memory, answered
from ldn_learn.memory.limits import left_today
from ldn_learn.memory.plan import plan
from ldn_learn.memory.scheduling import Learning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.memory.events import Reviewed
    from ldn_learn.memory.horizon import Horizon
    from ldn_learn.memory.limits import Limits

_SOON: Final = timedelta(minutes=10)
_BOXES: Final = (1, 2, 4, 8, 16)
"""Days of the five Leitner boxes."""


class Scheduler(Protocol):
    """Asks one learner."""

    def today(self, day: date) -> Sequence[CardId]:
        """The cards of a day, in order."""

    def answered(self, event: Reviewed) -> timedelta | None:
        """Takes an answer; gives after how long the card comes back today, or `None` when it is done for today."""


class Ours:
    """The real plan and the real fold, with a date or without one."""

    def __init__(self, cards: Mapping[CardId, Card], limits: Limits, horizon: Horizon | None) -> None:
        self._cards, self._limits, self._horizon = cards, limits, horizon
        self._known: dict[CardId, CardMemory] = {}
        self.new: dict[date, tuple[CardId, ...]] = {}
        """The new cards that were taken on each day."""

    def today(self, day: date) -> Sequence[CardId]:
        memory = Memory(self._known)
        found = plan(self._cards, memory, day, left_today(self._limits, memory, day), horizon=self._horizon)
        self.new[day] = found.new
        return [*found.due, *found.new]

    def answered(self, event: Reviewed) -> timedelta | None:
        after = self._known[event.card] = answered(self._known.get(event.card), event)
        return after.phase.due - event.at if isinstance(after.phase, Learning) else None


class _Dated:
    """A peer that gives each card a day. The longest due comes first; new cards are those that ours took that day."""

    def __init__(self, new: Mapping[date, Sequence[CardId]]) -> None:
        self._new = new
        self._due: dict[CardId, date] = {}

    def today(self, day: date) -> Sequence[CardId]:
        due = sorted((at, id_) for id_, at in self._due.items() if at <= day)
        return [*(id_ for _, id_ in due), *self._new[day]]


class Fsrs(_Dated):
    """py-fsrs with its defaults but for the retention; elapsed time in study days, as ours has it.

    Its fuzz draws from the global generator, which `seed` sets.
    """

    def __init__(self, new: Mapping[date, Sequence[CardId]], seed: int, retention: float = 0.9) -> None:
        super().__init__(new)
        random.seed(seed)
        self._scheduler = fsrs.Scheduler(desired_retention=retention)
        self._known: dict[CardId, fsrs.Card] = {}

    def answered(self, event: Reviewed) -> timedelta | None:
        now = _noon(event.day)
        card = self._known.get(event.card) or fsrs.Card(card_id=0, due=now)
        after, _ = self._scheduler.review_card(card, fsrs.Rating(event.rating.value), now)
        self._known[event.card] = after
        if after.state is not fsrs.State.Review:
            return after.due - now
        self._due[event.card] = after.due.date()
        return None


class Sm2(_Dated):
    """SuperMemo 2 (Wozniak, 1990): 1 day, 6 days, then times the easiness.

    Again counts as quality 2, Hard as 3, anything else as 4. An error begins anew. What is below 4 is asked again
    on the same day until it is not.
    """

    def __init__(self, new: Mapping[date, Sequence[CardId]]) -> None:
        super().__init__(new)
        self._state: dict[CardId, tuple[int, int, float]] = {}
        self._again: set[CardId] = set()

    def answered(self, event: Reviewed) -> timedelta | None:
        id_, quality = event.card, {Rating.AGAIN: 2, Rating.HARD: 3}.get(event.rating, 4)
        if id_ not in self._again:
            count, interval, easiness = self._state.get(id_, (0, 0, 2.5))
            if quality < 3:
                count, interval = 0, 1
            else:
                count, interval = count + 1, (1, 6)[count] if count < 2 else round(interval * easiness)
            easiness = max(1.3, easiness + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
            self._state[id_] = count, interval, easiness
            self._due[id_] = event.day + timedelta(days=interval)
        if quality < 4:
            self._again.add(id_)
            return _SOON
        self._again.discard(id_)
        return None


class Leitner(_Dated):
    """Five boxes; what is right goes one on, what is wrong goes back to the first."""

    def __init__(self, new: Mapping[date, Sequence[CardId]]) -> None:
        super().__init__(new)
        self._box: dict[CardId, int] = {}

    def answered(self, event: Reviewed) -> timedelta | None:
        right = event.rating is not Rating.AGAIN
        box = self._box[event.card] = min(self._box.get(event.card, 0) + 1, len(_BOXES)) if right else 1
        self._due[event.card] = event.day + timedelta(days=_BOXES[box - 1])
        return None


@lru_cache(maxsize=512)
def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
