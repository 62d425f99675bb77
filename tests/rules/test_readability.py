"""The formulas and counts hold for worked examples; words and sentences are cut as those who score by hand cut them."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.rules.readability import (
    HEADWORDS,
    Counts,
    counts,
    flesch_kincaid,
    mean_sentence,
    pieces,
    reading_ease,
    sentences,
    smog,
    syllables,
    words,
)

PLAIN: Final = (
    "Tell your doctor about all the medicines you take. Do not take LDN with opioid pain pills. "
    "The two drugs work against each other. You could get very sick."
)
DENSE: Final = (
    "Evidence indicates that low-dose naltrexone can suppress microglial activation, likely through antagonism of "
    "toll-like receptor 4, a non-opioid receptor expressed on macrophages."
)
PHARMACY: Final = (
    "LDN is made by a special pharmacy. The FDA has not checked these capsules for safety or quality. "
    "Ask the pharmacist how each dose is tested."
)
STUDY: Final = (
    "A study gave LDN or a dummy pill to 99 women with fibromyalgia for 12 weeks. Pain fell a little in both groups. "
    "LDN did not help pain more than the dummy pill."
)


@pytest.mark.parametrize(
    ("of", "grade", "ease", "simple"),
    [
        (Counts(100, 10, 140, 8), 4.83, 78.25, 8.24),
        (Counts(300, 30, 420, 12), 4.83, 78.25, 6.74),
        (Counts(300, 20, 450, 30), 7.96, 64.71, 10.13),
        (Counts(600, 30, 960, 60), 11.09, 51.18, 11.21),
    ],
)
def test_the_formulas_give_the_worked_values(of: Counts, grade: float, ease: float, simple: float) -> None:
    assert flesch_kincaid(of) == pytest.approx(grade, abs=0.005)
    assert reading_ease(of) == pytest.approx(ease, abs=0.005)
    assert smog(of, least=1) == pytest.approx(simple, abs=0.005)


@pytest.mark.parametrize(
    ("text", "found", "raw", "adjusted"),
    [
        (PLAIN, (29, 4, 40, 3), 3.51, 2.70),
        (PHARMACY, (26, 3, 40, 5), 5.94, 4.13),
        (STUDY, (33, 3, 49, 4), 6.22, 4.08),
    ],
)
def test_plain_texts_are_counted_as_by_hand(
    text: str, found: tuple[int, int, int, int], raw: float, adjusted: float
) -> None:
    of = counts(text)
    assert (of.words, of.sentences, of.syllables, of.long_words) == found
    assert flesch_kincaid(of) == pytest.approx(raw, abs=0.005)
    assert flesch_kincaid(counts(text, HEADWORDS)) == pytest.approx(adjusted, abs=0.005)


def test_a_dense_text_is_far_too_hard() -> None:
    grade = flesch_kincaid(counts(DENSE))
    assert grade is not None
    assert grade > 12
    assert counts(DENSE).longest == counts(DENSE).words == 22


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("naltrexone", 3),
        ("opioid", 3),
        ("medicine", 3),
        ("pharmacy", 3),
        ("doctor", 2),
        ("tested", 2),
        ("people", 2),
        ("surgery", 3),
        ("liver", 2),
        ("pregnant", 2),
        ("withdrawal", 3),
        ("headache", 2),
        ("insomnia", 4),
        ("placebo", 3),
        ("capsule", 2),
        ("compounding", 3),
        ("inflammation", 4),
        ("evidence", 3),
        ("approved", 2),
        ("study", 2),
        ("fibromyalgia", 6),
        ("autoimmune", 3),
        ("receptor", 3),
        ("dose", 1),
        ("label", 2),
        ("alcohol", 3),
        ("methadone", 3),
        ("fatigue", 2),
        ("nausea", 3),
        ("quality", 3),
        ("safety", 2),
        ("interaction", 4),
    ],
)
def test_words_have_the_syllables_that_one_hears(word: str, number: int) -> None:
    assert syllables(word) == number
    assert syllables(word.capitalize()) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("your", 1),
        ("doses", 2),
        ("medicines", 3),
        ("called", 1),
        ("handled", 2),
        ("carried", 2),
        ("swallowed", 2),
        ("tied", 1),
        ("sometimes", 2),
        ("every", 2),
        ("science", 2),
        ("diet", 2),
        ("usual", 3),
        ("mechanism", 4),
        ("area", 3),
        ("react", 2),
        ("create", 2),
        ("serious", 3),
        ("opinion", 3),
        ("centre", 2),
        ("the", 1),
        ("doing", 2),
        ("diarrhoea", 4),
    ],
)
def test_silent_letters_and_neighbouring_vowels_are_told_apart(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("low-dose", 2),
        ("non-opioid", 4),
        ("LDN", 3),
        ("TLR4", 4),
        ("RCTs", 3),
        ("NOT", 1),
        ("LDN's", 3),
        ("prescriber's", 3),
        ("0", 2),
        ("7", 2),
        ("12", 1),
        ("17", 3),
        ("40", 2),
        ("70", 3),
        ("99", 3),
        ("100", 3),
        ("119", 5),
        ("1984", 4),
        ("x", 1),
    ],
)
def test_hyphens_acronyms_and_numbers_are_said_in_parts(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize("word", ["fibromyalgia", "Fibromyalgia", "opioids", "LDN", "pharmacist's"])
def test_a_headword_counts_two_at_most(word: str) -> None:
    assert syllables(word, HEADWORDS) == 2
    assert syllables(word) > 2


def test_a_headword_within_a_hyphenated_word_is_capped_alone() -> None:
    assert syllables("opioid-free", HEADWORDS) == 3


def test_thirty_sentences_are_enough_for_smog_and_twenty_nine_are_not() -> None:
    assert smog(counts("Ask your prescriber. " * 29)) is None
    assert smog(counts("Ask your prescriber. " * 30)) == pytest.approx(1.0430 * 30**0.5 + 3.1291)
    assert smog(Counts(0, 0, 0, 0), least=0) is None


def test_no_full_sentence_has_no_grade() -> None:
    of = counts("A heading without an end")
    assert of == Counts(0, 0, 0, 0)
    assert (flesch_kincaid(of), reading_ease(of), mean_sentence(of)) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It works. Does it? Yes!", 3),
        ("Most studies used 4.5 mg. They were small.", 2),
        ("They took 4.5 mg. each day.", 1),
        ("In all, 1,000 people took part.", 1),
        ("Ask e.g. Dr. Smith vs. Mr. Jones.", 1),
        ("J. R. Smith wrote it. B. Jones read it.", 2),
        ("Take vitamin C. Ask first.", 2),
        ("You take LDN. Ask first.", 2),
        ("No. LDN is not one. See No. 4.", 3),
        ("At 8 p.m. he slept.", 1),
        ('He said "stop." Then he left.', 2),
        ("Nothing ends here", 0),
        ("A sentence. A fragment", 1),
        ("Title\n\nA sentence that\ngoes on.", 1),
        ("Intro:\n- a bullet\n- A full one.\n1. Another full one.\n[ ] Tick this.", 3),
        ("Wait... what?", 2),
        ("... !", 0),
        ("", 0),
    ],
)
def test_sentences_are_cut_where_one_ends(text: str, found: int) -> None:
    assert len(sentences(text)) == found


def test_the_last_piece_may_be_a_fragment() -> None:
    assert pieces("All of these fit. All but one, except") == ("All of these fit.", "All but one, except")


def test_a_word_may_hold_hyphens_and_an_apostrophe() -> None:
    assert words("Crohn’s low-dose trial (n=17), -x-") == ("Crohn’s", "low-dose", "trial", "n", "17", "x")


def test_several_texts_are_counted_together() -> None:
    of = counts([PLAIN, "No end", STUDY])
    assert (of.words, of.sentences, of.longest) == (29 + 33, 4 + 3, 16)
    assert mean_sentence(of) == pytest.approx(62 / 7)


@given(st.text() | st.text("aeiouy.!?-' \nABe9dlst%"))
def test_any_text_can_be_counted(text: str) -> None:
    raw, adjusted = counts(text), counts(text, HEADWORDS)
    assert raw.words >= raw.sentences
    assert raw.syllables >= raw.words
    assert raw.long_words * 3 <= raw.syllables
    assert raw.longest <= raw.words
    assert adjusted.words == raw.words
    assert adjusted.syllables <= raw.syllables


@given(st.lists(st.sampled_from([PLAIN, PHARMACY, STUDY, DENSE, "Ask"]), max_size=6))
def test_a_deck_has_the_sum_of_its_texts(texts: list[str]) -> None:
    each = [counts(text) for text in texts]
    whole = counts(texts)
    assert whole.words == sum(of.words for of in each)
    assert whole.syllables == sum(of.syllables for of in each)
    assert whole.sentences == sum(of.sentences for of in each)
