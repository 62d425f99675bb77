"""The Textual app: owns the workspace, the one writing thread and the way between screens."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import App

from ldn_learn.errors import LdnError
from ldn_learn.study.session import Finished
from ldn_learn.tui.request import Request
from ldn_learn.tui.screens.home import HomeScreen
from ldn_learn.tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from ldn_learn.memory.events import Event
    from ldn_learn.study.session import Session
    from ldn_learn.tui.screens.welcome import Introduction
    from ldn_learn.workspace import Workspace

_Result = TypeVar("_Result")


class LdnLearn(App[None]):
    """ldn-learn on the screen."""

    TITLE = "ldn-learn"
    CSS_PATH: ClassVar = "app.tcss"

    def __init__(self, workspace: Workspace, request: Request | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self._request = request
        # One thread writes, so that answers reach the disk in their order.
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._home = HomeScreen()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        return self._home

    def on_mount(self) -> None:
        if self.workspace.chosen_audience is None and not self.workspace.memory.cards:
            from ldn_learn.tui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(), self._introduced)
        elif self._request is not None:
            self.study(self._request)

    def on_unmount(self) -> None:
        self._writer.shutdown(wait=True)

    def ticks(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    async def in_background(self, work: Callable[[], _Result]) -> _Result:
        """Do something that waits for the disk, on the writing thread, while the screen stays alive."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def store(self, event: Event) -> None:
        """Put an event on the disk. Raises `StoreError`."""
        await self.in_background(lambda: self.workspace.store(event))

    def study(self, request: Request, *, undo: bool = False) -> None:
        """Begin a session; with `undo`, at the last answer, which is taken back."""
        from ldn_learn.tui.screens.study import StudyScreen

        try:
            session = self.workspace.begin(request.decks, tags=request.tags, new=request.new, limit=request.limit)
            self.workspace.prepare()
            if undo:
                move = self.workspace.undo(session)
                if move is None:
                    self._home.tell("There is no answer to take back.")
                    return
                self.workspace.store(move.event)
                session = move.session
        except LdnError as error:
            self._home.tell(str(error))
            return
        if isinstance(session.step, Finished):
            self._home.tell("Nothing waits here now.")
            return
        self.push_screen(StudyScreen(session), self._left)

    def _left(self, session: Session | None) -> None:
        from ldn_learn.tui.screens.summary import SummaryScreen

        self.workspace.refresh()
        if session is not None and session.results:
            self.push_screen(SummaryScreen(session, self.workspace.overview().safety), self._summed_up)

    def _summed_up(self, undo: bool | None) -> None:
        if undo:
            self.study(self._request or Request(), undo=True)

    def _introduced(self, introduction: Introduction | None) -> None:
        if introduction is None:
            self.exit()
            return
        try:
            self.workspace.introduce(introduction.audience, introduction.ready_by)
        except LdnError as error:
            self._home.tell(str(error))
            return
        self.study(self._request or Request())
