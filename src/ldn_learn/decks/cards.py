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


class Pair(NamedTuple):
    """Two things that belong together."""

    left: str
    right: str


class Correction(NamedTuple):
    """What a card taught before it was corrected, and why that changed."""

    before: str
    why: str
    on: str = ""
    """The day, as an ISO date."""


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
    contrast: str = ""
    """Cards of one contrast look alike and are asked one after the other, so that they are told apart."""
    explanation: str = ""
    certainty: str = ""
    citations: tuple[Citation, ...] = ()
    facts: tuple[str, ...] = ()
    stem: str = ""
    """A case that several cards ask about, shown above the prompt."""
    requires: tuple[CardId, ...] = ()
    """Cards to be learnt before this one."""
    readiness: bool = False
    """Whether the readiness check may ask it."""
    correction: Correction | None = None
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
class Multi(CardBase):
    """Several right answers among several; all of them and no other must be chosen."""

    options: tuple[Option, ...]
    shuffle: bool = True

    @property
    def keys(self) -> tuple[Option, ...]:
        """The right options."""
        return tuple(option for option in self.options if option.correct)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(CardBase):
    """A word or a few to type; `accept` are other ways to say the same."""

    answer: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(CardBase):
    """Items to be put in order; `items` are in the right one."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(CardBase):
    """Things that belong together; `extras` are right-hand sides that belong to nothing."""

    pairs: tuple[Pair, ...]
    extras: tuple[str, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Everything that can be put to the left-hand sides, the right ones first and in their order."""
        return (*(pair.right for pair in self.pairs), *self.extras)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(CardBase):
    """A sentence with gaps; `prompt` keeps the marks `{{gap}}` and `{{gap|hint}}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(CardBase):
    """A number to type; right when within `tolerance` of `value`."""

    value: Decimal
    unit: str = ""
    tolerance: Decimal = Decimal(0)


Card = Flip | Choice | Multi | Cloze | Number | ShortAnswer | Ordering | Matching


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
    exam_share: int = 0
    """Its share of an exam, against those of the other decks; 0 for as many as its cards."""
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
