"""Which cards an exam asks: a sample by blueprint, drawn with a seed, so that the same seed gives the same exam."""

from __future__ import annotations

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

    Shares are the decks' own (`exam_share`) or follow the number of their cards; what does not come out even goes to
    the largest remainders. Within a deck, cards of different objectives are taken before a second one of any.
    """
    able = scorable(cards)
    by_deck: dict[DeckId, list[CardId]] = {}
    for id_, card in able.items():
        by_deck.setdefault(card.deck, []).append(id_)
    sizes = {deck: len(ids) for deck, ids in by_deck.items()}
    own = any(decks[deck].exam_share for deck in by_deck)
    weights = {deck: (decks[deck].exam_share if own else sizes[deck]) for deck in by_deck}
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
    rest = _by_objective(card for card in able.values() if not card.critical)
    drawn = sorted((_one(ids, able, seed, avoid) for ids in rest.values()), key=lambda id_: _draw(seed, "rest", id_))
    fresh = [id_ for id_ in drawn if id_ not in avoid] + [id_ for id_ in drawn if id_ in avoid]
    return sorted([*chosen, *fresh[:OTHERS]], key=lambda id_: _draw(seed, "order", id_))


def _by_objective(cards: Iterable[Card]) -> dict[str, list[CardId]]:
    found: dict[str, list[CardId]] = {}
    for card in cards:
        found.setdefault(f"{card.deck}/{card.objective}" if card.objective else card.id, []).append(card.id)
    return found


def _one(ids: list[CardId], cards: Mapping[CardId, Card], seed: int, avoid: Collection[CardId]) -> CardId:
    meant = [id_ for id_ in ids if cards[id_].readiness] or ids
    return min(meant, key=lambda id_: (id_ in avoid, _draw(seed, "item", id_)))


def _spread(ids: list[CardId], cards: Mapping[CardId, Card], seed: int) -> list[CardId]:
    """All of these cards, drawn: first one of each objective, then a second one of each, and so on."""
    turns: dict[str, int] = {}
    ranked: list[tuple[int, int, CardId]] = []
    for id_ in sorted(ids, key=lambda id_: _draw(seed, "deck", id_)):
        objective = cards[id_].objective or id_
        turns[objective] = turns.get(objective, 0) + 1
        ranked.append((turns[objective], len(ranked), id_))
    return [id_ for _, _, id_ in sorted(ranked)]


def _apportioned(count: int, weights: Mapping[DeckId, int], most: Mapping[DeckId, int]) -> dict[DeckId, int]:
    """Places by weight, by largest remainders; what a deck cannot fill goes to the others."""
    given = dict.fromkeys(weights, 0)
    while (left := count - sum(given.values())) > 0:
        open_ = {deck: weights[deck] for deck in weights if given[deck] < most[deck]}
        total = sum(open_.values())
        if not total:
            open_ = dict.fromkeys((deck for deck in weights if given[deck] < most[deck]), 1)
            total = len(open_)
        shares = {deck: left * weight / total for deck, weight in open_.items()}
        whole = {deck: min(most[deck] - given[deck], int(share)) for deck, share in shares.items()}
        if not any(whole.values()):
            best = sorted(shares, key=lambda deck: (-(shares[deck] % 1), deck))
            whole = dict.fromkeys(best[:left], 1)
        for deck, more in whole.items():
            given[deck] += more
    return given


def _draw(seed: int, use: str, id_: CardId) -> bytes:
    return blake2b(f"{seed}\x1f{use}\x1f{id_}".encode(), digest_size=8).digest()
