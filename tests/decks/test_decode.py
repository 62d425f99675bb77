"""One deck file becomes a deck, or all of its problems at once with the place, the card and what to do."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience, Choice, Citation, Cloze, Flip, Lesson, Number, Objective, Option, Source
from ldn_learn.decks.decode import Decoded, decode_deck, decode_sources
from ldn_learn.decks.problems import Problem, Severity
from tests.decks.samples import CARDS, EVERY_TYPE, FILE, HEAD, SIMPLEST, deck_from, findings, steady


def test_the_simplest_deck_has_an_id_a_title_and_a_card() -> None:
    deck = deck_from(SIMPLEST)
    assert (deck.id, deck.title) == ("first", "A first deck")
    (card,) = deck.cards
    assert isinstance(card, Flip)
    assert (card.id, card.prompt, card.answer) == ("first/one", "What does LDN stand for?", "Low-dose naltrexone")


def test_what_the_simplest_deck_leaves_out_has_a_value_of_its_own() -> None:
    deck = deck_from(SIMPLEST)
    assert (deck.order, deck.audience, deck.language) == (100, Audience.BOTH, "en")
    assert (deck.version, deck.reviewed, deck.review_by, deck.notice) == ("", "", "", "")
    (card,) = deck.cards
    assert (card.audience, card.critical, card.group, card.certainty) == (Audience.BOTH, False, "", "")
    assert (card.citations, card.facts, card.tags, card.objective) == ((), (), (), "")


def test_every_key_of_a_deck_arrives() -> None:
    deck = deck_from(EVERY_TYPE)
    assert (deck.order, deck.audience, deck.language, deck.version) == (7, Audience.TRAINEE, "en", "2026.11")
    assert (deck.reviewed, deck.review_by) == ("2026-11-22", "2027-11-22")
    assert (deck.purpose, deck.main_message) == ("To try each type once", "They all work")
    assert deck.notice == "This is not medical advice."
    assert deck.objectives == (Objective("OBJ-1", "Name the parts", "remember"),)
    assert deck.lessons == (Lesson("lesson", "OBJ-1", "A lesson in a few words."),)


def test_every_key_of_every_type_of_card_arrives() -> None:
    flip, back, choice, cloze, number = deck_from(EVERY_TYPE).cards
    assert isinstance(flip, Flip)
    assert flip.citations == (Citation("work", "p. 4"), Citation("other-work"))
    assert (flip.tags, flip.facts) == (("one", "two"), ("fact-1", "fact-2"))
    assert isinstance(back, Flip)
    assert isinstance(choice, Choice)
    assert choice.options == (Option("This one", True, "It is."), Option("That one", False, "It is not.", "MC-1"))
    assert choice.key.text == "This one"
    assert (choice.shuffle, choice.critical, choice.audience) == (False, True, Audience.PATIENT)
    assert (choice.objective, choice.explanation, choice.certainty) == ("OBJ-1", "Because it is.", "very_low")
    assert isinstance(cloze, Cloze)
    assert (cloze.prompt, cloze.group) == ("The {{first}} and the {{second|not the third}}", "together")
    assert isinstance(number, Number)
    assert (number.value, number.unit, number.tolerance) == (Decimal("4.5"), "mg", Decimal("0.5"))
    assert number.meaning == "r3"


def test_a_card_knows_its_deck_and_the_line_it_starts_on() -> None:
    deck = deck_from(EVERY_TYPE)
    lines = EVERY_TYPE.splitlines()
    assert [lines[card.line - 1].strip() for card in deck.cards] == [
        "- id: a-flip",
        "- id: a-flip",
        "- id: a-choice",
        "- id: a-cloze",
        "- id: a-number",
    ]
    assert {card.deck for card in deck.cards} == {"every-type"}


def test_a_card_without_an_audience_has_that_of_its_deck() -> None:
    assert [card.audience for card in deck_from(EVERY_TYPE).cards] == [
        Audience.TRAINEE,
        Audience.TRAINEE,
        Audience.PATIENT,
        Audience.TRAINEE,
        Audience.TRAINEE,
    ]


@pytest.mark.parametrize(
    ("keys", "type_"),
    [
        ("answer: x", Flip),
        ("answer: 'x {{y}}'", Flip),
        ("options: [{text: a, correct: true}, {text: b}]", Choice),
        ("value: 4.5", Number),
        ("type: flip, answer: x", Flip),
        ("type: choice, options: [{text: a, correct: true}, {text: b}]", Choice),
        ("type: number, value: 4.5", Number),
    ],
)
def test_the_keys_of_a_card_tell_its_type(keys: str, type_: type) -> None:
    (card,) = deck_from(f"{CARDS}  - {{id: a, prompt: p, {keys}}}\n").cards
    assert type(card) is type_


@pytest.mark.parametrize("keys", ["prompt: 'a {{gap}}'", "type: cloze, prompt: 'a {{gap}}'"])
def test_a_prompt_with_a_gap_and_no_answer_is_a_cloze(keys: str) -> None:
    (card,) = deck_from(f"{CARDS}  - {{id: a, {keys}}}\n").cards
    assert type(card) is Cloze


def test_a_gap_in_the_prompt_beside_an_answer_leaves_the_card_a_flip() -> None:
    (card,) = deck_from(f"{CARDS}  - {{id: a, prompt: 'a {{{{gap}}}}', answer: x}}\n").cards
    assert type(card) is Flip


def test_a_key_with_nothing_after_it_counts_as_not_written() -> None:
    deck = deck_from(f"{HEAD}notice:\norder: ~\ncards:\n  - {{id: a, prompt: p, answer: x, options: , group: null}}\n")
    assert (deck.notice, deck.order) == ("", 100)
    assert type(deck.cards[0]) is Flip


def test_words_that_other_readers_of_yaml_turn_into_values_stay_text() -> None:
    deck = deck_from("id: 010\ntitle: No\ncards:\n  - {id: 1_000, prompt: 12:30, answer: 4.50}\n")
    (card,) = deck.cards
    assert isinstance(card, Flip)
    assert (deck.id, deck.title, card.id) == ("010", "No", "010/1_000")
    assert (card.prompt, card.answer) == ("12:30", "4.50")


def test_spaces_around_a_text_are_no_part_of_it() -> None:
    (card,) = deck_from(f"{CARDS}  - {{id: a, prompt: '  p  ', answer: ' x '}}\n").cards
    assert isinstance(card, Flip)
    assert (card.prompt, card.answer) == ("p", "x")


def test_a_deck_may_have_no_cards_yet() -> None:
    assert deck_from(f"{HEAD}cards: []\n").cards == ()


def test_reverse_makes_a_card_for_each_direction_with_one_group_and_one_meaning() -> None:
    front, back = deck_from(f"{CARDS}  - {{id: a, prompt: p, answer: x, reverse: true, critical: true}}\n").cards
    assert isinstance(front, Flip)
    assert isinstance(back, Flip)
    assert (front.id, front.prompt, front.answer) == ("d/a", "p", "x")
    assert (back.id, back.prompt, back.answer) == ("d/a.reverse", "x", "p")
    assert front.group == back.group == "a"
    assert front.meaning == back.meaning
    assert back.critical
    assert back.line == front.line


def test_a_reversed_card_keeps_the_group_that_the_author_gave_it() -> None:
    cards = deck_from(f"{CARDS}  - {{id: a, prompt: p, answer: x, reverse: true, group: g}}\n").cards
    assert [card.group for card in cards] == ["g", "g"]


def test_a_card_that_holds_markup_or_escapes_decodes_as_it_is() -> None:
    # Cleaning happens when a text is shown; the values keep what the author wrote.
    first, second = deck_from(
        f"{CARDS}  - {{id: a, prompt: '[/]', answer: '[bold]x'}}\n"
        '  - {id: b, prompt: "\\e[31mred\\0", answer: "\\u202Ex"}\n'
    ).cards
    assert isinstance(first, Flip)
    assert isinstance(second, Flip)
    assert (first.prompt, first.answer) == ("[/]", "[bold]x")
    assert (second.prompt, second.answer) == ("\x1b[31mred\x00", "\u202ex")


CARD_KEYS: Final = (
    "audience, case, certainty, contrast, correction, critical, explanation, facts, group, id, lint_ok, myth, "
    "numbers_ok, "
    "objective"
)

# Whole sentences of ours: an author reads exactly these.
GOLDEN: Final[dict[str, tuple[str, list[str]]]] = {
    "an empty file": (
        "",
        ["deck.yaml:1:1 Y06 error the file is empty (a deck has an id, a title and cards)"],
    ),
    "a file with a comment only": (
        "# to do\n---\n",
        ["deck.yaml:1:1 Y06 error the file is empty (a deck has an id, a title and cards)"],
    ),
    "no YAML": (
        "id: d\ntitle: *t\n",
        ["deck.yaml:2:8 Y03 error an alias (*name) stands here (write the text out in full)"],
    ),
    "a key twice": (
        "id: d\ntitle: T\ntitle: U\ncards: []\n",
        ["deck.yaml:3:1 Y04 error 'title' stands here twice; it is on line 2 already (keep one of the two)"],
    ),
    "a text for a deck": ("cards\n", ["deck.yaml:1:1 V02 error the file must be keys and values"]),
    "a list for a deck": ("\n- a\n", ["deck.yaml:2:1 V02 error the file must be keys and values"]),
    "no cards": (HEAD, ["deck.yaml:1:1 V01 error 'cards' is missing (add 'cards:')"]),
    "a title without text": (
        "id: d\ntitle:\ncards: []\n",
        ["deck.yaml:2:7 V01 error 'title' is missing (add 'title:')"],
    ),
    "a misspelt key of a deck": (
        f"{HEAD}ordr: 1\ncards: []\n",
        ["deck.yaml:3:1 K04 error 'ordr' is not a key that is known here (did you mean 'order'?)"],
    ),
    "a key of a deck like none": (
        f"{HEAD}xyzzy: 1\ncards: []\n",
        [
            "deck.yaml:3:1 K04 error 'xyzzy' is not a key that is known here (known here: audience, cards, cases, "
            "exam_share, id, language, lessons, main_message, notice, objectives, order, purpose, review_by, "
            "reviewed, schema, summary, title, "
            "version)"
        ],
    ),
    "a misspelt key of a card": (
        f"{CARDS}  - id: a\n    promt: p\n    answer: x\n",
        [
            "deck.yaml:4:5 V01 error 'prompt' is missing [a] (add 'prompt:')",
            "deck.yaml:5:5 K04 error 'promt' is not a key that is known here [a] (did you mean 'prompt'?)",
        ],
    ),
    "a key of another type of card": (
        f"{CARDS}  - {{id: a, type: cloze, prompt: 'x {{{{y}}}}', unit: mg}}\n",
        [
            f"deck.yaml:4:45 K04 error 'unit' is not a key that is known here [a] (known here: {CARD_KEYS}, prompt, "
            "readiness, requires, revision, sources, tags, type)"
        ],
    ),
    "a misspelt key of an option": (
        f"{CARDS}  - id: a\n    prompt: p\n    options:\n      - {{text: a, corect: true}}\n      - text: b\n",
        ["deck.yaml:7:19 K04 error 'corect' is not a key that is known here [a] (did you mean 'correct'?)"],
    ),
    "a misspelt key of a citation": (
        f"{CARDS}  - {{id: a, prompt: p, answer: x, sources: [{{id: s, page: 3, locatr: 4}}]}}\n",
        [
            "deck.yaml:4:53 K04 error 'page' is not a key that is known here [a] (known here: id, locator)",
            "deck.yaml:4:62 K04 error 'locatr' is not a key that is known here [a] (did you mean 'locator'?)",
        ],
    ),
    "a misspelt key of an objective and of a lesson": (
        f"{HEAD}objectives: [{{id: A, text: t, blom: apply}}]\nlessons: [{{id: l, objective: A, txt: t}}]\ncards: []\n",
        [
            "deck.yaml:3:31 K04 error 'blom' is not a key that is known here (did you mean 'bloom'?)",
            "deck.yaml:4:11 V01 error 'text' is missing (add 'text:')",
            "deck.yaml:4:33 K04 error 'txt' is not a key that is known here (did you mean 'text'?)",
        ],
    ),
    "an id with a space": (
        f"{CARDS}  - {{id: a b, prompt: p, answer: x}}\n",
        ["deck.yaml:4:10 V04 error 'id' must be letters, digits, '-' and '_' only [a b]"],
    ),
    "an id that would leave its deck": (
        "id: ../d\ntitle: T\ncards:\n  - {id: a/b, prompt: p, answer: x}\n",
        [
            "deck.yaml:1:5 V04 error 'id' must be letters, digits, '-' and '_' only",
            "deck.yaml:4:10 V04 error 'id' must be letters, digits, '-' and '_' only [a/b]",
        ],
    ),
    "days that are none": (
        f"{HEAD}reviewed: yesterday\nreview_by: 2026-13-01\ncards: []\n",
        [
            "deck.yaml:3:11 V04 error 'reviewed' must be a date like 2026-11-22",
            "deck.yaml:4:12 V04 error there is no such day as 2026-13-01 (write a date like 2026-11-22)",
        ],
    ),
    "words out of a list": (
        f"{HEAD}schema: 2\naudience: patiant\ncards:\n  - {{id: a, prompt: p, answer: x, certainty: certain}}\n",
        [
            "deck.yaml:3:9 V03 error 'schema' must be '1' (known here: 1)",
            "deck.yaml:4:11 V03 error 'audience' must be 'patient', 'trainee' or 'both' (did you mean 'patient'?)",
            "deck.yaml:6:46 V03 error 'certainty' must be 'high', 'moderate', 'low' or 'very_low' [a] "
            "(known here: high, low, moderate, very_low)",
        ],
    ),
    "a type of card that is not known": (
        f"{CARDS}  - {{id: a, type: clze, prompt: p}}\n  - {{id: b, type: [flip], prompt: p}}\n"
        "  - {id: c, type: essay, prompt: p}\n",
        [
            "deck.yaml:4:5 V03 error the type of this card is not known [a] (did you mean 'cloze'?)",
            "deck.yaml:5:5 V03 error the type of this card is not known [b] (did you mean 'flip'?)",
            "deck.yaml:6:5 V03 error the type of this card is not known [c] (known here: choice, cloze, "
            "flip, match, multi, number, order, true-false, typed)",
        ],
    ),
    "a choice with no right option": (
        f"{CARDS}  - {{id: a, prompt: p, options: [{{text: a}}, {{text: b}}]}}\n",
        [
            "deck.yaml:4:5 M02 error 0 options say 'correct: true', and exactly one must [a] "
            "(mark the right option and no other, or say 'type: multi')"
        ],
    ),
    "a choice with two right options": (
        f"{CARDS}  - {{id: a, prompt: p, options: [{{text: a, correct: true}}, {{text: b, correct: yes}}]}}\n",
        [
            "deck.yaml:4:5 M02 error 2 options say 'correct: true', and exactly one must [a] "
            "(mark the right option and no other, or say 'type: multi')"
        ],
    ),
    "a cloze without a gap": (
        f"{CARDS}  - {{id: a, type: cloze, prompt: p}}\n",
        [
            "deck.yaml:4:5 V05 error the prompt of a cloze has no gap, or a blank one [a] "
            "(write {{the hidden words}} in the prompt)"
        ],
    ),
    "a cloze with a blank gap": (
        f"{CARDS}  - {{id: a, prompt: 'The {{{{first}}}} and {{{{ }}}}'}}\n",
        [
            "deck.yaml:4:5 V05 error the prompt of a cloze has no gap, or a blank one [a] "
            "(write {{the hidden words}} in the prompt)"
        ],
    ),
    "a number that is none": (
        f"{CARDS}  - {{id: a, prompt: p, value: four and a half, tolerance: few}}\n",
        [
            "deck.yaml:4:31 V02 error 'value' must be a number [a]",
            "deck.yaml:4:59 V02 error 'tolerance' must be a number [a]",
        ],
    ),
    "a number with its unit inside": (
        f"{CARDS}  - {{id: a, prompt: p, value: 4.5 mg}}\n",
        ["deck.yaml:4:31 V02 error 'value' must be a number [a]"],
    ),
    "an objective that nobody wrote": (
        f"{HEAD}objectives: [{{id: OBJ-1, text: t}}]\nlessons: [{{id: l, objective: OTHER, text: t}}]\ncards:\n"
        "  - {id: a, prompt: p, answer: x, objective: OBJ-2}\n",
        [
            "deck.yaml:4:30 C02 error there is no objective 'OTHER' in this deck [l] (known here: OBJ-1)",
            "deck.yaml:6:46 C02 error there is no objective 'OBJ-2' in this deck [a] (did you mean 'OBJ-1'?)",
        ],
    ),
    "an objective in a deck without any": (
        f"{CARDS}  - {{id: a, prompt: p, answer: x, objective: OBJ-2}}\n",
        ["deck.yaml:4:46 C02 error there is no objective 'OBJ-2' in this deck [a] (add it under 'objectives:')"],
    ),
    "a card id that stands twice": (
        f"{CARDS}  - {{id: a, prompt: p, answer: x}}\n  - {{id: b, prompt: p, answer: x}}\n"
        "  - {prompt: p, answer: x, id: a}\n",
        [
            "deck.yaml:6:32 D01 error the card id 'a' stands twice; it is on line 4 already [a] "
            "(give one of the two another id)"
        ],
    ),
    "an objective id and a lesson id that stand twice": (
        f"{HEAD}objectives:\n  - {{id: A, text: t}}\n  - {{id: A, text: u}}\nlessons:\n"
        "  - {id: l, objective: A, text: t}\n  - {id: l, objective: A, text: u}\ncards: []\n",
        [
            "deck.yaml:5:10 D01 error the objective id 'A' stands twice; it is on line 4 already "
            "(give one of the two another id)",
            "deck.yaml:8:10 D01 error the lesson id 'l' stands twice; it is on line 7 already "
            "(give one of the two another id)",
        ],
    ),
    "a text, a list or nothing for a card": (
        f"{CARDS}  - just text\n  - [/]\n  -\n",
        [
            "deck.yaml:4:5 V02 error each of 'cards' must be keys and values",
            "deck.yaml:5:5 V02 error each of 'cards' must be keys and values",
            "deck.yaml:6:4 V02 error each of 'cards' must be keys and values",
        ],
    ),
    "wrong types in a deck": (
        "id: [d]\ntitle: {a: b}\norder: first\nobjectives: x\nlessons: [x]\ncards: {a: b}\n",
        [
            "deck.yaml:1:5 V02 error 'id' must be text",
            "deck.yaml:2:8 V02 error 'title' must be text",
            "deck.yaml:3:8 V02 error 'order' must be a whole number",
            "deck.yaml:4:13 V02 error 'objectives' must be a list",
            "deck.yaml:5:11 V02 error each of 'lessons' must be keys and values",
            "deck.yaml:6:8 V02 error 'cards' must be a list",
        ],
    ),
    "wrong types in a card": (
        f"{CARDS}  - id: a\n    prompt: [p]\n    answer: {{a: b}}\n    critical: perhaps\n    tags: one\n"
        "    facts: [[x]]\n    sources: [work]\n    revision: new\n",
        [
            "deck.yaml:5:13 V02 error 'prompt' must be text [a]",
            "deck.yaml:6:13 V02 error 'answer' must be text [a]",
            "deck.yaml:7:15 V02 error 'critical' must be true or false [a]",
            "deck.yaml:8:11 V02 error 'tags' must be a list [a]",
            "deck.yaml:9:13 V02 error each of 'facts' must be text [a]",
            "deck.yaml:10:15 V02 error each of 'sources' must be keys and values [a]",
            "deck.yaml:11:15 V02 error 'revision' must be a whole number [a]",
        ],
    ),
    "wrong types in an option": (
        f"{CARDS}  - id: a\n    prompt: p\n    options:\n      - {{text: [a], correct: maybe}}\n      - b\n",
        [
            "deck.yaml:7:16 V02 error 'text' must be text [a]",
            "deck.yaml:7:30 V02 error 'correct' must be true or false [a]",
            "deck.yaml:8:9 V02 error each of 'options' must be keys and values [a]",
        ],
    ),
    "options that are no list": (
        f"{CARDS}  - {{id: a, prompt: p, options: {{text: a}}}}\n",
        ["deck.yaml:4:33 V02 error 'options' must be a list [a]"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), GOLDEN.values(), ids=GOLDEN.keys())
def test_each_kind_of_problem_is_told_with_its_place_card_and_hint(text: str, expected: list[str]) -> None:
    assert findings(text) == expected


# Limits: the sentence comes from the library that checks them and may change with it; code, place and card are ours.
LIMITS: Final[dict[str, tuple[str, str]]] = {
    "a blank prompt": ("id: a, prompt: ", "' ', answer: x"),
    "an id that is too long": ("id: ", f"{'a' * 81}, prompt: p, answer: x"),
    "one option": ("id: a, prompt: p, options: ", "[{text: a, correct: true}]"),
    "ten options": ("id: a, prompt: p, options: ", f"[{{text: a, correct: true}}, {', '.join(['{text: b}'] * 9)}]"),
    "a value without end": ("id: a, prompt: p, value: ", "inf"),
    "a value that is no number by name": ("id: a, prompt: p, value: ", "nan"),
    "a value too large to write out": ("id: a, prompt: p, value: ", "1E+999999999"),
    "a value too small to write out": ("id: a, prompt: p, value: ", "1E-999999999"),
    "a tolerance below nothing": ("id: a, prompt: p, value: 1, tolerance: ", "-0.5"),
    "revision nought": ("id: a, prompt: p, answer: x, revision: ", "0"),
    "a whole number with 5,000 digits": ("id: a, prompt: p, answer: x, revision: ", "9" * 5000),
}


@pytest.mark.parametrize(("before", "wrong"), LIMITS.values(), ids=LIMITS.keys())
def test_a_value_beyond_its_limit_is_told_where_it_stands(before: str, wrong: str) -> None:
    line = f"  - {{{before}"
    (problem,) = decode_deck(f"{CARDS}{line}{wrong}}}\n".encode(), FILE).problems
    assert (problem.line, problem.column, problem.code) == (4, len(line) + 1, "V02")
    assert problem.card == ("a" * 81 if before == "id: " else "a")
    # A sentence that names the key.
    assert problem.message.startswith(f"'{before.split()[-1].removesuffix(':')}'")


def test_all_problems_of_a_file_come_at_once_and_sorted() -> None:
    text = (
        "id: d\n"
        "title: T\n"
        "title: U\n"
        "order: x\n"
        "cards:\n"
        "  - {id: a, prompt: p, answer: x, objective: NONE}\n"
        "  - {id: a, prompt: p, answer: x}\n"
        "  - {id: b, promt: p, answer: x}\n"
    )
    problems = decode_deck(text.encode(), FILE).problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (3, "Y04"),
        (4, "V02"),
        (6, "C02"),
        (7, "D01"),
        (8, "V01"),
        (8, "K04"),
    ]
    assert list(problems) == sorted(problems)
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_a_broken_deck_is_named_by_its_title_or_else_its_id() -> None:
    def title(text: str) -> str:
        decoded = decode_deck(text.encode(), FILE)
        assert decoded.deck is None
        return decoded.title

    assert title("id: d\ntitle: ' The title '\n") == "The title"
    assert title("id: d\ntitle:\n") == "d"
    assert title("id: [d]\n") == ""
    assert title("- a\n") == ""
    assert title("id: *d\n") == ""


def test_a_good_deck_carries_its_title_too() -> None:
    decoded = decode_deck(SIMPLEST.encode(), FILE)
    assert decoded == Decoded(deck_from(SIMPLEST), (), "A first deck")


def test_a_bibliography_becomes_works() -> None:
    text = (
        "schema: 1\nsources:\n"
        "  - {id: a, title: A, authors: B, year: 2024, journal: C, design: rct, doi: 10.1/x, pmid: 007, url: http://x}\n"
        "  - {id: b, title: B}\n"
    )
    works, problems = decode_sources(text.encode(), "sources.yaml")
    assert problems == ()
    assert works == (Source("a", "A", "B", "2024", "C", "rct", "10.1/x", "007", "http://x"), Source("b", "B"))


def test_a_text_that_a_comma_has_cut_is_no_key_without_a_value() -> None:
    cut = (
        "    type: match\n    prompt: P?\n    pairs:\n"
        "      - {left: a, right: One word, and more}\n      - {left: c, right: d}\n"
    )
    (problem,) = decode_deck(f"id: d\ntitle: T\ncards:\n  - id: m\n{cut}".encode(), "deck.yaml").problems
    assert str(problem) == (
        "deck.yaml:8:36 K04 error 'and more' is not a key that is known here [m] (known here: left, right)"
    )


def test_a_known_key_with_nothing_after_it_is_not_written() -> None:
    bare = "    prompt: P?\n    answer: A\n    explanation:\n    lint_ok:\n      M06:\n    numbers_ok: {60 words: }\n"
    decoded = decode_deck(f"id: d\ntitle: T\nsummary:\ncards:\n  - id: m\n{bare}".encode(), "deck.yaml")
    assert decoded.problems == ()


def test_an_empty_bibliography_holds_nothing_and_is_no_problem() -> None:
    assert decode_sources(b"", "sources.yaml") == ((), ())


def test_a_broken_bibliography_comes_back_as_all_of_its_problems() -> None:
    text = "sources:\n  - {id: a, title: A, yer: 2024}\n  - {id: b c, title: B}\n  - {id: d}\n"
    works, problems = decode_sources(text.encode(), "sources.yaml")
    assert works == ()
    assert [str(problem) for problem in problems] == [
        "sources.yaml:2:23 K04 error 'yer' is not a key that is known here (did you mean 'year'?)",
        "sources.yaml:3:10 V04 error 'id' must be letters, digits, '-' and '_' only",
        "sources.yaml:4:5 V01 error 'title' is missing (add 'title:')",
    ]


def test_a_bibliography_that_is_no_yaml_comes_back_as_one_problem() -> None:
    works, problems = decode_sources(b"sources: *x\n", "sources.yaml")
    assert works == ()
    assert [(problem.file, problem.line, problem.column, problem.code) for problem in problems] == [
        ("sources.yaml", 1, 10, "Y03")
    ]


def is_a_deck_or_its_problems(data: bytes) -> None:
    decoded = decode_deck(data, FILE)
    assert (decoded.deck is None) == bool(decoded.problems)
    assert list(decoded.problems) == sorted(decoded.problems)
    lines = data.count(b"\n") + 1
    for problem in decoded.problems:
        assert isinstance(problem, Problem)
        assert problem.file == FILE
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.message


@steady
@given(st.binary(max_size=200))
def test_any_bytes_are_a_deck_or_problems(data: bytes) -> None:
    is_a_deck_or_its_problems(data)
    works, problems = decode_sources(data, FILE)
    assert not (works and problems)


VALID: Final = yaml.safe_load(EVERY_TYPE.replace("2026-11-22", "'2026-11-22'").replace("2027-11-22", "'2027-11-22'"))
"""The deck with every key, as dicts and lists to change at will."""

_NAMES: Final = ("flip", "choice", "options", "type", "cards", "sources", "text", "id", "objective", "", "a b", "~")
_VALUES: Final[tuple[Any, ...]] = (
    *("", " ", "x", "[/]", "\x1b[31m", "nan", "{{}}", "{{x}}", "9" * 5000, "cloze", "number"),
    *(None, 5, -1, 0.5, True, [], {}, [[]], [None], {"a": "b"}, {"id": []}, [{"id": "x"}, "x"], {"": {"": [{}]}}),
)


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = [path] if path else []
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        found += _places(inner, (*path, step))
    return found


def _changed(deck: Any, path: tuple[str | int, ...], how: str, name: str, value: object) -> None:
    owner: Any = deck
    for step in path[:-1]:
        owner = owner[step]
    last: Any = path[-1]
    if how == "drop":
        del owner[last]
    elif how == "rename" and isinstance(owner, dict):
        owner[name] = owner.pop(last)
    elif how == "double" and isinstance(owner, list):
        owner.append(owner[last])
    else:
        owner[last] = value


@steady
@given(st.data())
def test_a_valid_deck_with_any_keys_dropped_renamed_or_of_another_type_raises_nothing(data: st.DataObject) -> None:
    deck = json.loads(json.dumps(VALID))
    for _ in range(data.draw(st.integers(1, 4))):
        places = _places(deck)
        if not places:
            break
        path = data.draw(st.sampled_from(places))
        how = data.draw(st.sampled_from(["drop", "rename", "retype", "double"]))
        _changed(deck, path, how, data.draw(st.sampled_from(_NAMES)), data.draw(st.sampled_from(_VALUES)))
    is_a_deck_or_its_problems(json.dumps(deck, indent=1).encode())


def test_the_deck_that_is_changed_at_will_is_valid_before() -> None:
    decoded = decode_deck(json.dumps(VALID, indent=1).encode(), FILE)
    assert decoded.problems == ()
    assert decoded.deck is not None
    assert [card.meaning for card in decoded.deck.cards] == [card.meaning for card in deck_from(EVERY_TYPE).cards]


@pytest.mark.parametrize(
    ("card", "place"),
    [("id: a, prompt: p, flip: x", (4, 5)), ("id: a, prompt: p, value: 1, number: 5", (4, 34))],
)
def test_a_key_named_like_a_type_of_card_misleads_nobody(card: str, place: tuple[int, int]) -> None:
    problems = decode_deck(f"{CARDS}  - {{{card}}}\n".encode(), FILE).problems
    assert place in [(problem.line, problem.column) for problem in problems]
    assert any(problem.code == "K04" for problem in problems)


def test_a_blank_gap_is_told_even_with_a_hint_or_beside_a_good_one() -> None:
    for prompt in ("a {{|hint}}", "a {{b}} {{}}", "a {{ }}"):
        (problem,) = decode_deck(f'{CARDS}  - {{id: a, type: cloze, prompt: "{prompt}"}}\n'.encode(), FILE).problems
        assert problem.code == "V05"


def test_a_bibliography_has_hints_of_its_own_and_may_be_empty() -> None:
    _, problems = decode_sources(b"sorces: []\n", FILE)
    assert "did you mean 'sources'?" in [problem.hint for problem in problems]
    assert decode_sources(b"---\n", FILE) == ((), ())
