"""Text that came from a file, made safe to show: a deck from a stranger must not be able to steer a terminal."""

from __future__ import annotations

from typing import Final

_CONTROL: Final = {
    code: None
    for first, last in (
        (0x00, 0x1F),
        (0x7F, 0x9F),
        (0x061C, 0x061C),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
    )
    for code in range(first, last + 1)
} | {ord("\t"): " ", ord("\n"): "\n"}
"""Control characters but for tab and newline, and the marks that turn the direction of writing."""


def printable(text: str) -> str:
    """The text without control characters; a tab becomes a space."""
    return text.translate(_CONTROL)


def one_line(text: str) -> str:
    """The printable text on a single line."""
    return " ".join(printable(text).split())
