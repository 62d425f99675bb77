"""The ways between the screens: into a session and out of it, to an exam, the page and the editor.

Whatever reads the history or plans a day does so on the writing thread, so that the screen stays alive meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from textual.app import App

from ldn_learn.errors import LdnError
from ldn_learn.study import summing_up
from ldn_learn.study.steps import Finished

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.insight.overview import Overview
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.scope import Scope
    from ldn_learn.study.session import Session
    from ldn_learn.tui.screens.home import HomeScreen
    from ldn_learn.workspace import Workspace
    from ldn_learn.workspace.exams import ExamRequest
    from ldn_learn.workspace.request import Request

_Result = TypeVar("_Result")

_HOME: Final = "home"


class Flow(App[None]):
    """What the app and its screens call to get somewhere else."""

    workspace: Workspace
    request: Request | None
    """What was asked for at the start."""
    is_leaving = False
    """Whether the program ends; keys that are waiting do nothing any more."""

    @property
    def home(self) -> HomeScreen:
        """The screen that everything comes back to."""
        raise NotImplementedError

    async def in_background(self, work: Callable[[], _Result]) -> _Result:
        """Do something that waits for the disk, on the writing thread, while the screen stays alive."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Show a sentence on the topmost screen that has a place for it."""
        raise NotImplementedError

    def study(self, request: Request | None, *, undo: bool = False) -> None:
        """Begin a session; with `undo`, at the last answer, which is taken back."""
        from ldn_learn.workspace.request import Request

        wanted = request or Request()
        self.call_later(self._begin, lambda: self._asked(wanted, undo=undo))

    def _asked(self, request: Request, *, undo: bool) -> Session | str:
        """The session, or a sentence that says why there is none."""
        session = self.workspace.asked(request)
        self.workspace.prepare()
        if not undo:
            return session
        move = self.workspace.undo(session)
        if move is None:
            return "There is no answer to take back."
        self.workspace.store(move.event)
        return move.session

    async def _begin(self, begin: Callable[[], Session | str]) -> None:
        from ldn_learn.tui.screens.study import StudyScreen

        origin = self.screen
        if self.is_leaving or isinstance(origin, StudyScreen):
            return
        try:
            session = await self.in_background(begin)
        except LdnError as error:
            session = str(error)
        if self.screen is not origin or self.is_leaving:
            return
        if isinstance(session, str):
            self.home.tell(session)
        elif isinstance(session.step, Finished):
            self.home.tell("Nothing waits here now.")
        else:
            self.push_screen(StudyScreen(session))

    async def leave(self, session: Session) -> None:
        """From a session to its summary, with Home below."""
        view: Overview | None = None
        try:
            view = await self.in_background(self._looked_anew)
        except LdnError as error:
            self.home.notice = str(error)
        if view is not None:
            self.home.renew(view)
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.add_mode(_HOME, lambda: self.home)
            self.switch_mode(_HOME)
        if session.results and view is not None:
            from ldn_learn.tui.screens.summary import SummaryScreen

            self.push_screen(SummaryScreen(session, view.safety), lambda next_: self._summed_up(session, next_))

    def _looked_anew(self) -> Overview:
        self.workspace.refresh()
        return self.workspace.overview()

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
            self.study(self.request, undo=True)
        elif next_ == "over":
            self.go_over(summing_up.missed(session))

    def go_over(self, cards: Sequence[CardId], *, relearn: bool = False) -> None:
        """A session over these cards: outside the schedule, or with `relearn` as answers that count."""
        self.call_later(self._begin, lambda: self.workspace.go_over(cards, relearn=relearn))

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
        if not self.is_leaving and self.screen is self.home:
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
