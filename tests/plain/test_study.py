"""The line mode, as a transcript and by its rules."""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.plain.console import WIDTH, Console
from ldn_learn.plain.study import study
from tests.builders import TWO_DECKS
from tests.learner import Learner
from tests.places import open_workspace
from tests.tui.frames import GOLDEN, WRITE

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.workspace import Workspace


def sitting(workspace: Workspace, answers: str) -> str:
    """What a learner who types these lines reads, with what she types after each prompt."""
    out = io.StringIO()
    lines = iter(answers.splitlines())

    def read() -> str | None:
        line = next(lines, None)
        if line is not None:
            out.write(line + "\n")
        return line

    study(workspace, Console(out.write, read), workspace.begin())
    return out.getvalue()


def kinds(workspace: Workspace) -> list[str]:
    return [event["kind"] for event in workspace.history()]


def test_a_sitting_reads_like_this(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, first_id=1)
    answers = ["?", "9", "2 3", "s", "", "", "2", "many", "4.5", "opens", "u", "blocks", "!", "q"]
    found = sitting(workspace, "\n".join(answers))
    path = GOLDEN.parent.parent / "plain" / "sitting.txt"
    if WRITE:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_each_question_starts_with_its_number_and_card(tmp_path: Path) -> None:
    text = sitting(open_workspace(tmp_path), "1\n\n3\n4.5\nq\n")
    found = re.findall(r"^Question (\d+) of (\d+) - (\S+)$", text, re.MULTILINE)
    assert [card for _, _, card in found] == ["one/choice", "one/flip", "two/number", "two/cloze"]
    assert [number for number, _, _ in found] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("typed", ["", "x", "0", "4", "99", "1 9", "-1", "one", "1" * 5000, "\x1b[A", "٣"])
def test_what_is_no_option_is_asked_again_and_stores_nothing(tmp_path: Path, typed: str) -> None:
    workspace = open_workspace(tmp_path)
    assert "Type a number from 1 to 3." in sitting(workspace, f"{typed}\nq\n")
    assert kinds(workspace) == []


def test_the_confidence_may_follow_the_option(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    sitting(workspace, "1 3\nq\n")
    (event, _) = workspace.history()
    assert event["confidence"] == 3


def test_a_flip_card_is_shown_on_enter_and_rated_from_one_to_four(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    text = sitting(workspace, "1\n\n7\n4\nq\n")
    assert "Answer: The prescriber" in text
    assert "Type 1, 2, 3 or 4." in text
    assert [event["rating"] for event in workspace.history() if event["kind"] == "reviewed"][1] == 4


def test_undo_reaches_over_sittings(tmp_path: Path) -> None:
    sitting(open_workspace(tmp_path), "1\nq\n")
    workspace = open_workspace(tmp_path)
    text = sitting(workspace, "u\nu\nq\n")
    assert "Your last answer is taken back." in text
    assert "There is no answer to take back." in text
    assert kinds(workspace).count("retracted") == 1
    assert not open_workspace(tmp_path).memory.cards


@pytest.mark.parametrize("answers", ["", "1\n", "1\n\n", "1\n\n3\n4.5"])
def test_the_end_of_input_stops_and_keeps_every_answer(tmp_path: Path, answers: str) -> None:
    workspace = open_workspace(tmp_path)
    text = sitting(workspace, answers)
    stored = kinds(workspace).count("reviewed")
    assert stored == {"": 0, "1\n": 1, "1\n\n": 1}.get(answers, 3)
    assert "Every answer is saved." in text


def test_when_to_get_help_and_the_question_again(tmp_path: Path) -> None:
    text = sitting(open_workspace(tmp_path), "!\nq\n")
    assert "Call emergency services now" in text
    assert text.count("Question 1 of") == 2


def test_a_stranger_s_deck_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = "[/] \\e[31mred\\x07\\e]0;title\\a \\u202eback"
    deck = f'id: d\ntitle: "{hostile}"\ncards: [{{id: a, prompt: "{hostile}", answer: "{hostile}"}}]\n'
    text = sitting(open_workspace(tmp_path, decks={"d.yaml": deck}), "\n3\nq\n")
    assert "[/] [31mred]0;title back" in text
    assert not set(text) & set("\x1b\x07\u202e")


def test_lines_fit_a_narrow_page(tmp_path: Path) -> None:
    text = sitting(open_workspace(tmp_path, decks=None, audience=Audience.TRAINEE), "1\n" * 60)
    assert max(len(line) for line in text.splitlines()) <= WIDTH


def test_a_session_that_is_done_says_so(tmp_path: Path) -> None:
    workspace, out = open_workspace(tmp_path), io.StringIO()
    learner = Learner(out)
    study(workspace, Console(out.write, learner.readline), workspace.begin())
    assert "That is all for now." in out.getvalue()
    assert workspace.begin().question is None


def test_an_endless_answer_is_read_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    text = sitting(open_workspace(tmp_path), "1\n\n3\n1" + " " * 100_000 + "x\nq\n")
    assert "Type a number in digits" in text
    assert time.monotonic() - started < 5


def test_how_sure_one_is_may_follow_a_number(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, audience=Audience.TRAINEE)
    text = sitting(workspace, "1 1\n\n3\n4.5 2\nq\n")
    assert "Add 1, 2 or 3" in text
    assert [event["confidence"] for event in workspace.history() if event["kind"] == "reviewed"] == [1, None, 2]


def test_half_a_number_is_no_number(tmp_path: Path) -> None:
    assert "Type the number alone" in sitting(open_workspace(tmp_path), "1\n\n3\n1/2\nq\n")


def test_words_are_told_after_a_lesson_and_after_an_answer(tmp_path: Path) -> None:
    terms = "terms:\n  - {term: blocker, definition: Keeps out.}\n  - {term: codeine, definition: An opioid.}\n"
    workspace = open_workspace(tmp_path, decks=TWO_DECKS | {"glossary.yaml": terms})
    text = sitting(workspace, "w\n1\nw\nq\n")
    assert "- blocker: Keeps out." in text
    assert "- codeine: An opioid." in text
    assert text.index("blocker: Keeps out.") < text.index("codeine: An opioid.")


def test_a_lesson_says_what_one_can_do_after_it(tmp_path: Path) -> None:
    assert "After this you can know the first thing." in sitting(open_workspace(tmp_path), "q\n")


def test_a_sitting_ends_with_the_main_message_of_the_deck_that_was_studied_most(tmp_path: Path) -> None:
    told = TWO_DECKS["one.yaml"].replace(
        "title: The first deck\n", "title: The first deck\nmain_message: Do not mix.\n"
    )
    workspace = open_workspace(tmp_path, decks=TWO_DECKS | {"one.yaml": told})
    assert "Keep in mind: Do not mix." in sitting(workspace, "1 3\nq\n")
    assert "Keep in mind" not in sitting(open_workspace(tmp_path / "other"), "1 3\nq\n")
