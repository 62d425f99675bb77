"""Storing one answer, durably, behind histories of several lengths."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinydb import TinyDB

from bench import made
from bench.row import Row, of_medians
from bench.timing import seconds
from ldn_learn.journal import lines
from ldn_learn.journal.journal import Journal
from ldn_learn.memory.events import Reviewed, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LENGTHS: Final = (1_000, 100_000, 1_000_000)
_QUICK: Final = (100, 10_000, 100_000)

_WANTED: Final = {100_000: 1 / 500}
"""The ratio to stock TinyDB that is wanted, by the number of events."""

_SAME: Final = 1.25
"""Two medians of synced writes that differ by less are taken for the same."""

Store = Callable[[Reviewed], object]


def rows(*, quick: bool) -> Iterator[Row]:
    """Against stock TinyDB, which writes the whole file anew; and a long history against a shorter one."""
    short, middle, long = _QUICK if quick else _LENGTHS
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        ours = {count: stack.enter_context(closing(_journal(folder, count))).append for count in (short, middle, long)}
        for count, rounds in ((short, 20), (middle, 5)):
            stock = stack.enter_context(_stock(folder, count))
            mine, theirs = _by_turns([ours[count], lambda event, stock=stock: stock.insert(to_dict(event))], rounds)  # type: ignore[misc]
            yield of_medians(f"store: one answer behind {count:,}", mine, "stock TinyDB", theirs, _WANTED.get(count))
        yield from _lengths(ours, folder)


def _lengths(ours: dict[int, Store], folder: Path) -> Iterator[Row]:
    """Our histories against each other, and against a bare synced write."""
    with closing(_Bare(folder / "bare")) as bare:
        *found, floor = _by_turns([*ours.values(), bare.append], 300)
    counts = list(ours)
    for shorter, longer in ((0, 1), (1, 2)):
        what, against = f"store: one answer behind {counts[longer]:,}", f"ours behind {counts[shorter]:,}"
        note = "" if longer == 1 else "stock TinyDB is not measured here: an insert takes it many seconds"
        yield of_medians(what, found[longer], against, found[shorter], _SAME, note)
    yield of_medians(f"store: one answer behind {counts[1]:,}", found[1], "bare write and fsync", floor)


def _by_turns(stores: Sequence[Store], rounds: int) -> list[list[float]]:
    """Seconds that each took for one event, in each round; a first round that opens files is not counted."""
    event = next(made.history([made.CARD], 1, datetime.now(UTC)))
    found: list[list[float]] = [[] for _ in stores]
    for number in range(rounds + 1):
        for store, times in zip(stores, found, strict=True):
            taken = seconds(lambda store=store: store(event))  # type: ignore[misc]
            if number:
                times.append(taken)
    return found


def _journal(folder: Path, count: int) -> Journal:
    """Our journal with so many events in its file."""
    made.write_journal(folder / f"journal-{count}", [made.CARD], count, datetime.now(UTC))
    return Journal(folder / f"journal-{count}", made.DEVICE)


def _stock(folder: Path, count: int) -> TinyDB:
    """TinyDB as it comes, with as many rows."""
    path = folder / f"stock-{count}.json"
    path.write_text(json.dumps({"_default": dict(enumerate(made.rows(count), 1))}), encoding="utf-8")
    return TinyDB(path)


class _Bare:
    """The floor: a line of the same length appended to a file and synced."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._line = lines.encode(next(made.rows(1)))

    def append(self, _: Reviewed) -> None:
        os.write(self._file, self._line)
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)
