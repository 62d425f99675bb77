"""Each rule finds its examples, leaves its counter-examples alone, and knows what makes a match harmless."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.rules import phrases
from ldn_learn.rules.phrases import RULES, absolute_numbers, found

if TYPE_CHECKING:
    from collections.abc import Callable

MATCHES: Final = {
    "A03": ("Is LDN an opioid?", "Should you wait?"),
    "A10": ("This drug does what?", "It blocks what?"),
    "F03": ("Incorrect.", "Wrong, try again!", "No.", "Well done!", "Yes, that's right."),
    "F08": ("Wrong! Look again.", "You should know this.", "You failed."),
    "F09": ("Do not take it.", "Ask your prescriber.", "Get medical help."),
    "J03": ("LDN", "RCTs", "TLR4"),
    "M03": ("Both A and B", "All of the above", "Options A and C", "None of these", "neither (a) nor (b)"),
    "M04": (
        "Which of these is NOT an opioid?",
        "Which medicine should you not take with LDN?",
        "All of these are opioids except",
        "Which drug isn’t an opioid?",
        "Which is the least likely cause?",
    ),
    "M06": ("It never causes side effects", "There are no side effects", "It works 100 % of the time", "Only at night"),
    "M07": ("It usually helps", "In some people", "It may help"),
    "M10": ("LDN is an", "You should see a:", "This is a ..."),
    "M15": (
        "Which of the following is true?",
        "Which of these statements about LDN is correct?",
        "Which statement is most accurate?",
    ),
    "M19": ("Based on question 3, what next?", "As in the case above, see the last card.", "The previous answer"),
    "N01": ("32% of people", "4.5 percent", "10 per cent"),
    "N02": ("LDN cut pain by 30%", "twice as likely", "30 percent reduction", "2.5-fold higher", "the relative risk"),
    "N03": ("1 in 25 people", "one in 8", "1 in 10,000", "one out of every 12"),
    "N07": ("Headache is common", "a slight risk", "Rarely seen"),
    "N08": ("4.5%", "123 percent"),
    "N10a": ("1.0 mg",),
    "N10b": (".5 mg",),
    "N10c": ("50mg", "100 µg", "100 μg", "5 ug"),
    "T01": ("a miraculous drug", "LDN cures MS", "a whopping 67 percent", "a game-changing pill"),
    "T03": (
        "Take 4.5 mg at bedtime",
        "Start with 1.5 mg",
        "Your dose is about 3 mg",
        "Begin with one capsule of 1.5mg.",
    ),
    "T05": ("alcoholics", "drug abuser", "a dirty urine test"),
    "X02": ("Stop your other medicines today.", "Double the dose.", "Skip LDN for a day."),
    "X04": ("Dissolve one tablet in water.", "Cut the 50 mg pills."),
}

PASSES: Final = {
    "A03": ("What does LDN do?",),
    "A10": ("LDN blocks what?",),
    "F03": ("No. LDN blocks opioids; it is not one.", "Yes. Tell the team."),
    "F08": ("Not this one.",),
    "F09": ("LDN blocks receptors.",),
    "J03": ("Ask", "A dose"),
    "M03": ("Ask about all of your medicines", "Both kidneys and liver"),
    "M04": ("What should you do before surgery?", "What note should you carry?"),
    "M06": ("Ask your prescriber first",),
    "M07": ("Ask your prescriber first",),
    "M10": ("What is LDN?",),
    "M15": ("Which of these medicines is an opioid?",),
    "M19": ("What is the first question to ask?",),
    "N01": ("45 out of 100 people",),
    "N02": ("45 out of 100 people", "half a tablet", "reduced by the pharmacist"),
    "N03": ("1 in 10 people", "10 in 100", "1 in 1,000", "one in every 100", "1 in 10, and more"),
    "N07": ("Headache: 16 out of 100 people",),
    "N08": ("30%", "100%", "150 percent"),
    "N10a": ("1.5 mg", "10.05 mg"),
    "N10b": ("0.5 mg",),
    "N10c": ("1.5 mg", "0.5 mg", "50 mg"),
    "T01": ("not shown to work", "improved sleep", "secure"),
    "T03": ("Studies used 4.5 mg", "Your prescriber will tell you how much to take", "Take it. Studies used 4.5 mg."),
    "T05": ("people with opioid use disorder",),
    "X02": ("What a start.", "Tell the team that you take LDN."),
    "X04": ("Use the LDN that your pharmacy made.",),
}


def pairs(examples: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(code, text) for code, texts in examples.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), pairs(MATCHES))
def test_a_rule_finds_what_it_is_for(code: str, text: str) -> None:
    assert found(code, text)


@pytest.mark.parametrize(("code", "text"), pairs(PASSES))
def test_a_rule_leaves_plain_speech_alone(code: str, text: str) -> None:
    assert not found(code, text)


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert set(MATCHES) == set(PASSES) == set(RULES)


def test_what_was_matched_is_given_back_in_order() -> None:
    assert found("N01", "First 32%, then\n4.5  percent.") == ("32%", "4.5 percent")
    with pytest.raises(KeyError):
        found("Z99", "")


def test_only_acronyms_tell_capitals_apart() -> None:
    assert found("J03", "Ldn and LDN") == ("LDN",)
    assert found("T01", "A MIRACLE")


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("LDN is proven.", True),
        ("LDN is not proven.", False),
        ("It has not been proven.", False),
        ("LDN doesn’t cure MS.", False),
        ("There is no cure.", False),
        ("It is unlikely to cure anyone.", False),
        ("It is not only proven, but kind.", True),
        ("That is not so. It has no side effects.", True),
        ("We do not know much about what LDN cures.", True),
        ("A low dose does not mean no side effects.", False),
        ("It is not dear; it is a breakthrough.", True),
    ],
)
def test_praise_counts_unless_a_negation_stands_shortly_before_it(text: str, praise: bool) -> None:
    assert bool(phrases.promotional(text)) is praise


def test_the_last_sentence_of_a_stem_is_the_one_that_asks() -> None:
    assert phrases.negative_stem("She does not sleep. Which of these is NOT an opioid?")
    assert not phrases.negative_stem("Which drug is not an opioid was asked. What do you do?")
    assert phrases.negative_stem("All of these are opioids except")
    assert not phrases.negative_stem("")


def test_a_vague_word_beside_a_number_is_clear() -> None:
    assert phrases.vague("Often") == ("Often",)
    assert not phrases.vague("Often, in 30 out of 100 people")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("32 out of 100 people", ((32, 100),)),
        ("6 of 49", ((6, 49),)),
        ("8 vs 5 out of 100", ((8, 100), (5, 100))),
        ("2 of every 1,000 and 3 in the 1,000", ((2, 1000), (3, 1000))),
        ("In 2011 and 5 of 40", ((5, 40),)),
        ("0.3 in 100", ()),
        ("half a tablet", ()),
    ],
)
def test_numbers_of_people_are_read_with_their_whole(text: str, numbers: tuple[tuple[int, int], ...]) -> None:
    assert absolute_numbers(text) == numbers


@pytest.mark.parametrize("beside", ["32 out of 100 people", "6 of 49", "n=31", "n = 31"])
def test_a_percentage_needs_a_number_of_people(beside: str) -> None:
    assert phrases.bare_percents("That is 32%.") == ("32%",)
    assert phrases.bare_percents(f"That is 32%, or {beside}.") == ()


def test_a_relative_risk_needs_the_numbers_of_both_groups() -> None:
    assert phrases.relative_risks("It was twice as likely.")
    assert phrases.relative_risks("It was twice as likely, in 8 of 100.")
    assert not phrases.relative_risks("It was twice as likely: 8 against 4 out of 100.")
    assert not phrases.relative_risks("It was twice as likely: 8 of 100, and 4 of 100.")


def test_wholes_that_differ_cannot_be_compared() -> None:
    assert phrases.mixed_denominators("8 of 100 and 4 of 50") == (50, 100)
    assert not phrases.mixed_denominators("8 of 100 and 4 of 100")


def test_a_word_for_how_often_needs_a_number() -> None:
    assert phrases.frequency_words("Headache is common.")
    assert not phrases.frequency_words("Headache is common: 16 out of 100 people.")


def test_every_way_to_misread_an_amount_is_found() -> None:
    assert phrases.unclear_doses("1.0 mg, .5 mg and 50mg") == ("1.0 mg", ".5 mg", "50mg")


def test_a_dose_for_the_reader_is_found() -> None:
    assert phrases.dose_orders("You should take 4.5 mg.") == ("take 4.5 mg",)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Stop your other pills.", True),
        ("Stop your other pills once your prescriber agrees.", False),
        ("Ask before you stop your other pills.", False),
        ("Do not stop your other pills.", False),
        ("Do not stop your pills. Double the dose.", True),
        ("Never change a medicine.", False),
    ],
)
def test_a_change_of_medicine_names_whom_to_ask(text: str, orders: bool) -> None:
    assert bool(phrases.medicine_changes(text)) is orders


def test_a_warning_against_a_home_recipe_is_none() -> None:
    assert phrases.home_recipes("Crush the tablets and stir.")
    assert not phrases.home_recipes("Do not cut, crush or dissolve 50 mg tablets.")


@pytest.mark.parametrize(
    "text",
    [
        "which " * 20_000,
        "which" + " " * 100_000 + "x",
        "as in " * 20_000,
        "1" * 100_000 + "x",
        "1," * 50_000,
        "cure " * 20_000,
        "a" + "." * 100_000 + "x",
        "take " * 20_000,
    ],
)
def test_no_text_keeps_the_rules_busy(text: str) -> None:
    for code in RULES:
        found(code, text)
    assert absolute_numbers(text) == ()
    phrases.promotional(text)


@given(st.text())
def test_any_text_can_be_searched_and_its_spacing_means_nothing(text: str) -> None:
    for code in RULES:
        assert found(code, text) == found(code, f"  {text}\n\n")


@given(st.sampled_from(pairs(MATCHES)), st.sampled_from(["\n", "\t", " \n ", "\u00a0"]))
def test_a_phrase_is_found_across_lines(pair: tuple[str, str], gap: str) -> None:
    code, text = pair
    assert found(code, gap.join(text.split(" ")))


def test_the_patterns_are_text_until_they_are_used() -> None:
    assert all(isinstance(pattern, str) for pattern in RULES.values())
    source = Path(phrases.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\S.*re\.compile\(", source, re.MULTILINE)
    assert all(re.compile(pattern) for pattern in RULES.values())


@pytest.mark.parametrize(
    "rule",
    [phrases.promotional, phrases.dose_orders, phrases.bare_percents, phrases.medicine_changes, phrases.home_recipes],
)
def test_an_empty_text_breaks_no_rule(rule: Callable[[str], tuple[str, ...]]) -> None:
    assert rule("") == ()
