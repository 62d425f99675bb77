"""Anki's text files: fields with tabs between them under headers that say what they are.

The headers are Anki's (https://docs.ankiweb.net/importing/text-files.html). Notes are written for the note types that
each Anki has, so that nothing else need be there: `Basic` and `Cloze`.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.decks.cards import REVERSE
from ldn_learn.errors import DeckError
from ldn_learn.exchange.anki_models import MODELS
from ldn_learn.exchange.anki_notes import GUID, cloze_numbers, cloze_pieces, note_fields
from ldn_learn.exchange.anki_read import Notes
from ldn_learn.exchange.anki_types import NoteType
from ldn_learn.exchange.anki_write import deck_name, note_tags
from ldn_learn.exchange.assemble import cloze
from ldn_learn.exchange.limits import MAX_NOTES, clean, read_text, too_many
from ldn_learn.exchange.markup import blocks, escaped, parse_blocks, text_of
from ldn_learn.exchange.options import as_choice, misconceptions, mixed, option_blocks, read_options, read_pairs
from ldn_learn.exchange.passing import Incoming, Read, Written, lost_of_deck
from ldn_learn.exchange.plain import entries, more, read_more
from ldn_learn.exchange.report import Report
from ldn_learn.exchange.shown import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from ldn_learn.decks.cards import Card, Deck
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

_HEADERS: Final = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
_SEPARATORS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_LOOKS: Final = {
    "case": "margin-bottom:.6em",
    "right": "font-weight:bold",
    "feedback": "margin-left:1em;font-size:85%",
    "left": "margin-top:.4em",
    "answer": "font-weight:bold",
    "explanation": "margin-top:.8em",
    "evidence": "font-size:75%",
    "more": "display:none",
}
_SHOWN: Final = frozenset(
    [
        "id",
        "prompt",
        "answer",
        "options",
        "pairs",
        "extras",
        "value",
        "accept",
        "case",
        "explanation",
        "tags",
        "feedback",
        "misconception",
    ]
)


def write(going: Outgoing) -> Written:
    """The decks as one text file; what Anki's usual note types have no field for is kept in the back, unseen."""
    file = StringIO()
    file.write(_HEADERS)
    rows = csv.writer(file, delimiter="\t", lineterminator="\n")
    cards = 0
    for deck in going.decks:
        for card, entry in entries(deck):
            rows.writerows(_rows(going, deck, card, entry))
            cards += 1
    losses = [loss for deck in going.decks for loss in lost_of_deck(deck)]
    return Written(file.getvalue().encode(), Report(cards, tuple(losses)))


def _rows(going: Outgoing, deck: Deck, card: Card, entry: Entry) -> Iterator[list[str]]:
    front, back = _sides(card, entry, going)
    type_ = "Cloze" if entry["type"] == "cloze" else "Basic"
    tags = " ".join(note_tags(deck, entry))
    yield [f"{GUID}{card.id}", type_, deck_name(deck), front, back, tags]
    if entry.get("reverse"):
        turned = [escaped(entry["answer"]), escaped(entry["prompt"])]
        yield [f"{GUID}{card.id}{REVERSE}", type_, deck_name(deck), *turned, tags]


def _sides(card: Card, entry: Entry, going: Outgoing) -> tuple[str, str]:
    asked, answered = _blocks(entry)
    case = [("case", card.stem)] if card.stem else []
    after = [("explanation", card.explanation)] if card.explanation else []
    rests = [("evidence", line) for line in evidence(card, going)]
    kept = [("more", more(entry | misconceptions(entry), _SHOWN))]
    back = blocks([*answered, *after, *rests, *kept], _LOOKS)
    if entry["type"] == "cloze":
        return blocks(case, _LOOKS) + note_fields(card, entry, going)["Text"], back
    return blocks([*case, ("prompt", card.prompt), *asked], _LOOKS), back


def _blocks(entry: Entry) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What stands below the prompt, and the answer."""
    match entry["type"]:
        case "flip" | "typed":
            also = [("also", text) for text in entry.get("accept", [])]
            return [], [("answer", entry["answer"]), *also]
        case "choice" | "multi" | "true-false":
            parts = option_blocks(entry)
            return [("option", text) for name, text in parts if name != "feedback"], parts
        case "number":
            return [], [("answer", f"{entry['value']} {entry.get('unit', '')}".strip())]
        case "order":
            items = [("item", text) for text in entry["items"]]
            return [("item", text) for text in mixed(entry["items"])], items
        case "match":
            return _pair_blocks(entry)
        case _:
            return [], []


def _pair_blocks(entry: Entry) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    pairs, extras = entry["pairs"], entry.get("extras", [])
    rights = mixed([*(pair["right"] for pair in pairs), *extras])
    asked = [*(("left", pair["left"]) for pair in pairs), *(("item", text) for text in rights)]
    answered = [part for pair in pairs for part in (("left", pair["left"]), ("match", pair["right"]))]
    return asked, [*answered, *(("extra", text) for text in extras)]


def read(file: BinaryIO) -> Read:
    """The notes of a text file. Raises `DeckError` for what cannot be read as rows."""
    head, body = _headers(read_text(file))
    separator = _separator(head.get("separator", ""), body)
    notes = Notes()
    title = head.get("deck", "")
    for number, row in enumerate(csv_rows(body, separator), 1):
        if number > MAX_NOTES:
            raise too_many()
        title = title or _column(row, head, "deck")
        _add(notes, row, head, f"row {number}")
    return Read(tuple(notes.cards), tuple(notes.losses), clean(title.rpartition("::")[2]))


def _headers(text: str) -> tuple[dict[str, str], str]:
    head: dict[str, str] = {}
    while text.startswith("#"):
        line, _, text = text.partition("\n")
        key, _, value = line[1:].partition(":")
        head[key.strip().lower()] = value.strip() or value
    return head, text


def _separator(named: str, body: str) -> str:
    """The sign that the header names, or the first that stands in the first line."""
    if named.lower() in _SEPARATORS or len(named) == 1:
        return _SEPARATORS.get(named.lower(), named)
    first = body.partition("\n")[0]
    return next((sign for sign in ("\t", ";", ",") if sign in first), "\t")


def csv_rows(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a table, empty ones left out. Raises `DeckError` for what is none."""
    try:
        yield from (row for row in csv.reader(StringIO(text), delimiter=separator) if any(cell.strip() for cell in row))
    except (csv.Error, ValueError):
        raise DeckError(
            "The file cannot be read as rows of fields. Look for a quotation mark that is not closed."
        ) from None


def _column(row: list[str], head: Mapping[str, str], name: str) -> str:
    place = head.get(f"{name} column", "")
    number = int(place) if re.fullmatch(r"[0-9]{1,4}", place) else 0
    return row[number - 1] if 0 < number <= len(row) else ""


def _add(notes: Notes, row: list[str], head: Mapping[str, str], place: str) -> None:
    meta = {head.get(f"{name} column", "") for name in ("guid", "notetype", "deck", "tags")}
    values = [value for number, value in enumerate(row, 1) if str(number) not in meta]
    if head.get("html", "true").lower() != "true":
        values = [escaped(value) for value in values]
    guid = _column(row, head, "guid")
    tags = f"{_column(row, head, 'tags')} {head.get('tags', '')}"
    if guid.startswith(GUID) and guid.endswith(REVERSE):
        return  # its other direction says so
    if guid.startswith(GUID) and any('class="ldn-more"' in value for value in values):
        id_ = guid.removeprefix(GUID)
        own = [tag for tag in tags.split() if not tag.startswith("ldn::")]
        notes.cards.append(Incoming(_own(values) | {"id": id_.partition("/")[2], "tags": own}, id_.partition("/")[0]))
        return
    notes.add(guid, _type(_column(row, head, "notetype") or head.get("notetype", ""), values), values, tags, place)


def _type(name: str, values: list[str]) -> NoteType:
    """The note type as far as a text file tells: one of ours by its name, one with gaps by them."""
    own = next((model for model in MODELS.values() if name.startswith(model.name)), None)
    if own:
        return NoteType(name, own.fields, cloze=own.cloze)
    return NoteType(name, (), cloze=any(cloze_numbers(value) for value in values))


def _own(values: list[str]) -> Entry:
    """The card of a note that `write` wrote and that somebody may have edited."""
    front, back, *_ = [*values, "", ""]
    asked, answered = parse_blocks(front), parse_blocks(back)
    entry = read_more(_one(answered, "more"))
    type_ = str(entry.get("type", "flip"))
    beliefs = entry.pop("misconceptions", [])
    fixed = entry.pop("shuffle", True) is False or type_ == "true-false"
    entry |= {
        "prompt": _one(asked, "prompt"),
        "case": _one(asked, "case"),
        "explanation": _one(answered, "explanation"),
    }
    match type_:
        case "cloze":
            case, text = _apart(front)
            entry |= {"prompt": clean(cloze(cloze_pieces(text))), "case": text_of(case)[0]}
        case "choice" | "multi" | "true-false":
            parts = [part for part in answered if part[0] in ("right", "option", "feedback")]
            options = read_options(parts, beliefs)
            entry |= as_choice(type_, options, fixed=fixed)
        case "number":
            entry["value"] = _value(_one(answered, "answer"), entry)
        case "order":
            entry["items"] = [text for name, text in answered if name == "item"]
        case "match":
            entry |= read_pairs(answered)
        case _:
            entry |= {"answer": _one(answered, "answer"), "accept": [text for name, text in answered if name == "also"]}
    return entry


def _apart(front: str) -> tuple[str, str]:
    """The case above a text with gaps, and that text."""
    case, ended, text = front.partition("</div>")
    return (case, text) if ended and case.startswith('<div class="ldn-case"') else ("", front)


def _value(shown: str, entry: Mapping[str, Any]) -> str:
    return shown.removesuffix(str(entry.get("unit", ""))).strip()


def _one(parts: list[tuple[str, str]], wanted: str) -> str:
    return next((text for name, text in parts if name == wanted), "")
