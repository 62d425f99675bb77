"""What a card teaches, as a fingerprint: it stays when the wording changes and changes when the answer does."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Patterns are texts, compiled (and then kept) by `re` at their first use: a start needs none of them.
_TOKENS: Final = r"(?<!\w)[-+−±]?(?:\d+(?:[.,]\d+)*|[.,]\d+)|\w+|[<>≤≥=≠≈%°/±+]"

GAP: Final = r"\{\{([^{}|]+)(?:\|([^{}]*))?\}\}"
"""A gap of a cloze: its text and, after a bar, its hint."""


def plain_form(text: str) -> str:
    """The text without what does not change an answer: case, spacing and punctuation.

    Signs that are part of a number stay, since 4.5 mg is not 45 mg.
    """
    # Composed but not "compatible" forms: those would make 102 of a ten with a small two above it.
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.findall(_TOKENS, folded)) or folded.strip()


def fingerprint(answers: Iterable[str], revision: int | None = None) -> str:
    """Sixteen hex digits for the texts that carry the answer, or the author's own `revision` number."""
    if revision is not None:
        return f"r{revision}"
    joined = "\x1f".join(plain_form(answer) for answer in answers)
    return blake2b(joined.encode(), digest_size=8).hexdigest()


def gaps(prompt: str) -> tuple[str, ...]:
    """The hidden texts of a cloze, in order."""
    return tuple(match.group(1).strip() for match in re.finditer(GAP, prompt))
