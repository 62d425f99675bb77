"""Texts that several formats show alike: a question with its case, what a card rests on, a cloze gap by gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import GAP
from ldn_learn.study.wording import citation, how_sure

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.exchange.passing import Outgoing

OTHER: Final = "[...]"
"""Stands for the gaps that a question does not ask for."""


def with_case(card: Card, prompt: str) -> str:
    """The case that the card asks about, and below it the prompt."""
    return f"{card.stem}\n\n{prompt}" if card.stem else prompt


def evidence(card: Card, going: Outgoing) -> list[str]:
    """How sure science is of what the card teaches, and the works that it cites, one line each."""
    works = list(going.works(card))
    sure = how_sure(card, [source for source, _ in works])
    return [*([f"How sure: {sure}"] if sure else []), *(f"Source: {citation(*work)}" for work in works)]


def after_answer(card: Card, going: Outgoing) -> str:
    """The explanation, and below it what it rests on."""
    return "\n\n".join(part for part in (card.explanation, "\n".join(evidence(card, going))) if part)


def gap_questions(prompt: str) -> list[tuple[str, str, str]]:
    """Each gap as a question of its own: what stands before it, what is hidden, what stands after it."""
    found = list(re.finditer(GAP, prompt))
    return [(_opened(prompt[: gap.start()]), gap.group(1).strip(), _opened(prompt[gap.end() :])) for gap in found]


def _opened(text: str) -> str:
    return re.sub(GAP, OTHER, text)
