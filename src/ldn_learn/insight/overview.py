"""Today at a glance: what is due, how long it will take, how far the learner has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.memory import limits, queue
from ldn_learn.memory.scheduling import Learning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ldn_learn.decks.cards import Audience, Card, DeckId
    from ldn_learn.decks.library import Library
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.fold import Memory

_SECONDS_A_QUESTION: Final = 20.0
"""Until the learner's own pace is known."""

_PACE_ANSWERS: Final = 20
"""Answers after which the learner's own pace counts."""

_LONGEST_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some cards the learner is sure of."""

    sure: int
    started: int
    total: int

    def __str__(self) -> str:
        return f"{self.sure} of {self.total}"


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck, today."""

    id: DeckId
    title: str
    due: int
    new: int
    """New cards that today's limit allows."""
    unseen: int
    """Cards that were never answered."""
    progress: Tally


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows."""

    decks: tuple[DeckRow, ...]
    due: int
    new: int
    questions: int
    minutes: int
    safety: Tally
    answered_today: int
    next_day: date | None
    """The next day on which something is due, when nothing is left today."""
    next_count: int = 0

    @property
    def cards(self) -> int:
        """Cards that wait today."""
        return self.due + self.new


def overview(library: Library, memory: Memory, learner: Audience, now: Moment) -> Overview:
    """Today's overview for `learner`."""
    cards = library.cards_for(learner)
    left = limits.left_today(limits.DAILY[learner], memory, now.day)
    plan = queue.plan(cards, memory, now.day, left)
    soon = now.at + queue.LEARN_AHEAD
    due = {*plan.due, *(id_ for at, id_ in plan.learning if at <= soon)}
    new = set(plan.new)
    rows = tuple(
        DeckRow(
            deck.id,
            deck.title,
            sum(card.id in due for card in mine),
            sum(card.id in new for card in mine),
            sum(card.id not in memory.cards for card in mine),
            tally(mine, memory),
        )
        for deck in library.decks
        if (mine := deck.cards_for(learner))
    )
    safety = tally((card for card in cards.values() if card.critical), memory)
    next_day, next_count = (None, 0) if due or new else _next(cards.values(), memory, now.day, left.new)
    minutes = max(1, round(plan.questions * _pace(memory) / 60)) if plan.questions else 0
    answered = memory.day_total(now.day).answers
    return Overview(rows, len(due), len(new), plan.questions, minutes, safety, answered, next_day, next_count)


def tally(cards: Iterable[Card], memory: Memory) -> Tally:
    """How many of these cards the learner is sure of."""
    sure = started = total = 0
    for card in cards:
        known = memory.cards.get(card.id)
        total += 1
        if known is not None and known.meaning == card.meaning:
            started += 1
            sure += known.mastery.reached
    return Tally(sure, started, total)


def _next(cards: Iterable[Card], memory: Memory, today: date, new_left: int) -> tuple[date | None, int]:
    """The next day with something to do, and how many cards are due then; new cards come tomorrow."""
    days: list[date] = []
    fresh = False
    for card in cards:
        known = memory.cards.get(card.id)
        if known is None:
            fresh = True
        elif isinstance(known.phase, Learning):
            days.append(today)
        else:
            days.append(known.phase.due)
    tomorrow = today + timedelta(days=1)
    later = [max(day, tomorrow) for day in days]
    if fresh and new_left == 0:
        return tomorrow, sum(day == tomorrow for day in later)
    first = min(later, default=None)
    return first, sum(day == first for day in later)


def _pace(memory: Memory) -> float:
    """Seconds a question, by the learner's own last days once there are enough answers."""
    answers = ms = 0
    for day in sorted(memory.days, reverse=True)[:14]:
        total = memory.day_total(day)
        answers += total.answers
        ms += min(total.ms, total.answers * _LONGEST_MS)
    return ms / answers / 1000 if answers >= _PACE_ANSWERS and ms else _SECONDS_A_QUESTION
