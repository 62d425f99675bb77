"""Home: what waits today, and how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import LdnError
from ldn_learn.study import wording
from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import home
from ldn_learn.workspace.request import Request

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.insight.overview import Overview
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

_WHO = {Audience.PATIENT: "patient", Audience.TRAINEE: "trainee", Audience.BOTH: "educator"}


class HomeScreen(Page[None]):
    """The base of the app."""

    KEYS: ClassVar = (
        keys.GO,
        keys.FIVE,
        keys.MORE,
        keys.READY,
        keys.PAGE,
        keys.SETTINGS,
        keys.UP,
        keys.DOWN,
        keys.UNDO,
        keys.CRAM,
        keys.EXAM,
        keys.ASIDE,
        keys.ALL_WORDS,
        keys.THEME,
        *keys.SCROLLING,
        *keys.EVERYWHERE,
        keys.QUIT,
    )
    BINDINGS: ClassVar = keys.bindings(KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self._view: Overview | None = None
        self._fresh = False
        self.notice = ""

    def heading(self) -> tuple[str, str]:
        today = wording.day_line(self.learn.workspace.now().day)
        return "ldn-learn", f"{today} · {_WHO[self.learn.workspace.learner]}"

    def sheet(self, width: int) -> Sheet:
        workspace = self.learn.workspace
        return home.sheet(
            self.view,
            workspace.library.broken,
            cursor=self._cursor,
            today=workspace.now().day,
            ready_by=self._ready_by(),
            notice=self.notice,
            width=width,
        )

    @property
    def view(self) -> Overview:
        """Today's overview, computed when the screen comes up."""
        if self._view is None:
            try:
                self._view = self.learn.workspace.overview()
            except LdnError as error:
                # What was known before the history became unreadable is still there.
                self.notice = str(error)
                self._view = self.learn.workspace.overview()
        return self._view

    def face(self, key: Key) -> tuple[str, str]:
        if key is keys.GO:
            return "enter", "Study" if self._cursor == 0 else "Study this deck"
        return super().face(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go":
            return bool(self.view.cards)
        if action == "five":
            return self.view.cards > 0
        if action == "more":
            return not self.view.cards and self.view.more_new > 0
        if action in ("undo", "cram"):
            return bool(self.learn.workspace.memory.cards)
        return True

    def renew(self, view: Overview) -> None:
        """Show this overview when the screen comes up again."""
        self._view, self._fresh = view, True

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self._fresh or self._view is None:
            self._fresh = False
        else:
            self.call_later(self._look_anew)

    async def _look_anew(self) -> None:
        """What another screen did may show here."""
        space = self.learn.workspace
        try:
            self._view = await self.learn.in_background(space.overview)
        except LdnError as error:
            self.notice = str(error)
        self.redraw()

    def tell(self, notice: str) -> None:
        """Show a sentence below the decks."""
        self.notice = notice
        self.redraw()

    def action_move(self, step: int) -> None:
        """Move between the button and the decks."""
        self._cursor = (self._cursor + step) % (len(self.view.decks) + 1)
        self.redraw()

    def action_open(self, place: int) -> None:
        """Do what stands at `place`."""
        self._cursor = place
        self.action_go()

    def action_go(self) -> None:
        """Study today's cards, or those of the deck that is marked."""
        row = self.view.decks[self._cursor - 1] if self._cursor else None
        self.notice = ""
        self.learn.study(Request() if row is None else Request((row.id,)))

    def action_five(self) -> None:
        """Five minutes of today's cards."""
        self.learn.study(Request(minutes=5))

    def action_cram(self) -> None:
        """What was begun, outside the schedule; of the deck that is marked, or of all."""
        row = self.view.decks[self._cursor - 1] if self._cursor else None
        self.learn.study(Request(() if row is None else (row.id,), cram=True))

    async def action_more(self) -> None:
        """More new cards today."""
        try:
            await self.learn.in_background(self.learn.workspace.more_today)
        except LdnError as error:
            self.tell(str(error))
            return
        await self._look_anew()
        self.tell("Today holds more new cards now.")

    def action_ready(self) -> None:
        """The readiness check."""
        self.learn.check_readiness()

    def action_exam(self) -> None:
        """An exam."""
        self.learn.take_exam()

    async def action_handout(self) -> None:
        """The page for the visit."""
        await self.learn.show_page()

    def action_words(self) -> None:
        """What the words of all decks mean."""
        from ldn_learn.tui.screens.words import WordsScreen

        self.app.push_screen(WordsScreen((), self.learn.workspace.shelf.glossary()))

    def action_aside(self) -> None:
        """What was put aside."""
        from ldn_learn.tui.screens.aside import AsideScreen

        self.app.push_screen(AsideScreen())

    def action_settings(self) -> None:
        """The settings."""
        from ldn_learn.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_undo(self) -> None:
        """Take back the last answer, of whichever sitting."""
        self.learn.study(Request(), undo=True)

    async def action_theme(self) -> None:
        """Dark or light."""
        await self.learn.action_theme()

    def action_leave(self) -> None:
        """End the program."""
        self.learn.quit()

    def _ready_by(self) -> date | None:
        return self.learn.workspace.ready_by
