"""The exam and the readiness check in lines."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.insight.exam_report import score
from ldn_learn.plain.console import WIDTH, Console
from ldn_learn.plain.exam import go_over, take
from ldn_learn.workspace.exams import ExamRequest
from tests.exams import EVERY_TYPE, choices, right, wrong
from tests.places import StillClock, open_workspace
from tests.tui.frames import GOLDEN, WRITE

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Question
    from ldn_learn.workspace import Workspace

SMALL = ExamRequest(items=4, seed=1)


def sitting(workspace: Workspace, exam: Exam, *typed: str) -> tuple[str, ExamResult | None]:
    """What a learner who types these lines reads, with what she types after each prompt, and the result."""
    out = io.StringIO()
    lines = iter(typed)

    def read() -> str | None:
        line = next(lines, None)
        if line is not None:
            out.write(line + "\n")
        return line

    console = Console(out.write, read)
    result = take(workspace, console, exam)
    if result is not None:
        go_over(workspace, console, result)
    return out.getvalue(), result


def line(question: Question, *, miss: bool = False, sure: str = "") -> str:
    """The line that answers a question."""
    draft = (wrong if miss else right)(question)
    text = "; ".join(draft.texts) or ",".join(str(place + 1) for place in draft.places)
    return f"{text} {sure}".strip()


def kinds(workspace: Workspace) -> list[str]:
    return [event["kind"] for event in workspace.history()]


def test_e20_every_type_is_answered_in_lines(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=EVERY_TYPE, audience=Audience.TRAINEE)
    exam = workspace.exams.exam(ExamRequest(seed=3))
    answers = [line(item.question, sure="3") for item in exam.items]
    text, result = sitting(workspace, exam, "", *answers, "hand in", "yes")
    assert result is not None
    assert score(result).right == 7
    assert "Passed" in text
    assert "There is nothing to go over." in text


def test_e20_a_sitting_reads_like_this(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=EVERY_TYPE, audience=Audience.PATIENT, first_id=1)
    exam = workspace.exams.exam(ExamRequest(seed=3, minutes=30))
    first, *_ = exam.items
    typed = ["?", "", line(first.question, miss=True), "<", "f", line(first.question), ">", "many"]
    typed += ["hand in", "maybe", "no", "r", "99", "6", "3", "r", "hand in", "yes", "no"]
    text, _ = sitting(workspace, exam, *typed)
    path = GOLDEN.parent.parent / "plain" / "exam.txt"
    if WRITE:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= WIDTH


def test_e20_nothing_says_right_or_wrong_before_the_end(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(2, 2), audience=Audience.TRAINEE)
    exam = workspace.exams.exam(SMALL)
    answers = [line(item.question, miss=place % 2 > 0, sure="2") for place, item in enumerate(exam.items)]
    text, result = sitting(workspace, exam, "", *answers, "1", "<")
    assert result is None
    told = text[text.index("Question 1 of 4") :].lower()
    assert "you answered: " in told
    for word in ("not this one", "right", "wrong", "because", "better", "correct"):
        assert word not in told


def test_e20_flag_skip_go_back_change_and_blank_again(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT)
    exam = workspace.exams.exam(SMALL)
    typed = ["", "f", ">", ">", "<", "<", "1", "<", "2", "<", "b", "b"]
    text, _ = sitting(workspace, exam, *typed)
    assert "Flagged." in text
    assert "Question 3 of 4, 2 blank" in text
    assert "Question 1 of 4, 1 blank, flagged" in text
    assert text.count("You answered: ") == 2
    assert "This one is blank again." in text
    assert kinds(workspace)[3:] == ["reviewed", "reviewed", "retracted", "retracted"]


def test_13_handing_in_asks_once_more_and_says_how_many_are_blank(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT)
    exam = workspace.exams.exam(SMALL)
    text, result = sitting(workspace, exam, "", "1", ">", "1", "hand in", "no", "r", "hand in", "", "yes", "no")
    assert "2 questions are blank: 2 and 4." in text
    assert text.count("Hand in with 2 blank? yes/no") == 3
    assert "It is not handed in." in text
    assert re.findall(r"^(\d)\) (answered|blank): Which", text, re.MULTILINE) == [
        ("1", "answered"),
        ("2", "blank"),
        ("3", "answered"),
        ("4", "blank"),
    ]
    assert result is not None
    assert kinds(workspace).count("examined") == 1


@pytest.mark.parametrize("typed", [[], [""], ["", "1"], ["", "1", "r"], ["", "1", "hand in"], ["", "1", "q"]])
def test_the_end_of_input_keeps_everything(tmp_path: Path, typed: list[str]) -> None:
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT)
    text, result = sitting(workspace, workspace.exams.exam(SMALL), *typed)
    assert result is None
    assert kinds(workspace).count("reviewed") == ("1" in typed)
    assert ("is not handed in yet. Your answers are kept" in text) is bool(typed)
    again = open_workspace(tmp_path, decks=choices(0, 4)).exams.exam(SMALL)
    assert again.begun is bool(typed)
    assert len(again.blanks) == 4 - ("1" in typed)


def test_e20_after_a_crash_it_goes_on_and_says_what_was_answered(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.TRAINEE)
    sitting(workspace, workspace.exams.exam(SMALL), "", "1 2")
    again = open_workspace(tmp_path, decks=choices(0, 4))
    text, _ = sitting(again, again.exams.exam(), "<")
    assert "You go on where you stopped: 1 of 4 answered." in text
    assert "Question 2 of 4" in text
    assert re.search(r"You answered: (Good|Bad) o-\d-0\. Fairly sure\.", text)


def test_e09_how_sure_one_is_has_to_be_said_where_it_is_asked(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.TRAINEE)
    text, _ = sitting(workspace, workspace.exams.exam(SMALL), "", "1", "1 2")
    assert "Say how sure you are too" in text
    assert kinds(workspace).count("reviewed") == 1
    patient = open_workspace(tmp_path / "other", decks=choices(0, 4), audience=Audience.PATIENT)
    assert "sure" not in sitting(patient, patient.exams.exam(SMALL), "", "1")[0]


def test_14_time_is_told_and_takes_nothing_away(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT, clock=clock)
    exam = workspace.exams.start(workspace.exams.exam(ExamRequest(items=4, seed=1, minutes=20)))
    text, _ = sitting(workspace, exam, ">")
    assert "20 minutes left." in text
    clock.forward(minutes=25)
    text, _ = sitting(workspace, exam, "1", "+", "<", "no limit", ">")
    assert "Nothing is taken away" in text
    assert "10 minutes left." in text
    assert kinds(workspace).count("reviewed") == 1
    assert "left" not in text[text.index("no limit\n") :].replace("is not handed in", "").split("The exam")[0]


def test_e18_a_missed_safety_point_is_gone_over_now(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=choices(2, 4), audience=Audience.PATIENT)
    exam = workspace.exams.check()
    missed = next(item.question.card.id for item in exam.items if item.question.card.critical)
    answers = [
        line(
            item.question,
            miss=item.question.card.id == missed,
            sure="3" if item.question.card.critical else "",
        )
        for item in exam.items
    ]
    text, _ = sitting(workspace, exam, "", *answers, "hand in", "yes", "yes", "1 1", "q")
    assert "Not yet: 1 thing to go over" in text
    assert "again from tomorrow on" in text
    last = [event for event in workspace.history() if event["kind"] == "reviewed"][-1]
    assert (last["card"], last["mode"]) == (missed, "study")


def test_typed_questions_offer_nothing_to_be_seen(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=EVERY_TYPE, audience=Audience.PATIENT)
    exam = workspace.exams.exam(ExamRequest(seed=3))
    text, _ = sitting(workspace, exam, "", *[">"] * 7)
    assert "to see" not in text
    assert "Type what is missing, with ; between them." in text


def test_a_stranger_s_deck_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = "[/] \\e[31mred\\x07\\e]0;title\\a \\u202eback"
    options = f'[{{text: "{hostile} 1", correct: true}}, {{text: "{hostile} 2"}}]'
    deck = f'id: d\ntitle: "{hostile}"\ncards: [{{id: a, prompt: "{hostile}", options: {options}}}]\n'
    workspace = open_workspace(tmp_path, decks={"d.yaml": deck})
    text, _ = sitting(workspace, workspace.exams.exam(), "", "2", "hand in", "yes", "no")
    assert text.count("[/] [31mred]0;title back") >= 4
    assert not set(text) & set("\x1b\x07\u202e")
