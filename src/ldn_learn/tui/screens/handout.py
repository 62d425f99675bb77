"""The page for the visit, as it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from ldn_learn import atomic
from ldn_learn.errors import LdnError, cannot_write
from ldn_learn.tui import keys
from ldn_learn.tui.reading import ReadingPage
from ldn_learn.tui.text import Sheet, plain

if TYPE_CHECKING:
    from ldn_learn.tui.keys import Key

_NAME: Final = "ldn-page"
_FORMATS: Final = {"txt": "text", "html": "html"}


class HandoutScreen(ReadingPage):
    """What the learner takes along; `w` writes it to files in the present folder."""

    KEYS: ClassVar[tuple[Key, ...]] = (keys.SAVE, keys.OWN_WORDS, *ReadingPage.KEYS)
    BINDINGS: ClassVar = keys.bindings([keys.SAVE, keys.OWN_WORDS, keys.PAGE])

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._notice = ""

    def heading(self) -> tuple[str, str]:
        return "My page", "for the visit"

    def sheet(self, width: int) -> Sheet:
        page = Sheet(width)
        if self._notice:
            page.text(self._notice, "bold $accent")
            page.blank()
        for line in self._page.rstrip("\n").split("\n"):
            # Lines are as they print; a narrow screen folds them.
            text = line.lstrip(" ")
            indent = line[: len(line) - len(text)]
            if not text:
                page.blank()
            elif plain(line).cell_length < width:
                page.add(plain(line, "bold" if text.endswith("──") else ""))
            else:
                page.text(text.rstrip("─_ ") or text[: max(1, width - len(indent) - 2)], first=indent, then=indent)
        return page

    async def action_save(self) -> None:
        """Write it to the present folder, as text and as one page to print from a browser."""
        try:
            await self.learn.in_background(self._write)
            self._notice = f"Written to {_NAME}.txt and {_NAME}.html in this folder. Print the second from a browser."
        except LdnError as error:
            self._notice = str(error)
        self.redraw()

    def _write(self) -> None:
        for suffix, format_ in _FORMATS.items():
            path = Path(f"{_NAME}.{suffix}").absolute()
            try:
                atomic.write(path, self.learn.workspace.handout(format_))
            except OSError as error:
                raise cannot_write(path, error) from None

    def action_own_words(self) -> None:
        """Say it in own words."""
        self.dismiss()
        self.learn.teach_back()

    def action_handout(self) -> None:
        """The same key closes it."""
        self.dismiss()
