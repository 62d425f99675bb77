"""What a day holds, what waits and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.memory.events import Mark, Marked, Rating, Reviewed
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.limits import DAILY, Limits, left_today
from ldn_learn.memory.plan import Plan, Why, plan, put_aside
from ldn_learn.memory.queue import choose, queue_of
from tests.builders import START, event_id, flip, moment, reviewed

if TYPE_CHECKING:
    from datetime import date

    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.events import Event

MANY = Limits(1000, 1000)
PATIENT = DAILY[Audience.PATIENT]


def cards(*ids: str, **more: Any) -> dict[CardId, Card]:
    return {CardId(id_): flip(id_, **more) for id_ in ids}


def answer(number: int, id_: str, day: float = 0, rating: Rating = Rating.EASY, **more: Any) -> Reviewed:
    now = moment(day, minutes=number / 100)
    return reviewed(number, id_, rating, meaning=flip(id_).meaning, at=now.at, day=now.day, **more)


def learnt(ids: list[str] | dict[CardId, Card], interval: int = 5, **more: Any) -> list[Event]:
    return [answer(number, id_, interval=interval, **more) for number, id_ in enumerate(ids)]


def marked(number: int, id_: str, mark: Mark, value: str = "yes") -> Marked:
    now = moment(0, minutes=500 + number)
    return Marked(id=event_id(10_000 + number), at=now.at, day=now.day, card=CardId(id_), mark=mark, value=value)


def on(deck: dict[CardId, Card], memory: Memory, days: float, limits: Limits = PATIENT) -> Plan:
    """The plan of a day with what is left of its limits."""
    day = moment(days).day
    return plan(deck, memory, day, left_today(limits, memory, day))


def why(today: Plan, id_: str) -> Why | None:
    return dict(today.waits).get(CardId(id_))


# --- safety is never held back


def test_E13_safety_reviews_are_never_held_back_by_the_limit() -> None:  # noqa: N802
    deck = cards(*(f"d/{n}" for n in range(20)), critical=True) | cards("d/x", "d/y")
    memory = fold(learnt(deck, critical=True))
    today = plan(deck, memory, moment(5).day, Limits(0, 0))
    assert len(today.due) == 20
    assert all(deck[id_].critical for id_ in today.due)


@pytest.mark.parametrize("events", [[], [answer(1, "d/s", critical=True, interval=1)]], ids=["new", "review"])
@pytest.mark.parametrize(
    ("mark", "value"), [(Mark.SUSPENDED, "yes"), (Mark.BURIED, moment(1).day.isoformat())], ids=["aside", "off"]
)
def test_E13_no_mark_that_got_into_the_log_keeps_a_safety_card_away(  # noqa: N802
    events: list[Event], mark: Mark, value: str
) -> None:
    deck = cards("d/s", critical=True)
    today = on(deck, fold([*events, marked(1, "d/s", mark, value)]), 1)
    assert (*today.due, *today.new) == ("d/s",)
    assert today.waits == ()
    ordinary = on(cards("d/s"), fold([*events, marked(1, "d/s", mark, value)]), 1)
    assert (ordinary.due, ordinary.new) == ((), ())


def test_E13_requires_and_groups_never_hold_a_safety_card_back() -> None:  # noqa: N802
    deck = cards("d/first", group="g") | cards("d/safe", critical=True, group="g", requires=(CardId("d/first"),))
    today = on(deck, Memory(), 0)
    assert today.new == ("d/safe",)
    assert why(today, "d/first") is Why.RELATED
    after = on(deck, fold([answer(1, "d/first")]), 0)
    assert after.new == ("d/safe",)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["", "g", "h"]), st.integers(0, 40)), max_size=14),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 40),
)
def test_E13_every_safety_review_that_is_due_is_asked_and_no_card_is_asked_twice(  # noqa: N802
    found: list[tuple[bool, str, int]], new: int, reviews: int, day: int
) -> None:
    deck: dict[CardId, Card] = {}
    events: list[Event] = []
    for number, (critical, group, interval) in enumerate(found):
        deck |= cards(f"d/{number}", critical=critical, group=group)
        if interval:
            events.append(answer(number, f"d/{number}", critical=critical, interval=interval))
    today = plan(deck, fold(events), moment(day).day, Limits(new, reviews))
    due = {id_ for number, (id_, card) in enumerate(deck.items()) if card.critical and 0 < found[number][2] <= day}
    asked = [*today.due, *today.new, *(id_ for _, id_ in today.learning)]
    assert due <= {*today.due}
    assert max(Counter(asked).values(), default=0) <= 1
    assert not {*asked} & {id_ for id_, _ in today.waits}
    assert len(today.new) <= new
    assert sum(not deck[id_].critical for id_ in today.due) <= reviews


# --- related cards, and cards that come first


def test_of_two_new_cards_that_give_each_other_away_one_waits_until_tomorrow() -> None:
    deck = cards("d/a", "d/b", group="g") | cards("d/c")
    today = on(deck, Memory(), 0)
    assert today.new == ("d/a", "d/c")
    assert today.waits == ((CardId("d/b"), Why.RELATED),)
    assert on(deck, fold([answer(1, "d/a")]), 0).new == ("d/c",)
    assert on(deck, fold([answer(1, "d/a")]), 1).new == ("d/b", "d/c")


def test_groups_of_two_decks_have_nothing_to_do_with_each_other() -> None:
    assert on(cards("d/a", "e/a", group="g"), Memory(), 0).new == ("d/a", "e/a")


def test_a_card_waits_until_what_it_builds_on_has_been_learnt() -> None:
    deck = cards("d/base") | cards("d/next", requires=(CardId("d/base"),))
    today = on(deck, Memory(), 0)
    assert today.new == ("d/base",)
    assert why(today, "d/next") is Why.REQUIRES
    halfway = on(deck, fold([answer(1, "d/base", rating=Rating.GOOD)]), 0)
    assert why(halfway, "d/next") is Why.REQUIRES
    assert on(deck, fold([answer(1, "d/base", interval=9)]), 0).new == ("d/next",)


def test_a_card_does_not_wait_for_what_is_not_taught_here() -> None:
    assert on(cards("d/next", requires=(CardId("e/other"),)), Memory(), 0).new == ("d/next",)


def test_what_waits_takes_no_room_from_other_new_cards() -> None:
    deck = cards("d/a", "d/b", "d/c", group="g") | cards("d/x", "d/y", requires=(CardId("d/a"),)) | cards("d/z")
    today = plan(deck, Memory(), START.date(), Limits(2, 9))
    assert today.new == ("d/a", "d/z")
    assert (today.waiting(Why.RELATED), today.waiting(Why.REQUIRES)) == (2, 2)


def test_siblings_that_are_both_due_are_three_apart() -> None:
    deck = cards("d/1", "d/2", group="g") | cards("d/3", "d/4", "d/5")
    queue = queue_of(on(deck, fold(learnt(deck)), 5))
    groups = {id_: card.group for id_, card in deck.items() if card.group}
    order: list[CardId] = []
    while (found := choose(queue, moment(5).at, groups))[0] is not None:
        id_, queue = found
        assert id_ is not None
        order.append(id_)
    assert len(order) == 5
    assert abs(order.index(CardId("d/1")) - order.index(CardId("d/2"))) > 3


# --- put off and aside


def test_a_card_put_off_is_back_tomorrow_and_one_put_aside_when_it_is_taken_back() -> None:
    deck = cards("d/a", "d/b", "d/c")
    events = [marked(1, "d/a", Mark.BURIED, START.date().isoformat()), marked(2, "d/b", Mark.SUSPENDED)]
    today = on(deck, fold(events), 0)
    assert today.new == ("d/c",)
    assert (why(today, "d/a"), why(today, "d/b")) == (Why.BURIED, Why.SUSPENDED)
    assert on(deck, fold(events), 1).new == ("d/a", "d/c")
    assert on(deck, fold([*events, marked(3, "d/b", Mark.SUSPENDED, "")]), 1).new == ("d/a", "d/b", "d/c")


def test_a_card_that_is_not_due_does_not_wait() -> None:
    deck = cards("d/a")
    assert on(deck, fold([*learnt(deck), marked(1, "d/a", Mark.SUSPENDED)]), 1).waits == ()
    assert on(deck, fold([*learnt(deck), marked(1, "d/a", Mark.SUSPENDED)]), 5).waits == (("d/a", Why.SUSPENDED),)


def test_notes_and_flags_put_nothing_aside() -> None:
    memory = fold([marked(1, "d/a", Mark.FLAGGED), marked(2, "d/a", Mark.NOTED, "Mine")])
    assert put_aside(memory, START.date()) == {}
    assert on(cards("d/a"), memory, 0).new == ("d/a",)


def test_a_corrected_card_comes_first_and_one_put_aside_stays_there() -> None:
    deck = cards("d/a", "d/b")
    old = reviewed(1, "d/b", Rating.EASY, meaning="before")
    assert on(deck, fold([*learnt(["d/a"]), old]), 5).due == ("d/b", "d/a")
    assert on(deck, fold([old, marked(1, "d/b", Mark.SUSPENDED)]), 5).due == ()


# --- after a break


def broken_off(count: int) -> tuple[dict[CardId, Card], list[Event]]:
    deck = cards(*(f"d/{n}" for n in range(count)))
    return deck, learnt(deck, interval=3)


def test_a_usual_day_is_asked_in_full_however_much_of_it_is_done_already() -> None:
    deck, events = broken_off(45)
    assert len(on(deck, fold(events), 3).due) == 45
    for done in (10, 30, 35, 44):
        later = [answer(100 + n, f"d/{n}", 3, interval=9) for n in range(done)]
        today = on(deck, fold([*events, *later]), 3)
        assert len(today.due) == 45 - done
        assert today.waits == ()


def test_after_a_break_what_is_most_nearly_forgotten_comes_and_the_rest_is_spread() -> None:
    deck, events = broken_off(100)
    weak = {CardId(f"w/{n}"): flip(f"w/{n}") for n in range(5)}
    events += [
        answer(200 + 2 * n + again, id_, rating=Rating.GOOD, interval=3)
        for n, id_ in enumerate(weak)
        for again in (0, 1)
    ]
    today = on({**deck, **weak}, fold(events), 40)
    assert len(today.due) == 30
    assert {*today.due} >= {*weak}
    assert today.waiting(Why.SPREAD) == 75


def test_after_a_break_safety_comes_first_and_in_full() -> None:
    deck, events = broken_off(100)
    safe = cards(*(f"s/{n}" for n in range(40)), critical=True)
    events += [answer(200 + n, id_, critical=True, interval=3) for n, id_ in enumerate(safe)]
    today = on({**deck, **safe}, fold(events), 40)
    assert {*today.due[:40]} == {*safe}
    assert len(today.due) == 70


def test_after_a_break_there_are_no_new_cards_but_safety_ones() -> None:
    deck, events = broken_off(100)
    more = cards("n/1", "n/2") | cards("n/safe", critical=True)
    assert on({**deck, **more}, fold(events), 40).new == ("n/safe",)
    assert on({**cards("d/0"), **more}, fold(events[:1]), 40).new == ("n/safe", "n/1", "n/2")


def test_what_has_piled_up_is_gone_after_some_days_whether_a_day_is_done_in_one_sitting_or_in_many() -> None:
    deck, events = broken_off(120)
    number = 1000
    left = 120
    for day in range(40, 60):
        asked = 0
        while today := on(deck, fold(events), day).due:
            for id_ in today[:11]:
                number += 1
                asked += 1
                events.append(answer(number, id_, day, interval=300))
        left -= asked
        assert asked <= 31
        if not left:
            break
    assert left == 0
    assert day <= 44


def test_a_very_long_list_is_shared_out_within_the_limit_of_the_day() -> None:
    deck, events = broken_off(400)
    assert len(on(deck, fold(events), 40).due) == PATIENT.reviews


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 60))
def test_reviews_held_back_are_said_to_be_spread_or_the_limit_is_reached(late: int, due: int, done: int) -> None:
    deck = cards(*(f"d/{n}" for n in range(late + due)))
    events: list[Event] = [answer(n, f"d/{n}", interval=3 if n < late else 6) for n in range(late + due)]
    events += [answer(500 + n, f"d/{n}", 6, interval=50) for n in range(min(done, late + due))]
    memory = fold(events)
    today = on(deck, memory, 6)
    waiting = sum(card.phase.due <= moment(6).day for card in memory.cards.values() if _is_day(card.phase.due))
    assert len(today.due) + today.waiting(Why.SPREAD) in (waiting, len(today.due))
    if late <= PATIENT.reviews // 2:
        assert len(today.due) == min(waiting, PATIENT.reviews - min(done, late + due))


def _is_day(due: date) -> bool:
    return not hasattr(due, "hour")


def test_safety_reviews_take_nothing_from_the_limit_of_ordinary_ones() -> None:
    safe = cards(*(f"s/{n}" for n in range(60)), critical=True)
    deck = cards(*(f"d/{n}" for n in range(10)))
    events = learnt({**safe, **deck}, interval=3)
    done = [answer(500 + n, id_, 3, critical=True, interval=9) for n, id_ in enumerate(safe)]
    assert len(on({**safe, **deck}, fold([*events, *done]), 3).due) == 10


def test_E15_no_run_of_a_topic_at_the_seam_of_safety_and_ordinary_reviews() -> None:  # noqa: N802
    safe = cards("a/1", "a/2", critical=True)
    deck = cards("a/3", "a/4", "b/1")
    due = on({**safe, **deck}, fold(learnt({**safe, **deck}, interval=3)), 3).due
    assert {CardId(id_).partition("/")[0] for id_ in due[:3]} == {"a", "b"}
