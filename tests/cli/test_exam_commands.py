"""`exam`, `ready` and `report`."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import write_decks
from tests.exams import choices
from tests.test_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    """Two safety objectives and four others, two cards each."""
    return write_decks(tmp_path / "exam-decks", choices(2, 4, parallel=2))


def keys(text: str, *, miss: str = "") -> str:
    """The lines that answer every question of an exam right, from what was shown of them; `miss` names one not to."""
    lines = []
    for question in re.split(r"^Question ", text, flags=re.MULTILINE)[1:]:
        wanted = "Bad" if miss and miss in question else "Good"
        found = re.search(rf"^(\d)\) {wanted}", question, re.MULTILINE)
        assert found is not None
        lines.append(f"{found.group(1)} 3\n" if "How sure" in question else f"{found.group(1)}\n")
    return "".join(lines)


def pages(count: int) -> str:
    """Lines that begin an exam, look at each question, and leave it."""
    return "\n" + ">\n" * (count - 1) + "q\n"


def test_e20_the_seed_is_shown_and_the_same_seed_is_the_same_exam(ldn: Callable[..., Any], decks: Path) -> None:
    first = ldn("exam", "--seed", "5", "--items", "4", answers="", decks=decks)
    second = ldn("exam", "--seed", "5", "--items", "4", answers=pages(4), decks=decks)
    third = ldn("exam", "--seed", "5", "--items", "4", answers="r\n", decks=decks)
    assert first[0] == second[0] == third[0] == 1
    assert "drawn with seed 5" in first[1]
    assert "You go on where you stopped" in third[1]
    asked = re.findall(r"^Which .*$", second[1], re.MULTILINE)
    assert len(set(asked)) == 4
    assert re.findall(r"^\d\) blank: (Which .*)$", third[1], re.MULTILINE) == asked


def test_e20_another_command_is_another_exam_and_no_arguments_go_on(ldn: Callable[..., Any], decks: Path) -> None:
    ldn("exam", "--seed", "5", "--items", "4", answers="\n1\n1 3\n", decks=decks)
    assert re.search("You go on where you stopped: [12] of 4", ldn("exam", answers="", decks=decks)[1])
    for other in (["--seed", "6"], ["--items", "3"], ["--pass", "90"], ["--minutes", "9"], ["--seed", "5"]):
        assert "You see what was right only at the end" in ldn("exam", *other, answers="", decks=decks)[1].replace(
            "\n", " "
        )
    later = ldn("exam", answers="", decks=decks, now="2026-12-02T11:00")[1]
    assert "You go on" not in later


def test_e20_an_exam_larger_than_the_deck_asks_all_and_says_so(ldn: Callable[..., Any], decks: Path) -> None:
    out = ldn("exam", "--items", "100", answers="", decks=decks)[1]
    assert "12 questions, drawn with seed" in out
    assert "You asked for 100. There are 12 that the app can score, so all are asked." in out


def test_e20_passed_is_0_and_the_report_says_the_same(ldn: Callable[..., Any], decks: Path) -> None:
    shown = ldn("exam", "--seed", "5", answers=pages(12), decks=decks)[1]
    code, out, _ = ldn("exam", "--seed", "5", answers=f"{keys(shown, miss='s-0-0')}hand in\nyes\n", decks=decks)
    assert code == 1
    assert "Not yet: 3 of 4 safety questions right" in out
    later = "2026-12-01T11:00"
    other = ldn("exam", "--seed", "6", answers=pages(12), decks=decks, now=later)[1]
    code, out, _ = ldn("exam", "--seed", "6", answers=f"{keys(other)}hand in\nyes\n", decks=decks, now=later)
    assert code == 0
    assert "drawn with seed 6" in out
    code, report, err = ldn("report", decks=decks, now=later)
    assert (code, err) == (0, "")
    assert "Passed" in report
    assert "drawn with seed 6" in report
    found = json.loads(ldn("report", "--format", "json", decks=decks, now=later)[1])
    assert (found["passed"], found["right"], found["total"], found["seed"]) == (True, 12, 12, 6)
    assert ldn("report", "--format", "markdown", decks=decks, now=later)[1].startswith("# Exam, 1 December 2026")
    assert json.loads(ldn("report", "--exam", found["session"], "--format", "json", decks=decks, now=later)[1]) == found
    code, _, err = ldn("report", "--exam", "nonesuch", decks=decks, now=later)
    assert code == 2
    assert found["session"] in err


def test_a_report_before_any_exam_is_one_sentence(ldn: Callable[..., Any], decks: Path) -> None:
    code, out, err = ldn("report", decks=decks)
    assert (code, out) == (1, "")
    assert err.startswith("You have not handed in an exam or a readiness check yet.")


def test_e18_ready_is_0_when_ready_and_once_a_day(ldn: Callable[..., Any], decks: Path) -> None:
    shown = ldn("ready", answers=pages(6), decks=decks)[1]
    answers = keys(shown) + "hand in\nyes\n"
    code, out, _ = ldn("ready", answers=answers, decks=decks)
    assert code == 0
    assert "Ready to talk with your prescriber" in out
    code, _, err = ldn("ready", answers="", decks=decks)
    assert code == 2
    assert err == "You have taken the check today. You can take it again tomorrow, with other questions.\n"
    again = ldn("ready", answers=pages(6), decks=decks, now="2026-12-02T10:00")[1]
    before, after = (set(re.findall(r"^Which .*$", text, re.MULTILINE)) for text in (shown, again))
    assert len(before) == len(after) == 6
    assert not before & after


def test_e18_ready_is_1_when_not_yet_or_left(ldn: Callable[..., Any], decks: Path) -> None:
    code, out, _ = ldn("ready", answers="q\n", decks=decks)
    assert code == 1
    code, shown, _ = ldn("ready", answers=pages(6), decks=decks)
    assert code == 1
    assert "The readiness check is not handed in yet. Your answers are kept" in shown
    answers = keys(shown, miss="s-0") + "hand in\nyes\nno\n"
    code, out, _ = ldn("ready", answers=answers, decks=decks)
    assert code == 1
    assert "Not yet: 1 thing to go over" in out


def test_decks_without_questions_are_one_sentence(ldn: Callable[..., Any], tmp_path: Path) -> None:
    only = write_decks(tmp_path / "flips", {"d.yaml": "id: d\ntitle: D\ncards: [{id: a, prompt: P?, answer: A}]\n"})
    code, out, err = ldn("exam", decks=only)
    assert (code, out) == (2, "")
    assert err.startswith("There is no card here that the app can score")
    code, _, err = ldn("ready", decks=only)
    assert code == 2
    assert err.startswith("These decks have no safety points to check.")
    (tmp_path / "empty").mkdir()
    code, _, err = ldn("exam", decks=tmp_path / "empty")
    assert code == 3
    assert err.startswith("There are no decks in")
    code, _, err = ldn("exam", "nonesuch", decks=only)
    assert code == 2
    code, _, err = ldn("exam", "--tag", "nonesuch", decks=only)
    assert code == 2
    assert err == "No card has the tag nonesuch.\n"


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX's")
@pytest.mark.parametrize("ends", [True, False])
def test_e18_on_the_screen_the_exit_code_tells_too(tmp_path: Path, ends: bool) -> None:
    text = choices(1, 0)["d.yaml"].replace("{text: Bad s-0-0, feedback: Not s-0-0.}", "{text: Also}")
    env = {
        **os.environ,
        "TERM": "xterm-256color",
        "LDN_LEARN_DECKS": str(write_decks(tmp_path / "d", {"d.yaml": text.replace("[{text: Good", "[{text: 1 Good")})),
        "LDN_LEARN_HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    terminal = Terminal(["ready"], env)
    try:
        terminal.wait_for("no time limit")
        time.sleep(0.3)
        terminal.press("\r", "Which s-0-0?")
        if ends:
            good = re.search(rb"(\d) {3}(?:\x1b\[[0-9;]*m)*1 Good", terminal.output)
            time.sleep(0.3)
            terminal.press(good.group(1).decode() if good else "1", "1 Good")
            terminal.press("\r", "How sure")
            terminal.press("3", "Every question has an answer")
            terminal.press("\r", "Hand in now?")
            terminal.press("y", "to talk with your prescriber")
        time.sleep(0.3)
        terminal.press("\x1b", "Study now")
        os.write(terminal.master, b"q")
        code = terminal.exit_code()
        assert code == (0 if ends else 1)
        if not ends:
            assert b"is not handed in yet" in terminal.output
    finally:
        os.close(terminal.master)
