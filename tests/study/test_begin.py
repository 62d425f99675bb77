"""The ways in which a session begins and ends, and what it shows before a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks.cards import CardId, Correction, Lesson
from ldn_learn.memory.events import CRAM, Confidence, Rating, Reviewed, SessionId
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.limits import Limits
from ldn_learn.memory.plan import plan
from ldn_learn.study import begin as beginning
from ldn_learn.study.begin import hardest_first
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import Chosen, CorrectedStep, Feedback, Finished, LessonStep, Question, Revealed, Typed
from ldn_learn.study.wording import LEECH
from tests.builders import begin, choice, event_id, flip, moment, number, reviewed, scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card

LESSON = Lesson("l", "O", "A blocker keeps other things out.")


def crammed(cards: Sequence[Card], memory: Memory, order: Sequence[str] = ()) -> Session:
    ids = [CardId(id_) for id_ in order] or [card.id for card in cards]
    return beginning.cram(SessionId("c"), scope(cards), memory, ids, moment())


def typed(session: Session, text: str, at: float = 1) -> Move:
    move = session.answer(Typed((text,)), moment(minutes=at), event_id(int(at * 10) + 500))
    assert isinstance(move, Move)
    return move


def known(*cards: str, **more: Any) -> Memory:
    return fold([reviewed(n, id_, Rating.EASY, meaning=flip(id_).meaning, **more) for n, id_ in enumerate(cards)])


# --- what comes before a question


def test_E02_the_lesson_comes_before_the_first_question_of_its_objective_and_only_once() -> None:  # noqa: N802
    cards = [flip("d/a", objective="O"), flip("d/b", objective="O"), flip("d/c")]
    session = begin(cards, lessons=[LESSON])
    assert isinstance(session.step, LessonStep)
    assert session.step.lesson is LESSON
    session = session.proceed(moment())
    steps = []
    for turn in range(3):
        steps.append(type(session.step))
        move = session.reveal(moment()).rate(Rating.EASY, moment(), event_id(turn + 1))
        assert move is not None
        session = move.session
    assert steps == [Question, Question, Question]


def test_E02_what_was_asked_before_needs_no_lesson() -> None:  # noqa: N802
    cards = [flip("d/a", objective="O"), flip("d/b", objective="O")]
    session = begin(cards, known("d/a"), lessons=[LESSON])
    assert isinstance(session.step, Question)


def leech(lapses: int) -> Memory:
    events = [reviewed(0, "d/a", Rating.EASY, meaning=flip("d/a").meaning)]
    for turn in range(lapses):
        for rating in (Rating.AGAIN, Rating.GOOD):
            number_ = len(events)
            at = moment(20 * (turn + 1), minutes=number_)
            events.append(reviewed(number_, "d/a", rating, meaning=flip("d/a").meaning, at=at.at, day=at.day))
    return fold(events)


@pytest.mark.parametrize("lapses", [LEECH - 1, LEECH])
def test_E23_a_card_that_keeps_being_forgotten_shows_its_lesson_again(lapses: int) -> None:  # noqa: N802
    memory = leech(lapses)
    assert memory.cards[CardId("d/a")].lapses == lapses
    session = begin([flip("d/a", objective="O")], memory, lessons=[LESSON], days=400)
    assert isinstance(session.step, LessonStep if lapses == LEECH else Question)


def test_a_corrected_card_shows_what_was_taught_before_and_starts_anew() -> None:
    old = reviewed(1, "d/number", Rating.EASY, meaning="before", key="50 mg", correct=True)
    session = begin([number(critical=True)], fold([old]))
    assert isinstance(session.step, CorrectedStep)
    assert session.step.before == "50 mg"
    move = typed(session.proceed(moment()), "4.5")
    (card,) = move.session.memory.cards.values()
    assert (card.reps, card.lapses, card.mastery.first, card.mastery.later) == (1, 0, 1, 0)
    assert card.taught == "4.5 mg"
    assert isinstance(move.session.step, Feedback)


def test_the_author_s_words_about_a_correction_come_first() -> None:
    card = number(correction=Correction("45 mg", "A typing error", "2026-11-01"))
    session = begin([card], fold([reviewed(1, "d/number", meaning="before", key="50 mg")]))
    assert isinstance(session.step, CorrectedStep)
    assert session.step.before == "45 mg"


def test_a_corrected_card_is_corrected_once() -> None:
    card = number()
    first = begin([card], fold([reviewed(1, "d/number", meaning="before")])).proceed(moment())
    after = typed(first, "4.5").session.proceed(moment(minutes=30))
    assert isinstance(after.step, Question)


# --- a few minutes


@pytest.mark.parametrize(("minutes", "finished"), [(4.9, False), (5, True), (9, True)])
def test_a_session_of_five_minutes_ends_after_the_answer_that_passes_them(minutes: float, finished: bool) -> None:
    cards = [number(f"d/{n}") for n in range(4)]
    where = scope(cards)
    today = plan(where.cards, Memory(), moment().day, Limits(100, 100))
    until = moment(minutes=5).at
    session = beginning.start(SessionId("s"), where, Memory(), today, moment(), until=until)
    session = typed(session, "4.5", 1).session.proceed(moment(minutes=2))
    assert isinstance(session.step, Question)
    answered = typed(session, "4.5", minutes).session
    assert isinstance(answered.step, Feedback)
    assert isinstance(answered.proceed(moment(minutes=minutes)).step, Finished) is finished


def test_a_flip_ends_a_session_of_five_minutes_when_it_is_rated() -> None:
    where = scope([flip("d/a"), flip("d/b")])
    today = plan(where.cards, Memory(), moment().day, Limits(100, 100))
    session = beginning.start(SessionId("s"), where, Memory(), today, moment(), until=moment(minutes=5).at)
    late = moment(minutes=6)
    shown = session.reveal(late)
    assert isinstance(shown.step, Revealed)
    move = shown.rate(Rating.GOOD, late, event_id(1))
    assert move is not None
    assert isinstance(move.session.step, Finished)
    assert len(move.session.results) == 1


# --- outside the schedule


def test_cram_leaves_every_phase_and_the_day_s_counts_alone() -> None:
    cards = [number(f"d/{n}") for n in range(3)]
    memory = fold([reviewed(n, card.id, meaning=card.meaning, correct=True) for n, card in enumerate(cards)])
    session = crammed(cards, memory)
    events = []
    for turn, text in enumerate(["4.5", "9", "4.5", "4.5"]):
        move = typed(session, text, 100 + turn)
        events.append(move.event)
        session = move.session.proceed(moment(minutes=100 + turn))
    assert isinstance(session.step, Finished)
    assert {id_: card.phase for id_, card in session.memory.cards.items()} == {
        id_: card.phase for id_, card in memory.cards.items()
    }
    assert {id_: card.reps for id_, card in session.memory.cards.items()} == {card.id: 1 for card in cards}
    assert session.memory.days == memory.days
    reviews = [event for event in events if isinstance(event, Reviewed)]
    assert {(event.mode, event.interval) for event in reviews} == {(CRAM, None)}


def test_what_is_missed_in_cram_comes_again_at_the_end_until_it_is_right() -> None:
    cards = [number(f"d/{n}") for n in range(3)]
    session = crammed(cards, Memory())
    asked = []
    for turn, text in enumerate(["9", "4.5", "9", "9", "4.5", "4.5"]):
        asked.append(session.question.card.id if session.question else "")
        before = session.position
        move = typed(session, text, turn + 1)
        assert before[0] == turn + 1
        session = move.session.proceed(moment(minutes=turn + 1))
    assert asked == ["d/0", "d/1", "d/2", "d/0", "d/2", "d/0"]
    assert isinstance(session.step, Finished)


def test_a_miss_in_cram_takes_the_later_days_away_and_nothing_else() -> None:
    events = [
        reviewed(day, "d/number", meaning=number().meaning, correct=True, at=moment(day).at, day=moment(day).day)
        for day in range(4)
    ]
    memory = fold(events)
    before = memory.cards[CardId("d/number")]
    assert before.mastery.later == 3
    session = beginning.cram(SessionId("c"), scope([number()]), memory, [CardId("d/number")], moment(10))
    right = session.answer(Typed(("4.5",)), moment(10), event_id(20))
    assert isinstance(right, Move)
    assert right.session.memory.cards[CardId("d/number")] == before
    wrong = session.answer(Typed(("9",)), moment(10), event_id(20))
    assert isinstance(wrong, Move)
    after = wrong.session.memory.cards[CardId("d/number")]
    assert after.mastery.later == 0
    assert (after.phase, after.reps, after.lapses, after.guard) == (before.phase, before.reps, before.lapses, 0)


def test_cram_asks_the_hardest_first() -> None:
    events = [reviewed(n, f"d/{name}", Rating.EASY, meaning=flip(f"d/{name}").meaning) for n, name in enumerate("abc")]
    lapse = reviewed(400, "d/b", Rating.AGAIN, meaning=flip("d/b").meaning)
    hard = reviewed(401, "d/c", Rating.HARD, meaning=flip("d/c").meaning)
    memory = fold([*events, lapse, hard])
    ids = [CardId(f"d/{name}") for name in "abcd"]
    assert hardest_first(ids, memory, moment(30).day) == ["d/b", "d/c", "d/a"]


def test_cram_shows_no_lesson_and_what_was_never_asked_can_be_gone_over() -> None:
    cards = [choice("d/a", objective="O")]
    session = beginning.cram(SessionId("c"), scope(cards, lessons=[LESSON]), Memory(), [CardId("d/a")], moment())
    assert isinstance(session.step, Question)
    move = session.answer(Chosen((session.step.order.index(1),)), moment(), event_id(1))
    assert isinstance(move, Move)
    assert dict(move.session.memory.cards) == {}
    assert move.session.position == (1, 2)


# --- over what was just missed


def test_relearning_counts_whether_a_card_is_due_or_not() -> None:
    memory = known("d/a")
    session = beginning.relearn(SessionId("r"), scope([flip("d/a")]), memory, [CardId("d/a")], moment())
    assert session.position == (1, 1)
    move = session.reveal(moment(1)).rate(Rating.GOOD, moment(1), event_id(5))
    assert move is not None
    assert move.session.memory.cards[CardId("d/a")].reps == 2


def test_a_limit_counts_only_the_questions_of_its_cards() -> None:
    where = scope([flip("d/a"), flip("d/b"), number("d/s", critical=True)])
    today = plan(where.cards, Memory(), moment().day, Limits(100, 100))
    assert beginning.start(SessionId("s"), where, Memory(), today, moment(), 1).position == (1, 3)
    assert beginning.start(SessionId("s"), where, Memory(), today, moment(), 2).position == (1, 5)


# --- E10 over days


def test_E10_a_confident_error_is_repeated_in_session_the_next_day_and_within_a_week() -> None:  # noqa: N802
    card = number(critical=True)
    memory = fold([reviewed(1, card.id, Rating.EASY, meaning=card.meaning, critical=True, correct=True)])
    session = begin([card], memory, days=400)
    wrong = session.answer(Typed(("9",), Confidence.VERY_SURE), moment(400), event_id(900))
    assert isinstance(wrong, Move)
    again = wrong.session.proceed(moment(400, minutes=10))
    assert isinstance(again.step, Question)
    move = again.answer(Typed(("4.5",), Confidence.FAIRLY_SURE), moment(400, 10), event_id(910))
    assert isinstance(move, Move)
    assert isinstance(move.event, Reviewed)
    assert move.event.interval == 1
    again = move.session
    next_day = begin([card], again.memory, days=401)
    assert isinstance(next_day.step, Question)
    move = next_day.answer(Typed(("4.5",), Confidence.FAIRLY_SURE), moment(401), event_id(990))
    assert isinstance(move, Move)
    assert isinstance(move.event, Reviewed)
    assert 2 <= (move.event.interval or 0) <= 7
    later = 401 + (move.event.interval or 0)
    assert begin([card], move.session.memory, days=later - 1).question is None
    week = begin([card], move.session.memory, days=later).answer(Typed(("4.5",)), moment(later), event_id(995))
    assert isinstance(week, Move)
    assert isinstance(week.event, Reviewed)
    (after,) = week.session.memory.cards.values()
    assert after.guard == 0 or (week.event.interval or 0) <= 7


def test_a_right_guess_never_comes_back_later_than_what_was_known() -> None:
    days = {}
    for confidence in (Confidence.GUESSING, Confidence.FAIRLY_SURE):
        session = begin([number(critical=True)], known_number(), days=60)
        move = session.answer(Typed(("4.5",), confidence), moment(60), event_id(900))
        assert isinstance(move, Move)
        assert isinstance(move.event, Reviewed)
        days[confidence] = move.event.interval or 0
    assert 0 < days[Confidence.GUESSING] <= days[Confidence.FAIRLY_SURE]


def known_number() -> Memory:
    events = [reviewed(n, "d/number", Rating.EASY, meaning=number().meaning, correct=True, critical=True) for n in (0,)]
    return fold(events)
