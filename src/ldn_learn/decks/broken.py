"""Files that cannot be studied, and works that are cited and not there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import REVERSE
from ldn_learn.decks.problems import Problem, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Deck, Source


@dataclass(frozen=True, slots=True)
class BrokenDeck:
    """A file that cannot be studied, with everything that is wrong with it."""

    file: str
    title: str
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The name to list it under: that of its file."""
        return Path(self.file).stem


def unknown_sources(deck: Deck, sources: Mapping[str, Source], file: str, bibliography: str) -> list[Problem]:
    """A warning for each work that a card cites and the bibliography does not hold."""
    return [
        Problem(
            file,
            card.line,
            1,
            "S09",
            f"the source '{citation.source}' is not in {bibliography}.yaml",
            Severity.WARNING,
            card.id.partition("/")[2],
            nearest(citation.source, sources) if sources else f"put a {bibliography}.yaml beside the deck",
        )
        for card in deck.cards
        if not card.id.endswith(REVERSE)
        for citation in card.citations
        if citation.source not in sources
    ]


def unreadable(path: Path, error: OSError) -> BrokenDeck:
    """A file that the system does not let us read."""
    message = f"the file cannot be read: {error.strerror or error}"
    problem = Problem(str(path), 1, 1, "Y07", message, hint="check the name and the permissions")
    return BrokenDeck(str(path), "", (problem,))


def duplicate(deck: Deck, file: Path, first: Path) -> BrokenDeck:
    """A deck whose id another file has taken."""
    lines = file.read_bytes().splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.startswith(b"id:")), 1)
    message = f"'{deck.id}' is the id of the deck in {first} already"
    return BrokenDeck(
        str(file), deck.title, (Problem(str(file), line, 1, "D01", message, hint="give this deck another id"),)
    )
