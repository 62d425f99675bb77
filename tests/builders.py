"""Values for tests, as small as they can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ldn_learn.decks.cards import (
    Audience,
    Card,
    CardId,
    Choice,
    Cloze,
    Deck,
    DeckId,
    Flip,
    Lesson,
    Matching,
    Multi,
    Number,
    Option,
    Ordering,
    Pair,
    ShortAnswer,
)
from ldn_learn.decks.meaning import fingerprint, gaps
from ldn_learn.memory.days import Moment
from ldn_learn.memory.events import Confidence, EventId, Rating, Retracted, Reviewed, SessionId, ulid
from ldn_learn.memory.fold import Memory
from ldn_learn.memory.limits import Limits
from ldn_learn.memory.plan import plan
from ldn_learn.study import begin as beginning
from ldn_learn.study.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ldn_learn.study.session import Session

START = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)

TWO_DECKS = {
    "one.yaml": """
id: one
title: The first deck
version: "1"
objectives: [{id: O-1, text: Know the first thing}]
lessons: [{id: l-1, objective: O-1, text: A blocker keeps other things out.}]
cards:
  - id: choice
    objective: O-1
    critical: true
    prompt: Which medicine must not be taken with LDN?
    options:
      - {text: Codeine, correct: true, feedback: Yes. Ask about each pain medicine.}
      - {text: Vitamin C, feedback: No. Codeine is the one. Ask about each pain medicine.}
      - {text: Salt, feedback: No. Codeine clashes with LDN. Ask about each pain medicine.}
    explanation: Codeine is an opioid.
    certainty: high
    sources: [{id: label, locator: Page 3}]
  - {id: flip, prompt: Who sets the dose?, answer: The prescriber, explanation: Nobody else does.}
""",
    "two.yaml": """
id: two
title: The second deck
cards:
  - {id: number, prompt: How many mg did most trials use?, value: 4.5, unit: mg, explanation: Most used 4.5 mg.}
  - {id: cloze, prompt: "LDN {{blocks}} opioid receptors.", type: cloze}
  - {id: both, prompt: LDN, answer: Low-dose naltrexone, reverse: true}
""",
    "sources.yaml": "sources: [{id: label, title: The label, design: label, year: 2013, url: 'https://example.org'}]\n",
}


def write_decks(folder: Path, files: dict[str, str] = TWO_DECKS) -> Path:
    """A folder with these deck files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def flip(id_: str = "d/flip", answer: str = "Answer", **more: Any) -> Flip:
    return Flip(id=CardId(id_), prompt=f"What about {id_}?", answer=answer, meaning=fingerprint([answer]), **more)


def choice(id_: str = "d/choice", options: Sequence[str] = ("Right", "Wrong", "Odd"), **more: Any) -> Choice:
    built = tuple(Option(text, number == 0, f"About {text}, so ask.") for number, text in enumerate(options))
    return Choice(
        id=CardId(id_), prompt=f"Which one, in {id_}?", options=built, meaning=fingerprint([options[0]]), **more
    )


def number(id_: str = "d/number", value: str = "4.5", unit: str = "mg", **more: Any) -> Number:
    return Number(
        id=CardId(id_),
        prompt="How much?",
        value=Decimal(value),
        unit=unit,
        meaning=fingerprint([value, unit]),
        **more,
    )


def cloze(id_: str = "d/cloze", prompt: str = "LDN {{blocks}} receptors.", **more: Any) -> Cloze:
    return Cloze(id=CardId(id_), prompt=prompt, meaning=fingerprint(gaps(prompt)), **more)


def multi(
    id_: str = "d/multi", right: Sequence[str] = ("One", "Two"), wrong: Sequence[str] = ("Other",), **more: Any
) -> Multi:
    options = (*(Option(text, True) for text in right), *(Option(text, False, f"Not {text}.") for text in wrong))
    return Multi(id=CardId(id_), prompt="Which ones?", options=options, meaning=fingerprint(right), **more)


def typed(id_: str = "d/typed", answer: str = "prescriber", accept: Sequence[str] = (), **more: Any) -> ShortAnswer:
    return ShortAnswer(
        id=CardId(id_), prompt="Who?", answer=answer, accept=tuple(accept), meaning=fingerprint([answer]), **more
    )


def ordering(id_: str = "d/order", items: Sequence[str] = ("First", "Second", "Third"), **more: Any) -> Ordering:
    return Ordering(id=CardId(id_), prompt="In which order?", items=tuple(items), meaning=fingerprint(items), **more)


def matching(
    id_: str = "d/match",
    pairs: Sequence[tuple[str, str]] = (("Left", "Right"), ("Up", "Down")),
    extras: Sequence[str] = ("Nowhere",),
    **more: Any,
) -> Matching:
    built = tuple(Pair(*pair) for pair in pairs)
    meaning = fingerprint(f"{left} = {right}" for left, right in pairs)
    return Matching(id=CardId(id_), prompt="What fits?", pairs=built, extras=tuple(extras), meaning=meaning, **more)


def deck(cards: Iterable[Card], id_: str = "d", lessons: Iterable[Lesson] = (), **more: Any) -> Deck:
    return Deck(id=DeckId(id_), title=f"Deck {id_}", cards=tuple(cards), lessons=tuple(lessons), **more)


def moment(days: float = 0, minutes: float = 0) -> Moment:
    at = START + timedelta(days=days, minutes=minutes)
    return Moment(at, (at - timedelta(hours=4)).date())


def event_id(number: int) -> EventId:
    return ulid(START, number)


def reviewed(number: int, card: str = "d/flip", rating: Rating = Rating.GOOD, **more: Any) -> Reviewed:
    """The `number`th answer; an hour after the one before unless it says otherwise."""
    at: datetime = more.pop("at", START + timedelta(hours=number))
    day: date = more.pop("day", (at - timedelta(hours=4)).date())
    fields: dict[str, Any] = {"meaning": "m", "ms": 1000} | more
    return Reviewed(
        id=ulid(at, number),
        at=at,
        day=day,
        card=CardId(card),
        rating=rating,
        **fields,
    )


def retracted(number: int, target: Reviewed) -> Retracted:
    at = START + timedelta(hours=number)
    return Retracted(id=ulid(at, number), at=at, day=at.date(), target=target.id, card=target.card)


def scope(cards: Iterable[Card], learner: Audience = Audience.PATIENT, lessons: Iterable[Lesson] = ()) -> Scope:
    cards = tuple(cards)
    decks = {
        id_: deck((card for card in cards if card.deck == id_), id_, lessons)
        for id_ in dict.fromkeys(card.deck for card in cards)
    }
    return Scope.of({card.id: card for card in cards}, decks, learner)


def begin(
    cards: Iterable[Card],
    memory: Memory | None = None,
    *,
    learner: Audience = Audience.PATIENT,
    lessons: Iterable[Lesson] = (),
    days: float = 0,
    new: int = 100,
) -> Session:
    """A session over these cards."""
    memory = memory or Memory()
    now = moment(days)
    where = scope(cards, learner, lessons)
    today = plan(where.cards, memory, now.day, Limits(new, 100))
    return beginning.start(SessionId("s"), where, memory, today, now)


SURE = Confidence.VERY_SURE
