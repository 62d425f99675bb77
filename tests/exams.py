"""Decks for exams, and a learner's answers to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Choice, Cloze, Matching, Multi, Number, Ordering, ShortAnswer
from ldn_learn.decks.meaning import gaps
from ldn_learn.memory.events import EXAM, Confidence, ExamStarted, SessionId, ulid
from ldn_learn.study.draft import Draft, response
from ldn_learn.study.exam import PASS_MARK
from ldn_learn.study.steps import Misread
from tests.builders import SURE, event_id, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event, EventId, Examined
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Question

SOURCES = "sources: [{id: label, title: The label, design: label, year: 2013, url: 'https://example.org'}]\n"

EVERY_TYPE = {
    "d.yaml": """
id: d
title: Every type
cards:
  - id: choice
    critical: true
    prompt: Which medicine must not be taken with LDN?
    options:
      - {text: Codeine, correct: true}
      - {text: Vitamin C, feedback: No. Codeine is the one.}
      - {text: Salt, feedback: No. Codeine clashes with LDN.}
    explanation: Codeine is an opioid.
    sources: [{id: label, locator: Page 3}]
  - id: multi
    type: multi
    prompt: Which are opioids?
    options: [{text: Codeine, correct: true}, {text: Morphine, correct: true}, {text: Salt}]
  - {id: order, type: order, prompt: What comes first?, items: [Ask, Wait, Start]}
  - id: match
    type: match
    prompt: What belongs together?
    pairs: [{left: Codeine, right: Opioid}, {left: LDN, right: Blocker}]
    extras: [Vitamin]
  - {id: number, prompt: How many mg did most trials use?, value: 4.5, unit: mg}
  - {id: typed, type: typed, prompt: What does LDN block?, answer: receptors}
  - {id: cloze, type: cloze, prompt: "LDN {{blocks}} opioid {{receptors}}."}
  - {id: flip, prompt: Who sets the dose?, answer: The prescriber}
""",
    "sources.yaml": SOURCES,
}


def choices(safety: int, others: int, *, parallel: int = 1, id_: str = "d") -> dict[str, str]:
    """A deck of choices: so many safety objectives and other ones, with `parallel` cards for each."""
    lines = [f"id: {id_}", f"title: Deck {id_}", "objectives:"]
    objectives = [*(f"S-{n}" for n in range(safety)), *(f"O-{n}" for n in range(others))]
    lines += [f"- {{id: {objective}, text: Know {objective}}}" for objective in objectives]
    lines.append("cards:")
    for objective in objectives:
        for number in range(parallel):
            critical = ", critical: true" if objective.startswith("S") else ""
            name = f"{objective}-{number}".lower()
            options = f"[{{text: Good {name}, correct: true}}, {{text: Bad {name}, feedback: Not {name}.}}]"
            about = f"prompt: 'Which {name}?', explanation: Because {name}., options: {options}"
            lines.append(f"- {{id: {name}, objective: {objective}{critical}, {about}}}")
    return {f"{id_}.yaml": "\n".join(lines) + "\n"}


def right(question: Question) -> Draft:
    """The draft that answers a question right."""
    card, order = question.card, question.order
    match card:
        case Choice() | Multi():
            return Draft(tuple(place for place, at in enumerate(order) if card.options[at].correct))
        case Ordering():
            return Draft(tuple(order.index(at) for at in range(len(order))))
        case Matching():
            return Draft(tuple(order.index(at) for at in range(len(card.pairs))))
        case Number():
            return Draft(texts=(str(card.value),))
        case ShortAnswer():
            return Draft(texts=(card.answer,))
        case Cloze():
            return Draft(texts=tuple(gaps(card.prompt)))
        case _:
            raise AssertionError(card)


def wrong(question: Question) -> Draft:
    """A draft that answers a question, and not right."""
    card, order = question.card, question.order
    match card:
        case Choice() | Multi():
            return Draft((next(place for place, at in enumerate(order) if not card.options[at].correct),))
        case Ordering() | Matching():
            places = right(question).places
            return Draft((*places[1:], places[0]))
        case Number():
            return Draft(texts=("99",))
        case Cloze():
            return Draft(texts=("nothing",) * len(gaps(card.prompt)))
        case _:
            return Draft(texts=("nothing",))


def started(cards: Iterable[CardId], mode: str = EXAM, minutes: int = 0) -> ExamStarted:
    """The event that begins an exam over these cards."""
    now = moment()
    return ExamStarted(
        id=event_id(1),
        at=now.at,
        day=now.day,
        session=SessionId("s"),
        mode=mode,
        seed=7,
        pass_mark=PASS_MARK,
        cards=tuple(cards),
        minutes=minutes,
    )


class Sitter:
    """Takes an exam without a screen, and keeps what would be stored."""

    def __init__(self, exam: Exam) -> None:
        self.exam = exam
        self.events: list[Event] = [exam.started]

    def answer(self, draft: Draft, confidence: Confidence | None = SURE) -> None:
        """Answer the present item."""
        item = self.exam.item
        assert item is not None
        found = response(draft, item.question)
        assert found is not None
        assert not isinstance(found, Misread)
        taken = self.exam.drafted(draft).answered(replace(found, confidence=confidence), self.now, self.ids)
        assert not isinstance(taken, Misread)
        self.exam, events = taken
        self.events += events

    def answer_all(self, wrong_at: Collection[int] = (), guess_at: Collection[int] = ()) -> None:
        """Answer every item from here on, wrong or as a guess at these places."""
        while (item := self.exam.item) is not None:
            at = self.exam.at
            draft = wrong(item.question) if at in wrong_at else right(item.question)
            self.answer(draft, Confidence.GUESSING if at in guess_at else SURE)

    def hand_in(self) -> Examined:
        """End the exam."""
        event = self.exam.hand_in(self.now, self.ids[0])
        self.events.append(event)
        return event

    @property
    def now(self) -> Moment:
        """A minute later with each event."""
        return moment(minutes=len(self.events))

    @property
    def ids(self) -> tuple[EventId, EventId]:
        """Ids that no event has yet."""
        number = 10 * len(self.events)
        return ulid(self.now.at, number), ulid(self.now.at, number + 1)
