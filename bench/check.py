"""Checking decks with all rules: time, a second run, and memory."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from bench import made
from bench.row import Row, of_medians, of_pairs
from bench.timing import clean_seconds, in_turn
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIPPED: Final = Path(__file__).parents[1] / "decks"
_PROGRAM: Final = """
import sys
from pathlib import Path
import yaml
folder = Path(sys.argv[2])
if sys.argv[1] == "ours":
    from ldn_learn.rules.kept import Kept
    from ldn_learn.rules.run import Wish, run
    run([folder], Wish(), Kept(None))
else:
    found = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.iterdir())]
status = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:")))
"""


def rows(*, quick: bool) -> Iterator[Row]:
    """Against PyYAML's C parser, which only makes dictionaries of the same files, as it comes."""
    cards, rounds = (1_000, 1) if quick else (10_000, 3)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        for name, folder in (
            ("shipped decks, repeated", _repeated(home / "shipped", cards)),
            ("made-up decks, each card with seven findings", made.decks(home / "made", cards)),
        ):
            what = f"check: {cards:,} cards, {name}"
            ours, peer = in_turn(partial(_check, folder), partial(_parse, folder), rounds)
            yield of_medians(what, ours, "PyYAML CSafeLoader", peer, None if quick else 3)
            yield _again(what, folder, home / f"cache-{folder.name}", quick=quick)
            yield _memory(f"{what}: memory", folder, quick=quick)


def _check(folder: Path) -> float:
    return clean_seconds(lambda: run([folder], Wish(), Kept(None)))


def _parse(folder: Path) -> float:
    return clean_seconds(lambda: [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.iterdir())])


def _again(what: str, folder: Path, cache: Path, *, quick: bool) -> Row:
    """A second run after one file has changed, against the first."""
    first = clean_seconds(lambda: _kept(folder, cache))
    changed = sorted(folder.iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    gc.collect()
    second = clean_seconds(lambda: _kept(folder, cache))
    return of_medians(f"{what}: again, one file changed", [second], "the first run", [first], None if quick else 1 / 10)


def _kept(folder: Path, cache: Path) -> None:
    kept = Kept(cache)
    run([folder], Wish(), kept)
    kept.save()


def _memory(what: str, folder: Path, *, quick: bool) -> Row:
    against = "PyYAML CSafeLoader"
    if not Path("/proc/self/status").exists():
        return Row(what, against, note="not measured: only Linux tells the most memory since the start of a program")
    most = None if quick else 1.5
    return of_pairs(what, [_peak("ours", folder)], against, [_peak("peer", folder)], most, "B")


def _peak(whose: str, folder: Path) -> float:
    """The most memory that a process of its own has had, in bytes."""
    command = [sys.executable, "-c", _PROGRAM, whose, str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _repeated(folder: Path, cards: int) -> Path:
    """The shipped decks under ever new ids, until there are so many cards."""
    folder.mkdir(parents=True)
    (folder / "sources.yaml").write_bytes((_SHIPPED / "sources.yaml").read_bytes())
    decks = [path for path in sorted(_SHIPPED.glob("*.yaml")) if "\ncards:" in path.read_text(encoding="utf-8")]
    count = number = 0
    while count < cards:
        for path in decks:
            text = path.read_text(encoding="utf-8")
            count += len(re.findall(r"(?m)^    prompt:", text))
            text = re.sub(r"(?m)^id: (.*)$", rf"id: \1-{number}", text, count=1)
            (folder / f"{path.stem}-{number}.yaml").write_text(text, encoding="utf-8")
        number += 1
    return folder
