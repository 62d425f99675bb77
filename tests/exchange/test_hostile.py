"""Packages that mean harm, or are broken: one clear sentence each, in bounded time and memory, and nothing written."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.errors import DeckError
from ldn_learn.exchange import anki_open
from ldn_learn.exchange.assemble import assembled
from ldn_learn.exchange.limits import MAX_BYTES, MAX_NOTES, MAX_TEXT
from tests.exchange.made import decoded, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TABLES = """
CREATE TABLE col (models text, decks text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer primary key, nid integer, did integer);
"""
_BASIC = {"1": {"name": "Basic", "type": 0, "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": []}}


def package(**members: bytes) -> bytes:
    return zipped({name.replace("_", "."): data for name, data in members.items()})


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def database(notes: Sequence[tuple[Any, ...]] = (), models: object = _BASIC, script: str = _TABLES) -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(script)
        if script == _TABLES:
            text = models if isinstance(models, str) else json.dumps(models)
            base.execute("INSERT INTO col VALUES (?, '{}')", (text,))
            base.executemany("INSERT INTO notes (guid, mid, tags, flds) VALUES (?, ?, ?, ?)", notes)
        base.commit()
        return base.serialize()


def refused(data: bytes) -> str:
    with pytest.raises(DeckError) as caught:
        read("anki", data)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_what_is_no_package_is_told_in_a_sentence() -> None:
    for data in (b"", b"PK\x03\x04", b"no zip at all" * 100, b"PK\x05\x06" + b"\x00" * 18 + b"rest"):
        assert "package" in refused(data)
    assert "no collection" in refused(zipped({"other": b"x"}))


def test_a_package_cut_or_changed_anywhere_never_breaks_the_reader() -> None:
    whole = package(collection_anki2=database([("g", 1, "", "Q\x1fA")]))
    for cut in range(0, len(whole), 37):
        refused(whole[:cut])
        changed = bytearray(whole)
        changed[cut] ^= 0xFF
        try:
            read("anki", bytes(changed))
        except DeckError:
            continue


def test_a_database_changed_anywhere_never_breaks_the_reader() -> None:
    whole = database([("g", 1, "", "Q\x1fA")] * 50)
    for place in range(0, len(whole), 101):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        try:
            read("anki", package(collection_anki2=bytes(changed)))
        except DeckError:
            continue


def test_names_that_lead_out_of_the_package_are_never_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    names = ("../../evil.txt", "/tmp/evil", "..\\evil", "media", "0", "collection.anki2/../../evil")
    good = database([("../../x", 1, "../../t", "Q\x1fA")])
    found = read("anki", zipped(dict.fromkeys(names, b"x") | {"collection.anki2": good}))
    assert [each.card["prompt"] for each in found.cards] == ["Q"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    whole, _ = assembled(found.cards, "d", "D")
    assert decoded(whole).cards[0].tags == ("t",)


def test_a_bomb_is_not_unpacked() -> None:
    assert "64 MiB" in refused(package(collection_anki2=b"\0" * (MAX_BYTES + 1)))


def test_a_bomb_in_the_newest_form_is_not_unpacked() -> None:
    zstandard = pytest.importorskip("zstandard", reason="Anki's newest packages need it: pip install ldn-learn[author]")
    packed = zstandard.ZstdCompressor().compress(b"\0" * (MAX_BYTES + 1))
    assert "64 MiB" in refused(package(collection_anki21b=packed))
    assert "cannot be read" in refused(package(collection_anki21b=b"\x28\xb5\x2f\xfd no frame"))
    assert "cannot be read" in refused(package(collection_anki21b=b"nothing of the kind"))


def test_the_newest_form_without_its_unpacker_says_how_to_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert "Support older Anki versions" in refused(package(collection_anki21b=b"x", collection_anki2=database()))


def test_a_list_of_members_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_open, "_MAX_DIRECTORY", 1000)
    assert "damaged" in refused(zipped({f"{number}": b"" for number in range(100)} | {"collection.anki2": database()}))


def test_a_password_or_another_packing_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("collection.anki2", database())
    assert "damaged" in refused(file.getvalue())
    locked = bytearray(package(collection_anki2=database()))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "damaged" in refused(bytes(locked))


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_broken_database_is_told_in_a_sentence(data: bytes) -> None:
    assert "cannot be read" in refused(package(collection_anki2=data))


def test_a_database_without_the_tables_is_told_in_a_sentence() -> None:
    assert "cannot be read" in refused(package(collection_anki2=database(script="CREATE TABLE x (y);")))


def test_a_question_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_open, "MAX_SECONDS", 0.05)
    endless = (
        "CREATE TABLE col (models text, decks text); INSERT INTO col VALUES ('{}', '{}');"
        "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
        "SELECT -id AS id, 'g' AS guid, 1 AS mid, '' AS tags, '' AS flds FROM n;"
    )
    assert "cannot be read" in refused(package(collection_anki2=database(script=endless)))


def test_a_database_that_makes_up_its_notes_is_not_believed() -> None:
    made_up = _TABLES.replace("flds text", "flds text GENERATED ALWAYS AS (hex(zeroblob(5000000))) VIRTUAL")
    script = f"{made_up} INSERT INTO col VALUES ('{{}}', '{{}}');" + "INSERT INTO notes (guid) VALUES ('g');" * 50
    assert "64 MiB" in refused(package(collection_anki2=database(script=script)))


def test_too_many_notes_are_refused() -> None:
    notes = [("g", 1, "", "Q\x1fA")] * (MAX_NOTES + 1)
    assert "100,000 notes" in refused(package(collection_anki2=database(notes)))


def test_long_texts_are_cut_and_reported() -> None:
    found = read("anki", package(collection_anki2=database([("g", 1, "", "Q\x1f" + "A" * (5 * MAX_TEXT))])))
    assert len(found.cards[0].card["answer"]) == MAX_TEXT
    assert [loss.what for loss in found.losses] == ["a text of more than 20000 characters was cut"]


@pytest.mark.parametrize(
    "models",
    ["", "[]", "nonsense", "[" * 50_000, {"x": {}}, {"1": []}, {"1": {"flds": 3, "tmpls": "x", "type": "y"}}],
)
def test_note_types_that_cannot_be_read_leave_questions_and_answers(models: object) -> None:
    found = read("anki", package(collection_anki2=database([("g", 1, "", "Q\x1fA")], models)))
    assert [(each.card["prompt"], each.card["answer"]) for each in found.cards] == [("Q", "A")]


def test_values_of_the_wrong_kind_are_texts_or_nothing() -> None:
    notes: list[tuple[Any, ...]] = [
        (None, None, None, None),
        (b"\xff", "x", 3, b"\x00"),
        (1, 1, 2.5, 7),
        ("g", 1, "", "Q\x1fA"),
    ]
    found = read("anki", package(collection_anki2=database(notes)))
    assert [each.card["prompt"] for each in found.cards] == ["Q"]


def test_a_note_that_says_it_is_ours_and_is_not_is_checked_like_any_other() -> None:
    from ldn_learn.exchange.anki_models import MODELS, as_json

    models = {str(model.id): as_json(model) for model in MODELS.values()}
    more = json.dumps({"objective": {"id": "../x", "text": "y"}, "revision": 10**9, "sources": [{"id": 3}], "case": 1})
    values = {
        MODELS["choice"].id: ["Q", "", "", "", "", "", "", more],
        MODELS["match"].id: ["Q", "<div class='ldn-left'>a", "", "", "", "", "", "{}"],
        MODELS["number"].id: ["Q", "many", "", "x", "", "", "", "", more],
        MODELS["cloze"].id: ["no gap {{c1::", "", "", "", "", more],
    }
    notes = [(f"ldn-learn:../d/{mid}", mid, "", "\x1f".join(fields)) for mid, fields in values.items()]
    found = read("anki", package(collection_anki2=database(notes, models)))
    from ldn_learn.decks.decode import decode_deck
    from ldn_learn.decks.writing import as_yaml

    whole, _ = assembled(found.cards, "d", "D")
    assert decode_deck(as_yaml(whole).encode(), "d.yaml").problems, "the check criticises it; nothing breaks"


@pytest.mark.parametrize(
    "field",
    [
        "{{c1::" * 10_000,
        "<" * 60_000,
        "<!--" * 15_000,
        '<div class="ldn-right' * 3_000,
        "&#xD800;&#1114112;" * 3_000,
        "[sound:" * 9_000,
    ],
)
def test_fields_made_to_be_slow_are_read(field: str) -> None:
    cloze = {"1": {"name": "C", "type": 1, "flds": [{"name": "T"}, {"name": "B"}], "tmpls": []}}
    for models in (_BASIC, cloze):
        read("anki", package(collection_anki2=database([("g", 1, "", f"{field}\x1f{field}")] * 20, models)))


@pytest.mark.parametrize("name", ["gift", "csv", "anki-text", "hashcards"])
def test_text_that_is_too_large_or_no_text_is_refused(name: str) -> None:
    for data in (b"a" * (MAX_BYTES + 1), b"\xff\xfe\x00", b"abc\xff"):
        with pytest.raises(DeckError) as caught:
            read(name, data)
        assert str(caught.value).endswith(".")


def test_a_quotation_mark_that_is_never_closed_is_told_in_a_sentence() -> None:
    for name in ("csv", "anki-text"):
        with pytest.raises(DeckError, match="quotation mark"):
            read(name, b'"' + b"a" * 200_000)
