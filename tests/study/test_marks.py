"""Notes, flags, and cards that are put off or aside, in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import Confidence, Mark, Marked, Rating, Retracted, Reviewed, ulid
from ldn_learn.memory.fold import fold
from ldn_learn.study import begin as beginning
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import Feedback, Finished, Misread, Question, Revealed, Typed
from tests.builders import begin, event_id, flip, moment, number, scope, typed

if TYPE_CHECKING:
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event, EventId

TODAY = moment().day.isoformat()
ASIDE = [(Mark.BURIED, TODAY), (Mark.SUSPENDED, "yes")]


def put(session: Session, mark: Mark, value: str = "yes", card: str | None = None, at: int = 50) -> Move:
    question = session.question
    assert card or question
    id_ = CardId(card) if card else question.card.id if question else CardId("")
    move = session.mark(id_, mark, value, moment(minutes=at), event_id(at))
    assert isinstance(move, Move)
    return move


def undone(session: Session, at: int = 90) -> Move:
    move = session.undo(moment(minutes=at), event_id(at))
    assert move is not None
    return move


def right(session: Session, at: int = 1) -> Session:
    move = session.answer(Typed(("4.5",)), moment(minutes=at), event_id(at))
    assert isinstance(move, Move)
    return move.session


def card_of(session: Session) -> str:
    return session.question.card.id if session.question else ""


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_E13_a_safety_card_is_never_put_off_or_aside(mark: Mark, value: str) -> None:  # noqa: N802
    session = begin([number(critical=True), flip("d/z")])
    found = session.mark(CardId("d/number"), mark, value, moment(), event_id(1))
    assert isinstance(found, Misread)
    assert "Safety points are not put aside" in found
    assert "f" in found


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_the_present_card_is_left_for_the_next_one(mark: Mark, value: str) -> None:
    session = begin([number(), flip("d/z")])
    move = put(session, mark, value)
    assert isinstance(move.event, Marked)
    assert (move.event.card, move.event.mark, move.event.value) == ("d/number", mark, value)
    assert card_of(move.session) == "d/z"
    assert move.session.position == (1, session.position[1] - 2)
    assert move.session.memory.mark(mark, CardId("d/number")) == value


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_the_last_card_put_off_ends_the_session(mark: Mark, value: str) -> None:
    assert isinstance(put(begin([flip()]), mark, value).session.step, Finished)


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_a_card_between_two_steps_does_not_return_once_it_is_put_off(mark: Mark, value: str) -> None:
    session = put(right(begin([number(), flip("d/z")])), mark, value).session
    asked = []
    for turn in range(6):
        if session.question is None:
            break
        asked.append(card_of(session))
        move = session.reveal(moment(minutes=60 + turn)).rate(
            Rating.EASY, moment(minutes=60 + turn), event_id(60 + turn)
        )
        assert move is not None
        session = move.session
    assert asked == ["d/z"]


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_put_off_after_its_answer_a_card_is_counted_no_more(mark: Mark, value: str) -> None:
    session = put(right(begin([number(), flip("d/z")])), mark, value).session
    assert session.position == (2, 3)


@pytest.mark.parametrize(("mark", "value"), ASIDE)
def test_put_off_while_its_answer_is_shown_a_card_is_left_unrated(mark: Mark, value: str) -> None:
    session = begin([flip("d/a"), flip("d/z")]).reveal(moment())
    assert isinstance(session.step, Revealed)
    after = put(session, mark, value).session
    assert card_of(after) == "d/z"
    assert after.results == ()


@pytest.mark.parametrize(("mark", "value"), [(Mark.FLAGGED, "yes"), (Mark.NOTED, "Ask about the dose")])
def test_a_note_or_flag_stays_on_the_card_and_the_session_where_it_is(mark: Mark, value: str) -> None:
    session = right(begin([number(critical=True), flip("d/z")]))
    after = put(session, mark, value).session
    assert after.step is session.step
    assert after.memory.mark(mark, CardId("d/number")) == value
    assert after.memory.marked(mark) == ["d/number"]
    off = put(after, mark, "", at=51).session
    assert off.memory.mark(mark, CardId("d/number")) == ""
    assert off.memory.marked(mark) == []


def test_undo_brings_back_what_was_put_off() -> None:
    session = begin([number(), flip("d/z")])
    move = undone(put(session, Mark.BURIED, TODAY).session)
    assert isinstance(move.event, Retracted)
    assert move.event.target == event_id(50)
    assert card_of(move.session) == "d/number"
    assert isinstance(move.session.step, Question)
    assert move.session.position == session.position
    assert move.session.memory.mark(Mark.BURIED, CardId("d/number")) == ""
    assert move.session.undo(moment(), event_id(99)) is None


def test_undo_goes_back_over_a_card_put_off_to_the_answer_before() -> None:
    session = right(begin([number(), flip("d/y"), flip("d/z")])).proceed(moment())
    put_off = put(session, Mark.SUSPENDED).session
    first = undone(put_off)
    assert card_of(first.session) == card_of(session)
    second = undone(first.session, at=91)
    assert isinstance(second.event, Retracted)
    assert second.event.target == event_id(1)
    assert second.session.results == ()


def test_undo_of_a_card_put_off_at_its_feedback_asks_nothing_twice() -> None:
    session = right(begin([number(), flip("d/z")]))
    back = undone(put(session, Mark.BURIED, TODAY).session).session
    assert not isinstance(back.step, Question)
    assert isinstance(back.step, Feedback)


def test_notes_and_flags_survive_the_undo_of_an_answer() -> None:
    session = right(begin([number(), flip("d/z")]))
    session = put(session, Mark.NOTED, "Mine").session
    session = put(session, Mark.FLAGGED, at=51).session
    back = undone(session).session
    assert back.memory.mark(Mark.NOTED, CardId("d/number")) == "Mine"
    assert back.memory.mark(Mark.FLAGGED, CardId("d/number")) == "yes"
    assert CardId("d/number") not in back.memory.cards


def test_notes_and_flags_survive_the_undo_of_a_card_put_off() -> None:
    session = put(begin([number(), flip("d/z")]), Mark.BURIED, TODAY).session
    session = put(session, Mark.FLAGGED, card="d/z", at=51).session
    back = undone(session).session
    assert back.memory.mark(Mark.FLAGGED, CardId("d/z")) == "yes"


def test_notes_and_flags_survive_i_was_right() -> None:
    move = begin([typed()]).answer(Typed(("zzz",)), moment(), event_id(1))
    assert isinstance(move, Move)
    session = put(move.session, Mark.FLAGGED).session
    moves = session.overrule(moment(minutes=2), (event_id(60), event_id(61)))
    assert moves is not None
    assert moves[1].session.memory.mark(Mark.FLAGGED, CardId("d/typed")) == "yes"


def test_putting_off_in_cram_leaves_the_schedule_alone() -> None:
    learnt = right(begin([number()])).memory
    session = beginning.cram(begin([flip()]).id, scope([number()]), learnt, [CardId("d/number")], moment())
    after = put(session, Mark.BURIED, TODAY).session
    assert isinstance(after.step, Finished)
    assert after.memory.cards == learnt.cards


def done(session: Session, action: str, now: Moment, ids: tuple[EventId, EventId]) -> list[Move] | Session | None:
    """What a learner does next: the moves that it makes, or the session without a new event."""
    question, step = session.question, session.step
    assert question is not None
    match action:
        case "go":
            return (
                session.proceed(now)
                if not isinstance(step, Revealed)
                else _moves(session.rate(Rating.GOOD, now, ids[0]))
            )
        case "reveal":
            return session.reveal(now)
        case "right" | "wrong" if isinstance(step, Revealed):
            return _moves(session.rate(Rating.EASY if action == "right" else Rating.AGAIN, now, ids[0]))
        case "right" | "wrong":
            text = {"d/number": "4.5", "d/typed": "prescriber"}.get(question.card.id, "") if action == "right" else "77"
            found = session.answer(Typed((text,), Confidence.VERY_SURE), now, ids[0])
            return found if isinstance(found, Session) else _moves(found)
        case "flag":
            off = session.memory.mark(Mark.FLAGGED, question.card.id)
            return _moves(session.mark(question.card.id, Mark.FLAGGED, "" if off else "yes", now, ids[0]))
        case "bury":
            return _moves(session.mark(question.card.id, Mark.BURIED, now.day.isoformat(), now, ids[0]))
        case "undo":
            return _moves(session.undo(now, ids[0]))
        case _:
            return list(session.overrule(now, ids) or ())


def _moves(found: Move | Misread | None) -> list[Move]:
    return [found] if isinstance(found, Move) else []


ACTIONS = st.sampled_from(["go", "right", "wrong", "reveal", "flag", "bury", "undo", "i was right"])


@given(st.lists(st.tuples(ACTIONS, st.sampled_from([0, 1, 30, 1500])), max_size=20))
def test_what_a_session_remembers_is_what_its_log_adds_up_to(actions: list[tuple[str, int]]) -> None:
    session = begin([number(critical=True), typed(), flip("d/y"), flip("d/z", group="g"), typed("d/t", group="g")])
    log: list[Event] = []
    minutes = 0
    for turn, (action, later) in enumerate(actions):
        if session.question is None:
            break
        minutes += later
        now = moment(minutes=minutes)
        result = done(session, action, now, (ulid(now.at, 2 * turn), ulid(now.at, 2 * turn + 1)))
        session = result if isinstance(result, Session) else session
        for move in result if isinstance(result, list) else ():
            log.append(move.event)
            session = move.session
        whole = fold(log)
        assert dict(session.memory.cards) == dict(whole.cards)
        assert dict(session.memory.days) == dict(whole.days)
        assert dict(session.memory.marks) == dict(whole.marks)
        taken_back = {event.target for event in log if isinstance(event, Retracted)}
        standing = {event.id for event in log if isinstance(event, Reviewed)} - taken_back
        assert {event.id for event in session.results} == standing
        assert session.answered == len(standing)


@given(st.lists(st.sampled_from(["right", "again", "next", "bury", "flag", "undo"]), max_size=14))
def test_whatever_is_done_no_card_is_lost_or_asked_after_it_was_put_off(actions: list[str]) -> None:
    session = begin([flip(f"d/{name}") for name in "abc"])
    for turn, action in enumerate(actions):
        now, id_ = moment(minutes=turn), event_id(turn + 1)
        if session.question is None:
            break
        move: Move | Misread | None = None
        match action:
            case "right" | "again":
                move = session.reveal(now).rate(Rating.EASY if action == "right" else Rating.AGAIN, now, id_)
            case "bury":
                move = session.mark(session.question.card.id, Mark.BURIED, TODAY, now, id_)
            case "flag":
                move = session.mark(session.question.card.id, Mark.FLAGGED, "yes", now, id_)
            case "undo":
                move = session.undo(now, id_)
        if isinstance(move, Move):
            session = move.session
        buried = set(session.memory.marked(Mark.BURIED))
        waiting = {*session.queue.ready[session.queue.taken :], *(id_ for _, id_ in session.queue.learning)}
        present = {session.question.card.id} if session.question else set()
        assert not buried & (waiting | present)
        done = {event.card for event in session.results if isinstance(event, Reviewed)}
        assert buried | waiting | present | set(session.queue.held) | done == {"d/a", "d/b", "d/c"}
        position, total = session.position
        assert 1 <= position <= total
