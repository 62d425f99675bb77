"""What was done so far, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ldn_learn.memory.scheduling import Review

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.memory.fold import DayCount, Memory


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals over the whole history."""

    days: int
    """Study days with at least one answer."""
    days_in_a_row: int
    """Up to today; a day that has not been studied yet does not break the row."""
    answers: int
    right: int
    minutes: int
    cards: int
    """Cards answered at least once."""
    learnt: int
    """Cards past their learning steps."""
    sure: int
    """Cards that count as mastered."""
    lapses: int
    forecast: tuple[tuple[date, int], ...]
    """Reviews due on each of the next seven days; what is overdue counts today."""


def stats(memory: Memory, today: date) -> Stats:
    """The totals of a memory."""
    totals = [memory.day_total(day) for day in memory.days]
    cards = memory.cards.values()
    dues = [max(card.phase.due, today) for card in cards if isinstance(card.phase, Review)]
    week = [today + timedelta(days=offset) for offset in range(7)]
    return Stats(
        days=sum(total.answers > 0 for total in totals),
        days_in_a_row=_row(memory, today),
        answers=sum(total.answers for total in totals),
        right=sum(total.right for total in totals),
        minutes=round(sum(_minutes(total) for total in totals)),
        cards=len(memory.cards),
        learnt=len(dues),
        sure=sum(card.mastery.reached for card in cards),
        lapses=sum(card.lapses for card in cards),
        forecast=tuple((day, dues.count(day)) for day in week),
    )


def _minutes(total: DayCount) -> float:
    return total.ms / 60_000


def _row(memory: Memory, today: date) -> int:
    studied = {day for day in memory.days if memory.day_total(day).answers}
    day = today if today in studied else today - timedelta(days=1)
    length = 0
    while day in studied:
        length += 1
        day -= timedelta(days=1)
    return length
