"""`fmt`: one layout, the same deck."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.authoring.formatting import Formatted, format_file
from ldn_learn.authoring.kinds import MODELS, kind_of
from ldn_learn.decks.decode import decode_deck, decode_sources
from tests.decks.samples import CARDS, EVERY_TYPE, FILE, SIMPLEST, steady

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Deck

SHIPPED: Final = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))

UNTIDY: Final = """\
# yaml-language-server: $schema=deck.schema.json
id: d   # the id stays
title: 'T'
# about the objectives
objectives:
- {id: OBJ-1, text: "Name the parts"}
- id: OBJ-2
  text: |
    Two
    lines

# about the cards
cards:
- prompt: "Which: one?"   # the prompt
  # the id of the first
  id: one
  options:
  - text: a
    correct: yes
  # before the second option
  - {text: b, feedback: no}
  tags:
    - x   # first tag
    - y
    # the end of the tags
  explanation: some
    plain words
  # the end of the first card


# before the second card
- prompt: What, now?
  answer: 12:30
  sources: [ # cited
    {id: s, locator: p. 3}, # with its place
    {id: t}
    # no more
  ]
# the end of the deck
"""

TIDY: Final = """\
# yaml-language-server: $schema=deck.schema.json
id: d  # the id stays
title: T
# about the objectives
objectives:
  - id: OBJ-1
    text: Name the parts
  - id: OBJ-2
    text: |-
      Two
      lines

# about the cards
cards:
  # the id of the first
  - id: one
    tags:
      - x  # first tag
      - "y"
      # the end of the tags
    prompt: "Which: one?"  # the prompt
    options:
      - text: a
        correct: true
      # before the second option
      - text: b
        feedback: "no"
    explanation: some plain words
    # the end of the first card

  # before the second card
  - id: what-now
    prompt: What, now?
    answer: "12:30"
    sources:  # cited
      - {id: s, locator: p. 3}  # with its place
      - {id: t}
      # no more
# the end of the deck
"""


def formatted(text: str, kind: str = "deck") -> Formatted:
    return format_file(text.encode(), FILE, kind)


def tidy(text: str) -> str:
    found = formatted(text)
    assert found.problems == ()
    return found.text


def deck(text: str) -> Deck:
    """The deck of a text, without the lines that its cards stand on."""
    found = decode_deck(text.encode(), FILE).deck
    assert found is not None
    return replace(found, cards=tuple(replace(card, line=0) for card in found.cards))


def remarks(text: str) -> list[str]:
    """The comments of a text in which every comment is `# ` and words that no value holds."""
    return sorted(line.strip() for line in re.findall(r"(?:^|\s)(# .*)$", text, re.MULTILINE))


def test_an_untidy_deck_comes_out_tidy() -> None:
    assert tidy(UNTIDY) == TIDY
    assert formatted(UNTIDY).ids == ("what-now",)


def test_a_tidy_deck_stays() -> None:
    found = formatted(TIDY)
    assert (found.text, found.changed, found.ids) == (TIDY, False, ())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_keeps_its_values(path: Path) -> None:
    data = path.read_bytes()
    found = format_file(data, FILE, kind_of(path))
    assert found.problems == ()
    after = found.text.encode()
    if kind_of(path) == "deck":
        assert deck(found.text) == deck(data.decode())
    elif kind_of(path) == "sources":
        assert decode_sources(after, FILE) == decode_sources(data, FILE)
    assert remarks(found.text) == remarks(data.decode())
    assert all(len(line) <= 100 or line.count(" ") < 8 or "# " in line for line in found.text.splitlines())
    assert not format_file(after, FILE, kind_of(path)).changed


def test_every_key_of_every_type_keeps_its_value() -> None:
    assert deck(tidy(EVERY_TYPE)) == deck(EVERY_TYPE)


def test_keys_stand_in_one_order_whatever_their_order_was() -> None:
    written = tidy(f"{CARDS}  - {{answer: x, sources: [], critical: true, prompt: p, group: g, id: a, type: flip}}\n")
    assert [line.split(":")[0].strip(" -") for line in written.splitlines()[3:]] == [
        *("id", "type", "critical", "group", "prompt", "answer", "sources")
    ]
    assert list(MODELS) == ["deck", "sources", "glossary", "misconceptions", "evidence"]


def test_reasons_and_other_keys_that_an_author_names_keep_their_order() -> None:
    written = tidy(f"{CARDS}  - id: a\n    prompt: p\n    answer: x\n    lint_ok: {{M06: b, A01: a}}\n")
    assert "    lint_ok: {M06: b, A01: a}\n" in written


def test_brackets_stay_where_they_are_short() -> None:
    short = f"{CARDS}  - id: a\n    tags: [b, c]\n    prompt: p\n    answer: x\n"
    assert tidy(short) == short
    long = ", ".join(f"tag-number-{number}" for number in range(12))
    assert "    tags:\n      - tag-number-0\n" in tidy(short.replace("b, c", long))


def test_the_items_of_one_list_look_alike() -> None:
    long = "word " * 20
    text = f"{CARDS}  - {{id: a, prompt: p, answer: x}}\nobjectives: [{{id: A, text: t}}, {{id: B, text: {long}}}]\n"
    assert "objectives:\n  - id: A\n    text: t\n  - id: B\n" in tidy(text)


def test_cards_are_never_in_brackets() -> None:
    assert tidy("{id: d, title: T, cards: [{id: a, prompt: p, answer: x}]}") == (
        "id: d\ntitle: T\ncards:\n  - id: a\n    prompt: p\n    answer: x\n"
    )
    assert tidy("id: d\ntitle: T\ncards: []\n") == "id: d\ntitle: T\ncards: []\n"


def test_a_card_without_an_id_gets_one_from_its_prompt() -> None:
    text = (
        f"{CARDS}  - {{prompt: 'What does LDN stand for?', answer: x}}\n"
        "  - {prompt: What does LDN stand for, answer: y}\n"
        "  - {id: , prompt: '???', answer: z}\n  - {id: card, prompt: p, answer: z}\n"
    )
    found = formatted(text)
    assert found.ids == ("what-does-ldn-stand-for", "what-does-ldn-stand-for-2", "card-2")
    assert formatted(found.text).ids == ()
    assert [card.id for card in deck(found.text).cards] == [f"d/{id_}" for id_ in (*found.ids, "card")]


def test_an_id_that_nothing_follows_is_filled_in_wherever_it_stands() -> None:
    found = formatted(f"{CARDS}  - prompt: One\n    answer: x\n    id:   # to be made\n")
    assert found.ids == ("one",)
    assert "  - id: one  # to be made\n    prompt: One\n" in found.text


def test_an_id_that_is_missing_in_another_place_of_the_same_line_is_a_problem() -> None:
    found = formatted(f"{CARDS}  - {{prompt: p, answer: x, sources: [{{locator: a}}]}}\n")
    assert [problem.message for problem in found.problems] == ["'id' is missing"]
    assert found.text == ""


def test_an_id_that_is_made_leaves_those_of_other_cards_alone() -> None:
    text = f"{CARDS}  - {{prompt: one, answer: x}}\n  - {{id: one, prompt: p, answer: x}}\n"
    assert [card.id for card in deck(tidy(text)).cards] == ["d/one-2", "d/one"]


def test_carriage_returns_go_and_that_is_said() -> None:
    found = formatted(SIMPLEST.replace("\n", "\r\n"))
    assert (found.text, found.returns, found.changed) == (SIMPLEST, True, True)


def test_a_byte_order_mark_goes() -> None:
    assert tidy("\ufeff" + SIMPLEST) == SIMPLEST


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "Y06"),
        ("# only a remark\n", "Y06"),
        ("id: [\n", "Y01"),
        ("id: d\x00\n", "Y02"),
        ("[" * 100_000, "Y05"),
        ("id: &a d\n", "Y03"),
        (f"{CARDS}  - {{prompt: p, answer: x, promt: y}}\n", "K04"),
        ("just text", "V02"),
        (f"{CARDS}  - {{prompt: [p], answer: x}}\n", "V01"),
    ],
)
def test_a_file_with_a_problem_is_left_alone_and_told(text: str, code: str) -> None:
    found = formatted(text)
    assert (found.text, found.changed) == ("", False)
    assert code in {problem.code for problem in found.problems}


def test_a_missing_id_is_no_problem_where_other_things_are() -> None:
    found = formatted(f"{CARDS}  - {{prompt: p, answer: x}}\n  - {{id: a, prompt: p}}\n")
    assert [problem.message for problem in found.problems] == ["'answer' is missing"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("glossary", "terms:\n- {definition: a fixed dose, term: Dose, also: [doses]}\n"),
        ("misconceptions", "misconceptions: [{belief: b, id: MC-1, correction: c}]\n"),
        ("evidence", "facts:\n- {statement: s, id: f, figures: '1983'}\n"),
    ],
)
def test_shared_files_are_formatted_too(kind: str, text: str) -> None:
    found = formatted(text, kind)
    assert found.problems == ()
    assert found.changed
    assert not formatted(found.text, kind).changed


def test_a_year_in_a_bibliography_stays_text() -> None:
    assert 'year: "2014"' in formatted("sources: [{id: a, title: t, year: 2014}]\n", "sources").text


words = st.text(st.sampled_from("ab:#-?,[]{}'\"|>&*!%@`~ \n\t.0159\u00e9\u2028\u00a0\U0001f600"), max_size=60)


@steady
@given(prompt=words, answer=words, deep=words)
def test_any_texts_keep_their_value_and_meaning(prompt: str, answer: str, deep: str) -> None:
    text = (
        f"{CARDS}  - id: a\n    answer: {json.dumps(answer)}\n    prompt: {json.dumps(prompt)}\n"
        f"    sources: [{{id: s, locator: {json.dumps(deep)}}}]\n"
        f"    numbers_ok: {{{json.dumps(deep)}: {json.dumps(prompt)}}}\n"
    )
    if decode_deck(text.encode(), FILE).deck is None:
        return
    written = tidy(text)
    assert deck(written) == deck(text)
    assert not formatted(written).changed


@st.composite
def strewn(draw: st.DrawFn) -> str:
    """A sound deck with comments and empty lines at any place that takes them."""
    lines = draw(st.sampled_from([EVERY_TYPE, UNTIDY, TIDY])).split("\n")
    for number in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["line", "end", "empty", "comma", "open", "close"])):
            case "line":
                lines.insert(place, " " * draw(st.integers(0, 9)) + f"# line {number}")
            case "end":
                lines[place] += f" # end {number}"
            case "empty":
                lines.insert(place, "")
            case "comma":
                lines[place] = lines[place].replace(", ", f", # comma {number}\n            ", 1)
            case "open":
                lines[place] = lines[place].replace("[", f"[ # open {number}\n            ", 1)
            case _:
                lines[place] = lines[place].replace("]", f"\n            # close {number}\n            ]", 1)
    return "\n".join(lines)


@steady
@given(strewn())
def test_comments_survive_wherever_they_stand(text: str) -> None:
    decoded = decode_deck(text.encode(), FILE)
    found = formatted(text)
    assert [problem.code for problem in found.problems if problem.code == "Y08"] == []
    if not found.text:
        return
    assert decoded.deck is None or deck(found.text) == deck(text)
    assert remarks(found.text) == remarks(text)
    assert not formatted(found.text).changed


@steady
@given(st.data())
def test_bytes_that_were_changed_at_will_are_formatted_or_told(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from([EVERY_TYPE, UNTIDY])).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(source) - 1))
        junk = st.sampled_from(
            [b"#", b"\r", b"\t", b"\x00", b"\xff", b"[", b"}", b"&a ", b"? ", b"!!str ", b"\xc2\x85", b"|\n"]
        )
        source[place : place + data.draw(st.integers(0, 2))] = data.draw(junk)
    found = format_file(bytes(source), FILE)
    assert bool(found.text) is not bool(found.problems)
    assert "Y08" not in {problem.code for problem in found.problems}
