"""Screens to read and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.page import Page

if TYPE_CHECKING:
    from ldn_learn.tui.keys import Key


class ReadingPage(Page[None]):
    """A page that scrolls; esc and q lead back."""

    KEYS: ClassVar[tuple[Key, ...]] = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)

    def action_back(self) -> None:
        """To where one came from."""
        self.dismiss()

    def action_leave(self) -> None:
        """The same."""
        self.dismiss()
