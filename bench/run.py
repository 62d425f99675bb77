"""Running one benchmark by its name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.row import Row


def measured(name: str, *, quick: bool) -> list[Row]:
    """The rows of the benchmark that is the module of this name."""
    rows: list[Row] = list(import_module(f"bench.{name}").rows(quick=quick))
    return rows
