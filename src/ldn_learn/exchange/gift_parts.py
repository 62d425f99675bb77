"""The answers of a GIFT question, each kind as the keys of a card. The rules are those of Moodle's own reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.exchange.limits import clean
from ldn_learn.exchange.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ldn_learn.exchange.plain import Entry

_WEIGHT: Final = r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%"
_FORMAT: Final = r"\[(html|moodle|plain|markdown)\]"
_TRUTH: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_FULL: Final = 100.0

SIGNS: Final = {sign: chr(0xE100 + place) for place, sign in enumerate("\\:#={}~n")}
"""Each sign that a backslash makes plain, and what stands for it while a question is taken apart."""

_PLAIN: Final = {ord(held): "\n" if sign == "n" else sign for sign, held in SIGNS.items()}


def hidden_signs(text: str) -> str:
    """The text with every escaped sign out of the way."""
    without = re.sub("[\ue100-\ue10f]", "", text)
    return re.sub(r"\\([\\:#={}~n])", lambda found: SIGNS[found.group(1)], without)


@dataclass(slots=True)
class Reader:
    """Takes texts in the format that the question says it has."""

    format: str = "moodle"
    lost: list[str] = field(default_factory=list)

    def text(self, raw: str) -> str:
        """The plain text of one part of a question."""
        found = re.match(_FORMAT, raw.strip())
        format_ = found.group(1) if found else self.format
        rest = raw.strip()[found.end() if found else 0 :]
        shown = re.sub(r"[ \t]*\n[ \t]*", " ", rest).translate(_PLAIN)
        if (format_ in ("html", "moodle") and "<" in shown) or ("&" in shown and format_ == "html"):
            shown, media = text_of(shown.replace("\n", "<br>"))
            if media:
                self.lost.append("pictures and sounds are left out")
        return clean(shown)

    def answer(self, raw: str) -> tuple[str, str]:
        """An answer and the feedback after it."""
        text, _, feedback = raw.partition("#")
        return self.text(text), self.text(feedback)


def weighed(raw: str, otherwise: float) -> tuple[float, str]:
    """How much of the marks an answer earns, in hundredths, and the answer."""
    found = re.match(_WEIGHT, raw)
    return (float(found.group(1)), raw[found.end() :]) if found else (otherwise, raw)


def answers(raw: str, reader: Reader) -> Entry | None:
    """The keys of the card that these answers make; `None` for answers that cannot be read."""
    kinds: tuple[tuple[bool, Callable[[str, Reader], Entry | None]], ...] = (
        (raw.startswith("#"), _number),
        ("~" in raw, _choice),
        ("=" in raw and "->" in raw, _match),
        (raw.partition("#")[0].strip() in _TRUTH, _true_false),
    )
    kind = next((read for holds, read in kinds if holds), _typed)
    return kind(raw, reader)


def _parts(raw: str, sign: str) -> list[str]:
    parts = [part.strip() for part in raw.split(sign)]
    return parts if parts[0] else parts[1:]


def _choice(raw: str, reader: Reader) -> Entry | None:
    single = "=" in raw
    options: list[dict[str, Any]] = []
    partial = False
    for part in _parts(raw.replace("=", "~="), "~"):
        weight, rest = (_FULL, part[1:]) if part.startswith("=") else weighed(part, 0)
        text, feedback = reader.answer(rest)
        right = weight >= _FULL if single else weight > 0
        partial = partial or (single and 0 < weight < _FULL)
        options.append(
            {"text": text} | ({"correct": True} if right else {}) | ({"feedback": feedback} if feedback else {})
        )
    if partial:
        reader.lost.append("marks for an answer that is half right are left out: it counts as wrong")
    right_ones = sum("correct" in option for option in options)
    if len(options) < 2 or not right_ones or not all(option["text"] for option in options):
        return None
    return {"type": "choice" if single and right_ones == 1 else "multi", "options": options}


def _match(raw: str, reader: Reader) -> Entry | None:
    pairs: list[dict[str, str]] = []
    extras: list[str] = []
    for part in _parts(raw, "="):
        left, arrow, right = part.partition("->")
        if not arrow or not reader.text(right):
            return None
        if reader.text(left):
            pairs.append({"left": reader.text(left), "right": reader.text(right)})
        else:
            extras.append(reader.text(right))
    return {"type": "match", "pairs": pairs, "extras": extras} if len(pairs) > 1 else None


def _true_false(raw: str, reader: Reader) -> Entry:
    bits = raw.split("#", 2)
    answer = _TRUTH[bits[0].strip()]
    wrong, right = (reader.text(bit) for bit in [*bits[1:], "", ""][:2])
    if not right:
        return {"type": "true-false", "answer": answer, "feedback": wrong}
    options = [
        {"text": text, "feedback": right, "correct": True} if is_ is answer else {"text": text, "feedback": wrong}
        for text, is_ in (("True", True), ("False", False))
    ]
    return {"type": "choice", "options": options, "shuffle": False}


def _full(raw: str, reader: Reader) -> list[tuple[str, str]]:
    """The answers that earn all marks, with their feedback; the others are reported."""
    all_ = [weighed(part, _FULL) for part in _parts(raw, "=")]
    if any(weight < _FULL for weight, _ in all_):
        reader.lost.append("answers that earn only a part of the marks are left out")
    return [reader.answer(rest) for weight, rest in all_ if weight >= _FULL]


def _typed(raw: str, reader: Reader) -> Entry | None:
    found = _full(raw, reader)
    texts = list(dict.fromkeys(text for text, _ in found if text))
    if not texts:
        return None
    if any("*" in text for text in texts):
        reader.lost.append("a star in an answer stands for itself here, not for any text")
    said = next((feedback for _, feedback in found if feedback), "")
    return {"type": "typed", "answer": texts[0], "accept": texts[1:], "explanation": said}


def _number(raw: str, reader: Reader) -> Entry | None:
    right, _, wrong = raw[1:].partition("~")
    if wrong:
        reader.lost.append("feedback to any other number is left out")
    found = _full(right, reader)
    if len(found) > 1:
        reader.lost.append("of several right numbers only the first is kept")
    span = _span(found[0][0]) if found else None
    return None if span is None else {"type": "number", **span, "explanation": found[0][1]}


def _span(text: str) -> Entry | None:
    """The number and its tolerance: `4.5`, `4.5:0.1` or `4.4..4.6`."""
    low, dots, high = text.partition("..")
    value, _, tolerance = text.partition(":")
    try:
        if dots:
            ends = Decimal(low.strip()), Decimal(high.strip())
            middle = (ends[0] + ends[1]) / 2
            return {"value": f"{middle:f}", "tolerance": f"{ends[1] - middle:f}"}
        number, within = Decimal(value.strip()), Decimal(tolerance.strip() or "0")
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or not within.is_finite() or max(abs(number.adjusted()), abs(within.adjusted())) > 12:
        return None
    return {"value": f"{number:f}"} | ({"tolerance": f"{within:f}"} if within else {})
