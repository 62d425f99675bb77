"""The works that a card rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Source
    from ldn_learn.tui.text import Sheet


class SourcesScreen(Page[None]):
    """Sources of one card, each with where in it."""

    KEYS: ClassVar = (keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.SOURCES, keys.LEAVE))

    def __init__(self, found: Sequence[tuple[Source, str]]) -> None:
        super().__init__()
        self._found = found

    def heading(self) -> tuple[str, str]:
        return "Sources", ""

    def sheet(self, width: int) -> Sheet:
        return pages.sources_sheet(self._found, width)

    def action_sources(self) -> None:
        """The same key closes it."""
        self.dismiss()

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)

    def action_back(self) -> None:
        """To the card."""
        self.dismiss()

    action_leave = action_back
