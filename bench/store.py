"""Storing one answer, durably, behind histories of several lengths."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tinydb import TinyDB

from bench import made
from bench.row import Row, of_medians
from bench.timing import quiet_disk, seconds
from ldn_learn.journal import lines
from ldn_learn.journal.journal import Journal
from ldn_learn.memory.events import Reviewed
from ldn_learn.memory.records import to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LENGTHS: Final = (1_000, 100_000, 1_000_000)
_QUICK: Final = (100, 10_000, 100_000)

_WANTED: Final = {100_000: 1 / 500}
"""The ratio to stock TinyDB that is wanted, by the number of events."""

_OURS_A_ROUND: Final = 8
"""Answers that we store for each insert of stock TinyDB: the first one waits for what the latter left to the disk."""

_SAME: Final = 1.25
"""Two medians of synced writes that differ by less are taken for the same."""

Store = Callable[[Reviewed], object]


def rows(*, quick: bool) -> Iterator[Row]:
    """Against stock TinyDB, which writes the whole file anew; and a long history against a shorter one."""
    short, middle, long = _QUICK if quick else _LENGTHS
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        ours = {count: stack.enter_context(closing(_journal(folder, count))).append for count in (short, middle, long)}
        stocks = {count: stack.enter_context(_stock(folder, count)) for count in (short, middle)}
        quiet_disk()
        for count, rounds in ((short, 20), (middle, 5)):
            mine, theirs = _against(ours[count], stocks[count], rounds)
            yield of_medians(f"store: one answer behind {count:,}", mine, "stock TinyDB", theirs, _WANTED.get(count))
        yield from _lengths(ours, folder)


def _lengths(ours: Mapping[int, Store], folder: Path) -> Iterator[Row]:
    """Our histories against each other, and against a bare synced write."""
    with closing(_Bare(folder / "bare")) as bare:
        quiet_disk()
        *found, floor = _by_turns([*ours.values(), bare.append], 300)
    counts = list(ours)
    for shorter, longer in ((0, 1), (1, 2)):
        what, against = f"store: one answer behind {counts[longer]:,}", f"ours behind {counts[shorter]:,}"
        note = "" if longer == 1 else "stock TinyDB is not measured here: an insert takes it many seconds"
        yield of_medians(what, found[longer], against, found[shorter], _SAME, note)
    yield of_medians(f"store: one answer behind {counts[1]:,}", found[1], "bare write and fsync", floor)


def _against(ours: Store, stock: TinyDB, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds for each of ours, several a round, and of stock TinyDB's; the first ones open files and do not count."""
    event = _event()
    row = to_dict(event)
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        inserted = seconds(partial(stock.insert, row))
        stored = [seconds(partial(ours, event)) for _ in range(_OURS_A_ROUND)]
        if number:
            theirs.append(inserted)
            mine += stored
    return mine, theirs


def _by_turns(stores: Sequence[Store], rounds: int) -> list[list[float]]:
    """Seconds that each took for one event, in each round; the first ones open files and do not count."""
    event = _event()
    found: list[list[float]] = [[] for _ in stores]
    for number in range(rounds + 1):
        for store, times in zip(stores, found, strict=True):
            taken = seconds(partial(store, event))
            if number:
                times.append(taken)
    return found


def _event() -> Reviewed:
    return next(made.history([made.CARD], 1, datetime.now(UTC)))


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
