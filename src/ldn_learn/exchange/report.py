"""What could not be carried over, card by card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMED: Final = 3
"""Cards that the summary names for one loss."""


class Loss(NamedTuple):
    """One thing that the other side cannot hold."""

    card: str
    """Id of the card or the deck; the place in the file for what has no id."""
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """How many cards were carried over, and what was not."""

    cards: int
    losses: tuple[Loss, ...] = ()

    def lines(self) -> list[str]:
        """Every loss on a line of its own."""
        return [f"{loss.card}: {loss.what}" for loss in self.losses]

    def summary(self) -> list[str]:
        """One line for each kind of loss, with how many cards it touches and the first few of them."""
        return [_told(what, cards) for what, cards in _grouped(self.losses).items()]


def _grouped(losses: Iterable[Loss]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for loss in losses:
        grouped.setdefault(loss.what, []).append(loss.card)
    return grouped


def _told(what: str, cards: list[str]) -> str:
    named = ", ".join(cards[:_NAMED])
    more = f" and {len(cards) - _NAMED} more" if len(cards) > _NAMED else ""
    return f"{what}: {named}{more}"
