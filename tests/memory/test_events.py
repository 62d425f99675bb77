from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import (
    Confidence,
    Event,
    EventId,
    Other,
    Rating,
    Retracted,
    Reviewed,
    SessionEnded,
    SessionId,
    Setting,
    ulid,
)
from ldn_learn.memory.records import from_dict, to_dict
from tests.builders import START

instants = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
heads = {"id": st.text(min_size=1).map(EventId), "at": instants, "day": st.dates(date(1970, 1, 1), date(2400, 12, 31))}
texts = st.text(max_size=40)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Reviewed,
        **heads,
        card=texts.map(CardId),
        meaning=texts,
        rating=st.sampled_from(Rating),
        correct=st.none() | st.booleans(),
        confidence=st.none() | st.sampled_from(Confidence),
        critical=st.booleans(),
        response=texts,
        seed=st.none() | st.integers(0, 2**32),
        ms=st.integers(0, 10**7),
        session=texts.map(SessionId),
        deck_version=texts,
    ),
    st.builds(Retracted, **heads, target=texts.map(EventId), card=texts.map(CardId)),
    st.builds(Setting, **heads, key=texts, value=texts),
    st.builds(SessionEnded, **heads, session=texts.map(SessionId), answered=st.integers(0, 1000)),
)


@given(events)
def test_an_event_survives_being_stored(event: Event) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(event)))) == event


@given(events)
def test_a_stored_event_is_flat(event: Event) -> None:
    assert all(value is None or isinstance(value, str | int | bool) for value in to_dict(event).values())


def test_the_stored_names_stay() -> None:
    event = Reviewed(
        id=EventId("X"), at=START, day=START.date(), card=CardId("d/c"), meaning="m", rating=Rating.GOOD, correct=True
    )
    assert to_dict(event) == {
        "v": 1,
        "id": "X",
        "at": "2026-12-01T10:00:00.000000Z",
        "day": "2026-12-01",
        "kind": "reviewed",
        "card": "d/c",
        "meaning": "m",
        "mode": "study",
        "response": "",
        "correct": True,
        "rating": 3,
        "confidence": None,
        "critical": False,
        "seed": None,
        "ms": 0,
        "session": "",
        "deck_version": "",
        "key": "",
        "interval": None,
    }


def test_an_unknown_kind_is_kept_as_such() -> None:
    event = from_dict({"v": 7, "id": "X", "at": "2026-12-01T10:00:00Z", "day": "2026-12-01", "kind": "dreamt", "z": 1})
    assert isinstance(event, Other)
    assert event.kind == "dreamt"


def test_unknown_fields_do_not_matter() -> None:
    stored = to_dict(Setting(id=EventId("X"), at=START, day=START.date(), key="k", value="v"))
    assert from_dict(stored | {"later": [1, 2]}) == from_dict(stored)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"kind": "reviewed"},
        {"at": "yesterday"},
        {"day": "2026-13-01"},
        {"rating": 9},
        {"rating": None},
        {"card": 3},
        {"confidence": 7},
        {"kind": None},
    ],
)
def test_what_is_no_event_raises_value_error(broken: dict[str, object]) -> None:
    good = to_dict(
        Reviewed(id=EventId("X"), at=START, day=START.date(), card=CardId("d/c"), meaning="m", rating=Rating.GOOD)
    )
    stored = good | broken if broken and "kind" not in broken else broken
    with pytest.raises(ValueError, match=r"."):
        from_dict(stored)


@given(instants, instants, st.integers(0, 2**80 - 1), st.integers(0, 2**80 - 1))
def test_ids_sort_by_time(one: datetime, two: datetime, first: int, second: int) -> None:
    assert len(ulid(one, first)) == 26
    if two - one >= timedelta(milliseconds=1):
        assert ulid(one, first) < ulid(two, second)


@given(st.integers(0, 2**80 - 1), st.integers(0, 2**80 - 1))
def test_ids_of_one_instant_differ_by_chance_alone(first: int, second: int) -> None:
    assert (ulid(START, first) == ulid(START, second)) == (first == second)


@pytest.mark.parametrize(
    "strange",
    [
        {"id": [1]},
        {"id": {}},
        {"ms": None},
        {"ms": "9"},
        {"ms": 10**400},
        {"ms": -1},
        {"correct": "yes"},
        {"correct": [1]},
        {"critical": {}},
        {"seed": "x"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-14:00"},
        {"at": "9999-12-31T23:59:59Z", "day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"response": 5},
        {"mode": None},
    ],
)
def test_a_stored_value_of_another_type_is_no_event(strange: dict[str, object]) -> None:
    good = Reviewed(id=EventId("X"), at=START, day=START.date(), card=CardId("d/c"), meaning="m", rating=Rating.GOOD)
    with pytest.raises(ValueError, match=r"."):
        from_dict(to_dict(good) | {"v": 99} | strange)


@pytest.mark.parametrize("target", [[1], {}, None, 5])
def test_a_retraction_of_nothing_is_no_event(target: object) -> None:
    good = Retracted(id=EventId("X"), at=START, day=START.date(), target=EventId("Y"), card=CardId("d/c"))
    with pytest.raises(ValueError, match=r"."):
        from_dict(to_dict(good) | {"target": target})
