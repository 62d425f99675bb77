"""Decks that several tests share."""

from __future__ import annotations

from hypothesis import settings

from ldn_learn.decks.cards import Deck
from ldn_learn.decks.decode import decode_deck

FILE = "deck.yaml"

SIMPLEST = """\
id: first
title: A first deck
cards:
  - id: one
    prompt: What does LDN stand for?
    answer: Low-dose naltrexone
"""

HEAD = """\
id: d
title: T
"""
"""Two lines, so that what follows starts on line 3."""

CARDS = HEAD + "cards:\n"
"""Three lines, so that the first card stands on line 4."""

EVERY_TYPE = """\
schema: 1
id: every-type
title: Every type
order: 7
audience: trainee
language: en
version: "2026.11"
reviewed: 2026-11-22
review_by: 2027-11-22
purpose: To try each type once
main_message: They all work
notice: This is not medical advice.
objectives:
  - {id: OBJ-1, text: Name the parts, bloom: remember}
lessons:
  - {id: lesson, objective: OBJ-1, text: A lesson in a few words.}
cards:
  - id: a-flip
    prompt: The front
    answer: The back
    reverse: true
    tags: [one, two]
    sources: [{id: work, locator: p. 4}, {id: other-work}]
    facts: [fact-1, fact-2]
  - id: a-choice
    objective: OBJ-1
    critical: true
    audience: patient
    prompt: Which one?
    options:
      - {text: This one, correct: true, feedback: It is.}
      - {text: That one, feedback: It is not., misconception: MC-1}
    shuffle: false
    explanation: Because it is.
    certainty: very_low
  - id: a-cloze
    group: together
    prompt: The {{first}} and the {{second|not the third}}
  - id: a-number
    prompt: How much?
    value: 4.50
    unit: mg
    tolerance: 0.5
    revision: 3
"""

# The same examples at each run: what a run says then depends on the code alone. No deadline and no folder of found
# examples for the same reason.
steady = settings(derandomize=True, deadline=None, database=None, max_examples=200)


def deck_from(text: str) -> Deck:
    """The deck that this text holds; the text has to be valid."""
    decoded = decode_deck(text.encode(), FILE)
    assert decoded.problems == ()
    assert decoded.deck is not None
    return decoded.deck


def findings(text: str) -> list[str]:
    """Every problem of this text, in the words and order that an author sees."""
    return [str(problem) for problem in decode_deck(text.encode(), FILE).problems]
