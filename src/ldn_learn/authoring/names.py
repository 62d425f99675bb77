"""Ids made from words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST: Final = 48
"""Signs of an id that is made here; an author may use 80."""


def slug(text: str, fallback: str) -> str:
    """The text as an id: ASCII letters and digits, joined by hyphens, cut at the end of a word."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > _LONGEST:
            break
        kept.append(word[:_LONGEST])
    return "-".join(kept) or fallback


def unique(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it when it is taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
