"""A card's whole story: how it stands, why it is asked today, and every answer so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_learn.memory.events import STUDY, Mark, Retracted, Reviewed
from ldn_learn.memory.plan import due_on, put_aside
from ldn_learn.memory.scheduling import Learning, Review, recall
from ldn_learn.study import wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event
    from ldn_learn.memory.fold import CardMemory, Memory
    from ldn_learn.study.scope import Scope

LEECH_WORDS = "It keeps being forgotten. Read its lesson once more, and ask about it."


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell about one card."""

    card: Card
    why: str
    """Why it is asked today, or when it will be."""
    standing: tuple[str, ...]
    answers: tuple[str, ...]
    """One line each, the latest first."""
    note: str = ""


def story(card: Card, scope: Scope, memory: Memory, events: Iterable[Event], now: Moment) -> Story:
    """The story of `card`; `events` is the whole history or the part that is about it."""
    events = list(events)
    gone = {event.target for event in events if isinstance(event, Retracted)}
    mine = [event for event in events if isinstance(event, Reviewed) and event.card == card.id and event.id not in gone]
    answers = tuple(_answer(event) for event in sorted(mine, key=lambda event: event.order, reverse=True))
    known = memory.cards.get(card.id)
    return Story(
        card,
        _why(card, known, scope, memory, now),
        tuple(_standing(card, known, memory, now.day)),
        answers,
        memory.mark(Mark.NOTED, card.id),
    )


def _why(card: Card, known: CardMemory | None, scope: Scope, memory: Memory, now: Moment) -> str:
    aside = put_aside(memory, now.day).get(card.id)
    if aside is not None and not card.critical:
        return f"It is not asked today: {aside.value}."
    if known is None:
        return "It is new to you." + (" Safety points come first." if card.critical else "")
    if known.meaning != card.meaning:
        return "What it teaches was corrected after you had learnt it."
    if isinstance(known.phase, Learning):
        return "You are just learning it, so it comes back within the day."
    due = due_on(known, card, now.day, scope.horizon)
    if due > now.day:
        return f"It comes back {wording.in_days((due - now.day).days)}, on {wording.day_line(due)}."
    share = round(recall(known.phase, now.day) * 100)
    words = f"By now you would recall it in about {share} of 100 tries, so it is time."
    if scope.horizon is not None and due < known.phase.due:
        words += f" You want to be ready by {wording.day_line(scope.horizon.day)}, so it is seen again before."
    if known.guard:
        words += " You were very sure of another answer, so it is looked at sooner."
    return words


def _standing(card: Card, known: CardMemory | None, memory: Memory, today: date) -> Iterable[str]:
    if known is None:
        return
    yield f"Answered {_times(known.reps)}, forgotten {_times(known.lapses)}."
    if isinstance(known.phase, Review):
        days = max(1, round(known.phase.stability))
        yield f"It stays with you for about {days} day{'s' * (days != 1)} (stability)."
    yield _mastery(card, known)
    if known.lapses >= wording.LEECH:
        yield LEECH_WORDS
    if memory.mark(Mark.FLAGGED, card.id):
        yield "You marked it to ask about."


def _mastery(card: Card, known: CardMemory) -> str:
    if known.mastery.reached:
        return "You are sure of it."
    return f"{known.mastery.later} of 3 later days right" + (
        ", counted only where the app scored it." if card.critical else "."
    )


def _answer(event: Reviewed) -> str:
    scored = {True: "right", False: "not right", None: f"you graded it {wording.RATINGS[event.rating]}"}[event.correct]
    mode = "" if event.mode == STUDY else f", {event.mode}"
    given = f": {event.response}" if event.response else ""
    return f"{wording.day_line(event.day)}  {scored}{mode}{given}"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
