"""Rules about options that are numbers, and options that say the same (M12 to M14)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import plain_form
from ldn_learn.rules.passages import stem, tokens
from ldn_learn.rules.registry import E, Finding, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_NBME: Final = "NBME item-writing guide, flaw: "
_NUMERIC: Final = r"\W*(?:about |around )?(\d[\d,]{0,12}(?:\.\d{1,6})?)\s?(%|[a-zµ/]{1,20}(?: [a-z]{1,20}){0,3})?\.?"
_RANGE: Final = r"(\d{1,9}(?:\.\d{1,4})?)\s?(?:-|–|to)\s?(\d{1,9}(?:\.\d{1,4})?)"
_ARTICLES: Final = frozenset(("a", "an", "the"))
_ALIKE: Final = 0.9


def _is_choice(item: Item) -> bool:
    return item.type in ("choice", "multi")


def _numbers(item: Item) -> list[tuple[float, str]]:
    """The amounts and units of options that all are numbers; nothing when one is not."""
    found: list[tuple[float, str]] = []
    for option in item.options:
        match = re.fullmatch(_NUMERIC, option.text.text, re.IGNORECASE)
        if match is None:
            return []
        found.append((float(match[1].replace(",", "")), (match[2] or "").lower().removesuffix("s")))
    return found


@rule(
    "M12",
    "Numbers ascend",
    W,
    W,
    why="Numbers out of order make the reader search. They are not shuffled, so the order of the file counts.",
    standard=_NBME + "options not in a logical order",
    bad="{prompt: How many weeks do most trials last?, options: [{text: 12 weeks, correct: true}, {text: 2 "
    "weeks}, {text: 52 weeks}]}",
    good="{prompt: How many weeks do most trials last?, options: [{text: 2 weeks}, {text: 12 weeks, correct: "
    "true}, {text: 52 weeks}]}",
)
def numbers_ascend(item: Item, _: Sheet) -> Iterator[Finding]:
    """All options are numbers with one unit, and they do not ascend."""
    if not _is_choice(item) or not item.options[0].text.text[:1].isdigit():
        return
    found = _numbers(item)
    if found and len({unit for _, unit in found}) == 1 and found != sorted(found):
        yield Finding(item.options[0].text, "the numbers do not ascend", "put the smallest first")


@rule(
    "M13",
    "Ranges do not overlap",
    E,
    E,
    why="A number that lies in two ranges makes two options right.",
    standard="One best answer: options exclude each other",
    bad="{prompt: How long do most trials last?, options: [{text: 1 to 6 weeks}, {text: 6 to 12 weeks, correct: true}, "
    "{text: 13 to 20 weeks}]}",
    good="{prompt: How long do most trials last?, options: [{text: 1 to 5 weeks}, {text: 6 to 12 weeks, correct: "
    "true}, "
    "{text: 13 to 20 weeks}]}",
)
def ranges_overlap(item: Item, _: Sheet) -> Iterator[Finding]:
    """Two options are ranges that share a number."""
    if not _is_choice(item) or not any(option.text.text[:1].isdigit() for option in item.options):
        return
    found = [
        (float(match[1]), float(match[2]), option.text)
        for option in item.options
        for match in [re.match(_RANGE, option.text.text)]
        if match
    ]
    for (_first, end, _one), (start, _last, text) in pairwise(sorted(found, key=lambda each: each[:2])):
        if start <= end:
            yield Finding(text, f"this range and another one both hold {start:g}", "let them meet and not overlap")


@rule(
    "M14",
    "No two options say the same",
    E,
    E,
    why="Two options that say the same cannot both be wrong for a reason, and cannot both be right.",
    standard="One best answer: options exclude each other",
    bad="{prompt: Which team needs to know first?, options: [{text: Tell the surgeon early on, correct: true}, "
    "{text: Tell the surgeons early on}, {text: Nobody}]}",
    good="{prompt: Which team needs to know first?, options: [{text: The surgeon, correct: true}, {text: The "
    "cook}, {text: Nobody}]}",
)
def options_alike(item: Item, _: Sheet) -> Iterator[Finding]:
    """Two options are nine tenths alike, and it is not a number or a negation that tells them apart."""
    if not _is_choice(item) or len(item.options) > 9:
        return
    for first, second in combinations([option.text for option in item.options], 2):
        shorter, longer = sorted((len(first.text), len(second.text)))
        if shorter < longer * (_ALIKE / (2 - _ALIKE)) or _differ(first.text, second.text):
            continue
        matcher = SequenceMatcher(None, plain_form(first.text), plain_form(second.text), autojunk=False)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            yield Finding(second, f"this option says the same as '{first.text}'", "give it another content")


def _differ(first: str, second: str) -> bool:
    """Whether it is more than an ending or an article that tells them apart."""
    one, other = ({stem(word) for word in tokens(text) - _ARTICLES} for text in (first, second))
    return one != other
