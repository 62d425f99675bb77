"""Measuring works in turn."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable

Measure = Callable[[], float]
"""Does something once and tells how long it took in seconds, or how much it took in bytes."""


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes once; letting go of what it made is not counted."""
    start = time.perf_counter()
    made = work()
    taken = time.perf_counter() - start
    del made
    return taken


def clean_seconds(work: Callable[[], object]) -> float:
    """The same, with no garbage left from before."""
    gc.collect()
    return seconds(work)


def calm_seconds(work: Callable[[], object]) -> float:
    """The same with the garbage collector at rest, as in `timeit`: for works that make many objects."""
    gc.collect()
    gc.disable()
    try:
        return seconds(work)
    finally:
        gc.enable()


def quiet_disk() -> None:
    """Wait until what was prepared is on the disk, so that it does not hold up the syncs that are measured."""
    os.sync()


def in_turn(ours: Measure, peer: Measure, rounds: int) -> tuple[list[float], list[float]]:
    """What both measured, round by round; who goes first alternates, so that a drift of the machine hits both."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        for measure, found in ((ours, mine), (peer, theirs))[:: -1 if number % 2 else 1]:
            found.append(measure())
    return mine, theirs
