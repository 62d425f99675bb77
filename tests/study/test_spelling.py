"""When a typed word is right, right but for a letter, or another word."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ldn_learn.study.spelling import Likeness, difference, likeness, may_be_overruled, nearest

LETTERS = st.text(string.ascii_lowercase, min_size=6, max_size=14).filter(lambda word: word not in ("the", "an"))


@pytest.mark.parametrize("typed", ["opioid", "OPIOID", " opioid ", "opioid.", "an opioid", "The opioid", "'opioid'"])
def test_case_spacing_punctuation_and_articles_never_count(typed: str) -> None:
    assert likeness(typed, ["opioid"]) is Likeness.SAME


@pytest.mark.parametrize(
    "typed", ["naltrexon", "naltrexonee", "naltrexome", "naltrexoen", "nlatrexone", "naaltrexone", "natlrexone"]
)
def test_one_slip_of_a_letter_is_forgiven_in_a_long_word(typed: str) -> None:
    assert likeness(typed, ["naltrexone"]) is Likeness.SLIP


@pytest.mark.parametrize("typed", ["maltrexone", "altrexone", "xnaltrexone", "anltrexone", "naltrxon", "naltrexonexx"])
def test_never_the_first_letter_and_never_two(typed: str) -> None:
    assert likeness(typed, ["naltrexone"]) is Likeness.OTHER


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("pian", "pain"), ("live", "liver"), ("stop", "stoop"), ("dos", "dose"), ("dosee", "dose"), ("no", "on")],
)
def test_in_a_short_word_another_letter_is_another_word(typed: str, wanted: str) -> None:
    assert likeness(typed, [wanted]) is Likeness.OTHER


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("45 mg a day", "4.5 mg a day"),
        ("4.6 mg a day", "4.5 mg a day"),
        ("phase 3 trial", "phase 2 trial"),
        ("TLR5 receptor", "TLR4 receptor"),
        ("receptor", "receptor4"),
        ("seven days", "7 days"),
        ("tabletts 2", "tablets 2"),
    ],
)
def test_near_a_digit_nothing_is_forgiven(typed: str, wanted: str) -> None:
    assert likeness(typed, [wanted]) is Likeness.OTHER


@given(st.text("0123456789.,", min_size=1, max_size=8), st.text("0123456789.,", min_size=1, max_size=8))
def test_two_numbers_are_the_same_or_not(one: str, other: str) -> None:
    assume(any(letter.isdigit() for letter in one + other))
    assert likeness(f"about {one} mg", [f"about {other} mg"]) is not Likeness.SLIP


@pytest.mark.parametrize(("typed", "wanted"), [("take ¼ tablet", "take ½ tablet"), ("factor Ⅸ", "factor Ⅷ")])
def test_another_fraction_is_another_dose(typed: str, wanted: str) -> None:
    assert likeness(typed, [wanted]) is Likeness.OTHER


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("take on dose", "take no dose"),
        ("do now stop", "do not stop"),
        ("mcg a day", "mg a day"),
        ("with no pain", "with on pain"),
        ("opioid clocker", "opioid blocker"),
    ],
)
def test_among_several_words_a_short_one_or_a_first_letter_is_never_a_slip(typed: str, wanted: str) -> None:
    assert likeness(typed, [wanted]) is Likeness.OTHER


@given(LETTERS, st.data())
def test_one_later_letter_left_out_changed_or_added_is_a_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    for typed in (word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:]):
        assert likeness(typed, [word]) is not Likeness.OTHER


@given(LETTERS, LETTERS)
def test_words_with_another_first_letter_are_other_words(one: str, other: str) -> None:
    assume(one[0] != other[0])
    assert likeness(one, [other]) is Likeness.OTHER


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=4))
def test_what_differs_gives_both_texts_back(typed: str, wanted: list[str]) -> None:
    likeness(typed, wanted)
    for each in wanted:
        pieces = difference(typed, each)
        assert "".join(piece.text for piece in pieces if piece.kind != "missing") == typed
        assert "".join(piece.text for piece in pieces if piece.kind != "extra") == each


def test_the_nearest_of_the_accepted_texts_is_shown() -> None:
    assert nearest("pharmcy", ["doctor", "pharmacy"]) == "pharmacy"


@pytest.mark.parametrize("typed", ["", " ", "x" * 100_000, "opioid" + "." * 100_000])
def test_nothing_or_too_much_is_no_word(typed: str) -> None:
    assert likeness(typed, ["opioid", "a" * 100_000]) is Likeness.OTHER


def test_where_a_digit_is_wanted_anywhere_nobody_overrules() -> None:
    assert may_be_overruled(["prescriber", "doctor"])
    assert not may_be_overruled(["prescriber", "doctor 2"])
    assert not may_be_overruled(["٤"])
