"""What comes next: today's plan, and the choice of one card from it.

Safety comes first, then what is most nearly forgotten, then what is new. Learning steps come back when they are due,
or up to twenty minutes early when nothing else is left. Cards that give each other away are kept apart.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.scheduling import Learning, Phase, Review, steps_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.memory.fold import CardMemory, Memory
    from ldn_learn.memory.limits import Limits

LEARN_AHEAD: Final = timedelta(minutes=20)
APART: Final = 3
"""Other cards between two of one group."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Today's cards, in the order in which they will be asked."""

    due: tuple[CardId, ...] = ()
    """Reviews, and cards whose answer has been corrected."""
    new: tuple[CardId, ...] = ()
    learning: tuple[tuple[datetime, CardId], ...] = ()
    """Cards between two learning steps, by when they are due."""
    questions: int = 0
    """Answers that it takes when all of them are right."""


def plan(cards: Mapping[CardId, Card], memory: Memory, day: date, left: Limits) -> Plan:
    """Today's plan for these cards; `left` is what remains of the daily limits."""
    corrected: list[CardId] = []
    safety: list[tuple[float, CardId]] = []
    ordinary: list[tuple[float, CardId]] = []
    fresh: list[CardId] = []
    learning: list[tuple[datetime, CardId]] = []
    known = memory.cards
    for id_, card in cards.items():
        before = known.get(id_)
        if before is None:
            fresh.append(id_)
        elif before.meaning != card.meaning:
            corrected.append(id_)
        elif isinstance(before.phase, Learning):
            learning.append((before.phase.due, id_))
        elif before.phase.due <= day:
            (safety if card.critical else ordinary).append((_kept(before.phase, day), id_))
    by_need = sorted(ordinary)[: left.reviews]
    due = (*_critical_first(corrected, cards), *(id_ for _, id_ in (*sorted(safety), *by_need)))
    new = tuple(_critical_first(fresh, cards)[: left.new])
    learning.sort()
    questions = sum(
        steps_left(standing(known.get(id_), cards[id_]), critical=cards[id_].critical)
        for id_ in (*due, *new, *(id_ for _, id_ in learning))
    )
    return Plan(due, new, tuple(learning), questions)


def standing(before: CardMemory | None, card: Card) -> Phase | None:
    """The phase that the next answer starts from; a card that teaches something else than before starts anew."""
    return None if before is None or before.meaning != card.meaning else before.phase


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

    def returning(self, id_: CardId, due: datetime) -> Queue:
        """The queue with a card that comes back after a learning step."""
        learning = list(self.learning)
        insort(learning, (due, id_))
        return Queue(self.ready, self.taken, self.held, tuple(learning), self.recent)


def queue_of(plan_: Plan, limit: int | None = None) -> Queue:
    """A session's queue from the day's plan, of at most `limit` cards; those that are being learnt count first."""
    learning = plan_.learning[:limit]
    rest = None if limit is None else limit - len(learning)
    return Queue((*plan_.due, *plan_.new)[:rest], learning=learning)


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


def _kept(phase: Review, day: date) -> float:
    """Orders reviews by their chance of recall, lowest first, which falls with elapsed time over stability."""
    return -(day - phase.last).days / phase.stability


def _critical_first(ids: Iterable[CardId], cards: Mapping[CardId, Card]) -> list[CardId]:
    return sorted(ids, key=lambda id_: not cards[id_].critical)
