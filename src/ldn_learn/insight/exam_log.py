"""Exams out of the history: what was asked, what was answered, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeGuard

from ldn_learn.decks.cards import CardId, Choice, Multi
from ldn_learn.insight.exam_report import ExamResult, Item
from ldn_learn.memory.events import Examined, ExamStarted, Retracted, Reviewed
from ldn_learn.memory.plan import due_on
from ldn_learn.memory.scheduling import Review
from ldn_learn.study import grading, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date, datetime

    from ldn_learn.decks.cards import Card, Option
    from ldn_learn.decks.library import Library
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event, EventId, SessionId
    from ldn_learn.memory.fold import Memory


@dataclass(frozen=True, slots=True)
class Sitting:
    """One exam or readiness check."""

    started: ExamStarted
    answers: tuple[Reviewed, ...]
    """The answers that stand, one for each card at most."""
    ended: Examined | None
    last: datetime
    """When the last thing happened that counts in it, by the clocks of the computers where it happened."""

    @property
    def day(self) -> date:
        """The study day on which it was handed in, or else begun."""
        return self.started.day if self.ended is None else self.ended.day


def sittings(events: Iterable[Event]) -> list[Sitting]:
    """All exams and checks, oldest first. What came after an exam was handed in changes nothing in it."""
    ordered = sorted({event.id: event for event in events}.values(), key=lambda event: event.order)
    ended: dict[SessionId, Examined] = {}
    for event in ordered:
        if isinstance(event, Examined):
            ended.setdefault(event.session, event)
    started = [event for event in ordered if isinstance(event, ExamStarted)]
    found = {event.session: _Taken(event, ended.get(event.session)) for event in started}
    asked = {event.id: found[event.session] for event in ordered if _is_answer(event, found)}
    for event in ordered:
        if isinstance(event, Retracted) and event.target in asked:
            asked[event.target].take_back(event)
    for event in ordered:
        if isinstance(event, Reviewed) and event.id in asked:
            asked[event.id].answer(event)
    return [found[event.session].sitting() for event in started]


def _is_answer(event: Event, sessions: Collection[SessionId]) -> TypeGuard[Reviewed]:
    return isinstance(event, Reviewed) and event.session in sessions


class _Taken:
    """One exam while its events are gathered."""

    def __init__(self, started: ExamStarted, ended: Examined | None) -> None:
        self._started = started
        self._ended = ended
        self._gone: set[EventId] = set()
        self._answers: dict[CardId, Reviewed] = {}
        self._last = started.at

    def take_back(self, event: Retracted) -> None:
        if self._counts(event):
            self._gone.add(event.target)

    def answer(self, event: Reviewed) -> None:
        if self._counts(event) and event.id not in self._gone:
            self._answers[event.card] = event

    def sitting(self) -> Sitting:
        answers = tuple(self._answers[card] for card in self._started.cards if card in self._answers)
        return Sitting(self._started, answers, self._ended, self._last)

    def _counts(self, event: Reviewed | Retracted) -> bool:
        if self._ended is not None and event.at > self._ended.at:
            return False
        self._last = max(self._last, event.at)
        return True


def result_of(
    sitting: Sitting, library: Library, memory: Memory, now: Moment, cited: Callable[[Card], tuple[str, ...]]
) -> ExamResult:
    """What a report needs of one exam. Cards that no deck has any more are told from the log alone."""
    cards = {card.id: card for deck in library.decks for card in deck.cards}
    given = {answer.card: answer for answer in sitting.answers}
    flagged = frozenset(sitting.ended.flagged) if sitting.ended else frozenset[CardId]()
    critical = _counted(sitting, cards)
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
            replace(
                _item(id_, cards.get(id_), given.get(id_), library, memory, now, cited),
                critical=critical[id_],
                flagged=id_ in flagged,
            )
            for id_ in started.cards
            if id_ in critical
        ),
        minutes=max(1, round(ms / 60_000)),
    )


def _counted(sitting: Sitting, cards: Mapping[CardId, Card]) -> dict[CardId, bool]:
    """The cards that counted, and whether each was a safety point: as it was when the exam was handed in.

    An answer says so itself. Of a blank nothing is in the history but how many there were, and how many of them were
    safety points; that is filled up with the cards that are likeliest, so that a deck changed later changes no outcome.
    """
    given = {answer.card: answer.critical for answer in sitting.answers}
    blank = sorted((id_ for id_ in sitting.started.cards if id_ not in given), key=lambda id_: id_ not in cards)
    total, safety = len(sitting.started.cards), sum(id_ in cards and cards[id_].critical for id_ in blank)
    if sitting.ended is not None:
        total, safety = sitting.ended.total, max(0, sitting.ended.safety_total - sum(given.values()))
    left = blank[: max(0, total - len(given))]
    left.sort(key=lambda id_: (not cards[id_].critical) * 2 if id_ in cards else 1)
    return given | {id_: place < safety for place, id_ in enumerate(left)}


def _item(
    id_: CardId,
    card: Card | None,
    answer: Reviewed | None,
    library: Library,
    memory: Memory,
    now: Moment,
    cited: Callable[[Card], tuple[str, ...]],
) -> Item:
    deck = library.deck(card.deck) if card is not None else None
    key = answer.key if answer is not None and answer.key else grading.key_text(card) if card is not None else ""
    return Item(
        card=id_,
        topic=id_.partition("/")[0] if deck is None else deck.title,
        critical=False,
        prompt=id_ if card is None else wording.question_text(card),
        response="" if answer is None else answer.response,
        key=key,
        correct=answer is not None and bool(answer.correct),
        confidence=None if answer is None else answer.confidence,
        refutation=() if card is None else _refutation(card, answer),
        sources=() if card is None else cited(card),
        comes_back=_comes_back(card, memory, now),
    )


def _refutation(card: Card, answer: Reviewed | None) -> tuple[str, ...]:
    parts: list[str] = []
    if isinstance(card, Choice | Multi) and answer is not None:
        parts += [option.feedback for option in card.options if _chose(option, answer) and not option.correct]
    parts.append(card.explanation)
    return tuple(part for part in parts if part)


def _chose(option: Option, answer: Reviewed) -> bool:
    """Whether an answer, which keeps texts with `; ` between them, names this option."""
    return f"; {option.text}; " in f"; {answer.response}; "


def _comes_back(card: Card | None, memory: Memory, now: Moment) -> str:
    known = None if card is None else memory.cards.get(card.id)
    if card is None or known is None or not isinstance(known.phase, Review):
        return ""
    return wording.in_days((due_on(known, card, now.day, None) - now.day).days)
