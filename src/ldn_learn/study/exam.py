"""An exam, or a readiness check, as a value: no feedback until it is handed in, and every answer can be changed.

Each answer is stored when it is given, and a changed one takes the earlier back, so that a crash loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.events import READY, Confidence, Examined, ExamStarted, Retracted, Reviewed
from ldn_learn.study import grading
from ldn_learn.study.draft import EMPTY, Draft
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import Misread, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event, EventId, SessionId
    from ldn_learn.study.scope import Scope
    from ldn_learn.study.steps import Response

PASS_MARK: Final = 80
"""Right answers of 100 that an exam takes, unless it says otherwise: a convention."""

MORE_MINUTES: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One question of an exam, and what the learner has answered so far."""

    question: Question
    draft: Draft = EMPTY
    answer: Reviewed | None = None
    """The answer that stands, as it was stored."""
    flagged: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is no answer yet."""
        return self.answer is None


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """Where a learner is in an exam."""

    started: ExamStarted
    scope: Scope
    items: tuple[Item, ...]
    at: int = 0
    """The item that is shown; as many as there are items stands for the page before handing in."""
    until: Moment | None = None
    """When the time that was set is over."""

    @property
    def mode(self) -> str:
        """`exam` or `ready`."""
        return self.started.mode

    @property
    def item(self) -> Item | None:
        """The item that is shown, or `None` on the page before handing in."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def blanks(self) -> tuple[int, ...]:
        """The places of items without an answer."""
        return tuple(place for place, item in enumerate(self.items) if item.blank)

    @property
    def asks_confidence(self) -> bool:
        """Whether the learner is to say how sure she is of the present item."""
        return self.item is not None and grading.asks_confidence(self.item.question.card, self.scope.learner)

    def go(self, place: int, now: Moment) -> Exam:
        """Show another item, or with a place beyond the last one the page before handing in."""
        at = max(0, min(place, len(self.items)))
        if at == len(self.items):
            return replace(self, at=at)
        return replace(self, at=at)._with(at, replace(self.items[at], question=self._shown(at, now)))

    def flag(self) -> Exam:
        """Mark the present item to be looked at again, or no more."""
        item = self.item
        return self if item is None else self._with(self.at, replace(item, flagged=not item.flagged))

    def drafted(self, draft: Draft) -> Exam:
        """This exam with another draft of the present answer."""
        item = self.item
        return self if item is None else self._with(self.at, replace(item, draft=draft))

    def answered(
        self, response: Response, now: Moment, ids: tuple[EventId, EventId]
    ) -> tuple[Exam, tuple[Event, ...]] | Misread:
        """Take an answer to the present item; gives the exam at the next one, and the events to store first."""
        item = self.item
        if item is None:
            return self, ()
        misread = grading.misread(item.question, response)
        if misread is not None:
            return misread
        if self.asks_confidence and response.confidence is None:
            return Misread("Say how sure you are too: 1 guessing, 2 fairly sure, 3 very sure")
        graded = grading.grade(item.question, response)
        if graded is None:
            return Misread("Type an answer, or go on with the right arrow to leave it blank")
        back = self._taken_back(item, now, ids[0])
        event = self._event(item.question, graded, response.confidence, now, ids[1])
        after = self._with(self.at, replace(item, answer=event))
        return after.go(self.at + 1, now), (*back, event)

    def cleared(self, now: Moment, id_: EventId) -> tuple[Exam, tuple[Event, ...]]:
        """Leave the present item blank again."""
        item = self.item
        if item is None:
            return self, ()
        after = self._with(self.at, replace(item, draft=EMPTY, answer=None))
        return after, self._taken_back(item, now, id_)

    def hand_in(self, now: Moment, id_: EventId) -> Examined:
        """The event that ends the exam."""
        held = [(item, self._held(item)) for item in self.items]
        safety = [right for item, right in held if item.question.card.critical]
        right = sum(item.answer is not None and bool(item.answer.correct) for item, _ in held)
        total = len(self.items)
        enough = right * 100 >= self.started.pass_mark * total
        return Examined(
            id=id_,
            at=now.at,
            day=now.day,
            session=self.started.session,
            mode=self.mode,
            passed=bool(total) and all(safety) and enough,
            right=right,
            total=total,
            safety_right=sum(safety),
            safety_total=len(safety),
            flagged=tuple(item.question.card.id for item in self.items if item.flagged),
        )

    # --- time

    def minutes_left(self, now: Moment) -> int | None:
        """Whole minutes until the time is over, at least 0; `None` when there is no limit."""
        if self.until is None:
            return None
        return max(0, -(-int((self.until.at - now.at).total_seconds()) // 60))

    def extended(self, now: Moment) -> Exam:
        """Ten minutes more, counted from now when the time is over already."""
        if self.until is None:
            return self
        start = max(self.until.at, now.at)
        return replace(self, until=replace(self.until, at=start + timedelta(minutes=MORE_MINUTES)))

    def untimed(self) -> Exam:
        """Without a time limit."""
        return replace(self, until=None)

    # --- parts

    def _with(self, place: int, item: Item) -> Exam:
        return replace(self, items=(*self.items[:place], item, *self.items[place + 1 :]))

    def _shown(self, place: int, now: Moment) -> Question:
        return replace(self.items[place].question, shown=now)

    def _taken_back(self, item: Item, now: Moment, id_: EventId) -> tuple[Event, ...]:
        if item.answer is None:
            return ()
        return (Retracted(id=id_, at=now.at, day=now.day, target=item.answer.id, card=item.answer.card),)

    def _event(
        self, question: Question, graded: grading.Graded, confidence: Confidence | None, now: Moment, id_: EventId
    ) -> Reviewed:
        card = question.card
        return Reviewed(
            id=id_,
            at=now.at,
            day=now.day,
            card=card.id,
            meaning=card.meaning,
            rating=grading.rating_for(correct=graded.correct, confidence=confidence),
            correct=graded.correct,
            confidence=confidence,
            critical=card.critical,
            mode=self.mode,
            response=graded.text,
            key=grading.key_text(card),
            seed=question.seed if question.order else None,
            ms=max(0, round((now.at - question.shown.at).total_seconds() * 1000)),
            session=self.started.session,
            deck_version=self.scope.decks[card.deck].version,
        )

    def _held(self, item: Item) -> bool:
        """Whether an item counts as held: right, and in a readiness check no guess [E18]."""
        if item.answer is None or not item.answer.correct:
            return False
        return self.mode != READY or item.answer.confidence not in (None, Confidence.GUESSING)


def begin(started: ExamStarted, scope: Scope, now: Moment, answers: Iterable[Reviewed] = ()) -> Exam:
    """The exam that `started` stands for, with what was answered already; cards that are gone since are left out."""
    given = {answer.card: answer for answer in answers}
    items = tuple(
        Item(_question(id_, scope, started.seed, now), answer=given.get(id_))
        for id_ in started.cards
        if id_ in scope.cards
    )
    first = next((place for place, item in enumerate(items) if item.blank), len(items))
    until = replace(now, at=now.at + timedelta(minutes=started.minutes)) if started.minutes else None
    return Exam(started, scope, items, first if items else 0, until)


def start_event(
    id_: EventId,
    session: SessionId,
    now: Moment,
    *,
    mode: str,
    seed: int,
    cards: Sequence[CardId],
    pass_mark: int = PASS_MARK,
    minutes: int = 0,
) -> ExamStarted:
    """The event that begins an exam over these cards."""
    return ExamStarted(
        id=id_,
        at=now.at,
        day=now.day,
        session=session,
        mode=mode,
        seed=seed,
        pass_mark=pass_mark,
        cards=tuple(cards),
        minutes=minutes,
    )


def _question(id_: CardId, scope: Scope, seed: int, now: Moment) -> Question:
    card = scope.cards[id_]
    mixed = int.from_bytes(blake2b(f"{seed}\x1f{id_}".encode(), digest_size=4).digest())
    return Question(card, now, mixed, shown_order(card, mixed))
