"""The decks that come with the program keep the rules that make them safe to learn from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Audience, Card, Choice, Deck, DeckId, Flip, Source
from ldn_learn.decks.library import load
from ldn_learn.decks.meaning import plain_form

FOLDER: Final = Path(__file__).parents[2] / "decks"
NAMES: Final = ("safety", "dosing", "side-effects", "trials", "mechanisms", "history")
# One file at a time, so that a deck with an error fails its own tests and leaves those of the others alone.
DECKS: Final[dict[str, Deck]] = {
    deck.id: deck for name in NAMES for deck in load([FOLDER / f"{name}.yaml"], DeckCache(None)).decks
}
WORKS: Final[dict[str, Source]] = {source.id: source for source in load([FOLDER], DeckCache(None)).sources}

KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STRONG: Final = frozenset({"label", "guideline", "regulator"})
"""Kinds of work that a safety-critical card has to rest on."""

PROMOTION: Final = re.compile(
    r"\b(miracle|miraculous|breakthrough|cure[sd]?|proven|guaranteed|amazing|remarkable|extremely safe)\b",
    re.IGNORECASE,
)
NO_SIDE_EFFECTS: Final = re.compile(r"\bno side effects\b", re.IGNORECASE)
NEGATION: Final = re.compile(r"\b(not|never|no one|nobody|cannot|wrong|false|myth)\b|n't\b", re.IGNORECASE)
DOSE_ORDER: Final = re.compile(
    r"\b(take|start(ing)? (with|at|on)|begin (with|at)|increase (it )?to|go up to"
    r"|raise (it|your dose) to|your dose is)\b"
    r"[^.?!]{0,30}\b\d+(\.\d+)?\s?(mg|milligrams?|mcg)",
    re.IGNORECASE,
)

each_deck = pytest.mark.parametrize("name", NAMES)


def stated(card: Card) -> list[str]:
    """What the card says in its own voice: prompt, right answer and explanation."""
    texts = [card.prompt, card.explanation]
    if isinstance(card, Choice):
        texts.append(card.key.text)
    elif isinstance(card, Flip):
        texts.append(card.answer)
    return texts


def shown(card: Card) -> list[str]:
    """Every text of the card that a learner can come to read."""
    if not isinstance(card, Choice):
        return stated(card)
    return [*stated(card), *(text for option in card.options for text in (option.text, option.feedback))]


def around(deck: Deck) -> list[str]:
    """The texts of a deck that stand around its cards; whoever opens the deck reads them."""
    return [
        *(deck.title, deck.purpose, deck.main_message, deck.notice),
        *(objective.text for objective in deck.objectives),
        *(lesson.text for lesson in deck.lessons),
    ]


def for_patients(deck: Deck) -> list[tuple[str, str]]:
    """Every text that a patient can come to read, with the card or deck that it stands in."""
    texts: list[tuple[str, str]] = [
        (card.id, text) for card in deck.cards_for(Audience.PATIENT) for text in shown(card)
    ]
    if deck.audience.admits(Audience.PATIENT):
        texts += [(deck.id, text) for text in around(deck)]
    return texts


def choices(deck: Deck) -> list[Choice]:
    return [card for card in deck.cards if isinstance(card, Choice)]


def praises(text: str) -> bool:
    """Whether the text promotes; that there are no side effects may be said in order to deny it."""
    if PROMOTION.search(text):
        return True
    sentences = (sentence for sentence in re.split(r"(?<=[.?!])\s+", text) if NO_SIDE_EFFECTS.search(sentence))
    return any(not NEGATION.search(sentence) for sentence in sentences)


def test_the_six_decks_decode_with_no_error_and_no_warning() -> None:
    library = load([FOLDER], DeckCache(None))
    assert [str(problem) for problem in library.problems] == []
    assert {str(deck.id) for deck in library.decks} >= set(NAMES)


@each_deck
def test_a_deck_has_the_id_of_its_file(name: str) -> None:
    assert load([FOLDER], DeckCache(None)).files[DeckId(name)] == str(FOLDER / f"{name}.yaml")


def test_there_are_at_least_80_cards_and_20_of_them_are_critical() -> None:
    cards = [card for name in NAMES for card in DECKS[name].cards]
    assert len(cards) >= 80
    assert sum(card.critical for card in cards) >= 20


def test_safety_comes_first() -> None:
    assert min(NAMES, key=lambda name: DECKS[name].order) == "safety"


@each_deck
def test_a_deck_has_notice_purpose_main_message_and_a_day_to_review_it_by(name: str) -> None:
    deck = DECKS[name]
    assert all((deck.notice, deck.purpose, deck.main_message, deck.review_by))
    assert deck.review_by > deck.reviewed
    assert "not medical advice" in deck.notice


@each_deck
def test_every_card_has_a_source_that_the_bibliography_holds(name: str) -> None:
    wrong = [
        card.id
        for card in DECKS[name].cards
        if not card.citations or any(citation.source not in WORKS for citation in card.citations)
    ]
    assert wrong == []


@each_deck
def test_every_card_has_an_explanation_a_certainty_and_facts(name: str) -> None:
    assert [card.id for card in DECKS[name].cards if not (card.explanation and card.certainty and card.facts)] == []


@each_deck
def test_every_option_has_feedback_of_its_own_with_at_least_five_words(name: str) -> None:
    short = [
        (card.id, option.text)
        for card in choices(DECKS[name])
        for option in card.options
        if len(option.feedback.split()) < 5
    ]
    assert short == []
    alike = [
        card.id
        for card in choices(DECKS[name])
        if len({plain_form(option.feedback) for option in card.options}) < len(card.options)
    ]
    assert alike == []


@each_deck
def test_the_options_of_a_card_are_all_different(name: str) -> None:
    alike = [
        card.id
        for card in choices(DECKS[name])
        if len({plain_form(option.text) for option in card.options}) < len(card.options)
    ]
    assert alike == []


@each_deck
def test_the_right_option_is_the_longest_in_fewer_than_half_of_the_choices(name: str) -> None:
    # Otherwise a learner who knows nothing does well by choosing the longest.
    cards = choices(DECKS[name])
    longest = [
        card.id
        for card in cards
        if all(len(option.text) < len(card.key.text) for option in card.options if not option.correct)
    ]
    assert len(longest) * 2 < len(cards), longest


@each_deck
def test_every_objective_has_a_short_lesson_and_at_least_two_cards(name: str) -> None:
    deck = DECKS[name]
    assert deck.objectives
    taught = {lesson.objective for lesson in deck.lessons}
    assert [objective.id for objective in deck.objectives if objective.id not in taught] == []
    assert [(lesson.id, len(lesson.text.split())) for lesson in deck.lessons if len(lesson.text.split()) > 60] == []
    # By the author's id: the two directions of a reversed card are one card.
    cards = {(card.objective, card.line) for card in deck.cards}
    counts = {objective.id: sum(id_ == objective.id for id_, _ in cards) for objective in deck.objectives}
    assert {id_: count for id_, count in counts.items() if count < 2} == {}


@each_deck
def test_every_card_belongs_to_an_objective(name: str) -> None:
    assert [card.id for card in DECKS[name].cards if not card.objective] == []


@each_deck
def test_a_critical_card_rests_on_a_label_a_guideline_or_a_regulator(name: str) -> None:
    weak = [
        (card.id, [citation.source for citation in card.citations])
        for card in DECKS[name].cards
        if card.critical
        and not any(
            citation.source != "ldn-article" and citation.source in WORKS and WORKS[citation.source].design in STRONG
            for citation in card.citations
        )
    ]
    assert weak == []


@each_deck
def test_what_patients_read_has_no_percent_sign(name: str) -> None:
    # "1 in 10" is understood by more people than "10 %".
    assert [(where, text) for where, text in for_patients(DECKS[name]) if "%" in text] == []


@each_deck
def test_what_patients_read_orders_no_dose(name: str) -> None:
    assert [(where, text) for where, text in for_patients(DECKS[name]) if DOSE_ORDER.search(text)] == []


@each_deck
def test_no_card_promotes_in_its_own_voice(name: str) -> None:
    # A wrong option may hold such words: it is there to be recognised as wrong.
    assert [(card.id, text) for card in DECKS[name].cards for text in stated(card) if praises(text)] == []


@each_deck
def test_nothing_is_said_with_an_exclamation_mark(name: str) -> None:
    deck = DECKS[name]
    texts = [*around(deck), *(text for card in deck.cards for text in shown(card))]
    assert [text for text in texts if "!" in text] == []


@each_deck
def test_ids_are_kebab_case(name: str) -> None:
    deck = DECKS[name]
    ids = [deck.id, *(card.id.partition("/")[2].removesuffix(".reverse") for card in deck.cards)]
    ids += [lesson.id for lesson in deck.lessons]
    ids += [fact for card in deck.cards for fact in card.facts]
    assert [id_ for id_ in ids if not KEBAB.fullmatch(id_)] == []


def test_works_have_ids_in_kebab_case_and_a_kind() -> None:
    assert [work.id for work in WORKS.values() if not KEBAB.fullmatch(work.id) or not work.design] == []


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Take 4.5 mg each night.", True),
        ("Begin with one capsule of 1.5mg.", True),
        ("Ask before you raise it to 3 mg.", True),
        ("Most studies used 4.5 mg a day.", False),
        ("Take it as your label says. Studies used 4.5 mg.", False),
    ],
)
def test_the_rule_against_dose_orders_knows_one_when_it_sees_it(text: str, orders: bool) -> None:
    assert bool(DOSE_ORDER.search(text)) is orders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LDN is a proven cure.", True),
        ("LDN has no side effects.", True),
        ("A low dose does not mean no side effects.", False),
        ("That is not so. It has no side effects.", True),
        ("Improved sleep", False),
    ],
)
def test_the_rule_against_promotion_knows_it_when_it_sees_it(text: str, found: bool) -> None:
    assert praises(text) is found
