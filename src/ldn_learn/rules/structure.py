"""Rules that the reader of the format holds, or a person: here they are only described."""

from __future__ import annotations

from typing import Final

from ldn_learn.rules.registry import RULES, A, E, Scope, W, enter

_FORMAT: Final = "The format of decks"
_HELD: Final = (
    ("Y01", "The file is YAML", "cards: [", "cards: []"),
    ("Y02", "The file is UTF-8 text without control signs", "a file in Latin-1", "the same saved as UTF-8"),
    ("Y03", "No anchors and aliases", "prompt: *name", "the text written out"),
    ("Y04", "No key twice", "two lines 'title:'", "one line 'title:'"),
    ("Y05", "Not nested too deep", "twenty-five opening brackets", "three"),
    ("Y06", "The file is not empty", "an empty file", "a file with id, title and cards"),
    ("Y07", "The file can be read", "a file without permission to read it", "a file that the reader may open"),
    ("V01", "Nothing needed is missing", "a card without 'prompt'", "a card with id and prompt"),
    ("V02", "Everything is of the right kind", "value: many", "value: 4.5"),
    ("V03", "Words that are fixed are among those allowed", "audience: everybody", "audience: both"),
    ("V04", "Ids and dates are well written", "reviewed: tomorrow", "reviewed: 2026-11-22"),
    (
        "V05",
        "A cloze has a gap; a match has no more sides than digits",
        "prompt: LDN blocks.",
        "prompt: LDN {{blocks}}.",
    ),
    ("K04", "No key that is not known", "promt: What is LDN?", "prompt: What is LDN?"),
    (
        "A11",
        "What a card requires is there, and nothing waits for itself",
        "two cards that require each other",
        "one of them does",
    ),
)
_TOGETHER: Final = (
    ("L04", "Every belief is used by an option", "a misconception that no option names", "one that an option names", A),
    (
        "S02",
        "The deck was reviewed lately",
        "reviewed two years ago, or one with safety cards",
        "reviewed this year",
        W,
    ),
    (
        "C03",
        "Decks have the share that was planned",
        "a tenth of the cards and a third of the exam",
        "alike within 10",
        W,
    ),
    ("C05", "A quarter of the cards for patients is about safety", "ten safety cards of a hundred", "thirty", W),
)
_WHY: Final = {
    "L04": ("A belief that no card puts right is kept.", "Misconception-based items"),
    "S02": ("What was right two years ago may not be; on safety, one year ago.", "Wozniak, rule 19: date stamping"),
    "C03": ("The exam and what is studied must weigh topics alike.", "Test blueprints"),
    "C05": ("Safety is what a patient needs most.", "Design of this program"),
}


def _describe() -> None:
    for code, title, bad, good in _HELD:
        enter(code, title, E, E, "The file could not be studied otherwise.", _FORMAT, bad, good)
    enter(
        "M02",
        "Exactly one option is right",
        E,
        E,
        "Two right answers to one question mark somebody wrong who was right.",
        "NBME: one best answer",
        "a choice with two options that say 'correct: true'",
        "a choice with one, or 'type: multi'",
    )
    enter(
        "M23",
        "No joke among the options",
        A,
        A,
        "An option that nobody can believe leaves a question with one option fewer.",
        "NBME: implausible distractors",
        "an option that fewer than 5 of 100 learners chose, once 30 have answered",
        "options that people choose by mistake",
    )
    for code, title, bad, good, level in _TOGETHER:
        enter(code, title, level, level, *_WHY[code], bad, good, Scope.TOGETHER)


if "Y01" not in RULES:
    _describe()
