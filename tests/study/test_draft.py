"""An answer while it is put together: whatever is pressed, it ends in an answer or in what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.study.draft import (
    EMPTY,
    NONE,
    Draft,
    fields,
    is_chosen,
    is_typed,
    moved,
    pressed,
    response,
    taken_back,
    typed,
)
from ldn_learn.study.session import Move, Session
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import Chosen, Misread, Question, Revealed, Typed
from tests import builders
from tests.builders import begin, choice, cloze, event_id, flip, matching, moment, multi, number, ordering

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card

GAPS = cloze(prompt="{{One}}, {{two}} and {{three}}.")
CARDS: tuple[Card, ...] = (
    flip(),
    choice(),
    multi(),
    GAPS,
    number(),
    builders.typed(),
    ordering(items=("a1", "b2", "c3", "d4")),
    matching(pairs=(("l0", "r0"), ("l1", "r1"), ("l2", "r2"))),
)
KEYS = st.one_of(
    st.tuples(st.just("press"), st.integers(-2, 10)),
    st.tuples(st.just("move"), st.sampled_from([-1, 1])),
    st.tuples(st.just("type"), st.text(max_size=5)),
    st.tuples(st.just("erase"), st.none()),
)


def question(card: Card) -> Question:
    return Question(card, moment(), 5, shown_order(card, 5))


def after(card: Card, *keys: tuple[str, object]) -> Draft:
    asked, draft = question(card), EMPTY
    for key, value in keys:
        match key, value:
            case "press", int():
                draft = pressed(draft, asked, value)
            case "move", int():
                draft = moved(draft, asked, value) or draft
            case "type", str():
                draft = typed(draft, asked, value)
            case "erase", _ if draft.begun:
                draft = taken_back(draft, asked)
    return draft


def presses(card: Card, *places: int) -> Draft:
    return after(card, *(("press", place) for place in places))


@given(st.sampled_from(CARDS), st.lists(KEYS, max_size=14))
def test_any_keys_give_an_answer_that_can_be_checked_or_what_is_missing(
    card: Card, keys: list[tuple[str, object]]
) -> None:
    session = begin([card])
    asked = session.question
    assert asked is not None
    found = response(after(card, *keys), asked)
    if found is None:
        assert card is CARDS[0]
    elif isinstance(found, Misread):
        assert found
    else:
        result = session.answer(found, moment(), event_id(1))
        if isinstance(found, Chosen):
            assert isinstance(result, Move)
        elif isinstance(result, Session):
            assert isinstance(result.step, Revealed)


@given(st.sampled_from(CARDS), st.lists(KEYS, max_size=14))
def test_a_part_taken_back_often_enough_leaves_nothing(card: Card, keys: list[tuple[str, object]]) -> None:
    draft = after(card, *keys)
    for _ in range(30):
        if not draft.begun:
            break
        draft = taken_back(draft, question(card))
    assert not draft.begun


def test_a_choice_holds_one_row_and_moves_around_the_ends() -> None:
    assert presses(choice(), 0, 2, 1).places == (1,)
    assert after(choice(), ("move", -1)).places == (2,)
    assert after(choice(), ("move", 1), ("move", 1), ("move", 1), ("move", 1)).places == (0,)


def test_several_answers_and_an_order_take_a_row_off_when_it_is_pressed_again() -> None:
    assert presses(multi(), 2, 0, 2).places == (0,)
    assert presses(ordering(), 2, 0, 1, 0).places == (2, 1)


def test_an_order_says_how_much_is_missing() -> None:
    asked = question(ordering())
    assert response(EMPTY, asked) == "Choose the first one, in order"
    assert response(presses(ordering(), 1), asked) == "Choose 2 more, in order"
    found = response(presses(ordering(), 1, 0, 2), asked)
    assert isinstance(found, Chosen)
    assert found.places == (1, 0, 2)


def test_a_match_goes_from_line_to_line_and_a_right_side_belongs_to_one_line_only() -> None:
    draft = presses(matching(), 2)
    assert (draft.places, draft.at) == ((2, NONE), 1)
    draft = pressed(draft, question(matching()), 2)
    assert (draft.places, draft.at) == ((NONE, 2), 0)
    assert response(draft, question(matching())) == "1 still to match"
    done = pressed(draft, question(matching()), 0)
    found = response(done, question(matching()))
    assert isinstance(found, Chosen)
    assert found.places == (0, 2)


def test_a_line_of_a_match_can_be_aimed_at_and_put_anew() -> None:
    draft = presses(matching(), 0, 1)
    again = moved(draft, question(matching()), 1)
    assert again is not None
    assert pressed(again, question(matching()), 2).places == (2, 1)


def test_what_is_taken_back_in_a_full_match_is_put_anew_by_the_next_press() -> None:
    asked = question(matching())
    aimed = moved(presses(matching(), 0, 1), asked, 1)
    assert aimed is not None
    assert pressed(taken_back(aimed, asked), asked, 2).places == (0, 2)


@pytest.mark.parametrize("card", [multi(), ordering()], ids=lambda card: type(card).__name__)
def test_a_key_up_or_down_means_nothing_for_several_answers(card: Card) -> None:
    assert moved(EMPTY, question(card), 1) is None


def test_gaps_are_filled_in_turn_and_the_last_one_is_replaced() -> None:
    draft = after(GAPS, ("type", "a"), ("type", "b"))
    assert draft.texts == ("a", "b")
    assert after(GAPS, ("type", "a"), ("type", "b"), ("type", "c"), ("type", "d")).texts == ("a", "b", "d")
    assert taken_back(draft, question(GAPS)).texts == ("a",)
    found = response(draft, question(GAPS))
    assert isinstance(found, Typed)
    assert found.texts == ("a", "b")


def test_what_a_card_is_answered_with() -> None:
    assert [is_chosen(question(card)) for card in CARDS] == [False, True, True, False, False, False, True, True]
    assert [is_typed(question(card)) for card in CARDS] == [False, False, False, True, True, True, False, False]
    assert [fields(question(card)) for card in CARDS] == [1, 1, 1, 3, 1, 1, 1, 1]


def test_nothing_put_is_nothing_to_lose() -> None:
    assert not EMPTY.begun
    assert not Draft(places=(NONE, NONE), at=1).begun
    assert not Draft(texts=("",)).begun
    assert presses(choice(), 1).begun
