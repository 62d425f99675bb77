"""A finished exam or readiness check: what it came to, and the report in text, Markdown and JSON."""

from __future__ import annotations

import re
import textwrap
from dataclasses import asdict, dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.text import one_line, printable
from ldn_learn.insight import scores
from ldn_learn.memory.events import Confidence
from ldn_learn.study import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ldn_learn.decks.cards import CardId
    from ldn_learn.insight.scores import Calibration, Interval, Marks, Topic
    from ldn_learn.memory.events import SessionId

WIDTH: Final = 78

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&~|$^={}#@]|[.:](?=\S)")
"""What is markup within a line, in CommonMark and its dialects; the stops and colons of addresses make links there."""

_LAYOUT: Final = {
    "title": ("{}\n", "# {}\n"),
    "verdict": ("{}\n", "**{}**\n"),
    "sentence": ("{}", "- {}"),
    "heading": ("\n{}", "\n## {}"),
    "number": ("\n{}", "\n### {}\n"),
    "fact": ("{}", "- {}"),
}
"""How each kind of line stands in plain text and in Markdown."""

_OF_RESULT: Final = ("session", "mode", "seed", "minutes", "pass_mark", "pass_mark_basis")
_OF_SCORE: Final = ("passed", "right", "total", "needed", "safety_right", "safety_held", "safety_total")
_OF_CARDS: Final = ("to_go_over", "confident_errors", "blanks", "flagged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question as it was answered."""

    card: CardId
    topic: str
    critical: bool
    prompt: str
    response: str
    """Empty when the question was left blank."""
    key: str
    correct: bool
    confidence: Confidence | None
    flagged: bool = False
    refutation: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    comes_back: str = ""
    """When, as one says it: 'tomorrow'; empty when unknown."""

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return not one_line(self.response)

    @property
    def right(self) -> bool:
        """Whether there is an answer and it is right."""
        return self.correct and not self.blank

    @property
    def certainty(self) -> Confidence | None:
        """How sure the learner was of the answer; `None` for a blank too."""
        return None if self.blank else self.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """A finished exam (`mode` is 'exam') or readiness check ('ready')."""

    session: SessionId
    mode: str
    day: date
    seed: int
    pass_mark: float
    """The share of questions that has to be right."""
    pass_mark_basis: str
    items: tuple[Item, ...]
    minutes: int

    @property
    def ready(self) -> bool:
        """Whether this is a readiness check."""
        return self.mode == "ready"

    def holds(self, item: Item) -> bool:
        """Whether an item is right and, for a safety item of a readiness check, more than a guess."""
        guessed = item.certainty in (None, Confidence.GUESSING)
        return item.right and not (self.ready and item.critical and guessed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a result came to."""

    result: ExamResult
    right: int
    total: int
    interval: Interval | None
    needed: int
    """How many have to be right for the pass mark."""
    safety_right: int
    safety_held: int
    """Right and, in a readiness check, more than a guess."""
    safety_total: int
    passed: bool
    reasons: tuple[str, ...]
    """Why it is not passed."""
    topics: tuple[Topic, ...]
    marks: Marks | None
    """Over the answers with a certainty, and the blanks; `None` in a readiness check and when no answer has one."""
    calibration: Calibration
    """Over the answers that have a certainty."""
    to_go_over: tuple[Item, ...]
    """Not right, or a safety point that is not held: safety first, then what the learner was very sure of."""
    confident_errors: tuple[Item, ...]
    blanks: tuple[Item, ...]
    flagged: tuple[Item, ...]


def score(result: ExamResult) -> Score:
    """What a result came to. It is passed when the pass mark is reached and every safety item is held."""
    items, safety = result.items, [item for item in result.items if item.critical]
    right, safety_right = sum(item.right for item in items), sum(item.right for item in safety)
    held = sum(map(result.holds, safety))
    needed = ceil(result.pass_mark * len(items) - 1e-9)  # a mark that was worked out is not exact
    reasons = {
        "there was no question to answer": not items,
        f"{safety_right} of {len(safety)} safety questions right, every one needed": safety_right < len(safety),
        f"{_count(safety_right - held, 'safety question')} right but less than fairly sure": held < safety_right,
        f"{right} of {len(items)} questions right, {needed} needed": right < needed,
    }
    rated = [scores.Answer(item.certainty, item.right) for item in items if item.certainty]
    marks = [scores.cbm_mark(item.certainty, correct=item.right) for item in items if item.certainty or item.blank]
    errors = tuple(item for item in items if item.certainty is Confidence.VERY_SURE and not item.right)
    order = sorted(items, key=lambda item: (not item.critical, item.right, item not in errors))
    return Score(
        result=result,
        right=right,
        total=len(items),
        interval=scores.wilson(right, len(items)),
        needed=needed,
        safety_right=safety_right,
        safety_held=held,
        safety_total=len(safety),
        passed=not any(reasons.values()),
        reasons=tuple(reason for reason, holds in reasons.items() if holds),
        topics=scores.topics([(one_line(item.topic) or "other questions", item.right) for item in items]),
        marks=scores.cbm(marks) if rated and not result.ready else None,
        calibration=scores.calibration(rated),
        to_go_over=tuple(item for item in order if not result.holds(item)),
        confident_errors=errors,
        blanks=tuple(item for item in items if item.blank),
        flagged=tuple(item for item in items if item.flagged),
    )


def verdict(score: Score) -> str:
    """The outcome in words."""
    if score.passed:
        return "Ready to talk with your prescriber" if score.result.ready else "Passed"
    todo = f"{_count(len(score.to_go_over), 'thing')} to go over"
    return f"Not yet: {todo if score.result.ready and score.to_go_over else '; '.join(score.reasons)}"


def sentences(score: Score) -> list[str]:
    """The verdict and what led to it, the same in every view; the list of misses is not among them."""
    return [one_line(line) for line in (verdict(score), *_totals(score), *_certainty(score), *_notes(score))]


def as_text(score: Score) -> str:
    """The report in plain text, at most 78 columns wide."""
    return "\n".join(_LAYOUT[kind][0].format(_folded(text, kind)) for kind, text in _blocks(score)) + "\n"


def as_markdown(score: Score) -> str:
    """The report in Markdown. Text from decks is escaped and stands behind words of ours, so that it stays text."""
    return "\n".join(_LAYOUT[kind][1].format(_escaped(text)) for kind, text in _blocks(score)) + "\n"


def as_json(score: Score) -> dict[str, object]:
    """The report as plain values under stable names; rows for topics and items, elsewhere the ids of cards."""
    result, marks, calibration = score.result, score.marks, score.calibration
    return {
        "day": result.day.isoformat(),
        **{name: _plain(getattr(result, name)) for name in _OF_RESULT},
        "verdict": verdict(score),
        "reasons": list(score.reasons),
        **{name: getattr(score, name) for name in _OF_SCORE},
        **_bounds(score.interval),
        **{f"cbm_{name}": marks and getattr(marks, name) for name in ("total", "most", "average", "share")},
        **{name: getattr(calibration, name) for name in ("brier", "bias", "calibration_error")},
        **{f"{level.confidence.name.lower()}_count": level.count for level in calibration.levels},
        **{f"{level.confidence.name.lower()}_right": level.right for level in calibration.levels},
        **{name: [item.card for item in getattr(score, name)] for name in _OF_CARDS},
        "topics": [{"topic": t.name, "right": t.right, "total": t.total, **_bounds(t.interval)} for t in score.topics],
        "items": [{name: _plain(value) for name, value in asdict(item).items()} for item in result.items],
    }


def _totals(score: Score) -> Iterator[str]:
    if not score.interval:
        return
    result, sure = score.result, " and at least fairly sure" * score.result.ready
    yield f"{score.right} of {score.total} right. A score like this is consistent with {score.interval}."
    if score.safety_total:
        held = f" You were at least fairly sure of {score.safety_held} of those." if result.ready else ""
        yield f"Safety questions: {score.safety_right} of {score.safety_total} right.{held}"
    safety = f", and every safety question right{sure}" if score.safety_total else ""
    mark = f"{score.needed} of {score.total} right ({100 * result.pass_mark:.3g} out of 100){safety}."
    basis = one_line(result.pass_mark_basis).rstrip(".")
    yield f"{'Needed' if result.ready else 'Pass mark'}: {mark}{f' How it was set: {basis}.' if basis else ''}"
    for topic in score.topics:
        span = f", consistent with {topic.interval}" if topic.interval else ""
        yield f"On {topic.name}: {topic.right} of {topic.total} right{span}."


def _certainty(score: Score) -> Iterator[str]:
    for level in reversed(score.calibration.levels):
        if level.count:
            times = f"{level.count} times, right {level.right} of them" if level.count > 1 else "once"
            once = f", {'right' if level.right else 'not right'}" * (level.count == 1)
            yield f"{wording.CONFIDENCE[level.confidence]} {times}{once}."
    marks, found = score.marks, score.calibration
    if marks and found.bias is not None:
        points = round(100 * found.bias)
        than = f"{_count(abs(points), 'point')} out of 100 {'more' if points > 0 else 'less'} sure than"
        yield f"Certainty marks: {marks.total} of {marks.most}, {marks.average:.2f} a question."
        yield f"On average you were {than if points else 'as sure as'} right."
        yield f"Brier score {found.brier:.2f}, calibration error {found.calibration_error:.2f}; 0 is best for both."


def _notes(score: Score) -> Iterator[str]:
    result, lists = score.result, {"left blank": score.blanks, "flagged by you": score.flagged}
    lists |= {"very sure and not right": score.confident_errors, "to go over": score.to_go_over}
    yield from (f"{_count(len(items), 'question')} {what}." for what, items in lists.items() if items)
    yield f"{_count(score.total, 'question')} in {_count(result.minutes, 'minute')}, drawn with seed {result.seed}."
    if score.result.ready:
        yield wording.NOT_ADVICE


def _blocks(score: Score) -> Iterator[tuple[str, str]]:
    day, (outcome, *rest) = score.result.day, sentences(score)
    yield "title", f"{'Readiness check' if score.result.ready else 'Exam'}, {day.day} {day:%B %Y}"
    yield "verdict", outcome
    yield from (("sentence", text) for text in rest)
    flagged = [item for item in score.flagged if item not in score.to_go_over]
    for heading, items in (("To go over", score.to_go_over), ("Right, and flagged by you", flagged)):
        yield from [("heading", heading)] if items else []
        for number, item in enumerate(items, 1):
            yield "number", f"Number {number}"
            yield from (("fact", text) for text in _story(item))


def _story(item: Item) -> Iterator[str]:
    flagged = ", flagged by you" if item.flagged else ""
    yield f"{'Safety question' if item.critical else 'Question'}{flagged}: {item.prompt}"
    yield f"You answered: {'nothing' if item.blank else item.response}{', which is right' if item.right else ''}"
    yield from [f"How sure: {wording.CONFIDENCE[item.certainty]}"] if item.certainty else []
    yield from [] if item.right else [f"Better: {item.key}"]
    yield from (f"Why: {text}" for text in item.refutation)
    yield from (f"Source: {text}" for text in item.sources)
    yield from [f"Comes back: {item.comes_back}"] if item.comes_back else []


def _folded(text: str, kind: str) -> str:
    indent = "  " if kind == "fact" else ""
    folded = textwrap.wrap(one_line(text), WIDTH - len(indent), break_on_hyphens=False)
    return "\n".join(indent + line for line in folded)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return printable(value) if isinstance(value, str) else value


def _bounds(interval: Interval | None) -> dict[str, float | None]:
    return {"low": interval.low if interval else None, "high": interval.high if interval else None}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
