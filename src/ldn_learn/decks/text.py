"""Text that came from a file, made safe to show: a deck from a stranger must not be able to steer a terminal."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but for tab and newline, and the marks that turn the direction of writing."""


def printable(text: str) -> str:
    """The text without control characters; a tab becomes a space."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """The printable text on a single line."""
    return " ".join(printable(text).split())
