from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.insight import scores
from ldn_learn.insight.scores import Answer, Interval, Topic
from ldn_learn.memory.events import Confidence

GUESSING, FAIRLY, VERY = Confidence
LEVELS = [(3, 1), (3, 1), (3, 1), (3, 0), (2, 1), (2, 1), (2, 0), (1, 1), (1, 0), (1, 0)]
ANSWERS = [Answer(Confidence(level), bool(right)) for level, right in LEVELS]

answers = st.lists(st.builds(Answer, st.sampled_from(Confidence), st.booleans()))
some_answers = st.lists(st.builds(Answer, st.sampled_from(Confidence), st.booleans()), min_size=1)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (16, 20, 0.5840, 0.9193),
        (17, 20, 0.6396, 0.9476),
        (18, 20, 0.6990, 0.9721),
        (20, 20, 0.8389, 1),
        (0, 5, 0, 0.4345),
        (3, 3, 0.4385, 1),
        (6, 6, 0.6097, 1),
        (12, 15, 0.5481, 0.9295),
        (8, 8, 0.6756, 1),
        (5, 8, 0.3057, 0.8632),
        (4, 8, 0.2152, 0.7848),
    ],
)
def test_wilson_gives_the_published_interval(right: int, total: int, low: float, high: float) -> None:
    found = scores.wilson(right, total)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share_and_reaches_an_end_only_when_all_or_none_are_right(counts: tuple[int, int]) -> None:
    right, total = counts
    found = scores.wilson(right, total)
    assert found is not None
    assert 0 <= found.low <= right / total <= found.high <= 1
    assert (found.low == 0) == (right == 0)
    assert (found.high == 1) == (right == total)


def test_wilson_of_nothing_is_not_defined_and_of_the_impossible_an_error() -> None:
    assert scores.wilson(0, 0) is None
    for right, total in ((3, 2), (-1, 2), (0, -1)):
        with pytest.raises(ValueError, match="cannot be"):
            scores.wilson(right, total)


def test_an_interval_reads_as_numbers_out_of_100() -> None:
    assert str(Interval(0.6396, 0.9476)) == "64 to 95 out of 100"


def test_e09_marks_are_1_2_3_when_right_and_0_2_6_less_when_not() -> None:
    assert [scores.cbm_mark(level, correct=True) for level in Confidence] == [1, 2, 3]
    assert [scores.cbm_mark(level, correct=False) for level in Confidence] == [0, -2, -6]
    assert [scores.cbm_mark(None, correct=correct) for correct in (False, True)] == [0, 0]


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0.50, (0.50, 0, -1.5)),
        (2 / 3, (0.6667, 0.6667, 0)),
        (0.70, (0.70, 0.80, 0.30)),
        (0.80, (0.80, 1.20, 1.20)),
        (0.90, (0.90, 1.60, 2.10)),
    ],
)
def test_e09_expected_marks_make_honesty_pay(p: float, expected: tuple[float, float, float]) -> None:
    found = [
        p * scores.cbm_mark(level, correct=True) + (1 - p) * scores.cbm_mark(level, correct=False)
        for level in Confidence
    ]
    assert found == pytest.approx(expected, abs=1e-4)


def test_e09_marks_of_the_confidence_set() -> None:
    marks = [scores.cbm_mark(answer.confidence, correct=answer.correct) for answer in ANSWERS]
    assert marks == [3, 3, 3, -6, 2, 2, -2, 1, 0, 0]
    found = scores.cbm(marks)
    assert found is not None
    assert (found.total, found.most, found.average, found.share) == (6, 30, 0.6, 0.2)
    assert scores.cbm([]) is None


def test_e09_marks_can_be_below_nothing() -> None:
    found = scores.cbm([-6, 3])
    assert found is not None
    assert (found.total, found.average, found.share) == (-3, -1.5, -0.5)


def test_e09_words_stand_for_probabilities_within_their_bands() -> None:
    assert [scores.PROBABILITY[level] for level in Confidence] == [0.50, 0.75, 0.90]


def test_e09_levels_of_the_confidence_set() -> None:
    found = [(level.confidence, level.count, level.expected, level.share) for level in scores.levels(ANSWERS)]
    assert [row[:3] for row in found] == [(GUESSING, 3, 0.50), (FAIRLY, 3, 0.75), (VERY, 4, 0.90)]
    assert [row[3] for row in found] == pytest.approx([0.3333, 0.6667, 0.75], abs=1e-4)


def test_a_level_that_was_not_used_has_no_share() -> None:
    found = scores.levels([Answer(VERY, True)])
    assert [(level.count, level.right, level.share) for level in found] == [(0, 0, None), (0, 0, None), (1, 1, 1.0)]


def test_e09_brier_bias_and_calibration_of_the_confidence_set() -> None:
    assert scores.brier(ANSWERS) == pytest.approx(0.22775, abs=1e-9)
    assert scores.bias(ANSWERS) == pytest.approx(0.135, abs=1e-9)
    assert scores.calibration_error(ANSWERS) == pytest.approx(0.1350, abs=1e-9)
    found = scores.calibration(ANSWERS)
    assert (found.levels, found.brier, found.bias) == (
        scores.levels(ANSWERS),
        scores.brier(ANSWERS),
        scores.bias(ANSWERS),
    )
    assert found.calibration_error == scores.calibration_error(ANSWERS)


def test_bias_has_a_direction_and_calibration_error_has_none() -> None:
    modest = [Answer(GUESSING, True)] * 2
    assert scores.bias(modest) == pytest.approx(-0.5)
    assert scores.calibration_error(modest) == pytest.approx(0.5)
    both_ways = [Answer(GUESSING, True), Answer(GUESSING, True), Answer(VERY, False), Answer(VERY, True)]
    assert scores.bias(both_ways) == pytest.approx(-0.05)
    assert scores.calibration_error(both_ways) == pytest.approx(0.45)


def test_e09_decomposition_of_the_confidence_set() -> None:
    found = scores.decomposition(ANSWERS)
    assert found is not None
    assert found.reliability == pytest.approx(0.0194167, abs=1e-7)
    assert found.resolution == pytest.approx(0.0316667, abs=1e-7)
    assert found.uncertainty == pytest.approx(0.24, abs=1e-9)


@given(some_answers)
def test_brier_is_reliability_less_resolution_plus_uncertainty(given_: list[Answer]) -> None:
    found = scores.decomposition(given_)
    assert found is not None
    assert scores.brier(given_) == pytest.approx(found.reliability - found.resolution + found.uncertainty, abs=1e-9)


def test_e09_gamma_of_the_confidence_set() -> None:
    assert scores.gamma(ANSWERS) == pytest.approx(9 / 17)
    assert scores.gamma(ANSWERS) == pytest.approx(0.5294, abs=1e-4)


@given(answers)
def test_gamma_is_what_counting_each_pair_gives(given_: list[Answer]) -> None:
    signs = [(a.confidence - b.confidence) * (a.correct - b.correct) for a, b in combinations(given_, 2)]
    concordant, discordant = sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)
    pairs = concordant + discordant
    assert scores.gamma(given_) == ((concordant - discordant) / pairs if pairs else None)


def test_what_is_not_defined_is_none_and_not_zero() -> None:
    nothing: list[Answer] = []
    for formula in (scores.brier, scores.bias, scores.decomposition, scores.calibration_error, scores.gamma):
        assert formula(nothing) is None
    found = scores.calibration(nothing)
    assert (found.brier, found.bias, found.calibration_error) == (None, None, None)
    assert scores.gamma([Answer(VERY, True), Answer(VERY, False)]) is None
    assert scores.gamma([Answer(VERY, True), Answer(GUESSING, True)]) is None
    assert scores.gain(1, 1) is None
    assert scores.angoff([]) is None
    assert scores.angoff([[], []]) is None


def test_3_5_gain_is_a_share_of_what_was_left() -> None:
    assert scores.gain(0.40, 0.85) == pytest.approx(0.75)
    assert scores.gain(0.5, 0.25) == pytest.approx(-0.5)


def test_3_5_angoff_cut_is_the_mean_of_the_judges_sums() -> None:
    judges = [[0.90, 0.80, 0.60, 0.70, 0.95], [0.85, 0.70, 0.50, 0.80, 1.00], [0.95, 0.75, 0.55, 0.60, 0.90]]
    cut = scores.angoff(judges)
    assert cut == pytest.approx(3.85)
    assert cut is not None
    assert cut / 5 == pytest.approx(0.77)
    means = [scores.angoff([[judge[item]] for judge in judges]) for item in range(5)]
    assert means == pytest.approx([0.90, 0.75, 0.55, 0.70, 0.95])


def test_a_judge_may_be_certain() -> None:
    assert scores.angoff([[0, 1], [1, 1]]) == 1.5


def test_angoff_wants_a_probability_from_each_judge_for_each_question() -> None:
    with pytest.raises(ValueError, match="each question"):
        scores.angoff([[0.5, 0.5], [0.5]])
    for rating in (1.5, -0.1, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            scores.angoff([[rating]])


def test_3_2_a_topic_has_an_interval_from_five_questions_only() -> None:
    rows = [("b", True)] * 4 + [("a", True)] * 3 + [("a", False)] * 2
    assert scores.topics(rows) == (Topic("a", 3, 5, scores.wilson(3, 5)), Topic("b", 4, 4, None))
    assert scores.topics([]) == ()
