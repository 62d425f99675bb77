"""Days as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_FORMATS: Final = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d.%m.%Y")
_LONGEST: Final = 40


def read_date(text: str, today: date) -> date | None:
    """A date as people write it; without a year, the next such day. `None` when it is none."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    text = " ".join(re.sub(r"[,]", " ", text).split())
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for year in (None, *range(today.year, today.year + 5)):
        written = text if year is None else f"{text} {year}"
        for format_ in _FORMATS:
            try:
                day = datetime.strptime(written, format_).date()  # noqa: DTZ007 - a date has no zone
            except ValueError:
                continue
            if year is None or day >= today:
                return day
    return None


def future_date(text: str, today: date) -> date | str:
    """A day from tomorrow on, or a sentence that says what is amiss."""
    day = read_date(text, today)
    if day is None:
        return "Write the date like 2026-12-14 or 14 Dec"
    if day <= today:
        return "That day is past. Choose a later one" if day < today else "That is today. Choose a later day"
    if day.year > today.year + 10:
        return "That is more than ten years away. Choose a nearer day"
    return day
