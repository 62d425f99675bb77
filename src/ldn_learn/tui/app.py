"""The Textual app: owns the workspace, the one writing thread and the way between screens."""

from __future__ import annotations

import asyncio
import gc
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App

from ldn_learn.errors import LdnError
from ldn_learn.study import settings
from ldn_learn.tui.flow import Flow
from ldn_learn.tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from textual.screen import Screen

    from ldn_learn.memory.events import Event
    from ldn_learn.study.session import Session
    from ldn_learn.tui.screens.home import HomeScreen
    from ldn_learn.tui.screens.welcome import Introduction
    from ldn_learn.workspace import Workspace
    from ldn_learn.workspace.request import Request

_Result = TypeVar("_Result")


class LdnLearn(Flow):
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
        base: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        """`base` makes another screen than Home the first one; `opening` is called once Home is there."""
        super().__init__()
        self._opening = opening
        self._base = base
        self.workspace = workspace
        self.request = request
        self._first = session
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # Set without its watcher, which would have every style parsed a second time before the first paint.
        kept = workspace.memory.setting(settings.THEME)
        self.set_reactive(App.theme, LIGHT.name if kept == LIGHT.name else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        if self._base is not None:
            return self._base()
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
        elif self._first is None and self._base is None and self.workspace.is_first_run:
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
        """End the program."""
        self.is_leaving = True
        self.exit()

    async def action_theme(self) -> None:
        """From dark to light, and back; the choice is kept."""
        chosen = self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        try:
            await self.in_background(lambda: self.workspace.set(settings.THEME, chosen))
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

    def _introduced(self, introduction: Introduction | None) -> None:
        if introduction is None:
            self.quit()
        else:
            self.call_later(self._introduce, introduction)

    async def _introduce(self, introduction: Introduction) -> None:
        try:
            await self.in_background(lambda: self.workspace.introduce(introduction.audience, introduction.ready_by))
        except LdnError as error:
            self.home.tell(str(error))
            return
        self.study(self.request)
