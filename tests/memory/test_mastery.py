from __future__ import annotations

from typing import Any

from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.memory.mastery import Mastery
from tests.builders import START, moment, reviewed


def after(*answers: dict[str, Any], critical: bool = True) -> Mastery:
    """The mastery after scored answers, each `{day, right, confidence}`."""
    mastery = Mastery()
    for index, answer in enumerate(answers):
        right = answer.get("right", True)
        event = reviewed(
            index,
            rating=Rating.GOOD if right else Rating.AGAIN,
            correct=answer.get("correct", right),
            confidence=answer.get("confidence", Confidence.FAIRLY_SURE),
            critical=critical,
            at=START,
            day=moment(answer.get("day", 0)).day,
        )
        mastery = mastery.after(event)
    return mastery


FIRST: list[dict[str, Any]] = [{}, {}, {}]
LATER: list[dict[str, Any]] = [{"day": 1}, {"day": 3}, {"day": 9}]


def test_a_safety_card_is_sure_after_three_right_answers_and_three_later_days() -> None:
    assert after(*FIRST, *LATER).reached
    assert not after(*FIRST, *LATER[:2]).reached
    assert not after(*FIRST[:2], *LATER).reached


def test_the_first_three_need_not_be_in_a_row() -> None:
    assert after({}, {"right": False}, {}, {}, *LATER).reached


def test_any_later_error_starts_the_later_days_again() -> None:
    assert not after(*FIRST, *LATER, {"day": 20, "right": False}).reached
    again = [{"day": 21}, {"day": 24}, {"day": 30}]
    assert after(*FIRST, *LATER, {"day": 20, "right": False}, *again).reached


def test_two_right_answers_on_one_day_count_as_one_day() -> None:
    assert not after(*FIRST, {"day": 1}, {"day": 1}, {"day": 1}).reached


def test_a_guess_does_not_count_among_the_later_days_of_a_safety_card() -> None:
    guess = {"day": 9, "confidence": Confidence.GUESSING}
    assert not after(*FIRST, *LATER[:2], guess).reached
    assert after({}, *LATER[:2], guess, critical=False).reached


def test_what_the_learner_graded_herself_never_makes_a_safety_card_sure() -> None:
    graded = [each | {"correct": None} for each in (*FIRST, *LATER)]
    assert after(*graded) == Mastery()
    assert after(*graded, critical=False).reached


def test_an_ordinary_card_takes_one_right_answer_and_three_later_days() -> None:
    assert after({}, *LATER, critical=False).reached
    assert not after({}, *LATER[:2], critical=False).reached
