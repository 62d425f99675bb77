"""Rules about how hard a deck is to read (R)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.measure import counts, measured
from ldn_learn.rules.passages import Passage
from ldn_learn.rules.readability import flesch_kincaid, mean_sentence, smog
from ldn_learn.rules.registry import A, E, Finding, Levels, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.readability import Counts
    from ldn_learn.rules.sheet import Item, Sheet

_NIH: Final = "NIH: below grade 8; AMA: grade 6 (Flesch-Kincaid)"
_EASIER: Final = "shorter sentences and shorter words; R04 and R05 name the places"
_PASSIVE: Final = r"\b(is|are|was|were|be|been|being)\s+\w+(ed|en)\b"
_MOST_PASSIVE: Final = 0.2
_LONGEST: Final = {"patient": 25, "trainee": 35}
_SECTION_WORDS: Final = 60
_SECTION_BULLETS: Final = 7
_BULLET: Final = r"(?m)^\s*(?:[-*•]|\d+[.)])\s"


def texts(deck: Sheet, audience: str) -> list[Passage]:
    """What this audience reads of a deck; for trainees, as far as patients do not read it too."""
    found: list[Passage] = []
    if deck.audience == audience or (audience == "patient" and deck.audience == "both"):
        found += deck.around
    for item in deck.items:
        if item.audience == audience or (audience == "patient" and item.audience == "both"):
            found += item.passages
    return found


@lru_cache(maxsize=3)
def _counts(deck: Sheet, audience: str, *, adjusted: bool = False) -> Counts:
    heads = deck.shared.headwords if adjusted else frozenset()
    return counts((passage.text for passage in texts(deck, audience)), heads)


def _place(deck: Sheet) -> Passage:
    return deck.said("title") or Passage("", "", deck.line, deck.column)


@rule(
    "R01",
    "A deck for patients reads below grade 8",
    E,
    None,
    why="Half of all adults read below grade 8, and nobody reads well when ill.",
    standard=_NIH,
    bad="a deck of grade 8.1",
    good="a deck of grade 6",
    scope=Scope.DECK,
)
def too_hard(deck: Sheet) -> Iterator[Finding]:
    """Flesch-Kincaid grade above 8 over all texts for patients."""
    grade = flesch_kincaid(_counts(deck, "patient"))
    if grade is not None and grade > 8:
        yield Finding(_place(deck), f"grade {grade:.1f} (Flesch-Kincaid); the most is 8.0", _EASIER, audience="patient")


@rule(
    "R02",
    "A deck for patients reads at grade 6, one for trainees at 12",
    W,
    A,
    why="Grade 6 is what the American Medical Association asks for.",
    standard=_NIH,
    bad="a deck for patients of grade 6.5",
    good="a deck for patients of grade 5.8",
    scope=Scope.DECK,
)
def rather_hard(deck: Sheet) -> Iterator[Finding]:
    """Flesch-Kincaid grade above 6 for patients, above 12 for trainees."""
    for audience, most in (("patient", 6), ("trainee", 12)):
        grade = flesch_kincaid(_counts(deck, audience))
        if grade is not None and grade > most:
            yield Finding(
                _place(deck), f"grade {grade:.1f} for {audience}s; {most} is wanted", _EASIER, audience=audience
            )


@rule(
    "R03",
    "SMOG at 8",
    W,
    None,
    why="SMOG counts long words and agrees best between raters.",
    standard="UNMH: SMOG 8, from 30 sentences on",
    bad="a deck of 30 sentences with 36 words of three syllables",
    good="a deck of 30 sentences with 20 of them",
    scope=Scope.DECK,
)
def smog_grade(deck: Sheet) -> Iterator[Finding]:
    """SMOG above 8 (advice) or 10, words of the glossary counted short; not below 30 sentences."""
    grade = smog(_counts(deck, "patient", adjusted=True))
    if grade is not None and grade > 8:
        levels = Levels(A, None) if grade <= 10 else None
        yield Finding(
            _place(deck),
            f"SMOG {grade:.1f}; 8 is wanted",
            "fewer words of three syllables",
            "",
            levels,
            None,
            "patient",
        )


@rule(
    "R04",
    "A card reads below grade 9",
    A,
    None,
    why="One hard card is a hurdle, even in an easy deck. On short texts the formula is rough.",
    standard="Wang and others 2013; Flesch-Kincaid",
    bad="{prompt: What is shown?, answer: Evidence, explanation: 'Evidence indicates that low-dose naltrexone "
    "can suppress "
    "microglial activation, likely through antagonism of a non-opioid receptor expressed on macrophages.'}",
    good="{prompt: What is LDN?, answer: A low dose, explanation: LDN is made by a special pharmacy. Ask how "
    "each dose is tested.}",
)
def hard_card(item: Item, _: Sheet) -> Iterator[Finding]:
    """Flesch-Kincaid grade above 9 on a card of 30 words in sentences or of one long one."""
    if item.audience == "trainee":
        return
    found = counts(passage.text for passage in item.passages)
    grade = flesch_kincaid(found)
    if grade is not None and grade > 9 and found.words >= 15:
        yield Finding(item.prompt, f"grade {grade:.1f} (Flesch-Kincaid)", "shorter sentences and shorter words")


@rule(
    "R05",
    "No sentence is longer than 25 words, 35 for trainees",
    E,
    W,
    why="Beyond 25 words, the start of a sentence is forgotten before its end.",
    standard="GOV.UK style: 25 words is our limit",
    bad="a sentence of 26 words",
    good="two sentences of 13 words",
    scope=Scope.DECK,
)
def long_sentence(deck: Sheet) -> Iterator[Finding]:
    """A sentence of more than 25 words for patients, 35 for trainees."""
    for item in (None, *deck.items):
        passages = deck.around if item is None else item.passages
        audience = deck.audience if item is None else item.audience
        most = _LONGEST["trainee" if audience == "trainee" else "patient"]
        for passage in passages:
            if len(passage.text) > 3 * most:
                for sentence in measured(passage.text):
                    if len(sentence) > most:
                        quote = " ".join(sentence[:3])
                        message = f"a sentence of {len(sentence)} words"
                        yield Finding(passage, message, f"cut it; {most} at most", quote, None, item, audience)


@rule(
    "R06",
    "Sentences have 15 words on average, 22 for trainees",
    W,
    A,
    why="Short sentences are the surest way to an easy text.",
    standard="GOV.UK and plain-language guides",
    bad="a deck for patients with 16 words a sentence",
    good="one with 12",
    scope=Scope.DECK,
)
def long_on_average(deck: Sheet) -> Iterator[Finding]:
    """A mean of more than 15 words a sentence for patients, 22 for trainees."""
    for audience, most in (("patient", 15), ("trainee", 22)):
        mean = mean_sentence(_counts(deck, audience))
        if mean is not None and mean > most:
            yield Finding(_place(deck), f"{mean:.1f} words a sentence; {most} at most", _EASIER, audience=audience)


@rule(
    "R07",
    "Mostly active voice",
    A,
    None,
    why="'Your prescriber sets the dose' says who acts; 'the dose is set' does not.",
    standard="PEMAT, item 5; CDC Clear Communication Index, item 6",
    bad="a deck more than a fifth of whose sentences are passive",
    good="a deck in which people act",
    scope=Scope.DECK,
)
def passive(deck: Sheet) -> Iterator[Finding]:
    """More than 20 of 100 sentences for patients in the passive, as far as a pattern sees it."""
    total = found = 0
    for passage in texts(deck, "patient"):
        number = len(measured(passage.text))
        total += number
        found += min(number, len(re.findall(_PASSIVE, passage.text, re.IGNORECASE)))
    if total >= 10 and found / total > _MOST_PASSIVE:
        message = f"{found} of {total} sentences are passive"
        yield Finding(_place(deck), message, "say who acts", audience="patient")


@rule(
    "R08",
    "A lesson is short",
    W,
    A,
    why="What is longer than a screen is skipped.",
    standard="CDC Clear Communication Index, items 8 and 9",
    bad="a lesson of 61 words",
    good="a lesson of 60 words at most, with seven bullets at most",
    scope=Scope.DECK,
)
def long_lesson(deck: Sheet) -> Iterator[Finding]:
    """A lesson of more than 60 words or seven bullets."""
    for lesson in deck.lessons:
        count, bullets = len(lesson.text.text.split()), len(re.findall(_BULLET, lesson.text.text))
        if count > _SECTION_WORDS:
            yield Finding(lesson.text, f"{count} words in a lesson", f"use {_SECTION_WORDS} at most, or make two")
        elif bullets > _SECTION_BULLETS:
            yield Finding(lesson.text, f"{bullets} bullets in a lesson", f"use {_SECTION_BULLETS} at most")


@rule(
    "R09",
    "A deck says what it is for and its one message",
    E,
    W,
    why="Readers look for what is in it for them, and keep the first thing they read.",
    standard="PEMAT, item 1; CDC Clear Communication Index, items 1, 2 and 10",
    bad="a deck without 'purpose' or 'main_message', or with a message of four sentences",
    good="purpose: After this deck you can say what must not be mixed with LDN.",
    scope=Scope.DECK,
)
def no_message(deck: Sheet) -> Iterator[Finding]:
    """No `purpose`, no `main_message`, or one of more than three sentences."""
    for role in ("purpose", "main_message"):
        if deck.said(role) is None:
            yield Finding(_place(deck), f"the deck has no '{role}'", f"add '{role}:' near the top")
    message = deck.said("main_message")
    if message is not None and len(measured(message.text)) > 3:
        yield Finding(
            message, "the main message has more than three sentences", "keep one to three", levels=Levels(W, A)
        )


@rule(
    "R10",
    "A deck has a summary",
    W,
    A,
    why="What is said again at the end is what remains.",
    standard="PEMAT, item 11",
    bad="a deck without 'summary'",
    good="summary: Do not mix LDN with opioids. Tell every team. Get help for warning signs.",
    scope=Scope.DECK,
)
def no_summary(deck: Sheet) -> Iterator[Finding]:
    """No `summary`."""
    if deck.said("summary") is None:
        yield Finding(_place(deck), "the deck has no 'summary'", "add 'summary:' with what to keep in mind")
