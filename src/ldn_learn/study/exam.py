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
from ldn_learn.study.draft import EMPTY, Draft, fields
from ldn_learn.study.sample import scorable
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import Misread, Question, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event, EventId
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
    given: Draft = EMPTY
    """The draft that became that answer, in this sitting."""
    flagged: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is no answer yet."""
        return self.answer is None

    @property
    def waits(self) -> bool:
        """Whether something was put that is not the answer yet."""
        return self.draft.begun and self.draft != self.given


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
    begun: bool = True
    """Whether it is in the history; before that, the learner is only told what it will be."""
    wanted: int = 0
    """How many questions were asked for."""
    reached: int = 0
    """The last place that was shown."""
    lost: tuple[Reviewed, ...] = ()
    """Answers to cards that no deck has any more; they count as they were given."""

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
    def skipped(self) -> int:
        """How many items the learner has passed by and left without an answer."""
        return sum(place < self.reached and place != self.at for place in self.blanks)

    @property
    def asks_confidence(self) -> bool:
        """Whether the learner is to say how sure she is of the present item."""
        return self.item is not None and grading.asks_confidence(self.item.question.card, self.scope.learner)

    def start(self, now: Moment, id_: EventId) -> Exam:
        """This exam as it begins now: `started` is the event to store."""
        started = replace(self.started, id=id_, at=now.at, day=now.day)
        until = _end(now, started.minutes) if started.minutes else None
        return replace(self, started=started, until=until, begun=True).go(self.at, now)

    def go(self, place: int, now: Moment) -> Exam:
        """Show another item, or with a place beyond the last one the page before handing in."""
        at = max(0, min(place, len(self.items)))
        after = replace(self, at=at, reached=max(self.reached, at))
        if at == len(self.items):
            return after
        return after._with(at, replace(self.items[at], question=self._shown(at, now)))

    def flag(self) -> Exam:
        """Mark the present item to be looked at again, or no more."""
        item = self.item
        return self if item is None else self._with(self.at, replace(item, flagged=not item.flagged))

    def drafted(self, draft: Draft) -> Exam:
        """This exam with another draft of the present answer."""
        item = self.item
        return self if item is None else self._with(self.at, replace(item, draft=draft))

    def misread(self, response: Response) -> Misread | None:
        """Why a response is no answer to the present item yet, how sure the learner is aside."""
        if self.item is None:
            return None
        question = self.item.question
        if isinstance(response, Typed):
            blank = sum(not text.strip() for text in response.texts) + fields(question) - len(response.texts)
            if blank >= fields(question):
                return Misread("Type an answer first, or leave this one blank")
            if blank > 0:
                return Misread(f"{blank} more to type")
        return grading.misread(question, response)

    def answered(
        self, response: Response, now: Moment, ids: tuple[EventId, EventId]
    ) -> tuple[Exam, tuple[Event, ...]] | Misread:
        """Take an answer to the present item; gives the exam at the next one, and the events to store first.

        The new answer is stored before the earlier one is taken back, so that one of them stands at any time.
        """
        item = self.item
        if item is None:
            return self, ()
        misread = self.misread(response)
        if misread is not None:
            return misread
        if self.asks_confidence and response.confidence is None:
            return Misread("Say how sure you are too: 1 guessing, 2 fairly sure, 3 very sure")
        graded = grading.grade(item.question, response)
        if graded is None:
            return Misread("This question cannot be answered here. Leave it blank")
        kept = replace(item, given=item.draft)
        if item.answer and (item.answer.response, item.answer.confidence) == (graded.text, response.confidence):
            return self._with(self.at, kept).go(self.at + 1, now), ()
        event = self._event(item.question, graded, response.confidence, now, ids[0])
        after = self._with(self.at, replace(kept, answer=event))
        return after.go(self.at + 1, now), (event, *self._taken_back(item, now, ids[1]))

    def cleared(self, now: Moment, id_: EventId) -> tuple[Exam, tuple[Event, ...]]:
        """Leave the present item blank again."""
        item = self.item
        if item is None:
            return self, ()
        after = self._with(self.at, replace(item, draft=EMPTY, given=EMPTY, answer=None))
        return after, self._taken_back(item, now, id_)

    def standing(self, answers: Iterable[Reviewed]) -> Exam:
        """This exam with the answers that stand in the history, which another window may have changed."""
        given = {answer.card: answer for answer in answers if answer.card in self.started.cards}
        items = tuple(replace(item, answer=given.pop(item.question.card.id, None)) for item in self.items)
        return replace(self, items=items, lost=tuple(given.values()))

    def hand_in(self, now: Moment, id_: EventId) -> Examined:
        """The event that ends the exam."""
        counted = [(item.answer, _critical(item)) for item in self.items]
        counted += [(answer, answer.critical) for answer in self.lost]
        safety = [self._held(answer) for answer, critical in counted if critical]
        right = sum(answer is not None and bool(answer.correct) for answer, _ in counted)
        total = len(counted)
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

    def _held(self, answer: Reviewed | None) -> bool:
        """Whether an answer holds: it is right, and in a readiness check no guess [E18]."""
        if answer is None or not answer.correct:
            return False
        return self.mode != READY or answer.confidence not in (None, Confidence.GUESSING)


def begin(started: ExamStarted, scope: Scope, now: Moment, answers: Sequence[Reviewed] = ()) -> Exam:
    """The exam that `started` stands for, with what was answered already.

    Cards that are gone since, or that the app can no longer score, are left out when they are blank. A time limit goes
    on with what the answers so far have left of it.
    """
    able = scorable(scope.cards)
    items = tuple(Item(_question(id_, scope, started.seed, now)) for id_ in started.cards if id_ in able)
    until = _end(now, started.minutes - sum(answer.ms for answer in answers) / 60_000) if started.minutes else None
    exam = Exam(started, scope, items, until=until).standing(answers)
    last = max((place for place, item in enumerate(exam.items) if not item.blank), default=0)
    first = exam.blanks[0] if exam.blanks else len(items)
    return replace(exam, at=first, reached=max(first, last))


def _end(now: Moment, minutes: float) -> Moment:
    return replace(now, at=now.at + timedelta(minutes=minutes))


def _critical(item: Item) -> bool:
    """Whether an item is a safety point: as it was when it was answered."""
    return item.question.card.critical if item.answer is None else item.answer.critical


def _question(id_: CardId, scope: Scope, seed: int, now: Moment) -> Question:
    card = scope.cards[id_]
    mixed = int.from_bytes(blake2b(f"{seed}\x1f{id_}".encode(), digest_size=4).digest())
    return Question(card, now, mixed, shown_order(card, mixed))
