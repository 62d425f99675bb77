"""The note types of a stranger's collection, old and new: which fields make the question, and which the answer.

Old ones are JSON in the table `col`. New ones are tables whose settings are protocol buffers (Anki's
`proto/anki/notetypes.proto`): in a note type's, field 1 is its kind; in a template's, 1 is the front and 2 the back.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.exchange.anki_open import has_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_IS_CLOZE: Final = 1
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_REFERENCE: Final = r"\{\{[#^/]?((?:[a-z-]{1,20}:){0,5})([^{}]{1,200})\}\}"


@dataclass(frozen=True, slots=True)
class NoteType:
    """What a note's fields are called, and how its cards show them."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...] = ()
    cloze: bool = False

    def with_fields(self, count: int) -> NoteType:
        """The same with a name for each of so many fields, for a note that has more than its type says."""
        more = tuple(f"Field {place}" for place in range(len(self.fields), count))
        return replace(self, fields=(*self.fields, *more)) if more else self

    def question(self) -> list[int]:
        """The places of the fields that stand on the front of the first card; the first field when none does."""
        front = self.templates[0][0] if self.templates else ""
        return self._shown(front) or [0]

    def answer(self) -> list[int]:
        """The places of all other fields, those on the back of the first card first."""
        back = self._shown(self.templates[0][1]) if self.templates else []
        asked = set(self.question())
        return [place for place in dict.fromkeys([*back, *range(len(self.fields))]) if place not in asked]

    def turned(self) -> str | None:
        """The field that, when filled, makes a second card ask the other way round; "" for always, `None` for never."""
        if len(self.templates) != 2 or self.cloze or not self.answer():
            return None
        front = self.templates[1][0]
        if self.answer()[0] not in self._shown(front):
            return None
        condition = re.search(r"\{\{#([^{}]{1,200})\}\}", front)
        return condition.group(1).strip() if condition else ""

    def _shown(self, template: str) -> list[int]:
        names = [
            found.group(2).strip() for found in re.finditer(_REFERENCE, template) if found.group(0)[2] not in "#^/"
        ]
        return [self.fields.index(name) for name in dict.fromkeys(names) if name in self.fields]


def note_types(base: sqlite3.Connection) -> dict[int, NoteType]:
    """The note types of a collection, by number; those that cannot be read are left out."""
    return _new(base) if has_table(base, "notetypes") else _old(base)


def _old(base: sqlite3.Connection) -> dict[int, NoteType]:
    row = base.execute("SELECT models FROM col LIMIT 1").fetchone()
    try:
        models = json.loads(row[0]) if row else {}
    except (TypeError, ValueError, RecursionError):
        return {}
    found: dict[int, NoteType] = {}
    for key, model in models.items() if isinstance(models, dict) else ():
        if re.fullmatch(r"-?\d{1,19}", key) and isinstance(model, dict):
            found[int(key)] = _old_type(model)
    return found


def _old_type(model: dict[str, Any]) -> NoteType:
    fields = tuple(str(each.get("name", "")) for each in _dicts(model.get("flds")))
    templates = tuple((str(each.get("qfmt", "")), str(each.get("afmt", ""))) for each in _dicts(model.get("tmpls")))
    return NoteType(str(model.get("name", "")), fields, templates, model.get("type") == _IS_CLOZE)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _new(base: sqlite3.Connection) -> dict[int, NoteType]:
    fields: dict[int, list[str]] = {}
    for owner, name in _rows(base, "SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(owner, []).append(str(name))
    templates: dict[int, list[tuple[str, str]]] = {}
    for owner, config in _rows(base, "SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        parts = dict(_message(config))
        templates.setdefault(owner, []).append((_words(parts.get(1)), _words(parts.get(2))))
    return {
        id_: NoteType(str(name), tuple(fields.get(id_, ())), tuple(templates.get(id_, ())), _is_cloze(config))
        for id_, name, config in _rows(base, "SELECT id, name, config FROM notetypes")
    }


def _rows(base: sqlite3.Connection, question: str) -> Iterator[Any]:
    return (row for row in base.execute(question) if isinstance(row[0], int))


def _is_cloze(config: object) -> bool:
    return dict(_message(config)).get(1) == _IS_CLOZE


def _words(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else ""


def _message(data: object) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer, by number; what is broken ends it."""
    at = 0
    while isinstance(data, bytes) and at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _BYTES:
            length, at = _varint(data, at)
            yield key >> 3, data[at : at + length]
            at += length
        elif kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
        elif kind in (_EIGHT, _FOUR):
            at += 8 if kind == _EIGHT else 4
        else:
            return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return value, at
