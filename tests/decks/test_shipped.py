"""The decks that come with the program keep the rules that make them safe to learn from."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from ldn_learn.authoring.formatting import format_file
from ldn_learn.authoring.kinds import kind_of
from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import (
    Audience,
    Card,
    Choice,
    Deck,
    DeckId,
    Flip,
    Matching,
    Multi,
    Ordering,
    ShortAnswer,
    Source,
)
from ldn_learn.decks.library import deck_files, load
from ldn_learn.decks.meaning import plain_form
from ldn_learn.decks.problems import Severity
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run, sheets

FOLDER: Final = Path(__file__).parents[2] / "decks"
NAMES: Final = tuple(path.stem for path in deck_files(FOLDER))
TOPICS: Final = ("safety", "dosing", "side-effects", "trials", "mechanisms", "history")
OBJECTIVES: Final = {"HIS": 7, "MEC": 8, "TRI": 9, "DOS": 8, "SE": 7, "SAF": 10}
"""The objectives by topic, numbered from 1."""
SAFETY: Final = "MEC-1 MEC-2 DOS-2 DOS-3 DOS-4 DOS-5 SE-4 SAF-1 SAF-2 SAF-3 SAF-4 SAF-5 SAF-6 SAF-7 SAF-8 SAF-9"
REVIEWED: Final = date(2026, 11, 22)
# One file at a time, so that a deck with an error fails its own tests and leaves those of the others alone.
DECKS: Final[dict[str, Deck]] = {
    deck.id: deck for name in NAMES for deck in load([FOLDER / f"{name}.yaml"], DeckCache(None)).decks
}
WORKS: Final[dict[str, Source]] = {source.id: source for source in load([FOLDER], DeckCache(None)).sources}

KEBAB: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STRONG: Final = frozenset({"label", "guideline", "regulator"})
"""Kinds of work that a safety-critical card has to rest on."""

DOSE_ORDER: Final = re.compile(
    r"\b(take|start(ing)? (with|at|on)|begin (with|at)|increase (it )?to|go up to"
    r"|raise (it|your dose) to|your dose is)\b"
    r"[^.?!]{0,30}\b\d+(\.\d+)?\s?(mg|milligrams?|mcg)",
    re.IGNORECASE,
)

each_deck = pytest.mark.parametrize("name", NAMES)


def stated(card: Card) -> list[str]:
    """What the card says in its own voice: prompt, right answer and explanation."""
    texts = [card.stem, card.prompt, card.explanation]
    if isinstance(card, Choice | Multi):
        texts += [option.text for option in card.options if option.correct]
    elif isinstance(card, Flip | ShortAnswer):
        texts.append(card.answer)
    elif isinstance(card, Ordering):
        texts += card.items
    elif isinstance(card, Matching):
        texts += [side for pair in card.pairs for side in pair]
    return texts


def shown(card: Card) -> list[str]:
    """Every text of the card that a learner can come to read."""
    if isinstance(card, Matching):
        return [*stated(card), *card.extras]
    if not isinstance(card, Choice | Multi):
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


def with_options(deck: Deck) -> list[Choice | Multi]:
    return [card for card in deck.cards if isinstance(card, Choice | Multi)]


def test_the_decks_decode_with_no_error_and_no_warning() -> None:
    library = load([FOLDER], DeckCache(None))
    assert [str(problem) for problem in library.problems] == []
    assert {str(deck.id) for deck in library.decks} == set(NAMES)


def test_the_check_finds_no_error_and_no_warning() -> None:
    result = run([FOLDER], Wish(today=REVIEWED), Kept(None))
    assert [str(each) for each in result.problems if each.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_is_in_the_layout_that_fmt_writes(path: Path) -> None:
    data = path.read_bytes()
    assert format_file(data, path.name, kind_of(path)).text == data.decode(), f"ldn-learn fmt decks/{path.name}"


def test_no_error_is_silenced_and_every_silence_has_a_reason_of_some_words() -> None:
    silenced = run([FOLDER], Wish(today=REVIEWED), Kept(None)).silenced
    assert [str(each.problem) for each in silenced if each.problem.severity is Severity.ERROR] == []
    assert [each.reason for each in silenced if len(each.reason.split()) < 3] == []


@each_deck
def test_a_deck_has_the_id_of_its_file(name: str) -> None:
    assert load([FOLDER], DeckCache(None)).files[DeckId(name)] == str(FOLDER / f"{name}.yaml")


def test_there_are_cards_enough_for_patients_for_trainees_and_about_safety() -> None:
    patients = [card for name in NAMES for card in DECKS[name].cards_for(Audience.PATIENT)]
    trainees = [card for name in NAMES for card in DECKS[name].cards if card.audience is Audience.TRAINEE]
    assert len(patients) + len(trainees) >= 300
    assert len(patients) >= 120
    assert len(trainees) >= 150
    assert sum(card.critical for card in patients) >= 60


def test_each_topic_has_material_for_patients_and_for_trainees() -> None:
    for topic in TOPICS:
        assert DECKS[topic].audience is Audience.BOTH
        deep = [name for name in NAMES if name.startswith(topic) and DECKS[name].audience is Audience.TRAINEE]
        assert deep, topic


def test_each_of_the_49_objectives_has_a_lesson_and_two_cards_or_more() -> None:
    wanted = {f"{topic}-{number}" for topic, most in OBJECTIVES.items() for number in range(1, most + 1)}
    assert len(wanted) == 49
    assert {objective.id for deck in DECKS.values() for objective in deck.objectives} == wanted
    taught = {lesson.objective for deck in DECKS.values() for lesson in deck.lessons}
    cards = Counter(card.objective for deck in DECKS.values() for card in deck.cards)
    assert wanted - taught == set()
    assert {id_ for id_ in wanted if cards[id_] < 2} == set()


@pytest.mark.parametrize("objective", SAFETY.split())
def test_a_safety_objective_has_three_cards_for_patients_in_two_formats_and_twins(objective: str) -> None:
    cards = [
        card
        for deck in DECKS.values()
        for card in deck.cards_for(Audience.PATIENT)
        if card.objective == objective and card.critical
    ]
    assert len(cards) >= 3
    assert len({type(card) for card in cards}) >= 2
    assert len({card.prompt for card in cards}) == len(cards)
    twins = [card for card in cards if card.readiness and not isinstance(card, Flip)]
    assert len(twins) >= 2


def test_every_type_of_card_is_used_and_cases_are() -> None:
    cards = [card for deck in DECKS.values() for card in deck.cards]
    assert {type(card).__name__ for card in cards} >= {
        *("Flip", "Choice", "Multi", "Cloze", "Number", "ShortAnswer", "Ordering", "Matching"),
    }
    assert sum(bool(card.stem) for card in cards) >= 10


def test_every_number_that_is_told_stands_in_a_fact_that_is_there() -> None:
    decks, shared = sheets(FOLDER)
    assert shared.facts
    resting = {fact.text for deck in decks for item in deck.items for fact in item.facts}
    assert resting <= set(shared.facts)
    assert {id_ for id_ in shared.facts if id_ not in resting} == set(), "a fact that no card teaches"
    assert [fact.id for fact in shared.facts.values() if not fact.sources or not fact.certainty] == []


def test_each_of_the_30_mistaken_beliefs_is_offered_as_an_option() -> None:
    decks, shared = sheets(FOLDER)
    offered = {
        option.misconception.text
        for deck in decks
        for item in deck.items
        for option in item.distractors
        if option.misconception is not None
    }
    assert offered >= {f"MC-{number:02}" for number in range(1, 31)}
    assert set(shared.beliefs or {}) == {f"MC-{number:02}" for number in range(1, 31)}


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
        for card in with_options(DECKS[name])
        for option in card.options
        if len(option.feedback.split()) < 5
    ]
    assert short == []
    alike = [
        card.id
        for card in with_options(DECKS[name])
        if len({plain_form(option.feedback) for option in card.options}) < len(card.options)
    ]
    assert alike == []


@each_deck
def test_the_options_of_a_card_are_all_different(name: str) -> None:
    alike = [
        card.id
        for card in with_options(DECKS[name])
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
