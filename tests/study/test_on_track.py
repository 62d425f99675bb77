"""Whether one will be ready in time, in one sentence."""

from __future__ import annotations

import pytest

from ldn_learn.memory.horizon import Pace
from ldn_learn.study.summing_up import on_track


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (None, ""),
        (Pace(6, 8, 0, 0), "On track: 8 new cards a day."),
        (Pace(0, 8, 0, 0), "On track: every card is begun."),
        (
            Pace(12, 8, 71, 0),
            "It takes 12 new cards a day. At 8 a day, 71 cards will not fit before the day, none of them a safety "
            "point. Press , to change that.",
        ),
        (
            Pace(40, 8, 90, 3),
            "It takes 40 new cards a day. At 8 a day, 90 cards will not fit before the day, 3 of them safety points. "
            "Press , to change that.",
        ),
        (
            Pace(None, 8, 1, 1),
            "The day is near: 1 card will not fit before the day, 1 of them safety points. Safety points come first.",
        ),
    ],
)
def test_the_day_and_the_pace_are_told(pace: Pace | None, said: str) -> None:
    assert on_track(pace) == said
