"""Exams out of the history: what was asked, what was answered, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import CardId, Choice, Multi
from ldn_learn.insight.exam_report import ExamResult, Item
from ldn_learn.memory.events import Examined, ExamStarted, Retracted, Reviewed
from ldn_learn.memory.plan import due_on
from ldn_learn.memory.scheduling import Review
from ldn_learn.study import grading, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ldn_learn.decks.cards import Card
    from ldn_learn.decks.library import Library
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event
    from ldn_learn.memory.fold import Memory


@dataclass(frozen=True, slots=True)
class Sitting:
    """One exam or readiness check."""

    started: ExamStarted
    answers: tuple[Reviewed, ...]
    """The answers that stand, one for each card at most."""
    ended: Examined | None = None

    @property
    def day(self) -> date:
        """The study day on which it was handed in, or else begun."""
        return self.started.day if self.ended is None else self.ended.day


def sittings(events: Iterable[Event]) -> list[Sitting]:
    """All exams and checks, oldest first."""
    events = list({event.id: event for event in events}.values())
    gone = {event.target for event in events if isinstance(event, Retracted)}
    standing = sorted((event for event in events if event.id not in gone), key=lambda event: event.order)
    answers: dict[str, dict[CardId, Reviewed]] = {}
    ended: dict[str, Examined] = {}
    started = [event for event in standing if isinstance(event, ExamStarted)]
    sessions = {event.session for event in started}
    for event in standing:
        if isinstance(event, Reviewed) and event.session in sessions:
            answers.setdefault(event.session, {})[event.card] = event
        elif isinstance(event, Examined):
            ended.setdefault(event.session, event)
    return [
        Sitting(event, tuple(answers.get(event.session, {}).values()), ended.get(event.session)) for event in started
    ]


def result_of(
    sitting: Sitting, library: Library, memory: Memory, now: Moment, cited: Callable[[Card], tuple[str, ...]]
) -> ExamResult:
    """What a report needs of one exam. Cards that no deck has any more are told from the log alone."""
    cards = {card.id: card for deck in library.decks for card in deck.cards}
    given = {answer.card: answer for answer in sitting.answers}
    flagged = frozenset(sitting.ended.flagged) if sitting.ended else frozenset[CardId]()
    ms = sum(answer.ms for answer in sitting.answers)
    started = sitting.started
    return ExamResult(
        session=started.session,
        mode=started.mode,
        day=sitting.day,
        seed=started.seed,
        pass_mark=started.pass_mark / 100,
        pass_mark_basis="a convention",
        items=tuple(
            _item(id_, cards.get(id_), given.get(id_), library, memory, now, flagged=id_ in flagged, cited=cited)
            for id_ in started.cards
        ),
        minutes=max(1, round(ms / 60_000)),
    )


def _item(
    id_: CardId,
    card: Card | None,
    answer: Reviewed | None,
    library: Library,
    memory: Memory,
    now: Moment,
    *,
    flagged: bool,
    cited: Callable[[Card], tuple[str, ...]],
) -> Item:
    deck = library.deck(card.deck) if card is not None else None
    key = answer.key if answer is not None and answer.key else grading.key_text(card) if card is not None else ""
    return Item(
        card=id_,
        topic=id_.partition("/")[0] if deck is None else deck.title,
        critical=answer.critical if answer is not None else card is not None and card.critical,
        prompt=id_ if card is None else wording.question_text(card),
        response="" if answer is None else answer.response,
        key=key,
        correct=answer is not None and bool(answer.correct),
        confidence=None if answer is None else answer.confidence,
        flagged=flagged,
        refutation=() if card is None else _refutation(card, answer),
        sources=() if card is None else cited(card),
        comes_back=_comes_back(card, memory, now),
    )


def _refutation(card: Card, answer: Reviewed | None) -> tuple[str, ...]:
    parts: list[str] = []
    if isinstance(card, Choice | Multi) and answer is not None:
        chosen = answer.response.split("; ") if isinstance(card, Multi) else [answer.response]
        parts += [option.feedback for option in card.options if option.text in chosen and not option.correct]
    parts.append(card.explanation)
    return tuple(part for part in parts if part)


def _comes_back(card: Card | None, memory: Memory, now: Moment) -> str:
    known = None if card is None else memory.cards.get(card.id)
    if card is None or known is None or not isinstance(known.phase, Review):
        return ""
    return wording.in_days((due_on(known, card, now.day, None) - now.day).days)
