"""Safety: when to get help, one key away from everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.study import get_help
from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.tui.text import Sheet


class GetHelpScreen(ReadingPage):
    """When to get help."""

    KEYS: ClassVar = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, keys.HELP)

    def heading(self) -> tuple[str, str]:
        return get_help.TITLE, ""

    def sheet(self, width: int) -> Sheet:
        return pages.get_help_sheet(width)

    def action_get_help(self) -> None:
        """It is shown already."""
