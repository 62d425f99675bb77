"""A question in lines, and the line that answers it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Choice, Cloze, Flip, Matching, Multi, Number, Ordering, ShortAnswer
from ldn_learn.memory.events import Confidence
from ldn_learn.study import grading, wording
from ldn_learn.study.draft import fields
from ldn_learn.study.spelling import Likeness, likeness
from ldn_learn.study.steps import Chosen, Misread, Typed

if TYPE_CHECKING:
    from ldn_learn.plain.console import Console
    from ldn_learn.study.steps import Question, Response

_LONGEST: Final = 400
"""Characters of a typed line that are looked at for numbers and for how sure the learner is."""


def show_question(console: Console, question: Question, *, asks: bool) -> None:
    """Case, prompt, rows, and how to answer; `asks` says whether the learner tells how sure she is."""
    card = question.card
    if card.critical:
        console.say("Safety point")
    if card.stem:
        console.say(card.stem)
    console.say(wording.question_text(card))
    if isinstance(card, Matching):
        for number, pair in enumerate(card.pairs, 1):
            console.say(pair.left, first=f"line {number}: ", then="   ")
    for number, text in enumerate(grading.shown_rows(question), 1):
        console.say(text, first=f"{number}) ", then="   ")
    console.say(_how(question, asks=asks))


def _how(question: Question, *, asks: bool) -> str:
    card = question.card
    sure = "How sure are you? Add 1 guessing, 2 fairly, 3 very: " if asks else ""
    match card:
        case Choice():
            return "Type a number." + (f" {sure}'2 3'." if asks else "")
        case Multi():
            return "Type the number of each answer that is right, like '1,3'." + (f" {sure}'1,3 2'." if asks else "")
        case Ordering():
            return "Type all numbers in the right order, like '2,1,3'." + (f" {sure}'2,1,3 2'." if asks else "")
        case Matching():
            return "Type a number for each line, in turn, like '2,1'." + (f" {sure}'2,1 2'." if asks else "")
        case Number():
            sure = " How sure are you? Add 1, 2 or 3, like '5 2'." if asks else ""
            return f"Type the number{f' in {card.unit}' if card.unit else ''}.{sure}"
        case Flip():
            return "Press Enter to see the answer."
        case _:
            what = "Type the answer" if not isinstance(card, Cloze) else "Type the missing words"
            several = ", with ; between them," if fields(question) > 1 else ""
            sure = " How sure are you? Put 1, 2 or 3 at the end." if asks else ""
            return f"{what}{several} or press Enter to see {'them' if isinstance(card, Cloze) else 'it'}.{sure}"


def read_response(typed: str, question: Question, *, asks: bool) -> Response | Misread:
    """The answer that a line stands for; where that is asked, a digit at its end says how sure the learner is."""
    if question.order:
        return _chosen(typed, question)
    text, confidence = _sure(typed) if asks and not _is_wanted(typed, question) else (typed, None)
    texts = tuple(text.split(";")) if fields(question) > 1 else (text,)
    return Typed(texts, confidence)


def _is_wanted(typed: str, question: Question) -> bool:
    """Whether the line as it stands ends in an answer, so that a digit at its end belongs to it."""
    card = question.card
    if not isinstance(card, Cloze | ShortAnswer):
        return False
    last = typed.split(";")[-1] if fields(question) > 1 else typed
    return likeness(last, grading.wanted_texts(card)[-1]) is not Likeness.OTHER


def _chosen(typed: str, question: Question) -> Response | Misread:
    single = isinstance(question.card, Choice)
    digits = r"[0-9]{1,2}" if single else r"[0-9]{1,2}(?:\s*,\s*[0-9]{1,2})*"
    found = re.fullmatch(rf"({digits})(?:[ ,]+([123]))?" if single else rf"({digits})(?:\s+([123]))?", typed[:_LONGEST])
    if found is None:
        return Misread(
            f"Type a number from 1 to {len(question.order)}"
            if single
            else f"Type numbers from 1 to {len(question.order)} with commas between them"
        )
    places = tuple(int(number) - 1 for number in found.group(1).split(","))
    return Chosen(places, _confidence(found.group(2)))


def _sure(typed: str) -> tuple[str, Confidence | None]:
    head, _, last = typed[:_LONGEST].rpartition(" ")
    if head and last in ("1", "2", "3"):
        return head, _confidence(last)
    return typed, None


def _confidence(digit: str | None) -> Confidence | None:
    return Confidence(int(digit)) if digit else None
