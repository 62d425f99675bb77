"""One deck file as the rules see it: every text with its place, and of each card what rules ask about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.rules.passages import tokens
from ldn_learn.rules.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.nodes import Scalar
    from ldn_learn.rules.passages import Passage

RIGHT: Final = frozenset({"key", "answer"})
"""Roles of a right answer."""

OWN_VOICE: Final = frozenset({"prompt", "case", "key", "answer", "item", "feedback", "explanation"})
"""Roles in which a card speaks for itself; a distractor is there to be seen through."""


class Choice(NamedTuple):
    """One option of a card."""

    text: Passage
    correct: bool
    feedback: Passage | None
    misconception: Scalar | None
    plausible: bool
    """Whether the author says why it tempts."""


@dataclass(frozen=True, eq=False)
class Item:
    """One card."""

    id: str
    type: str
    line: int
    column: int
    audience: str
    passages: tuple[Passage, ...]
    options: tuple[Choice, ...] = ()
    objective: str = ""
    critical: bool = False
    certainty: str = ""
    case: str = ""
    readiness: bool = False
    shuffle: bool = True
    myth: bool = False
    accepts: int = 0
    """Other ways to say a typed answer."""
    unit: str = ""
    """The unit of a number."""
    gaps: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    facts: tuple[Scalar, ...] = ()
    requires: tuple[Scalar, ...] = ()
    citations: tuple[Scalar, ...] = ()
    lint_ok: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """The reason and its place, by the code that it silences."""
    numbers_ok: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """All its texts."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of all its texts."""
        return tokens(self.text)

    @cached_property
    def prompt(self) -> Passage:
        """The question."""
        return next(passage for passage in self.passages if passage.role == "prompt")

    @cached_property
    def keys(self) -> tuple[Passage, ...]:
        """The right answers."""
        return tuple(passage for passage in self.passages if passage.role in RIGHT)

    @cached_property
    def key(self) -> Passage | None:
        """The one right option of a choice."""
        return self.keys[0] if self.type == "choice" and self.keys else None

    @cached_property
    def distractors(self) -> tuple[Choice, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if not option.correct)

    @cached_property
    def explanation(self) -> Passage | None:
        """Why the answer is right."""
        return next((passage for passage in self.passages if passage.role == "explanation"), None)

    def of(self, *roles: str) -> tuple[Passage, ...]:
        """Its texts of these roles."""
        return tuple(passage for passage in self.passages if passage.role in roles)

    @cached_property
    def own_voice(self) -> tuple[Passage, ...]:
        """What the card says for itself."""
        return tuple(passage for passage in self.passages if passage.role in OWN_VOICE)

    @cached_property
    def spoken(self) -> str:
        """All that the card says for itself, as one text."""
        return "\n".join(passage.text for passage in self.own_voice)

    def is_for(self, audience: str) -> bool:
        """Whether `patient` or `trainee` learns it."""
        return self.audience in (audience, "both")


class Aim(NamedTuple):
    """An objective."""

    id: str
    bloom: str
    text: Passage


class Taught(NamedTuple):
    """A lesson."""

    objective: str
    text: Passage


@dataclass(frozen=True, eq=False)
class Sheet:
    """One deck file. Cards that are broken in form are left out."""

    file: str
    id: str
    audience: str
    line: int = 1
    column: int = 1
    language: str = "en"
    reviewed: str = ""
    exam_share: int = 0
    order: int = 0
    head: tuple[Passage, ...] = ()
    """Title, purpose, main message, summary and notice."""
    aims: tuple[Aim, ...] = ()
    lessons: tuple[Taught, ...] = ()
    items: tuple[Item, ...] = ()
    whole: bool = True
    """Whether no card had to be left out."""
    shared: Shared = field(default_factory=Shared)

    def said(self, role: str) -> Passage | None:
        """The text of the deck's head with this role."""
        return next((passage for passage in self.head if passage.role == role), None)

    @cached_property
    def around(self) -> tuple[Passage, ...]:
        """All texts that stand around the cards."""
        return (*self.head, *(aim.text for aim in self.aims), *(lesson.text for lesson in self.lessons))

    @cached_property
    def by_objective(self) -> dict[str, tuple[Item, ...]]:
        """The cards of each objective, in their order."""
        found: dict[str, list[Item]] = {aim.id: [] for aim in self.aims}
        for item in self.items:
            found.setdefault(item.objective, []).append(item)
        return {id_: tuple(items) for id_, items in found.items()}

    @cached_property
    def critical_aims(self) -> tuple[Aim, ...]:
        """The objectives that have a safety-critical card."""
        return tuple(aim for aim in self.aims if any(item.critical for item in self.by_objective[aim.id]))
