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


class Misread(str):
    """Why an answer could not be read; the learner may answer again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class LessonStep:
    """A lesson is shown; the question of `question` follows."""

    lesson: Lesson
    question: Question


@dataclass(frozen=True, slots=True, eq=False)
class CorrectedStep:
    """A card that was learnt teaches something else now; what changed is shown, and its question follows."""

    question: Question
    before: str
    """What was taught before; empty when nobody knows any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A card waits for an answer."""

    card: Card
    shown: Moment
    seed: int
    order: tuple[int, ...] = ()
    """The places of the options as shown, see `study.shuffle`."""


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
    given: Response
    slip: bool = False
    """Right, but for a letter."""


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """Nothing is left for now."""


Step = LessonStep | CorrectedStep | Question | Revealed | Feedback | Finished


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Rows were chosen, by their places as shown.

    One for a choice, any number for several answers, all of them in turn for an order, and for a match one for each
    left-hand side.
    """

    places: tuple[int, ...]
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """Texts were typed: one, or one for each gap."""

    texts: tuple[str, ...]
    confidence: Confidence | None = None

    @property
    def text(self) -> str:
        """All that was typed, in one line."""
        return "; ".join(self.texts)


Response = Chosen | Typed
