from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.memory.events import Rating
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.limits import DAILY, Limits, left_today
from ldn_learn.memory.plan import Plan, plan
from ldn_learn.memory.queue import LEARN_AHEAD, Queue, choose, queue_of
from ldn_learn.memory.scheduling import Review
from tests.builders import START, flip, moment, reviewed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.events import Reviewed

MANY = Limits(1000, 1000)


def cards(*ids: str, **more: Any) -> dict[CardId, Card]:
    return {CardId(id_): flip(id_, **more) for id_ in ids}


def learnt(id_: str, number: int, **more: Any) -> list[Reviewed]:
    """Events after which a card is in review."""
    return [reviewed(number, id_, Rating.EASY, meaning=flip(id_).meaning, **more)]


def drained(queue: Queue, groups: dict[CardId, str] | None = None) -> list[CardId]:
    order: list[CardId] = []
    while True:
        id_, queue = choose(queue, START + timedelta(hours=1), groups or {})
        if id_ is None:
            return order
        order.append(id_)


def test_safety_comes_first_then_reviews_then_what_is_new() -> None:
    deck = cards("d/new", "d/due") | cards("d/safe-new", "d/safe-due", critical=True)
    memory = fold([*learnt("d/due", 1), *learnt("d/safe-due", 2, critical=True)])
    today = plan(deck, memory, moment(30).day, MANY)
    assert today.due == ("d/safe-due", "d/due")
    assert today.new == ("d/safe-new", "d/new")


def test_what_is_most_nearly_forgotten_comes_first_among_reviews() -> None:
    deck = cards("d/fresh", "d/old")
    strong = [reviewed(n, "d/fresh", Rating.EASY, meaning=flip("d/fresh").meaning) for n in (1, 240)]
    weak = [reviewed(n, "d/old", Rating.GOOD, meaning=flip("d/old").meaning) for n in (1, 2)]
    assert plan(deck, fold([*strong, *weak]), moment(150).day, MANY).due == ("d/old", "d/fresh")


def test_a_card_is_not_asked_before_its_day() -> None:
    memory = fold(learnt("d/a", 1))
    phase = memory.cards[CardId("d/a")].phase
    assert isinstance(phase, Review)
    due = phase.due
    deck = cards("d/a")
    assert plan(deck, memory, due - timedelta(days=1), MANY) == Plan()
    assert plan(deck, memory, due, MANY).due == ("d/a",)


def test_limits_hold_back_new_cards_and_ordinary_reviews_but_no_safety_review() -> None:
    ids = [f"d/{n}" for n in range(5)]
    safe = [f"d/s{n}" for n in range(3)]
    deck = cards(*ids) | cards(*safe, critical=True) | cards("d/n1", "d/n2")
    events = [event for n, id_ in enumerate((*ids, *safe)) for event in learnt(id_, n)]
    memory = fold(events)
    due = min(card.phase.due for card in memory.cards.values() if isinstance(card.phase, Review))
    on_that_day = [id_ for id_, card in memory.cards.items() if card.phase.due == due]
    today = plan(deck, memory, due, Limits(1, 1))
    assert len(today.new) == 1
    assert len(today.due) == len({*on_that_day} & {*safe}) + 1
    assert len({*on_that_day} & {*ids}) > 1


def test_limits_are_counted_from_the_log() -> None:
    memory = fold([reviewed(n, f"d/{n}") for n in range(3)])
    assert left_today(Limits(8, 60), memory, START.date()).new == 5
    assert left_today(Limits(8, 60), memory, moment(1).day).new == 8
    assert left_today(Limits(2, 60), memory, START.date()).new == 0


def test_a_patient_gets_eight_new_cards_a_day_and_a_trainee_twenty() -> None:
    assert DAILY[Audience.PATIENT].new == 8
    assert DAILY[Audience.TRAINEE].new == 20


def test_a_card_that_now_teaches_something_else_is_due_at_once() -> None:
    memory = fold([reviewed(1, "d/a", Rating.EASY, meaning="what was taught before")])
    today = plan(cards("d/a"), memory, START.date(), MANY)
    assert today.due == ("d/a",)
    assert today.questions == 2


def test_the_plan_counts_the_questions_that_right_answers_take() -> None:
    deck = cards("d/a", "d/b") | cards("d/s", critical=True)
    assert plan(deck, Memory(), START.date(), MANY).questions == 2 + 2 + 3


def test_a_learning_card_that_is_due_comes_before_everything() -> None:
    queue = Queue((CardId("d/x"),), learning=((START - timedelta(seconds=1), CardId("d/l")),))
    assert choose(queue, START, {})[0] == "d/l"


def test_a_learning_card_is_asked_early_only_when_nothing_else_is_left() -> None:
    soon = ((START + timedelta(minutes=10), CardId("d/l")),)
    assert choose(Queue((CardId("d/x"),), learning=soon), START, {})[0] == "d/x"
    assert choose(Queue((), learning=soon), START, {})[0] == "d/l"
    far = ((START + LEARN_AHEAD + timedelta(seconds=1), CardId("d/l")),)
    assert choose(Queue((), learning=far), START, {})[0] is None


def test_when_all_are_learning_the_one_just_asked_waits() -> None:
    due = START + timedelta(minutes=5)
    queue = Queue((), learning=((due, CardId("d/a")), (due, CardId("d/b"))), recent=((CardId("d/a"), ""),))
    assert choose(queue, START, {})[0] == "d/b"


def test_cards_of_one_group_are_three_apart() -> None:
    ids = tuple(CardId(f"d/{name}") for name in ("a1", "a2", "b", "c", "e", "f"))
    groups = {CardId("d/a1"): "a", CardId("d/a2"): "a"}
    order = drained(Queue(ids), groups)
    assert sorted(order) == sorted(ids)
    assert abs(order.index(CardId("d/a1")) - order.index(CardId("d/a2"))) > 3


def test_cards_of_one_group_are_asked_even_when_nothing_can_stand_between() -> None:
    ids = (CardId("d/a1"), CardId("d/a2"))
    assert drained(Queue(ids), dict.fromkeys(ids, "a")) == list(ids)


@given(
    st.lists(st.integers(0, 60), unique=True, max_size=25),
    st.lists(st.integers(100, 160), unique=True, max_size=10),
    st.integers(1, 4),
)
def test_a_queue_gives_each_of_its_cards_once(ready: list[int], learning: list[int], groups: int) -> None:
    ids = tuple(CardId(f"d/{number}") for number in ready)
    waiting = tuple(sorted((START + timedelta(minutes=number % 15), CardId(f"d/{number}")) for number in learning))
    grouped = {id_: str(number % groups) if number % 3 else "" for id_, number in zip(ids, ready, strict=True)}
    order = drained(Queue(ids, learning=waiting), grouped)
    assert sorted(order) == sorted((*ids, *(id_ for _, id_ in waiting)))


def test_a_limit_caps_the_cards_of_a_session() -> None:
    today = plan(cards("d/a", "d/b", "d/c"), Memory(), START.date(), MANY)
    assert len(queue_of(today, 2)) == 2
