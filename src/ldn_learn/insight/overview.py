"""Today at a glance: what is due, how long it will take, how far the learner has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Flip
from ldn_learn.memory import limits
from ldn_learn.memory.horizon import Horizon, Pace, pace
from ldn_learn.memory.plan import Why, due_on, plan
from ldn_learn.memory.queue import LEARN_AHEAD
from ldn_learn.memory.scheduling import Learning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
    pace: Pace | None = None
    """What it takes to be ready by the day that was set."""
    waits: Mapping[Why, int] = field(default_factory=dict)
    """Cards that would be asked today, and why they are not."""
    more_new: int = 0
    """New cards that today does not hold yet."""
    left_off: int = 0
    """Days since the last day with an answer; 0 when there is none."""

    @property
    def cards(self) -> int:
        """Cards that wait today."""
        return self.due + self.new


def overview(library: Library, memory: Memory, learner: Audience, now: Moment) -> Overview:
    """Today's overview for `learner`."""
    cards = library.cards_for(learner)
    day = limits.ready_by(memory)
    horizon = Horizon(day) if day is not None and day > now.day else None
    usual = limits.of_day(learner, memory, now.day)
    left = limits.left_today(usual, memory, now.day)
    today = plan(cards, memory, now.day, left, horizon=horizon)
    soon = now.at + LEARN_AHEAD
    due = {*today.due, *(id_ for at, id_ in today.learning if at <= soon)}
    new = set(today.new)
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
    safety = safety_points(cards.values(), memory, now.day, day)
    next_day, next_count = (None, 0) if due or new else _next(cards.values(), memory, now.day, left.new, horizon)
    minutes = max(1, round(today.questions * _pace(memory) / 60)) if today.questions else 0
    return Overview(
        rows,
        len(due),
        len(new),
        today.questions,
        minutes,
        safety,
        memory.day_total(now.day).answers,
        next_day,
        next_count,
        None
        if horizon is None
        else _ready_pace(cards.values(), memory, now.day + timedelta(days=left.new == 0), horizon.day, usual.new),
        {why: count for why in Why if (count := today.waiting(why))},
        sum(card.id not in memory.cards for card in cards.values()) - len(new),
        _left_off(memory, now.day),
    )


def _ready_pace(cards: Iterable[Card], memory: Memory, today: date, day: date, limit: int) -> Pace:
    """The pace from `today` on, the first day that still takes new cards."""
    unseen = [card for card in cards if card.id not in memory.cards]
    return pace(len(unseen), sum(card.critical for card in unseen), today, day, limit)


def _left_off(memory: Memory, today: date) -> int:
    """Days since the last one with an answer, today left out; 0 when there is none."""
    earlier = [day for day in memory.days if day < today and memory.day_total(day).answers]
    return (today - max(earlier)).days if earlier else 0


def safety_points(cards: Iterable[Card], memory: Memory, today: date, ready_by: date | None) -> Tally:
    """How many safety points the learner is sure of: objectives, each with all of its safety cards that can be scored.

    What the learner grades herself proves nothing about a safety point [E06], so cards to turn over are not asked for.
    """
    points: dict[str, list[Card]] = {}
    for card in cards:
        if card.critical and not isinstance(card, Flip):
            points.setdefault(f"{card.deck}/{card.objective}" if card.objective else card.id, []).append(card)
    counts = [tally(mine, memory, today, ready_by) for mine in points.values()]
    sure = sum(count.sure == count.total for count in counts)
    return Tally(sure, sum(count.started > 0 for count in counts), len(counts))


def tally(cards: Iterable[Card], memory: Memory, today: date | None = None, ready_by: date | None = None) -> Tally:
    """How many of these cards the learner is sure of; with a day to be ready by, as safety cards are counted."""
    sure = started = total = 0
    for card in cards:
        known = memory.cards.get(card.id)
        total += 1
        if known is not None and known.meaning == card.meaning:
            started += 1
            sure += known.mastery.reached if today is None else known.mastery.holds(today, ready_by)
    return Tally(sure, started, total)


def _next(
    cards: Iterable[Card], memory: Memory, today: date, new_left: int, horizon: Horizon | None
) -> tuple[date | None, int]:
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
            days.append(due_on(known, card, today, horizon))
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
