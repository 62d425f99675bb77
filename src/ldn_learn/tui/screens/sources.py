"""The works that a card rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Source
    from ldn_learn.tui.text import Sheet


class SourcesScreen(ReadingPage):
    """Sources of one card, each with where in it."""

    BINDINGS: ClassVar = keys.bindings([keys.SOURCES])

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
