"""The register of writing rules: each is a small function with what an author needs to know about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ldn_learn.decks.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Collection

E: Final = Severity.ERROR
W: Final = Severity.WARNING
A: Final = Severity.ADVICE

_WORST_FIRST: Final = tuple(Severity)


class Levels(NamedTuple):
    """How much a finding matters in texts for patients and in texts for trainees; `None` for not at all."""

    patient: Severity | None
    trainee: Severity | None

    def of(self, audience: str) -> Severity | None:
        """For `patient`, `trainee` or `both`, of which the stricter counts."""
        if audience == "both":
            found = [level for level in self if level is not None]
            return min(found, key=_WORST_FIRST.index, default=None)
        return self.patient if audience == "patient" else self.trainee


class Spot(Protocol):
    """Anything that stands somewhere in a file."""

    @property
    def line(self) -> int:
        """From 1."""

    @property
    def column(self) -> int:
        """From 1."""


class Finding(NamedTuple):
    """What a rule has found: where, what, how to mend it."""

    spot: Spot
    message: str
    hint: str = ""
    quote: str = ""
    """The very words, which the finding then points at."""
    levels: Levels | None = None
    """Where it matters more or less than the rule says."""
    item: Any = None
    """The card that a finding of a deck is about."""
    audience: str = ""
    """Whom a finding of a deck is about, when that is not the deck's own audience."""


Find = Callable[..., Iterable[Any]]
"""A function of a card and its sheet, of a sheet, of shared files or of summaries."""


class Scope(StrEnum):
    """What a rule looks at."""

    CARD = "card"
    DECK = "deck"
    SHARED = "shared files"
    TOGETHER = "all files together"
    FORM = "form"
    """Held by the reader of the format, or by a person: there is no function."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A writing rule."""

    code: str
    title: str
    levels: Levels
    scope: Scope
    why: str
    standard: str
    bad: str
    good: str
    firm: bool
    """Whether a deck for patients may not silence it."""
    gate: frozenset[str]
    """Words of which a card must hold one for the rule to find anything; empty for every card."""
    find: Find


RULES: Final[dict[str, Rule]] = {}
"""Every rule by its code. `families` fills it."""


def _by_others(*_: object) -> tuple[Finding, ...]:
    """What a rule finds that the format or a person holds."""
    return ()


def rule(
    code: str,
    title: str,
    patient: Severity | None,
    trainee: Severity | None,
    *,
    why: str,
    standard: str,
    bad: str,
    good: str,
    scope: Scope = Scope.CARD,
    firm: bool = False,
    gate: Collection[str] = (),
) -> Callable[[Find], Find]:
    """Put a function into the register.

    It takes a card and its sheet, or for other scopes the sheet, the shared files or the summaries, and yields what
    it finds. `bad` and `good` are a card or deck in YAML, without what every card has; a text that is not YAML tells.
    """

    def register(find: Find) -> Find:
        enter(code, title, patient, trainee, why, standard, bad, good, scope, firm=firm, gate=gate, find=find)
        return find

    return register


def enter(
    code: str,
    title: str,
    patient: Severity | None,
    trainee: Severity | None,
    why: str,
    standard: str,
    bad: str,
    good: str,
    scope: Scope = Scope.FORM,
    *,
    firm: bool = False,
    gate: Collection[str] = (),
    find: Find = _by_others,
) -> None:
    """Put a rule into the register. Raises `ValueError` when the code is taken."""
    if code in RULES:
        raise ValueError(f"the code {code} is taken")
    levels = Levels(patient, trainee)
    RULES[code] = Rule(code, title, levels, scope, why, standard, bad, good, firm, frozenset(gate), find)
