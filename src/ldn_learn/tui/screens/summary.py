"""The end of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.study import summing_up
from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.insight.overview import Tally
    from ldn_learn.study.session import Session
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class SummaryScreen(Page[str]):
    """What a sitting came to; gives what is to come next: `undo`, `over`, or nothing."""

    KEYS: ClassVar = (keys.GO, keys.OVER, keys.UNDO, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.BACK, keys.LEAVE))

    def __init__(self, session: Session, safety: Tally) -> None:
        super().__init__()
        self._session = session
        self._safety = safety

    def heading(self) -> tuple[str, str]:
        return "Summary", ""

    def sheet(self, width: int) -> Sheet:
        return pages.summary(self._session, self._safety, width)

    def face(self, key: Key) -> tuple[str, str]:
        return ("enter", "Home") if key is keys.GO else super().face(key)

    def action_go(self) -> None:
        """Home."""
        self.dismiss("")

    action_back = action_leave = action_go

    def action_undo(self) -> None:
        """Back to the last question."""
        self.dismiss("undo")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "over" or bool(summing_up.missed(self._session))

    def action_over(self) -> None:
        """Go over what was missed."""
        self.dismiss("over")

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)
