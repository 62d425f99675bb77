"""Exams and readiness checks of one learner: begun, gone on with, handed in, and looked back on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.errors import UsageError
from ldn_learn.insight.exam_log import Sitting, result_of, sittings
from ldn_learn.memory.events import EXAM, READY, ExamStarted, SessionId
from ldn_learn.study import exam, sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.scope import Scope
    from ldn_learn.workspace.workspace import Workspace

ITEMS: Final = 20
"""Questions of an exam, unless it says otherwise."""

_OPEN_FOR: Final = timedelta(days=1)
"""How long an exam that was left can be gone on with."""

_SEEDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ExamRequest:
    """What an exam is to be like."""

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    items: int = ITEMS
    seed: int | None = None
    minutes: int = 0
    pass_mark: int = exam.PASS_MARK


class Exams:
    """What a workspace can do about exams. Each method reads the history, so none belongs on the event loop."""

    def __init__(self, workspace: Workspace) -> None:
        self._space = workspace

    def exam(self, request: ExamRequest = ExamRequest()) -> Exam:
        """The exam that was left, when it is the same or nothing was asked for, else a new one. Raises `LdnError`."""
        left = self.open_exam(EXAM)
        if left is not None and (request == ExamRequest() or self._same(left.started, request)):
            return left
        return self.begin(request)

    def check(self) -> Exam:
        """The readiness check that was left, or a new one. Raises `LdnError`."""
        return self.open_exam(READY) or self.begin_readiness()

    def open_exam(self, mode: str) -> Exam | None:
        """The exam that was begun within a day and not handed in. Raises `LdnError`."""
        now = self._space.now()
        left = [each for each in self._sittings(mode) if each.ended is None]
        if not left or abs(now.at - left[-1].started.at) > _OPEN_FOR:
            return None
        found = exam.begin(left[-1].started, self._space.scope(), now, left[-1].answers)
        return found if found.items else None

    def begin(self, request: ExamRequest = ExamRequest()) -> Exam:
        """A new exam, not in the history yet; all cards that can be scored when there are fewer. Raises `LdnError`."""
        scope = self._space.scope(request.decks, request.tags)
        seed = self._space.chance(_SEEDS) if request.seed is None else request.seed
        cards = sample.blueprint(scope.cards, scope.decks, seed, request.items)
        if not cards:
            raise UsageError("There is no card here that the app can score, so there is no exam. Choose other decks.")
        drawn = self._drawn(EXAM, seed, cards, scope, request.minutes, request.pass_mark)
        return replace(drawn, wanted=request.items)

    def begin_readiness(self) -> Exam:
        """A new readiness check, not in the history yet. Raises `UsageError` on the day of the last one."""
        scope = self._space.scope()
        last = max((each for each in self._sittings(READY) if each.ended), key=lambda each: each.day, default=None)
        if last is not None and last.day >= self._space.now().day:
            raise UsageError("You have taken the check today. You can take it again tomorrow, with other questions.")
        seed = self._space.chance(_SEEDS)
        cards = sample.readiness(scope.cards, seed, frozenset(last.started.cards) if last else frozenset())
        if not any(scope.cards[id_].critical for id_ in cards):
            raise UsageError("These decks have no safety points to check. Leave --decks away to use the shipped ones.")
        return self._drawn(READY, seed, cards, scope, 0, exam.PASS_MARK)

    def start(self, drawn: Exam) -> Exam:
        """Put a new exam into the history; its time begins now. Raises `StoreError`."""
        now = self._space.now()
        started = drawn.start(now, self._space.new_id(now))
        self._space.store(started.started)
        return started

    def hand_in(self, taken: Exam) -> ExamResult:
        """End an exam with the answers that stand in the history, and tell its result. Raises `StoreError`."""
        session = taken.started.session
        sitting = next(each for each in self._sittings() if each.started.session == session)
        if sitting.ended is None:
            # A clock that was put back must not make the end come before an answer.
            now = self._space.now()
            now = replace(now, at=max(now.at, sitting.last))
            self._space.store(taken.standing(sitting.answers).hand_in(now, self._space.new_id(now)))
        result = self.result(session)
        assert result is not None
        return result

    def results(self) -> list[ExamResult]:
        """All exams and checks that were handed in, the last one at the end. Raises `StoreError`."""
        ended = [(each.ended.order, each) for each in self._sittings() if each.ended is not None]
        return [self._result(each) for _, each in sorted(ended, key=lambda pair: pair[0])]

    def result(self, session: SessionId) -> ExamResult | None:
        """One exam that was handed in, by its id. Raises `StoreError`."""
        found = (each for each in self._sittings() if each.ended is not None and each.started.session == session)
        return next((self._result(each) for each in found), None)

    def _sittings(self, mode: str = "") -> list[Sitting]:
        found = sittings(self._space.events())
        return [each for each in found if mode in ("", each.started.mode)]

    def _same(self, started: ExamStarted, request: ExamRequest) -> bool:
        """Whether a request asks for the exam that was begun."""
        if (request.minutes, request.pass_mark) != (started.minutes, started.pass_mark):
            return False
        scope = self._space.scope(request.decks, request.tags)
        cards = sample.blueprint(scope.cards, scope.decks, started.seed, request.items)
        return request.seed in (None, started.seed) and tuple(cards) == started.cards

    def _result(self, sitting: Sitting) -> ExamResult:
        space = self._space
        return result_of(sitting, space.library, space.memory, space.now(), self._cited)

    def _cited(self, card: Card) -> tuple[str, ...]:
        from ldn_learn.study import wording

        return tuple(wording.citation(source, locator) for source, locator in self._space.cited(card))

    def _drawn(self, mode: str, seed: int, cards: Sequence[CardId], scope: Scope, minutes: int, pass_mark: int) -> Exam:
        now = self._space.now()
        started = ExamStarted(
            id=self._space.new_id(now),
            at=now.at,
            day=now.day,
            session=SessionId(self._space.new_id(now)),
            mode=mode,
            seed=seed,
            pass_mark=pass_mark,
            cards=tuple(cards),
            minutes=minutes,
        )
        return replace(exam.begin(started, scope, now), begun=False)
