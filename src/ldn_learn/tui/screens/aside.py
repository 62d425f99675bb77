"""Cards that the learner put aside, or marked to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.errors import LdnError
from ldn_learn.memory.events import Mark
from ldn_learn.study import wording
from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.views import lists

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

_KINDS = ((Mark.SUSPENDED, "put aside"), (Mark.FLAGGED, "to ask about"))


class AsideScreen(ReadingPage):
    """Enter takes the mark off."""

    KEYS: ClassVar = (keys.GO, keys.UP, keys.DOWN, keys.BACK, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0

    def heading(self) -> tuple[str, str]:
        return "Put aside", ""

    def sheet(self, width: int) -> Sheet:
        rows = [(wording.question_text(card), words) for card, _, words in self._rows()]
        return lists.aside_sheet(rows, self._cursor, width)

    def face(self, key: Key) -> tuple[str, str]:
        return ("enter", "Take back" if self._rows() else "") if key is keys.GO else super().face(key)

    def _rows(self) -> list[tuple[Card, Mark, str]]:
        memory = self.learn.workspace.memory
        cards = {card.id: card for deck in self.learn.workspace.library.decks for card in deck.cards}
        return [(cards[id_], mark, words) for mark, words in _KINDS for id_ in memory.marked(mark) if id_ in cards]

    def action_move(self, direction: int) -> None:
        """The line above or below."""
        self._cursor = (self._cursor + direction) % max(1, len(self._rows()))
        self.redraw()

    async def action_open(self, place: int) -> None:
        """Mark a line, or take back the one that is marked."""
        if place == self._cursor:
            await self.action_go()
        self._cursor = place
        self.redraw()

    async def action_go(self) -> None:
        """Take the mark off the card."""
        rows = self._rows()
        if not rows:
            self.dismiss()
            return
        card, mark, _ = rows[self._cursor]
        try:
            await self.learn.in_background(lambda: self.learn.workspace.mark(card, mark, ""))
        except LdnError as error:
            self.learn.home.tell(str(error))
        self._cursor = min(self._cursor, max(0, len(rows) - 2))
        self.redraw()
