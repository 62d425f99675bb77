"""GIFT as Moodle's documentation describes it: every kind of question, every sign, and what cannot be read."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_learn.exchange import formats
from tests.exchange.made import decoded, outgoing, read


def cards(text: str) -> list[dict[str, Any]]:
    """What is read, without ids, tags and empty values."""
    found = read("gift", text.encode()).cards
    return [{key: value for key, value in each.card.items() if value and key not in ("id", "tags")} for each in found]


def losses(text: str) -> list[str]:
    return [loss.what for loss in read("gift", text.encode()).losses]


def option(text: str, feedback: str = "", *, correct: bool = False) -> dict[str, Any]:
    given = {"text": text} | ({"correct": True} if correct else {})
    return given | ({"feedback": feedback} if feedback else {})


@pytest.mark.parametrize(
    ("text", "card"),
    [
        (
            "Who writes the plan?{~Salt ~Tea =the prescriber}",
            {
                "type": "choice",
                "prompt": "Who writes the plan?",
                "options": [option("Salt"), option("Tea"), option("the prescriber", correct=True)],
            },
        ),
        (
            "It is {~red =blue ~green} there.",
            {
                "type": "choice",
                "prompt": "It is _____ there.",
                "options": [option("red"), option("blue", correct=True), option("green")],
            },
        ),
        ("The sky is green.{F}", {"type": "true-false", "prompt": "The sky is green."}),
        (
            "The sky is blue.{TRUE#Look up.}",
            {"type": "true-false", "prompt": "The sky is blue.", "answer": True, "feedback": "Look up."},
        ),
        (
            "So?{FALSE#wrong#right####why}",
            {
                "type": "choice",
                "prompt": "So?",
                "options": [option("True", "wrong"), option("False", "right", correct=True)],
                "explanation": "why",
            },
        ),
        (
            "Two plus two equals {=four =4}.",
            {"type": "typed", "prompt": "Two plus two equals _____.", "answer": "four", "accept": ["4"]},
        ),
        (
            "Match.{=Canada->Ottawa =Italy -> Rome\n= -> Tokyo}",
            {
                "type": "match",
                "prompt": "Match.",
                "pairs": [{"left": "Canada", "right": "Ottawa"}, {"left": "Italy", "right": "Rome"}],
                "extras": ["Tokyo"],
            },
        ),
        ("When? {#1822:5}", {"type": "number", "prompt": "When?", "value": "1822", "tolerance": "5"}),
        ("Pi? {#3.141..3.142}", {"type": "number", "prompt": "Pi?", "value": "3.1415", "tolerance": "0.0005"}),
        (
            "Which two?{~%50%A#yes ~%-100%B ~%50%C}",
            {
                "type": "multi",
                "prompt": "Which two?",
                "options": [option("A", "yes", correct=True), option("B"), option("C", correct=True)],
            },
        ),
        (
            "[html]Is <b>this</b> &lt;it&gt;?{~no =<i>yes</i>}",
            {"type": "choice", "prompt": "Is this <it>?", "options": [option("no"), option("yes", correct=True)]},
        ),
        (
            "[plain]Is <b> this?{~no =y}",
            {"type": "choice", "prompt": "Is <b> this?", "options": [option("no"), option("y", correct=True)]},
        ),
        (
            "Which \\{is\\} \\~it\\: a \\= b \\# c?{ ~ \\= 2 # no \\#1 \n = \\\\ }",
            {
                "type": "choice",
                "prompt": "Which {is} ~it: a = b # c?",
                "options": [option("= 2", "no #1"), option("\\", correct=True)],
            },
        ),
        ("How are you?{####Well.}", {"type": "flip", "prompt": "How are you?", "answer": "Well."}),
    ],
)
def test_a_question_of_each_kind_becomes_a_card(text: str, card: dict[str, Any]) -> None:
    assert cards(text) == [card]
    assert losses(text) == []


def test_titles_ids_tags_categories_and_comments_are_understood() -> None:
    found = read(
        "gift",
        b"// a remark\n$CATEGORY: $course$/Some // some\n\n// [id:q 7] [tag:One] [tag:a b]\n"
        b"::Origin::From where?{=China}\n\n"
        b"::Second one::\nAnd?{T}\n",
    )
    assert found.title == "Some / some"
    assert [(each.card["id"], each.card["tags"]) for each in found.cards] == [
        ("q 7", ["One", "a b"]),
        ("Second one", []),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Only a text.", "a text without a question is left out"),
        ("Broken { =a", "this question cannot be read, so it is left out"),
        ("Broken } =a {", "this question cannot be read, so it is left out"),
        ("One option?{~a}", "this question cannot be read, so it is left out"),
        ("No number?{#many}", "this question cannot be read, so it is left out"),
        ("Huge?{#1e999}", "this question cannot be read, so it is left out"),
        ("Endless?{#NaN}", "this question cannot be read, so it is left out"),
        ("How are you?{}", "an essay question without an answer is left out"),
    ],
)
def test_what_is_no_card_is_left_out_and_reported(text: str, what: str) -> None:
    assert cards(text) == []
    assert losses(text) == [what]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A?{~%50%half =full ~no}", "marks for an answer that is half right are left out: it counts as wrong"),
        ("A?{=full =%75%near}", "answers that earn only a part of the marks are left out"),
        ("A?{#=1822:0 =%50%1822:2}", "answers that earn only a part of the marks are left out"),
        ("A?{#3:2~#Completely wrong}", "feedback to any other number is left out"),
        ("[html]A<img src=x>?{=b}", "pictures and sounds are left out"),
    ],
)
def test_what_a_card_cannot_hold_is_reported(text: str, what: str) -> None:
    assert len(cards(text)) == 1
    assert losses(text) == [what]


def test_what_moodle_reads_is_what_is_written() -> None:
    """The signs, weights and comments, character by character: no Moodle is here to ask."""
    deck = decoded(
        {
            "id": "d",
            "title": "A/B",
            "notice": "No advice: none.",
            "cards": [
                {
                    "id": "m",
                    "type": "multi",
                    "tags": ["t"],
                    "prompt": "Which {of} them?",
                    "options": [
                        option("[a] = b", correct=True),
                        option("50% # c", correct=True),
                        option("~d", correct=True),
                        option("%5% e", "no: no"),
                    ],
                },
                {"id": "g", "type": "cloze", "prompt": "LDN {{blocks}} receptors.", "explanation": "Two\nlines."},
            ],
        }
    )
    written = formats.write("gift", outgoing(deck)).data.decode()
    lines = [line for line in written.split("\n") if not line.startswith("// ldn-learn ")]
    assert "\n".join(lines) == (
        "$CATEGORY: $course$/A//B\n\n"
        "::ldn-learn-about::[plain]No advice\\: none.\n\n"
        "// [id:d/m] [tag:t]\n::m::[plain]Which \\{of\\} them?{\n"
        "\t~%33.33333%[plain][a] \\= b\n\t~%33.33333%50% \\# c\n\t~%33.33333%\\~d\n\t~%-100%%5% e#no\\: no}\n\n"
        "// [id:d/g]\n::g::[plain]LDN {\n\t=%100%blocks\n\t####Two\\nlines.\n} receptors.\n"
    )
