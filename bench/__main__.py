"""`python -m bench [NAME ...] [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from bench.row import Row, table
from bench.run import measured

_NAMES: Final = ("store", "answer", "start", "open", "memory", "fold", "paint", "planning", "check")
"""Each is a module of this package."""


def main() -> None:
    """Run the benchmarks, print a table, and write JSON where that is asked for. A miss is no failure."""
    parser = _parser()
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in _NAMES]
    if unknown:
        parser.error(f"there is no benchmark '{unknown[0]}'; there are {', '.join(_NAMES)}")
    rows: list[Row] = []
    # A process for each, so that none is measured in what another has left in memory.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        for name in options.names or _NAMES:
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += pool.submit(measured, name, quick=options.quick).result()
    print(table(rows))
    if options.json:
        machine = {"python": platform.python_version(), "system": platform.platform(), "quick": options.quick}
        text = json.dumps({**machine, "rows": [row.as_dict() for row in rows]}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Ratios against peers measured in the same run. Files are written under TMPDIR, which should be on "
        "a disk: storing is timed with its sync.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(_NAMES)}")
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer rounds; fewer targets apply")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    return parser


if __name__ == "__main__":
    main()
