from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.study.grading import asks_confidence, cloze_answer, cloze_question, grade, key_text, rating_for
from ldn_learn.study.numbers import number_is_right, read_number
from ldn_learn.study.shuffle import shown_order
from ldn_learn.study.steps import Misread, Question, Typed
from tests.builders import choice, cloze, flip, moment, number


@pytest.mark.parametrize(
    ("correct", "confidence", "rating"),
    [
        (False, Confidence.VERY_SURE, Rating.AGAIN),
        (False, None, Rating.AGAIN),
        (True, Confidence.GUESSING, Rating.HARD),
        (True, Confidence.FAIRLY_SURE, Rating.GOOD),
        (True, Confidence.VERY_SURE, Rating.GOOD),
        (True, None, Rating.GOOD),
    ],
)
def test_a_scored_answer_rates_itself_and_is_never_easy(
    correct: bool, confidence: Confidence | None, rating: Rating
) -> None:
    assert rating_for(correct=correct, confidence=confidence) is rating


def test_patients_are_asked_how_sure_at_safety_points_and_trainees_always() -> None:
    assert asks_confidence(choice(critical=True), Audience.PATIENT)
    assert not asks_confidence(choice(), Audience.PATIENT)
    assert asks_confidence(choice(), Audience.TRAINEE)
    assert not asks_confidence(flip(critical=True), Audience.TRAINEE)


@pytest.mark.parametrize("text", ["4.5", " 4.5 ", "4,5", "4.50", "+4.5", "4.5mg", "4.5 mg", "4.5 MG", "04.5"])
def test_the_same_number_is_right_however_it_is_written(text: str) -> None:
    assert number_is_right(text, number(value="4.5"))


@pytest.mark.parametrize("text", ["45", "4.6", "0.45", "-4.5", "4", "5", "4.5001"])
def test_another_number_is_not_right(text: str) -> None:
    assert not number_is_right(text, number(value="4.5"))
    assert isinstance(read_number(text, number()), Decimal)


@pytest.mark.parametrize(
    "text", ["", "four", "1e3", "٤", "4.5.6", "4 5", "4,500", "NaN", "inf", "4.5 g", "0x4", "9" * 400]
)
def test_what_is_no_number_is_asked_again(text: str) -> None:
    assert isinstance(read_number(text, number()), Misread)
    assert not number_is_right(text, number())


def test_a_tolerance_reaches_as_far_as_it_says() -> None:
    card = number(value="10", tolerance=Decimal("0.5"))
    assert number_is_right("10.5", card)
    assert not number_is_right("10.51", card)


@given(st.text())
def test_any_text_is_a_number_or_is_asked_again(text: str) -> None:
    assert isinstance(read_number(text, number()), Decimal | Misread)


@given(st.decimals(-1000, 1000, places=3))
def test_a_number_typed_as_it_stands_is_right(value: Decimal) -> None:
    assert number_is_right(f"{value:f}", number(value=str(value)))


@pytest.mark.parametrize("text", ["blocks", "Blocks", " blocks. ", "BLOCKS"])
def test_a_gap_is_right_but_for_case_and_punctuation(text: str) -> None:
    graded = grade(Question(cloze(), moment(), 0), Typed((text,)))
    assert graded is not None
    assert graded.correct


@pytest.mark.parametrize("text", ["", "  ", "blo", "blocks not", "."])
def test_another_word_in_a_gap_is_not_scored_as_right(text: str) -> None:
    graded = grade(Question(cloze(), moment(), 0), Typed((text,)))
    assert graded is None or not graded.correct


def test_a_cloze_shows_a_blank_or_its_hint() -> None:
    card = cloze(prompt="LDN {{blocks}} {{opioid|which kind}} receptors.")
    assert cloze_question(card) == "LDN _____ [which kind] receptors."
    assert cloze_answer(card) == "LDN blocks opioid receptors."


def test_the_key_of_each_type_reads_as_one_line() -> None:
    assert key_text(flip(answer="The prescriber")) == "The prescriber"
    assert key_text(choice()) == "Right"
    assert key_text(number(value="4.50")) == "4.5 mg"
    assert key_text(number(value="100", unit="")) == "100"
    assert key_text(cloze(prompt="{{a}} and {{b}}")) == "a; b"


@given(st.integers(0, 2**32))
def test_shuffled_options_are_all_there_and_the_seed_gives_the_same_order_again(seed: int) -> None:
    card = choice(options=("one", "two", "three", "four"))
    assert sorted(shown_order(card, seed)) == [0, 1, 2, 3]
    assert shown_order(card, seed) == shown_order(card, seed)


def test_options_stand_in_every_order_over_many_showings() -> None:
    assert len({shown_order(choice(), seed) for seed in range(200)}) == 6


@given(st.integers(0, 2**32))
def test_numbers_and_fixed_lists_keep_the_authors_order(seed: int) -> None:
    assert shown_order(choice(options=("10 mg", "4.5 mg", "< 1 mg")), seed) == (0, 1, 2)
    assert shown_order(choice(shuffle=False), seed) == (0, 1, 2)
