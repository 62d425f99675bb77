"""Rules about tone (T, J05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.passages import tokens
from ldn_learn.rules.registry import E, Finding, Scope, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_BALANCE: Final = "CDC Clear Communication Index, item 19: balance"
_Q: Final = "prompt: What is LDN?"
_ASKS: Final = ("prompt", "case")


@rule(
    "T01",
    "No praise",
    E,
    W,
    why="Promotional words promise what no study has shown.",
    standard=_BALANCE,
    bad="{" + _Q + ", answer: A miraculous drug}",
    good="{" + _Q + ", answer: A low dose of naltrexone}",
    gate=TRIGGERS["T01"],
)
def praise(item: Item, _: Sheet) -> Iterator[Finding]:
    """A promotional word that nothing denies, outside a wrong option, a question and a card with `myth: true`."""
    if item.myth:
        return
    for passage in item.own_voice:
        if passage.role not in _ASKS and not TRIGGERS["T01"].isdisjoint(tokens(passage.text)):
            for match in phrases.promotional(passage.text)[:1]:
                yield Finding(passage, f"'{match}' praises", "say what was found, in whom and how sure it is", match)


@rule(
    "T01d",
    "No praise in lessons and headings",
    E,
    W,
    why="Promotional words promise what no study has shown.",
    standard=_BALANCE,
    bad="a lesson that says 'LDN is a breakthrough'",
    good="a lesson that says what was found, and in whom",
    scope=Scope.DECK,
)
def praise_around(deck: Sheet) -> Iterator[Finding]:
    """A promotional word that nothing denies, around the cards."""
    for passage in deck.around:
        if passage.role != "objective":
            for match in phrases.promotional(passage.text)[:1]:
                yield Finding(passage, f"'{match}' praises", "say what was found, in whom and how sure it is", match)


@rule(
    "J05",
    "Person before illness",
    W,
    W,
    why="Words that stamp people keep them from telling what their doctor needs to know.",
    standard="Person-first language",
    bad="{" + _Q + ", answer: A pill for alcoholics}",
    good="{" + _Q + ", answer: A pill for people with alcohol use disorder}",
    gate=TRIGGERS["T05"],
)
def stigma(item: Item, _: Sheet) -> Iterator[Finding]:
    """A word that puts the illness before the person."""
    for passage in item.passages:
        for match in phrases.found("T05", passage.text)[:1]:
            yield Finding(passage, f"'{match}' stamps people", "name the person first", match)
