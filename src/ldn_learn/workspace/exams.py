"""Exams and readiness checks of one learner: begun, gone on with, and looked back on."""

from __future__ import annotations

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
    from ldn_learn.memory.days import Moment
    from ldn_learn.study.exam import Exam
    from ldn_learn.workspace.workspace import Workspace

ITEMS: Final = 20
"""Questions of an exam, unless it says otherwise."""

_OPEN_FOR: Final = timedelta(days=1)
"""How long an exam that was left can be gone on with."""


class Exams:
    """What a workspace can do about exams. Each method reads the history, so none belongs on the event loop."""

    def __init__(self, workspace: Workspace) -> None:
        self._space = workspace

    def open_exam(self, mode: str) -> Exam | None:
        """The exam that was begun within a day and not handed in. Raises `StoreError`."""
        now = self._space.now()
        left = [each for each in sittings(self._space.events()) if each.started.mode == mode and each.ended is None]
        if not left or not timedelta() <= now.at - left[-1].started.at <= _OPEN_FOR:
            return None
        found = exam.begin(left[-1].started, self._space.scope(), now, left[-1].answers)
        return found if found.items else None

    def begin(
        self,
        decks: Sequence[str] = (),
        *,
        tags: Sequence[str] = (),
        items: int = ITEMS,
        seed: int | None = None,
        minutes: int = 0,
        pass_mark: int = exam.PASS_MARK,
    ) -> Exam:
        """A new exam, stored as begun; of all cards that can be scored when there are fewer. Raises `LdnError`."""
        scope = self._space.scope(decks, tags)
        seed = self._space.chance(1_000_000) if seed is None else seed
        cards = sample.blueprint(scope.cards, scope.decks, seed, items)
        if not cards:
            raise UsageError("There is no card here that the app can score, so there is no exam. Choose other decks.")
        return self._started(EXAM, seed, cards, minutes, pass_mark)

    def begin_readiness(self) -> Exam:
        """A new readiness check, stored as begun. Raises `UsageError` on the day of the last one."""
        now = self._space.now()
        scope = self._space.scope()
        earlier = [each for each in sittings(self._space.events()) if each.started.mode == READY and each.ended]
        if earlier and earlier[-1].day >= now.day:
            raise UsageError("You have taken the check today. You can take it again tomorrow, with other questions.")
        seed = self._space.chance(1_000_000)
        avoid = frozenset(earlier[-1].started.cards) if earlier else frozenset[CardId]()
        cards = sample.readiness(scope.cards, seed, avoid)
        if not any(scope.cards[id_].critical for id_ in cards):
            raise UsageError("These decks have no safety points to check. Leave --decks away to use the shipped ones.")
        return self._started(READY, seed, cards, 0, exam.PASS_MARK)

    def results(self) -> list[ExamResult]:
        """All exams and checks that were handed in, oldest first. Raises `StoreError`."""
        return [self._result(each) for each in sittings(self._space.events()) if each.ended is not None]

    def result(self, session: SessionId) -> ExamResult | None:
        """One exam that was handed in, by its id. Raises `StoreError`."""
        return next((result for result in self.results() if result.session == session), None)

    def _result(self, sitting: Sitting) -> ExamResult:
        space = self._space
        return result_of(sitting, space.library, space.memory, space.now(), self._cited)

    def _cited(self, card: Card) -> tuple[str, ...]:
        from ldn_learn.study import wording

        return tuple(wording.citation(source, locator) for source, locator in self._space.cited(card))

    def _started(self, mode: str, seed: int, cards: Sequence[CardId], minutes: int, pass_mark: int) -> Exam:
        now = self._space.now()
        started = self._event(now, mode, seed, cards, minutes, pass_mark)
        self._space.store(started)
        return exam.begin(started, self._space.scope(), now)

    def _event(
        self, now: Moment, mode: str, seed: int, cards: Sequence[CardId], minutes: int, pass_mark: int
    ) -> ExamStarted:
        session = SessionId(self._space.new_id(now))
        id_ = self._space.new_id(now)
        return exam.start_event(
            id_, session, now, mode=mode, seed=seed, cards=cards, minutes=minutes, pass_mark=pass_mark
        )
