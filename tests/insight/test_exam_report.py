from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ldn_learn.decks.cards import CardId
from ldn_learn.decks.text import one_line
from ldn_learn.insight import scores
from ldn_learn.insight.exam_report import (
    ExamResult,
    Item,
    as_json,
    as_markdown,
    as_text,
    score,
    sentences,
    verdict,
)
from ldn_learn.memory.events import Confidence, SessionId
from ldn_learn.study.wording import NOT_ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GUESSING, FAIRLY, VERY = Confidence

HOSTILE = (
    "*a* _b_ `c` **d** ~~e~~ <b>f</b> &amp; [g](https://evil.example) ![h](i) # j \\ | k | $l$ https://evil.example "
    "www.evil.example <https://evil.example> me@evil.example {.k} ^m^ ==n== [^1] [[o]]\n# p\n\n- q\n1. r\n===\n"
    "---\n    s"
)


def item(
    number: int,
    *,
    right: bool,
    critical: bool = False,
    confidence: Confidence | None = None,
    topic: str = "Dosing",
    response: str = "My answer",
    flagged: bool = False,
) -> Item:
    return Item(
        card=CardId(f"d/{number}"),
        topic=topic,
        critical=critical,
        prompt=f"Question {number}?",
        response=response,
        key=f"Key {number}",
        correct=right,
        confidence=confidence,
        flagged=flagged,
        refutation=(f"Not so, {number}.", f"The reason for {number}."),
        sources=(f"Source of {number}",),
        comes_back="tomorrow",
    )


def exam(items: Iterable[Item], mode: str = "exam", pass_mark: float = 0.8, basis: str = "A custom.") -> ExamResult:
    return ExamResult(
        session=SessionId("S1"),
        mode=mode,
        day=date(2026, 12, 1),
        seed=42,
        pass_mark=pass_mark,
        pass_mark_basis=basis,
        items=tuple(items),
        minutes=14,
    )


def paper(safety: tuple[int, int], others: tuple[int, int], sure: Confidence | None = FAIRLY) -> list[Item]:
    """So many right of so many safety items and others; the learner is `sure` of each safety item."""
    first = [item(n, right=n < safety[0], critical=True, confidence=sure) for n in range(safety[1])]
    return first + [item(100 + n, right=n < others[0]) for n in range(others[1])]


def levels(rows: Sequence[tuple[int, int]]) -> list[Item]:
    return [item(n, right=bool(right), confidence=Confidence(level)) for n, (level, right) in enumerate(rows)]


CONFIDENCE_SET = levels([(3, 1), (3, 1), (3, 1), (3, 0), (2, 1), (2, 1), (2, 0), (1, 1), (1, 0), (1, 0)])


def test_e18_17_of_20_with_every_safety_item_is_ready() -> None:
    found = score(exam(paper((6, 6), (11, 14)), "ready"))
    assert (found.right, found.total, found.passed, found.reasons) == (17, 20, True, ())
    assert verdict(found) == "Ready to talk with your prescriber"
    assert sentences(found)[0] == verdict(found)
    assert "3 questions to go over." in sentences(found)


def test_e18_18_of_20_without_one_safety_item_is_not_yet() -> None:
    found = score(exam(paper((5, 6), (13, 14)), "ready"))
    assert (found.right, found.total, found.passed) == (18, 20, False)
    assert verdict(found) == "Not yet: 2 things to go over"
    assert found.reasons == ("5 of 6 safety questions right, every one needed",)


@pytest.mark.parametrize("sure", [GUESSING, None])
def test_e18_a_right_safety_answer_that_is_a_guess_is_not_yet(sure: Confidence | None) -> None:
    items = paper((6, 6), (14, 14))
    items[0] = item(0, right=True, critical=True, confidence=sure)
    found = score(exam(items, "ready"))
    assert (found.right, found.safety_right, found.safety_held, found.passed) == (20, 6, 5, False)
    assert verdict(found) == "Not yet: 1 thing to go over"
    assert found.reasons == ("1 safety question right but less than fairly sure",)
    assert found.to_go_over == (items[0],)
    assert "You answered: My answer, which is right" in as_text(found)
    assert "Better:" not in as_text(found)


def test_e18_a_guess_at_an_ordinary_question_counts() -> None:
    items = [*paper((6, 6), (13, 13)), item(50, right=True, confidence=GUESSING)]
    assert score(exam(items, "ready")).passed


def test_e20_in_an_exam_a_right_guess_holds_a_safety_item() -> None:
    found = score(exam(paper((6, 6), (11, 14), GUESSING)))
    assert (found.passed, found.safety_held, verdict(found)) == (True, 6, "Passed")


def test_e20_an_exam_is_passed_only_with_every_safety_item_and_the_pass_mark() -> None:
    assert verdict(score(exam(paper((5, 6), (14, 14))))) == "Not yet: 5 of 6 safety questions right, every one needed"
    assert verdict(score(exam(paper((6, 6), (9, 14))))) == "Not yet: 15 of 20 questions right, 16 needed"
    both = verdict(score(exam(paper((5, 6), (9, 14)))))
    assert both == "Not yet: 5 of 6 safety questions right, every one needed; 14 of 20 questions right, 16 needed"
    assert verdict(score(exam(paper((6, 6), (10, 14))))) == "Passed"
    assert verdict(score(exam(paper((0, 0), (16, 20))))) == "Passed"


@pytest.mark.parametrize(
    ("mark", "total", "needed"),
    [(0.8, 20, 16), (0.77, 5, 4), (0.77, 100, 77), (0.1 + 0.2, 10, 3), (0.8, 11, 9), (0, 4, 0), (1, 4, 4)],
)
def test_the_pass_mark_in_questions_is_rounded_up_and_not_misled_by_fractions(
    mark: float, total: int, needed: int
) -> None:
    assert score(exam(paper((0, 0), (needed, total)), pass_mark=mark)).passed
    assert score(exam(paper((0, 0), (0, total)), pass_mark=mark)).needed == needed
    if needed:
        assert not score(exam(paper((0, 0), (needed - 1, total)), pass_mark=mark)).passed


def test_3_2_the_score_is_said_with_what_it_is_consistent_with() -> None:
    said = sentences(score(exam(paper((6, 6), (11, 14)))))
    assert "17 of 20 right. A score like this is consistent with 64 to 95 out of 100." in said
    assert "Safety questions: 6 of 6 right." in said
    assert (
        "Pass mark: 16 of 20 right (80 out of 100), and every safety question right. How it was set: A custom." in said
    )
    assert "20 questions in 14 minutes, drawn with seed 42." in said


def test_a_readiness_check_says_what_is_needed_and_is_no_advice() -> None:
    said = sentences(score(exam(paper((6, 6), (11, 14)), "ready")))
    assert "Safety questions: 6 of 6 right. You were at least fairly sure of 6 of those." in said
    assert any(line.startswith("Needed: 16 of 20") and "at least fairly sure" in line for line in said)
    assert said[-1] == NOT_ADVICE
    assert NOT_ADVICE not in sentences(score(exam(paper((6, 6), (11, 14)))))


def test_how_the_pass_mark_was_set_is_one_sentence_or_none() -> None:
    items = paper((1, 1), (1, 1))
    said = sentences(score(exam(items, basis="Three\njudges.\n")))
    assert sum(line.endswith("right. How it was set: Three judges.") for line in said) == 1
    assert "How it was set" not in as_text(score(exam(items, basis="")))
    assert "safety" not in as_text(score(exam(paper((0, 0), (2, 2)), basis="")))


def test_3_2_a_topic_below_five_questions_has_counts_only() -> None:
    small = [item(n, right=n > 0, topic="History") for n in range(4)]
    large = [item(10 + n, right=n < 12, topic="Dosing") for n in range(15)]
    found = score(exam([*small, *large]))
    assert [(topic.name, topic.right, topic.total) for topic in found.topics] == [("Dosing", 12, 15), ("History", 3, 4)]
    assert found.topics[0].interval == scores.wilson(12, 15)
    assert found.topics[1].interval is None
    said = sentences(found)
    assert "On Dosing: 12 of 15 right, consistent with 55 to 93 out of 100." in said
    assert "On History: 3 of 4 right." in said


def test_a_question_without_a_topic_is_counted_too() -> None:
    assert "On other questions: 1 of 1 right." in sentences(score(exam([item(1, right=True, topic=" ")])))


def test_3_2_confidence_is_summed_up_in_words_and_marks() -> None:
    found = score(exam(CONFIDENCE_SET))
    assert found.marks is not None
    assert (found.marks.total, found.marks.average, found.marks.share) == (6, 0.6, 0.2)
    assert found.calibration.brier == pytest.approx(0.22775)
    assert found.calibration.bias == pytest.approx(0.135)
    assert found.calibration.calibration_error == pytest.approx(0.135)
    said = sentences(found)
    first = said.index("Very sure 4 times, right 3 of them.")
    assert said[first + 1 : first + 6] == [
        "Fairly sure 3 times, right 2 of them.",
        "Just guessing 3 times, right 1 of them.",
        "Certainty marks: 6 of 30, 0.60 a question.",
        "On average you were 14 points out of 100 more sure than right.",
        "Brier score 0.23, calibration error 0.14; 0 is best for both.",
    ]


def test_a_level_used_once_and_the_direction_of_bias_are_said_plainly() -> None:
    modest = sentences(score(exam(levels([(1, 1), (2, 0)]))))
    assert "Just guessing once, right." in modest
    assert "Fairly sure once, not right." in modest
    assert "On average you were 12 points out of 100 more sure than right." in modest
    less = sentences(score(exam(levels([(1, 1)]))))
    assert "On average you were 50 points out of 100 less sure than right." in less
    slightly = sentences(score(exam(levels([(3, n < 89) for n in range(100)]))))
    assert "On average you were 1 point out of 100 more sure than right." in slightly
    assert "Fairly sure 2 times, right 0 of them." in sentences(score(exam(levels([(2, 0), (2, 0)]))))
    assert "On average you were as sure as right." in sentences(score(exam(levels([(1, 1), (1, 0)]))))


def test_e09_a_readiness_check_shows_words_and_no_marks() -> None:
    found = score(exam(CONFIDENCE_SET, "ready"))
    assert found.marks is None
    text = as_text(found)
    assert "Very sure 4 times, right 3 of them." in text
    assert "marks" not in text
    assert "Brier" not in text


def test_e09_a_blank_gets_no_mark_and_counts_no_certainty() -> None:
    blank = item(50, right=True, confidence=VERY, response=" \x07")
    found = score(exam([*CONFIDENCE_SET, blank]))
    assert (found.right, found.blanks, found.to_go_over[-1].blank) == (6, (blank,), True)
    assert found.marks is not None
    assert (found.marks.total, found.marks.most) == (6, 33)
    assert found.calibration == score(exam(CONFIDENCE_SET)).calibration
    assert "1 question left blank." in sentences(found)
    assert "You answered: nothing" in as_text(found)


def test_an_answer_without_a_certainty_has_no_part_in_marks_and_calibration() -> None:
    found = score(exam([*CONFIDENCE_SET, item(50, right=False)]))
    assert (found.total, found.marks) == (11, score(exam(CONFIDENCE_SET)).marks)
    assert found.calibration == score(exam(CONFIDENCE_SET)).calibration


def test_without_any_certainty_nothing_is_said_about_it() -> None:
    found = score(exam([item(1, right=True), item(2, right=False, response="")]))
    assert (found.marks, found.calibration.brier) == (None, None)
    assert not any("sure" in line or "marks" in line for line in sentences(found))


def test_what_to_go_over_has_safety_first_and_then_what_was_very_sure() -> None:
    items = [
        item(1, right=False),
        item(2, right=True, confidence=VERY),
        item(3, right=False, confidence=VERY),
        item(4, right=False, critical=True),
        item(5, right=False, critical=True, confidence=VERY),
        item(6, right=True, critical=True, confidence=GUESSING),
    ]
    found = score(exam(items, "ready"))
    assert [each.card for each in found.to_go_over] == ["d/5", "d/4", "d/6", "d/3", "d/1"]
    assert found.confident_errors == (items[2], items[4])
    assert "2 questions very sure and not right." in sentences(found)


def test_each_miss_is_told_in_full() -> None:
    found = score(exam([item(7, right=False, critical=True, confidence=VERY, flagged=True), item(8, right=True)]))
    assert as_text(found).endswith(
        "\nTo go over\n\nNumber 1\n"
        "  Safety question, flagged by you: Question 7?\n"
        "  You answered: My answer\n"
        "  How sure: Very sure\n"
        "  Better: Key 7\n"
        "  Why: Not so, 7.\n"
        "  Why: The reason for 7.\n"
        "  Source: Source of 7\n"
        "  Comes back: tomorrow\n"
    )
    assert "Question 8?" not in as_text(found)
    assert "Question 7?" not in "".join(sentences(found))


def test_a_flagged_question_that_is_right_is_listed_and_one_that_is_missed_only_once() -> None:
    right, missed = item(1, right=True, flagged=True), item(2, right=False, flagged=True)
    found = score(exam([right, missed, item(3, right=True)]))
    assert found.flagged == (right, missed)
    assert "2 questions flagged by you." in sentences(found)
    for report in (as_text(found), as_markdown(found)):
        assert report.count("Question, flagged by you: Question 1?") == 1
        assert report.count("Question 2?") == 1
        assert report.index("Right, and flagged by you") < report.index("Question 1?")


@pytest.mark.parametrize("mode", ["exam", "ready"])
def test_an_exam_without_questions_is_not_passed_and_does_not_crash(mode: str) -> None:
    found = score(exam([], mode))
    assert (found.passed, found.interval, found.marks, found.needed) == (False, None, None, 0)
    assert verdict(found) == "Not yet: there was no question to answer"
    for report in (as_text(found), as_markdown(found), json.dumps(as_json(found))):
        assert "no question to answer" in report


def test_the_headline_names_the_kind_and_the_day() -> None:
    assert as_text(score(exam([]))).startswith("Exam, 1 December 2026\n\nNot yet:")
    assert as_markdown(score(exam([], "ready"))).startswith("# Readiness check, 1 December 2026\n\n**Not yet:")


items = st.builds(
    item,
    st.integers(0, 99),
    right=st.booleans(),
    critical=st.booleans(),
    confidence=st.sampled_from([None, *Confidence]),
    topic=st.sampled_from(["Dosing", "History"]),
    response=st.sampled_from(["", "My answer"]),
    flagged=st.booleans(),
)


@given(st.lists(items, max_size=30), st.sampled_from(["exam", "ready"]), st.integers(0, 100))
def test_whatever_happened_the_words_are_kind_and_the_rule_is_conjunctive(
    given_: list[Item], mode: str, out_of_100: int
) -> None:
    found = score(exam(given_, mode, out_of_100 / 100))
    enough = 100 * found.right >= out_of_100 * len(given_)
    assert found.passed == (bool(given_) and found.safety_held == found.safety_total and enough)
    assert found.passed == (not found.reasons)
    words = as_text(found).lower()
    for unkind in ("fail", "wrong", "safe to start", "percentile", "%", "!"):
        assert unkind not in words
    assert ("ready to talk" in words) == (found.passed and mode == "ready")
    assert sorted(found.to_go_over, key=id) == sorted((each for each in given_ if not found.result.holds(each)), key=id)


def texts(text: str) -> ExamResult:
    """An exam in which each place for a deck's or a learner's text holds `text`."""
    rows = [
        Item(
            card=CardId("d/1"),
            topic=text,
            critical=right,
            prompt=text,
            response=text,
            key=text,
            correct=right,
            confidence=VERY,
            flagged=right,
            refutation=(text, text),
            sources=(text,),
            comes_back=text,
        )
        for right in (True, False)
    ]
    return exam(rows, basis=text)


@given(st.one_of(st.text(max_size=300), st.text(alphabet="aß-/. \n\x1b\u202e\u2028", max_size=300), st.just(HOSTILE)))
def test_the_text_is_narrow_and_cannot_steer_a_terminal(text: str) -> None:
    report = as_text(score(texts(text)))
    for line in report.removesuffix("\n").split("\n"):
        assert len(line) <= 78
        assert line == line.rstrip()
        assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign == "\u202e" for sign in line)


def test_a_fold_never_breaks_an_address_at_a_hyphen() -> None:
    address = "https://example.org/" + "a-b-" * 12
    assert address in as_text(score(texts("The label of the drug, read today. " + address)))


def rendered(markdown: str) -> list[tuple[str, str]]:
    """Each block of text with its tag, as a reader who makes links of addresses sees it; fails on any inline markup."""
    blocks, tag = [], ""
    for token in MarkdownIt("gfm-like").parse(markdown):
        if token.type == "inline":
            kinds = {child.type for child in token.children or []}
            assert kinds <= {"text", "strong_open", "strong_close"}, kinds
            blocks.append((tag, "".join(child.content for child in token.children or [])))
        elif token.nesting == 1:
            assert token.tag in ("h1", "h2", "h3", "p", "ul", "li"), token.tag
            tag = token.tag
        else:
            assert token.nesting == -1, token.type
    return blocks


@given(
    st.one_of(st.text(max_size=200), st.text(alphabet="ab1.:/@-+*_`<>[]()!#&;~|\\=\n ", max_size=60), st.just(HOSTILE))
)
def test_text_from_decks_is_no_markup_and_loses_nothing(text: str) -> None:
    found = score(texts(text))
    blocks = rendered(as_markdown(found))
    assert [content for tag, content in blocks if tag == "p"][: len(sentences(found))] == sentences(found)
    told = [content for tag, content in blocks if tag == "p"]
    flat = one_line(text)
    for label in ("Better:", "Why:", "Source:"):
        assert f"{label} {flat}".strip() in told
    assert blocks[0][1] == "Exam, 1 December 2026"


def test_the_markdown_has_the_parts_of_the_text() -> None:
    found = score(exam([item(7, right=False), item(8, right=True)]))
    blocks = rendered(as_markdown(found))
    assert ("h2", "To go over") in blocks
    assert ("p", "Better: Key 7") in blocks
    assert "- Better: Key 7\n" in as_markdown(found)


def test_json_has_stable_names_and_plain_values() -> None:
    found = as_json(score(exam([*CONFIDENCE_SET, item(50, right=False, response="", flagged=True)])))
    assert json.loads(json.dumps(found)) == found
    assert list(found) == [
        "day", "session", "mode", "seed", "minutes", "pass_mark", "pass_mark_basis", "verdict", "reasons",
        "passed", "right", "total", "needed", "safety_right", "safety_held", "safety_total", "low", "high",
        "cbm_total", "cbm_most", "cbm_average", "cbm_share", "brier", "bias", "calibration_error",
        "guessing_count", "fairly_sure_count", "very_sure_count", "guessing_right", "fairly_sure_right",
        "very_sure_right", "to_go_over", "confident_errors", "blanks", "flagged", "topics", "items",
    ]  # fmt: skip
    assert (found["day"], found["seed"], found["verdict"]) == (
        "2026-12-01",
        42,
        "Not yet: 6 of 11 questions right, 9 needed",
    )
    assert (found["right"], found["total"], found["needed"], found["passed"]) == (6, 11, 9, False)
    assert (found["cbm_total"], found["cbm_most"], found["very_sure_count"], found["very_sure_right"]) == (6, 33, 4, 3)
    assert (found["confident_errors"], found["blanks"], found["flagged"]) == (["d/3"], ["d/50"], ["d/50"])
    assert found["brier"] == pytest.approx(0.22775)


def test_json_says_null_for_what_is_not_defined_and_keeps_rows_for_topics_and_items() -> None:
    found = as_json(score(exam([item(1, right=True)], "ready")))
    for name in ("cbm_total", "cbm_average", "cbm_share", "brier", "bias", "calibration_error"):
        assert found[name] is None
    assert found["topics"] == [{"topic": "Dosing", "right": 1, "total": 1, "low": None, "high": None}]
    assert found["items"] == [
        {
            "card": "d/1",
            "topic": "Dosing",
            "critical": False,
            "prompt": "Question 1?",
            "response": "My answer",
            "key": "Key 1",
            "correct": True,
            "confidence": None,
            "flagged": False,
            "refutation": ["Not so, 1.", "The reason for 1."],
            "sources": ["Source of 1"],
            "comes_back": "tomorrow",
        }
    ]


@given(st.text())
def test_json_holds_no_control_characters(text: str) -> None:
    def strings(value: object) -> Iterable[str]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                yield from strings(each)
        elif isinstance(value, str):
            yield value

    for each in strings(as_json(score(texts("\x1b[2J\u202e" + text)))):
        assert not any((unicodedata.category(sign) == "Cc" and sign != "\n") or sign == "\u202e" for sign in each)
