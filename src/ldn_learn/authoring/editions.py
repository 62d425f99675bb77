"""What a set of deck and shared files holds, item by item, so that two sets can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.authoring.kinds import DECK, MODELS
from ldn_learn.authoring.plain import plain
from ldn_learn.authoring.shapes import order
from ldn_learn.decks.cards import REVERSE
from ldn_learn.decks.decode import decode_deck, examine_shared
from ldn_learn.decks.nodes import parse
from ldn_learn.decks.schema import DeckPart
from ldn_learn.errors import DeckError
from ldn_learn.study.grading import key_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_learn.decks.card_parts import CardPart
    from ldn_learn.decks.cards import Card
    from ldn_learn.decks.problems import Problem

_SINGULAR: Final = {
    "objectives": "objective",
    "lessons": "lesson",
    "cases": "case",
    "cards": "card",
    "sources": "source",
    "terms": "term",
    "misconceptions": "misconception",
    "facts": "fact",
}
"""The lists of all kinds of file, and what one of their items is called."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its name for messages, and its bytes."""

    name: str
    data: bytes
    kind: str = DECK


@dataclass(frozen=True, slots=True)
class Item:
    """A card, an objective, a work ...: anything that has an id."""

    what: str
    id: str
    values: dict[str, Any]
    """Its keys as they stand in the file, those left out as what they mean then."""
    meaning: str = ""
    """Fingerprint of what a card teaches."""
    key: str = ""
    """The right answer of a card, in one line."""


@dataclass(frozen=True, slots=True)
class Edition:
    """All items of one side of a comparison, in the order of files and lines."""

    items: dict[tuple[str, str], Item] = field(default_factory=dict)

    def cards(self) -> list[str]:
        """The ids of all cards, in order."""
        return [id_ for what, id_ in self.items if what == "card"]


def read_edition(sources: Iterable[Source]) -> Edition:
    """The items of these files. Raises `DeckError` for a broken file and for a deck that is in two."""
    items: dict[tuple[str, str], Item] = {}
    for source in sources:
        for item in _items(source):
            if (item.what, item.id) in items and item.what == "deck":
                raise DeckError(
                    f"{source.name}: the deck '{item.id}' stands in another file already. Compare one of them."
                )
            items[item.what, item.id] = item
    return Edition(items)


def _items(source: Source) -> list[Item]:
    if source.kind == DECK:
        return _deck_items(source)
    examined = examine_shared(source.data, source.name, source.kind)
    _refuse(examined.problems)
    if examined.root is None:
        return []
    model = MODELS[source.kind].model_validate(plain(examined.root))
    return _listed(model.model_dump(mode="json", by_alias=True), "")


def _deck_items(source: Source) -> list[Item]:
    decoded = decode_deck(source.data, source.name)
    _refuse(decoded.problems)
    root, _ = parse(source.data, source.name)
    deck = decoded.deck
    assert root is not None
    assert deck is not None
    model = DeckPart.model_validate(plain(root))
    own = model.model_dump(mode="json", by_alias=True, exclude=set(_SINGULAR))
    # Card by card: a list of cards of many types is nothing that pydantic can write without complaint.
    listed = model.model_dump(mode="json", by_alias=True, include=set(_SINGULAR) - {"cards"})
    listed["cards"] = [_card_values(card) for card in model.cards]
    cards = {card.id: card for card in deck.cards}
    found = [Item("deck", deck.id, own), *_listed(listed, f"{deck.id}/")]
    return [_with_meaning(item, cards) if item.what == "card" else item for item in found]


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        more = f" It has {len(problems) - 1} more problem(s)." if len(problems) > 1 else ""
        raise DeckError(f"{problems[0]}. This file cannot be compared before it is mended.{more}")


def _listed(values: dict[str, Any], prefix: str) -> list[Item]:
    """The items of all lists of a file."""
    return [
        Item(what, prefix + str(each.get("id") or each.get("term")), each)
        for key, what in _SINGULAR.items()
        for each in values.get(key) or ()
    ]


def _card_values(card: CardPart) -> dict[str, Any]:
    values = card.model_dump(mode="json", by_alias=True)
    return {key: values[key] for key in order(type(card))}


def _with_meaning(item: Item, cards: dict[Any, Card]) -> Item:
    card = cards[item.id]
    key = key_text(card)
    if item.id + REVERSE in cards:
        key = f"{card.prompt} = {key}"
    return Item(item.what, item.id, item.values, card.meaning, " ".join(key.split()))
