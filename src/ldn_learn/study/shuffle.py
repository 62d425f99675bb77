"""The order in which options are shown: seeded, so that the log can tell what the learner saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Choice, Matching, Multi, Ordering

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card


def shown_order(card: Card, seed: int) -> tuple[int, ...]:
    """The places, in the author's file, of what is shown, row by row; empty for a card that shows no options.

    Numbers and fixed lists keep the author's order [E16]. Items to be put in order never begin in the right one.
    """
    match card:
        case Choice() | Multi():
            numeric = all(option.text.lstrip("<>≤≥ ")[:1].isdigit() for option in card.options)
            kept = numeric or not card.shuffle
            return tuple(range(len(card.options))) if kept else shuffled(len(card.options), seed)
        case Ordering():
            order = shuffled(len(card.items), seed)
            return order if order != tuple(range(len(order))) else (*order[1:], order[0])
        case Matching():
            return shuffled(len(card.rights), seed)
        case _:
            return ()


def shuffled(count: int, seed: int) -> tuple[int, ...]:
    """The order of `count` things that `seed` stands for: its digits in the factorial number system.

    Over all seeds below `count` factorial, each order comes once, so that each is equally likely.
    """
    left = list(range(count))
    order = []
    while left:
        seed, place = divmod(seed, len(left))
        order.append(left.pop(place))
    return tuple(order)


def is_shuffled(card: Card) -> bool:
    """Whether the seed says anything about what was shown."""
    return isinstance(card, Choice | Multi | Ordering | Matching)
