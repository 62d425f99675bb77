"""HTML, hashcards, tables and text files of anybody's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.decode import decode_deck
from ldn_learn.decks.writing import as_yaml
from ldn_learn.errors import DeckError
from ldn_learn.exchange.assemble import assembled, slug
from ldn_learn.exchange.limits import clean
from ldn_learn.exchange.markup import blocks, escaped, parse_blocks, text_of
from ldn_learn.exchange.passing import Incoming
from ldn_learn.exchange.plain import read_more
from tests.exchange.made import paragraphs, read


def cards(name: str, text: str) -> list[dict[str, Any]]:
    found = read(name, text.encode()).cards
    return [{key: value for key, value in each.card.items() if value} for each in found]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<br>b<div>c</div><p>d</p>", "a\nb\nc\n\nd"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("4 &lt; 5 &amp; <b>x</b>&nbsp;y", "4 < 5 & x y"),
        ("<script>alert(1)</script>a<style>b</style>", "a"),
        ("<!-- no -->a<!-- open <b>b</b>", "ab"),
        ("a < b and <", "a < b and <"),
        ('<a href="javascript:x">link</a>', "link"),
        ("a\n\tb", "a b"),
    ],
)
def test_html_becomes_plain_text(source: str, text: str) -> None:
    assert text_of(source) == (text, False)


def test_pictures_and_sounds_are_noticed() -> None:
    assert text_of("a <img src='x'>") == ("a", True)
    assert text_of("a [sound:x.mp3]") == ("a", True)
    assert text_of(escaped("a [sound:x.mp3]")) == ("a [sound:x.mp3]", False), "text that looks like one is none"


@given(st.lists(st.tuples(st.sampled_from(("right", "option", "feedback")), paragraphs), max_size=4))
def test_named_texts_come_back(parts: list[tuple[str, str]]) -> None:
    assert parse_blocks(blocks(parts)) == parts
    assert parse_blocks(blocks(parts, {"right": "font-weight:bold"})) == parts


@given(st.text())
def test_any_html_gives_a_text_that_a_deck_can_hold(source: str) -> None:
    text, _ = text_of(source)
    assert clean(text) == text


def test_hashcards_questions_and_gaps() -> None:
    text = (
        '---\nname = "Medicine"\n---\n\nNotes.\n\nQ: What is it?\nIn two lines.\nA: This,\n\n- and that\n\n'
        "C: The [order] of a group is [its size](no) or [so].\n---\nstill notes\n"
        "Q: First?\nA: One\nQ: Second?\nA: Two\n"
    )
    found = read("hashcards", text.encode())
    assert found.title == "Medicine"
    assert [each.card["prompt"] for each in found.cards] == [
        "What is it?\nIn two lines.",
        "The {{order}} of a group is [its size](no) or so.",
        "The order of a group is [its size](no) or {{so}}.",
        "First?",
        "Second?",
    ]
    assert found.cards[0].card["answer"] == "This,\n\n- and that"
    whole, _ = assembled(found.cards, "d", "D")
    groups = [card.get("group") for card in whole["cards"]]
    assert groups[1] == groups[2] is not None, "the gaps of one text give each other away"
    assert groups[0] is groups[3] is None


def test_hashcards_that_cannot_be_read_are_named_by_their_line() -> None:
    text = "Q: No answer?\n---\nC: no gap\nA: alone\n  Q: indented\nQ: Picture ![x](a/b.png)?\nA: Yes\n"
    found = read("hashcards", text.encode())
    assert [each.card["prompt"] for each in found.cards] == ["Picture ?"]
    told = "a card without a question, an answer or [hidden words] is left out"
    assert [tuple(loss) for loss in found.losses] == [
        ("line 1", told),
        ("line 3", told),
        ("line 4", told),
        ("line 6", "pictures and sounds are left out"),
    ]


def test_tables_with_a_head_of_their_own() -> None:
    text = "Question;Option 1;Option 2;Right;Tags\nWhich?;One;Two;2;a b\n;;;;\nNo options?;;;;\n"
    found = read("csv", text.encode())
    options = [{"text": "One"}, {"text": "Two", "correct": True}]
    assert cards("csv", text) == [{"prompt": "Which?", "options": options, "tags": ["a", "b"], "type": "choice"}]
    assert [tuple(loss) for loss in found.losses] == [
        ("row 3", "a row without a question or without an answer is left out")
    ]


def test_tables_without_a_head_ask_and_answer() -> None:
    assert cards("csv", 'What?,"This,\nthat"\n') == [{"prompt": "What?", "answer": "This,\nthat", "type": "flip"}]


def test_a_cell_that_a_spreadsheet_would_run_is_guarded() -> None:
    from ldn_learn.exchange import formats
    from tests.exchange.made import decoded, outgoing

    deck = decoded({"id": "d", "title": "D", "cards": [{"id": "c", "prompt": "=1+1", "answer": "'-x"}]})
    data = formats.write("csv", outgoing(deck)).data
    assert b",'=1+1,''-x," in data
    assert [(each.card["prompt"], each.card["answer"]) for each in read("csv", data).cards] == [("=1+1", "'-x")]


def test_text_files_of_anki_without_and_with_headers() -> None:
    assert cards("anki-text", "Front\tBack <b>x</b>\n") == [{"type": "flip", "prompt": "Front", "answer": "Back x"}]
    text = "#separator:Comma\n#html:false\n#tags:all\n#tags column:3\n#deck:A::B\nA <b>,B,t1 t2\n{{c1::x}} y,,\n"
    found = read("anki-text", text.encode())
    assert found.title == "B"
    assert cards("anki-text", text) == [
        {"type": "flip", "prompt": "A <b>", "answer": "B", "tags": ["t1", "t2", "all"]},
        {"type": "cloze", "prompt": "{{x}} y", "tags": ["all"]},
    ]


def test_ids_are_made_of_the_question_and_stay_apart() -> None:
    found = [
        Incoming({"type": "flip", "prompt": prompt, "answer": "x"}) for prompt in ("What is it?", "What is it?", "日本")
    ]
    whole, losses = assembled(found, "d", "D")
    assert [card["id"] for card in whole["cards"]] == ["what-is-it", "what-is-it-2", "card-3"]
    assert losses == []
    assert slug("Ünder the  bridge!") == "under-the-bridge"


def test_thousands_of_the_same_question_take_no_longer_than_others() -> None:
    found = [Incoming({"type": "flip", "prompt": "What is it?", "answer": "x"})] * 50_000
    whole, _ = assembled(found, "d", "D")
    assert whole["cards"][-1]["id"] == "what-is-it-50000"


def test_tags_that_cannot_be_names_are_made_ones() -> None:
    found = [Incoming({"type": "flip", "prompt": "A", "answer": "x", "tags": ["Med::Pain", "ok", "!!"]})]
    assert assembled(found, "d", "D")[0]["cards"][0]["tags"] == ["Med-Pain", "ok"]


def test_a_card_that_must_come_first_and_is_not_there_is_reported() -> None:
    found = [Incoming({"id": "a", "type": "flip", "prompt": "A", "answer": "x", "requires": ["other/b"]}, "d")]
    whole, losses = assembled(found, "d", "D")
    assert "requires" not in whole["cards"][0]
    assert losses[0].what == "it is to be learnt after 'other/b', which is not here"


@pytest.mark.parametrize(
    "text",
    ['{"tags": 1, "case": [], "sources": [1], "revision": -1}', "[" * 100_000, "nonsense", "[]", '{"critical": "x"}'],
)
def test_what_a_stranger_put_in_the_place_of_ours_is_dropped(text: str) -> None:
    assert read_more(text) == {}


@given(st.binary(max_size=200), st.sampled_from(("anki", "anki-text", "gift", "csv", "hashcards")))
def test_any_bytes_give_cards_or_one_sentence(data: bytes, name: str) -> None:
    try:
        found = read(name, data)
    except DeckError as error:
        assert str(error).endswith(".")
        return
    whole, _ = assembled(found.cards, "d", "D")
    decode_deck(as_yaml(whole).encode(), "d.yaml")


@given(st.text(alphabet="ab {}=~#->%:[]\n\\5.TF", max_size=120))
def test_anything_like_gift_gives_cards_that_hold(text: str) -> None:
    found = read("gift", text.encode())
    for each in found.cards:
        assert each.card["prompt"]
        assert each.card["type"] in ("choice", "multi", "true-false", "typed", "match", "number", "flip")
