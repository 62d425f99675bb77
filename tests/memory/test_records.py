"""Events of every kind as they are stored: written and read again, and what is none refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import (
    CRAM,
    EXAM,
    READY,
    STUDY,
    Confidence,
    Event,
    EventId,
    Examined,
    ExamStarted,
    Mark,
    Marked,
    Other,
    Rating,
    Retracted,
    Reviewed,
    SessionEnded,
    SessionId,
    Setting,
    TaughtBack,
)
from ldn_learn.memory.records import LONGEST_INTERVAL, from_dict, to_dict

TEXT = st.text(max_size=30)
COUNT = st.integers(0, 1 << 48)
CARDS = TEXT.map(CardId)
HEAD = {
    "id": TEXT.map(EventId),
    "at": st.datetimes(datetime(1971, 1, 1), datetime(2399, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    "day": st.dates(date(1971, 1, 1), date(2399, 1, 1)),
}
SESSION = TEXT.map(SessionId)
MARKED = st.one_of(
    st.tuples(st.sampled_from([Mark.SUSPENDED, Mark.FLAGGED]), st.sampled_from(["", "yes"])),
    st.tuples(st.sampled_from([Mark.BURIED, Mark.NOTED]), TEXT),
)
EVENTS: dict[str, st.SearchStrategy[Event]] = {
    "reviewed": st.builds(
        Reviewed,
        **HEAD,
        card=CARDS,
        meaning=TEXT,
        rating=st.sampled_from(Rating),
        correct=st.sampled_from([True, False, None]),
        confidence=st.sampled_from([None, *Confidence]),
        critical=st.booleans(),
        mode=st.sampled_from([STUDY, CRAM, EXAM, READY]),
        response=TEXT,
        key=TEXT,
        interval=st.one_of(st.none(), st.integers(1, LONGEST_INTERVAL)),
        seed=st.one_of(st.none(), COUNT),
        ms=COUNT,
        session=SESSION,
        deck_version=TEXT,
    ),
    "retracted": st.builds(Retracted, **HEAD, target=TEXT.map(EventId), card=CARDS),
    "setting": st.builds(Setting, **HEAD, key=TEXT, value=TEXT),
    "session_ended": st.builds(SessionEnded, **HEAD, session=SESSION, answered=COUNT),
    "marked": st.builds(lambda mark, **more: Marked(mark=mark[0], value=mark[1], **more), MARKED, **HEAD, card=CARDS),
    "exam_started": st.builds(
        ExamStarted,
        **HEAD,
        session=SESSION,
        mode=st.sampled_from([EXAM, READY]),
        seed=COUNT,
        pass_mark=st.integers(0, 100),
        cards=st.lists(CARDS, max_size=4).map(tuple),
        minutes=COUNT,
    ),
    "examined": st.builds(
        Examined,
        **HEAD,
        session=SESSION,
        mode=st.sampled_from([EXAM, READY]),
        passed=st.booleans(),
        right=COUNT,
        total=COUNT,
        safety_right=COUNT,
        safety_total=COUNT,
        flagged=st.lists(CARDS, max_size=4).map(tuple),
    ),
    "taught_back": st.builds(
        TaughtBack, **HEAD, prompt=TEXT, text=TEXT, ticked=st.lists(st.integers(0, 20), max_size=4).map(tuple)
    ),
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "reviewed": {"card": "d/a", "meaning": "m", "rating": 3},
    "retracted": {"target": "X"},
    "setting": {"key": "k", "value": "v"},
    "session_ended": {"session": "s"},
    "suspended": {"card": "d/a"},
    "resumed": {"card": "d/a"},
    "buried": {"card": "d/a", "until": "2026-12-01"},
    "flagged": {"card": "d/a", "on": True},
    "noted": {"card": "d/a", "text": "Mine"},
    "exam_started": {"session": "s", "mode": "exam", "seed": 1, "pass_mark": 80, "cards": ["d/a"]},
    "examined": {
        "session": "s", "mode": "exam", "passed": True, "right": 1, "total": 2, "safety_right": 0, "safety_total": 1,
    },
    "taught_back": {"prompt": "p", "text": "t"},
}  # fmt: skip
EXAMPLES["readiness"] = EXAMPLES["examined"] | {"mode": "ready"}


def stored(kind: str, **more: Any) -> dict[str, Any]:
    head = {"v": 1, "id": "01", "at": "2026-12-01T10:00:00Z", "day": "2026-12-01", "kind": kind}
    return head | EXAMPLES.get(kind, {}) | more


@pytest.mark.parametrize("kind", EVENTS)
@given(data=st.data())
def test_an_event_of_every_kind_is_read_as_it_was_written(kind: str, data: st.DataObject) -> None:
    event = data.draw(EVENTS[kind])
    row = json.loads(json.dumps(to_dict(event)))
    assert from_dict(row) == event
    assert all(value is None or isinstance(value, str | int | bool | list) for value in row.values())


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_fields_that_every_version_has_written_are_enough(kind: str) -> None:
    assert not isinstance(from_dict(stored(kind)), Other)


@pytest.mark.parametrize(
    ("mark", "value", "row"),
    [
        (Mark.SUSPENDED, "yes", {"kind": "suspended"}),
        (Mark.SUSPENDED, "", {"kind": "resumed"}),
        (Mark.BURIED, "2026-12-01", {"kind": "buried", "until": "2026-12-01"}),
        (Mark.FLAGGED, "yes", {"kind": "flagged", "on": True}),
        (Mark.FLAGGED, "", {"kind": "flagged", "on": False}),
        (Mark.NOTED, "Mine", {"kind": "noted", "text": "Mine"}),
    ],
)
def test_marks_have_kinds_that_tell_what_was_done(mark: Mark, value: str, row: dict[str, object]) -> None:
    event = Marked(
        id=EventId("01"),
        at=datetime(2026, 12, 1, 10, tzinfo=UTC),
        day=date(2026, 12, 1),
        card=CardId("d/a"),
        mark=mark,
        value=value,
    )
    written = to_dict(event)
    assert {key: written[key] for key in row} == row
    assert from_dict(written) == event


@pytest.mark.parametrize(("mode", "kind"), [(READY, "readiness"), (EXAM, "examined")])
def test_a_readiness_check_has_a_kind_of_its_own(mode: str, kind: str) -> None:
    event = from_dict(stored(kind, mode=mode))
    assert isinstance(event, Examined)
    assert to_dict(event)["kind"] == kind


@pytest.mark.parametrize("kind", EXAMPLES)
def test_without_a_field_that_it_needs_an_event_is_refused(kind: str) -> None:
    optional = {"on"}
    for key in EXAMPLES[kind].keys() - optional:
        row = stored(kind)
        del row[key]
        with pytest.raises(ValueError, match="not an event"):
            from_dict(row)


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("value", [None, 1.5, [1], {}, [None], -1, 1 << 60], ids=repr)
def test_a_field_of_another_type_is_refused_or_read_as_what_it_says(kind: str, value: object) -> None:
    for key in EXAMPLES[kind]:
        try:
            event = from_dict(stored(kind, **{key: value}))
        except ValueError:
            continue
        assert (key == "on" and value is None) or (key == "passed" and value is None) or key == "ticked", (key, event)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("reviewed", {"rating": 0}),
        ("reviewed", {"rating": 5}),
        ("reviewed", {"rating": "3"}),
        ("reviewed", {"confidence": 4}),
        ("reviewed", {"confidence": 0}),
        ("reviewed", {"correct": 1}),
        ("reviewed", {"critical": "yes"}),
        ("reviewed", {"interval": 0}),
        ("reviewed", {"interval": LONGEST_INTERVAL + 1}),
        ("reviewed", {"interval": "3"}),
        ("reviewed", {"ms": -1}),
        ("reviewed", {"seed": "x"}),
        ("flagged", {"on": "yes"}),
        ("buried", {"until": None}),
        ("noted", {"text": ["a"]}),
        ("exam_started", {"cards": "d/a"}),
        ("exam_started", {"cards": [1]}),
        ("exam_started", {"cards": {"d/a": 1}}),
        ("exam_started", {"pass_mark": 80.0}),
        ("examined", {"flagged": "d/a"}),
        ("examined", {"passed": "yes"}),
        ("examined", {"right": -1}),
        ("taught_back", {"ticked": 3}),
        ("taught_back", {"ticked": ["a"]}),
        ("taught_back", {"ticked": [-1]}),
        ("reviewed", {"at": "yesterday"}),
        ("reviewed", {"at": None}),
        ("reviewed", {"at": "1812-01-01T00:00:00Z"}),
        ("reviewed", {"at": "9999-12-31T23:59:59-14:00"}),
        ("reviewed", {"day": "2026-13-01"}),
        ("reviewed", {"day": "9999-01-01"}),
        ("reviewed", {"id": 7}),
    ],
)
def test_what_is_no_event_is_refused(kind: str, more: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        from_dict(stored(kind, **more))


@pytest.mark.parametrize("row", [{}, {"kind": "reviewed"}, {"id": "01"}])
def test_an_object_that_is_no_event_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an event"):
        from_dict(row)


@pytest.mark.parametrize("field", [{"interval": True}, {"ms": True}, {"rating": True}, {"confidence": True}])
def test_true_is_no_number(field: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an event"):
        from_dict(stored("reviewed", **field))


def test_a_kind_of_a_later_version_is_kept_and_never_written() -> None:
    event = from_dict(stored("sung", words=["la"]))
    assert event == Other(id=event.id, at=event.at, day=event.day, kind="sung")
    with pytest.raises(ValueError, match="cannot be written"):
        to_dict(event)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


@given(st.sampled_from(list(EXAMPLES)), st.data())
def test_whatever_stands_in_a_line_it_is_an_event_or_refused(kind: str, data: st.DataObject) -> None:
    row = stored(kind)
    for key in data.draw(st.lists(st.sampled_from([*row]), max_size=3)):
        row[key] = data.draw(JSON)
    try:
        event = from_dict(row)
    except ValueError:
        return
    if not isinstance(event, Other):
        assert from_dict(json.loads(json.dumps(to_dict(event)))) == event
