"""A workspace for trying decks out: everything works, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Audience
from ldn_learn.memory import fold
from ldn_learn.memory.events import SessionId
from ldn_learn.study import begin
from ldn_learn.workspace.places import Places
from ldn_learn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import CardId
    from ldn_learn.memory.events import Event
    from ldn_learn.study.scope import Scope
    from ldn_learn.study.session import Move, Session
    from ldn_learn.workspace.clock import Clock

_NOWHERE = Path("/nonexistent-ldn-learn")


class Rehearsal(Workspace):
    """Decks at these paths, for somebody who has never answered anything and of whom nothing is kept."""

    def __init__(self, decks: Sequence[Path], audience: Audience = Audience.BOTH, clock: Clock | None = None) -> None:
        super().__init__(Places.under(_NOWHERE), decks=decks, clock=clock)
        self._audience = audience
        self._good: Scope | None = None

    @property
    def learner(self) -> Audience:
        return self._audience

    @property
    def chosen_audience(self) -> Audience:
        return self._audience

    def refresh(self) -> None:
        """There is nothing to read."""
        self._folded, self._behind = True, False

    def store(self, event: Event) -> None:
        """Remember it as long as the program runs."""
        memory = fold.extend(self.memory, [event])
        self._memory = self._memory if memory is None else memory

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def save(self) -> None:
        """Nothing is kept."""

    def undo(self, current: Session) -> Move | None:
        now = self.now()
        return current.undo(now, self.new_id(now))

    def events(self) -> list[Event]:
        return []

    def scope(self, decks: Sequence[str] = (), tags: Sequence[str] = ()) -> Scope:
        """What the files hold, or held when they could last be read."""
        if self.library.decks or self._good is None:
            self._good = super().scope(decks, tags)
        return self._good

    def session(self, first: CardId | None = None) -> Session:
        """All cards in the author's order, from `first` on; each is asked as if for the first time.

        The session's id is always the same, so that options stay where they are when a file is saved.
        """
        now = self.now()
        scope = self.scope()
        ids = list(scope.cards)
        start = ids.index(first) if first is not None and first in scope.cards else 0
        return begin.relearn(SessionId("preview"), scope, fold.Memory(), [*ids[start:], *ids[:start]], now)
