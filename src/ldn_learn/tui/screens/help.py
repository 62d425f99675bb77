"""The keys of the screen that one came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class HelpScreen(ReadingPage):
    """All keys of a screen."""

    KEYS: ClassVar = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, keys.GET_HELP)

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
