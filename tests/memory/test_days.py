from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.memory.days import study_day


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-12-01T03:59:59", date(2026, 11, 30)),
        ("2026-12-01T04:00:00", date(2026, 12, 1)),
        ("2026-12-01T23:59:00", date(2026, 12, 1)),
        ("2028-02-29T12:00:00", date(2028, 2, 29)),
        ("2028-03-01T01:00:00", date(2028, 2, 29)),
        ("2027-01-01T03:00:00", date(2026, 12, 31)),
    ],
)
def test_a_study_day_starts_at_four(wall: str, day: date) -> None:
    assert study_day(datetime.fromisoformat(wall)) == day


@pytest.mark.parametrize("morning", ["2026-03-29", "2026-10-25"])
def test_a_change_to_or_from_summer_time_moves_no_day(morning: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    day = date.fromisoformat(morning)
    assert study_day(datetime.fromisoformat(f"{morning}T03:59").replace(tzinfo=zone)) == day - timedelta(days=1)
    assert study_day(datetime.fromisoformat(f"{morning}T04:00").replace(tzinfo=zone)) == day


@given(st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - a wall clock
def test_a_day_later_is_the_next_study_day(wall: datetime) -> None:
    assert study_day(wall + timedelta(days=1)) == study_day(wall) + timedelta(days=1)
