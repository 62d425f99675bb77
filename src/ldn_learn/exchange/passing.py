"""What goes out and what comes in, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ldn_learn.exchange.report import Loss, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_learn.decks.cards import Card, Deck, Source
    from ldn_learn.exchange.plain import Entry

_USUAL_ORDER: Final = 100


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The decks to be written, and the works that they cite."""

    decks: tuple[Deck, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    at: int = 0
    """The moment of writing, in seconds since 1970 (UTC)."""

    def works(self, card: Card) -> Iterator[tuple[Source, str]]:
        """The works that a card cites and that are known, each with where in it."""
        return ((self.sources[each.source], each.locator) for each in card.citations if each.source in self.sources)


@dataclass(frozen=True, slots=True)
class Written:
    """A file in another tool's format."""

    data: bytes
    report: Report


@dataclass(frozen=True, slots=True)
class Incoming:
    """One card that was read, in plain values; `deck` is the deck that it said it belongs to."""

    card: Entry
    deck: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read from another tool's file."""

    cards: tuple[Incoming, ...]
    losses: tuple[Loss, ...] = ()
    title: str = ""
    """What the file calls itself."""


def lost_of_deck(deck: Deck) -> list[Loss]:
    """What belongs to a deck as a whole and that no other format holds."""
    lost = [
        ("lessons are left out", bool(deck.lessons)),
        ("its place, share of an exam, version and dates of review are left out", _dated(deck)),
    ]
    return [Loss(deck.id, what) for what, is_lost in lost if is_lost]


def _dated(deck: Deck) -> bool:
    return bool(deck.exam_share or deck.version or deck.reviewed or deck.review_by) or deck.order != _USUAL_ORDER
