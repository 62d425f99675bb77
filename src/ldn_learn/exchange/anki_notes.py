"""A card as the fields of a note in Anki, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import GAP
from ldn_learn.exchange.anki_models import MODELS
from ldn_learn.exchange.assemble import cloze
from ldn_learn.exchange.markup import blocks, escaped, parse_blocks, text_of
from ldn_learn.exchange.options import as_choice, misconceptions, mixed, option_blocks, read_options, read_pairs
from ldn_learn.exchange.plain import more, read_more
from ldn_learn.study.wording import citation, how_sure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_learn.decks.cards import Card
    from ldn_learn.exchange.anki_models import Model
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

GUID: Final = "ldn-learn:"
"""What our notes' guids begin with; the card's full id follows, so that a second import updates the first."""

_SHOWN: Final = frozenset(
    [
        "id",
        "type",
        "prompt",
        "answer",
        "options",
        "items",
        "pairs",
        "extras",
        "value",
        "unit",
        "tolerance",
        "reverse",
        "shuffle",
        "accept",
        "feedback",
        "misconception",
        "case",
        "explanation",
        "tags",
    ]
)
_ANKI_GAP: Final = r"\{\{c(\d{1,3})::((?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}"
"""A gap of Anki's that has no other one in it; nothing is read twice, so that no field makes it slow."""


def model_of(entry: Entry) -> Model:
    """The note type that holds the card."""
    return MODELS["choice" if entry["type"] == "true-false" else entry["type"]]


def note_fields(card: Card, entry: Entry, going: Outgoing) -> dict[str, str]:
    """The fields of the note, by name, as HTML."""
    works = list(going.works(card))
    tail = {
        "Case": escaped(card.stem),
        "Explanation": escaped(card.explanation),
        "Evidence": escaped(how_sure(card, [source for source, _ in works])),
        "Sources": blocks(("source", citation(source, locator)) for source, locator in works),
        "More": escaped(more(entry | misconceptions(entry), _SHOWN)),
    }
    return {**_own_fields(entry), **tail}


def _own_fields(entry: Entry) -> dict[str, str]:
    prompt = {"Prompt": escaped(entry["prompt"])}
    match entry["type"]:
        case "flip":
            return prompt | {"Answer": escaped(entry["answer"]), "Both ways": "yes" if entry.get("reverse") else ""}
        case "choice" | "multi" | "true-false":
            fixed = entry["type"] == "true-false" or entry.get("shuffle") is False
            return prompt | {"Options": blocks(option_blocks(entry)), "Fixed order": "yes" if fixed else ""}
        case "cloze":
            return {"Text": _anki_cloze(entry["prompt"])}
        case "typed":
            also = blocks(("also", text) for text in entry.get("accept", []))
            return prompt | {"Answer": escaped(entry["answer"]), "Also right": also}
        case "number":
            parts = {name.capitalize(): escaped(entry.get(name, "")) for name in ("value", "unit", "tolerance")}
            return prompt | parts
        case "order":
            shown = blocks(("item", text) for text in mixed(entry["items"]))
            return prompt | {"Items": blocks(("item", text) for text in entry["items"]), "Shown": shown}
        case _:
            return prompt | _pair_fields(entry)


def _pair_fields(entry: Entry) -> dict[str, str]:
    pairs, extras = entry["pairs"], entry.get("extras", [])
    kept = [part for pair in pairs for part in (("left", pair["left"]), ("match", pair["right"]))]
    rights = [*(pair["right"] for pair in pairs), *extras]
    shown = [*(("left", pair["left"]) for pair in pairs), *(("item", text) for text in mixed(rights))]
    return {"Pairs": blocks([*kept, *(("extra", text) for text in extras)]), "Shown": blocks(shown)}


def _anki_cloze(prompt: str) -> str:
    """All gaps of a card are hidden at once, so they have one number."""

    def gap(found: re.Match[str]) -> str:
        hidden, hint = (escaped(part.strip()).replace(":", "&#58;") for part in (found.group(1), found.group(2) or ""))
        return f"{{{{c1::{hidden}::{hint}}}}}" if hint else f"{{{{c1::{hidden}}}}}"

    pieces = re.split(f"({GAP})", prompt)[:: re.compile(GAP).groups + 2]
    gaps = [gap(found) for found in re.finditer(GAP, prompt)]
    return "".join(
        text + hidden for text, hidden in zip((escaped(piece) for piece in pieces), [*gaps, ""], strict=True)
    )


def own_entry(type_: str, fields: Mapping[str, str]) -> Entry:
    """The card of a note of one of our note types; `fields` are HTML, and may have been edited in Anki."""
    entry = read_more(text_of(fields.get("More", ""))[0]) | {"type": type_}
    entry |= {key: text_of(fields.get(key.capitalize(), ""))[0] for key in ("case", "explanation", "prompt")}
    beliefs = entry.pop("misconceptions", [])
    match type_:
        case "flip":
            entry |= {"answer": text_of(fields["Answer"])[0], "reverse": bool(fields["Both ways"].strip())}
        case "choice" | "multi":
            entry |= _read_options(type_, fields, beliefs)
        case "cloze":
            entry["prompt"] = cloze(cloze_pieces(fields["Text"]))
        case "typed":
            also = [text for _, text in parse_blocks(fields["Also right"])]
            entry |= {"answer": text_of(fields["Answer"])[0], "accept": also}
        case "number":
            entry |= {key: text_of(fields[key.capitalize()])[0] for key in ("value", "unit", "tolerance")}
        case "order":
            entry["items"] = [text for _, text in parse_blocks(fields["Items"])]
        case _:
            entry |= read_pairs(parse_blocks(fields["Pairs"]))
    return entry


def _read_options(type_: str, fields: Mapping[str, str], beliefs: Sequence[str]) -> Entry:
    options = read_options(parse_blocks(fields["Options"]), beliefs)
    return as_choice(type_, options, fixed=bool(fields["Fixed order"].strip()))


def cloze_pieces(source: str, number: int | None = None) -> list[str | tuple[str, str]]:
    """Texts and gaps of a field with Anki's gaps; with a `number`, only its gaps are hidden, the others filled in."""
    pieces: list[str | tuple[str, str]] = []
    at = 0
    for found in re.finditer(_ANKI_GAP, source):
        pieces.append(_spaced(source[at : found.start()]))
        hidden, _, hint = found.group(2).partition("::")
        is_asked = number is None or int(found.group(1)) == number
        pieces.append((text_of(hidden)[0], text_of(hint)[0]) if is_asked else _spaced(hidden))
        at = found.end()
    return [*pieces, _spaced(source[at:])]


def _spaced(source: str) -> str:
    """The text of a piece of a sentence, with the blanks at its ends."""
    text = text_of(f"|{source}|")[0]
    return text[1:-1]


def cloze_numbers(source: str) -> list[int]:
    """The numbers of the gaps of a field, each once, in order."""
    return sorted({int(found) for found in re.findall(r"\{\{c(\d{1,3})::", source)})
