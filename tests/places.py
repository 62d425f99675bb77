"""A workspace for tests: decks of its own, a clock that stands still, chance that is counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from ldn_learn.memory.days import Moment, study_day
from ldn_learn.workspace import Workspace
from ldn_learn.workspace.clock import Clock
from ldn_learn.workspace.places import Places
from tests.builders import START, TWO_DECKS, write_decks

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.decks.cards import Audience


_NUMBERS = count(1_000_000)


class StillClock(Clock):
    """A clock that moves only when a test moves it."""

    def __init__(self, at: datetime = START) -> None:
        super().__init__()
        object.__setattr__(self, "at", at)

    at: datetime

    def now(self) -> Moment:
        return Moment(self.at, study_day(self.at))

    def forward(self, **time: float) -> None:
        object.__setattr__(self, "at", self.at + timedelta(**time))


def open_workspace(
    folder: Path,
    *,
    decks: dict[str, str] | None = TWO_DECKS,
    clock: Clock | None = None,
    audience: Audience | None = None,
    first_id: int | None = None,
) -> Workspace:
    """A workspace under `folder`, on these decks or, with `None`, on the shipped ones.

    With `first_id`, chance is the same in every run; without it, no two events of a run have the same id.
    """
    paths = [] if decks is None else [write_decks(folder / "decks", decks)]
    numbers = _NUMBERS if first_id is None else count(first_id)
    workspace = Workspace(
        Places.under(folder / "home"), decks=paths, clock=clock or StillClock(), chance=lambda: next(numbers)
    )
    if audience is not None:
        workspace.introduce(audience, None)
    return workspace
