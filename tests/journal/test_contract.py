"""What a table of events does, whatever is behind it: TinyDB's own memory store, or a folder of journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from ldn_learn.journal.store import EventDatabase
from ldn_learn.memory.events import Rating
from ldn_learn.memory.records import to_dict
from tests.builders import reviewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tinydb.table import Table

ROWS = [
    to_dict(reviewed(number, f"d/{number % 3}", Rating(number % 4 + 1), response=f"“{number}” ö"))
    for number in range(12)
]


def _above_two(rating: object) -> bool:
    return isinstance(rating, int) and rating > 2


@pytest.fixture(params=["memory", "files"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Table]:
    database = TinyDB(storage=MemoryStorage) if request.param == "memory" else EventDatabase(tmp_path / "j", "device")
    yield database.table("events")
    database.close()


def test_an_empty_table_has_nothing(table: Table) -> None:
    assert table.all() == []
    assert len(table) == 0
    assert table.get(where("card") == "d/1") is None


def test_what_was_inserted_is_there_in_order(table: Table) -> None:
    for row in ROWS:
        table.insert(row)
    assert table.all() == ROWS
    assert [dict(row) for row in table] == ROWS
    assert len(table) == len(ROWS)


def test_an_id_finds_its_event(table: Table) -> None:
    ids = [table.insert(row) for row in ROWS[:4]] + table.insert_multiple(ROWS[4:])
    assert len(set(ids)) == len(ROWS)
    assert [table.get(doc_id=id_) for id_ in ids] == ROWS
    assert [document.doc_id for document in table] == ids
    assert table.contains(doc_id=ids[3])
    assert not table.contains(doc_id=max(ids) + 1)


def test_queries_work(table: Table) -> None:
    table.insert_multiple(ROWS)
    good = (where("rating") == 3) & (where("card") != "d/1")
    assert table.search(good) == [row for row in ROWS if row["rating"] == 3 and row["card"] != "d/1"]
    assert table.count(where("response").matches("“1")) == 3
    assert table.count(where("card").one_of(["d/0", "d/2"])) == 8
    assert table.count(where("rating").test(_above_two)) == 6
    assert table.contains(where("id") == ROWS[5]["id"])
    assert table.get(where("id") == ROWS[5]["id"]) == ROWS[5]


def test_an_insert_shows_in_the_next_query(table: Table) -> None:
    query = where("card") == "d/0"
    assert table.count(query) == 0
    table.insert(ROWS[0])
    assert table.search(query) == [ROWS[0]]
