"""What a session draws from; the same for all of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Audience, Card, CardId, Deck, DeckId, Lesson
    from ldn_learn.memory.horizon import Horizon


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Cards, their decks, and for whom they are asked."""

    cards: Mapping[CardId, Card]
    decks: Mapping[DeckId, Deck]
    learner: Audience
    groups: Mapping[CardId, str]
    lessons: Mapping[tuple[DeckId, str], Lesson]
    """By deck and objective."""
    horizon: Horizon | None = None
    """The day to be ready by."""
    easy: frozenset[int] = frozenset()
    """Weekdays that are to hold less; Monday is 0."""

    @classmethod
    def of(
        cls,
        cards: Mapping[CardId, Card],
        decks: Mapping[DeckId, Deck],
        learner: Audience,
        horizon: Horizon | None = None,
        easy: frozenset[int] = frozenset(),
    ) -> Scope:
        """The scope of these cards."""
        lessons = {(deck.id, each.objective): each for deck in decks.values() for each in deck.lessons}
        groups = {id_: f"{card.deck}/{card.group}" for id_, card in cards.items() if card.group}
        return cls(cards, decks, learner, groups, lessons, horizon, easy)

    def lesson(self, card: Card) -> Lesson | None:
        """The lesson of the card's objective."""
        return self.lessons.get((card.deck, card.objective))
