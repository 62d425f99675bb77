"""The order in which rows are shown [E16]."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.study.grading import shown_rows
from ldn_learn.study.shuffle import is_shuffled, shown_order, shuffled
from ldn_learn.study.steps import Question
from tests.builders import begin, choice, cloze, flip, matching, moment, multi, number, ordering, typed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card

SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_over_all_seeds_each_order_comes_once(count: int) -> None:
    found = [shuffled(count, seed) for seed in range(factorial(count))]
    assert len(set(found)) == factorial(count)
    assert all(sorted(order) == list(range(count)) for order in found)


@given(SEEDS, st.integers(2, 9))
def test_an_order_never_starts_solved_and_shows_every_item(seed: int, count: int) -> None:
    card = ordering(items=[f"item {number}" for number in range(count)])
    order = shown_order(card, seed)
    assert order != tuple(range(count))
    assert sorted(order) == list(range(count))


@given(SEEDS)
def test_E16_a_seed_gives_the_same_order_again_for_every_type(seed: int) -> None:  # noqa: N802
    for card in (choice(), multi(), ordering(), matching()):
        order = shown_order(card, seed)
        assert order == shown_order(card, seed)
        assert sorted(shown_rows(Question(card, moment(), seed, order))) == sorted(_texts(card))


def _texts(card: Card) -> list[str]:
    return shown_rows(Question(card, moment(), 0, tuple(range(len(shown_order(card, 0))))))


@given(SEEDS)
def test_E16_numbers_and_fixed_lists_keep_the_author_s_order(seed: int) -> None:  # noqa: N802
    assert shown_order(multi(right=("10 mg", "20 mg"), wrong=("≥ 30 mg",)), seed) == (0, 1, 2)
    assert shown_order(multi(shuffle=False), seed) == (0, 1, 2)


@pytest.mark.parametrize("card", [flip(), cloze(), number(), typed()])
def test_cards_without_rows_have_no_order_and_store_no_seed(card: Card) -> None:
    assert shown_order(card, 7) == ()
    assert not is_shuffled(card)


def test_E16_each_showing_has_an_order_of_its_own_that_its_seed_tells() -> None:  # noqa: N802
    orders = set()
    for turn in range(12):
        question = begin([multi(f"d/{turn}", right=("a", "b", "c"), wrong=("x", "y"))]).question
        assert question is not None
        assert question.order == shown_order(question.card, question.seed)
        orders.add(question.order)
    assert len(orders) > 3
