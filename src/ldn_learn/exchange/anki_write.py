"""Anki packages: an `.apkg` that every Anki since 2.0 reads, a zip with a database of schema 11 and no media.

The schema is Anki's own (`rslib/src/storage/schema11.sql`).
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import blake2b, sha1
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ldn_learn.exchange.anki_models import MODELS, as_json
from ldn_learn.exchange.anki_notes import GUID, model_of, note_fields
from ldn_learn.exchange.markup import escaped, text_of
from ldn_learn.exchange.passing import Written, lost_of_deck
from ldn_learn.exchange.plain import entries
from ldn_learn.exchange.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_learn.decks.cards import Card, Deck
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

CRITICAL: Final = "ldn::critical"
PARENT: Final = "LDN"
"""The deck of Anki that ours stand under."""

_SCHEMA: Final = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_SEPARATOR: Final = "\x1f"
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write(going: Outgoing) -> Written:
    """The decks as one package. Anki tells notes apart by their guids, so a later package updates this one's."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        base.execute("INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')", _collection(going))
        cards = 0
        for number, (deck, card, entry) in enumerate(_all(going)):
            _add(base, going, number, deck_id(deck), card, entry)
            cards += 1
        base.commit()
        data = base.serialize()
    losses = [loss for deck in going.decks for loss in lost_of_deck(deck)]
    return Written(_zipped({"collection.anki2": data, "media": b"{}"}), Report(cards, tuple(losses)))


def deck_name(deck: Deck) -> str:
    """As Anki lists it; two colons would open a deck in a deck."""
    return f"{PARENT}::{deck.title.replace('::', ': ')}"


def deck_id(deck: Deck) -> int:
    """The same for ever: a number like Anki's own, made of the deck's id."""
    return 1_500_000_000_000 + int.from_bytes(blake2b(deck.id.encode(), digest_size=5).digest()) % 200_000_000_000


def note_tags(deck: Deck, entry: Entry) -> list[str]:
    """The tags of a note: the author's, and ours, which stand under `ldn::`."""
    own = [f"ldn::{deck.id}", *([CRITICAL] if entry.get("critical") else [])]
    return [*entry.get("tags", []), *own]


def _all(going: Outgoing) -> Iterator[tuple[Deck, Card, Entry]]:
    return ((deck, card, entry) for deck in going.decks for card, entry in entries(deck))


def _collection(going: Outgoing) -> tuple[int, int, int, str, str, str, str]:
    moment = going.at * 1000
    decks = {str(deck_id(deck)): _deck(deck, going.at) for deck in going.decks}
    decks["1"] = _deck_json(1, "Default", "", 0)
    models = {str(model.id): as_json(model) for model in MODELS.values()}
    conf = {"nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0, "curDeck": 1}
    more = {"addToCur": True, "newSpread": 0, "dueCounts": True, "collapseTime": 1200, "sortBackwards": False}
    texts = json.dumps(conf | more), json.dumps(models), json.dumps(decks), json.dumps({"1": _OPTIONS})
    return going.at, moment, moment, *texts


def _deck(deck: Deck, at: int) -> dict[str, Any]:
    said = " ".join(part for part in (deck.purpose, deck.notice) if part)
    return _deck_json(deck_id(deck), deck_name(deck), escaped(said), at)


def _deck_json(id_: int, name: str, description: str, at: int) -> dict[str, Any]:
    today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    numbers = {"id": id_, "mod": at, "usn": -1, "dyn": 0, "conf": 1, "extendNew": 0, "extendRev": 0}
    return numbers | today | {"name": name, "desc": description, "collapsed": False}


_OPTIONS: Final = {
    "id": 1,
    "mod": 0,
    "name": "Default",
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
    "rev": {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 200},
    "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
}
"""Anki's usual options; a package must hold some."""


def _add(base: sqlite3.Connection, going: Outgoing, number: int, deck: int, card: Card, entry: Entry) -> None:
    model = model_of(entry)
    fields = note_fields(card, entry, going)
    values = [fields.get(name, "") for name in model.fields]
    id_ = going.at * 1000 + number * 2
    owner = next(each for each in going.decks if each.id == card.deck)
    tags = f" {' '.join(note_tags(owner, entry))} "
    base.execute(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
        (id_, f"{GUID}{card.id}", model.id, going.at, tags, _SEPARATOR.join(values), *_sorted_by(values[0])),
    )
    templates = range(2 if entry.get("reverse") else 1)
    base.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
        [(id_ + place, id_, deck, place, going.at, number + 1) for place in templates],
    )


def _sorted_by(first: str) -> tuple[str, int]:
    """The first field as plain text, and the checksum by which Anki looks for doubles."""
    text = text_of(first)[0]
    return text, int(sha1(text.encode(), usedforsecurity=False).hexdigest()[:8], 16)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(ZipInfo(name, _ZIP_EPOCH), data, ZIP_DEFLATED)
    return file.getvalue()
