"""The words that decks of a folder use without explaining them each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Term(NamedTuple):
    """A word, its other forms, and what it means."""

    term: str
    also: tuple[str, ...]
    definition: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.term, *self.also)


def met(terms: Iterable[Term], text: str) -> tuple[Term, ...]:
    """The terms that stand in a text as whole words, in the order in which they are met.

    Acronyms, which have two capitals or more, are told from words by their capitals.
    """
    places = ((_place(term.forms, text), term) for term in terms)
    return tuple(term for place, term in sorted(pair for pair in places if pair[0] >= 0))


def _place(forms: Sequence[str], text: str) -> int:
    found = (re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, _flags(form)) for form in forms if form)
    return min((match.start() for match in found if match), default=-1)


def _flags(form: str) -> int:
    return 0 if sum(letter.isupper() for letter in form) > 1 else re.IGNORECASE
