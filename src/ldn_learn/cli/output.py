"""Printing for commands: stdout is data, stderr is talk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ldn_learn.decks.text import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence


def data(text: str) -> None:
    """A line of data, or several."""
    sys.stdout.write(printable(text) + "\n")


def as_json(value: object) -> None:
    """A value as JSON, indented, one document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def talk(text: str) -> None:
    """A sentence for the person at the keyboard."""
    sys.stderr.write(printable(text) + "\n")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table with aligned columns, numbers to the right."""
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    widths = [max(len(row[index]) for row in [list(head), *cells]) for index in range(len(head))]
    numeric = [bool(rows) and all(isinstance(row[index], int) for row in rows) for index in range(len(head))]
    for row in [list(head), *cells]:
        parts = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        data("  ".join(parts).rstrip())
