"""All families of rules; importing them fills the register."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

_FAMILIES: Final = (
    "clues",
    "copies",
    "coverage",
    "facts",
    "feedback",
    "files",
    "form",
    "jargon",
    "numbers",
    "option_values",
    "options",
    "proof",
    "reading_level",
    "risk",
    "safety",
    "sources",
    "stems",
    "structure",
    "tone",
    "upkeep",
)


@cache
def fill() -> None:
    """Load every rule into the register."""
    for name in _FAMILIES:
        import_module(f"ldn_learn.rules.{name}")
