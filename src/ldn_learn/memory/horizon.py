"""Stand-in until the real policy is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.scheduling import Review


@dataclass(frozen=True, slots=True)
class Horizon:
    """The day to be ready by."""

    day: date

    def due(self, phase: Review, card: CardId, today: date, *, critical: bool = False) -> date:
        """The day on which the card is asked."""
        return phase.due


@dataclass(frozen=True, slots=True)
class Pace:
    """How many new cards a day it takes."""

    needed: int = 0


def pace(unseen: int, unseen_critical: int, today: date, day: date, limit: int) -> Pace:
    """The pace."""
    return Pace()
