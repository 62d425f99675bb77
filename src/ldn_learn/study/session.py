"""A study session as a value: each answer gives the next session and the event to store.

Nothing here reads a clock, draws a random number or writes. The caller passes the moment and the id of the event,
stores the event, and only then shows the session that came with it.

The values here are told apart by identity: comparing two whole sessions field by field has no use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ldn_learn.memory import fold, queue
from ldn_learn.memory.balance import Load
from ldn_learn.memory.days import Moment
from ldn_learn.memory.events import STUDY, Mark, Marked, Rating, Retracted, Reviewed, SessionEnded
from ldn_learn.memory.plan import due_on, standing
from ldn_learn.memory.scheduling import Learning, Phase, Review, interval_of, steps_left
from ldn_learn.study import grading, prospects
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import (
    CorrectedStep,
    Feedback,
    Finished,
    LessonStep,
    Misread,
    Question,
    Response,
    Revealed,
    Step,
    Typed,
)
from ldn_learn.study.wording import LEECH

if TYPE_CHECKING:
    from datetime import date, datetime

    from ldn_learn.decks.cards import Card, CardId, DeckId
    from ldn_learn.memory.events import Confidence, EventId, SessionId
    from ldn_learn.memory.fold import Memory
    from ldn_learn.study.grading import Graded
    from ldn_learn.study.scope import Scope

_ASIDE: Final = (Mark.SUSPENDED, Mark.BURIED)


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """What an answer does: store `event`, then show `session`."""

    session: Session
    event: Reviewed | Retracted | SessionEnded | Marked


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """Where a learner is in today's cards."""

    id: SessionId
    scope: Scope
    memory: Memory
    queue: queue.Queue
    step: Step
    answered: int
    """Questions answered today in this scope, earlier sittings included."""
    to_come: int
    """Questions still to come when all are answered right, the present one included."""
    before: Session | None = None
    """The session before the last answer, to go back to."""
    last: Reviewed | Marked | None = None
    """The last answer of this sitting, or the card that was put off or aside after it."""
    results: tuple[Reviewed, ...] = ()
    """The answers of this sitting that stand."""
    lessons_seen: frozenset[tuple[DeckId, str]] = frozenset()
    mode: str = STUDY
    until: datetime | None = None
    """When the sitting is to end, for one of a few minutes."""
    load: Load | None = None
    """What comes back on each day; counted at the first answer."""

    @property
    def position(self) -> tuple[int, int]:
        """This question's number, and how many there are."""
        done = self.answered - isinstance(self.step, Feedback)
        coming = self.to_come + isinstance(self.step, Feedback)
        return done + 1, done + max(1, coming)

    @property
    def question(self) -> Question | None:
        """The question that is on screen, in whatever state."""
        match self.step:
            case Question():
                return self.step
            case LessonStep() | CorrectedStep() | Revealed() | Feedback():
                return self.step.question
            case Finished():
                return None

    def asked(self, phase: Phase, card: Card, today: date) -> Phase:
        """The phase with the day on which the card is really asked, given the day to be ready by."""
        known = self.memory.cards.get(card.id)
        if not isinstance(phase, Review) or known is None:
            return phase
        return replace(phase, due=due_on(replace(known, phase=phase), card, today, self.scope.horizon))

    def reveal(self, now: Moment, typed: str = "") -> Session:
        """Show the answer of a card that the learner grades herself."""
        if not isinstance(self.step, Question):
            return self
        return replace(
            self, step=Revealed(self.step, now, prospects.outcomes(self.memory, self._load, self.step.card, now), typed)
        )

    def answer(self, response: Response, now: Moment, id_: EventId) -> Move | Session | Misread:
        """Score an answer; a session without an event means that the learner is to grade it herself."""
        question = self.step
        if not isinstance(question, Question):
            return self
        misread = grading.misread(question, response)
        if misread is not None:
            return misread
        graded = grading.grade(question, response)
        if graded is None:
            return self.reveal(now, grading.kept(response.text) if isinstance(response, Typed) else "")
        return self._scored(now, id_, graded, response)

    @property
    def asks_confidence(self) -> bool:
        """Whether the learner is to say how sure she is of the present question's answer."""
        return isinstance(self.step, Question) and grading.asks_confidence(self.step.card, self.scope.learner)

    def misread(self, response: Response) -> Misread | None:
        """Why the answer cannot be scored, or `None` when it can, or need not be."""
        return grading.misread(self.step, response) if isinstance(self.step, Question) else None

    def rate(self, rating: Rating, now: Moment, id_: EventId) -> Move | None:
        """Grade a revealed card and go on; `None` when there is nothing to grade."""
        step = self.step
        if not isinstance(step, Revealed):
            return None
        phase = step.outcomes[rating]
        event = self._event(step.question, step.at, id_, rating, phase, response=step.typed)
        return Move(self._having(event, phase, Finished()).next_card(now), event)

    def proceed(self, now: Moment) -> Session:
        """From a lesson to its question, from feedback to the next question."""
        match self.step:
            case LessonStep(question=question) | CorrectedStep(question=question):
                return replace(self, step=replace(question, shown=now))
            case Feedback():
                return self.next_card(now)
            case _:
                return self

    def undo(self, now: Moment, id_: EventId) -> Move | None:
        """Take the last answer of this sitting back; `None` when there is none."""
        if self.before is None or self.last is None:
            return None
        event = Retracted(id=id_, at=now.at, day=now.day, target=self.last.id, card=self.last.card)
        # Notes and flags that were put on cards since stay.
        marks = dict(self.memory.marks)
        before = self.before
        if isinstance(self.last, Marked):
            key = (self.last.mark, self.last.card)
            marks.pop(key, None)
            marks |= {key: before.memory.marks[key]} if key in before.memory.marks else {}
        before = replace(before, memory=replace(before.memory, marks=marks))
        if isinstance(self.last, Marked) and not isinstance(before.step, Question):
            return Move(before, event)
        return Move(before.asking_again(now), event)

    def overrule(self, now: Moment, ids: tuple[EventId, EventId]) -> tuple[Move, Move] | None:
        """Say "I was right" after a typed answer was not taken.

        That answer is taken back, and a self-graded one stands in its place. `None` where that is not allowed: nobody's
        word is taken for a number, nor for what was not typed.
        """
        step = self.step
        if not isinstance(step, Feedback) or not self.may_overrule:
            return None
        back = self.undo(now, ids[0])
        assert back is not None
        again = back.session
        question = replace(step.question, shown=step.question.shown)
        answered = Moment(step.event.at, step.event.day)
        phase = prospects.outcomes(again.memory, again._load, question.card, answered)[Rating.GOOD]
        event = replace(
            again._event(question, answered, ids[1], Rating.GOOD, phase, response=step.event.response),
            ms=step.event.ms,
        )
        after = again._having(event, phase, Feedback(question, event, phase, step.given))
        return back, Move(after, event)

    @property
    def may_overrule(self) -> bool:
        """Whether the learner may say that a typed answer was right after all."""
        step = self.step
        wrong = isinstance(step, Feedback) and step.event.correct is False and self.last is step.event
        return wrong and isinstance(step, Feedback) and grading.can_be_overruled(step.question.card)

    def mark(self, card: CardId, mark: Mark, value: str, now: Moment, id_: EventId) -> Move | Misread:
        """Put a mark on a card, or with an empty value take it off.

        The present card, when it is put off or aside, is left for the next one. Safety points are neither [E11].
        """
        question = self.question
        if self.scope.cards[card].critical and mark in _ASIDE:
            return Misread("Safety points are not put aside. Press f to ask about it: it goes on your page")
        at = self.memory.after_mark(mark, card, now.at)
        event = Marked(id=id_, at=at, day=now.day, card=card, mark=mark, value=value)
        marked = replace(self, memory=fold.apply(self.memory, event))
        if mark not in _ASIDE or not value or question is None or question.card.id != card:
            return Move(marked, event)
        answered = isinstance(self.step, Feedback)
        known = self.memory.cards.get(question.card.id)
        waits = known is not None and isinstance(known.phase, Learning)
        left = self.to_come - (self._left(question.card) if waits or not answered else 0)
        waiting = self.queue.without(question.card.id)
        after = replace(marked, queue=waiting, to_come=max(0, left), before=self, last=event)
        return Move(after.next_card(now), event)

    def rescoped(self, scope: Scope, now: Moment) -> Session:
        """This session on decks that were read anew; what was answered before can still be taken back from the log."""
        waiting = self.queue.only(scope.cards)
        fresh = replace(self, scope=scope, queue=waiting, before=None, last=None)
        question = self.question
        card = None if question is None else scope.cards.get(question.card.id)
        if question is None or isinstance(self.step, Feedback):
            return fresh if card is not None or question is None else fresh.next_card(now)
        return fresh.next_card(now) if card is None else replace(fresh, step=fresh.ask(card, now))

    def asking_again(self, now: Moment) -> Session:
        """This session with its question open again, as after an answer was taken back."""
        question = self.question
        return self if question is None else replace(self, step=replace(question, shown=now))

    def end(self, now: Moment, id_: EventId) -> Move | None:
        """Leave; `None` when nothing was answered in this sitting."""
        if not self.results:
            return None
        event = SessionEnded(id=id_, at=now.at, day=now.day, session=self.id, answered=len(self.results))
        return Move(replace(self, step=Finished()), event)

    def _scored(self, now: Moment, id_: EventId, graded: Graded, response: Response) -> Move:
        question = self.step
        assert isinstance(question, Question)
        rating = grading.rating_for(correct=graded.correct, confidence=response.confidence)
        phase = prospects.advanced(self.memory, self._load, question.card, rating, now)
        event = self._event(
            question,
            now,
            id_,
            rating,
            phase,
            response=graded.text,
            correct=graded.correct,
            confidence=response.confidence,
        )
        feedback = Feedback(question, event, phase, response, graded.slip)
        return Move(self._having(event, phase, feedback), event)

    def _event(
        self,
        question: Question,
        at: Moment,
        id_: EventId,
        rating: Rating,
        phase: Phase,
        *,
        response: str,
        correct: bool | None = None,
        confidence: Confidence | None = None,
    ) -> Reviewed:
        card = question.card
        return Reviewed(
            id=id_,
            at=at.at,
            day=at.day,
            card=card.id,
            meaning=card.meaning,
            rating=rating,
            correct=correct,
            confidence=confidence,
            critical=card.critical,
            mode=self.mode,
            response=response,
            key=grading.key_text(card),
            interval=interval_of(phase) if self.mode == STUDY else None,
            seed=question.seed if question.order else None,
            ms=max(0, round((at.at - question.shown.at).total_seconds() * 1000)),
            session=self.id,
            deck_version=self.scope.decks[card.deck].version,
        )

    @property
    def _load(self) -> Load:
        if self.load is not None:
            return self.load
        return Load.of((card.phase for card in self.memory.cards.values()), self.scope.easy)

    def _left(self, card: Card) -> int:
        """How many more right answers the card needs in this sitting."""
        if self.mode != STUDY:
            return 1
        return steps_left(standing(self.memory.cards.get(card.id), card), critical=card.critical)

    def _having(self, event: Reviewed, phase: Phase, step: Step) -> Session:
        """This session at `step`, once `event` has been stored and led to `phase`."""
        card = self.scope.cards[event.card]
        waiting = self.queue
        left = 0
        load = self._load
        if self.mode != STUDY:
            if event.rating is Rating.AGAIN:
                waiting, left = waiting.again(event.card), 1
        else:
            load = load.after(standing(self.memory.cards.get(event.card), card), phase)
            if isinstance(phase, Learning):
                waiting = waiting.returning(event.card, phase.due)
                left = steps_left(phase, critical=card.critical)
        # Built outright, since `replace` takes twice as long and this is done at each answer.
        return Session(
            self.id,
            self.scope,
            fold.apply(self.memory, event, phase),
            waiting,
            step,
            self.answered + 1,
            max(0, self.to_come - self._left(card) + left),
            before=self,
            last=event,
            results=(*self.results, event),
            lessons_seen=self.lessons_seen,
            mode=self.mode,
            until=self.until,
            load=load,
        )

    def next_card(self, now: Moment) -> Session:
        """On to the next question, or to the end."""
        if self.until is not None and now.at >= self.until:
            return replace(self, step=Finished())
        id_, waiting = queue.choose(self.queue, now.at, self.scope.groups)
        if id_ is None:
            return replace(self, queue=waiting, step=Finished())
        card = self.scope.cards[id_]
        question = self.ask(card, now)
        known = self.memory.cards.get(id_)
        if self.mode == STUDY and known is not None and known.meaning != card.meaning:
            before = card.correction.before if card.correction else known.taught
            return replace(self, queue=waiting, step=CorrectedStep(question, before))
        lesson = self.scope.lesson(card)
        key = (card.deck, card.objective)
        if lesson is None or self.mode != STUDY or key in self.lessons_seen or not self._needs_lesson(card):
            return replace(self, queue=waiting, step=question)
        seen = self.lessons_seen | {key}
        return replace(self, queue=waiting, step=LessonStep(lesson, question), lessons_seen=seen)

    def _needs_lesson(self, card: Card) -> bool:
        """Before the first question of an objective [E02], and again once a card of it keeps being forgotten [E23]."""
        known = self.memory.cards.get(card.id)
        if known is not None and known.lapses >= LEECH:
            return True
        deck = self.scope.decks[card.deck]
        return not any(each.id in self.memory.cards for each in deck.cards if each.objective == card.objective)

    def ask(self, card: Card, now: Moment) -> Question:
        """The question that the card is asked with now."""
        before = self.memory.cards.get(card.id)
        reps = 0 if before is None else before.reps
        tries = len(self.results) if self.mode != STUDY else 0
        digest = blake2b(f"{self.id}\x1f{card.id}\x1f{reps + tries}".encode(), digest_size=4).digest()
        seed = int.from_bytes(digest)
        return Question(card, now, seed, shown_order(card, seed))
