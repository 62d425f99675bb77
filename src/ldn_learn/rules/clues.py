"""Rules about what the keys of a deck give away together (M05d, M16)."""

from __future__ import annotations

from math import exp, lgamma, log
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.registry import E, Finding, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_learn.rules.sheet import Item, Sheet

_CHANCE: Final = 0.05
_FEWEST: Final = 10
_FEWEST_FIXED: Final = 20
_CRITICAL_CHI: Final = {3: 5.991, 4: 7.815, 5: 9.488}
"""The 95th percentile of chi-squared with one degree of freedom less than there are options."""


def least_suspicious(cards: int, options: int) -> int:
    """The smallest x for which chance makes x or more of the keys the longest in fewer than 1 of 20 decks.

    P(Binomial(cards, 1/options) >= x) < 0.05.
    """
    right, wrong = log(1 / options), log(1 - 1 / options)
    tail = 0.0
    for x in range(cards, -1, -1):
        # In logarithms, since the number of ways is too large for a float from 1,030 cards on.
        ways = lgamma(cards + 1) - lgamma(x + 1) - lgamma(cards - x + 1)
        tail += exp(ways + x * right + (cards - x) * wrong)
        if tail >= _CHANCE:
            return x + 1
    return 0


def chi_squared(counts: Sequence[int]) -> float:
    """The sum of (seen - expected)^2 / expected over positions that are expected equally often."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


def _choices(deck: Sheet) -> list[Item]:
    return [item for item in deck.items if item.type == "choice" and item.key is not None and len(item.options) > 1]


@rule(
    "M05d",
    "The right option is not the longest more often than by chance",
    E,
    E,
    why="A learner who always takes the longest option must not do well.",
    standard="NBME item-writing guide, flaw: longer, more complete right answer",
    bad="ten choices with three options each, and in seven of them the right one is the longest",
    good="the same with six",
    scope=Scope.DECK,
)
def keys_too_long(deck: Sheet) -> Iterator[Finding]:
    """Ten choices or more whose key is the strictly longest option in too many."""
    cards = _choices(deck)
    longest = [item for item in cards if all(len(each.text.text) < len(item.keys[0].text) for each in item.distractors)]
    if len(cards) < _FEWEST:
        return
    options = max(2, round(sum(len(item.options) for item in cards) / len(cards)))
    least = least_suspicious(len(cards), options)
    if len(longest) >= least:
        message = (
            f"the right option is the longest in {len(longest)} of {len(cards)} choices; chance allows {least - 1}"
        )
        yield Finding(longest[0].keys[0], message, "shorten right options, or say as much in the others")


@rule(
    "M16",
    "The right option stands in every place equally often",
    W,
    W,
    why="Where options are not shuffled, a favoured place gives the answer away.",
    standard="Haladyna, Downing and Rodriguez 2002, rule 20: vary the location of the right answer",
    bad="twenty choices with 'shuffle: false', and in fifteen of them the right option stands first",
    good="twenty choices that the program shuffles",
    scope=Scope.DECK,
)
def keys_in_one_place(deck: Sheet) -> Iterator[Finding]:
    """Twenty fixed choices or more of as many options, whose keys are not spread evenly (chi-squared, 95 of 100)."""
    for options, critical in _CRITICAL_CHI.items():
        fixed = [item for item in _choices(deck) if not item.shuffle and len(item.options) == options]
        if len(fixed) < _FEWEST_FIXED:
            continue
        counts = [0] * options
        for item in fixed:
            counts[next(index for index, option in enumerate(item.options) if option.correct)] += 1
        if chi_squared(counts) > critical:
            places = ", ".join(map(str, counts))
            yield Finding(fixed[0], f"the right options stand unevenly: {places} by place", "let the program shuffle")
