"""How lists look in which one line is marked: settings, and cards put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ldn_learn.tui.text import MARGIN, Sheet, clickable, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = 20


def settings_sheet(rows: Sequence[tuple[str, str]], cursor: int, hint: str, notice: str, width: int) -> Sheet:
    """Names and values; `hint` tells how to write the one that is being changed."""
    page = Sheet(width)
    page.blank()
    for place, (name, value) in enumerate(rows):
        line(page, place, name, value, chosen=place == cursor)
    page.blank()
    page.text(hint, "$quiet")
    if notice:
        page.blank()
        page.text(notice, "bold $warning")
        page.keep_in_view()
    return page


def aside_sheet(rows: Sequence[tuple[str, str]], cursor: int, width: int) -> Sheet:
    """Cards by their question, and what was put on them."""
    page = Sheet(width)
    page.blank()
    if not rows:
        page.text("Nothing is put aside, and nothing is marked to ask about.")
    for place, (question, why) in enumerate(rows):
        line(page, place, why, question, chosen=place == cursor)
    return page


def line(page: Sheet, place: int, name: str, value: str, *, chosen: bool) -> None:
    """A line that enter or a click opens."""
    click = clickable(f"screen.open({place})")
    mark = ("▸ " if chosen else "  ", "$accent")
    label = name.ljust(_LABEL) if page.width >= 60 else f"{name}: "
    page.rich(
        plain(value, "bold $accent" if chosen else "").stylize(click),
        first=Content.assemble(MARGIN, mark, (label, "$quiet")).stylize(click),
        then=Content(MARGIN + "  " + " " * (_LABEL if page.width >= 60 else 2)),
    )
    if chosen:
        page.keep_in_view()
