"""What an author says about a new card, as the keys of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """The answers to the questions about a new card, or the options that stand for them."""

    type: str
    prompt: str
    answers: tuple[str, ...] = ()
    """What is right: one text for most types, several for `multi`, `order` and `match` (as `left = right`)."""
    wrong: tuple[str, ...] = ()
    """The other options of a choice, or the right-hand sides of a match that belong to nothing."""
    feedback: tuple[str, ...] = ()
    """What the learner reads after each wrong answer, in their order."""
    accept: tuple[str, ...] = ()
    unit: str = ""
    id: str = ""
    objective: str = ""
    explanation: str = ""
    certainty: str = ""
    sources: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """The keys of the card. Raises `UsageError`, saying which option is missing."""
        if not self.prompt.strip():
            raise UsageError("A card needs a question: give it with --prompt.")
        own = _OWN[self.type](self)
        return {
            "id": self.id,
            "type": self.type,
            "objective": self.objective,
            "prompt": self.prompt,
            **own,
            "explanation": self.explanation,
            "certainty": self.certainty,
            "sources": [{"id": source} for source in self.sources],
        }


def _one(card: NewCard) -> str:
    if len(card.answers) != 1:
        raise UsageError(f"A card of type {card.type} needs one right answer: give it with --answer.")
    return card.answers[0]


def _several(card: NewCard, what: str, how: str = "") -> list[str]:
    if len(card.answers) < 2:
        raise UsageError(f"A card of type {card.type} needs two or more {what}: give each with --answer{how}.")
    return list(card.answers)


def _choice(card: NewCard) -> dict[str, Any]:
    _one(card)
    return _options(card)


def _multi(card: NewCard) -> dict[str, Any]:
    if not card.answers:
        raise UsageError("A card of type multi needs right answers: give each with --answer.")
    return _options(card)


def _options(card: NewCard) -> dict[str, Any]:
    if not card.wrong:
        raise UsageError(f"A card of type {card.type} needs wrong options: give each with --wrong, and its --feedback.")
    if len(card.feedback) > len(card.wrong):
        raise UsageError("There is more --feedback than there are wrong options. Give one for each --wrong.")
    right: list[dict[str, str]] = [{"text": text, "correct": "true"} for text in card.answers]
    said = [*card.feedback, *("" for _ in card.wrong)]
    other = [{"text": text, "feedback": feedback} for text, feedback in zip(card.wrong, said, strict=False)]
    return {"options": [*right, *other]}


def _true_false(card: NewCard) -> dict[str, Any]:
    return {"answer": _one(card), "feedback": "".join(card.feedback[:1])}


def _cloze(card: NewCard) -> dict[str, Any]:
    if "{{" not in card.prompt:
        raise UsageError("A cloze needs a gap: write {{the hidden words}} in the prompt.")
    return {}


def _match(card: NewCard) -> dict[str, Any]:
    pairs = [line.partition("=") for line in _several(card, "pairs", " 'left = right'")]
    if not all(left.strip() and right.strip() for left, _, right in pairs):
        raise UsageError("Write each pair of a match as 'left = right'.")
    return {
        "pairs": [{"left": left.strip(), "right": right.strip()} for left, _, right in pairs],
        "extras": list(card.wrong),
    }


_OWN: Final[dict[str, Callable[[NewCard], dict[str, Any]]]] = {
    "flip": lambda card: {"answer": _one(card)},
    "choice": _choice,
    "multi": _multi,
    "true-false": _true_false,
    "cloze": _cloze,
    "number": lambda card: {"value": _one(card), "unit": card.unit},
    "typed": lambda card: {"answer": _one(card), "accept": list(card.accept)},
    "order": lambda card: {"items": _several(card, "items")},
    "match": _match,
}
