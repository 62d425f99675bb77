"""`new`: a deck to begin with, and cards at the end of a deck."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.authoring.adding import add_card
from ldn_learn.authoring.formatting import format_file
from ldn_learn.authoring.names import slug, unique
from ldn_learn.authoring.starter import NewDeck, deck_text, sources_text
from ldn_learn.authoring.wishes import NewCard
from ldn_learn.decks.card_parts import CARD_TYPES
from ldn_learn.decks.cards import Audience, Choice, Matching, Multi
from ldn_learn.decks.decode import decode_sources
from ldn_learn.errors import DeckError, UsageError
from tests.decks.samples import EVERY_TYPE, FILE, SIMPLEST, deck_from, steady

TODAY = date(2026, 12, 1)
FLIP: dict[str, Any] = {"type": "flip", "prompt": "What is new?", "answer": "This"}

WISHES = {
    "flip": NewCard(type="flip", prompt="p", answers=("yes",)),
    "choice": NewCard(type="choice", prompt="p", answers=("a",), wrong=("b", "12:30"), feedback=("not b: a", "not c")),
    "multi": NewCard(type="multi", prompt="p", answers=("a", "b"), wrong=("c",)),
    "true-false": NewCard(type="true-false", prompt="p", answers=("false",), feedback=("It is not.",)),
    "cloze": NewCard(type="cloze", prompt="a {{gap|hint}}"),
    "number": NewCard(type="number", prompt="p", answers=("4.50",), unit="mg"),
    "typed": NewCard(type="typed", prompt="p", answers=("a",), accept=("b", "c")),
    "order": NewCard(type="order", prompt="p", answers=("a", "b", "c")),
    "match": NewCard(type="match", prompt="p", answers=("a = b", "c=d"), wrong=("e",)),
}


def added(text: str, values: dict[str, Any]) -> str:
    return add_card(text.encode(), FILE, values)[0]


@pytest.mark.parametrize("audience", Audience)
def test_a_new_deck_is_sound_tidy_and_has_one_card_of_each_type(audience: Audience) -> None:
    text = deck_text(NewDeck("LDN: my own", audience=audience), TODAY)
    deck = deck_from(text)
    assert (deck.id, deck.title, deck.audience) == ("ldn-my-own", "LDN: my own", audience)
    assert (deck.reviewed, deck.review_by) == ("2026-12-01", "2027-12-01")
    assert not format_file(text.encode(), FILE).changed
    types = [line.split(": ")[1] for line in text.splitlines() if line.startswith("    type: ")]
    assert sorted(types) == sorted(CARD_TYPES)


def test_a_new_deck_has_what_a_good_deck_has() -> None:
    deck = deck_from(deck_text(NewDeck("T"), TODAY))
    works, problems = decode_sources(sources_text().encode(), "sources.yaml")
    assert problems == ()
    assert "not medical advice" in deck.notice
    assert deck.purpose and deck.main_message
    assert {lesson.objective for lesson in deck.lessons} == {each.id for each in deck.objectives}
    for card in deck.cards:
        assert card.objective and card.explanation and card.certainty
        assert {cited.source for cited in card.citations} <= {work.id for work in works}
        assert card.citations
    for card in deck.cards:
        if isinstance(card, Choice | Multi) and card.shuffle:
            assert 3 <= len(card.options) <= 4
            assert all(len(option.feedback.split()) >= 5 for option in card.options)
    (match,) = (card for card in deck.cards if isinstance(card, Matching))
    assert match.extras


def test_the_works_beside_a_new_deck_are_tidy_and_all_cited() -> None:
    works, _ = decode_sources(sources_text().encode(), "sources.yaml")
    text = deck_text(NewDeck("T"), TODAY)
    assert all(f"id: {work.id}" in text for work in works)
    assert not format_file(sources_text().encode(), "sources.yaml", "sources").changed


def test_the_lessons_of_a_new_deck_say_what_a_shipped_deck_says() -> None:
    shipped = " ".join((Path(__file__).parents[2] / "decks" / "history.yaml").read_text(encoding="utf-8").split())
    for lesson in deck_from(deck_text(NewDeck("T"), TODAY)).lessons[1:]:
        assert " ".join(lesson.text.split())[:60] in shipped


@pytest.mark.parametrize(("title", "id_"), [("", ""), ("  ", "x"), ("T", "a b"), ("T", "../x"), ("T", "x" * 81)])
def test_a_title_or_id_that_no_deck_can_have_is_refused(title: str, id_: str) -> None:
    with pytest.raises(UsageError, match="This makes no deck"):
        deck_text(NewDeck(title, id_), TODAY)


@steady
@given(st.text(min_size=1))
def test_any_title_makes_a_deck_with_that_title_or_a_sentence(title: str) -> None:
    try:
        text = deck_text(NewDeck(title), TODAY)
    except UsageError:
        return
    assert deck_from(text).title == " ".join(title.split())


def test_a_leap_day_has_a_day_a_year_later() -> None:
    assert deck_from(deck_text(NewDeck("T"), date(2028, 2, 29))).review_by == "2029-02-28"


def test_a_card_comes_last_and_every_other_line_stays() -> None:
    made, id_ = add_card(SIMPLEST.encode(), FILE, FLIP)
    assert id_ == "what-is-new"
    assert made.startswith(SIMPLEST)
    assert made.removeprefix(SIMPLEST).splitlines()[:4] == [
        *("  - id: what-is-new", "    type: flip", "    prompt: What is new?", "    answer: This")
    ]
    assert "    # sources: [" in made


@pytest.mark.parametrize("type_", CARD_TYPES)
def test_a_card_of_each_type_is_added_and_is_tidy(type_: str) -> None:
    made = added(EVERY_TYPE, WISHES[type_].values())
    assert len(deck_from(made).cards) == len(deck_from(EVERY_TYPE).cards) + 1
    start = made.index("  - id: ", len(EVERY_TYPE))
    alone = "id: d\ntitle: T\ncards:\n" + made[start:]
    assert format_file(alone.encode(), FILE).text == alone


def test_what_a_good_card_needs_and_was_not_given_is_asked_for_in_comments() -> None:
    made = added(SIMPLEST, NewCard(type="choice", prompt="p", answers=("a",), wrong=("b",), explanation="e").values())
    assert "        # feedback: " in made
    assert "# explanation" not in made
    assert "    # certainty: " in made


def test_comments_around_the_last_card_stay_where_they_belong() -> None:
    text = SIMPLEST + "    # about the first card\n\n# about what follows\nversion: '1'\n"
    made = added(text, FLIP)
    assert made.index("# about the first card") < made.index("what-is-new") < made.index("# about what follows")
    assert deck_from(made).version == "1"


def test_an_empty_line_between_cards_is_kept_up() -> None:
    text = SIMPLEST + "\n  - {id: two, prompt: p, answer: x}\n"
    assert "answer: x}\n\n  - id: what-is-new\n" in added(text, FLIP)


def test_a_file_without_a_newline_at_its_end_or_with_carriage_returns_takes_a_card() -> None:
    assert added(SIMPLEST.rstrip(), FLIP) == added(SIMPLEST, FLIP)
    assert added(SIMPLEST.replace("\n", "\r\n"), FLIP) == added(SIMPLEST, FLIP).replace("\n", "\r\n")


def test_a_deck_without_cards_takes_its_first() -> None:
    made = added("id: d\ntitle: T\ncards: []\nversion: '1'\n", FLIP)
    assert [card.id for card in deck_from(made).cards] == ["d/what-is-new"]
    assert deck_from(made).version == "1"


def test_cards_without_indent_get_one_without() -> None:
    text = "id: d\ntitle: T\ncards:\n- {id: a, prompt: p, answer: x}\n"
    assert "\n- id: what-is-new\n  type: flip\n" in added(text, FLIP)


def test_an_id_that_is_taken_gets_a_number_when_it_was_made_and_is_refused_when_it_was_given() -> None:
    twice = added(added(SIMPLEST, FLIP), FLIP)
    assert [card.id for card in deck_from(twice).cards][1:] == ["first/what-is-new", "first/what-is-new-2"]
    with pytest.raises(UsageError, match="stands twice"):
        added(SIMPLEST, {**FLIP, "id": "one"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: d\n", "is missing"),
        ("id: d\ntitle: T\ncards: [{id: a, prompt: p, answer: x}]\n", "ldn-learn fmt"),
        ("id: [\n", "not YAML"),
    ],
)
def test_a_file_that_can_take_no_card_is_told(text: str, says: str) -> None:
    with pytest.raises(DeckError, match=says):
        added(text, FLIP)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (NewCard(type="flip", prompt=" "), "--prompt"),
        (NewCard(type="flip", prompt="p"), "--answer"),
        (NewCard(type="choice", prompt="p", answers=("a", "b"), wrong=("c",)), "one right answer"),
        (NewCard(type="choice", prompt="p", answers=("a",)), "--wrong"),
        (NewCard(type="choice", prompt="p", answers=("a",), wrong=("b",), feedback=("c", "d")), "more --feedback"),
        (NewCard(type="multi", prompt="p", wrong=("b",)), "right answers"),
        (NewCard(type="cloze", prompt="p"), "gap"),
        (NewCard(type="order", prompt="p", answers=("a",)), "two or more items"),
        (NewCard(type="match", prompt="p", answers=("a = b", "c")), "left = right"),
    ],
)
def test_what_is_missing_for_a_card_is_named(wish: NewCard, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        wish.values()


@pytest.mark.parametrize(
    "wish",
    [
        NewCard(type="true-false", prompt="p", answers=("perhaps",)),
        NewCard(type="number", prompt="p", answers=("four",)),
        NewCard(type="flip", prompt="p", answers=("x",), certainty="sure"),
        NewCard(type="flip", prompt="p", answers=("x",), objective="none"),
        NewCard(type="choice", prompt="p", answers=("a",), wrong=("A",)),
    ],
)
def test_a_card_that_is_not_sound_is_refused_with_the_reason(wish: NewCard) -> None:
    with pytest.raises(UsageError, match="This makes no card"):
        added(SIMPLEST, wish.values())


@steady
@given(prompt=st.text(), answer=st.text(), source=st.text())
def test_any_texts_are_added_as_they_are_or_refused(prompt: str, answer: str, source: str) -> None:
    try:
        made = added(SIMPLEST, NewCard(type="flip", prompt=prompt, answers=(answer,), sources=(source,)).values())
    except UsageError:
        return
    first, second = deck_from(made).cards
    assert first.id == "first/one"
    assert (second.prompt, getattr(second, "answer", None)) == (prompt.strip(), answer.strip())


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("What does LDN stand for?", "what-does-ldn-stand-for"),
        ("Crohn's caf\u00e9", "crohns-cafe"),
        ("???", "card"),
        ("w" * 90, "w" * 48),
        ("one two " * 12, "one-two-one-two-one-two-one-two-one-two-one-two"),
    ],
)
def test_an_id_is_made_of_words(text: str, id_: str) -> None:
    assert slug(text, "card") == id_
    assert unique(id_, {id_, f"{id_}-2"}) == f"{id_}-3"


@steady
@given(st.text())
def test_any_text_makes_an_id_that_a_deck_takes(text: str) -> None:
    made = slug(text, "card")
    assert deck_from(SIMPLEST.replace("id: one", f"id: {made}")).cards[0].id == f"first/{made}"
