"""Comma-separated tables: a row for each card, and a head that says what each column is.

A column for everything that a person would edit in a spreadsheet, and one, `more`, for the rest. A cell that a
spreadsheet would take for a formula gets an apostrophe in front, which the reader takes off again.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.exchange.anki_text import csv_rows
from ldn_learn.exchange.limits import CUT, MAX_NOTES, MAX_TEXT, clean, read_text, too_many
from ldn_learn.exchange.options import options
from ldn_learn.exchange.passing import Incoming, Read, Written, lost_of_deck
from ldn_learn.exchange.plain import entries, more, read_more
from ldn_learn.exchange.report import Loss, Report
from ldn_learn.exchange.shown import evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from ldn_learn.decks.cards import Card
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

_PLACES: Final = range(1, 10)
_PLAIN: Final = ("id", "type", "case", "prompt", "answer", "unit", "tolerance", "explanation")
_COLUMNS: Final = (
    *("deck", *_PLAIN, "accept", "right"),
    *(f"{name}_{place}" for place in _PLACES for name in ("option", "feedback", "match")),
    *("tags", "evidence", "more"),
)
_SHOWN: Final = frozenset({*_PLAIN, "value", "options", "feedback", "accept", "items", "pairs", "extras", "tags"})
_NAMES: Final = {"question": "prompt", "front": "prompt", "back": "answer", "definition": "answer", "term": "prompt"}
_FORMULA: Final = r"[=+\-@\t'](?=.)"
_TRUTHS: Final = {"true": True, "false": False}


def write(going: Outgoing) -> Written:
    """The decks as one table."""
    file = StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    cards = 0
    for deck in going.decks:
        for card, entry in entries(deck):
            row = _row(card, entry, going)
            rows.writerow([_guarded(row.get(name, "")) for name in _COLUMNS])
            cards += 1
    losses = [loss for deck in going.decks for loss in lost_of_deck(deck)]
    return Written(file.getvalue().encode(), Report(cards, tuple(losses)))


def _guarded(cell: str) -> str:
    return f"'{cell}" if re.match(_FORMULA, cell, re.DOTALL) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and re.match(_FORMULA, cell[1:], re.DOTALL) else cell


def _row(card: Card, entry: Entry, going: Outgoing) -> dict[str, str]:
    row = {name: str(entry.get(name, "")) for name in _PLAIN}
    row |= {"deck": card.deck, "tags": " ".join(entry.get("tags", [])), "evidence": "\n".join(evidence(card, going))}
    row["accept"] = "\n".join(entry.get("accept", []))
    kept = _SHOWN - {"accept"} if any("\n" in text for text in entry.get("accept", [])) else _SHOWN
    beliefs = [option.get("misconception", "") for option in options(entry)]
    row["more"] = more(entry | ({"misconceptions": beliefs} if any(beliefs) else {}), kept | {"misconception"})
    return row | _own_cells(entry)


def _own_cells(entry: Entry) -> dict[str, str]:
    match entry["type"]:
        case "choice" | "multi":
            return _option_cells(entry["options"])
        case "true-false":
            return {"answer": str(entry["answer"]).lower(), "feedback_1": entry.get("feedback", "")}
        case "number":
            return {"answer": entry["value"]}
        case "order":
            return {f"option_{place}": text for place, text in enumerate(entry["items"], 1)}
        case "match":
            rights = [*(pair["right"] for pair in entry["pairs"]), *entry.get("extras", [])]
            lefts = {f"option_{place}": pair["left"] for place, pair in enumerate(entry["pairs"], 1)}
            return lefts | {f"match_{place}": text for place, text in enumerate(rights, 1)}
        case _:
            return {}


def _option_cells(found: list[dict[str, Any]]) -> dict[str, str]:
    cells = {"right": " ".join(str(place) for place, option in enumerate(found, 1) if option.get("correct"))}
    for place, option in enumerate(found, 1):
        cells |= {f"option_{place}": option["text"], f"feedback_{place}": option.get("feedback", "")}
    return cells


def read(file: BinaryIO) -> Read:
    """The cards of a table. Without a head, the first column asks and the second answers. Raises `DeckError`."""
    text = read_text(file)
    first = text.partition("\n")[0]
    rows = csv_rows(text, max(",;\t", key=first.count))
    head: list[str] = []
    cards: list[Incoming] = []
    losses: list[Loss] = []
    for number, cells in enumerate(rows, 1):
        if number == 1:
            head = _head(cells)
            if head:
                continue
            head = ["prompt", "answer", "explanation"]
        if len(cards) >= MAX_NOTES:
            raise too_many()
        row = dict(zip(head, (_unguarded(cell) for cell in cells), strict=False))
        place = row.get("id", "").strip() or f"row {number}"
        losses += [Loss(place, CUT)] if any(len(cell) > MAX_TEXT for cell in cells) else []
        entry = _entry({name: clean(cell) for name, cell in row.items()})
        if entry is None:
            losses.append(Loss(place, "a row without a question or without an answer is left out"))
        else:
            cards.append(Incoming(entry, row.get("deck", "").strip()))
    return Read(tuple(cards), tuple(losses))


def _head(cells: list[str]) -> list[str]:
    """The names of the columns; none when the first row is a card."""
    plain = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    named = [_NAMES.get(name, name) for name in plain]
    return named if "prompt" in named else []


def _entry(row: dict[str, str]) -> Entry | None:
    entry: Entry = read_more(row.get("more", ""))
    entry |= {name: row.get(name, "") for name in ("id", "case", "prompt", "explanation", "unit", "tolerance")}
    accept = [line for line in row.get("accept", "").split("\n") if line]
    entry |= {"tags": row.get("tags", "").split(), "accept": accept or entry.get("accept", [])}
    beliefs = entry.pop("misconceptions", [])
    found = [_option(row, place, beliefs) for place in _PLACES if row.get(f"option_{place}")]
    entry["type"] = row.get("type") or _told_by(row, found)
    own = _OWN.get(entry["type"], _answered)(row, found)
    return entry | own if entry["prompt"] and own is not None else None


def _told_by(row: dict[str, str], found: list[dict[str, Any]]) -> str:
    """The type of a card whose row does not say it."""
    if found:
        return "match" if row.get("match_1") else "choice" if sum("correct" in each for each in found) == 1 else "multi"
    return "cloze" if "{{" in row["prompt"] and not row.get("answer") else "flip"


def _option(row: dict[str, str], place: int, beliefs: list[str]) -> dict[str, Any]:
    option: dict[str, Any] = {"text": row[f"option_{place}"]}
    if str(place) in re.findall(r"[0-9]+", row.get("right", "")):
        option["correct"] = True
    if row.get(f"feedback_{place}"):
        option["feedback"] = row[f"feedback_{place}"]
    if place <= len(beliefs) and beliefs[place - 1]:
        option["misconception"] = beliefs[place - 1]
    return option


def _answered(row: dict[str, str], _found: list[dict[str, Any]]) -> Entry | None:
    return {"answer": row["answer"]} if row.get("answer") else None


def _statement(row: dict[str, str], _found: list[dict[str, Any]]) -> Entry | None:
    answer = _TRUTHS.get(row.get("answer", "").lower())
    belief = read_more(row.get("more", "")).get("misconceptions", [])
    said = {"feedback": row.get("feedback_1", ""), "misconception": next(filter(None, belief), "")}
    return None if answer is None else {"answer": answer, **said}


def _pairs(row: dict[str, str], _found: list[dict[str, Any]]) -> Entry | None:
    sides = [(row.get(f"option_{place}", ""), row.get(f"match_{place}", "")) for place in _PLACES]
    pairs = [{"left": left, "right": right} for left, right in sides if left and right]
    return {"pairs": pairs, "extras": [right for left, right in sides if right and not left]} if pairs else None


_OWN: Final[dict[str, Callable[[dict[str, str], list[dict[str, Any]]], Entry | None]]] = {
    "choice": lambda _, found: {"options": found} if found else None,
    "multi": lambda _, found: {"options": found} if found else None,
    "true-false": _statement,
    "number": lambda row, _: {"value": row["answer"]} if row.get("answer") else None,
    "order": lambda _, found: {"items": [option["text"] for option in found]} if found else None,
    "match": _pairs,
    "cloze": lambda row, _: {} if "{{" in row["prompt"] else None,
}
"""What belongs to each type, from a row; all others have an answer."""
