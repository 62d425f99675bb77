"""Numbers that were typed: read strictly, since a dose is never nearly right."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import plain_form
from ldn_learn.study.steps import Misread

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Number

_NUMBER: Final = r"(?s)\s*([-+−]?[0-9]{1,12}(?:[.,][0-9]{1,12})?)\s*(.*?)\s*"
_LONGEST: Final = 200


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


def plain_number(value: Decimal) -> str:
    """The number without zeros that say nothing: 4.50 is 4.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
