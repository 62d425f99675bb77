from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.journal.lines import DamagedError, decode, encode

values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]))
events = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), values, max_size=6)


@given(events)
def test_a_line_gives_back_its_event(event: dict[str, object]) -> None:
    assert decode(encode(event)) == event


@given(events)
def test_a_line_is_one_json_object_that_any_tool_reads(event: dict[str, object]) -> None:
    line = encode(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    stored = json.loads(line)
    assert list(stored) == ["c", "e"]
    assert len(stored["c"]) == 8
    assert stored["e"] == event


@given(events, st.data())
def test_any_changed_byte_is_noticed(event: dict[str, object], data: st.DataObject) -> None:
    line = bytearray(encode(event))
    place = data.draw(st.integers(0, len(line) - 2))
    line[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedError):
        decode(bytes(line))


@given(st.binary(max_size=80))
def test_what_is_no_line_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError):
        decode(data)


def test_a_text_that_is_no_unicode_is_stored_all_the_same() -> None:
    assert decode(encode({"response": "half \ud800 pair"})) == {"response": "half ? pair"}
