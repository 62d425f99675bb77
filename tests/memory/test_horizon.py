from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import Rating
from ldn_learn.memory.horizon import LAST_DAYS, LIKELY, READY, Horizon, Pace, first_gap, pace
from ldn_learn.memory.scheduling import Phase, Review, advance, recall
from tests.builders import START

TODAY = date(2026, 12, 1)
CARD = CardId("d/c")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def learnt(stability: float, last: date = TODAY, due_in: int | None = None) -> Review:
    """A card in review; without `due_in` it is due when recall has fallen to 90 of 100."""
    return Review(stability, 5.0, last + timedelta(days=max(1, round(stability)) if due_in is None else due_in), last)


phases = st.builds(
    learnt,
    stability=st.floats(0.01, 4000),
    last=st.integers(0, 400).map(ago),
    due_in=st.none() | st.integers(1, 900),
)
ids = st.text(max_size=12).map(CardId)
left = st.integers(1, 400)
"""Days to the date."""


def asked_late(phase: Review, horizon: Horizon, until: date, first: Rating, *, critical: bool) -> int:
    """How often a card is asked in the last days before `until`, when all answers after the first one are right."""
    today, days, rating = phase.last, [], first
    while (today := today + timedelta(days=1)) < until:
        after: Phase | None = phase
        if horizon.due(phase, CARD, today, critical=critical) > today:
            continue
        days.append(today)
        while not isinstance(after, Review) or after is phase:
            after = advance(after, rating, START, today, CARD, reps=len(days), critical=critical)
            rating = Rating.GOOD
        phase = after
    return sum((until - day).days <= LAST_DAYS for day in days)


# --- the first gap


@pytest.mark.parametrize(("days", "gap"), [(7, 2), (14, 4), (21, 5), (30, 7), (60, 11), (90, 14), (180, 21), (365, 27)])
def test_the_first_gap_is_that_of_the_table(days: int, gap: int) -> None:
    assert first_gap(days) == gap


@pytest.mark.parametrize(("days", "gap"), [(-3, 1), (0, 1), (1, 1), (2, 1), (4, 1), (5, 2), (3650, 274)])
def test_beyond_a_week_and_a_year_the_shares_stay_those_of_the_ends(days: int, gap: int) -> None:
    assert first_gap(days) == gap


@given(st.integers(2, 4000))
def test_a_first_gap_ends_before_the_date_and_grows_with_the_days(days: int) -> None:
    assert 1 <= first_gap(days) < days
    assert first_gap(days) <= first_gap(days + 1)


@pytest.mark.parametrize(("days", "wait"), [(30, 8), (60, 11), (90, 14), (180, 15)])
def test_an_ordinary_card_waits_for_its_first_gap_while_it_is_likely_kept(days: int, wait: int) -> None:
    phase = learnt(8.2956)
    assert Horizon(ahead(days)).due(phase, CARD, TODAY) == ahead(wait)


def test_a_safety_card_is_asked_when_the_schedule_has_it() -> None:
    phase = learnt(8.2956)
    assert Horizon(ahead(90)).due(phase, CARD, TODAY, critical=True) == phase.due


@given(phases, ids, left)
def test_no_card_waits_until_it_is_likely_forgotten(phase: Review, card: CardId, days: int) -> None:
    due = Horizon(ahead(days)).due(phase, card, TODAY)
    assert due <= phase.due or recall(phase, due) >= LIKELY


@given(phases, ids, left, st.integers(-30, 400))
def test_a_safety_card_is_never_asked_later_than_scheduled(phase: Review, card: CardId, days: int, passed: int) -> None:
    assert Horizon(ahead(days)).due(phase, card, ahead(passed), critical=True) <= phase.due


# --- the last look


@given(phases, ids, left, st.booleans())
def test_what_was_learnt_before_the_last_days_is_seen_again_before_the_date(
    phase: Review, card: CardId, days: int, critical: bool
) -> None:
    day = ahead(days)
    assume((day - phase.last).days > LAST_DAYS)
    assert phase.last < Horizon(day).due(phase, card, TODAY, critical=critical) < day


@given(st.floats(0.01, 30), ids, st.integers(1, LAST_DAYS), st.booleans())
def test_in_the_last_days_a_card_is_asked_again_only_where_the_date_needs_it(
    stability: float, card: CardId, days: int, critical: bool
) -> None:
    phase, day = learnt(stability), ahead(days)
    due = Horizon(day).due(phase, card, TODAY, critical=critical)
    chance = recall(phase, day)
    assume(abs(chance - READY) > 1e-9)
    if chance > READY:
        assert due == phase.due
    elif days > 1:
        assert TODAY < due < day


def last_looks(stability: float) -> Counter[int]:
    """How many of 300 cards are looked at so many days before a date 60 days off."""
    cards = [CardId(f"deck/card-{number}") for number in range(300)]
    horizon = Horizon(ahead(60))
    return Counter((horizon.day - horizon.due(learnt(stability, due_in=900), card, TODAY)).days for card in cards)


def test_strong_cards_are_looked_at_on_all_of_the_last_days_about_as_many_on_each() -> None:
    looks = last_looks(100.0)
    assert set(looks) == set(range(1, LAST_DAYS + 1))
    assert max(looks.values()) < 1.4 * 300 / LAST_DAYS


def test_the_weaker_a_card_is_the_nearer_to_the_date_is_its_last_look() -> None:
    assert set(last_looks(3.0)) == {1}
    assert set(last_looks(12.0)) == {1, 2, 3}


@given(st.floats(0.05, 400), st.integers(1, 60), st.booleans(), st.sampled_from([*Rating][1:]))
def test_a_card_that_is_known_is_asked_three_times_at_most_in_the_last_days(
    stability: float, days: int, critical: bool, first: Rating
) -> None:
    day = ahead(days)
    assert asked_late(learnt(stability), Horizon(day), day, first, critical=critical) <= 3


@given(st.floats(0.05, 400), st.integers(1, 60), st.booleans())
def test_a_card_that_was_forgotten_is_asked_twice_more_at_most_than_without_a_date(
    stability: float, days: int, critical: bool
) -> None:
    phase, day, without = learnt(stability), ahead(days), Horizon(TODAY)
    late = asked_late(phase, Horizon(day), day, Rating.AGAIN, critical=critical)
    assert late <= 2 + asked_late(phase, without, day, Rating.AGAIN, critical=critical)


# --- the date


@given(phases, ids, st.integers(0, 400))
def test_from_the_date_on_the_schedule_alone_counts(phase: Review, card: CardId, passed: int) -> None:
    assert Horizon(ago(passed)).due(phase, card, TODAY) == phase.due


@given(phases, ids, left, st.integers(0, 400), st.booleans())
def test_what_is_due_stays_due_until_the_date(
    phase: Review, card: CardId, days: int, later: int, critical: bool
) -> None:
    day = ahead(days)
    horizon = Horizon(day)
    assume(ahead(later) < day)
    assert horizon.due(phase, card, ahead(later), critical=critical) == horizon.due(
        phase, card, TODAY, critical=critical
    )


def test_after_a_break_what_was_due_is_due() -> None:
    for stability in (0.3, 2.3, 9.0, 40.0):
        phase = learnt(stability, last=ago(round(stability) + 15))
        for days in (1, 2, 5, 14, 60, 365):
            assert Horizon(ahead(days)).due(phase, CARD, TODAY) <= TODAY


def test_a_card_missed_on_its_last_day_is_asked_on_the_next() -> None:
    horizon = Horizon(ahead(30))
    phase = learnt(100.0)
    due = horizon.due(phase, CARD, TODAY)
    assert ahead(30 - LAST_DAYS) <= due < ahead(30)
    for passed in (1, 2):
        missed = min(due + timedelta(days=passed), ahead(29))
        assert horizon.due(phase, CARD, missed) == due


def test_with_the_date_tomorrow_all_but_what_is_fresh_is_asked_today() -> None:
    horizon = Horizon(ahead(1))
    assert horizon.due(learnt(50.0, last=ago(20)), CARD, TODAY) <= TODAY
    assert horizon.due(learnt(50.0, last=ago(3)), CARD, TODAY) == ahead(47)
    just_now = learnt(2.3)
    assert horizon.due(just_now, CARD, TODAY) == just_now.due


def test_when_the_date_moves_the_last_look_moves_along() -> None:
    phase = learnt(100.0)
    due = [Horizon(ahead(days)).due(phase, CARD, TODAY) for days in (20, 40, 60, 300)]
    assert [(later - earlier).days for earlier, later in pairwise(due[:3])] == [20, 20]
    assert due[3] == phase.due


# --- the pace


def test_the_pace_tells_what_it_takes_and_what_does_not_fit() -> None:
    assert pace(110, 40, TODAY, ahead(11), 8) == Pace(needed=11, limit=8, left_out=30, left_out_critical=0)
    found = pace(60, 40, TODAY, ahead(11), 8)
    assert found.on_track
    assert found.needed == 6


def test_safety_cards_come_first_so_they_are_left_out_last() -> None:
    assert pace(110, 90, TODAY, ahead(11), 8) == Pace(11, 8, 30, 10)


@pytest.mark.parametrize("days", [1, 0, -1, -400])
def test_when_the_date_is_too_near_no_pace_is_enough(days: int) -> None:
    assert pace(5, 2, TODAY, ahead(days), 8) == Pace(None, 8, 5, 2)
    assert pace(0, 0, TODAY, ahead(days), 8) == Pace(0, 8, 0, 0)
    assert pace(0, 0, TODAY, ahead(days), 8).on_track


def test_a_far_date_takes_one_card_a_day_and_no_limit_leaves_all_out() -> None:
    assert pace(113, 53, TODAY, ahead(3650), 8) == Pace(1, 8, 0, 0)
    assert pace(113, 53, TODAY, ahead(30), 0) == Pace(4, 0, 113, 53)


@given(st.integers(1, 5000), st.integers(2, 4000))
def test_what_is_needed_is_the_least_that_is_on_track(unseen: int, days: int) -> None:
    needed = pace(unseen, 0, TODAY, ahead(days), 8).needed
    assert needed is not None
    assert pace(unseen, 0, TODAY, ahead(days), needed).on_track
    assert not pace(unseen, 0, TODAY, ahead(days), needed - 1).on_track


@pytest.mark.parametrize("critical", [False, True])
@pytest.mark.parametrize("first", list(Rating))
def test_what_is_begun_on_the_last_day_that_the_pace_counts_is_seen_again(first: Rating, critical: bool) -> None:
    day = ahead(14)
    begun = day - timedelta(days=2)
    assert pace(1, 0, begun, day, 1).on_track
    assert not pace(1, 0, begun + timedelta(days=1), day, 1).on_track
    phase: Phase | None = None
    rating = first
    while not isinstance(phase, Review):
        phase = advance(phase, rating, START, begun, CARD, reps=0, critical=critical)
        rating = Rating.GOOD
    assert Horizon(day).due(phase, CARD, begun, critical=critical) == day - timedelta(days=1)
