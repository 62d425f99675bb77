"""What was missed with great confidence comes back soon [E10], through whole histories."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import CRAM, EXAM, Confidence, Rating, Reviewed
from ldn_learn.memory.fold import CardMemory, fold
from ldn_learn.memory.scheduling import Learning, Review, interval_of
from tests.builders import SURE, moment, reviewed

CARD = CardId("d/a")


def told(number: int, days: float, *, right: bool = True, minutes: float = 0, **more: Any) -> Reviewed:
    now = moment(days, minutes)
    rating = more.pop("rating", Rating.GOOD if right else Rating.AGAIN)
    return reviewed(number, CARD, rating, correct=right, at=now.at, day=now.day, **more)


def after(*events: Reviewed) -> CardMemory:
    return fold(events).cards[CARD]


def days(card: CardMemory) -> int:
    return interval_of(card.phase) or 0


LEARNT = [told(0, 0, rating=Rating.EASY), told(1, 30), told(2, 120)]
ERROR = told(3, 400, right=False, confidence=SURE)


def test_E10_it_comes_back_in_the_session_then_the_next_day_then_within_a_week() -> None:  # noqa: N802
    assert days(after(*LEARNT)) > 30
    wrong = after(*LEARNT, ERROR)
    assert isinstance(wrong.phase, Learning)
    again = after(*LEARNT, ERROR, told(4, 400, minutes=11))
    assert days(again) == 1
    next_day = after(*LEARNT, ERROR, told(4, 400, minutes=11), told(5, 401))
    assert 1 < days(next_day) <= 7


def test_E10_without_great_confidence_the_schedule_alone_decides() -> None:  # noqa: N802
    for confidence in (Confidence.GUESSING, Confidence.FAIRLY_SURE, None):
        error = told(3, 400, right=False, confidence=confidence)
        assert after(*LEARNT, error).guard == 0
    assert after(*LEARNT, told(3, 400, confidence=SURE)).guard == 0


def test_E10_the_guard_goes_once_it_was_seen_within_a_week() -> None:  # noqa: N802
    events = [*LEARNT, ERROR, told(4, 400, minutes=11)]
    day, number = 401, 5
    seen = []
    while (card := after(*events)).guard:
        seen.append(days(card))
        assert days(card) <= 7
        events.append(told(number, day))
        number += 1
        day += days(after(*events))
        assert number < 20
    assert seen[0] == 1
    free = after(*events, told(number, day))
    assert days(free) > 7


def test_E10_a_new_error_starts_it_again() -> None:  # noqa: N802
    events = [*LEARNT, ERROR, told(4, 400, minutes=11)]
    assert after(*events).guard == 1
    again = after(*events, told(5, 401, right=False, confidence=SURE), told(6, 401, minutes=11))
    assert (again.guard, days(again)) == (1, 1)
    assert after(*events, told(5, 401, right=False, confidence=SURE)).guard == 2
    assert after(*events, told(5, 401, right=False, confidence=Confidence.GUESSING)).guard == 1


def test_E10_it_holds_for_a_card_that_was_new() -> None:  # noqa: N802
    wrong = told(0, 0, right=False, confidence=SURE)
    steps = [wrong, *(told(1 + n, 0, minutes=2 + 11 * n) for n in range(2))]
    assert isinstance(after(*steps).phase, Review)
    assert days(after(*steps)) == 1


@pytest.mark.parametrize("mode", [CRAM, EXAM])
def test_an_error_outside_the_schedule_moves_no_date(mode: str) -> None:
    card = after(*LEARNT, told(3, 400, right=False, confidence=SURE, mode=mode))
    before = after(*LEARNT)
    assert (card.phase, card.guard, card.reps, card.lapses) == (before.phase, 0, before.reps, before.lapses)
    assert (before.mastery.later, card.mastery.later) == (2, 0)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, *Confidence]), st.integers(0, 12)), max_size=12))
def test_E10_while_it_is_guarded_no_interval_is_longer_than_promised(  # noqa: N802
    answers: list[tuple[bool, Confidence | None, int]],
) -> None:
    events: list[Reviewed] = []
    day = 0
    guard = 0
    for number, (right, confidence, later) in enumerate(answers):
        day += later
        events.append(told(number, day, minutes=number, right=right, confidence=confidence))
        card = after(*events)
        if right and guard:
            assert days(card) <= {2: 1, 1: 7}[guard]
        guard = card.guard


def test_a_confident_error_that_was_taken_back_guards_nothing() -> None:
    from tests.builders import retracted

    assert fold([*LEARNT, ERROR, retracted(10_000, ERROR)]).cards[CARD] == after(*LEARNT)
