"""An exam as a value."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.decks.library import load
from ldn_learn.memory.events import EXAM, READY, Confidence, Retracted, Reviewed
from ldn_learn.study import exam_words
from ldn_learn.study.draft import EMPTY, Draft
from ldn_learn.study.exam import Exam, begin
from ldn_learn.study.scope import Scope
from ldn_learn.study.steps import Chosen, Misread, Typed
from tests.builders import choice, cloze, event_id, flip, moment, number, scope, write_decks
from tests.exams import EVERY_TYPE, Sitter, right, started, wrong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ldn_learn.decks.cards import Card

FIVE = [choice(f"d/{n}", critical=n < 2) for n in range(5)]


def taken(
    cards: Iterable[Card] = FIVE,
    mode: str = EXAM,
    learner: Audience = Audience.TRAINEE,
    minutes: int = 0,
    answers: Iterable[Reviewed] = (),
    among: Iterable[Card] | None = None,
    later: float = 0,
) -> Exam:
    """An exam over these cards, of which the decks hold those in `among`."""
    cards = list(cards)
    event = started([card.id for card in cards], mode, minutes)
    return begin(event, scope(cards if among is None else among, learner), moment(minutes=later), list(answers))


def test_e20_an_answer_leads_to_the_next_item_and_says_nothing_of_right_or_wrong() -> None:
    sitter = Sitter(taken([choice(f"d/{n}", ("Codeine", "Salt")) for n in range(3)]))
    for draw in (right, wrong):
        item = sitter.exam.item
        assert item is not None
        sitter.answer(draw(item.question))
    assert sitter.exam.at == 2
    answers = [event for event in sitter.events if isinstance(event, Reviewed)]
    assert [event.correct for event in answers] == [True, False]
    assert {event.mode for event in answers} == {EXAM}
    words = [exam_words.standing(item) for item in sitter.exam.items] + exam_words.overview(sitter.exam)
    assert not any(word in " ".join(words).lower() for word in ("not this one", "right", "wrong", "✓", "✗"))


def test_e20_an_item_can_be_skipped_and_come_back_to() -> None:
    exam = taken().go(1, moment()).go(2, moment())
    assert (exam.at, exam.blanks, exam.skipped) == (2, (0, 1, 2, 3, 4), 2)
    assert exam_words.position(exam) == "Question 3 of 5, 2 blank"
    assert exam.go(-3, moment()).at == 0
    assert exam.go(99, moment()).item is None
    assert exam.go(99, moment()).skipped == 5


def test_e20_a_changed_answer_takes_the_earlier_back_after_it_is_stored() -> None:
    sitter = Sitter(taken())
    item = sitter.exam.item
    assert item is not None
    sitter.answer(wrong(item.question))
    sitter.exam = sitter.exam.go(0, sitter.now)
    assert sitter.exam.items[0].draft == wrong(item.question)
    sitter.answer(right(item.question))
    first, second, back = sitter.events[1:]
    assert isinstance(first, Reviewed)
    assert isinstance(second, Reviewed)
    assert isinstance(back, Retracted)
    assert (first.correct, second.correct, back.target) == (False, True, first.id)
    assert sitter.exam.items[0].answer is second


def test_e20_the_same_answer_again_stores_nothing() -> None:
    sitter = Sitter(taken())
    item = sitter.exam.item
    assert item is not None
    for sure, stored in ((3, 1), (3, 1), (2, 3)):
        sitter.exam = sitter.exam.go(0, sitter.now)
        sitter.answer(right(item.question), Confidence(sure))
        assert len(sitter.events) == 1 + stored
        assert sitter.exam.at == 1


def test_e20_an_answer_can_be_made_blank_again() -> None:
    sitter = Sitter(taken())
    item = sitter.exam.item
    assert item is not None
    sitter.answer(right(item.question))
    exam, events = sitter.exam.go(0, sitter.now).cleared(sitter.now, sitter.ids[0])
    assert isinstance(events[0], Retracted)
    assert exam.items[0].blank
    assert exam.items[0].draft == EMPTY
    assert exam.cleared(sitter.now, sitter.ids[0])[1] == ()


def test_a_choice_that_was_not_taken_for_an_answer_is_no_answer() -> None:
    exam = taken().drafted(Draft((1,))).go(1, moment())
    assert exam.items[0].blank
    assert exam.items[0].waits
    assert exam_words.state(exam.items[0]) == "blank, begun"
    sitter = Sitter(taken())
    item = sitter.exam.item
    assert item is not None
    sitter.answer(Draft((0,)))
    exam = sitter.exam.go(0, moment()).drafted(Draft((1,))).go(5, moment())
    assert exam_words.state(exam.items[0]) == "answered, change not saved"
    assert "Question 1 has a change that is not saved." in exam_words.overview(exam)


def test_e09_how_sure_one_is_has_to_be_said_where_it_is_asked() -> None:
    exam = taken()
    assert exam.asks_confidence
    said = exam.answered(Chosen((0,)), moment(), (event_id(5), event_id(6)))
    assert isinstance(said, Misread)
    assert said.startswith("Say how sure you are too")
    patient = taken(learner=Audience.PATIENT).go(3, moment())
    assert not patient.asks_confidence
    assert not isinstance(patient.answered(Chosen((0,)), moment(), (event_id(5), event_id(6))), Misread)


def test_typed_answers_are_whole_or_none() -> None:
    exam = taken([number(), cloze(prompt="LDN {{blocks}} {{opioid}} receptors.")])
    assert exam.misread(Typed(("many",))) is not None
    assert exam.misread(Typed(("4.5",))) is None
    assert exam.misread(Typed(("  ",))) == "Type an answer first, or leave this one blank"
    gaps = exam.go(1, moment())
    assert gaps.misread(Typed(("blocks", " "))) == "1 more to type"
    assert gaps.misread(Typed(("blocks",))) == "1 more to type"
    assert gaps.misread(Typed(("a", "b"))) is None


def test_e20_every_type_of_card_is_answered(tmp_path: Path) -> None:
    library = load([write_decks(tmp_path, EVERY_TYPE)], DeckCache(None))
    cards = {card.id: card for deck in library.decks for card in deck.cards if not card.id.endswith("flip")}
    decks = {deck.id: deck for deck in library.decks}
    for places, correct in ((range(0), 7), (range(7), 0)):
        sitter = Sitter(begin(started(cards), Scope.of(cards, decks, Audience.TRAINEE), moment()))
        sitter.answer_all(wrong_at=places)
        assert sitter.hand_in().right == correct


def test_the_same_seed_shows_the_same_rows() -> None:
    def rows() -> list[tuple[int, ...]]:
        return [item.question.order for item in taken().items]

    assert rows() == rows()
    assert len(set(rows())) > 1


def test_e20_it_goes_on_where_it_stopped() -> None:
    sitter = Sitter(taken())
    for _ in range(2):
        item = sitter.exam.item
        assert item is not None
        sitter.answer(right(item.question))
    answers = [event for event in sitter.events if isinstance(event, Reviewed)]
    again = taken(answers=answers)
    assert (again.at, again.blanks) == (2, (2, 3, 4))
    assert again.items[0].draft == EMPTY
    assert exam_words.standing(again.items[0]) == "You answered: Right. Very sure."
    assert "2 of 5 answered" in exam_words.gone_on(again)
    full = taken(answers=[*answers, *(reply(f"d/{n}") for n in (2, 3, 4))])
    assert full.item is None


def reply(card: str) -> Reviewed:
    sitter = Sitter(taken([choice(card)]))
    sitter.answer_all()
    event = sitter.events[-1]
    assert isinstance(event, Reviewed)
    return event


def test_a_card_that_is_gone_counts_when_it_was_answered_and_else_is_left_out() -> None:
    answers = [reply("d/0")]
    exam = taken(answers=answers, among=FIVE[2:])
    assert [item.question.card.id for item in exam.items] == ["d/2", "d/3", "d/4"]
    event = exam.hand_in(moment(), event_id(9))
    assert (event.right, event.total) == (1, 4)


def test_a_card_that_the_app_can_score_no_more_is_left_out() -> None:
    exam = taken(among=[flip("d/0"), *FIVE[1:]])
    assert CardId("d/0") not in [item.question.card.id for item in exam.items]


def test_14_time_is_set_only_when_asked_for_and_can_be_added_to_or_turned_off() -> None:
    assert taken().minutes_left(moment()) is None
    assert taken().extended(moment()).until is None
    exam = taken(minutes=30)
    assert exam.minutes_left(moment()) == 30
    assert exam.minutes_left(moment(minutes=29.5)) == 1
    assert exam.minutes_left(moment(minutes=45)) == 0
    assert exam.extended(moment(minutes=45)).minutes_left(moment(minutes=45)) == 10
    assert exam.extended(moment()).minutes_left(moment()) == 40
    assert exam.untimed().minutes_left(moment(minutes=45)) is None


def test_14_when_time_is_over_answers_are_taken_all_the_same() -> None:
    exam = taken(minutes=1)
    late = exam.answered(Chosen((0,), Confidence.VERY_SURE), moment(minutes=60), (event_id(5), event_id(6)))
    assert not isinstance(late, Misread)
    assert late[0].at == 1


def test_time_that_was_not_used_is_there_when_it_goes_on() -> None:
    answers = [reply("d/0")]
    assert answers[0].ms == timedelta(minutes=1) / timedelta(milliseconds=1)
    exam = taken(minutes=30, answers=answers, later=500)
    assert exam.minutes_left(moment(minutes=500)) == 29


@pytest.mark.parametrize(("mode", "passed"), [(EXAM, True), (READY, False)])
def test_e18_a_guess_at_a_safety_point_holds_in_an_exam_only(mode: str, passed: bool) -> None:
    sitter = Sitter(taken(mode=mode))
    sitter.answer_all(guess_at=[0])
    assert sitter.hand_in().passed is passed


def test_the_page_before_handing_in_says_blanks_first() -> None:
    exam = taken([choice(f"d/{n}") for n in range(12)]).go(1, moment()).flag().go(12, moment())
    sitter = Sitter(exam.go(0, moment()))
    item = sitter.exam.item
    assert item is not None
    sitter.answer(right(item.question))
    assert exam_words.overview(sitter.exam) == ["11 questions are blank: 2 to 12.", "You flagged 2."]
    assert exam_words.confirm(sitter.exam) == "Hand in with 11 blank?"
    assert [exam_words.state(item) for item in sitter.exam.items[:3]] == ["answered", "blank, flagged", "blank"]
    sitter.answer_all()
    assert exam_words.overview(sitter.exam)[0] == "Every question has an answer."
    assert exam_words.confirm(sitter.exam) == "Hand in now?"


def test_e17_what_a_check_is_is_said_before_it() -> None:
    said = " ".join(exam_words.introduction(taken(mode=READY)))
    for words in ("5 questions", "no time limit", "only at the end", "4 of 5 right", "every safety question"):
        assert words in said
    assert "safe to start" not in said


def test_e20_the_seed_and_a_deck_that_is_too_small_are_said_before_it() -> None:
    from dataclasses import replace

    said = " ".join(exam_words.introduction(replace(taken(), wanted=20)))
    assert "drawn with seed 7" in said
    assert "You asked for 20. There are 5 that the app can score, so all are asked." in said
    assert "Pass mark: 4 of 5 right, every safety question among them." in said
