"""What the decks of a folder share: works, words, beliefs and facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ldn_learn.rules.readability import HEADWORDS

if TYPE_CHECKING:
    from collections.abc import Mapping


class Work(NamedTuple):
    """A work of the bibliography."""

    id: str
    design: str
    traceable: bool
    """Whether it has a url, a doi or a pmid."""
    dated: bool


class Term(NamedTuple):
    """A word of the glossary."""

    term: str
    forms: tuple[str, ...]
    """All its forms, in lower case."""
    definition: str
    line: int
    column: int


class Belief(NamedTuple):
    """A mistaken belief."""

    id: str
    text: str
    line: int
    column: int


class Fact(NamedTuple):
    """One thing that is known."""

    id: str
    statement: str
    figures: str
    sources: tuple[tuple[str, int, int], ...]
    topic: str
    trainee_only: bool
    certainty: str
    verified: bool
    design: str
    agrees: str
    """Whether the article that the decks began from says the same: `yes`, `partly`, `no`, or nothing."""
    line: int
    column: int


@dataclass(frozen=True)
class Shared:
    """The shared files of a folder; `None` for one that is not there."""

    works: Mapping[str, Work] | None = None
    terms: tuple[Term, ...] | None = None
    beliefs: Mapping[str, Belief] | None = None
    facts: Mapping[str, Fact] | None = None

    @cached_property
    def headwords(self) -> frozenset[str]:
        """Words that the glossary teaches, and those that no text can do without; in lower case."""
        words = (word for term in self.terms or () for form in term.forms for word in re.findall(r"[a-z]+", form))
        return frozenset(word for word in words if len(word) > 1) | HEADWORDS

    @cached_property
    def explained(self) -> frozenset[str]:
        """The glossary's words and their forms, in lower case."""
        return frozenset(form for term in self.terms or () for form in term.forms)
