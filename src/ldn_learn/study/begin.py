"""The ways in which a session begins: today's plan, outside the schedule, or over cards that were just missed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_learn.memory import queue
from ldn_learn.memory.events import CRAM
from ldn_learn.memory.plan import standing
from ldn_learn.memory.scheduling import steps_left
from ldn_learn.study.session import Session
from ldn_learn.study.steps import Finished

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import SessionId
    from ldn_learn.memory.fold import Memory
    from ldn_learn.memory.plan import Plan
    from ldn_learn.study.scope import Scope


def start(
    id_: SessionId,
    scope: Scope,
    memory: Memory,
    plan: Plan,
    now: Moment,
    limit: int | None = None,
    until: datetime | None = None,
) -> Session:
    """A session over today's plan, at its first question; `limit` caps the cards that it holds."""
    waiting = queue.queue_of(plan, limit)
    to_come = plan.questions if limit is None else _questions(waiting, scope, memory)
    answered = memory.day_total(now.day, scope.decks).answers
    return Session(id_, scope, memory, waiting, Finished(), answered, to_come, until=until).next_card(now)


def cram(id_: SessionId, scope: Scope, memory: Memory, cards: Sequence[CardId], now: Moment) -> Session:
    """A session outside the schedule over these cards, in this order; what is missed comes again at the end."""
    waiting = queue.Queue(tuple(cards))
    return Session(id_, scope, memory, waiting, Finished(), 0, len(cards), mode=CRAM).next_card(now)


def relearn(id_: SessionId, scope: Scope, memory: Memory, cards: Sequence[CardId], now: Moment) -> Session:
    """A session that counts, over cards that were just found wanting, whether they are due or not."""
    waiting = queue.Queue(tuple(cards))
    session = Session(id_, scope, memory, waiting, Finished(), 0, _questions(waiting, scope, memory))
    return session.next_card(now)


def resumed(current: Session, memory: Memory, card: CardId, now: Moment, plan: Plan) -> Session:
    """`current` after an answer of an earlier sitting was taken back: planned anew, with that card asked first."""
    fresh = start(current.id, current.scope, memory, plan, now, until=current.until)
    if card not in current.scope.cards:
        return fresh
    waiting = queue.queue_of(plan).without(card)
    question = fresh.ask(current.scope.cards[card], now)
    return replace(fresh, queue=waiting, step=question, lessons_seen=current.lessons_seen)


def _questions(waiting: queue.Queue, scope: Scope, memory: Memory) -> int:
    ids = (*waiting.ready, *(id_ for _, id_ in waiting.learning))
    cards = (scope.cards[id_] for id_ in ids)
    return sum(steps_left(standing(memory.cards.get(card.id), card), critical=card.critical) for card in cards)


def hardest_first(cards: Iterable[CardId], memory: Memory, day: date) -> list[CardId]:
    """Cards that were answered before, the ones most often forgotten first, then the least likely to be recalled."""

    def hardness(id_: CardId) -> tuple[float, ...]:
        known = memory.cards[id_]
        elapsed = (day - known.phase.last).days
        return (-known.lapses, -known.phase.difficulty, -elapsed / known.phase.stability)

    return sorted((id_ for id_ in cards if id_ in memory.cards), key=hardness)
