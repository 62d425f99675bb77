"""Marks on cards in the log: the last writer wins, in any order and however often it is read."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

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
    EventId,
    Examined,
    Mark,
    Marked,
    Rating,
    Retracted,
    Reviewed,
    SessionId,
)
from ldn_learn.memory.fold import READINESS, Memory, apply, extend, fold
from ldn_learn.memory.snapshot import read, write
from tests.builders import event_id, moment, reviewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.memory.events import Event


def marked(number: int, value: str = "yes", mark: Mark = Mark.FLAGGED, card: str = "d/a") -> Marked:
    now = moment(minutes=number)
    return Marked(id=event_id(number), at=now.at, day=now.day, card=CardId(card), mark=mark, value=value)


def parts(memory: Memory) -> tuple[Any, ...]:
    """What a memory holds, in whatever kind of mapping."""
    return (
        dict(memory.cards),
        {day: dict(decks) for day, decks in memory.days.items()},
        dict(memory.settings),
        dict(memory.marks),
    )


def test_the_last_writer_wins_in_any_order_and_twice() -> None:
    events = [marked(1, "first", Mark.NOTED), marked(2, "", Mark.NOTED), marked(3, "last", Mark.NOTED)]
    for order in permutations(events):
        assert fold([*order, *order]).mark(Mark.NOTED, CardId("d/a")) == "last"


def test_of_two_at_the_same_instant_the_id_decides_on_every_device() -> None:
    now = moment()
    one, two = (
        Marked(id=EventId(id_), at=now.at, day=now.day, card=CardId("d/a"), mark=Mark.NOTED, value=id_)
        for id_ in ("AAA", "BBB")
    )
    assert fold([one, two]).mark(Mark.NOTED, CardId("d/a")) == "BBB"
    assert fold([two, one]).mark(Mark.NOTED, CardId("d/a")) == "BBB"


def test_each_mark_of_each_card_stands_for_itself() -> None:
    memory = fold([marked(1), marked(2, "Mine", Mark.NOTED), marked(3, card="d/b"), marked(4, "", card="d/b")])
    assert memory.mark(Mark.FLAGGED, CardId("d/a")) == "yes"
    assert memory.mark(Mark.NOTED, CardId("d/a")) == "Mine"
    assert memory.mark(Mark.FLAGGED, CardId("d/b")) == ""
    assert memory.mark(Mark.SUSPENDED, CardId("d/a")) == ""


def test_the_marked_cards_come_oldest_first_and_without_those_taken_off() -> None:
    events = [marked(3, card="d/c"), marked(1, card="d/b"), marked(2, card="d/a"), marked(4, "", card="d/a")]
    assert fold(events).marked(Mark.FLAGGED) == ["d/b", "d/c"]


def test_a_mark_that_was_taken_back_never_was() -> None:
    first, second = marked(1, "first", Mark.NOTED), marked(2, "second", Mark.NOTED)
    back = Retracted(id=event_id(3), at=moment(minutes=3).at, day=moment().day, target=second.id, card=second.card)
    assert fold([first, second, back]).mark(Mark.NOTED, CardId("d/a")) == "first"
    assert extend(fold([first, second]), [back]) is None


def test_a_later_mark_that_arrives_first_is_not_overwritten() -> None:
    late, early = marked(9, "late", Mark.NOTED), marked(1, "early", Mark.NOTED)
    assert apply(fold([late]), early).mark(Mark.NOTED, CardId("d/a")) == "late"
    found = extend(fold([late]), [early])
    assert found is not None
    assert found.mark(Mark.NOTED, CardId("d/a")) == "late"


def test_a_mark_changes_nothing_else() -> None:
    before = fold([reviewed(1, "d/a")])
    after = apply(before, marked(500))
    assert (after.cards, after.days, after.settings) == (before.cards, before.days, before.settings)


def test_how_the_last_readiness_check_went_is_remembered_and_an_exam_s_is_not() -> None:
    def examined(number: int, mode: str, *, passed: bool) -> Examined:
        now = moment(number)
        return Examined(
            id=event_id(number),
            at=now.at,
            day=now.day,
            session=SessionId("s"),
            mode=mode,
            passed=passed,
            right=1,
            total=1,
            safety_right=1,
            safety_total=1,
        )

    events = [examined(1, READY, passed=False), examined(2, READY, passed=True), examined(3, EXAM, passed=False)]
    for order in permutations(events):
        assert fold(order).setting(READINESS) == f"ready {moment(2).day.isoformat()}"


# --- any history


def _answer(number: int, card: str, mode: str, right: bool | None, meaning: str, minutes: int) -> Reviewed:
    at = moment(minutes=minutes * 400)
    rating = Rating.GOOD if right is not False else Rating.AGAIN
    return reviewed(
        number, card, rating, at=at.at, day=at.day, mode=mode, correct=right, meaning=meaning,
        confidence=Confidence.VERY_SURE, critical=card == "d/a",
    )  # fmt: skip


ANSWERS = st.builds(
    lambda card, mode, right, meaning, minutes: ("answer", card, mode, right, meaning, minutes),
    st.sampled_from(["d/a", "e/b"]),
    st.sampled_from([STUDY, STUDY, STUDY, CRAM, EXAM]),
    st.sampled_from([True, False, None]),
    st.sampled_from(["m", "m", "m", "other"]),
    st.integers(0, 40),
)
MARKS = st.builds(
    lambda card, mark, value, minutes: ("mark", card, mark, value, minutes),
    st.sampled_from(["d/a", "e/b"]),
    st.sampled_from(list(Mark)),
    st.sampled_from(["", "yes", "2026-12-01"]),
    st.integers(0, 40),
)
BACK = st.builds(lambda target, minutes: ("back", target, minutes), st.integers(0, 9), st.integers(0, 40))


def history(rows: Sequence[tuple[Any, ...]]) -> list[Event]:
    events: list[Event] = []
    for number, row in enumerate(rows):
        match row:
            case ("answer", card, mode, right, meaning, minutes):
                events.append(_answer(number, card, mode, right, meaning, minutes))
            case ("mark", card, mark, value, minutes):
                at = moment(minutes=minutes * 400)
                id_ = event_id(1000 + number)
                events.append(Marked(id=id_, at=at.at, day=at.day, card=CardId(card), mark=mark, value=value))
            case ("back", target, minutes):
                at = moment(minutes=minutes * 400)
                id_ = events[target % len(events)].id if events else event_id(7)
                back = event_id(2000 + number)
                events.append(Retracted(id=back, at=at.at, day=at.day, target=id_, card=CardId("d/a")))
    return events


HISTORIES = st.lists(st.one_of(ANSWERS, ANSWERS, ANSWERS, MARKS, BACK), max_size=12).map(history)


@given(HISTORIES, st.randoms(use_true_random=False), st.integers(0, 12))
def test_any_history_adds_up_to_the_same_in_any_order_twice_and_in_two_parts(
    events: list[Event], random: Any, cut: int
) -> None:
    whole = fold(events)
    mixed = [*events, *events]
    random.shuffle(mixed)
    assert parts(fold(mixed)) == parts(whole)
    random.shuffle(events)
    extended = extend(fold(events[:cut]), events[cut:])
    if extended is not None:
        assert parts(extended) == parts(whole)


@given(HISTORIES)
def test_a_memory_that_was_written_is_read_as_it_was(events: list[Event]) -> None:
    import json

    memory = fold(events)
    assert read(json.loads(json.dumps(write(memory)))) == memory


@pytest.mark.parametrize("mode", [CRAM, EXAM])
def test_an_error_outside_the_schedule_counts_whenever_it_arrives(mode: str) -> None:
    days = [reviewed(n, "d/a", correct=True, at=moment(n).at, day=moment(n).day) for n in range(4)]
    error = reviewed(
        9, "d/a", Rating.AGAIN, correct=False, mode=mode, at=moment(2, minutes=9).at, day=moment(2).day
    )  # fmt: skip
    whole = fold([*days, error])
    assert whole.cards[CardId("d/a")].mastery.later == 1
    late = extend(fold([error]), days)
    assert late is None or parts(late) == parts(whole)
    late = extend(fold(days), [error])
    assert late is None or parts(late) == parts(whole)


@pytest.mark.parametrize("mode", [CRAM, EXAM])
def test_an_error_about_what_is_taught_now_counts_whenever_it_arrives(mode: str) -> None:
    old = reviewed(0, "d/a", meaning="old", correct=True, at=moment(0).at, day=moment(0).day)
    new = [reviewed(n, "d/a", correct=True, at=moment(n).at, day=moment(n).day) for n in range(1, 5)]
    at = moment(3, minutes=9)
    error = reviewed(9, "d/a", Rating.AGAIN, correct=False, mode=mode, at=at.at, day=at.day)
    whole = fold([old, *new, error])
    assert whole.cards[CardId("d/a")].mastery.later == 1
    late = extend(fold([old, error]), new)
    assert late is None or parts(late) == parts(whole)


@pytest.mark.parametrize("mode", [CRAM, EXAM])
def test_an_error_outside_the_schedule_about_something_else_changes_nothing(mode: str) -> None:
    card = reviewed(1, "d/a", correct=True)
    error = reviewed(2, "d/a", Rating.AGAIN, correct=False, mode=mode, meaning="other")
    assert fold([card, error]).cards == fold([card]).cards
