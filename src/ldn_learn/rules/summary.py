"""What the other files of a check have to know of a deck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ldn_learn.rules.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Summary:
    """A deck in a few plain values, so that a check can keep them."""

    file: str
    id: str
    line: int
    column: int
    audience: str
    reviewed: str
    exam_share: int
    cards: tuple[str, ...]
    critical: int
    """Safety-critical cards."""
    for_patients: int
    critical_for_patients: int
    beliefs: tuple[str, ...]
    """Ids of misconceptions that options name."""
    facts: tuple[tuple[str, str, int], ...]
    """Fact, card and line of each time that a card rests on a fact."""
    needs: tuple[tuple[str, str, int, int], ...]
    """Card of another deck, the card that requires it, line and column."""


def summary(deck: Sheet) -> Summary:
    """The summary of a deck."""
    patients = [item for item in deck.items if item.is_for("patient")]
    beliefs = {option.misconception.text for item in deck.items for option in item.options if option.misconception}
    return Summary(
        file=deck.file,
        id=deck.id,
        line=deck.line,
        column=deck.column,
        audience=deck.audience,
        reviewed=deck.reviewed,
        exam_share=deck.exam_share,
        cards=tuple(item.id for item in deck.items),
        critical=sum(item.critical for item in deck.items),
        for_patients=len(patients),
        critical_for_patients=sum(item.critical for item in patients),
        beliefs=tuple(sorted(beliefs)),
        facts=tuple((fact.text, item.id, item.line) for item in deck.items for fact in item.facts),
        needs=tuple(
            (need.text, item.id, need.line, need.column)
            for item in deck.items
            for need in item.requires
            if "/" in need.text and not need.text.startswith(f"{deck.id}/")
        ),
    )
