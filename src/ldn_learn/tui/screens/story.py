"""A card's story."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import pages

if TYPE_CHECKING:
    from ldn_learn.insight.story import Story
    from ldn_learn.tui.text import Sheet


class StoryScreen(ReadingPage):
    """Why a card is asked today, how it stands, and every answer so far."""

    BINDINGS: ClassVar = keys.bindings([keys.INFO])

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story

    def heading(self) -> tuple[str, str]:
        return "Card", self._story.card.id

    def sheet(self, width: int) -> Sheet:
        return pages.story_sheet(self._story, width)

    def action_info(self) -> None:
        """The same key closes it."""
        self.dismiss()
