"""The page for the visit as values, and how it folds into lines: all that its makers and its printers share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from ldn_learn.decks.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH: Final = 78
"""Columns of the text page."""

LINES: Final = 60
"""Lines of the text page."""

SAID: Final = "    > "
"""What stands before the learner's own words."""

BOX: Final = "[ ]"
_MORE: Final = "…"


class Mark(StrEnum):
    """What stands before a line."""

    NONE = "  "
    BULLET = "  - "
    TICK = "  [ ] "
    DEEPER = "    - "


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One point of a section."""

    text: str = ""
    mark: Mark = Mark.NONE
    strong: bool = False
    """Stands over the lines after it."""
    boxed: bool = False
    """An empty box follows, for the answer."""
    said: str = ""
    """The learner's own words, below."""
    blanks: int = 0
    """Lines to write on, below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page, under a heading."""

    title: str
    lines: tuple[Line, ...]
    hint: str = ""
    """Said beside the title."""
    framed: bool = False
    """Stands out from the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """The page that a patient takes to a visit."""

    message: str
    caution: str
    sections: tuple[Section, ...]
    about: tuple[str, ...]
    """When it was made, and from what."""
    airy: bool = False
    """There is room for an empty line before each part."""


def rows(line: Line) -> list[str]:
    """The text of one point, folded to the width of the page."""
    found: list[str] = []
    if line.text:
        width = WIDTH - len(BOX) - 2 if line.boxed else WIDTH
        found = fold(line.text, width, line.mark, " " * len(line.mark))
    if line.boxed:
        last = found.pop() if found else ""
        found.append(last + " " * (WIDTH - len(BOX) - columns(last)) + BOX)
    if line.said:
        found += fold(line.said, WIDTH, SAID, SAID)
    indent = " " * len(SAID) if line.text else "  "
    found += [indent + "_" * (WIDTH - len(indent))] * line.blanks
    return found


def clean(text: str) -> str:
    """One line of text without what could steer a terminal or cannot be written to a file."""
    return one_line(text.encode(errors="ignore").decode())


def columns(text: str) -> int:
    """The columns that a text takes at most; wide signs take two."""
    return len(text) if text.isascii() else sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    return 2 if east_asian_width(sign) in "WF" else 1


def fold(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """The text in rows of at most `width` columns; a word that is longer than a row is broken."""
    found: list[str] = []
    row = first
    used = free = columns(first)
    for word in text.split():
        for part in _broken(word, width - max(len(first), len(then))):
            size = columns(part)
            gap = used > free
            if used + gap + size > width:
                found.append(row)
                row, used = then, columns(then)
                free, gap = used, False
            row += " " * gap + part
            used += gap + size
    return [*found, row]


def _broken(word: str, width: int) -> Iterator[str]:
    if columns(word) <= width:
        yield word
        return
    part, size = "", 0
    for sign in word:
        if size + _columns(sign) > width:
            yield part
            part, size = "", 0
        part += sign
        size += _columns(sign)
    yield part


def cut(text: str, width: int, most: int = 1) -> str:
    """As much of a clean text as fits into `most` rows of `width` columns; what is left out leaves an ellipsis."""
    near = text[: width * (most + 1)]
    found = fold(near, width)
    if len(found) <= most and near == text:
        return text
    kept = found[:most]
    last = kept[-1]
    while columns(last) > width - len(_MORE):
        last = last[:-1]
    return " ".join([*kept[:-1], last.rstrip(" ,;:") + _MORE])
