"""How much a day holds: settings, easy days, more today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience
from ldn_learn.memory.events import CRAM, EXAM, Rating, Setting
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.limits import (
    DAILY,
    EASY_DAYS,
    MORE_TODAY,
    MOST_NEW,
    NEW_A_DAY,
    READY_BY,
    Limits,
    easy_days,
    left_today,
    more_today,
    of_day,
    ready_by,
)
from tests.builders import START, event_id, moment, reviewed

TUESDAY = moment().day


def settings(**values: str) -> Memory:
    """The memory after these settings were made."""
    return fold(
        Setting(id=event_id(n), at=START, day=TUESDAY, key=key, value=value)
        for n, (key, value) in enumerate(values.items())
    )


def left(limits: Limits, memory: Memory, days: int = 0) -> tuple[int, int]:
    found = left_today(limits, memory, moment(days).day)
    return found.new, found.reviews


@pytest.mark.parametrize("learner", list(Audience))
def test_without_settings_a_day_holds_the_usual(learner: Audience) -> None:
    assert of_day(learner, Memory(), TUESDAY) == DAILY[learner]


@pytest.mark.parametrize(
    ("setting", "new"),
    [("3", 3), ("0", 0), ("500", 500), ("9999", MOST_NEW), ("-3", 8), ("many", 8), ("", 8), ("12345", 8), ("٤", 8)],
)
def test_the_learner_s_own_number_of_new_cards_counts_where_it_is_one(setting: str, new: int) -> None:
    assert of_day(Audience.PATIENT, settings(**{NEW_A_DAY: setting}), TUESDAY).new == new


def test_an_easy_day_holds_half_the_new_cards_and_the_other_days_all_of_them() -> None:
    memory = settings(**{EASY_DAYS: "2, 7"})
    found = [of_day(Audience.PATIENT, memory, TUESDAY + timedelta(days=days)).new for days in range(7)]
    assert found == [4, 8, 8, 8, 8, 4, 8]
    assert of_day(Audience.PATIENT, memory, TUESDAY).reviews == DAILY[Audience.PATIENT].reviews


@given(st.text(max_size=12))
def test_any_text_names_weekdays_or_none(text: str) -> None:
    found = easy_days(settings(**{EASY_DAYS: text}))
    assert found <= set(range(7))


@pytest.mark.parametrize(
    ("text", "days"), [("1,7", {0, 6}), ("", set()), ("0,8,11", set()), (" 6 , 7 ", {5, 6}), ("1,,1", {0})]
)
def test_weekdays_are_read_from_one_to_seven(text: str, days: set[int]) -> None:
    assert easy_days(settings(**{EASY_DAYS: text})) == days


def test_more_today_holds_for_its_day_only() -> None:
    memory = settings(**{MORE_TODAY: f"{TUESDAY.isoformat()} 8"})
    assert of_day(Audience.PATIENT, memory, TUESDAY).new == 16
    assert of_day(Audience.PATIENT, memory, TUESDAY + timedelta(days=1)).new == 8


@pytest.mark.parametrize("value", ["8", "2026-12-01", "2026-12-01 ", "2026-12-01 -8", "2026-12-01 x", "tomorrow 8"])
def test_what_is_no_number_for_today_adds_nothing(value: str) -> None:
    assert more_today(settings(**{MORE_TODAY: value}), TUESDAY) == 0


@pytest.mark.parametrize(
    ("value", "day"), [("2026-12-24", date(2026, 12, 24)), ("", None), ("soon", None), ("2026-02-30", None)]
)
def test_the_day_to_be_ready_by_is_a_date_or_none(value: str, day: date | None) -> None:
    assert ready_by(settings(**{READY_BY: value})) == day


def test_what_was_done_is_taken_off_and_never_below_nothing() -> None:
    memory = fold(
        [
            *(reviewed(n, f"d/{n}", Rating.EASY, at=START, day=TUESDAY) for n in range(5)),
            *(reviewed(9 + n, f"d/{n}", at=moment(9).at, day=moment(9).day) for n in range(3)),
        ]
    )
    assert left(Limits(8, 60), memory) == (3, 60)
    assert left(Limits(8, 60), memory, 9) == (8, 57)
    assert left(Limits(2, 1), memory, 9) == (2, 0)


@pytest.mark.parametrize("mode", [CRAM, EXAM])
def test_what_is_answered_outside_the_schedule_takes_nothing_off(mode: str) -> None:
    memory = fold([reviewed(1, "d/a"), reviewed(2, "d/a", mode=mode), reviewed(3, "d/b", mode=mode)])
    assert left(Limits(8, 60), memory) == (7, 60)
