"""A new deck, with one example of each type of card, and the works that it cites."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ldn_learn.authoring import scalars
from ldn_learn.authoring.names import slug
from ldn_learn.decks.cards import Audience
from ldn_learn.decks.decode import decode_deck
from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

SOURCES: Final = "sources.yaml"

_FOLDER: Final = "starter"


@dataclass(frozen=True, slots=True)
class NewDeck:
    """What is asked about a new deck."""

    title: str
    id: str = ""
    """Made from the title when empty."""
    audience: Audience = Audience.BOTH

    @property
    def name(self) -> str:
        """The id that the deck gets."""
        return self.id.strip() or slug(self.title, "deck")


def deck_text(wish: NewDeck, today: date) -> str:
    """The file of a new deck, in its canonical layout. Raises `UsageError` for a title or id that no deck can have."""
    values = {
        "id": scalars.inline(wish.name),
        "title": scalars.inline(" ".join(wish.title.split())),
        "audience": str(wish.audience),
        "reviewed": today.isoformat(),
        "review_by": _in_a_year(today).isoformat(),
    }
    text = _template("deck.yaml")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value, 1)
    decoded = decode_deck(text.encode(), "the new deck")
    if decoded.problems:
        problem = decoded.problems[0]
        raise UsageError(f"This makes no deck: {problem.message}. Choose another --id or --title.")
    return text


def sources_text() -> str:
    """The works that the examples cite, as a file to stand beside the deck."""
    return _template(SOURCES)


def _template(name: str) -> str:
    return (files("ldn_learn.authoring") / _FOLDER / name).read_text(encoding="utf-8")


def _in_a_year(today: date) -> date:
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if leap else today.day)
