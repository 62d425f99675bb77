"""Words that were typed, held against the words that were asked for.

Case, spacing and punctuation never count. One slip of a letter is forgiven in a longer word, and shown. Where a digit
stands on either side nothing is forgiven: a number is right or it is not.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.decks.meaning import plain_form

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 200
"""Characters of an answer that are looked at and kept."""

_SLIP_FROM: Final = 5
"""Letters from which a word may hold a slip: in a shorter one, another letter is another word."""


_NEAR: Final = 0.6


class Likeness(Enum):
    """How near what was typed comes."""

    SAME = "same"
    SLIP = "slip"
    OTHER = "other"


class Piece(NamedTuple):
    """A part of a difference: letters that stand on both sides, that are missing, or that are too many."""

    kind: str
    """same, missing or extra"""
    text: str


def likeness(typed: str, wanted: Iterable[str]) -> Likeness:
    """How near `typed` comes to the nearest of the `wanted` texts."""
    form = _form(typed[:LONGEST]) if len(typed) <= LONGEST else ""
    forms = [_form(each) for each in wanted]
    if form and form in forms:
        return Likeness.SAME
    return Likeness.SLIP if any(_is_slip(form, each) for each in forms) else Likeness.OTHER


def may_be_overruled(texts: Iterable[str]) -> bool:
    """Whether the learner may say that she was right after all: never where a number is asked for."""
    return not any(_has_number(text) for text in texts)


def difference(typed: str, wanted: str) -> tuple[Piece, ...]:
    """What differs, letter by letter."""
    pieces: list[Piece] = []
    typed = typed[:LONGEST]
    for tag, first, last, start, end in SequenceMatcher(None, typed, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", typed[first:last]))
            continue
        if first < last:
            pieces.append(Piece("extra", typed[first:last]))
        if start < end:
            pieces.append(Piece("missing", wanted[start:end]))
    return tuple(pieces)


def is_near(typed: str, wanted: str) -> bool:
    """Whether the two have enough letters in common for a look at the difference to help."""
    return SequenceMatcher(None, _form(typed[:LONGEST]), _form(wanted), autojunk=False).ratio() >= _NEAR


def nearest(typed: str, wanted: Iterable[str]) -> str:
    """The wanted text that comes nearest to what was typed."""
    return max(wanted, key=lambda each: SequenceMatcher(None, typed[:LONGEST], each, autojunk=False).ratio())


def _form(text: str) -> str:
    return re.sub(r"^(the|an?) (?=\S)", "", plain_form(text))


def _is_slip(typed: str, wanted: str) -> bool:
    """Whether one word, and a longer one, has a slip, and all others are the same; never where a number stands."""
    ours, theirs = typed.split(), wanted.split()
    if len(ours) != len(theirs) or _has_number(typed + wanted):
        return False
    different = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    return len(different) == 1 and _word_slips(*different[0])


def _has_number(text: str) -> bool:
    return any(sign.isnumeric() for sign in text)


def _word_slips(typed: str, wanted: str) -> bool:
    """One letter left out, added, changed, or two that changed places; never the first letter."""
    if min(len(typed), len(wanted)) < _SLIP_FROM or typed[:1] != wanted[:1]:
        return False
    shorter, longer = sorted((typed, wanted), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[:at] + shorter[at + 1 : at + 2] + shorter[at : at + 1] + shorter[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or swapped == longer
