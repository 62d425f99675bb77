"""From an answer to a rating.

What the app can score rates itself: wrong is Again, a right guess is Hard, any other right answer is Good and never
Easy. What it cannot score, the learner grades.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience, Card, Choice, Cloze, Flip, Number
from ldn_learn.decks.meaning import GAP, gaps, plain_form
from ldn_learn.memory.events import Confidence, Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = r"(?s)\s*([-+−]?\d{1,12}(?:[.,]\d{1,12})?)\s*(.*?)\s*"
_LONGEST: Final = 200
"""Characters of an answer that are looked at and kept."""


class Misread(str):
    """Why an answer could not be read; the learner may answer again."""

    __slots__ = ()


def rating_for(*, correct: bool, confidence: Confidence | None) -> Rating:
    """The rating that a scored answer gives itself."""
    if not correct:
        return Rating.AGAIN
    return Rating.HARD if confidence is Confidence.GUESSING else Rating.GOOD


def asks_confidence(card: Card, learner: Audience) -> bool:
    """Whether the learner says how sure she is: trainees at each scored card, patients at safety points."""
    if isinstance(card, Flip | Cloze):
        return False
    return card.critical or learner is not Audience.PATIENT


def option_order(card: Choice, seed: int) -> tuple[int, ...]:
    """The places of the options as shown; numbers and fixed lists keep the author's order."""
    left = list(range(len(card.options)))
    if not card.shuffle or all(option.text.lstrip("<>≤≥ ")[:1].isdigit() for option in card.options):
        return tuple(left)
    # The seed read as digits of the factorial number system: each order is equally likely.
    order = []
    while left:
        seed, place = divmod(seed, len(left))
        order.append(left.pop(place))
    return tuple(order)


def read_number(text: str, card: Number) -> Decimal | Misread:
    """The number that was typed, with or without the unit; a comma may stand for the decimal point."""
    found = re.fullmatch(_NUMBER, text[:_LONGEST]) if text.isascii() or "−" in text or "µ" in text else None
    if found is None or len(text) > _LONGEST:
        return Misread("Type a number in digits, like 4.5")
    digits, unit = found.group(1).replace("−", "-"), found.group(2)
    if unit and plain_form(unit) != plain_form(card.unit):
        wanted = f"The answer is asked in {card.unit}. " if card.unit else ""
        return Misread(f"{wanted}Type the number alone, like 4.5")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", digits):
        return Misread("Type the number without a comma")
    return Decimal(digits.replace(",", "."))


def number_is_right(text: str, card: Number) -> bool:
    """Whether the number that was typed lies within the card's tolerance."""
    value = read_number(text, card)
    return isinstance(value, Decimal) and abs(value - card.value) <= card.tolerance


def gap_is_right(text: str, card: Cloze) -> bool:
    """Whether what was typed is the hidden text, but for case, spacing and punctuation."""
    hidden = gaps(card.prompt)
    return len(hidden) == 1 and bool(plain_form(text)) and plain_form(text[:_LONGEST]) == plain_form(hidden[0])


def cloze_question(card: Cloze) -> str:
    """The sentence with its gaps open: a blank, or the author's hint in brackets."""
    return re.sub(GAP, lambda gap: f"[{gap.group(2)}]" if gap.group(2) else "_____", card.prompt)


def cloze_answer(card: Cloze) -> str:
    """The whole sentence."""
    return re.sub(GAP, lambda gap: gap.group(1).strip(), card.prompt)


def key_text(card: Card) -> str:
    """The right answer in one line."""
    match card:
        case Flip():
            return card.answer
        case Choice():
            return card.key.text
        case Cloze():
            return "; ".join(gaps(card.prompt))
        case Number():
            return f"{_plain(card.value)} {card.unit}".strip()


def kept(text: str) -> str:
    """An answer as the log keeps it."""
    return " ".join(text[:_LONGEST].split())


def shown_options(card: Choice, order: Sequence[int]) -> list[str]:
    """The texts of the options as shown."""
    return [card.options[index].text for index in order]


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
