"""One text that a learner reads, and where it stands; and the words of a text as the rules compare them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.decks.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+|[%µμ]")
_STOP_WORDS: Final = (
    "about after again against also among another answer because been before being below between cannot could does "
    "doing down each every first from have having here into itself just like made make many more most must much need "
    "never next only other over same shall should some such take taken takes than that their them then there these "
    "they thing things this those through under until upon used using very want well were what when where which while "
    "whom whose will with within without would your yours yourself"
)
_STOPPED: Final = frozenset(_STOP_WORDS.split())
_LETTERS: Final = 5
"""Shorter words say too little to compare texts by."""

_ENDINGS: Final = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "ly",
    "s",
)


class Passage(NamedTuple):
    """A text that a learner reads; the line and column are those of its first sign, from 1."""

    text: str
    role: str
    """What it is: `prompt`, `case`, `key`, `distractor`, `answer`, `accept`, `item`, `feedback`, `explanation`,
    `correction`, or, of a deck, `title`, `purpose`, `main_message`, `summary`, `notice`, `objective`, `lesson`."""
    line: int
    column: int


def flat(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split()) if "\n" in text or "  " in text else text


_DIGIT: Final = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Whether a number can stand in a text."""
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=512)
def tokens(text: str) -> frozenset[str]:
    """The words and whole numbers of a text in lower case, cut at every other sign, and the signs of units."""
    return frozenset(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The word without its ending, roughly: enough to see `tests` and `testing` as one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LETTERS - 1:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=512)
def content(text: str, least: int = _LETTERS) -> frozenset[str]:
    """The stems of the words that carry a text: five letters or more, or `least`, and not one that every text has."""
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(stem(word) for word in words if len(word) >= least and word not in _STOPPED)


def like(name: str, known: Iterable[str]) -> str:
    """A hint that offers the known name most like this one, or none."""
    found = nearest(name, known)
    return found if found.startswith("did you mean") else ""
