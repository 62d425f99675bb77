"""The keys of the screen that one came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class HelpScreen(Page[None]):
    """All keys of a screen."""

    KEYS: ClassVar = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, keys.GET_HELP)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.HELP, keys.LEAVE))

    def __init__(self, explained: tuple[Key, ...]) -> None:
        super().__init__()
        self._explained = explained

    def heading(self) -> tuple[str, str]:
        return "Keys", ""

    def sheet(self, width: int) -> Sheet:
        return pages.help_sheet(self._explained, width)

    def action_help(self) -> None:
        """The same key closes it."""
        self.dismiss()

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)

    def action_back(self) -> None:
        """To where one came from."""
        self.dismiss()

    action_leave = action_back
