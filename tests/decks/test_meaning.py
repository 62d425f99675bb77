"""The fingerprint of what a card teaches stays when the wording changes and changes when the answer does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.meaning import fingerprint, gaps, plain_form
from tests.decks.samples import CARDS, deck_from, steady


def meaning(card: str) -> str:
    """The fingerprint of the only card of a deck."""
    (only,) = deck_from(f"{CARDS}  - {{id: a, {card}}}\n").cards
    return only.meaning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Low-dose naltrexone", "low-dose NALTREXONE"),
        ("Call a doctor", "  Call   a\n\tdoctor "),
        ("Yes: stop, then call.", "Yes - stop; then call!"),
        ("“Stop” (at once)", "stop at once"),
        ("4.5 mg", "4.5mg"),
        ("< 5 mg", "<5 mg."),
        ("café", "cafe\u0301"),  # two spellings of the same letter
        ("5 mg", "5\u00a0mg"),  # a space that does not break
        ("ﬁrst", "first"),  # two letters set as one
    ],
)
def test_case_spacing_and_punctuation_do_not_change_the_fingerprint(one: str, other: str) -> None:
    assert fingerprint([one]) == fingerprint([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.5 mg", "45 mg"),
        ("4.5 mg", "4 5 mg"),
        (".5 mg", "5 mg"),
        ("10² cells", "102 cells"),
        ("≠ 5", "5"),
        ("+", "-"),
        ("0.5 mg", "5 mg"),
        ("1,000", "1 000"),
        ("-5", "5"),
        ("+5", "-5"),
        ("± 5", "5"),
        ("< 5", "> 5"),
        ("< 5", "5"),
        ("≤ 5", "< 5"),
        ("≥ 5", "≤ 5"),
        ("5 %", "5"),
        ("38°", "38"),
        ("1/2", "12"),
        ("5 mg", "5 mcg"),
        ("Stop it", "Do not stop it"),
        ("café", "cafe"),
        ("日本", "本日"),
    ],
)
def test_another_answer_has_another_fingerprint(one: str, other: str) -> None:
    assert fingerprint([one]) != fingerprint([other])


def test_a_fingerprint_is_sixteen_hex_digits() -> None:
    found = fingerprint(["4.5 mg"])
    assert len(found) == 16
    assert set(found) <= set("0123456789abcdef")


def test_a_fingerprint_is_the_same_on_every_computer_and_in_every_version() -> None:
    # Progress on disk holds these digits: another rule would make every card new to its learner.
    assert fingerprint(["4.5 mg"]) == "844761a2a7d17604"
    assert fingerprint(["Low-dose naltrexone", "LDN"]) == "90ca80cdc1188112"


def test_the_borders_between_answers_count() -> None:
    assert len({fingerprint(answers) for answers in (["a", "b"], ["a b"], ["b", "a"], ["a", "b", ""])}) == 4


def test_a_revision_pins_the_fingerprint() -> None:
    assert fingerprint(["one"], 2) == fingerprint(["two"], 2) == "r2"
    assert fingerprint(["one"], 2) != fingerprint(["one"], 3)
    assert fingerprint(["one"], 2) != fingerprint(["one"])


@pytest.mark.parametrize(
    "card",
    [
        "prompt: p, answer: {0}",
        "prompt: p, answer: {0}, reverse: false",
        "prompt: 'The {{{{{0}}}}}'",
        "prompt: p, options: [{{text: {0}, correct: true}}, {{text: b}}]",
        "prompt: p, value: 4.5, unit: {0}",
    ],
)
def test_the_author_of_any_card_may_pin_it_with_a_revision(card: str) -> None:
    assert meaning(card.format("one")) != meaning(card.format("two"))
    assert meaning(card.format("one") + ", revision: 4") == meaning(card.format("two") + ", revision: 4") == "r4"


def test_a_revision_pins_both_directions_of_a_reversed_card() -> None:
    deck = deck_from(f"{CARDS}  - {{id: a, prompt: p, answer: x, reverse: true, revision: 2}}\n")
    assert [card.meaning for card in deck.cards] == ["r2", "r2"]


def test_the_prompt_of_a_flip_may_be_worded_anew_and_its_answer_may_not() -> None:
    assert meaning("prompt: What is it?, answer: x") == meaning("prompt: 'Say, what is it?', answer: x")
    assert meaning("prompt: p, answer: x") != meaning("prompt: p, answer: y")


def test_both_texts_of_a_reversed_flip_carry_what_is_learnt() -> None:
    def of(prompt: str, answer: str) -> str:
        text = f"{CARDS}  - {{id: a, prompt: {prompt}, answer: {answer}, reverse: true}}\n"
        return deck_from(text).cards[0].meaning

    assert len({of("p", "x"), of("q", "x"), of("p", "y")}) == 3
    assert of("p", "x") == of("P!", "X.")


def test_only_the_right_option_carries_the_meaning_of_a_choice() -> None:
    first = meaning("prompt: p, options: [{text: right, correct: true, feedback: f}, {text: wrong}]")
    # Another prompt, other feedback, another order, another wrong option and one more of them.
    second = meaning("prompt: q, options: [{text: bad}, {text: worse}, {text: Right., correct: true, feedback: g}]")
    assert first == second
    third = meaning("prompt: p, options: [{text: right, feedback: f}, {text: wrong, correct: true}]")
    assert first != third


def test_only_the_hidden_words_carry_the_meaning_of_a_cloze() -> None:
    first = meaning("prompt: 'Take {{no}} opioid with {{LDN|a medicine}}'")
    assert first == meaning("prompt: 'With {{No}} opioid goes {{ldn}}.'")
    assert first != meaning("prompt: 'Take {{an}} opioid with {{LDN|a medicine}}'")
    assert first != meaning("prompt: 'Take {{LDN}} opioid with {{no|a medicine}}'")


def test_value_and_unit_carry_the_meaning_of_a_number() -> None:
    first = meaning("prompt: p, value: 4.5, unit: mg")
    assert first == meaning("prompt: q, value: 4.50, unit: mg")
    assert first != meaning("prompt: p, value: 45, unit: mg")
    assert first != meaning("prompt: p, value: -4.5, unit: mg")
    assert first != meaning("prompt: p, value: 4.5, unit: mcg")
    assert first != meaning("prompt: p, value: 4.5")


def test_ways_to_write_one_number_have_one_meaning() -> None:
    assert len({meaning(f"prompt: p, value: {value}") for value in ("100", "100.0", "0100")}) == 1


def test_gaps_are_the_hidden_words_in_their_order_without_hints() -> None:
    assert gaps("The {{first}} and {{ second | a hint }}, then {{third\nline|}}.") == ("first", "second", "third\nline")
    assert gaps("no gap, {one brace}, {{open") == ()
    assert gaps("{{ }}") == ("",)


_words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
_numbers = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)
_tokens = st.lists(_words | _numbers, min_size=1, max_size=6)


@steady
@given(_tokens, st.data())
def test_any_wording_of_the_same_tokens_has_one_fingerprint(tokens: list[str], data: st.DataObject) -> None:
    signs = st.sampled_from([" ", "  ", "\n", "\t", ", ", "; ", " (", ") ", "! ", "? ", ": ", '" ', " “", "… ", " — "])
    cases = st.sampled_from([str.lower, str.upper, str.capitalize])
    other = "".join(data.draw(cases)(token) + data.draw(signs) for token in tokens)
    assert fingerprint([other]) == fingerprint([" ".join(tokens)])


@steady
@given(_tokens, _tokens)
def test_other_tokens_have_another_fingerprint(one: list[str], other: list[str]) -> None:
    assert (fingerprint([" ".join(one)]) == fingerprint([" ".join(other)])) == (one == other)


_signed = st.from_regex(r"[-+]?[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True)
_compared = st.sampled_from(["", "<", ">", "≤", "≥", "="])


@steady
@given(st.tuples(_compared, _signed), st.tuples(_compared, _signed))
def test_a_dose_with_another_digit_sign_or_comparison_has_another_fingerprint(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    def of(dose: tuple[str, str]) -> str:
        return fingerprint([f"{' '.join(dose)} mg"])

    assert (of(one) == of(other)) == (one == other)


@steady
@given(st.text(max_size=60))
def test_a_plain_form_is_its_own_plain_form(text: str) -> None:
    # Otherwise an author who copies an answer out of a report would change what the card teaches.
    assert plain_form(plain_form(text)) == plain_form(text)


@steady
@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_texts_have_a_fingerprint(texts: list[str]) -> None:
    assert len(fingerprint(texts)) == 16
