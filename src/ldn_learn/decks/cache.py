"""Parsed decks as JSON, keyed by the content of the file that they were read from.

Parsing is the slow part of a start, so a deck is parsed once for each version of its file. A cache file can be deleted
at any time; each carries a checksum, and one that cannot be read or was changed counts as absent. Values are kept as
rows in field order, and `_FORMAT` changes whenever a field does, so that an old row is never read as a new one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, fields
from decimal import Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from ldn_learn import atomic
from ldn_learn.decks.cards import (
    Audience,
    Card,
    Choice,
    Citation,
    Cloze,
    Correction,
    Deck,
    Flip,
    Lesson,
    Matching,
    Multi,
    Number,
    Objective,
    Option,
    Ordering,
    Pair,
    ShortAnswer,
    Source,
)

if TYPE_CHECKING:
    from pathlib import Path

_TYPES: Final[dict[str, type[Card]]] = {
    "flip": Flip,
    "choice": Choice,
    "multi": Multi,
    "cloze": Cloze,
    "number": Number,
    "typed": ShortAnswer,
    "order": Ordering,
    "match": Matching,
}
_NAMES: Final = {type_: name for name, type_ in _TYPES.items()}
_ALL: Final = (*_TYPES.values(), Deck, Objective, Lesson, Source)
_FIELDS: Final = {type_: tuple(field.name for field in fields(type_)) for type_ in (*_TYPES.values(), Deck)}
_RULES: Final = 2
"""Raise it when the same file would be read into other values."""

_FORMAT: Final = blake2b(
    repr(
        (
            _RULES,
            Citation._fields,
            Option._fields,
            Pair._fields,
            Correction._fields,
            [(type_.__name__, [field.name for field in fields(type_)]) for type_ in _ALL],
        )
    ).encode(),
    digest_size=4,
).hexdigest()

_MOST_FILES: Final = 400
"""Parsed files that are kept; beyond that, the oldest go."""


class DeckCache:
    """A folder of parsed files; with no folder, a cache that keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._unsaved: dict[Path, object] = {}

    def save(self) -> None:
        """Write what was parsed since; reading alone creates nothing. A cache that cannot be written is no error."""
        if not self._unsaved:
            return
        unsaved, self._unsaved = self._unsaved, {}
        with suppress(OSError):
            for path, value in unsaved.items():
                body = json.dumps(value, default=str)
                atomic.write(path, f"{crc32(body.encode()):08x}\n{body}")
            if self._folder is not None:
                files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
                for old in files[_MOST_FILES:]:
                    old.unlink(missing_ok=True)

    def deck(self, data: bytes) -> Deck | None:
        """The deck that was read from exactly these bytes, or `None`."""
        row = self._load("deck", data)
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            return None if row is None else _deck(row)
        return None

    def keep_deck(self, data: bytes, deck: Deck) -> None:
        """Remember the deck for these bytes."""
        rows = {name: getattr(deck, name) for name in _FIELDS[Deck]}
        rows["objectives"] = [astuple(each) for each in deck.objectives]
        rows["lessons"] = [astuple(each) for each in deck.lessons]
        rows["cards"] = [
            [_NAMES[type(card)], *(getattr(card, name) for name in _FIELDS[type(card)])] for card in deck.cards
        ]
        self._store("deck", data, rows)

    def sources(self, data: bytes) -> tuple[Source, ...] | None:
        """The bibliography that was read from exactly these bytes, or `None`."""
        rows = self._load("sources", data)
        with suppress(TypeError):
            return None if rows is None else tuple(Source(*row) for row in rows)
        return None

    def keep_sources(self, data: bytes, sources: tuple[Source, ...]) -> None:
        """Remember the bibliography for these bytes."""
        self._store("sources", data, [astuple(each) for each in sources])

    def _path(self, kind: str, data: bytes) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / f"{kind}-{_FORMAT}-{blake2b(data, digest_size=16).hexdigest()}.json"

    def _load(self, kind: str, data: bytes) -> Any:
        path = self._path(kind, data)
        if path is None:
            return None
        with suppress(OSError, ValueError, RecursionError):
            checksum, _, body = path.read_bytes().partition(b"\n")
            return json.loads(body) if checksum == b"%08x" % crc32(body) else None
        return None

    def _store(self, kind: str, data: bytes, value: object) -> None:
        path = self._path(kind, data)
        if path is not None:
            self._unsaved[path] = value


def _deck(rows: dict[str, Any]) -> Deck:
    rows["audience"] = Audience(rows["audience"])
    rows["objectives"] = tuple(Objective(*row) for row in rows["objectives"])
    rows["lessons"] = tuple(Lesson(*row) for row in rows["lessons"])
    rows["cards"] = tuple(_card(name, row) for name, *row in rows["cards"])
    return Deck(**rows)


def _card(name: str, row: list[Any]) -> Card:
    type_ = _TYPES[name]
    values: dict[str, Any] = dict(zip(_FIELDS[type_], row, strict=True))
    values["audience"] = Audience(values["audience"])
    values["tags"] = tuple(values["tags"])
    values["facts"] = tuple(values["facts"])
    values["citations"] = tuple([Citation._make(each) for each in values["citations"]])
    values["requires"] = tuple(values["requires"])
    if values["correction"] is not None:
        values["correction"] = Correction._make(values["correction"])
    if type_ is Choice or type_ is Multi:
        values["options"] = tuple([Option._make(each) for each in values["options"]])
    elif type_ is Number:
        values["value"] = Decimal(values["value"])
        values["tolerance"] = Decimal(values["tolerance"])
    elif type_ is ShortAnswer:
        values["accept"] = tuple(values["accept"])
    elif type_ is Ordering:
        values["items"] = tuple(values["items"])
    elif type_ is Matching:
        values["pairs"] = tuple([Pair._make(each) for each in values["pairs"]])
        values["extras"] = tuple(values["extras"])
    card: Card = type_(**values)
    return card
