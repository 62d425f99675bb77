"""Lines out, lines in. No cursor movement, no colour, no escape bytes."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH: Final = 78


class Console:
    """Where the line mode writes and reads."""

    def __init__(self, write: Callable[[str], object], read: Callable[[], str | None]) -> None:
        self._write = write
        self._read = read

    def say(self, *paragraphs: str, first: str = "", then: str = "") -> None:
        """Print paragraphs, folded at 78 columns; `first` and `then` stand before their lines."""
        for paragraph in paragraphs:
            for line in printable(paragraph).split("\n"):
                folded = textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=then) or [""]
                for each in folded:
                    self._write(each + "\n")

    def ask(self) -> str | None:
        """The next line that was typed, without surrounding spaces; `None` at the end of input."""
        self._write("> ")
        answer = self._read()
        if answer is None:
            self._write("\n")
        return None if answer is None else answer.strip()
