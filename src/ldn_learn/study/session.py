"""A study session as a value: each answer gives the next session and the event to store.

Nothing here reads a clock, draws a random number or writes. The caller passes the moment and the id of the event,
stores the event, and only then shows the session that came with it.

The values here are told apart by identity: comparing two whole sessions field by field has no use.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Audience, Card, CardId, Choice, Cloze, Deck, DeckId, Lesson, Number
from ldn_learn.memory import fold, queue
from ldn_learn.memory.days import Moment
from ldn_learn.memory.events import Confidence, EventId, Rating, Retracted, Reviewed, SessionEnded, SessionId
from ldn_learn.memory.scheduling import Learning, Phase, advance, outcomes, steps_left
from ldn_learn.study import grading
from ldn_learn.study.grading import Misread
from ldn_learn.study.steps import Chosen, Feedback, Finished, LessonStep, Question, Response, Revealed, Step, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.memory.fold import Memory


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """What an answer does: store `event`, then show `session`."""

    session: Session
    event: Reviewed | Retracted | SessionEnded


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What a session draws from; the same for all of its steps."""

    cards: Mapping[CardId, Card]
    decks: Mapping[DeckId, Deck]
    learner: Audience
    groups: Mapping[CardId, str]
    lessons: Mapping[tuple[DeckId, str], Lesson]
    """By deck and objective."""

    @classmethod
    def of(cls, cards: Mapping[CardId, Card], decks: Mapping[DeckId, Deck], learner: Audience) -> Scope:
        """The scope of these cards."""
        lessons = {(deck.id, each.objective): each for deck in decks.values() for each in deck.lessons}
        groups = {id_: f"{card.deck}/{card.group}" for id_, card in cards.items() if card.group}
        return cls(cards, decks, learner, groups, lessons)


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
    last: Reviewed | None = None
    """The last answer of this sitting."""
    results: tuple[Reviewed, ...] = ()
    """The answers of this sitting that stand."""
    lessons_seen: frozenset[tuple[DeckId, str]] = field(default_factory=frozenset)

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
            case LessonStep(question=question) | Revealed(question=question) | Feedback(question=question):
                return question
            case Finished():
                return None

    def reveal(self, now: Moment, typed: str = "") -> Session:
        """Show the answer of a card that the learner grades herself."""
        if not isinstance(self.step, Question):
            return self
        return replace(self, step=Revealed(self.step, now, self._outcomes(self.step.card, now), typed))

    def answer(self, response: Response, now: Moment, id_: EventId) -> Move | Session | Misread:
        """Score an answer; a session without an event means that the learner is to grade it herself."""
        question = self.step
        if not isinstance(question, Question):
            return self
        misread = self.misread(response)
        if misread is not None:
            return misread
        card = question.card
        match card, response:
            case Choice(), Chosen():
                option = card.options[question.order[response.place]]
                return self._scored(now, id_, option.correct, option.text, response.confidence)
            case Number(), Typed():
                right = grading.number_is_right(response.text, card)
                return self._scored(now, id_, right, grading.kept(response.text), response.confidence)
            case Cloze(), Typed() if grading.gap_is_right(response.text, card):
                return self._scored(now, id_, True, grading.kept(response.text), response.confidence)
            case _:
                return self.reveal(now, grading.kept(response.text) if isinstance(response, Typed) else "")

    @property
    def asks_confidence(self) -> bool:
        """Whether the learner is to say how sure she is of the present question's answer."""
        return isinstance(self.step, Question) and grading.asks_confidence(self.step.card, self.scope.learner)

    def misread(self, response: Response) -> Misread | None:
        """Why the answer cannot be scored, or `None` when it can, or need not be."""
        card = self.step.card if isinstance(self.step, Question) else None
        match card, response:
            case Choice(), Chosen(place=place) if 0 <= place < len(card.options):
                return None
            case Choice(), _:
                return Misread(f"Type a number from 1 to {len(card.options)}")
            case Number(), Typed():
                value = grading.read_number(response.text, card)
                return value if isinstance(value, Misread) else None
            case _:
                return None

    def rate(self, rating: Rating, now: Moment, id_: EventId) -> Move | None:
        """Grade a revealed card and go on; `None` when there is nothing to grade."""
        step = self.step
        if not isinstance(step, Revealed):
            return None
        event = self._event(step.question, step.at, id_, rating, response=step.typed)
        after = self._having(event, step.outcomes[rating], Finished())
        return Move(after._next(now), event)

    def proceed(self, now: Moment) -> Session:
        """From a lesson to its question, from feedback to the next question."""
        match self.step:
            case LessonStep(question=question):
                return replace(self, step=replace(question, shown=now))
            case Feedback():
                return self._next(now)
            case _:
                return self

    def undo(self, now: Moment, id_: EventId) -> Move | None:
        """Take the last answer of this sitting back; `None` when there is none."""
        if self.before is None or self.last is None:
            return None
        event = Retracted(id=id_, at=now.at, day=now.day, target=self.last.id, card=self.last.card)
        return Move(self.before.asking_again(now), event)

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

    def _scored(self, now: Moment, id_: EventId, correct: bool, response: str, confidence: Confidence | None) -> Move:
        question = self.step
        assert isinstance(question, Question)
        rating = grading.rating_for(correct=correct, confidence=confidence)
        phase, reps = self._standing(question.card)
        after = advance(phase, rating, now.at, now.day, question.card.id, reps=reps, critical=question.card.critical)
        event = self._event(question, now, id_, rating, correct=correct, confidence=confidence, response=response)
        return Move(self._having(event, after, Feedback(question, event, after)), event)

    def _event(
        self,
        question: Question,
        at: Moment,
        id_: EventId,
        rating: Rating,
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
            response=response,
            seed=question.seed if isinstance(card, Choice) else None,
            ms=max(0, round((at.at - question.shown.at).total_seconds() * 1000)),
            session=self.id,
            deck_version=self.scope.decks[card.deck].version,
        )

    def _standing(self, card: Card) -> tuple[Phase | None, int]:
        """The phase that the next answer starts from, and the answers before it."""
        before = self.memory.cards.get(card.id)
        phase = queue.standing(before, card)
        return phase, 0 if before is None or phase is None else before.reps

    def _outcomes(self, card: Card, now: Moment) -> Mapping[Rating, Phase]:
        phase, reps = self._standing(card)
        return outcomes(phase, now.at, now.day, card.id, reps=reps, critical=card.critical)

    def _having(self, event: Reviewed, phase: Phase, step: Step) -> Session:
        """This session at `step`, once `event` has been stored and led to `phase`."""
        card = self.scope.cards[event.card]
        before = queue.standing(self.memory.cards.get(event.card), card)
        waiting = self.queue
        left = 0
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
            max(0, self.to_come - steps_left(before, critical=card.critical) + left),
            before=self,
            last=event,
            results=(*self.results, event),
            lessons_seen=self.lessons_seen,
        )

    def _next(self, now: Moment) -> Session:
        id_, waiting = queue.choose(self.queue, now.at, self.scope.groups)
        if id_ is None:
            return replace(self, queue=waiting, step=Finished())
        question = self._ask(self.scope.cards[id_], now)
        key = (question.card.deck, question.card.objective)
        lesson = self.scope.lessons.get(key)
        if lesson is None or key in self.lessons_seen or self._met(key):
            return replace(self, queue=waiting, step=question)
        seen = self.lessons_seen | {key}
        return replace(self, queue=waiting, step=LessonStep(lesson, question), lessons_seen=seen)

    def _met(self, key: tuple[DeckId, str]) -> bool:
        """Whether a card of this objective has been answered before."""
        deck = self.scope.decks[key[0]]
        return any(card.id in self.memory.cards for card in deck.cards if card.objective == key[1])

    def _ask(self, card: Card, now: Moment) -> Question:
        before = self.memory.cards.get(card.id)
        reps = 0 if before is None else before.reps
        digest = blake2b(f"{self.id}\x1f{card.id}\x1f{reps}".encode(), digest_size=4).digest()
        seed = int.from_bytes(digest)
        return Question(card, now, seed, grading.option_order(card, seed) if isinstance(card, Choice) else ())


def start(
    id_: SessionId, scope: Scope, memory: Memory, plan: queue.Plan, now: Moment, limit: int | None = None
) -> Session:
    """A session over today's plan, at its first question; `limit` caps the cards that it holds."""
    waiting = queue.queue_of(plan, limit)
    to_come = plan.questions if limit is None else _questions(waiting, scope, memory)
    answered = memory.day_total(now.day, scope.decks).answers
    return Session(id_, scope, memory, waiting, Finished(), answered, to_come)._next(now)


def resumed(current: Session, memory: Memory, card: CardId, now: Moment, plan: queue.Plan) -> Session:
    """`current` after an answer of an earlier sitting was taken back: planned anew, with that card asked first."""
    fresh = start(current.id, current.scope, memory, plan, now)
    if card not in current.scope.cards:
        return fresh
    waiting = queue.queue_of(plan).without(card)
    question = fresh._ask(current.scope.cards[card], now)
    return replace(fresh, queue=waiting, step=question, lessons_seen=current.lessons_seen)


def _questions(waiting: queue.Queue, scope: Scope, memory: Memory) -> int:
    ids = (*waiting.ready, *(id_ for _, id_ in waiting.learning))
    cards = (scope.cards[id_] for id_ in ids)
    return sum(steps_left(queue.standing(memory.cards.get(card.id), card), critical=card.critical) for card in cards)
