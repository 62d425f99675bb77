"""Building today's queue from what is remembered."""

from __future__ import annotations

import gc
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from bench import made
from bench.row import Row, of_medians
from bench.timing import in_turn
from ldn_learn.workspace import Workspace
from ldn_learn.workspace.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ldn_learn.decks.cards import Card, CardId

_MOST: Final = 0.05
"""Seconds of work that are wanted at most; no peer builds the same queue, so this is no ratio."""


def rows(*, quick: bool) -> Iterator[Row]:
    """Against sorting the ids of the same cards; decks read and history folded before."""
    size, count, rounds = (1_000, 10_000, 9) if quick else (10_000, 100_000, 31)
    with tempfile.TemporaryDirectory() as temporary, closing(_workspace(Path(temporary), size, count)) as workspace:
        scope, now = workspace.scope(), workspace.now()
        today = workspace.plan(scope, now)
        held = len(today.due) + len(today.new) + len(today.learning)
        if not held:
            raise RuntimeError("nothing is due, so building a queue cannot be measured")
        floor = partial(_by_meaning, scope.cards)
        works: tuple[tuple[str, Callable[[], object]], ...] = (
            (f"queue: today's {held:,} of {size:,} cards", partial(workspace.plan, scope, now)),
            ("queue: the same, scope and first question too", workspace.begin),
        )
        for what, work in works:
            ours, peer = in_turn(partial(_work, work), partial(_work, floor), rounds)
            kept = "yes" if median(ours) <= _MOST else "NO"
            note = f"processor time, {rounds} rounds; wanted at most {_MOST * 1000:.0f} ms: {kept}"
            yield of_medians(what, ours, f"sorting {size:,} ids", peer, note=note)


def _work(do: Callable[[], object]) -> float:
    """Seconds of processor time, which other programs do not lengthen as they do the time on the clock."""
    gc.collect()
    start = time.thread_time()
    made_ = do()
    taken = time.thread_time() - start
    del made_
    return taken


def _by_meaning(cards: Mapping[CardId, Card]) -> list[CardId]:
    """The floor: each card looked at once, in an order that no file has."""
    return sorted(cards, key=lambda id_: cards[id_].meaning)


def _workspace(folder: Path, size: int, count: int) -> Workspace:
    """A learner with so many cards and answers, decks read and history folded."""
    places = Places.under(folder / "home")
    decks = made.decks(folder / "decks", size)
    cards = list(Workspace(places, decks=[decks]).scope().cards.values())
    # It ends two days ago, so that today's limits are whole and cards are due.
    end = datetime.now(UTC) - timedelta(days=2)
    made.write_journal(places.journal("default"), cards, count, end)
    # The first one folds and keeps the result; the second one begins with what was kept, as a start does.
    Workspace(places, decks=[decks]).refresh()
    workspace = Workspace(places, decks=[decks])
    workspace.refresh()
    return workspace
