"""`python -m bench.learners [--learners 1000] [--days 60] [--quick] [--json FILE]`: simulated learners with a date.

All policies meet the same learners and take the same new cards on the same days. First each policy as it comes; then
plain FSRS with its desired retention tuned until it takes as many answers up to the date as ours, within 1 in 100.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean, mean, stdev
from typing import Any, Final

from bench.schedulers import Leitner, Sm2
from bench.world import New, Outcome, World
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Audience
from ldn_learn.memory.horizon import Horizon

_DATES: Final = (14, 30)
"""Days from the start to the date, besides the longest."""
_NEAR: Final = 0.01
"""Two numbers of answers that differ by less count as the same."""
_FEW: Final = 20
"""A retention is found on one of so many learners, but on as many at least."""
_TRIES: Final = 5
_RETENTIONS: Final = (0.7, 0.995)
_FINE: Final = 0.0005
_TITLES: Final = (
    "days", "policy", "answers a day", "busiest", "recall", "s.e.", "safety", "sure", "confirmed", "not begun"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """A policy's outcomes: means over learners."""

    days: int
    policy: str
    answers_a_day: float
    busiest: float
    recall: float
    recall_se: float
    safety: float
    sure: float
    confirmed: float
    not_begun: float

    @classmethod
    def of(cls, days: int, policy: str, found: Sequence[Outcome]) -> Summary:
        """The means of these outcomes, and the standard error of recall over learners."""

        def of(name: str) -> float:
            return fmean(getattr(each, name) for each in found)

        return cls(
            days,
            policy,
            of("answers") / days,
            of("busiest"),
            of("recall"),
            _se([each.recall for each in found]),
            *(of(name) for name in ("safety", "sure", "confirmed", "not_begun")),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """Ours against plain FSRS that takes as many answers."""

    days: int
    retention: float
    """The desired retention of plain FSRS that does so."""
    ours: float
    """Answers up to the date."""
    peer: float
    gain: float
    """How much higher our mean recall is, on all cards in scope."""
    gain_se: float
    """Over learners, in pairs."""
    safety_gain: float

    @property
    def matches(self) -> bool:
        """Whether the numbers of answers do; they need not, since whole days make them jump with the retention."""
        return abs(self.peer / self.ours - 1) <= _NEAR

    @property
    def ok(self) -> bool:
        """Whether our recall is higher by more than two standard errors at the same number of answers."""
        return self.matches and self.gain > 2 * self.gain_se


def compare(world: World) -> tuple[list[Summary], Match]:
    """All policies with one date."""
    ours, new = world.ours(Horizon(world.ready_by))
    found = {
        "ours": ours,
        "ours, no date": world.ours(None)[0],
        "plain FSRS, 0.90": world.fsrs(new),
        "SM-2": world.run(lambda number: Sm2(new[number])),
        "Leitner": world.run(lambda number: Leitner(new[number])),
    }
    retention, peer = _tuned(world, new, [each.answers for each in ours])
    found[f"plain FSRS, {retention:.3f}"] = peer
    pairs = list(zip(ours, peer, strict=True))
    gains = [mine.recall - theirs.recall for mine, theirs in pairs]
    match = Match(
        world.days,
        retention,
        mean(each.answers for each in ours),
        mean(each.answers for each in peer),
        mean(gains),
        _se(gains),
        mean(mine.safety - theirs.safety for mine, theirs in pairs),
    )
    return [Summary.of(world.days, policy, each) for policy, each in found.items()], match


def _tuned(world: World, new: Sequence[New], answers: Sequence[int]) -> tuple[float, list[Outcome]]:
    """Plain FSRS at the desired retention at which it takes as many answers: found on a few learners, set right on all.

    The search ends after some tries; whether the numbers match is for `Match` to say.
    """
    few = replace(world, learners=min(world.learners, max(_FEW, world.learners // _FEW)))
    aim = mean(answers[: few.learners])
    for _ in range(_TRIES):
        retention = _halved(few, new, aim)
        found = world.fsrs(new, retention)
        taken = mean(each.answers for each in found)
        if abs(taken / mean(answers) - 1) <= _NEAR / 2:
            break
        aim *= mean(answers) / taken
    return retention, found


def _halved(world: World, new: Sequence[New], answers: float) -> float:
    low, high = _RETENTIONS
    while high - low > _FINE:
        middle = (low + high) / 2
        taken = mean(each.answers for each in world.fsrs(new, middle))
        low, high = (middle, high) if taken < answers else (low, middle)
    return (low + high) / 2


def _se(values: Sequence[float]) -> float:
    return stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0


def _table(rows: Iterable[Summary]) -> str:
    lines = [_TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_TITLES))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cells(row: Summary) -> tuple[str, ...]:
    shares = (row.safety, row.sure, row.confirmed)
    numbers = (f"{row.answers_a_day:.1f}", f"{row.busiest:.0f}", f"{row.recall:.4f}", f"{row.recall_se:.4f}")
    return (str(row.days), row.policy, *numbers, *(f"{share:.3f}" for share in shares), f"{row.not_begun:.1f}")


def main() -> None:
    """Run all, print the tables, and write JSON where that is asked for."""
    options = _parser().parse_args()
    learners = 60 if options.quick else options.learners
    decks = library.load([Path(__file__).parent.parent / "decks"], DeckCache(None))
    cards = decks.cards_for(Audience.PATIENT)
    rows: list[Summary] = []
    matches: list[Match] = []
    for days in sorted({*(each for each in _DATES if each < options.days), options.days}):
        print(f"{days} days ...", file=sys.stderr, flush=True)
        found, match = compare(World(cards, learners, days, options.seed))
        rows += found
        matches.append(match)
    print(f"{learners} learners, {len(cards)} cards, {sum(card.critical for card in cards.values())} for safety")
    print(_table(rows))
    for match in matches:
        print(
            f"{match.days} days: {match.ours:.0f} answers ours, {match.peer:.0f} plain FSRS at {match.retention:.3f}; "
            f"recall {match.gain:+.4f} (s.e. {match.gain_se:.4f}), safety {match.safety_gain:+.4f}: "
            f"{'higher' if match.ok else 'NOT higher' if match.matches else 'NOT as many answers'}"
        )
    if options.json:
        text = json.dumps(_as_dict(learners, options.seed, rows, matches), indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


def _as_dict(learners: int, seed: int, rows: Sequence[Summary], matches: Sequence[Match]) -> dict[str, Any]:
    return {
        "learners": learners,
        "seed": seed,
        "policies": [asdict(row) for row in rows],
        "matched": [{**asdict(match), "matches": match.matches, "ok": match.ok} for match in matches],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.learners", description="Simulated learners with a date.")
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--days", type=int, default=60, help="days until the last of the dates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="60 learners")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    return parser


if __name__ == "__main__":
    main()
