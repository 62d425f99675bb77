"""What is amiss in a file, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem matters, the worst first: an error of form keeps the deck from being studied."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one place of a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.ERROR
    card: str = ""
    """Id of the card that it is about, as the author wrote it."""
    hint: str = ""
    """What to do about it."""

    def as_warning(self) -> Problem:
        """The same finding, as one that keeps no deck from being studied."""
        return replace(self, severity=Severity.WARNING)

    def __str__(self) -> str:
        about = f" [{self.card}]" if self.card else ""
        hint = f" ({self.hint})" if self.hint else ""
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place} {self.code} {self.severity.value} {self.message}{about}{hint}"


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that offers the known name most like `name`, or lists what is known."""
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return "known here: " + ", ".join(names) if names else ""
