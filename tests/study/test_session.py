from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_learn.decks.cards import Audience, Lesson
from ldn_learn.memory.events import Confidence, Event, Rating, Reviewed, SessionEnded
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.scheduling import Learning
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import Chosen, Feedback, Finished, LessonStep, Misread, Question, Revealed, Typed
from tests.builders import begin, choice, cloze, event_id, flip, moment, number

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card


def right_place(session: Session) -> int:
    question = session.question
    assert question is not None
    return question.order.index(0)


def choose(session: Session, place: int, confidence: Confidence | None = None, id_: int = 1) -> Move:
    move = session.answer(Chosen((place,), confidence), moment(minutes=1), event_id(id_))
    assert isinstance(move, Move)
    return move


def test_a_session_begins_with_a_question() -> None:
    assert isinstance(begin([flip()]).step, Question)


def test_a_session_over_nothing_is_finished() -> None:
    assert isinstance(begin([]).step, Finished)


def test_a_lesson_comes_before_the_first_question_of_its_objective_and_only_then() -> None:
    cards = [flip("d/a", objective="O"), flip("d/b", objective="O")]
    lessons = [Lesson("l", "O", "Text")]
    session = begin(cards, lessons=lessons)
    assert isinstance(session.step, LessonStep)
    session = session.proceed(moment())
    assert isinstance(session.step, Question)
    move = session.reveal(moment()).rate(Rating.GOOD, moment(), event_id(1))
    assert move is not None
    assert isinstance(move.session.step, Question)
    assert isinstance(move.event, Reviewed)
    met = fold([move.event])
    assert isinstance(begin(cards, met, lessons=lessons).step, Question)


def test_a_right_choice_is_stored_as_good_and_explained() -> None:
    session = begin([choice()])
    move = choose(session, right_place(session))
    event = move.event
    assert isinstance(event, Reviewed)
    assert (event.correct, event.rating, event.response, event.ms) == (True, Rating.GOOD, "Right", 60_000)
    assert isinstance(move.session.step, Feedback)


def test_a_wrong_choice_is_stored_as_again_with_what_was_chosen() -> None:
    session = begin([choice(critical=True)])
    place = (right_place(session) + 1) % 3
    event = choose(session, place, Confidence.VERY_SURE).event
    assert isinstance(event, Reviewed)
    assert (event.correct, event.rating, event.confidence) == (False, Rating.AGAIN, Confidence.VERY_SURE)
    question = session.question
    assert question is not None
    assert event.response == choice().options[question.order[place]].text
    assert event.seed == question.seed
    assert event.critical


def test_a_right_guess_is_hard() -> None:
    session = begin([choice(critical=True)])
    event = choose(session, right_place(session), Confidence.GUESSING).event
    assert isinstance(event, Reviewed)
    assert event.rating is Rating.HARD


def test_a_place_that_is_not_there_is_asked_again() -> None:
    session = begin([choice()])
    for place in (-1, 3, 99):
        assert isinstance(session.answer(Chosen((place,)), moment(), event_id(1)), Misread)
    assert isinstance(session.answer(Typed(("x",)), moment(), event_id(1)), Misread)


def test_a_flip_card_is_shown_then_graded_and_not_scored() -> None:
    session = begin([flip(), flip("d/b")]).reveal(moment())
    assert isinstance(session.step, Revealed)
    move = session.rate(Rating.EASY, moment(minutes=5), event_id(1))
    assert move is not None
    assert isinstance(move.event, Reviewed)
    assert move.event.correct is None
    assert isinstance(move.session.step, Question)


def test_what_the_rating_bar_shows_is_what_a_later_fold_gives_however_long_one_thinks() -> None:
    session = begin([flip()]).reveal(moment())
    assert isinstance(session.step, Revealed)
    shown = session.step.outcomes
    for rating in Rating:
        move = session.rate(rating, moment(minutes=45), event_id(1))
        assert move is not None
        assert isinstance(move.event, Reviewed)
        assert fold([move.event]).cards[flip().id].phase == shown[rating]
        assert move.session.memory.cards[flip().id].phase == shown[rating]


def test_a_typed_number_is_scored_and_a_misread_one_is_asked_again() -> None:
    session = begin([number()])
    assert isinstance(session.answer(Typed(("many",)), moment(), event_id(1)), Misread)
    move = session.answer(Typed(("4.5 mg",)), moment(), event_id(1))
    assert isinstance(move, Move)
    assert isinstance(move.event, Reviewed)
    assert move.event.correct
    assert move.event.response == "4.5 mg"


def test_a_typed_gap_is_scored_and_an_empty_one_is_graded_by_the_learner() -> None:
    session = begin([cloze()])
    move = session.answer(Typed(("Blocks",)), moment(), event_id(1))
    assert isinstance(move, Move)
    assert isinstance(move.event, Reviewed)
    assert move.event.correct
    other = session.answer(Typed(("opens",)), moment(), event_id(1))
    assert isinstance(other, Move)
    assert isinstance(other.event, Reviewed)
    assert other.event.correct is False
    shown = session.answer(Typed(("  ",)), moment(), event_id(1))
    assert isinstance(shown, Session)
    assert isinstance(shown.step, Revealed)


def test_the_position_counts_questions_and_a_miss_adds_one() -> None:
    session = begin([choice(), choice("d/b")])
    assert session.position == (1, 4)
    move = choose(session, right_place(session))
    assert move.session.position == (1, 4)
    session = move.session.proceed(moment(minutes=1))
    assert session.position == (2, 4)
    wrong = choose(session, (right_place(session) + 1) % 3, id_=2).session
    assert wrong.proceed(moment(minutes=2)).position == (3, 5)


def test_a_second_sitting_of_the_day_goes_on_counting() -> None:
    session = begin([choice(), choice("d/b")])
    move = choose(session, right_place(session))
    assert isinstance(move.event, Reviewed)
    assert begin([choice(), choice("d/b")], fold([move.event])).position == (2, 4)


def test_a_missed_card_comes_back_in_the_same_session() -> None:
    session = begin([choice()])
    session = choose(session, (right_place(session) + 1) % 3).session.proceed(moment(minutes=1))
    assert session.question is not None
    assert session.question.card.id == choice().id


def test_the_end_of_a_sitting_is_an_event_only_when_something_was_answered() -> None:
    session = begin([choice(), choice("d/b")])
    assert session.end(moment(), event_id(9)) is None
    move = choose(session, 0).session.end(moment(), event_id(9))
    assert move is not None
    assert isinstance(move.event, SessionEnded)
    assert move.event.answered == 1


CARDS: list[Card] = [
    choice("d/a", critical=True),
    choice("d/b"),
    flip("d/c"),
    number("d/n"),
    cloze("d/g", group="g"),
    flip("d/h", group="g"),
]


def play(session: Session, number_: int, draw: st.DataObject) -> tuple[Session, Event | None]:
    """One step of a learner who may do anything."""
    now, id_ = moment(minutes=number_), event_id(number_)
    match session.step:
        case Question(card=card):
            confidence = draw.draw(st.none() | st.sampled_from(Confidence))
            texts = st.sampled_from(["4.5", "9", "blocks", "no idea", ""])
            response = (
                Chosen((draw.draw(st.integers(0, 2)),), confidence)
                if card.id in ("d/a", "d/b")
                else Typed((draw.draw(texts),), confidence)
            )
            result = session.answer(response, now, id_)
            if isinstance(result, Move):
                return result.session, result.event
            return (session if isinstance(result, Misread) else result), None
        case Revealed():
            move = session.rate(draw.draw(st.sampled_from(Rating)), now, id_)
            assert move is not None
            return move.session, move.event
        case _:
            return session.proceed(now), None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_sessions_memory_is_always_the_fold_of_what_was_stored(data: st.DataObject) -> None:
    session = begin(CARDS, learner=data.draw(st.sampled_from([Audience.PATIENT, Audience.TRAINEE])))
    events: list[Event] = []
    for number_ in range(1, data.draw(st.integers(1, 40))):
        if isinstance(session.step, Finished):
            break
        if data.draw(st.integers(0, 9)) == 0:
            move = session.undo(moment(minutes=number_), event_id(number_))
            if move is not None:
                session = move.session
                events.append(move.event)
            continue
        session, event = play(session, number_, data)
        if event is not None:
            events.append(event)
    folded = fold(events)
    assert dict(session.memory.cards) == dict(folded.cards)
    assert session.memory.day_total(moment().day) == folded.day_total(moment().day)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_undo_goes_back_to_the_same_question_without_limit(data: st.DataObject) -> None:
    session = begin(CARDS)
    trail: list[Session] = []
    for number_ in range(1, 25):
        if isinstance(session.step, Finished):
            break
        before = session
        session, event = play(session, number_, data)
        if event is not None:
            trail.append(before)
    for number_, before in enumerate(reversed(trail), 100):
        move = session.undo(moment(minutes=number_), event_id(number_))
        assert move is not None
        session = move.session
        assert session.question is not None
        assert before.question is not None
        assert session.question.card is before.question.card
        assert isinstance(session.step, Question)
        assert dict(session.memory.cards) == dict(before.memory.cards)
        assert session.position == before.position
    assert session.undo(moment(), event_id(999)) is None


def test_a_session_ends_when_every_card_has_left_its_learning_steps() -> None:
    session = begin(CARDS)
    answers = 0
    while not isinstance(session.step, Finished):
        now = moment(minutes=answers)
        match session.step:
            case Question():
                session = session.reveal(now)
            case Revealed():
                answers += 1
                move = session.rate(Rating.GOOD, now, event_id(answers))
                assert move is not None
                session = move.session
            case _:
                session = session.proceed(now)
    # The other direction of the reversed card waits for another day.
    assert answers == 2 * 4 + 3
    assert not any(isinstance(card.phase, Learning) for card in session.memory.cards.values())
    assert session.memory != Memory()
