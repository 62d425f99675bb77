"""Which cards an exam asks: a sample by blueprint, drawn with a seed, so that the same seed gives the same exam."""

from __future__ import annotations

from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Card, CardId, Flip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ldn_learn.decks.cards import Deck, DeckId

OTHERS: Final = 4
"""Items of a readiness check that are no safety points [E17]."""


def scorable(cards: Mapping[CardId, Card]) -> dict[CardId, Card]:
    """The cards that the app can score: a learner's own grade proves nothing."""
    return {id_: card for id_, card in cards.items() if not isinstance(card, Flip)}


def blueprint(cards: Mapping[CardId, Card], decks: Mapping[DeckId, Deck], seed: int, count: int) -> list[CardId]:
    """`count` cards, or all that can be scored when there are fewer, with each deck's share of them [E20].

    A deck's share is its own (`exam_share`), or else the number of its cards; what does not come out even goes to the
    largest remainders. Within a deck, cards of different objectives and groups are taken before a second one
    of any.
    """
    able = scorable(cards)
    by_deck: dict[DeckId, list[CardId]] = {}
    for id_, card in able.items():
        by_deck.setdefault(card.deck, []).append(id_)
    sizes = {deck: len(ids) for deck, ids in by_deck.items()}
    weights = {deck: decks[deck].exam_share or sizes[deck] for deck in by_deck}
    chosen: list[CardId] = []
    for deck, places in _apportioned(min(count, len(able)), weights, sizes).items():
        chosen += _spread(by_deck[deck], able, seed)[:places]
    return sorted(chosen, key=lambda id_: _draw(seed, "order", id_))


def readiness(cards: Mapping[CardId, Card], seed: int, avoid: Collection[CardId] = ()) -> list[CardId]:
    """One item for each safety objective, and a few others; cards in `avoid` only where there is no parallel one [E17].

    Authors say which cards may be asked with `readiness: true`; where no card of an objective says so, all may.
    """
    able = scorable(cards)
    safety = _by_objective(card for card in able.values() if card.critical)
    chosen = [_one(safety[key], able, seed, avoid) for key in safety]
    rest = _by_objective(card for card in able.values() if _objective(card) not in safety)
    drawn = sorted((_one(ids, able, seed, avoid) for ids in rest.values()), key=lambda id_: _draw(seed, "rest", id_))
    fresh = [id_ for id_ in drawn if id_ not in avoid] + [id_ for id_ in drawn if id_ in avoid]
    return sorted([*chosen, *fresh[:OTHERS]], key=lambda id_: _draw(seed, "order", id_))


def _by_objective(cards: Iterable[Card]) -> dict[str, list[CardId]]:
    found: dict[str, list[CardId]] = {}
    for card in cards:
        found.setdefault(_objective(card), []).append(card.id)
    return found


def _objective(card: Card) -> str:
    return f"{card.deck}/{card.objective}" if card.objective else card.id


def _one(ids: list[CardId], cards: Mapping[CardId, Card], seed: int, avoid: Collection[CardId]) -> CardId:
    meant = [id_ for id_ in ids if cards[id_].readiness] or ids
    return min(meant, key=lambda id_: (id_ in avoid, _draw(seed, "item", id_)))


def _spread(ids: list[CardId], cards: Mapping[CardId, Card], seed: int) -> list[CardId]:
    """All of these cards, drawn: first one of each objective and group, then a second one of each, and so on."""
    turns: dict[str, int] = {}
    ranked: list[tuple[int, int, CardId]] = []
    for id_ in sorted(ids, key=lambda id_: _draw(seed, "deck", id_)):
        kinds = {f"objective {cards[id_].objective or id_}", f"group {cards[id_].group or id_}"}
        turn = 1 + max(turns.get(kind, 0) for kind in kinds)
        turns |= dict.fromkeys(kinds, turn)
        ranked.append((turn, len(ranked), id_))
    return [id_ for _, _, id_ in sorted(ranked)]


def _apportioned(count: int, weights: Mapping[DeckId, int], most: Mapping[DeckId, int]) -> dict[DeckId, int]:
    """Places by weight, by largest remainders (Hamilton's method); what a deck cannot fill goes to the others."""
    full: dict[DeckId, int] = {}
    while True:
        left, total = count - sum(full.values()), sum(weights[deck] for deck in weights if deck not in full)
        shares = {deck: Fraction(left * weights[deck], total) for deck in weights if deck not in full}
        over = {deck: most[deck] for deck, share in shares.items() if share >= most[deck]}
        if not over:
            break
        full |= over
    places = {deck: int(share) for deck, share in shares.items()}
    rest = sorted(shares, key=lambda deck: (-(shares[deck] % 1), deck))[: left - sum(places.values())]
    return full | {deck: places[deck] + (deck in rest) for deck in places}


def _draw(seed: int, use: str, id_: CardId) -> bytes:
    return blake2b(f"{seed}\x1f{use}\x1f{id_}".encode(), digest_size=8).digest()
