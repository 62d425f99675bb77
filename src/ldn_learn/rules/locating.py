"""Finding the very words that a rule means in the lines of a file."""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import cached_property
from typing import Final

_MOST_LINES: Final = 60
"""A text of a card is not longer than this; what lies further down is another text."""


class Lines:
    """The lines of a file, cut when they are first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _lines(self) -> list[str]:
        return self._data.removeprefix(BOM_UTF8).decode(errors="replace").split("\n")

    def place(self, line: int, column: int, quote: str) -> tuple[int, int]:
        """Where `quote` stands in the text that starts at this place, or the place itself."""
        words = quote.split()
        for wanted in dict.fromkeys((" ".join(words), " ".join(words[:2]), *words[:1])):
            if wanted:
                for number, start, text in self._block(line, column):
                    at = text.lower().find(wanted.lower(), start)
                    if at >= 0:
                        return number, at + 1
        return line, column

    def _block(self, line: int, column: int) -> list[tuple[int, int, str]]:
        """The lines of one scalar with their number and where to begin: those that stand deeper than the first."""
        lines = self._lines
        if not 0 < line <= len(lines):
            return []
        depth = _depth(lines[line - 1])
        found = [(line, column - 1, lines[line - 1])]
        for number in range(line + 1, min(line + _MOST_LINES, len(lines) + 1)):
            text = lines[number - 1]
            if text.strip() and _depth(text) <= depth:
                break
            found.append((number, 0, text))
        return found

    def line(self, number: int) -> str:
        """The text of a line, without its end; empty where there is none."""
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
