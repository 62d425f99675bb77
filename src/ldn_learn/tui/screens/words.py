"""What words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.glossary import Term
    from ldn_learn.tui.text import Sheet


class WordsScreen(ReadingPage):
    """The words of what was just read, and then all others."""

    BINDINGS: ClassVar = keys.bindings([keys.WORDS])

    def __init__(self, here: Sequence[Term], every: Sequence[Term]) -> None:
        super().__init__()
        self._here = here
        self._every = every

    def heading(self) -> tuple[str, str]:
        return "Words", ""

    def sheet(self, width: int) -> Sheet:
        return pages.words_sheet(self._here, self._every, width)

    def action_words(self) -> None:
        """The same key closes it."""
        self.dismiss()
