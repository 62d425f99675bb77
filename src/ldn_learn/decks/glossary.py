"""The words that decks of a folder use without explaining them each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

GLOSSARY: Final = "glossary"
_SUFFIXES: Final = (".yaml", ".yml")


class Term(NamedTuple):
    """A word, its other forms, and what it means."""

    term: str
    also: tuple[str, ...]
    definition: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.term, *self.also)


def read(folder: Path) -> tuple[Term, ...]:
    """The glossary of a folder; one that is missing or broken is empty, and `check` tells why."""
    # Read when somebody asks for a word, so that a start need not wait for it.
    from ldn_learn.decks.decode import decode_glossary

    for file in (folder / f"{GLOSSARY}{suffix}" for suffix in _SUFFIXES):
        try:
            return decode_glossary(file.read_bytes(), str(file))
        except OSError:
            continue
    return ()


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
