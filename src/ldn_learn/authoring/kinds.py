"""The kinds of file that a folder of decks holds, each with the model of its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.decks import schema
from ldn_learn.decks.library import NOT_DECKS

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

DECK: Final = "deck"

MODELS: Final[dict[str, type[BaseModel]]] = {
    DECK: schema.DeckPart,
    "sources": schema.SourcesPart,
    "glossary": schema.GlossaryPart,
    "misconceptions": schema.MisconceptionsPart,
    "evidence": schema.EvidencePart,
}


def kind_of(path: Path) -> str:
    """Which kind of file this is, told by its name."""
    return path.stem if path.stem in NOT_DECKS else DECK
