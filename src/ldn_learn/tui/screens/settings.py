"""The settings: one line each, enter changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.errors import LdnError
from ldn_learn.study import settings
from ldn_learn.tui import keys
from ldn_learn.tui.page import Body, Page
from ldn_learn.tui.views import lists

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class SettingsScreen(Page[None]):
    """What `ldn-learn config` sets, on the screen."""

    KEYS: ClassVar = (keys.GO, keys.UP, keys.DOWN, keys.BACK, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self._editing = False
        self._notice = ""

    def heading(self) -> tuple[str, str]:
        return "Settings", ""

    def sheet(self, width: int) -> Sheet:
        space = self.learn.workspace
        rows = [(each.title, each.show(space.memory, space.learner)) for each in settings.CHOICES]
        rows.append(("Colours", "dark" if self.app.current_theme.dark else "light"))
        hint = "Press enter to change a line."
        if self._editing:
            chosen = settings.CHOICES[self._cursor]
            hint = f"{chosen.title}: type {chosen.hint}. Enter keeps it, esc leaves it as it is."
        return lists.settings_sheet(rows, self._cursor, hint, self._notice, width)

    def face(self, key: Key) -> tuple[str, str]:
        return ("enter", "Keep" if self._editing else "Change") if key is keys.GO else super().face(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (self._editing and action in ("go", "leave", "move", "open"))

    def action_move(self, direction: int) -> None:
        """The line above or below."""
        self._cursor = (self._cursor + direction) % (len(settings.CHOICES) + 1)
        self._notice = ""
        self.redraw()

    async def action_open(self, place: int) -> None:
        """Change the line that was clicked."""
        self._cursor = place
        await self.action_go()

    async def action_go(self) -> None:
        """Change the line that is marked."""
        from ldn_learn.tui.answer import AnswerInput

        self._notice = ""
        if self._cursor == len(settings.CHOICES):
            await self.learn.action_theme()
            self.redraw()
            return
        self._editing = True
        self.redraw()
        field = AnswerInput()
        await self.query_one("#body", Body).mount(field)
        field.focus()
        self.call_after_refresh(field.scroll_visible, animate=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the value, or say what is amiss."""
        chosen = settings.CHOICES[self._cursor]
        space = self.learn.workspace
        try:
            value = chosen.read(event.value, space.now().day)
            await self.learn.in_background(lambda: space.set(chosen.key, value))
        except LdnError as error:
            self._notice = str(error)
            self.redraw()
            self.call_after_refresh(event.input.scroll_visible, animate=False)
            return
        await self._close_input()

    async def _close_input(self) -> None:
        await self.query("AnswerInput").remove()
        self._editing, self._notice = False, ""
        self.redraw()

    async def action_back(self) -> None:
        """From a line to all lines, from there out."""
        if self._editing:
            await self._close_input()
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Out."""
        self.dismiss()
