"""The choice of the next card from what is left of a day's plan.

Learning steps come back when they are due, or up to twenty minutes early when nothing else is left. Cards that give
each other away are kept apart.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.memory import plan as _plan
from ldn_learn.memory.plan import Plan

plan = _plan.plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import CardId

LEARN_AHEAD: Final = timedelta(minutes=20)
APART: Final = 3
"""Other cards between two of one group."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What is still to be asked in a session."""

    ready: tuple[CardId, ...]
    """Due and new cards in order; shared by all steps of a session, `taken` tells how far it has come."""
    taken: int = 0
    held: tuple[CardId, ...] = ()
    """Cards that were passed over because one of their group had just been asked."""
    learning: tuple[tuple[datetime, CardId], ...] = ()
    recent: tuple[tuple[CardId, str], ...] = ()
    """The last cards asked and their groups."""

    def __len__(self) -> int:
        return len(self.ready) - self.taken + len(self.held) + len(self.learning)

    def without(self, id_: CardId) -> Queue:
        """The queue with this card asked already."""
        ready = tuple(each for each in self.ready[self.taken :] if each != id_)
        learning = tuple(each for each in self.learning if each[1] != id_)
        return replace(self, ready=ready, taken=0, learning=learning)

    def again(self, id_: CardId) -> Queue:
        """The queue with a card that comes once more at its end."""
        return replace(self, ready=(*self.ready, id_))

    def only(self, cards: Mapping[CardId, object]) -> Queue:
        """The queue without cards that are not among these."""
        return replace(
            self,
            ready=tuple(id_ for id_ in self.ready[self.taken :] if id_ in cards),
            taken=0,
            held=tuple(id_ for id_ in self.held if id_ in cards),
            learning=tuple(each for each in self.learning if each[1] in cards),
        )

    def returning(self, id_: CardId, due: datetime) -> Queue:
        """The queue with a card that comes back after a learning step."""
        learning = list(self.learning)
        insort(learning, (due, id_))
        return Queue(self.ready, self.taken, self.held, tuple(learning), self.recent)


def queue_of(today: Plan, limit: int | None = None) -> Queue:
    """A session's queue from the day's plan, of at most `limit` cards; those that are being learnt count first."""
    learning = today.learning[:limit]
    rest = None if limit is None else limit - len(learning)
    return Queue((*today.due, *today.new)[:rest], learning=learning)


def choose(queue: Queue, now: datetime, groups: Mapping[CardId, str]) -> tuple[CardId | None, Queue]:
    """The next card, and the queue without it; `None` when nothing is left for now."""
    if queue.learning and queue.learning[0][0] <= now:
        return _from_learning(queue, 0, groups)
    id_, taken, held = _ready(queue, groups)
    if id_ is not None:
        return id_, Queue(queue.ready, taken, held, queue.learning, _recent(queue, id_, groups))
    queue = Queue(queue.ready, taken, held, queue.learning, queue.recent)
    place = _ahead(queue, now)
    if place is not None:
        return _from_learning(queue, place, groups)
    if held:
        return held[0], Queue(queue.ready, taken, held[1:], queue.learning, _recent(queue, held[0], groups))
    return None, queue


def _from_learning(queue: Queue, place: int, groups: Mapping[CardId, str]) -> tuple[CardId, Queue]:
    id_ = queue.learning[place][1]
    learning = queue.learning[:place] + queue.learning[place + 1 :]
    return id_, Queue(queue.ready, queue.taken, queue.held, learning, _recent(queue, id_, groups))


def _recent(queue: Queue, id_: CardId, groups: Mapping[CardId, str]) -> tuple[tuple[CardId, str], ...]:
    return (*queue.recent[1 - APART :], (id_, groups.get(id_, "")))


def _ready(queue: Queue, groups: Mapping[CardId, str]) -> tuple[CardId | None, int, tuple[CardId, ...]]:
    """The first card whose group has not been asked just now, held ones first; what is then taken and held."""
    near = {group for _, group in queue.recent if group}
    for place, id_ in enumerate(queue.held):
        if groups.get(id_, "") not in near:
            return id_, queue.taken, queue.held[:place] + queue.held[place + 1 :]
    held = list(queue.held)
    for index in range(queue.taken, len(queue.ready)):
        id_ = queue.ready[index]
        if groups.get(id_, "") not in near:
            return id_, index + 1, tuple(held)
        held.append(id_)
    return None, len(queue.ready), tuple(held)


def _ahead(queue: Queue, now: datetime) -> int | None:
    """The place of a learning card that is due soon, rather one that was not asked just now."""
    recent = {id_ for id_, _ in queue.recent}
    first: int | None = None
    for place, (due, id_) in enumerate(queue.learning):
        if due > now + LEARN_AHEAD:
            break
        if id_ not in recent:
            return place
        first = place if first is None else first
    return first
