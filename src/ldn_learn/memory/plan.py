"""Today's plan: which cards a day holds, in which order, and which of them wait for another day and why.

Safety comes first and is never held back. Then comes what is nearest to being forgotten, then what is new. After a
break the rest is spread over the next days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from math import ceil
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Flip
from ldn_learn.memory.events import Mark
from ldn_learn.memory.interleave import interleaved
from ldn_learn.memory.mastery import LATER_DAYS
from ldn_learn.memory.scheduling import Learning, Phase, Review, steps_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.memory.fold import CardMemory, Memory
    from ldn_learn.memory.horizon import Horizon
    from ldn_learn.memory.limits import Limits

SPREAD_DAYS: Final = 5
"""Days over which what has piled up is spread."""


class Why(Enum):
    """Why a card waits for another day."""

    RELATED = "a related card is asked today, and the two give each other away"
    REQUIRES = "another card comes first"
    BURIED = "you put it off until tomorrow"
    SUSPENDED = "you put it aside"
    SPREAD = "much has piled up, so it is spread over some days"


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
    waits: tuple[tuple[CardId, Why], ...] = ()
    """Cards that would be asked today, and why they are not."""

    def waiting(self, why: Why) -> int:
        """How many cards wait for this reason."""
        return sum(each is why for _, each in self.waits)


@dataclass(slots=True)
class _Sorted:
    """All cards by how they stand."""

    corrected: list[CardId]
    safety: list[tuple[float, CardId]]
    ordinary: list[tuple[float, CardId]]
    fresh: list[CardId]
    learning: list[tuple[datetime, CardId]]
    waits: list[tuple[CardId, Why]]
    overdue: int = 0


def plan(
    cards: Mapping[CardId, Card], memory: Memory, day: date, left: Limits, *, horizon: Horizon | None = None
) -> Plan:
    """Today's plan for these cards; `left` is what remains of the daily limits, `horizon` the day to be ready by."""
    found = _sorted(cards, memory, day, horizon)
    allowed = _allowed(left, found.overdue)
    by_need = [id_ for _, id_ in sorted(found.ordinary)]
    found.waits += ((id_, Why.SPREAD) for id_ in by_need[allowed:] if allowed < left.reviews)
    safety = [id_ for _, id_ in sorted(found.safety)]
    first = interleaved(safety, cards)
    due = (
        *_critical_first(found.corrected, cards),
        *first,
        *interleaved(by_need[:allowed], cards, first),
    )
    piled_up = allowed < min(left.reviews, len(by_need))
    new = _new(found, cards, memory, day, left.new, safety_only=piled_up)
    found.learning.sort()
    questions = sum(
        steps_left(standing(memory.cards.get(id_), cards[id_]), critical=cards[id_].critical)
        for id_ in (*due, *new, *(id_ for _, id_ in found.learning))
    )
    return Plan(due, new, tuple(found.learning), questions, tuple(found.waits))


def _sorted(cards: Mapping[CardId, Card], memory: Memory, day: date, horizon: Horizon | None) -> _Sorted:
    found = _Sorted([], [], [], [], [], [])
    known = memory.cards
    aside = put_aside(memory, day)
    for id_, card in cards.items():
        before = known.get(id_)
        if id_ in aside and not card.critical:
            if before is None or not isinstance(before.phase, Review) or before.phase.due <= day:
                found.waits.append((id_, aside[id_]))
        elif before is None:
            found.fresh.append(id_)
        elif before.meaning != card.meaning:
            found.corrected.append(id_)
        elif isinstance(before.phase, Learning):
            found.learning.append((before.phase.due, id_))
        else:
            due = due_on(before, card, day, horizon)
            if due <= day:
                (found.safety if card.critical else found.ordinary).append((_kept(before.phase, day), id_))
                found.overdue += due < day and not card.critical
    return found


def due_on(before: CardMemory, card: Card, day: date, horizon: Horizon | None) -> date:
    """The study day on which a card in review is asked, given the day to be ready by.

    A safety card that is not mastered yet comes often enough for its missing later days to fit before that day [E12].
    """
    assert isinstance(before.phase, Review)
    phase = before.phase
    if horizon is None:
        return phase.due
    due = horizon.due(phase, card.id, day, critical=card.critical)
    # What was missed with great confidence comes back as soon as was promised.
    due = min(due, phase.due) if before.guard else due
    missing = LATER_DAYS - before.mastery.later
    left = (horizon.day - phase.last).days - 1
    if not card.critical or isinstance(card, Flip) or day >= horizon.day or missing <= 0 or left <= 0:
        return due
    return min(due, phase.last + timedelta(days=max(1, left // missing)))


def put_aside(memory: Memory, day: date) -> dict[CardId, Why]:
    """The cards that the learner does not want to be asked today."""
    aside: dict[CardId, Why] = {}
    for (mark, id_), (_, value) in memory.marks.items():
        if mark is Mark.SUSPENDED and value:
            aside[id_] = Why.SUSPENDED
        elif mark is Mark.BURIED and value == day.isoformat():
            aside.setdefault(id_, Why.BURIED)
    return aside


def _allowed(left: Limits, overdue: int) -> int:
    """Ordinary reviews today: all that the limit leaves, or after a break a share of what has piled up."""
    usual = left.usual or left.reviews // 2
    piled_up = overdue + left.late
    if piled_up <= usual:
        return left.reviews
    return min(left.reviews, max(0, max(usual, ceil(piled_up / SPREAD_DAYS)) - left.late))


def _new(
    found: _Sorted, cards: Mapping[CardId, Card], memory: Memory, day: date, room: int, *, safety_only: bool
) -> tuple[CardId, ...]:
    taken: list[CardId] = []
    groups = _asked_today(cards, memory, day)
    for id_ in _critical_first(found.fresh, cards):
        if len(taken) >= room:
            break
        card = cards[id_]
        group = f"{card.deck}/{card.group}" if card.group else ""
        if not card.critical:
            if safety_only:
                break
            why = Why.RELATED if group in groups else Why.REQUIRES if not _prepared(card, cards, memory) else None
            if why is not None:
                found.waits.append((id_, why))
                continue
        if group:
            groups.add(group)
        taken.append(id_)
    return tuple(taken)


def _asked_today(cards: Mapping[CardId, Card], memory: Memory, day: date) -> set[str]:
    """The groups of which a new card has been asked today."""
    groups: set[str] = set()
    for id_, card in cards.items():
        if card.group and (known := memory.cards.get(id_)) is not None and known.phase.last == day:
            groups.add(f"{card.deck}/{card.group}")
    return groups


def _prepared(card: Card, cards: Mapping[CardId, Card], memory: Memory) -> bool:
    """Whether all that the card builds on has been learnt, as far as it is taught here."""
    for id_ in card.requires:
        known = memory.cards.get(id_)
        learnt = known is not None and isinstance(known.phase, Review)
        if id_ in cards and not learnt and not _waits_for(cards[id_], card.id, cards):
            return False
    return True


def _waits_for(card: Card, goal: CardId, cards: Mapping[CardId, Card]) -> bool:
    """Whether `card` itself builds on `goal`: two decks may name each other, and neither must wait for ever."""
    seen: set[CardId] = set()
    waiting = list(card.requires)
    while waiting:
        id_ = waiting.pop()
        if id_ == goal:
            return True
        if id_ not in seen and id_ in cards:
            seen.add(id_)
            waiting += cards[id_].requires
    return False


def standing(before: CardMemory | None, card: Card) -> Phase | None:
    """The phase that the next answer starts from; a card that teaches something else than before starts anew."""
    return None if before is None or before.meaning != card.meaning else before.phase


def _kept(phase: Review, day: date) -> float:
    """Orders reviews by their chance of recall, lowest first, which falls with elapsed time over stability."""
    return -(day - phase.last).days / phase.stability


def _critical_first(ids: Iterable[CardId], cards: Mapping[CardId, Card]) -> list[CardId]:
    return sorted(ids, key=lambda id_: not cards[id_].critical)
