"""Text for the screen: always `Content`, never markup, since a card with `[/]` in it must not crash anything."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.style import Style

from ldn_learn.decks.text import one_line, printable

MARGIN: Final = "  "
WIDEST: Final = 84
"""Columns of text; longer lines are hard to read."""


def plain(text: str, style: str | Style = "") -> Content:
    """The text as it stands, without control characters."""
    return Content.styled(printable(text), style) if style else Content(printable(text))


def clickable(action: str) -> Style:
    """The style of something that does `action` when it is clicked."""
    return Style.from_meta({"@click": action})


class Sheet:
    """Lines of a page, wrapped to a width with hanging indents."""

    def __init__(self, width: int) -> None:
        self.width = max(20, min(width, WIDEST))
        self.focus: int | None = None
        """The line that must stay in view."""
        self._lines: list[Content] = []

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(Content(""))

    def keep_in_view(self) -> None:
        """The last line is what the learner looks at now."""
        self.focus = len(self._lines) - 1

    def add(self, content: Content) -> None:
        """A line that fits already."""
        self._lines.append(content)

    def text(self, text: str, style: str | Style = "", *, first: str = MARGIN, then: str | None = None) -> None:
        """A paragraph; `first` and `then` stand before its lines."""
        self.rich(plain(text, style), first=Content(first), then=Content(first if then is None else then))

    def rich(self, content: Content, *, first: Content, then: Content) -> None:
        """A paragraph that has its styles."""
        inner = max(10, self.width - first.cell_length - 1)
        for number, line in enumerate(content.wrap(inner)):
            self._lines.append((then if number else first) + line.rstrip())

    def pair(self, left: str, right: str, style: str = "", right_style: str = "$quiet") -> None:
        """Two texts on one line, the second at the right edge, or below when there is no room."""
        left, right = one_line(left), one_line(right)
        gap = self.width - len(MARGIN) - 1 - plain(left).cell_length - plain(right).cell_length
        if gap >= 2:
            self._lines.append(Content.assemble(MARGIN, (left, style), " " * gap, (right, right_style)))
        else:
            self.text(left, style)
            self.text(right, right_style)

    def content(self, height: int = 0) -> Content:
        """All lines, and blank ones up to `height`."""
        blanks = [Content(" ")] * (height - len(self._lines))
        return Content("\n").join([*self._lines, *blanks])


def meter(share: float, width: int) -> Content:
    """A bar with its filled part in the accent colour."""
    text = bar(share, width)
    return Content.assemble((text.rstrip("░"), "$accent"), ("░" * text.count("░"), "$panel-lighten-3"))


def bar(share: float, width: int) -> str:
    """A bar of `width` cells, filled up to `share`."""
    full = min(width, max(0, int(share * width + 0.5)))
    if share > 0:
        full = max(1, full)
    if share < 1:
        full = min(full, width - 1)
    return "█" * full + "░" * (width - full)


def cut(text: str, width: int) -> str:
    """The text on one line, padded or shortened to `width` cells."""
    content = plain(one_line(text))
    if content.cell_length > width:
        content = content.truncate(width, ellipsis=True)
    return content.plain + " " * (width - content.cell_length)
