"""Days that do not go as one expects: past or near, clocks set back, zones, leap days, decks changed meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.memory.days import study_day
from ldn_learn.memory.events import Mark, Reviewed
from ldn_learn.study.session import Move
from ldn_learn.study.steps import Chosen, Feedback, Finished, LessonStep, Question, Revealed, Typed
from tests.builders import START
from tests.places import StillClock, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.study.session import Session
    from ldn_learn.workspace import Workspace


def answer(workspace: Workspace, session: Session) -> Session:
    """Answer the present question right, and go on to the next one."""
    now = workspace.now()
    session = session.proceed(now) if isinstance(session.step, LessonStep) else session
    question = session.question
    assert question is not None
    if isinstance(session.step, Question) and not question.order and question.card.prompt.startswith("Who"):
        session = session.reveal(now)
    if isinstance(session.step, Revealed):
        from ldn_learn.memory.events import Rating

        rated = session.rate(Rating.GOOD, now, workspace.new_id(now))
        assert rated is not None
        workspace.store(rated.event)
        return rated.session
    given = Chosen((question.order.index(0),)) if question.order else Typed(("4.5",))
    move = session.answer(given, now, workspace.new_id(now))
    assert isinstance(move, Move)
    workspace.store(move.event)
    return move.session.proceed(now)


@pytest.mark.parametrize("days", [-30, 0])
def test_a_day_that_is_past_or_today_changes_nothing(tmp_path: Path, days: int) -> None:
    workspace = open_workspace(tmp_path)
    workspace.introduce(Audience.PATIENT, START.date() + timedelta(days=days))
    assert workspace.horizon is None
    assert workspace.overview().pace is None
    assert workspace.begin().question is not None


def test_tomorrow_is_planned_for(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    workspace.introduce(Audience.PATIENT, START.date() + timedelta(days=1))
    assert workspace.horizon is not None
    assert workspace.overview().pace is not None
    assert workspace.begin().question is not None


def test_a_day_can_be_changed_and_taken_off_at_any_time_even_when_the_clock_goes_back(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, clock=clock)
    workspace.introduce(Audience.PATIENT, date(2026, 12, 24))
    clock.forward(days=-3)
    workspace.set("ready_by", "2027-01-07")
    assert str(workspace.ready_by) == "2027-01-07"
    workspace.set("ready_by", "")
    assert str(workspace.ready_by) == "None"
    assert open_workspace(tmp_path, clock=clock).ready_by is None


def test_with_the_clock_set_back_answers_are_still_taken_and_undone(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, clock=clock)
    session = answer(workspace, workspace.begin())
    clock.forward(days=-2)
    session = answer(workspace, session)
    assert len([event for event in workspace.events() if isinstance(event, Reviewed)]) == 2
    move = workspace.undo(session)
    assert move is not None
    workspace.store(move.event)
    assert open_workspace(tmp_path, clock=clock).memory.day_total(clock.now().day).answers in (0, 1)
    card = workspace.shelf.card(CardId("one/flip"))
    workspace.mark(card, Mark.FLAGGED, "yes")
    clock.forward(days=-9)
    workspace.mark(card, Mark.FLAGGED, "")
    assert workspace.memory.marked(Mark.FLAGGED) == []


def test_the_study_day_is_the_one_of_the_place_where_one_is() -> None:
    at = datetime(2026, 12, 1, 2, 30, tzinfo=UTC)
    assert study_day(at) == date(2026, 11, 30)
    assert study_day(at.astimezone(timezone(timedelta(hours=9)))) == date(2026, 12, 1)
    assert study_day(at.astimezone(timezone(timedelta(hours=-8)))) == date(2026, 11, 30)


def test_a_leap_day_is_a_day_like_any_other(tmp_path: Path) -> None:
    clock = StillClock(datetime(2028, 2, 28, 10, tzinfo=UTC))
    workspace = open_workspace(tmp_path, clock=clock)
    workspace.introduce(Audience.PATIENT, date(2028, 2, 29))
    answer(workspace, workspace.begin())
    clock.forward(days=1)
    assert workspace.now().day == date(2028, 2, 29)
    assert workspace.begin().question is not None
    assert workspace.horizon is None
    assert workspace.ready_by == date(2028, 2, 29)


def test_a_deck_that_is_edited_meanwhile_is_read_anew_by_the_next_session(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    from ldn_learn.workspace.request import Request

    session = workspace.asked(Request())
    file = tmp_path / "decks" / "one.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Which medicine", "Which drug"), encoding="utf-8")
    session = answer(workspace, session)
    assert not isinstance(session.step, Finished)
    assert "Which drug" in workspace.asked(Request(("one",))).scope.cards[CardId("one/choice")].prompt


def test_a_deck_that_is_deleted_meanwhile_leaves_the_session_and_goes_with_the_next(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    from ldn_learn.workspace.request import Request

    session = workspace.asked(Request())
    (tmp_path / "decks" / "one.yaml").unlink()
    session = answer(workspace, session)
    assert not isinstance(session.step, Feedback)
    assert {id_.partition("/")[0] for id_ in workspace.asked(Request()).scope.cards} == {"two"}
