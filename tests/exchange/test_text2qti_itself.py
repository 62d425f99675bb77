"""`text2qti` itself compiles what is written, and finds the questions, answers and feedback in it."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from ldn_learn.decks.cards import Choice, Multi
from ldn_learn.exchange import formats
from ldn_learn.exchange.plain import entries
from ldn_learn.exchange.shown import gap_questions
from tests.exchange.made import blank_free, decks, decoded, outgoing
from tests.exchange.test_anki_itself import made

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Deck

pytest.importorskip("text2qti", reason="the package 'text2qti' is the judge here: pip install ldn-learn[dev]")


def compiled(deck: Deck) -> Any:
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    quiz = Quiz(formats.write("text2qti", outgoing(deck)).data.decode(), config=Config(), source_name="made")
    QTI(quiz).write(io.BytesIO())
    return quiz


def shown(xml: str) -> str:
    """The text that a quiz shows for a piece of its XML."""
    return html.unescape(re.sub(r"<[^>]*>", "", html.unescape(xml))).strip()


def test_each_type_becomes_the_nearest_question() -> None:
    found = [(each.title_raw, each.type) for each in compiled(made()).questions_and_delims]
    assert found == [
        ("one", "multiple_choice_question"),
        ("some", "multiple_answers_question"),
        ("true", "true_false_question"),
        ("both", "essay_question"),
        ("gaps", "short_answer_question"),
        ("gaps", "short_answer_question"),
        ("much", "numerical_question"),
        ("who", "short_answer_question"),
        ("steps", "essay_question"),
        ("pairs", "multiple_choice_question"),
        ("pairs", "multiple_choice_question"),
    ]


def test_options_keys_feedback_and_numbers_arrive() -> None:
    questions = compiled(made()).questions_and_delims
    choices = [(shown(each.choice_html_xml), each.correct, each.feedback_raw) for each in questions[0].choices]
    assert choices == [("Codeine <now>", True, "Yes &amp; no."), ("Salt", False, "Not so."), ("Tea", False, None)]
    assert shown(questions[0].question_html_xml) == "Which?"
    assert (questions[6].numerical_min, questions[6].numerical_max) == (4.5, 4.5)
    assert [each.choice_raw for each in questions[7].choices] == ["prescriber", "doctor", "nurse"]
    assert "Page 3" in shown(questions[9].feedback_html_xml)
    assert "1) Ask" in shown(questions[8].feedback_html_xml)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decks())
def test_any_deck_compiles_and_every_option_reads_as_it_was_meant(deck: Deck) -> None:
    questions = compiled(deck).questions_and_delims
    many = {"cloze": lambda entry: len(gap_questions(entry["prompt"])), "match": lambda entry: len(entry["pairs"])}
    assert len(questions) == sum(many.get(entry["type"], lambda _: 1)(entry) for _, entry in entries(deck))
    by_name = {each.title_raw: each for each in questions}
    for card, entry in entries(deck):
        if isinstance(card, Choice | Multi) and entry["type"] != "true-false":
            options = [(plain(option.text), option.correct) for option in card.options]
            choices = by_name[entry["id"]].choices
            assert [(plain(shown(each.choice_html_xml)), each.correct) for each in choices] == options


def plain(text: str) -> str:
    """The text without blanks, and without the quotation marks that the quiz makes curly."""
    return re.sub("[\"'‘’“”]", "", blank_free(text))


def test_two_questions_that_read_alike_are_told_apart() -> None:
    same = [{"id": id_, "type": "typed", "prompt": "Who?", "answer": id_} for id_ in ("one", "two")]
    deck = decoded({"id": "d", "title": "D", "cards": same})
    assert len(compiled(deck).questions_and_delims) == 2
    losses = formats.write("text2qti", outgoing(deck)).report.lines()
    assert losses == ["two: another question reads the same, so this one shows its id"]


def test_questions_that_differ_in_empty_lines_alone_are_told_apart() -> None:
    same = [{"id": "one", "prompt": "Who?\n\nYou", "answer": "a"}, {"id": "two", "prompt": "Who?\nYou", "answer": "b"}]
    assert len(compiled(decoded({"id": "d", "title": "D", "cards": same})).questions_and_delims) == 2
