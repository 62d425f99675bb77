"""The first run: one sentence of purpose, who you are, the day to be ready by, and on to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ldn_learn.study.dates import future_date
from ldn_learn.tui import keys
from ldn_learn.tui.page import Body, Page
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from datetime import date

    from textual.widgets import Input

    from ldn_learn.decks.cards import Audience
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the learner said on the first run."""

    audience: Audience
    ready_by: date | None


class WelcomeScreen(Page[Introduction | None]):
    """Asks who the learner is; `None` when she leaves."""

    KEYS: ClassVar = (keys.DIGIT, keys.GO, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE, keys.BACK)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def __init__(self) -> None:
        super().__init__()
        self._picked = 0
        self._asking_date = False
        self._notice = ""
        self._done = False

    def heading(self) -> tuple[str, str]:
        return "ldn-learn", "Welcome"

    def sheet(self, width: int) -> Sheet:
        return pages.welcome(self._picked, asking_date=self._asking_date, notice=self._notice, width=width)

    def face(self, key: Key) -> tuple[str, str]:
        if key is keys.DIGIT:
            return "1-3", "Choose"
        return super().face(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (self._asking_date and action in ("digit", "go", "leave"))

    def action_digit(self, digit: int) -> None:
        """Choose who you are."""
        if digit <= len(pages.WHO):
            self._picked = digit - 1
            self.redraw()

    def action_move(self, step: int) -> None:
        """Choose the one above or below."""
        if not self._asking_date:
            self._picked = (self._picked + step) % len(pages.WHO)
            self.redraw()

    async def action_go(self) -> None:
        """On to the date."""
        from ldn_learn.tui.answer import AnswerInput

        self._asking_date = True
        self.redraw()
        field = AnswerInput(placeholder="date, or enter to skip")
        await self.query_one("#body", Body).mount(field)
        field.focus()
        self.call_after_refresh(field.scroll_visible, animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the date, or say what is amiss."""
        today = self.learn.workspace.now().day
        day = future_date(event.value, today) if event.value.strip() else None
        if isinstance(day, str):
            self._notice = f"{day}, or delete it to skip."
            self.redraw()
            self.call_after_refresh(event.input.scroll_visible, animate=False)
            return
        if not self._done:
            # A second enter may have been waiting already.
            self._done = True
            self.dismiss(Introduction(pages.WHO[self._picked][0], day))

    async def action_back(self) -> None:
        """From the date to who you are, from there out."""
        if not self._asking_date:
            self.dismiss(None)
            return
        await self.query("AnswerInput").remove()
        self._asking_date, self._notice = False, ""
        self.redraw()

    def action_leave(self) -> None:
        """Leave without saying."""
        self.dismiss(None)
