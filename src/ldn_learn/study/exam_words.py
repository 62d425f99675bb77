"""The app's own words about exams and readiness checks; the screen and the line mode say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Cloze, ShortAnswer
from ldn_learn.memory.events import EXAM, READY
from ldn_learn.study import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.days import Moment
    from ldn_learn.study.exam import Exam, Item

TITLES: Final = {EXAM: "Exam", READY: "Readiness check"}
_WAYS_BACK: Final = {EXAM: "'ldn-learn exam', or x on Home,", READY: "'ldn-learn ready', or r on Home,"}

TIME_OVER: Final = "The time that you set is over. Nothing is taken away: go on as you like."
FINAL: Final = "After that, answers cannot be changed."
_SHORT_RUN: Final = 3
"""Numbers in a row that are still said one by one."""

NOTHING_MISSED: Final = "There is nothing to go over."

_RETAKE: Final = "You can take the check again from tomorrow on, with other questions."


def title(exam: Exam) -> str:
    """What it is called."""
    return TITLES[exam.mode]


def introduction(exam: Exam) -> list[str]:
    """What the learner should know before she begins, in sentences."""
    count = len(exam.items)
    lines = [f"{_count(count, 'question')}{_what(exam)}."]
    if exam.wanted > count:
        lines.append(f"You asked for {exam.wanted}. There are {count} that the app can score, so all are asked.")
    lines.append(_time(exam))
    lines.append("You see what was right only at the end. Until then you can skip, go back and change any answer.")
    lines.append(_needed(exam))
    return [*lines, wording.NOT_ADVICE] if exam.mode == READY else lines


def _what(exam: Exam) -> str:
    if exam.mode == READY:
        others = any(not item.question.card.critical for item in exam.items)
        return f": one on each safety point{', and a few others' if others else ''}"
    return f", drawn with seed {exam.started.seed}. The same seed gives the same exam"


def _time(exam: Exam) -> str:
    if not exam.started.minutes:
        return "There is no time limit. Take as long as you like."
    set_ = _count(exam.started.minutes, "minute")
    return f"You set {set_}. When they are over nothing is taken away: you can add time, or turn it off."


def _needed(exam: Exam) -> str:
    count = len(exam.items)
    needed = -(-exam.started.pass_mark * count // 100)
    mark = f"{needed} of {count} right"
    if exam.mode == READY:
        return f"You are ready with {mark}, every safety question among them, and no guess at those."
    safety = any(item.question.card.critical for item in exam.items)
    return f"Pass mark: {mark}{', every safety question among them' if safety else ''}."


def gone_on(exam: Exam) -> str:
    """That an exam which was left goes on, for its first look."""
    count = len(exam.items)
    given = f"{count - len(exam.blanks)} of {count} answered"
    seed = f" It is drawn with seed {exam.started.seed}." if exam.mode == EXAM else ""
    return f"You go on where you stopped: {given}.{seed}"


def position(exam: Exam, *, short: bool = False) -> str:
    """Where the learner is, in words."""
    where = f"{exam.at + 1} of {len(exam.items)}"
    blank = f", {exam.skipped} blank" if exam.skipped else ""
    return f"{'' if short else 'Question '}{where}{blank}"


def time_left(exam: Exam, now: Moment) -> str:
    """How much of the time is left; empty when no time was set."""
    left = exam.minutes_left(now)
    if left is None:
        return ""
    return f"{_count(left, 'minute')} left" if left else "Time is over"


def standing(item: Item) -> str:
    """The answer that was given, and how sure the learner was; empty for a blank."""
    if item.answer is None:
        return ""
    sure = f" {wording.CONFIDENCE[item.answer.confidence]}." if item.answer.confidence else ""
    return f"You answered: {item.answer.response}.{sure}"


def state(item: Item) -> str:
    """How an item stands, for the page before handing in."""
    if item.blank:
        words = "blank, begun" if item.waits else "blank"
    else:
        words = "answered, change not saved" if item.waits else "answered"
    return f"{words}{', flagged' if item.flagged else ''}"


def overview(exam: Exam) -> list[str]:
    """What is blank, what waits and what is flagged, in sentences; the blanks come first."""
    blanks = exam.blanks
    waits = [place for place, item in enumerate(exam.items) if item.waits and not item.blank]
    flagged = [place for place, item in enumerate(exam.items) if item.flagged]
    lines = [_named(blanks, "is blank", "are blank") if blanks else "Every question has an answer."]
    if waits:
        lines.append(f"{_named(waits, 'has a change', 'have a change')} that is not saved.")
    if flagged:
        lines.append(f"You flagged {_listed(flagged)}.")
    return lines


def confirm(exam: Exam) -> str:
    """The question before handing in."""
    count = len(exam.blanks)
    return f"Hand in with {count} blank?" if count else "Hand in now?"


def left(exam: Exam) -> str:
    """What is said when an exam is left before it is handed in."""
    return (
        f"The {TITLES[exam.mode].lower()} is not handed in yet. Your answers are kept: "
        f"{_WAYS_BACK[exam.mode]} goes on with it within a day."
    )


def next_step(mode: str, *, passed: bool, missed: int) -> str:
    """The one thing to do after the result."""
    if not missed:
        return NOTHING_MISSED
    step = "Go over this one now." if missed == 1 else "Go over these now."
    return f"{step} {retake(mode, passed=passed)}".rstrip()


def retake(mode: str, *, passed: bool) -> str:
    """When a check can be taken again; empty when there is no need."""
    return _RETAKE if mode == READY and not passed else ""


def how_to_answer(card: Card) -> str:
    """What the learner is to do; nothing is shown before the end, so that nothing is offered to be seen."""
    if not offers_to_show(card):
        return wording.how_to_answer(card)
    return "Type what is missing." if isinstance(card, Cloze) else "Type the answer."


def offers_to_show(card: Card) -> bool:
    """Whether a session would offer to show the answer, so that the words of an exam differ."""
    return isinstance(card, ShortAnswer | Cloze)


def _named(places: Sequence[int], one: str, many: str) -> str:
    """Whole sentences, or their beginning: '2 questions are blank: 3 and 7.'"""
    numbers = _listed(places)
    if len(places) == 1:
        return f"Question {numbers} {one}" + "." * one.endswith("blank")
    if many.endswith("blank"):
        return f"{len(places)} questions {many}: {numbers}."
    return f"Questions {numbers} {many}"


def _listed(places: Sequence[int]) -> str:
    """The numbers of questions as one says them: '2, 4 and 7 to 20'."""
    runs: list[list[int]] = []
    for number in (place + 1 for place in places):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > _SHORT_RUN else map(str, run)
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
