"""Which cards an exam asks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId, DeckId
from ldn_learn.study.sample import OTHERS, blueprint, readiness, scorable
from tests.builders import choice, deck, flip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Card, Deck

SEEDS = st.integers(0, 10**6)


def shelf(
    sizes: Mapping[str, int], shares: Mapping[str, int] | None = None
) -> tuple[dict[CardId, Card], dict[DeckId, Deck]]:
    """Decks with so many choices each."""
    made = {
        DeckId(id_): deck([choice(f"{id_}/{n}") for n in range(size)], id_, exam_share=(shares or {}).get(id_, 0))
        for id_, size in sizes.items()
    }
    return {card.id: card for each in made.values() for card in each.cards}, made


def of_decks(cards: list[CardId]) -> dict[str, int]:
    return dict(Counter(id_.partition("/")[0] for id_ in cards))


def points(safety: int, others: int, parallel: int = 3) -> dict[CardId, Card]:
    cards = [
        choice(f"d/{kind}{n}-{p}", objective=f"{kind}{n}", critical=kind == "s")
        for kind, count in (("s", safety), ("o", others))
        for n in range(count)
        for p in range(parallel)
    ]
    return {card.id: card for card in cards}


@given(SEEDS)
def test_e20_each_deck_has_its_share_by_largest_remainders(seed: int) -> None:
    cards, decks = shelf({"a": 50, "b": 30, "c": 20})
    assert of_decks(blueprint(cards, decks, seed, 3)) == {"a": 1, "b": 1, "c": 1}
    assert of_decks(blueprint(cards, decks, seed, 10)) == {"a": 5, "b": 3, "c": 2}
    assert of_decks(blueprint(cards, decks, seed, 7)) == {"a": 4, "b": 2, "c": 1}


def test_e20_a_deck_s_own_share_counts_and_what_it_cannot_fill_goes_to_the_others() -> None:
    cards, decks = shelf({"a": 10, "b": 10}, {"a": 3, "b": 1})
    assert of_decks(blueprint(cards, decks, 1, 8)) == {"a": 6, "b": 2}
    cards, decks = shelf({"a": 4, "b": 50}, {"a": 3, "b": 1})
    assert of_decks(blueprint(cards, decks, 1, 20)) == {"a": 4, "b": 16}


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5)), min_size=1, max_size=5), st.integers(1, 80), SEEDS)
def test_e20_an_exam_has_as_many_items_as_asked_for_and_none_twice(
    decks: list[tuple[int, int]], count: int, seed: int
) -> None:
    names = [f"d{n}" for n in range(len(decks))]
    cards, built = shelf(
        {name: size for name, (size, _) in zip(names, decks, strict=True)},
        {name: share for name, (_, share) in zip(names, decks, strict=True)},
    )
    drawn = blueprint(cards, built, seed, count)
    assert len(drawn) == len(set(drawn)) == min(count, len(cards))
    assert drawn == blueprint(cards, built, seed, count)


def test_e20_other_seeds_give_other_exams() -> None:
    cards, decks = shelf({"a": 50, "b": 30})
    assert len({tuple(blueprint(cards, decks, seed, 10)) for seed in range(20)}) == 20


@given(SEEDS)
def test_e20_objectives_are_spread_before_a_second_card_of_any(seed: int) -> None:
    cards = points(0, 5)
    decks = {DeckId("d"): deck(cards.values())}
    drawn = blueprint(cards, decks, seed, 5)
    assert len({cards[id_].objective for id_ in drawn}) == 5


@given(SEEDS)
def test_e20_cards_that_give_each_other_away_are_kept_apart(seed: int) -> None:
    cards: dict[CardId, Card] = {
        card.id: card for card in [choice(f"d/{n}", group="g" if n < 3 else "") for n in range(6)]
    }
    drawn = blueprint(cards, {DeckId("d"): deck(cards.values())}, seed, 4)
    assert sum(cards[id_].group == "g" for id_ in drawn) == 1


def test_e20_what_the_learner_grades_herself_is_not_asked() -> None:
    cards: dict[CardId, Card] = {card.id: card for card in (flip("d/f"), choice("d/c"))}
    assert blueprint(cards, {DeckId("d"): deck(cards.values())}, 1, 20) == ["d/c"]
    assert list(scorable(cards)) == ["d/c"]


@given(SEEDS)
def test_e17_every_objective_with_safety_cards_is_asked_once_and_four_others(seed: int) -> None:
    cards = points(16, 9)
    drawn = readiness(cards, seed)
    asked = Counter(cards[id_].objective for id_ in drawn)
    assert len(drawn) == 20
    assert set(asked.values()) == {1}
    assert {f"s{n}" for n in range(16)} <= set(asked)
    assert sum(not cards[id_].critical for id_ in drawn) == OTHERS


@given(SEEDS)
def test_e17_an_ordinary_card_of_a_safety_objective_is_none_of_the_others(seed: int) -> None:
    cards = points(2, 4)
    extra = choice("d/extra", objective="s0")
    drawn = readiness({**cards, extra.id: extra}, seed)
    assert extra.id not in drawn
    assert len(drawn) == 6


@given(SEEDS)
def test_e18_a_retake_avoids_the_cards_of_the_last_one_where_it_can(seed: int) -> None:
    cards = points(4, 8, parallel=2)
    del cards[CardId("d/s0-1")]  # this objective has no parallel card
    first = readiness(cards, seed)
    again = readiness(cards, seed + 1, first)
    assert set(first) & set(again) == {"d/s0-0"}


@given(SEEDS)
def test_e17_authors_say_which_cards_may_be_asked(seed: int) -> None:
    cards: dict[CardId, Card] = {
        card.id: card for card in [choice(f"d/{n}", objective="s", critical=True, readiness=n == 2) for n in range(5)]
    }
    assert readiness(cards, seed) == ["d/2"]
    assert readiness(cards, seed, [CardId("d/2")]) == ["d/2"]
