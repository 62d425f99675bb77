"""Reading Anki packages: our own notes whole, and anybody's as questions and answers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.exchange.anki_models import MODELS
from ldn_learn.exchange.anki_notes import GUID, cloze_numbers, cloze_pieces, own_entry
from ldn_learn.exchange.anki_open import collection, has_table, opened, too_large
from ldn_learn.exchange.anki_types import NoteType, note_types
from ldn_learn.exchange.assemble import cloze
from ldn_learn.exchange.limits import CUT, MAX_BYTES, MAX_NOTES, MAX_TEXT, clean, too_many
from ldn_learn.exchange.markup import MEDIA, text_of
from ldn_learn.exchange.passing import Incoming, Read
from ldn_learn.exchange.report import Loss

if TYPE_CHECKING:
    import sqlite3
    from typing import BinaryIO

    from ldn_learn.exchange.plain import Entry

_SEPARATOR: Final = "\x1f"
_OURS: Final = "ldn::"
"""What our own tags begin with; they say again what the card says."""

_LONGEST_FIELD: Final = 4 * MAX_TEXT
"""Characters of HTML."""


@dataclass(slots=True)
class Notes:
    """The notes that were read so far, as cards."""

    cards: list[Incoming] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def add(self, guid: str, type_: NoteType, values: list[str], tags: str, place: str) -> None:
        """Take one note; `place` names it when it has no id of ours."""
        name = guid.removeprefix(GUID) if guid.startswith(GUID) else ""
        deck, _, id_ = name.partition("/")
        if any(len(value) > _LONGEST_FIELD for value in values):
            self.losses.append(Loss(id_ or place, CUT))
        values = [value[:_LONGEST_FIELD] for value in values]
        type_ = type_.with_fields(len(values))
        own = next((each for each in MODELS.values() if _is_own(each.name, each.fields, type_)), None)
        named = {"id": id_, "tags": [tag for tag in tags.split() if not tag.startswith(_OURS)]}
        if own:
            fields = defaultdict(str, zip(type_.fields, values, strict=False))
            self._keep(own_entry(own.type, fields) | named, deck, id_ or place)
            return
        texts = [text_of(value) for value in values]
        if any(media for _, media in texts):
            self.losses.append(Loss(id_ or place, MEDIA))
        plain = [text for text, _ in texts]
        for entry in _cloze_entries(values, plain) if type_.cloze else [_flip(type_, plain)]:
            self._keep(entry | named, deck, id_ or place)

    def _keep(self, entry: Entry, deck: str, place: str) -> None:
        wanting = not entry.get("prompt") or (entry["type"] in ("flip", "typed") and not entry.get("answer"))
        if wanting:
            self.losses.append(Loss(place, "a note without a question or without an answer is left out"))
        else:
            self.cards.append(Incoming(entry, deck))


def read(file: BinaryIO) -> Read:
    """The cards of a package. Raises `DeckError` for what is no package, is damaged or is too large."""
    with opened(collection(file)) as base:
        types, title = note_types(base), _title(base)
        rows = _rows(base)
    if len(rows) > MAX_NOTES:
        raise too_many()
    notes = Notes()
    for guid, mid, tags, values, id_ in rows:
        type_ = types.get(mid) or NoteType("", ())
        notes.add(_text(guid), type_, _text(values).split(_SEPARATOR), _text(tags), f"note {id_}")
    return Read(tuple(notes.cards), tuple(notes.losses), title)


def _rows(base: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The notes as they stand. A database can make up more than it holds, so what it gives is counted."""
    rows: list[tuple[Any, ...]] = []
    given = 0
    for row in base.execute(f"SELECT guid, mid, tags, flds, id FROM notes ORDER BY id LIMIT {MAX_NOTES + 1}"):
        given += sum(len(value) for value in row if isinstance(value, str | bytes))
        if given > MAX_BYTES:
            raise too_large()
        rows.append(row)
    return rows


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, bytes) else str(value)


def _is_own(name: str, fields: tuple[str, ...], type_: NoteType) -> bool:
    # Anki adds signs to the name of a note type that somebody else has, too.
    return type_.name.startswith(name) and set(fields) <= set(type_.fields)


def _flip(type_: NoteType, plain: list[str]) -> Entry:
    """A note of any other type: what the first card asks, what it answers, and the rest as the explanation."""
    texts = dict(enumerate(plain))
    asked = [texts[place] for place in type_.question() if texts.get(place)]
    condition = type_.turned()
    conditional = type_.fields.index(condition) if condition and condition in type_.fields else -1
    rest = [texts[place] for place in type_.answer() if texts.get(place) and place != conditional]
    turned = condition is not None and (not condition or bool(texts.get(conditional)))
    answer, *explained = rest or [""]
    return {
        "type": "flip",
        "prompt": "\n".join(asked),
        "answer": answer,
        "reverse": turned,
        "explanation": "\n".join(explained),
    }


def _cloze_entries(values: list[str], plain: list[str]) -> list[Entry]:
    """A card for each number of gaps, as Anki asks them; they give each other away and so are one group."""
    place = next((place for place, value in enumerate(values) if cloze_numbers(value)), 0)
    explained = "\n".join(text for each, text in enumerate(plain) if each != place and text)
    numbers = cloze_numbers(values[place])
    entries: list[Entry] = []
    for number in numbers:
        prompt = clean(cloze(cloze_pieces(values[place], number)))
        group = {"siblings": values[place]} if len(numbers) > 1 else {}
        entries.append({"type": "cloze", "prompt": prompt, "explanation": explained, **group})
    return entries or [{"type": "cloze", "prompt": "", "explanation": explained}]


def _title(base: sqlite3.Connection) -> str:
    """The name of the deck that most notes stand in, without those that it stands under."""
    if not has_table(base, "cards"):
        return ""
    counted = Counter(row[0] for row in base.execute("SELECT did FROM cards LIMIT 200000"))
    names = _deck_names(base)
    best = next((names[id_] for id_, _ in counted.most_common() if id_ in names), "")
    return clean(best.replace("\x1f", "::").rpartition("::")[2])


def _deck_names(base: sqlite3.Connection) -> dict[Any, str]:
    if has_table(base, "decks"):
        return {id_: _text(name) for id_, name in base.execute("SELECT id, name FROM decks LIMIT 10000")}
    row = base.execute("SELECT decks FROM col LIMIT 1").fetchone()
    try:
        decks = json.loads(_text(row[0])) if row else {}
        return {int(id_): str(deck["name"]) for id_, deck in decks.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
