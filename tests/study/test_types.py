"""How an answer of each type is read, scored and rated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.memory.events import Confidence, Rating, Reviewed
from ldn_learn.study import grading
from ldn_learn.study.numbers import read_number
from ldn_learn.study.session import Move, Session
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import Chosen, Feedback, Misread, Question, Revealed, Typed
from tests.builders import (
    SURE,
    begin,
    choice,
    cloze,
    event_id,
    flip,
    matching,
    moment,
    multi,
    number,
    ordering,
    typed,
)

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.study.grading import Graded
    from ldn_learn.study.steps import Response

LONG = "x" * 100_000
EVERY: tuple[Card, ...] = (flip(), choice(), multi(), cloze(), number(), typed(), ordering(), matching())


def question(card: Card, seed: int = 1) -> Question:
    return Question(card, moment(), seed, shown_order(card, seed))


def rows(asked: Question, *places: int) -> Chosen:
    """The rows on which these places of the author's file are shown."""
    return Chosen(tuple(asked.order.index(place) for place in places))


def graded(asked: Question, response: Response) -> Graded:
    assert grading.misread(asked, response) is None
    found = grading.grade(asked, response)
    assert found is not None
    return found


def answered(card: Card, response: Response) -> Session:
    move = begin([card]).answer(response, moment(), event_id(1))
    assert isinstance(move, Move)
    return move.session


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 4), min_size=1))
def test_several_answers_are_right_only_when_all_of_them_and_no_other_are_chosen(seed: int, chosen: set[int]) -> None:
    asked = question(multi(right=("One", "Two", "Three"), wrong=("Four", "Five")), seed)
    assert graded(asked, rows(asked, *chosen)).correct == (chosen == {0, 1, 2})


@given(st.integers(0, 2**32 - 1), st.permutations([0, 1, 2, 3]))
def test_an_order_is_right_only_when_every_item_stands_in_its_place(seed: int, put: list[int]) -> None:
    asked = question(ordering(items=("a1", "b2", "c3", "d4")), seed)
    assert graded(asked, rows(asked, *put)).correct == (put == [0, 1, 2, 3])


@given(st.integers(0, 2**32 - 1), st.permutations([0, 1, 2, 3]))
def test_a_match_is_right_only_when_each_line_has_its_own(seed: int, put: list[int]) -> None:
    asked = question(matching(pairs=(("l0", "r0"), ("l1", "r1"), ("l2", "r2")), extras=("none",)), seed)
    assert graded(asked, rows(asked, *put[:3])).correct == (put[:3] == [0, 1, 2])


@pytest.mark.parametrize(
    ("card", "places", "text"),
    [
        (choice(), (1,), "Wrong"),
        (multi(), (2, 0), "One; Other"),
        (ordering(), (2, 0, 1), "Third > First > Second"),
        (matching(), (2, 0), "Left = Nowhere; Up = Right"),
    ],
)
def test_the_log_keeps_the_words_that_were_chosen(card: Card, places: tuple[int, ...], text: str) -> None:
    asked = question(card)
    found = graded(asked, rows(asked, *places))
    assert sorted(found.text.split("; ")) == sorted(text.split("; "))


@pytest.mark.parametrize("card", [choice(), multi(), ordering(), matching()], ids=lambda card: type(card).__name__)
@pytest.mark.parametrize("places", [(), (-1,), (99,), (0, 0), (0, 1, 2, 3, 4), (0, -1), (10**9, 0)])
def test_rows_that_are_not_there_too_many_or_chosen_twice_are_asked_again(card: Card, places: tuple[int, ...]) -> None:
    asked = question(card)
    assert isinstance(grading.misread(asked, Chosen(places)), Misread)
    session = begin([card])
    assert isinstance(session.answer(Chosen(places), moment(), event_id(1)), Misread)


@pytest.mark.parametrize(
    ("card", "places", "words"),
    [
        (choice(), (0, 1), "Choose one answer"),
        (choice(), (7,), "Type a number from 1 to 3"),
        (multi(), (1, 1), "Choose each answer that is right, once"),
        (multi(), (3,), "Type numbers from 1 to 3"),
        (ordering(), (0, 1), "Put all 3 in order, each once"),
        (ordering(), (0, 1, 1), "Put all 3 in order, each once"),
        (matching(), (0,), "Give 2 numbers, one for each line, and none twice"),
        (matching(), (1, 1), "Give 2 numbers, one for each line, and none twice"),
        (matching(), (0, 1, 2), "Give 2 numbers, one for each line, and none twice"),
    ],
)
def test_what_is_asked_again_says_how_to_answer(card: Card, places: tuple[int, ...], words: str) -> None:
    assert grading.misread(question(card), Chosen(places)) == words


@pytest.mark.parametrize("card", [choice(), multi(), ordering(), matching()], ids=lambda card: type(card).__name__)
def test_words_where_rows_are_asked_are_asked_again(card: Card) -> None:
    assert isinstance(grading.misread(question(card), Typed(("1",))), Misread)


@pytest.mark.parametrize("card", [cloze(), typed()], ids=lambda card: type(card).__name__)
@pytest.mark.parametrize("texts", [(), ("",), ("  ",), ("\t\n",)])
def test_nothing_typed_shows_the_answer(card: Card, texts: tuple[str, ...]) -> None:
    after = begin([card]).answer(Typed(texts), moment(), event_id(1))
    assert isinstance(after, Session)
    assert isinstance(after.step, Revealed)


@pytest.mark.parametrize("card", EVERY, ids=lambda card: type(card).__name__)
@pytest.mark.parametrize(
    "response",
    [Typed((LONG,)), Typed((LONG, LONG)), Typed(("\x00",)), Typed(()), Chosen(()), Chosen((0,)), Chosen((0, 1))],
)
def test_any_answer_to_any_card_is_read_and_kept_short(card: Card, response: Response) -> None:
    after = begin([card]).answer(response, moment(), event_id(1))
    if isinstance(after, Move):
        assert len(getattr(after.event, "response", "")) <= 200


def test_a_hundred_thousand_characters_are_never_right() -> None:
    assert not graded(question(typed()), Typed((LONG,))).correct
    assert not graded(question(typed()), Typed(("prescriber" + " " * 100_000,))).correct
    assert isinstance(read_number("4.5" + " " * 100_000, number()), Misread)


@pytest.mark.parametrize(("text", "value"), [("4,5", "4.5"), ("4.5mg", "4.5"), ("−4.5", "-4.5"), ("0,125", "0.125")])
def test_numbers_are_read_with_a_comma_a_unit_or_a_long_minus(text: str, value: str) -> None:
    assert read_number(text, number()) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1e3", "٤", "٤.٥", "４", "4.5µg", "1,234", "4..5", "½", "4½", "²", "4.5 mg/kg", "0x10"]
)
def test_what_only_looks_like_a_number_is_asked_again(text: str) -> None:
    assert isinstance(read_number(text, number()), Misread)


@pytest.mark.parametrize(("text", "unit"), [("٤ µg", "µg"), ("−٤", "mg"), ("４µg", "µg")])
def test_digits_of_other_scripts_are_never_a_number(text: str, unit: str) -> None:
    assert isinstance(read_number(text, number(unit=unit)), Misread)


def test_a_wrong_unit_names_the_right_one() -> None:
    assert read_number("4.5 g", number(unit="mg")) == "The answer is asked in mg. Type the number alone, like 4.5"


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("blocks", "opioid"), True),
        (("Blocks.", " OPIOID "), True),
        (("opioid", "blocks"), False),
        (("blocks", ""), False),
        (("", "opioid"), False),
        (("blocks",), False),
        (("blocks", "opioid", "more"), False),
    ],
)
def test_each_gap_is_scored_in_its_place(texts: tuple[str, ...], right: bool) -> None:
    asked = question(cloze(prompt="LDN {{blocks}} {{opioid|which}} receptors."))
    assert graded(asked, Typed(texts)).correct is right


def test_a_typed_answer_may_say_it_in_another_way() -> None:
    asked = question(typed(answer="prescriber", accept=("doctor", "the nurse")))
    for text in ("prescriber", "Doctor", "nurse", "The Nurse", "a doctor"):
        assert graded(asked, Typed((text,))).correct
    assert not graded(asked, Typed(("pharmacist",))).correct


def test_a_slip_is_right_and_is_said() -> None:
    after = answered(typed(), Typed(("presciber",)))
    assert isinstance(after.step, Feedback)
    assert after.step.slip
    assert after.step.event.correct
    assert after.step.event.response == "presciber"


def test_the_event_keeps_the_key_as_it_was_taught_and_the_seed_of_what_was_shown() -> None:
    for card in EVERY[1:]:
        session = begin([card])
        assert session.question is not None
        order = session.question.order
        count = {"Choice": 1, "Multi": 2, "Matching": 2}.get(type(card).__name__, len(order))
        move = session.answer(Chosen(tuple(range(count))) if order else Typed(("4.5",)), moment(), event_id(1))
        assert isinstance(move, Move)
        assert isinstance(move.event, Reviewed)
        assert move.event.key == grading.key_text(card)
        assert move.event.seed == (session.question.seed if order else None)


def test_the_key_of_each_new_type_reads_as_one_line() -> None:
    assert grading.key_text(multi()) == "One; Two"
    assert grading.key_text(typed(accept=("other",))) == "prescriber"
    assert grading.key_text(ordering()) == "First > Second > Third"
    assert grading.key_text(matching()) == "Left = Right; Up = Down"


@pytest.mark.parametrize("card", EVERY[1:], ids=lambda card: type(card).__name__)
def test_how_sure_is_asked_at_every_scored_safety_card(card: Card) -> None:
    assert begin([replace(card, critical=True)]).asks_confidence
    assert not begin([card]).asks_confidence


# --- "I was right"


def wrong(card: Card, text: str = "zzz") -> Session:
    return answered(card, Typed((text,)))


def test_a_typed_word_may_be_overruled_and_stands_as_graded_by_the_learner() -> None:
    session = wrong(typed())
    first = session.last
    moves = session.overrule(moment(minutes=1), (event_id(2), event_id(3)))
    assert moves is not None
    back, again = moves
    assert getattr(back.event, "target", None) == getattr(first, "id", "")
    event = again.event
    assert (getattr(event, "correct", 0), getattr(event, "rating", 0)) == (None, Rating.GOOD)
    assert getattr(event, "response", "") == "zzz"
    assert [each.correct for each in again.session.results] == [None]
    assert again.session.answered == session.answered
    assert not again.session.may_overrule


@pytest.mark.parametrize(
    "card",
    [
        number(),
        typed(answer="4.5 mg"),
        typed(answer="half", accept=("0.5",)),
        typed(answer="phase 2"),
        cloze(prompt="Most used {{4.5}} mg of {{naltrexone}}."),
    ],
)
def test_nobody_s_word_is_taken_for_a_number_or_a_dose(card: Card) -> None:
    session = wrong(card, "9")
    assert not session.may_overrule
    assert session.overrule(moment(), (event_id(2), event_id(3))) is None


@pytest.mark.parametrize("answer", ["½ tablet", "Ⅳ", "¼"])
def test_nobody_s_word_is_taken_for_a_fraction(answer: str) -> None:
    assert not grading.can_be_overruled(typed(answer=answer))


def test_what_was_chosen_or_right_or_graded_is_not_overruled() -> None:
    asked = begin([choice()])
    place = asked.question.order.index(1) if asked.question else 0
    move = asked.answer(Chosen((place,)), moment(), event_id(1))
    assert isinstance(move, Move)
    assert not move.session.may_overrule
    assert not answered(typed(), Typed(("prescriber",))).may_overrule
    assert not begin([typed()]).may_overrule


def test_E06_an_overruled_answer_never_counts_for_the_mastery_of_a_safety_card() -> None:  # noqa: N802
    session = answered(typed(critical=True), Typed(("zzz",), SURE))
    for turn in range(6):
        moves = session.overrule(moment(turn), (event_id(10 * turn + 2), event_id(10 * turn + 3)))
        assert moves is not None
        (known,) = moves[1].session.memory.cards.values()
        assert (known.mastery.first, known.mastery.later) == (0, 0)
        again = moves[1].session.proceed(moment(turn + 1))
        if again.question is None:
            break
        move = again.answer(Typed(("zzz",), SURE), moment(turn + 1), event_id(10 * turn + 4))
        assert isinstance(move, Move)
        session = move.session


def test_an_ordinary_overruled_answer_counts_as_any_graded_one() -> None:
    moves = wrong(typed()).overrule(moment(), (event_id(2), event_id(3)))
    assert moves is not None
    (known,) = moves[1].session.memory.cards.values()
    assert known.mastery.first == 1


def test_overruling_takes_the_confident_error_back() -> None:
    session = answered(typed(critical=True), Typed(("zzz",), Confidence.VERY_SURE))
    (before,) = session.memory.cards.values()
    moves = session.overrule(moment(), (event_id(2), event_id(3)))
    assert moves is not None
    (after,) = moves[1].session.memory.cards.values()
    assert (before.guard, after.guard) == (2, 0)
