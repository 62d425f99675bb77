"""Exams out of the history, and that what was stored at the end and what is counted later always agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.decks.library import Library
from ldn_learn.insight.exam_log import result_of, sittings
from ldn_learn.insight.exam_report import score, verdict
from ldn_learn.memory.events import EXAM, READY, Confidence, Retracted, Reviewed, ulid
from ldn_learn.memory.fold import Memory
from ldn_learn.study.exam import begin
from tests.builders import choice, deck, flip, moment, scope
from tests.exams import Sitter, right, started, wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_learn.decks.cards import Card
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.memory.events import Event


def twenty(safety: int = 16) -> list[Card]:
    return [choice(f"d/{n:02}", critical=n < safety) for n in range(20)]


def sitter(cards: Sequence[Card], mode: str = READY) -> Sitter:
    event = started([card.id for card in cards], mode)
    return Sitter(begin(event, scope(cards, Audience.TRAINEE), moment()))


def result(events: Iterable[Event], cards: Iterable[Card]) -> ExamResult:
    library = Library(decks=(deck(cards),)) if list(cards := list(cards)) else Library(decks=())
    (sitting,) = sittings(events)
    return result_of(sitting, library, Memory(), moment(days=1), lambda card: (f"Source of {card.id}",))


@pytest.mark.parametrize(
    ("wrong_at", "guess_at", "passed", "said"),
    [
        ([17, 18, 19], [], True, "Ready to talk with your prescriber"),
        ([0, 19], [], False, "Not yet: 2 things to go over"),
        ([], [3], False, "Not yet: 1 thing to go over"),
        ([], [17], True, "Ready to talk with your prescriber"),
        ([16, 17, 18, 19], [], True, "Ready to talk with your prescriber"),
    ],
)
def test_e18_17_of_20_is_ready_and_18_of_20_without_a_safety_point_or_a_guess_at_one_is_not(
    wrong_at: list[int], guess_at: list[int], passed: bool, said: str
) -> None:
    cards = twenty()
    one = sitter(cards)
    one.answer_all(wrong_at, guess_at)
    event = one.hand_in()
    found = score(result(one.events, cards))
    assert (event.right, event.total) == (found.right, found.total) == (20 - len(wrong_at), 20)
    assert event.passed is found.passed is passed
    assert verdict(found) == said


@pytest.mark.parametrize(("wrong_at", "passed"), [(range(16, 20), True), (range(15, 20), False), ([0], False)])
def test_e20_an_exam_takes_80_of_100_and_every_safety_point(wrong_at: Iterable[int], passed: bool) -> None:
    cards = twenty(safety=3)
    one = sitter(cards, EXAM)
    one.answer_all(list(wrong_at))
    assert one.hand_in().passed is score(result(one.events, cards)).passed is passed


def test_e20_changed_answers_leave_one_standing_answer_each() -> None:
    cards = twenty()
    one = sitter(cards, EXAM)
    one.answer_all(range(20))
    for place in range(20):
        one.exam = one.exam.go(place, one.now)
        item = one.exam.item
        assert item is not None
        one.answer(right(item.question))
    (sitting,) = sittings(one.events)
    assert [answer.card for answer in sitting.answers] == [card.id for card in cards]
    assert all(answer.correct for answer in sitting.answers)
    assert sum(isinstance(event, Retracted) for event in one.events) == 20


def test_of_an_answer_whose_change_was_cut_off_the_later_one_stands() -> None:
    cards = twenty()
    one = sitter(cards, EXAM)
    item = one.exam.items[0]
    one.answer(wrong(item.question))
    one.exam = one.exam.go(0, one.now)
    one.answer(right(item.question))
    (sitting,) = sittings(one.events[:-1])  # the crash came before the retraction was stored
    (answer,) = sitting.answers
    assert answer.correct


def test_what_comes_after_the_end_changes_nothing() -> None:
    cards = twenty()
    one = sitter(cards, EXAM)
    one.answer_all()
    event = one.hand_in()
    last = next(each for each in one.events if isinstance(each, Reviewed))
    late = moment(days=1)
    one.events.append(Retracted(id=ulid(late.at, 1), at=late.at, day=late.day, target=last.id, card=last.card))
    assert score(result(one.events, cards)).right == event.right == 20


def test_a_miss_is_told_with_what_was_chosen_what_is_better_and_why() -> None:
    cards = twenty()
    one = sitter(cards)
    one.answer_all([0])
    one.hand_in()
    (missed,) = score(result(one.events, cards)).to_go_over
    assert missed.response in ("Wrong", "Odd")
    assert missed.key == "Right"
    assert missed.refutation == (f"About {missed.response}, so ask.",)
    assert missed.sources == ("Source of d/00",)
    assert missed.confidence is Confidence.VERY_SURE


def test_an_answer_is_told_when_its_card_is_gone() -> None:
    cards = twenty()
    one = sitter(cards)
    one.answer_all([0])
    one.hand_in()
    (missed,) = score(result(one.events, ())).to_go_over
    assert (missed.prompt, missed.key, missed.critical) == ("d/00", "Right", True)


@given(
    mode=st.sampled_from([EXAM, READY]),
    paper=st.lists(st.tuples(st.booleans(), st.sampled_from(["right", "wrong", "guess", "blank"])), min_size=1),
    gone=st.sets(st.integers(0, 30)),
    later=st.dictionaries(st.integers(0, 30), st.sampled_from(["gone", "flipped", "critical", "ordinary"])),
)
def test_e18_e20_what_is_stored_at_the_end_and_the_score_always_agree(
    mode: str, paper: list[tuple[bool, str]], gone: set[int], later: dict[int, str]
) -> None:
    """Whatever the decks lose before the exam is gone on with, and whatever happens to them after it."""
    cards: list[Card] = [choice(f"d/{n:02}", critical=critical) for n, (critical, _) in enumerate(paper)]
    one = sitter(cards, mode)
    for place, (_, how) in enumerate(paper):
        one.exam = one.exam.go(place, one.now)
        question = one.exam.items[place].question
        if how != "blank":
            sure = Confidence.GUESSING if how == "guess" else Confidence.FAIRLY_SURE
            one.answer(wrong(question) if how == "wrong" else right(question), sure)
    answers = [event for event in one.events if isinstance(event, Reviewed)]
    left = [card for place, card in enumerate(cards) if place not in gone]
    one.exam = begin(one.exam.started, scope(left, Audience.TRAINEE), one.now, answers)
    event = one.hand_in()
    found = score(result(one.events, changed(left, later)))
    assert (event.passed, event.right, event.total) == (found.passed, found.right, found.total)
    assert (event.safety_right, event.safety_total) == (
        found.safety_held if mode == READY else found.safety_right,
        found.safety_total,
    )


def changed(cards: list[Card], later: dict[int, str]) -> list[Card]:
    """The cards as an author left them after the exam."""
    made: list[Card] = []
    for card in cards:
        match later.get(int(card.id[2:])):
            case "gone":
                continue
            case "flipped":
                made.append(flip(card.id))
            case "critical" | "ordinary" as how:
                made.append(choice(card.id, critical=how == "critical"))
            case _:
                made.append(card)
    return made


def test_flags_are_told() -> None:
    cards = twenty()
    one = sitter(cards)
    one.exam = one.exam.flag()
    one.answer_all()
    assert one.hand_in().flagged == (CardId("d/00"),)
    (flagged,) = score(result(one.events, cards)).flagged
    assert flagged.card == "d/00"
