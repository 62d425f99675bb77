"""`python -m bench.fuzz [--count N] [--seed N]`: mutated decks through everything that reads one.

No benchmark of speed: it tells how many files led to an exception (none may), and how long the slowest one took.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from ldn_learn.authoring.formatting import format_file
from ldn_learn.authoring.starter import NewDeck, deck_text
from ldn_learn.decks.cards import Audience
from ldn_learn.decks.decode import decode_deck
from ldn_learn.decks.library import deck_files
from ldn_learn.rules.checking import check_deck
from ldn_learn.rules.folder import shared
from ldn_learn.workspace.places import shipped_decks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SPICE: Final = (
    b"&a [*a, *a]", b"*a", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\t", b"[" * 300, b"{" * 300, b"- " * 300,
    b"!!python/object:os.system", b"<<: *a", b"%YAML 9.9\n", b"---\n", b"...\n", b"|\n", b">-\n", b"'", b'"', b"{{",
    b"}}", b"no", b"1e999", b"? ", b"\xe2\x80\xae", b"\x1b[2J", b"x" * 70_000, b"9" * 5_000, b"# ",
)  # fmt: skip


@dataclass(slots=True)
class Found:
    """What a run came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: float = 0.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes, lines or pieces changed."""
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + chance.choice(_SPICE) + data[at:]
            case 2:
                data = data[:at] + data[at + chance.randint(1, 400) :]
            case 3:
                lines = data.split(b"\n")
                line = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines) + 1), lines.pop(line))
                data = b"\n".join(lines)
            case _:
                data = data[:at] + data[max(0, at - chance.randint(1, 400)) : at] + data[at:]
    return data


def run(begin: Sequence[bytes], count: int, seed: int) -> Found:
    """Put `count` mutated files through decoding, all rules and the formatter."""
    chance, found = random.Random(seed), Found()
    alone = shared({})
    for number in range(count):
        data = mutated(chance.choice(begin), chance)
        for name, read in _readers(data, alone):
            start = time.perf_counter()
            try:
                found.outcomes[f"{name}: {read()}"] += 1
            except Exception as error:
                found.crashes.append(f"{name}, file {number} of seed {seed}: {error!r:.200}")
            found.slowest = max(found.slowest, time.perf_counter() - start)
    return found


def seeds() -> list[bytes]:
    """Sound decks to begin with: one of each type of card, and the smallest of the shipped ones."""
    starter = deck_text(NewDeck("First steps", "first-steps", Audience.PATIENT), date(2026, 11, 22)).encode()
    return [starter, min((file.read_bytes() for file in deck_files(shipped_decks())), key=len)]


def _readers(data: bytes, alone: object) -> list[tuple[str, Callable[[], str]]]:
    def decoded() -> str:
        return "a deck" if decode_deck(data, "made.yaml").deck is not None else "findings"

    def checked() -> str:
        return "findings" if check_deck(data, "made.yaml", alone).problems else "sound"  # type: ignore[arg-type]

    def formatted() -> str:
        return "written" if not format_file(data, "made.yaml").problems else "left alone"

    return [("decode", decoded), ("check", checked), ("fmt", formatted)]


def main() -> int:
    """Run, print what was found, and give 1 when something crashed."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = run(seeds(), options.count, options.seed)
    for outcome, times in sorted(found.outcomes.items()):
        print(f"{times:>8}  {outcome}")
    print(f"{options.count} files, {len(found.crashes)} exceptions, slowest step {found.slowest:.2f} s")
    for crash in found.crashes[:20]:
        print(crash, file=sys.stderr)
    return int(bool(found.crashes))


if __name__ == "__main__":
    sys.exit(main())
