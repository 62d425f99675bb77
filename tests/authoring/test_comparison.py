"""`diff`: what a new edition changes for learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.authoring.comparison import Change, Difference, compare
from ldn_learn.authoring.editions import Edition, Source, read_edition
from ldn_learn.authoring.formatting import format_file
from ldn_learn.errors import DeckError
from tests.decks.samples import EVERY_TYPE, steady

if TYPE_CHECKING:
    from collections.abc import Iterable

WORKS = "sources:\n  - {id: work, title: A work}\n  - {id: other-work, title: Another}\n"


def edition(deck: str = EVERY_TYPE, sources: str = WORKS) -> Edition:
    return read_edition([Source("a.yaml", deck.encode()), Source("sources.yaml", sources.encode(), "sources")])


def changes(before: str, after: str) -> tuple[Difference, ...]:
    assert before in EVERY_TYPE + WORKS
    return compare(edition(), edition(EVERY_TYPE.replace(before, after, 1), WORKS.replace(before, after, 1)))


def test_an_edition_is_the_same_as_itself_and_as_its_tidy_self() -> None:
    assert compare(edition(), edition()) == ()
    assert compare(edition(), edition(format_file(EVERY_TYPE.encode(), "a.yaml").text)) == ()


@pytest.mark.parametrize(
    ("before", "after", "card", "keys", "key_before", "key_after"),
    [
        ("This one", "Another one", "a-choice", ("options",), "This one", "Another one"),
        ("{{first}}", "{{third}}", "a-cloze", ("prompt",), "first; second", "third; second"),
        ("The back", "Another", "a-flip", ("answer",), "The front = The back", "The front = Another"),
        ("revision: 3", "revision: 4", "a-number", ("revision",), "4.5 mg", "4.5 mg"),
    ],
)
def test_another_answer_is_another_meaning_told_with_both(
    before: str, after: str, card: str, keys: tuple[str, ...], key_before: str, key_after: str
) -> None:
    (found,) = changes(before, after)
    assert (found.change, found.what, found.id) == (Change.MEANING, "card", f"every-type/{card}")
    assert (found.keys, found.before, found.after) == (keys, key_before, key_after)
    assert "taught this card again" in found.note


@pytest.mark.parametrize(
    ("before", "after", "card", "keys"),
    [
        ("Which one?", "Which?", "a-choice", ("prompt",)),
        ("It is not.", "It is another.", "a-choice", ("options",)),
        ("This one,", "this ONE,", "a-choice", ("options",)),
        ("{{second|not the third}}", "{{second}}", "a-cloze", ("prompt",)),
    ],
)
def test_other_words_are_wording_and_no_more(before: str, after: str, card: str, keys: tuple[str, ...]) -> None:
    assert changes(before, after) == (Difference(Change.WORDING, "card", f"every-type/{card}", keys),)


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [("tags: [one, two]", "tags: [one]", ("tags",)), ("locator: p. 4", "locator: p. 5", ("sources",))],
)
def test_what_nobody_reads_in_the_question_is_a_detail(before: str, after: str, keys: tuple[str, ...]) -> None:
    assert changes(before, after) == (Difference(Change.DETAILS, "card", "every-type/a-flip", keys),)


def test_an_objective_a_lesson_a_work_and_the_deck_itself_are_told() -> None:
    assert changes("Name the parts", "Name all parts") == (
        Difference(Change.WORDING, "objective", "every-type/OBJ-1", ("text",), note="touches 1 card"),
    )
    assert changes("A lesson in a few words.", "A lesson.") == (
        Difference(Change.WORDING, "lesson", "every-type/lesson", ("text",)),
    )
    assert changes("A work", "The work") == (
        Difference(Change.WORDING, "source", "work", ("title",), note="touches 1 card"),
    )
    assert changes("order: 7", "order: 8") == (Difference(Change.DETAILS, "deck", "every-type", ("order",)),)


def test_a_card_that_went_and_one_that_came_are_told_with_their_answers() -> None:
    (gone,) = compare(edition(), edition(EVERY_TYPE[: EVERY_TYPE.index("  - id: a-number")]))
    assert (gone.change, gone.id, gone.before) == (Change.REMOVED, "every-type/a-number", "4.5 mg")
    (come,) = compare(edition(EVERY_TYPE[: EVERY_TYPE.index("  - id: a-number")]), edition())
    assert (come.change, come.id, come.after) == (Change.ADDED, "every-type/a-number", "4.5 mg")


def test_a_card_under_another_id_is_gone_and_come_and_both_say_so() -> None:
    gone, come = changes("id: a-cloze", "id: the-cloze")
    assert (gone.change, come.change) == (Change.REMOVED, Change.ADDED)
    assert "looks like every-type/the-cloze now" in gone.note
    assert "give it back that id" in come.note


def test_a_meaning_comes_before_other_changes() -> None:
    text = EVERY_TYPE.replace("The back", "Another").replace("order: 7", "order: 8").replace("Which one?", "Which?")
    found = compare(edition(), edition(text))
    assert [each.change for each in found] == [Change.MEANING, Change.WORDING, Change.DETAILS]


def deck(ids: Iterable[int]) -> Edition:
    cards = "".join(f"  - {{id: c{number}, prompt: p, answer: x}}\n" for number in ids)
    return read_edition([Source("a.yaml", f"id: d\ntitle: T\ncards:\n{cards or '  []'}".encode())])


def test_the_card_that_moved_is_told_and_not_those_that_it_passed() -> None:
    found = compare(deck([1, 2, 3, 4]), deck([2, 3, 4, 1]))
    assert found == (Difference(Change.MOVED, "card", "d/c1"),)


@steady
@given(st.permutations(range(7)), st.sets(st.integers(0, 6)), st.sets(st.integers(7, 9)))
def test_cards_that_did_not_move_are_in_order(order: list[int], gone: set[int], come: set[int]) -> None:
    after = [number for number in order if number not in gone] + sorted(come)
    found = compare(deck(range(7)), deck(after))
    moved = {each.id for each in found if each.change is Change.MOVED}
    stayed = [number for number in after if f"d/c{number}" not in moved and number not in come]
    assert stayed == sorted(stayed)
    assert {each.id for each in found if each.change is Change.REMOVED} == {f"d/c{number}" for number in gone}
    assert {each.id for each in found if each.change is Change.ADDED} == {f"d/c{number}" for number in come}


def test_a_file_with_a_problem_cannot_be_compared() -> None:
    with pytest.raises(DeckError, match=r"a\.yaml:1:1 .*before it is mended.*more problem"):
        edition("id: d\nxyzzy: 1\n")


def test_a_deck_that_stands_in_two_files_cannot_be_compared() -> None:
    twice = [Source("a.yaml", EVERY_TYPE.encode()), Source("b.yaml", EVERY_TYPE.encode())]
    with pytest.raises(DeckError, match=r"b\.yaml.*another file"):
        read_edition(twice)


def test_shared_files_are_compared_item_by_item() -> None:
    old = [Source("glossary.yaml", b"terms: [{term: Dose, definition: a}]", "glossary")]
    new = [Source("glossary.yaml", b"terms: [{term: Dose, definition: b}, {term: Drug, definition: c}]", "glossary")]
    added, changed = compare(read_edition(old), read_edition(new))
    assert (added.change, added.what, added.id) == (Change.ADDED, "term", "Drug")
    assert (changed.change, changed.id, changed.keys) == (Change.WORDING, "Dose", ("definition",))
    assert compare(read_edition([Source("glossary.yaml", b"", "glossary")]), Edition()) == ()


def test_a_changed_fact_and_one_that_is_gone_name_the_cards_that_rest_on_it() -> None:
    def side(*lines: str) -> Edition:
        facts = "facts:\n" + "".join(f"  - {line}\n" for line in lines)
        return read_edition(
            [Source("a.yaml", EVERY_TYPE.encode()), Source("evidence.yaml", facts.encode(), "evidence")]
        )

    old = side("{id: fact-1, statement: Twelve weeks.}", "{id: size, statement: A few.}")
    changed = compare(old, side("{id: fact-1, statement: Six weeks.}", "{id: size, statement: Many.}"))
    assert [(each.id, each.note) for each in changed] == [
        ("fact-1", "look again at every-type/a-flip"),
        ("size", "no card rests on it"),
    ]
    (gone,) = compare(old, side("{id: size, statement: A few.}"))
    assert (gone.change, gone.note) == (Change.REMOVED, "look again at every-type/a-flip")
