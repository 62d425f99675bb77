"""Quieter days within the span, and easy weekdays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.balance import Load
from ldn_learn.memory.events import Rating, Reviewed
from ldn_learn.memory.fold import fold
from ldn_learn.memory.scheduling import Learning, Review, advance, interval_of, outcomes, span
from tests.builders import START, begin, flip, moment, reviewed

CARD = CardId("d/a")
DAY = moment().day
COUNTS = st.dictionaries(st.integers(0, 80), st.integers(0, 30), max_size=60).map(
    lambda counts: {DAY.toordinal() + days: count for days, count in counts.items()}
)
LOADS = st.builds(Load, COUNTS, st.frozensets(st.integers(0, 6)))
PHASES = st.one_of(
    st.none(),
    st.builds(
        lambda stability, difficulty, ago: Review(stability, difficulty, DAY, DAY - timedelta(days=ago)),
        st.floats(0.5, 400),
        st.floats(1, 10),
        st.integers(0, 90),
    ),
    st.builds(
        lambda stability, difficulty, step, again: Learning(
            stability, difficulty, 0 if again else step, START, DAY, again
        ),
        st.floats(0.5, 40),
        st.floats(1, 10),
        st.integers(0, 1),
        st.booleans(),
    ),
)


def review(days: int) -> Review:
    return Review(5.0, 5.0, DAY + timedelta(days=days), DAY)


def test_cards_are_counted_by_the_day_on_which_they_are_due() -> None:
    learning = Learning(1.0, 5.0, 0, START, DAY)
    load = Load.of([review(3), review(3), review(5), learning])
    assert load.counts == {DAY.toordinal() + 3: 2, DAY.toordinal() + 5: 1}


def test_an_answer_moves_its_card_from_one_day_to_another() -> None:
    load = Load.of([review(0), review(0)], frozenset({6}))
    after = load.after(review(0), review(9))
    assert after.counts == {DAY.toordinal(): 1, DAY.toordinal() + 9: 1}
    assert after.easy == {6}
    assert load.after(None, Learning(1.0, 5.0, 0, START, DAY)).counts == load.counts


@given(LOADS, st.integers(1, 40), st.integers(0, 8), st.integers(0, 50))
def test_the_day_chosen_lies_within_the_span_and_none_is_quieter(load: Load, low: int, wide: int, reps: int) -> None:
    chosen = load.chooser(DAY, CARD, reps)(low, low + wide)
    assert low <= chosen <= low + wide

    def weight(days: int) -> int:
        day = DAY + timedelta(days=days)
        return (load.counts.get(day.toordinal(), 0) + 1) * (5 if day.weekday() in load.easy else 1)

    assert weight(chosen) == min(weight(days) for days in range(low, low + wide + 1))


@given(LOADS, st.integers(1, 40), st.integers(0, 8), st.integers(0, 50))
def test_the_same_answer_on_the_same_load_gives_the_same_day(load: Load, low: int, wide: int, reps: int) -> None:
    assert load.chooser(DAY, CARD, reps)(low, low + wide) == load.chooser(DAY, CARD, reps)(low, low + wide)


def test_equally_quiet_days_are_all_used() -> None:
    chosen = {Load().chooser(DAY, CardId(f"d/{n}"), 1)(10, 14) for n in range(60)}
    assert chosen == {10, 11, 12, 13, 14}


def test_reviews_go_to_other_weekdays_than_the_easy_ones_where_the_span_has_any() -> None:
    easy = frozenset({5, 6})
    for number in range(40):
        chosen = Load({}, easy).chooser(DAY, CardId(f"d/{number}"), 1)(10, 16)
        assert (DAY + timedelta(days=chosen)).weekday() not in easy
    assert Load({}, frozenset(range(7))).chooser(DAY, CARD, 1)(10, 10) == 10


@given(PHASES, LOADS, st.integers(0, 40), st.booleans(), st.sampled_from([None, 1, 7]))
def test_a_better_rating_is_never_due_earlier_whatever_the_load(
    phase: Review | Learning | None, load: Load, reps: int, critical: bool, longest: int | None
) -> None:
    found = outcomes(
        phase,
        START,
        DAY,
        CARD,
        reps=reps,
        critical=critical,
        longest=longest,
        choose=load.chooser(DAY, CARD, reps),
    )
    days = [interval_of(found[rating]) or 0 for rating in Rating]
    assert days == sorted(days)
    assert longest is None or max(days) <= longest


def test_a_better_rating_is_never_due_earlier_when_all_days_are_equally_quiet() -> None:
    """Of equal days each span begins its choice elsewhere, which is where a longer interval could come out shorter."""
    for stability in range(4, 60, 3):
        for reps in range(40):
            phase = Review(float(stability), 7.0, DAY, DAY - timedelta(days=stability // 3))
            choose = Load().chooser(DAY, CARD, reps)
            found = outcomes(phase, START, DAY, CARD, reps=reps, critical=False, choose=choose)
            days = [interval_of(found[rating]) or 0 for rating in Rating]
            assert days == sorted(days)


@given(PHASES, LOADS, st.integers(0, 40))
def test_a_card_is_moved_within_its_span_only(phase: Review | Learning | None, load: Load, reps: int) -> None:
    plain = advance(phase, Rating.EASY, START, DAY, CARD, reps=reps, critical=False, choose=lambda low, high: low)
    wide = advance(phase, Rating.EASY, START, DAY, CARD, reps=reps, critical=False, choose=lambda low, high: high)
    moved = advance(
        phase, Rating.EASY, START, DAY, CARD, reps=reps, critical=False, choose=load.chooser(DAY, CARD, reps)
    )
    assert (interval_of(plain) or 0) <= (interval_of(moved) or 0) <= (interval_of(wide) or 0)


@given(st.integers(1, 36_500))
def test_a_span_holds_its_interval_and_never_reaches_today(interval: int) -> None:
    low, high = span(interval)
    assert 1 <= low <= interval <= high


def answers(number: int, days: list[int], **more: Any) -> list[Reviewed]:
    return [
        reviewed(number * 100 + index, f"d/{number}", Rating.EASY, at=moment(day).at, day=moment(day).day, **more)
        for index, day in enumerate(days)
    ]


@given(st.randoms(use_true_random=False), st.integers(2, 30))
def test_the_interval_in_the_event_wins_over_any_load_in_any_order_and_twice(random: Any, interval: int) -> None:
    told = [event for n in range(6) for event in answers(n, [n, n + 20], interval=interval)]
    memory = fold(told)
    for card in memory.cards.values():
        assert interval_of(card.phase) == interval
    mixed = [*told, *told]
    random.shuffle(mixed)
    again = fold(mixed)
    assert again.cards == memory.cards
    assert again.days == memory.days


def test_what_the_session_told_is_what_a_later_fold_finds_though_the_load_has_changed() -> None:
    others = {CardId(f"d/{n}"): flip(f"d/{n}") for n in range(30)}
    known = fold(
        reviewed(n, id_, Rating.EASY, meaning=card.meaning, at=START, day=DAY, interval=8 + n % 2)
        for n, (id_, card) in enumerate(others.items())
    )
    session = begin([flip("d/0")], known, days=9).reveal(moment(9))
    move = session.rate(Rating.GOOD, moment(9), reviewed(999).id)
    assert move is not None
    event = move.event
    assert isinstance(event, Reviewed)
    assert event.interval == interval_of(move.session.memory.cards[CardId("d/0")].phase)
    folded = fold([reviewed(0, "d/0", Rating.EASY, meaning=flip("d/0").meaning, at=START, day=DAY, interval=8), event])
    assert folded.cards[CardId("d/0")].phase == move.session.memory.cards[CardId("d/0")].phase


@pytest.mark.parametrize("busy", range(2))
def test_a_session_sends_a_card_to_a_quieter_day(busy: int) -> None:
    """Two equal histories, but for a crowd on the day that the card would have taken."""
    meaning = flip("d/0").meaning
    mine = reviewed(0, "d/0", Rating.EASY, meaning=meaning, at=START, day=DAY, interval=8)
    free = begin([flip("d/0")], fold([mine]), days=8).reveal(moment(8)).rate(Rating.GOOD, moment(8), mine.id)
    assert free is not None
    day = getattr(free.event, "interval", 0)
    crowd = [
        reviewed(n + 1, f"d/{n + 1}", Rating.EASY, at=moment(7).at, day=moment(7).day, interval=1 + day)
        for n in range(20 * busy)
    ]
    found = begin([flip("d/0")], fold([mine, *crowd]), days=8).reveal(moment(8)).rate(Rating.GOOD, moment(8), mine.id)
    assert found is not None
    assert (getattr(found.event, "interval", 0) == day) is (busy == 0)
