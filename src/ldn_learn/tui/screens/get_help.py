"""Safety: when to get help, one key away from everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.study import get_help
from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.tui.text import Sheet


class GetHelpScreen(Page[None]):
    """When to get help."""

    KEYS: ClassVar = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, keys.HELP)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.GET_HELP, keys.LEAVE))

    def heading(self) -> tuple[str, str]:
        return get_help.TITLE, ""

    def sheet(self, width: int) -> Sheet:
        return pages.get_help_sheet(width)

    def action_get_help(self) -> None:
        """It is shown already."""

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)

    def action_back(self) -> None:
        """To where one came from."""
        self.dismiss()

    action_leave = action_back
