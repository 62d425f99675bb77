"""What a card is about: a benefit, a harm, something that is not known."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.passages import flat, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.rules.sheet import Item, Sheet

BENEFIT: Final = "benefit"
HARM: Final = "harm"
UNKNOWN: Final = "unknown"

_TAGS: Final[Mapping[str, str]] = {
    "benefit": BENEFIT,
    "efficacy": BENEFIT,
    "harm": HARM,
    "side-effect": HARM,
    "side-effects": HARM,
    "unknown": UNKNOWN,
    "not-known": UNKNOWN,
}
_BENEFIT_WORDS: Final = frozenset(
    ("benefit", "benefits", "efficacy", "remission", "relief", "relieve", "relieved", "improvement", "improvements")
)
_HARM_WORDS: Final = frozenset(
    (
        "headache",
        "headaches",
        "nausea",
        "vomiting",
        "insomnia",
        "dizziness",
        "diarrhoea",
        "rash",
        "dreams",
        "nightmares",
    )
)
_UNKNOWN: Final = (
    r"\b(?:not|n['’]t|never|nobody|no one) (?:\w+ "
    r"){0,2}(?:know|knows|known|studied|tested|settled|shown|proven|clear|sure)\b"
    r"|\b(?:unknown|uncertain|unclear|unproven|too small|too few|did not find|no (?:\w+ "
    r")?(?:trial|study|studies|evidence))\b"
)
_SIDE_EFFECT: Final = r"\bside effects?\b"


def said(item: Item) -> str:
    """What a card teaches: its question, right answer and explanation."""
    return "\n".join(each.text for each in item.passages if each.role in ("prompt", "key", "answer", "explanation"))


@lru_cache(maxsize=1024)
def subjects(item: Item) -> frozenset[str]:
    """From the tags `benefit`, `harm` and `unknown` where there is one, or else from the words of the card."""
    tagged = frozenset(_TAGS[tag] for tag in item.tags if tag in _TAGS)
    if tagged:
        return tagged
    text = said(item)
    words = tokens(text)
    found: set[str] = set()
    if not _BENEFIT_WORDS.isdisjoint(words):
        found.add(BENEFIT)
    if not _HARM_WORDS.isdisjoint(words) or ("side" in words and re.search(_SIDE_EFFECT, text, re.IGNORECASE)):
        found.add(HARM)
    return frozenset(found)


@lru_cache(maxsize=1024)
def says_unknown(item: Item) -> bool:
    """Whether a card says that something is not known."""
    if any(_TAGS.get(tag) == UNKNOWN for tag in item.tags):
        return True
    return bool(re.search(_UNKNOWN, flat(said(item)), re.IGNORECASE))


def designs(item: Item, deck: Sheet) -> tuple[str, ...]:
    """The kinds of work that a card rests on, as the bibliography names them."""
    works = deck.shared.works or {}
    return tuple(works[each.text].design for each in item.citations if each.text in works)
