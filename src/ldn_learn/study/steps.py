"""The steps of a session, and what a learner can answer: values that the session moves between.

They are told apart by identity: comparing them field by field has no use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Card, Lesson
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Confidence, Rating, Reviewed
    from ldn_learn.memory.scheduling import Phase


@dataclass(frozen=True, slots=True, eq=False)
class LessonStep:
    """A lesson is shown; the question of `question` follows."""

    lesson: Lesson
    question: Question


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A card waits for an answer."""

    card: Card
    shown: Moment
    seed: int
    order: tuple[int, ...] = ()
    """For a choice: the places of its options as shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Revealed:
    """The answer is shown; the learner grades herself."""

    question: Question
    at: Moment
    """The instant of recall, for which all outcomes were computed."""
    outcomes: Mapping[Rating, Phase]
    typed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """A scored answer has been stored and is explained."""

    question: Question
    event: Reviewed
    phase: Phase
    """How the card stands now."""


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """Nothing is left for now."""


Step = LessonStep | Question | Revealed | Feedback | Finished


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """An option was chosen, by its place as shown."""

    place: int
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A text was typed."""

    text: str
    confidence: Confidence | None = None


Response = Chosen | Typed
