"""Exams of a workspace: what is stored, by which window, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import UsageError
from ldn_learn.insight.exam_report import score
from ldn_learn.memory.events import EXAM, READY, Confidence, Examined
from ldn_learn.study.draft import response
from ldn_learn.study.steps import Chosen, Misread
from ldn_learn.workspace.exams import ExamRequest
from tests.exams import choices, right, wrong
from tests.places import StillClock, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.study.exam import Exam
    from ldn_learn.workspace import Workspace

SMALL = ExamRequest(items=4, seed=1)


def answer(space: Workspace, exam: Exam, *, miss: bool = False) -> Exam:
    """Answer the present item, and store it."""
    assert exam.item is not None
    given = response((wrong if miss else right)(exam.item.question), exam.item.question)
    assert isinstance(given, Chosen)
    now = space.now()
    taken = exam.answered(Chosen(given.places, Confidence.VERY_SURE), now, (space.new_id(now), space.new_id(now)))
    assert not isinstance(taken, Misread)
    for event in taken[1]:
        space.store(event)
    return taken[0]


def ends(space: Workspace) -> list[Examined]:
    return [event for event in space.events() if isinstance(event, Examined)]


def test_nothing_is_stored_until_it_begins(tmp_path: Path) -> None:
    space = open_workspace(tmp_path, decks=choices(1, 3))
    exam = space.exams.exam(SMALL)
    assert not exam.begun
    assert not space.events()
    assert space.exams.start(exam).begun
    assert [event.session for event in space.events()] == [exam.started.session]  # type: ignore[union-attr]


def test_an_exam_is_handed_in_once(tmp_path: Path) -> None:
    clock = StillClock()
    space = open_workspace(tmp_path, decks=choices(1, 3), clock=clock)
    exam = space.exams.start(space.exams.exam(SMALL))
    first = space.exams.hand_in(exam)
    clock.forward(minutes=1)
    assert space.exams.hand_in(answer(space, exam)) == first
    assert len(ends(space)) == 1
    assert space.exams.results() == [first]


def test_what_another_window_answered_counts(tmp_path: Path) -> None:
    one, two = (open_workspace(tmp_path, decks=choices(0, 4)) for _ in range(2))
    exam = one.exams.start(one.exams.exam(SMALL))
    again = two.exams.exam(SMALL)
    assert again.started == exam.started
    answer(two, again.go(3, two.now()))
    found = score(one.exams.hand_in(answer(one, exam)))
    (event,) = ends(one)
    assert event.right == found.right == 2
    assert event.passed is found.passed
    one.close()
    two.close()


def test_a_clock_that_was_put_back_loses_no_answer(tmp_path: Path) -> None:
    clock = StillClock()
    space = open_workspace(tmp_path, decks=choices(0, 4), clock=clock)
    exam = space.exams.start(space.exams.exam(SMALL))
    while exam.item is not None:
        clock.forward(minutes=1)
        exam = answer(space, exam)
    clock.forward(hours=-2)
    again = open_workspace(tmp_path, decks=choices(0, 4), clock=clock)
    left = again.exams.exam(SMALL)
    assert not left.blanks
    found = score(again.exams.hand_in(left))
    assert found.right == ends(again)[0].right == 4


def test_an_exam_is_open_for_a_day(tmp_path: Path) -> None:
    clock = StillClock()
    space = open_workspace(tmp_path, decks=choices(2, 4), clock=clock)
    space.exams.start(space.exams.exam(SMALL))
    space.exams.start(space.exams.check())
    clock.forward(hours=23)
    assert space.exams.open_exam(EXAM) is not None
    assert space.exams.open_exam(READY) is not None
    clock.forward(hours=2)
    assert space.exams.open_exam(EXAM) is None
    assert space.exams.open_exam(READY) is None


def test_e18_a_check_is_taken_once_a_study_day_with_parallel_questions(tmp_path: Path) -> None:
    clock = StillClock()
    space = open_workspace(tmp_path, decks=choices(4, 4, parallel=2), clock=clock)
    first = space.exams.start(space.exams.check())
    space.exams.hand_in(first)
    with pytest.raises(UsageError, match="You have taken the check today"):
        space.exams.check()
    clock.forward(days=1)
    second = space.exams.check()
    assert not set(first.started.cards) & set(second.started.cards)


def test_a_learner_sees_what_is_for_her_only(tmp_path: Path) -> None:
    decks = choices(1, 3)
    decks["d.yaml"] = decks["d.yaml"].replace("id: o-0-0,", "id: o-0-0, audience: trainee,")
    space = open_workspace(tmp_path, decks=decks, audience=Audience.PATIENT)
    assert len(space.exams.exam(ExamRequest(items=10)).items) == 3
