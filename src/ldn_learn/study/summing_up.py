"""The app's own words about a day and a sitting: what waits, what was missed, what comes back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.events import STUDY, Confidence, Rating
from ldn_learn.memory.plan import Why
from ldn_learn.memory.scheduling import Review
from ldn_learn.study.steps import Finished
from ldn_learn.study.wording import day_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.events import Reviewed
    from ldn_learn.memory.horizon import Pace
    from ldn_learn.study.session import Session

BREAK_DAYS: Final = 3
"""Days without an answer after which one is welcomed back."""


def waits(plan_waits: Mapping[Why, int]) -> list[str]:
    """Which cards wait for another day, and why, in sentences."""
    said = {
        Why.RELATED: ("related card waits until tomorrow", "related cards wait until tomorrow"),
        Why.REQUIRES: ("card waits until another is learnt", "cards wait until others are learnt"),
    }
    counts = ((plan_waits.get(why, 0), words) for why, words in said.items())
    return [f"{count} {words[count != 1]}." for count, words in counts if count]


def on_track(pace: Pace | None) -> str:
    """Whether one will be ready by the day that was set, or what it takes; empty when no day was set."""
    if pace is None:
        return ""
    if pace.on_track:
        return f"On track: {pace.limit} new cards a day." if pace.needed else "On track: every card is begun."
    left = f"{pace.left_out} card{'s' * (pace.left_out != 1)} will not fit before the day"
    if pace.left_out_critical:
        left += f", {pace.left_out_critical} of them safety points"
    if pace.needed is None:
        return f"The day is near: {left}. Safety points come first."
    if not pace.left_out_critical:
        left += ", none of them a safety point"
    return f"It takes {pace.needed} new cards a day. At {pace.limit} a day, {left}. Press , to change that."


def welcome_back(left_off: int, piled_up: int, today: int) -> str:
    """For somebody who comes back after a break; empty when there is nothing to say."""
    if not piled_up:
        return ""
    greeting = "Welcome back. " if left_off > BREAK_DAYS else ""
    return f"{greeting}Today holds {today}, what fades first. {piled_up} more are spread over the next days."


def results(session: Session) -> list[str]:
    """What a sitting came to, in sentences."""
    right = [event for event in session.results if event.correct or (event.correct is None and event.rating > 1)]
    total = len(session.results)
    well = f"; {len(right)} went well" if right else ""
    lines = [f"You answered {total} question{'s' * (total != 1)}{well}."]
    days = _back(session)
    if days:
        lines.append(f"The first cards come back on {day_line(days[0])}.")
    return lines


def _back(session: Session) -> list[date]:
    """The days on which the cards of a sitting come back, earliest first; none for one outside the schedule."""
    if session.mode != STUDY or not session.results:
        return []
    today = session.results[-1].day
    cards = [
        session.scope.cards[id_] for id_ in {event.card for event in session.results} if id_ in session.scope.cards
    ]
    phases = [session.asked(session.memory.cards[card.id].phase, card, today) for card in cards]
    return sorted(phase.due for phase in phases if isinstance(phase, Review))


def missed(session: Session) -> list[CardId]:
    """The cards that were missed in a sitting, in their order, each once."""
    return list(dict.fromkeys(event.card for event in session.results if event.rating is Rating.AGAIN))


def coming_back(session: Session) -> list[str]:
    """When the cards of a sitting return, in sentences."""
    days = [(day - session.results[-1].day).days for day in _back(session)]
    spans = (("tomorrow", 0, 1), ("within a week", 2, 7), ("later", 8, 10**6))
    counts = ((words, sum(first <= day <= last for day in days)) for words, first, last in spans)
    told = [f"{count} {words}" for words, count in counts if count]
    return [f"Cards that come back: {', '.join(told)}."] if told else []


def keep_in_mind(session: Session) -> str:
    """The main message of the deck that most answers of a sitting belong to; nothing where there is none."""
    answered = (session.scope.cards.get(event.card) for event in session.results)
    decks = Counter(card.deck for card in answered if card is not None)
    messages = [session.scope.decks[deck].main_message for deck, _ in decks.most_common(1)]
    return f"Keep in mind: {messages[0]}" if messages and messages[0] else ""


def next_step(session: Session) -> str:
    """One thing to do next [E22]."""
    if not isinstance(session.step, Finished):
        return "Next: go on where you stopped, whenever you like."
    if missed(session):
        return "Next: press m to go over what you missed, or come back tomorrow."
    return "Next: come back tomorrow."


def sure_and_wrong(session: Session) -> list[Reviewed]:
    """The answers of a sitting that were very sure and not right."""
    return [event for event in session.results if event.correct is False and event.confidence is Confidence.VERY_SURE]
