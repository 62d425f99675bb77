"""What the learner asked to study."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of a session."""

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    new: int | None = None
    limit: int | None = None
    minutes: int | None = None
    cram: bool = False
    """Outside the schedule."""
