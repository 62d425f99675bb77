"""The newer types of card in a deck file: all their keys, each way to be wrong, what they teach, and the cache."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import (
    Audience,
    CardId,
    Choice,
    Citation,
    Cloze,
    Correction,
    Deck,
    DeckId,
    Flip,
    Matching,
    Multi,
    Number,
    Option,
    Ordering,
    Pair,
    ShortAnswer,
)
from tests.decks.samples import CARDS, HEAD, deck_from, findings, steady

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card

TWO = "options: [{text: One, correct: true}, {text: Two}]"


def card(keys: str) -> Card:
    """The only card of a deck, with these keys besides id and prompt."""
    (only,) = deck_from(f"{CARDS}  - {{id: a, prompt: P, {keys}}}\n").cards
    return only


def wrong(keys: str) -> list[str]:
    """What is found in a deck with such a card, without file and severity."""
    found = findings(f"{CARDS}  - {{id: a, prompt: P, {keys}}}\n")
    return [line.removeprefix("deck.yaml:").replace(" error ", " ") for line in found]


# --- all keys


def test_every_key_of_several_answers_arrives() -> None:
    found = card("type: multi, options: [{text: A, correct: true, feedback: F}, {text: B, correct: true}, {text: C}]")
    assert isinstance(found, Multi)
    assert found.options == (Option("A", True, "F"), Option("B", True), Option("C"))
    assert [option.text for option in found.keys] == ["A", "B"]
    assert found.shuffle
    fixed = card(f"type: multi, shuffle: false, {TWO}")
    assert isinstance(fixed, Multi)
    assert not fixed.shuffle


@pytest.mark.parametrize("answer", [True, False])
def test_true_or_false_is_a_choice_that_keeps_its_order(answer: bool) -> None:
    found = card(f"type: true-false, answer: {str(answer).lower()}, feedback: Think again., misconception: MC-1")
    assert isinstance(found, Choice)
    assert [option.text for option in found.options] == ["True", "False"]
    assert found.key.text == str(answer)
    assert not found.shuffle
    (other,) = (option for option in found.options if not option.correct)
    assert (other.feedback, other.misconception) == ("Think again.", "MC-1")
    assert (found.key.feedback, found.key.misconception) == ("", "")


def test_every_key_of_a_typed_answer_arrives() -> None:
    assert card("type: typed, answer: prescriber, accept: [doctor, nurse]") == card(
        "answer: prescriber, accept: [doctor, nurse]"
    )
    found = card("type: typed, answer: prescriber")
    assert isinstance(found, ShortAnswer)
    assert (found.answer, found.accept) == ("prescriber", ())


def test_every_key_of_an_order_and_of_a_match_arrives() -> None:
    order = card("items: [First, Second]")
    assert isinstance(order, Ordering)
    assert order.items == ("First", "Second")
    match = card("pairs: [{left: A, right: X}, {left: B, right: Y}], extras: [Z]")
    assert isinstance(match, Matching)
    assert match.pairs == (Pair("A", "X"), Pair("B", "Y"))
    assert match.rights == ("X", "Y", "Z")


def test_every_key_that_all_types_have_arrives() -> None:
    deck = deck_from(
        f"{HEAD}cases: [{{id: c1, text: A woman of 40.}}]\ncards:\n"
        "  - {id: base, prompt: P, answer: A}\n"
        "  - {id: a, prompt: P, type: typed, answer: A, case: c1, requires: [base, other/card], readiness: true,\n"
        "     contrast: pair, correction: {before: B, why: W, on: 2026-11-01}}\n"
    )
    found = deck.cards[1]
    assert (found.stem, found.contrast, found.readiness) == ("A woman of 40.", "pair", True)
    assert found.requires == ("d/base", "other/card")
    assert found.correction == Correction("B", "W", "2026-11-01")


@pytest.mark.parametrize(
    ("keys", "type_"),
    [
        ("items: [A, B]", Ordering),
        ("pairs: [{left: A, right: X}, {left: B, right: Y}]", Matching),
        ("answer: A, accept: [B]", ShortAnswer),
        ("answer: A", Flip),
        (TWO, Choice),
        (f"type: multi, {TWO}", Multi),
    ],
)
def test_the_keys_of_a_newer_card_tell_its_type(keys: str, type_: type) -> None:
    assert type(card(keys)) is type_


# --- each way to be wrong

NINE = ", ".join(f"{{left: l{number}, right: r{number}}}" for number in range(9))


@pytest.mark.parametrize(
    ("keys", "code", "words", "hint"),
    [
        ("type: multi, options: [{text: A}, {text: B}]", "M02", "no option says", "mark each right option"),
        ("type: multi, options: [{text: A, correct: true}]", "V02", "at least 2", ""),
        ("type: multi", "V01", "'options' is missing", "add 'options:'"),
        ("type: multi, options: [{text: A, correct: true}, {text: a.}]", "M14", "say the same", "a text of its own"),
        ("options: [{text: A, correct: true}, {text: B, correct: true}]", "M02", "2 options say", "type: multi"),
        ("type: true-false", "V01", "'answer' is missing", "add 'answer:'"),
        ("type: true-false, answer: maybe", "V02", "true or false", ""),
        ("type: true-false, answer: true, options: [{text: A}]", "K04", "'options' is not a key", "known here"),
        ("type: typed", "V01", "'answer' is missing", "add 'answer:'"),
        ("type: typed, answer: A, accept: B", "V02", "'accept' must be a list", ""),
        ("type: typed, answer: A, acept: [B]", "K04", "'acept' is not a key", "did you mean 'accept'?"),
        ("type: order, items: [A]", "V02", "at least 2", ""),
        ("type: order", "V01", "'items' is missing", "add 'items:'"),
        ("items: [A, B, a]", "M14", "say the same", "a text of its own"),
        ("items: [A, B, C, D, E, F, G, H, I, J]", "V02", "at most 9", ""),
        ("type: match", "V01", "'pairs' is missing", "add 'pairs:'"),
        ("pairs: [{left: A, right: X}]", "V02", "at least 2", ""),
        ("pairs: [{left: A, right: X}, {left: a, right: Y}]", "M14", "say the same", "a text of its own"),
        ("pairs: [{left: A, right: X}, {left: B, right: x}]", "M14", "say the same", "a text of its own"),
        ("pairs: [{left: A, right: X}, {left: B, right: Y}], extras: [y.]", "M14", "say the same", "its own"),
        ("pairs: [{left: A, right: X}, {left: B}]", "V01", "'right' is missing", "add 'right:'"),
        ("pairs: [{left: A, right: X}, {lift: B, right: Y}]", "K04", "'lift' is not a key", "did you mean 'left'?"),
        (f"pairs: [{NINE}], extras: [Z]", "V05", "more than 9", "leave some of 'extras' away"),
        ("type: mult, answer: A", "V03", "type of this card is not known", "did you mean 'multi'?"),
        ("answer: A, correction: {before: B}", "V01", "'why' is missing", "add 'why:'"),
        ("answer: A, correction: {before: B, why: W, on: 2026-02-30}", "V04", "no such day", "write a date"),
        ("answer: A, correction: {before: B, wy: W, why: W}", "K04", "'wy' is not a key", "did you mean 'why'?"),
        ("answer: A, readiness: perhaps", "V02", "true or false", ""),
        ("answer: A, requires: ['a/b/c']", "V04", "letters, digits", ""),
    ],
)
def test_each_way_to_be_wrong_has_a_code_a_place_and_a_hint(keys: str, code: str, words: str, hint: str) -> None:
    found = [line for line in wrong(keys) if f" {code} " in line and words in line]
    assert found, wrong(keys)
    assert all("[a]" in line and hint in line and line.startswith("4:") for line in found)


# --- what one field cannot show


def whole(*cards: str, head: str = "") -> list[str]:
    body = "".join(f"  - {{prompt: P, answer: A, {each}}}\n" for each in cards)
    return findings(f"{HEAD}{head}cards:\n{body}")


def test_a_case_that_nobody_wrote_is_named_with_the_nearest_one() -> None:
    (line,) = whole("id: a, case: case-2", head="cases: [{id: case-1, text: T}]\n")
    assert line.startswith("deck.yaml:5:")
    assert "C02 error there is no case 'case-2' in this deck [a] (did you mean 'case-1'?)" in line
    (line,) = whole("id: a, case: c")
    assert "(add it under 'cases:')" in line


def test_a_case_that_stands_twice_is_found() -> None:
    (line,) = whole("id: a", head="cases: [{id: c, text: T}, {id: c, text: U}]\n")
    assert "D01 error the case id 'c' stands twice; it is on line 3 already (give one of the two another id)" in line


def test_a_case_without_a_text_is_found() -> None:
    (line,) = whole("id: a, case: c", head="cases: [{id: c}]\n")
    assert "V01 error 'text' is missing" in line


def test_a_card_that_builds_on_an_unknown_one_is_found() -> None:
    (line,) = whole("id: base", "id: a, requires: [bas]")
    assert "deck.yaml:5:" in line
    assert "A11 error there is no card 'bas' in this deck [a] (did you mean 'base'?)" in line
    (line,) = whole("id: a, requires: [d/gone]")
    assert "there is no card 'gone' in this deck" in line


@pytest.mark.parametrize(
    ("cards", "count"),
    [
        (["id: a, requires: [a]"], 1),
        (["id: a, requires: [b]", "id: b, requires: [a]"], 2),
        (["id: a, requires: [b]", "id: b, requires: [c]", "id: c, requires: [d/a]"], 3),
        (["id: a, requires: [b]", "id: b, requires: [c]", "id: c"], 0),
        (["id: a, requires: [b, c]", "id: b, requires: [c]", "id: c"], 0),
        (["id: a, requires: [b]", "id: b, requires: [c]", "id: c, requires: [b]"], 2),
        (["id: a, requires: [e/a]"], 0),
    ],
)
def test_cards_that_wait_for_each_other_are_found(cards: list[str], count: int) -> None:
    found = whole(*cards)
    assert len(found) == count
    assert all("A11 error the cards" in line and "take one of the two 'requires' away" in line for line in found)


def test_a_long_chain_is_followed_to_its_end() -> None:
    chain = [f"id: c{number}, requires: [c{number + 1}]" for number in range(400)]
    assert whole(*chain, "id: c400") == []
    assert len(whole(*chain, "id: c400, requires: [c0]")) == 401


# --- what is taught


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "type: multi, options: [{text: A a, correct: true}, {text: B, correct: true}, {text: C}]",
            "type: multi, prompt: Q, options: [{text: D}, {text: b., correct: true}, {text: a A!, correct: true}]",
        ),
        (
            "type: multi, options: [{text: nausea, correct: true}, {text: Headache, correct: true}, {text: C}]",
            "type: multi, options: [{text: Nausea, correct: true}, {text: headache, correct: true}, {text: C}]",
        ),
        ("type: true-false, answer: true", "type: true-false, answer: true, feedback: F, explanation: E"),
        ("type: typed, answer: The doctor", "type: typed, answer: the DOCTOR., accept: [nurse]"),
        ("items: [Ask, Wait]", "items: [ask., 'Wait!'], explanation: E"),
        (
            "pairs: [{left: A, right: X}, {left: b, right: Y}]",
            "pairs: [{left: B, right: y.}, {left: a, right: x}], extras: [Z]",
        ),
    ],
)
def test_the_meaning_stays_when_only_the_wording_changes(one: str, other: str) -> None:
    other = other.replace("prompt: Q, ", "explanation: Q, ")
    assert card(one).meaning == card(other).meaning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "type: multi, options: [{text: A, correct: true}, {text: B, correct: true}, {text: C}]",
            "type: multi, options: [{text: A, correct: true}, {text: B}, {text: C, correct: true}]",
        ),
        (
            "type: multi, options: [{text: A, correct: true}, {text: B, correct: true}, {text: C}]",
            "type: multi, options: [{text: A, correct: true}, {text: B}, {text: C}]",
        ),
        ("type: true-false, answer: true", "type: true-false, answer: false"),
        ("type: typed, answer: 4 mg", "type: typed, answer: 4.5 mg"),
        ("items: [Ask, Wait]", "items: [Wait, Ask]"),
        ("items: [Ask, Wait]", "items: [Ask, Wait, Go]"),
        ("pairs: [{left: A, right: X}, {left: B, right: Y}]", "pairs: [{left: A, right: Y}, {left: B, right: X}]"),
        ("type: typed, answer: A", "type: typed, answer: A, revision: 2"),
        ("items: [A, B]", "items: [A, B], revision: 1"),
    ],
)
def test_the_meaning_changes_with_the_key(one: str, other: str) -> None:
    assert card(one).meaning != card(other).meaning


# --- the cache

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
OPTIONS = st.lists(st.builds(Option, TEXT, st.booleans(), TEXT, TEXT), max_size=4).map(tuple)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "id": TEXT.map(CardId),
    "prompt": TEXT,
    "meaning": TEXT,
    "objective": TEXT,
    "critical": st.booleans(),
    "audience": st.sampled_from(Audience),
    "tags": TEXTS,
    "group": TEXT,
    "contrast": TEXT,
    "explanation": TEXT,
    "certainty": TEXT,
    "citations": st.lists(st.builds(Citation, TEXT, TEXT), max_size=2).map(tuple),
    "facts": TEXTS,
    "stem": TEXT,
    "requires": TEXTS,
    "readiness": st.booleans(),
    "correction": st.one_of(st.none(), st.builds(Correction, TEXT, TEXT, TEXT)),
    "line": st.integers(0, 10_000),
}
AMOUNTS = st.decimals(-(10**12), 10**12, places=4)
ANY_CARD: st.SearchStrategy[Card] = st.one_of(
    st.builds(Flip, **COMMON, answer=TEXT),
    st.builds(Choice, **COMMON, options=OPTIONS, shuffle=st.booleans()),
    st.builds(Multi, **COMMON, options=OPTIONS, shuffle=st.booleans()),
    st.builds(Cloze, **COMMON),
    st.builds(Number, **COMMON, value=AMOUNTS, unit=TEXT, tolerance=AMOUNTS),
    st.builds(ShortAnswer, **COMMON, answer=TEXT, accept=TEXTS),
    st.builds(Ordering, **COMMON, items=TEXTS),
    st.builds(Matching, **COMMON, pairs=st.lists(st.builds(Pair, TEXT, TEXT), max_size=3).map(tuple), extras=TEXTS),
)


@steady
@given(st.lists(ANY_CARD, max_size=3))
def test_any_card_of_any_type_is_read_back_from_the_cache_as_it_was_kept(cards: list[Card]) -> None:
    deck = Deck(id=DeckId("d"), title="T", exam_share=3, cards=tuple(cards))
    with tempfile.TemporaryDirectory() as name:
        cache = DeckCache(Path(name))
        cache.keep_deck(b"data", deck)
        cache.save()
        read = DeckCache(Path(name)).deck(b"data")
    assert read == deck
    assert repr(read) == repr(deck)
