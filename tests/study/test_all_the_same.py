"""A safety point on which science is unsure still says what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ldn_learn.study.wording import all_the_same
from tests.builders import choice


@pytest.mark.parametrize(
    ("critical", "certainty", "said"),
    [
        (True, "low", True),
        (True, "very_low", True),
        (True, "moderate", False),
        (True, "", False),
        (False, "low", False),
    ],
)
def test_the_step_is_taken_all_the_same(*, critical: bool, certainty: str, said: bool) -> None:
    card = replace(choice("d/a"), critical=critical, certainty=certainty)
    assert bool(all_the_same(card)) is said
