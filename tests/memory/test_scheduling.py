from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from fsrs_rs_python import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory import scheduling
from ldn_learn.memory.events import Rating
from ldn_learn.memory.scheduling import Learning, Phase, Review, advance, fuzzed, outcomes, steps_left
from tests.builders import START

DAY = START.date()
CARD = CardId("d/c")


def walk(ratings: list[Rating], *, critical: bool = False) -> tuple[list[int], Phase]:
    """Answer at each due date; gives the intervals in days and the last phase."""
    phase: Phase | None = None
    at, day, intervals = START, DAY, []
    for reps, rating in enumerate(ratings):
        phase = advance(phase, rating, at, day, CARD, reps=reps, critical=critical)
        due = phase.due if isinstance(phase, Review) else day
        intervals.append((due - day).days)
        at, day = at + (due - day), due
    assert phase is not None
    return intervals, phase


@pytest.fixture
def without_fuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "fuzzed", lambda interval, card, reps: interval)


@pytest.mark.usefixtures("without_fuzz")
def test_intervals_are_those_that_the_library_publishes() -> None:
    # py-fsrs, tests/test_basic.py, test_review_card
    good, again = Rating.GOOD, Rating.AGAIN
    ratings = [good] * 6 + [again, again] + [good] * 5
    assert walk(ratings)[0] == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


@pytest.mark.usefixtures("without_fuzz")
def test_memory_states_are_those_that_the_library_publishes() -> None:
    # py-fsrs, tests/test_basic.py, test_memo_state: stability 53.62691, difficulty 6.3574867
    phase: Phase | None = None
    day = DAY
    ratings = (Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.GOOD)
    for reps, (rating, wait) in enumerate(zip(ratings, (0, 0, 1, 3, 8, 21), strict=True)):
        day += timedelta(days=wait)
        phase = advance(phase, rating, START, day, CARD, reps=reps, critical=False)
    assert phase is not None
    assert phase.stability == pytest.approx(53.62691, abs=1e-4)
    assert phase.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_the_parameters_are_the_defaults_of_both_reference_libraries() -> None:
    assert fsrs.Scheduler().parameters == scheduling.PARAMETERS
    assert pytest.approx(DEFAULT_PARAMETERS, abs=1e-4) == scheduling.PARAMETERS


def test_learning_steps_are_one_and_ten_minutes() -> None:
    first = advance(None, Rating.AGAIN, START, DAY, CARD, reps=0, critical=False)
    second = advance(None, Rating.GOOD, START, DAY, CARD, reps=0, critical=False)
    assert isinstance(first, Learning)
    assert isinstance(second, Learning)
    assert first.due - START == timedelta(minutes=1)
    assert second.due - START == timedelta(minutes=10)


@pytest.mark.parametrize(("critical", "answers"), [(False, 2), (True, 3)])
def test_a_safety_card_takes_one_right_answer_more_on_its_first_day(critical: bool, answers: int) -> None:
    for count in range(1, answers + 1):
        phase = walk([Rating.GOOD] * count, critical=critical)[1]
        assert isinstance(phase, Review) == (count == answers)


def test_steps_left_counts_down_to_the_first_review() -> None:
    assert steps_left(None, critical=False) == 2
    assert steps_left(None, critical=True) == 3
    assert steps_left(walk([Rating.GOOD], critical=True)[1], critical=True) == 2
    assert steps_left(walk([Rating.GOOD] * 3, critical=True)[1], critical=True) == 1
    assert steps_left(walk([Rating.GOOD, Rating.GOOD, Rating.AGAIN])[1], critical=False) == 1


def test_an_evening_and_the_next_morning_are_a_day_apart() -> None:
    learnt = Review(2.3, 5.0, DAY + timedelta(days=2), DAY)
    morning = START + timedelta(hours=11)
    phase = advance(learnt, Rating.GOOD, morning, DAY + timedelta(days=1), CARD, reps=3, critical=False)
    same_day = advance(learnt, Rating.GOOD, morning, DAY, CARD, reps=3, critical=False)
    assert phase.stability > same_day.stability


def test_a_clock_that_was_set_back_counts_as_no_time() -> None:
    learnt = Review(10.0, 5.0, DAY + timedelta(days=10), DAY)
    earlier = advance(learnt, Rating.GOOD, START, DAY - timedelta(days=30), CARD, reps=3, critical=False)
    assert earlier.stability > 0


phases: st.SearchStrategy[Phase | None] = st.one_of(
    st.none(),
    st.builds(
        Learning,
        stability=st.floats(0.01, 400),
        difficulty=st.floats(1, 10),
        step=st.integers(0, 1),
        due=st.just(START),
        last=st.just(DAY),
        relearning=st.booleans(),
    ).map(lambda each: Learning(each.stability, each.difficulty, 0, START, DAY, True) if each.relearning else each),
    st.builds(
        Review,
        stability=st.floats(0.01, 4000),
        difficulty=st.floats(1, 10),
        due=st.dates(date(2026, 12, 1), date(2030, 1, 1)),
        last=st.dates(date(2020, 1, 1), date(2026, 11, 30)),
    ),
)


@given(phases, st.integers(0, 50), st.booleans())
def test_a_better_rating_is_never_due_earlier(phase: Phase | None, reps: int, critical: bool) -> None:
    found = outcomes(phase, START, DAY, CARD, reps=reps, critical=critical)
    dues = [_instant(found[rating]) for rating in Rating]
    assert dues == sorted(dues)


@given(phases, st.sampled_from(Rating), st.integers(0, 50))
def test_what_is_shown_is_what_is_stored(phase: Phase | None, rating: Rating, reps: int) -> None:
    shown = outcomes(phase, START, DAY, CARD, reps=reps, critical=False)[rating]
    assert shown == advance(phase, rating, START, DAY, CARD, reps=reps, critical=False)


@given(st.integers(1, 20_000), st.integers(0, 100), st.text(max_size=20).map(CardId))
def test_fuzz_stays_within_the_published_reach_and_is_always_the_same(interval: int, reps: int, card: CardId) -> None:
    moved = fuzzed(interval, card, reps)
    reach = 1 + 0.15 * min(interval, 7) + 0.1 * max(0, min(interval, 20) - 7) + 0.05 * max(0, interval - 20)
    assert abs(moved - interval) <= reach + 1
    assert moved == fuzzed(interval, card, reps)
    assert (moved == interval) or interval >= 3


def test_fuzz_spreads_cards_that_were_learnt_together() -> None:
    dates = {fuzzed(30, CardId(f"d/{number}"), 4) for number in range(200)}
    assert len(dates) >= 5


def _instant(phase: Phase) -> datetime:
    if isinstance(phase, Learning):
        return phase.due
    return datetime.combine(phase.due, datetime.max.time(), UTC)
