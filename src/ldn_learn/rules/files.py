"""Rules about signs that a terminal, a screen reader or a person cannot tell apart (K)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.registry import E, Finding, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.passages import Passage
    from ldn_learn.rules.sheet import Item, Sheet

_WIDEST: Final = 72
_Q: Final = "prompt: What does LDN do?"
_COLOUR: Final = (
    r"\b(?:green|red|blue|yellow|orange|highlighted)\s+(?:option|answer|box|button|one|line)s?\b"
    r"|\b(?:option|answer|box|button)s?\s+(?:on|at|to)\s+(?:the\s+)?(?:left|right|top|bottom)\b"
    r"|\b(?:left|right)[- ]hand\s+(?:option|answer|box|column)s?\b"
    r"|\b(?:option|answer|box)s?\s+(?:above|below)\b|\b(?:above|below)\s+(?:option|answer|box)s?\b"
)
_PICTURE: Final = r"[\u2500-\u259f\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_SPACES: Final = "\u00a0\u2007\u202f\u200b\u2060\ufeff\u00ad"
_ODD: Final = f"[{_SPACES}]"
_SIGNS: Final = frozenset(
    ("green", "red", "blue", "yellow", "orange", "highlighted", "left", "right", "top", "bottom", "above", "below")
)
_TERMS: Final = frozenset(("option", "options", "answer", "answers", "box", "boxes", "button", "buttons"))


def _all(deck: Sheet) -> Iterator[tuple[Item | None, Passage]]:
    yield from ((None, passage) for passage in deck.around)
    yield from ((item, passage) for item in deck.items for passage in item.passages)


@rule(
    "K01",
    "Pre-formatted text fits the screen",
    W,
    W,
    why="A line that is wider than the screen breaks where it should not; a tab is as wide as the terminal likes.",
    standard="This program runs from 40 columns on",
    bad="a line of 73 signs in a text with lines of its own, or a tab",
    good="lines of up to 72 signs, and spaces",
    scope=Scope.DECK,
)
def wide_lines(deck: Sheet) -> Iterator[Finding]:
    """A tab, or a line of more than 72 signs in a text whose lines are indented or are a table."""
    for item, passage in _all(deck):
        text = passage.text
        if "\t" in text:
            yield Finding(passage, "a tab stands here", "use spaces", item=item)
        elif "\n" in text and any(len(line) > _WIDEST and line.startswith(("  ", "|")) for line in text.split("\n")):
            yield Finding(passage, f"a pre-formatted line is wider than {_WIDEST} signs", "break it", item=item)


@rule(
    "K02",
    "No colour or place as the only sign",
    E,
    E,
    why="Who hears the text, or sees no colours, cannot find 'the green one'.",
    standard="WCAG 2.2, 1.4.1 and 1.3.3",
    bad="{" + _Q + ", answer: See the green box}",
    good="{" + _Q + ", answer: It blocks opioid receptors}",
    gate=_TERMS,
)
def colour_or_place(item: Item, _: Sheet) -> Iterator[Finding]:
    """An option, answer or box that is named by its colour or place."""
    if _SIGNS.isdisjoint(item.tokens):
        return
    for passage in item.passages:
        match = re.search(_COLOUR, passage.text, re.IGNORECASE)
        if match:
            yield Finding(passage, f"'{match[0]}' cannot be heard", "say what it says", match[0])


@rule(
    "K03",
    "No pictures made of signs",
    W,
    W,
    why="A screen reader reads each sign by its name, and some terminals show none of them.",
    standard="WCAG 2.2, 1.1.1",
    bad="{" + _Q + ', answer: "It blocks \\U0001F600"}',
    good="{" + _Q + ", answer: It blocks opioid receptors}",
)
def pictures(item: Item, _: Sheet) -> Iterator[Finding]:
    """An emoji, a box or a drawing."""
    for passage in item.passages:
        if not passage.text.isascii():
            match = re.search(_PICTURE, passage.text)
            if match:
                yield Finding(passage, "a picture made of signs stands here", "say it in words", match[0])


@rule(
    "K05",
    "No sign that cannot be seen",
    E,
    E,
    why="A no-break space looks like a space and is none, so an answer that looks right is wrong.",
    standard="Design of this program",
    bad="{" + _Q + ', answer: "It\\_blocks opioid receptors"}',
    good="{" + _Q + ", answer: It blocks opioid receptors}",
)
def unseen(item: Item, _: Sheet) -> Iterator[Finding]:
    """A no-break space, a soft hyphen or a sign of no width."""
    for passage in item.passages:
        if not passage.text.isascii():
            match = re.search(_ODD, passage.text)
            if match:
                yield Finding(
                    passage, f"a sign that cannot be seen (U+{ord(match[0]):04X})", "type a plain space", match[0]
                )
