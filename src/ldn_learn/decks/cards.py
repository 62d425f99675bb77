"""The values that the rest of the program studies: decks, lessons, sources and the types of card."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, NewType

CardId = NewType("CardId", str)
"""Reads `deck/card`; the second direction of a reversed card ends in `.reverse`."""

DeckId = NewType("DeckId", str)

REVERSE: Final = ".reverse"


class Audience(StrEnum):
    """Whom a deck or a card is for."""

    PATIENT = "patient"
    TRAINEE = "trainee"
    BOTH = "both"

    def admits(self, learner: Audience) -> bool:
        """Whether material for `self` is shown to `learner`; an educator learns as `BOTH` and sees everything."""
        return self is learner or Audience.BOTH in (self, learner)


class Citation(NamedTuple):
    """A source that a card rests on, and where in it."""

    source: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One work of the bibliography that a folder of decks shares."""

    id: str
    title: str
    authors: str = ""
    year: str = ""
    journal: str = ""
    design: str = ""
    """Kind of work: label, regulator, guideline, systematic-review, rct, open-label ..."""
    doi: str = ""
    pmid: str = ""
    url: str = ""


class Option(NamedTuple):
    """One answer that a choice offers.

    A tuple like `Citation`, because a library has several for each card, and tuples are made four times as fast.
    """

    text: str
    correct: bool = False
    feedback: str = ""
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBase:
    """What every type of card has."""

    id: CardId
    prompt: str
    meaning: str
    """Fingerprint of what is taught, see `decks.meaning`."""
    objective: str = ""
    critical: bool = False
    audience: Audience = Audience.BOTH
    tags: tuple[str, ...] = ()
    group: str = ""
    """Cards of one group give each other away and are kept apart."""
    explanation: str = ""
    certainty: str = ""
    citations: tuple[Citation, ...] = ()
    facts: tuple[str, ...] = ()
    line: int = 0
    """Where the card starts in its file, from 1."""

    @property
    def deck(self) -> DeckId:
        """The deck that the card stands in."""
        return DeckId(self.id.partition("/")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip(CardBase):
    """Prompt, then answer; the learner grades herself."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(CardBase):
    """One right answer among several."""

    options: tuple[Option, ...]
    shuffle: bool = True

    @property
    def key(self) -> Option:
        """The right option."""
        return next(option for option in self.options if option.correct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(CardBase):
    """A sentence with gaps; `prompt` keeps the marks `{{gap}}` and `{{gap|hint}}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(CardBase):
    """A number to type; right when within `tolerance` of `value`."""

    value: Decimal
    unit: str = ""
    tolerance: Decimal = Decimal(0)


Card = Flip | Choice | Cloze | Number


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do after a group of cards."""

    id: str
    text: str
    bloom: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A few sentences, shown before the first question of an objective."""

    id: str
    objective: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """One file of cards."""

    id: DeckId
    title: str
    order: int = 100
    audience: Audience = Audience.BOTH
    language: str = "en"
    version: str = ""
    reviewed: str = ""
    review_by: str = ""
    purpose: str = ""
    main_message: str = ""
    notice: str = ""
    objectives: tuple[Objective, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    cards: tuple[Card, ...] = ()

    def cards_for(self, learner: Audience) -> tuple[Card, ...]:
        """The cards that `learner` is taught."""
        return tuple(card for card in self.cards if card.audience.admits(learner))
