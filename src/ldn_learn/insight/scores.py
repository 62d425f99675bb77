"""Formulas over counts and answers: right or not, and how sure. What is not defined is `None`, never 0.

A share or a probability is between 0 and 1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.events import Confidence

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Z95: Final = 1.959963984540054
"""The normal quantile of a 95 % interval."""

TOPIC_ITEMS: Final = 5
"""Questions from which a topic gets an interval; below, it would say next to nothing."""

PROBABILITY: Final = {Confidence.GUESSING: 0.50, Confidence.FAIRLY_SURE: 0.75, Confidence.VERY_SURE: 0.90}
"""How likely an answer is right if the learner knows how sure she is: a value inside each band of `cbm_mark`."""

_NOT_RIGHT: Final = {Confidence.GUESSING: 0, Confidence.FAIRLY_SURE: -2, Confidence.VERY_SURE: -6}
_BEST_MARK: Final = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.low:.0f} to {100 * self.high:.0f} out of 100"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose certainty was asked before the feedback."""

    confidence: Confidence
    correct: bool


@dataclass(frozen=True, slots=True)
class Level:
    """The answers given at one level of confidence."""

    confidence: Confidence
    count: int
    right: int

    @property
    def expected(self) -> float:
        """The share that would be right if the learner knew how sure she is."""
        return PROBABILITY[self.confidence]

    @property
    def share(self) -> float | None:
        """The share that was right; `None` without an answer."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The parts of the Brier score, which is `reliability - resolution + uncertainty`."""

    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well certainty fits what was right; the numbers are `None` without an answer."""

    levels: tuple[Level, ...]
    brier: float | None
    bias: float | None
    calibration_error: float | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Certainty-based marks of a whole test."""

    total: int
    most: int
    """What all right and all very sure would give."""
    average: float
    """Marks a question, from -6 to 3."""

    @property
    def share(self) -> float:
        """The total as a share of the most; below 0 when the total is."""
        return self.total / self.most


@dataclass(frozen=True, slots=True)
class Topic:
    """The questions of one topic."""

    name: str
    right: int
    total: int
    interval: Interval | None
    """`None` below five questions."""


def wilson(right: int, total: int) -> Interval | None:
    """The 95 % interval of a proportion; `None` without a trial, a `ValueError` when the counts cannot be.

    Source: Wilson 1927, J Am Stat Assoc 22:209 (score interval without continuity correction).
    """
    if not 0 <= right <= total:
        raise ValueError(f"{right} right of {total} cannot be")
    if total == 0:
        return None
    p, scale = right / total, 1 + Z95**2 / total
    centre = (p + Z95**2 / (2 * total)) / scale
    half = Z95 / scale * sqrt(p * (1 - p) / total + Z95**2 / (4 * total**2))
    return Interval(0.0 if right == 0 else max(0.0, centre - half), 1.0 if right == total else min(1.0, centre + half))


def cbm_mark(confidence: Confidence | None, *, correct: bool) -> int:
    """The certainty-based mark: 1, 2 or 3 when right; 0, -2 or -6 when not; 0 for no answer, which is `None`.

    It pays best to say 1 below 2 in 3, and 3 above 4 in 5. Source: Gardner-Medwin 1995, certainty-based marking.
    """
    if confidence is None:
        return 0
    return confidence.value if correct else _NOT_RIGHT[confidence]


def cbm(marks: Collection[int]) -> Marks | None:
    """The marks of a test, one for each question; `None` without a question. Source: as `cbm_mark`."""
    total = sum(marks)
    return Marks(total, _BEST_MARK * len(marks), total / len(marks)) if marks else None


def levels(answers: Collection[Answer]) -> tuple[Level, ...]:
    """The answers counted by level, from guessing to very sure; a level that was not used has the count 0."""
    counts = Counter(answers)
    return tuple(
        Level(level, counts[Answer(level, True)] + counts[Answer(level, False)], counts[Answer(level, True)])
        for level in Confidence
    )


def brier(answers: Collection[Answer]) -> float | None:
    """The mean squared distance of certainty from outcome, 0 is best; `None` without an answer.

    Source: Brier 1950, Mon Weather Rev 78:1.
    """
    return _mean([(PROBABILITY[answer.confidence] - answer.correct) ** 2 for answer in answers])


def bias(answers: Collection[Answer]) -> float | None:
    """Mean certainty less the share right, above 0 when surer than right; `None` without an answer.

    Source: Lichtenstein, Fischhoff & Phillips 1982, Calibration of probabilities (over-confidence).
    """
    return _mean([PROBABILITY[answer.confidence] - answer.correct for answer in answers])


def decomposition(answers: Collection[Answer]) -> Decomposition | None:
    """The Brier score in three parts over the three levels; `None` without an answer.

    Source: Murphy 1973, J Appl Meteorol 12:595.
    """
    overall = _mean([float(answer.correct) for answer in answers])
    if overall is None:
        return None
    used = [(level.count, level.expected, level.share) for level in levels(answers)]
    return Decomposition(
        reliability=fsum(n * (f - o) ** 2 for n, f, o in used if o is not None) / len(answers),
        resolution=fsum(n * (o - overall) ** 2 for n, _, o in used if o is not None) / len(answers),
        uncertainty=overall * (1 - overall),
    )


def calibration_error(answers: Collection[Answer]) -> float | None:
    """How far certainty is from the share right, averaged over the answers of each level; `None` without an answer.

    Source: Naeini, Cooper & Hauskrecht 2015, AAAI (expected calibration error), with the three levels as bins.
    """
    gaps = [(level.count, level.expected, level.share) for level in levels(answers)]
    return fsum(n * abs(f - o) for n, f, o in gaps if o is not None) / len(answers) if answers else None


def calibration(answers: Collection[Answer]) -> Calibration:
    """How well certainty fits what was right, at a glance. Source: as the functions that it calls."""
    return Calibration(levels(answers), brier(answers), bias(answers), calibration_error(answers))


def gamma(answers: Collection[Answer]) -> float | None:
    """Whether surer answers are right more often, from -1 to 1; `None` when no pair differs in both.

    Source: Goodman & Kruskal 1954, J Am Stat Assoc 49:732; for metamemory, Nelson 1984, Psychol Bull 95:109.
    """
    concordant = discordant = 0
    for low, high in product(levels(answers), repeat=2):
        if low.confidence < high.confidence:
            concordant += (low.count - low.right) * high.right
            discordant += low.right * (high.count - high.right)
    pairs = concordant + discordant
    return (concordant - discordant) / pairs if pairs else None


def gain(pre: float, post: float) -> float | None:
    """What was gained of what could be gained, from two shares; `None` when nothing was left to gain.

    Source: Hake 1998, Am J Phys 66:64.
    """
    return (post - pre) / (1 - pre) if pre != 1 else None


def angoff(judges: Sequence[Sequence[float]]) -> float | None:
    """The cut in questions: the mean over the judges of how many a borderline learner gets right; `None` without one.

    Each judge gives a probability for each question; another number of them, or one outside 0 to 1, is a `ValueError`.
    Source: Angoff 1971, Scales, norms, and equivalent scores (modified: a probability for each item).
    """
    if len({len(judge) for judge in judges}) > 1:
        raise ValueError("each judge has to rate each question")
    if any(not 0 <= probability <= 1 for judge in judges for probability in judge):
        raise ValueError("a judge's rating has to be between 0 and 1")
    return _mean([fsum(judge) for judge in judges]) if any(judges) else None


def topics(answers: Collection[tuple[str, bool]]) -> tuple[Topic, ...]:
    """The answers, each a topic's name and whether it was right, counted by topic; in the order of the names."""
    counts = Counter(answers)
    found = []
    for name in sorted({name for name, _ in counts}):
        right, total = counts[name, True], counts[name, True] + counts[name, False]
        found.append(Topic(name, right, total, wilson(right, total) if total >= TOPIC_ITEMS else None))
    return tuple(found)


def _mean(values: Collection[float]) -> float | None:
    return fsum(values) / len(values) if values else None
