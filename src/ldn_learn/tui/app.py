"""The Textual app: owns the workspace, the one writing thread and the way between screens."""

from __future__ import annotations

import asyncio
import gc
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from textual.app import App

from ldn_learn.errors import LdnError
from ldn_learn.study import settings, summing_up
from ldn_learn.study.steps import Finished
from ldn_learn.tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ThreadPoolExecutor

    from textual.screen import Screen

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.memory.events import Event
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.scope import Scope
    from ldn_learn.study.session import Session
    from ldn_learn.tui.screens.home import HomeScreen
    from ldn_learn.tui.screens.welcome import Introduction
    from ldn_learn.workspace import Workspace
    from ldn_learn.workspace.exams import ExamRequest
    from ldn_learn.workspace.request import Request

_Result = TypeVar("_Result")

_HOME: Final = "home"


class LdnLearn(App[None]):
    """ldn-learn on the screen.

    Home is the base of the app, unless it starts with a session: then that is the base, so that the first card is the
    first thing that is painted, and Home becomes a mode of its own when the session is left.
    """

    TITLE = "ldn-learn"
    ENABLE_COMMAND_PALETTE = False  # every action has a key of its own, listed by one key
    CSS_PATH: ClassVar = Path(__file__).with_name("app.tcss")

    def __init__(
        self,
        workspace: Workspace,
        request: Request | None = None,
        session: Session | None = None,
        *,
        opening: Callable[[LdnLearn], object] | None = None,
    ) -> None:
        super().__init__()
        self._opening = opening
        self.workspace = workspace
        self._request = request
        self._first = session
        self._leaving = False
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # Set without its watcher, which would have every style parsed a second time before the first paint.
        kept = workspace.memory.setting(settings.THEME)
        self.set_reactive(App.theme, LIGHT.name if kept == LIGHT.name else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        if self._first is None:
            return self.home
        from ldn_learn.tui.screens.study import StudyScreen

        return StudyScreen(self._first)

    @cached_property
    def home(self) -> HomeScreen:
        """The screen that everything comes back to."""
        from ldn_learn.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        self.call_after_refresh(self._painted)
        if self._opening is not None:
            self.call_after_refresh(self._opening, self)
        elif self._first is None and self.workspace.is_first_run:
            from ldn_learn.tui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(), self._introduced)

    def on_unmount(self) -> None:
        if "_writer" in self.__dict__:
            self._writer.shutdown(wait=True)

    @cached_property
    def _writer(self) -> ThreadPoolExecutor:
        # One thread writes, so that answers reach the disk in their order.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")

    async def _painted(self) -> None:
        """After the first paint: wake the garbage collector, and see whether answers can be stored."""
        gc.freeze()
        gc.enable()
        if self._first is None:
            return
        try:
            await self.in_background(self.workspace.prepare)
        except LdnError as error:
            self.tell(str(error))

    def tell(self, sentence: str) -> None:
        """Show a sentence on the topmost screen that has a place for it."""
        from ldn_learn.tui.screens.study import StudyScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, StudyScreen):
                screen.tell(sentence)
                return
        self.home.tell(sentence)

    def quit(self) -> None:
        """End the program; keys that are waiting do nothing any more."""
        self._leaving = True
        self.exit()

    def action_theme(self) -> None:
        """From dark to light, and back; the choice is kept."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        try:
            self.workspace.set(settings.THEME, self.theme)
        except LdnError as error:
            self.tell(str(error))

    def ticks(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    async def in_background(self, work: Callable[[], _Result]) -> _Result:
        """Do something that waits for the disk, on the writing thread, while the screen stays alive."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def store(self, event: Event) -> None:
        """Put an event on the disk. Raises `StoreError`."""
        await self.in_background(lambda: self.workspace.store(event))

    def study(self, request: Request | None, *, undo: bool = False) -> None:
        """Begin a session; with `undo`, at the last answer, which is taken back."""
        if self._leaving:
            return
        from ldn_learn.tui.screens.study import StudyScreen
        from ldn_learn.workspace.request import Request

        request = request or Request()
        try:
            session = self.workspace.asked(request)
            self.workspace.prepare()
            if undo:
                move = self.workspace.undo(session)
                if move is None:
                    self.home.tell("There is no answer to take back.")
                    return
                self.workspace.store(move.event)
                session = move.session
        except LdnError as error:
            self.home.tell(str(error))
            return
        if isinstance(session.step, Finished):
            self.home.tell("Nothing waits here now.")
            return
        self.push_screen(StudyScreen(session))

    def leave(self, session: Session) -> None:
        """From a session to its summary, with Home below."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.add_mode(_HOME, lambda: self.home)
            self.switch_mode(_HOME)
        try:
            self.workspace.refresh()
            safety = self.workspace.overview().safety
        except LdnError as error:
            self.home.tell(str(error))
            return
        if session.results:
            from ldn_learn.tui.screens.summary import SummaryScreen

            self.push_screen(SummaryScreen(session, safety), lambda next_: self._summed_up(session, next_))

    async def show_page(self) -> None:
        """The learner's page for the visit."""
        from ldn_learn.tui.screens.handout import HandoutScreen

        try:
            page = await self.in_background(self.workspace.handout)
        except LdnError as error:
            self.tell(str(error))
            return
        self.push_screen(HandoutScreen(page))

    def teach_back(self) -> None:
        """Own words, for the page."""
        from ldn_learn.tui.screens.teach_back import TeachBackScreen

        self.push_screen(TeachBackScreen())

    def edit(self, card: Card) -> Scope:
        """Open the card's file in the learner's editor; gives what the decks hold afterwards. Raises `LdnError`."""
        from ldn_learn.tui.editor import open_editor

        open_editor(self, self.workspace.shelf.editable(card), card.line)
        self.workspace.shelf.reload()
        return self.workspace.scope()

    def _summed_up(self, session: Session, next_: str | None) -> None:
        if next_ == "undo":
            self.study(self._request, undo=True)
        elif next_ == "over":
            self.go_over(summing_up.missed(session))

    def go_over(self, cards: Sequence[CardId], *, relearn: bool = False) -> None:
        """A session over these cards: outside the schedule, or with `relearn` as answers that count."""
        try:
            session = self.workspace.go_over(cards, relearn=relearn)
        except LdnError as error:
            self.home.tell(str(error))
            return
        if not isinstance(session.step, Finished):
            self.show_session(session)

    def check_readiness(self) -> None:
        """The readiness check, the one that was left or a new one."""
        self.call_later(self._examine, lambda: self.workspace.exams.check())

    def take_exam(self, request: ExamRequest | None = None) -> None:
        """An exam: the one that was left, or a new one."""
        from ldn_learn.workspace.exams import ExamRequest

        self.call_later(self._examine, lambda: self.workspace.exams.exam(request or ExamRequest()))

    async def _examine(self, begin: Callable[[], Exam]) -> None:
        try:
            exam = await self.in_background(begin)
        except LdnError as error:
            self.home.tell(str(error))
            return
        if not self._leaving and self.screen is self.home:
            self.examine(exam)

    def examine(self, exam: Exam) -> None:
        """Put an exam or a readiness check on the screen."""
        from ldn_learn.tui.screens.exam import ExamScreen

        self.push_screen(ExamScreen(exam), self._examined)

    def _examined(self, outcome: ExamResult | str | None) -> None:
        from ldn_learn.insight.exam_report import ExamResult, score
        from ldn_learn.tui.screens.exam_result import ExamResultScreen

        if not isinstance(outcome, ExamResult):
            self.home.tell(outcome or "")
            return
        cards = [item.card for item in score(outcome).to_go_over]

        def next_step(over: bool | None) -> None:
            if over:
                self.go_over(cards, relearn=True)

        self.push_screen(ExamResultScreen(outcome), next_step)

    def show_session(self, session: Session) -> None:
        """Put a session on the screen."""
        from ldn_learn.tui.screens.study import StudyScreen

        self.push_screen(StudyScreen(session))

    def _introduced(self, introduction: Introduction | None) -> None:
        if introduction is None:
            self.quit()
            return
        try:
            self.workspace.introduce(introduction.audience, introduction.ready_by)
        except LdnError as error:
            self.home.tell(str(error))
            return
        self.study(self._request)
