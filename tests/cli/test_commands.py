from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.cli.main import COMMANDS, globals_first
from ldn_learn.cli.start import plain_call
from ldn_learn.journal import lines
from ldn_learn.memory.records import to_dict
from tests.builders import reviewed

if TYPE_CHECKING:
    from collections.abc import Callable


def read(text: str) -> Any:
    return json.loads(text)


def test_decks_lists_each_deck_with_its_numbers(ldn: Callable[..., Any]) -> None:
    code, out, _ = ldn("decks", "--format", "json")
    assert code == 0
    assert read(out) == [
        {
            "id": "one",
            "title": "The first deck",
            "audience": "both",
            "cards": 2,
            "new": 2,
            "due": 0,
            "critical": 1,
            "problems": [],
        },
        {
            "id": "two",
            "title": "The second deck",
            "audience": "both",
            "cards": 4,
            "new": 4,
            "due": 0,
            "critical": 0,
            "problems": [],
        },
    ]
    assert "The second deck" in ldn("decks")[1]


def test_decks_names_a_broken_deck_and_its_first_problem(ldn: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "decks" / "mine.yaml").write_text("id: mine\ntitle: My clinic\ncards: 3\nfoo: 1\n")
    code, out, _ = ldn("decks", "--format", "json")
    assert code == 0
    mine = read(out)[-1]
    assert (mine["id"], mine["title"]) == ("mine", "My clinic")
    assert len(mine["problems"]) == 2
    assert "My clinic: cannot be read:" in ldn("decks")[1]


def test_due_tells_by_its_exit_code_whether_something_waits(ldn: Callable[..., Any]) -> None:
    code, out, _ = ldn("due", "--format", "json")
    assert code == 0
    found = read(out)
    assert (found["day"], found["due"], found["new"]) == ("2026-12-01", 0, 5)
    assert found["decks"] == [{"id": "one", "due": 0, "new": 2}, {"id": "two", "due": 0, "new": 3}]
    ldn("study", answers=None)
    code, out, _ = ldn("due", now="2026-12-01T12:00")
    assert (code, out) == (1, "Nothing is due.\n")
    assert ldn("due", now="2027-03-01")[0] == 0


def test_study_without_a_terminal_goes_line_by_line_and_stores_each_answer(ldn: Callable[..., Any]) -> None:
    code, out, _ = ldn("study", answers="1\nq\n")
    assert code == 0
    assert "Question 1 of 11 - one/choice" in out
    assert "\x1b" not in out
    events = [json.loads(line) for line in ldn("log", "--format", "jsonl")[1].splitlines()]
    assert [event["kind"] for event in events] == ["reviewed", "session_ended"]
    assert events[0]["card"] == "one/choice"


def test_study_says_when_there_is_nothing_to_do(ldn: Callable[..., Any]) -> None:
    ldn("study", answers=None)
    code, out, _ = ldn("study", now="2026-12-01T12:00")
    assert code == 1
    assert "There is nothing to study now. The next cards come on" in out


def test_log_has_four_formats(ldn: Callable[..., Any]) -> None:
    ldn("study", answers="1\nu\n1\nq\n")
    as_json = read(ldn("log", "--format", "json")[1])
    as_lines = [json.loads(line) for line in ldn("log", "--format", "jsonl")[1].splitlines()]
    assert as_json == as_lines
    assert [event["kind"] for event in as_json] == ["reviewed", "retracted", "reviewed", "session_ended"]
    rows = [*csv.DictReader(ldn("log", "--format", "csv")[1].splitlines())]
    assert [row["id"] for row in rows] == [event["id"] for event in as_json]
    assert len(ldn("log")[1].splitlines()) == 4


def test_a_typed_formula_stays_text_in_a_spreadsheet(ldn: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "profiles" / "default" / "journal"
    folder.mkdir(parents=True)
    (folder / "x.jsonl").write_bytes(lines.encode(to_dict(reviewed(1, response="=HYPERLINK(1)"))))
    assert "'=HYPERLINK" in ldn("log", "--format", "csv")[1]


def test_stats_counts_what_was_done(ldn: Callable[..., Any]) -> None:
    assert "not answered a question yet" in ldn("stats")[1]
    ldn("study", answers="1\n\n3\n1\nq\n")
    found = read(ldn("stats", "--format", "json")[1])
    assert found["answers"] == 3
    assert found["days"] == found["days_in_a_row"] == 1
    assert found["safety"]["total"] == 1
    assert "Answers: 3" in ldn("stats")[1]


def test_check_lists_every_problem_with_its_place(ldn: Callable[..., Any], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\ntitel: T\ncards:\n- {id: a, prompt: P?}\n")
    code, out, _ = ldn("check", str(bad), "--format", "json")
    assert code == 1
    found = read(out)
    found = [each for each in found if each["code"] in ("V01", "K04")]
    assert [each["code"] for each in found] == ["V01", "K04", "V01"]
    assert set(found[0]) == {"code", "severity", "message", "file", "line", "column", "card", "hint"}
    assert (found[1]["line"], found[1]["column"], found[1]["hint"]) == (2, 1, "did you mean 'title'?")
    assert found[2]["card"] == "a"
    assert f"{bad}:2:1 K04 error" in ldn("check", str(bad))[1]
    assert ldn("check", str(bad), "--format", "github")[1].startswith("::error file=")


def test_check_of_nothing_there_is_wrong_usage(ldn: Callable[..., Any]) -> None:
    assert ldn("check", "nowhere.yaml")[0] == 2


def test_doctor_counts_damage(ldn: Callable[..., Any], tmp_path: Path) -> None:
    assert ldn("doctor", "--format", "json")[:2] == (0, '{\n  "ok": true,\n  "journals": []\n}\n')
    ldn("study", answers="1\nq\n")
    (path,) = (tmp_path / "home" / "data").rglob("*.jsonl")
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(bytes(data) + b'{"c":"torn')
    code, out, _ = ldn("doctor", "--format", "json")
    assert code == 1
    found = read(out)
    assert found == {"ok": False, "journals": [{"file": path.name, "events": 1, "damaged": 1, "torn": 1}]}
    assert "1 damaged, 1 torn" in ldn("doctor")[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, ldn: Callable[..., Any]) -> None:
    code, out, _ = ldn(command, "--help", decks=None)
    assert code == 0
    assert out.startswith("Usage: ldn-learn")
    assert len(out.splitlines()) > 4


def test_the_help_lists_every_command(ldn: Callable[..., Any]) -> None:
    out = ldn("--help", decks=None)[1]
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (["study", "nosuch"], 2, "There is no deck 'nosuch'"),
        (["study", "--tag", "x"], 2, "No card has the tag x."),
        (["due", "--now", "soon"], 2, "Write it like 2026-12-01"),
        (["due", "--profile", "../x"], 2, "cannot be a profile's name"),
        (["frobnicate"], 2, "No such command"),
        (["due", "--format", "xml"], 2, "'xml' is not one of"),
        (["study", "--limit", "0"], 2, "0 is not in the range"),
    ],
)
def test_wrong_usage_is_one_sentence_and_code_two(
    args: list[str], code: int, sentence: str, ldn: Callable[..., Any]
) -> None:
    found, out, err = ldn(*args)
    assert found == code
    assert sentence in err
    assert out == ""
    assert "Traceback" not in err


def test_a_deck_folder_that_is_not_there_is_wrong_usage(ldn: Callable[..., Any], tmp_path: Path) -> None:
    code, _, err = ldn("decks", decks=tmp_path / "nowhere")
    assert code == 2
    assert "There is no file or folder" in err


def test_an_empty_deck_folder_is_said(ldn: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = ldn("decks", "--format", "json", decks=tmp_path / "empty")
    assert (code, read(out)) == (0, [])
    code, _, err = ldn("study", decks=tmp_path / "empty")
    assert code == 3
    assert "There are no decks in" in err


def test_an_unwritable_home_is_code_three(ldn: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    code, _, err = ldn("study", answers="1\n")
    assert code == 3
    assert err.count("\n") == 1


def test_global_options_may_stand_after_the_command() -> None:
    assert globals_first(["due", "--now", "2026-12-01", "--format", "json", "--plain"]) == [
        *("--now", "2026-12-01", "--plain", "due", "--format", "json")
    ]
    assert globals_first(["check", "--", "--now"]) == ["check", "--", "--now"]
    assert globals_first(["due", "--now"]) == ["--now", "due"]


def test_only_the_plainest_calls_go_without_the_command_line_library() -> None:
    assert plain_call([], {}) is not None
    options = plain_call(["study"], {"LDN_LEARN_HOME": "/h", "HOME": "/u"})
    assert options is not None
    assert options.home == Path("/h")
    assert plain_call(["study", "--plain"], {}) is None
    assert plain_call(["due"], {}) is None
    assert plain_call([], {"LDN_LEARN_PLAIN": "1"}) is None


def test_the_shipped_decks_are_used_without_an_option(ldn: Callable[..., Any]) -> None:
    found = read(ldn("decks", "--format", "json", decks=None)[1])
    first = ["safety", "dosing", "side-effects", "trials", "mechanisms", "history"]
    assert [deck["id"] for deck in found[:6]] == first
    assert {deck["id"] for deck in found[6:]} >= {f"{topic}-in-depth" for topic in first if topic != "trials"}
    assert sum(deck["cards"] for deck in found) >= 300


def test_a_card_that_was_taught_otherwise_is_due_at_once(ldn: Callable[..., Any], tmp_path: Path) -> None:
    ldn("study", "one", answers=None)
    path = tmp_path / "decks" / "one.yaml"
    path.write_text(path.read_text().replace("answer: The prescriber", "answer: Your pharmacist"))
    assert read(ldn("due", "--format", "json", now="2026-12-01T12:00")[1])["due"] == 1


def test_wording_alone_makes_nothing_due(ldn: Callable[..., Any], tmp_path: Path) -> None:
    ldn("study", "one", answers=None)
    path = tmp_path / "decks" / "one.yaml"
    path.write_text(path.read_text().replace("Who sets the dose?", "And who sets the dose?"))
    assert read(ldn("due", "--format", "json", now="2026-12-01T12:00")[1])["due"] == 0


def test_the_log_shows_even_what_is_odd(ldn: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "profiles" / "default" / "journal"
    folder.mkdir(parents=True)
    odd: list[dict[str, Any]] = [
        {"kind": "reviewed", "correct": [], "at": 5, "id": {}},
        {"kind": [], "at": None},
        {"kind": "retracted", "card": 1},
    ]
    (folder / "x.jsonl").write_bytes(b"".join(lines.encode(event) for event in odd))
    for format_ in ("text", "json", "jsonl", "csv"):
        assert ldn("log", "--format", format_)[0] == 0
    assert ldn("doctor")[0] == 1
