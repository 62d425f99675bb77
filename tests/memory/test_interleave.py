"""The order of reviews [E15]."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import Rating
from ldn_learn.memory.fold import fold
from ldn_learn.memory.interleave import IN_A_ROW, interleaved
from ldn_learn.memory.limits import Limits
from ldn_learn.memory.plan import plan
from tests.builders import flip, moment, reviewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card

TOPICS = st.lists(st.sampled_from("abc"), max_size=20)
CONTRASTED = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "", "x", "y"])), max_size=16)


def cards_of(topics: Sequence[str], contrasts: Sequence[str] = ()) -> dict[CardId, Card]:
    named = [*contrasts, *[""] * len(topics)]
    ids = [CardId(f"{topic}/{number}") for number, topic in enumerate(topics)]
    return {id_: flip(id_, contrast=contrast) for id_, contrast in zip(ids, named, strict=False)}


def topic(id_: str) -> str:
    return id_.partition("/")[0]


def too_many_in_a_row(order: Sequence[str]) -> bool:
    """Whether a topic runs on beyond two though another was still left."""
    for at in range(IN_A_ROW, len(order)):
        run = {topic(each) for each in order[at - IN_A_ROW : at + 1]}
        if len(run) == 1 and {topic(each) for each in order[at:]} != run:
            return True
    return False


@given(CONTRASTED)
def test_every_card_comes_once(found: list[tuple[str, str]]) -> None:
    cards = cards_of([each for each, _ in found], [contrast for _, contrast in found])
    assert Counter(interleaved(list(cards), cards)) == Counter(cards.keys())


@given(TOPICS)
def test_E15_no_more_than_two_of_a_topic_in_a_row_where_others_are_left(topics: list[str]) -> None:  # noqa: N802
    cards = cards_of(topics)
    assert not too_many_in_a_row(interleaved(list(cards), cards))


@given(TOPICS)
def test_what_comes_first_in_a_topic_stays_first(topics: list[str]) -> None:
    cards = cards_of(topics)
    order = interleaved(list(cards), cards)
    for each in "abc":
        assert [id_ for id_ in order if topic(id_) == each] == [id_ for id_ in cards if topic(id_) == each]
    assert order[:1] == list(cards)[:1]


@given(CONTRASTED)
def test_E15_cards_of_one_contrast_are_asked_one_after_the_other(found: list[tuple[str, str]]) -> None:  # noqa: N802
    cards = cards_of([each for each, _ in found], [contrast for _, contrast in found])
    runs = [name for name, _ in groupby(cards[id_].contrast for id_ in interleaved(list(cards), cards)) if name]
    assert len(runs) == len(set(runs))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
def test_E15_pairs_of_a_contrast_make_no_run_of_three(found: list[tuple[str, bool]]) -> None:  # noqa: N802
    topics, contrasts = [], []
    for number, (each, pair) in enumerate(found):
        topics += [each] * (1 + pair)
        contrasts += [f"{number}" if pair else ""] * (1 + pair)
    cards = cards_of(topics, contrasts)
    assert not too_many_in_a_row(interleaved(list(cards), cards))


def test_E15_a_pair_waits_for_another_topic_rather_than_make_three_in_a_row() -> None:  # noqa: N802
    cards = cards_of("aaab", ["", "x", "x", ""])
    assert interleaved(list(cards), cards) == ["a/0", "b/3", "a/1", "a/2"]


def test_E15_reviews_of_a_day_are_mixed() -> None:  # noqa: N802
    cards = cards_of("aaabbb")
    memory = fold(
        reviewed(n, id_, Rating.EASY, meaning=card.meaning, interval=3) for n, (id_, card) in enumerate(cards.items())
    )
    due = plan(cards, memory, moment(4).day, Limits(9, 100)).due
    assert len(due) == 6
    assert not too_many_in_a_row(due)


def test_E15_a_contrast_pair_of_two_decks_is_asked_together() -> None:  # noqa: N802
    cards = cards_of("aabb", ["x", "", "", "x"])
    order = interleaved(list(cards), cards)
    assert abs(order.index(CardId("a/0")) - order.index(CardId("b/3"))) == 1
