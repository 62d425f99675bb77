"""`check`: what it prints, when it fails, what it keeps, and what it loads."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from ldn_learn.rules import checking, run
from ldn_learn.rules.checking import every_rule
from ldn_learn.rules.explaining import page

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parents[2]

CLEAN = """\
id: clean
title: A clean deck
audience: patient
purpose: After this deck you can say who sets your dose.
main_message: Your prescriber sets your dose.
summary: Ask before you change a dose.
notice: This is not medical advice.
objectives:
  - {id: O-1, text: Say who sets the dose}
lessons:
  - {id: l-1, objective: O-1, text: Your prescriber is the person who orders your pills.}
cards:
  - id: who-sets-it
    objective: O-1
    prompt: You feel no change after two weeks. Who decides on your dose?
    options:
      - {text: My own prescriber, correct: true, feedback: Yes. Your prescriber sets each dose.}
      - {text: The friend next door, misconception: MC-1, feedback: No. Your prescriber sets each dose.}
      - {text: I decide by my mood, misconception: MC-1, feedback: No. The prescriber decides on it. Please ask.}
    explanation: Your prescriber knows your other pills.
    sources: [{id: label}]
  - id: what-to-do
    objective: O-1
    prompt: What do you do before a new dose?
    answer: Ask the prescriber
    explanation: The prescriber sets the dose.
    sources: [{id: label}]
"""
SHARED = {
    "sources.yaml": "sources: [{id: label, title: L, design: label, year: 2013, url: 'https://example.org'}]\n",
    "misconceptions.yaml": "misconceptions: [{id: MC-1, belief: Anybody can, correction: Only the prescriber can.}]\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "checked"
    made.mkdir()
    for name, text in {"clean.yaml": CLEAN, **SHARED}.items():
        (made / name).write_text(text)
    return made


def rows(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_a_deck_that_keeps_every_rule_passes(ldn: Callable[..., Any], folder: Path) -> None:
    code, out, err = ldn("check", str(folder), "--strict")
    assert (out, code) == ("", 0)
    assert "ok: 1 decks, 2 cards" in err


def test_every_file_of_a_folder_is_told_in_one_run(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "one.yaml").write_text(CLEAN.replace("id: clean", "id: one").replace("not medical advice", "fine"))
    (folder / "two.yaml").write_text("id: two\ntitel: T\ncards: []\n")
    (folder / "three.yaml").write_bytes(b"\xff")
    (folder / "glossary.yaml").write_text("terms: [{term: pill, definiton: A thing.}]\n")
    code, out, err = ldn("check", str(folder))
    assert code == 1
    for expected in (
        "one.yaml:7:9 X03 error",
        "two.yaml:2:1 K04 error",
        "three.yaml:1:1 Y02 error",
        "glossary.yaml:1:22 K04",
    ):
        assert expected in out
    assert "error" in err.splitlines()[-1]


def test_warnings_fail_with_strict_alone_and_advice_never(ldn: Callable[..., Any], folder: Path) -> None:
    deck = folder / "clean.yaml"
    deck.write_text(CLEAN.replace("summary: Ask before you change a dose.\n", ""))
    assert ldn("check", str(folder))[0] == 0
    code, out, _ = ldn("check", str(folder), "--strict")
    assert (code, out.count("R10 warning")) == (1, 1)
    deck.write_text(CLEAN.replace("answer: Ask the", "lint_ok: {A01: nothing}\n    answer: Ask the"))
    code, out, _ = ldn("check", str(folder), "--strict")
    assert (code, out.count("L02 advice")) == (0, 1)


def test_the_three_formats_tell_the_same(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "clean.yaml").write_text(CLEAN.replace("answer: Ask the", "answer: A miraculous, 100% safe"))
    text, data, github = (ldn("check", str(folder), "--format", each)[1] for each in ("text", "json", "github"))
    found = rows(data)
    assert {each["code"] for each in found} >= {"T01", "N01"}
    assert set(found[0]) == {"code", "severity", "message", "file", "line", "column", "card", "hint"}
    assert len(found) == len(text.splitlines()) == len(github.splitlines())
    assert "100%25" in github
    assert "::error file=" in github


def test_on_a_terminal_the_line_stands_below_with_a_caret(
    ldn: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    (folder / "clean.yaml").write_text(CLEAN.replace("answer: Ask the", "answer: A miraculous"))
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    ldn("check", str(folder))
    lines = screen.getvalue().splitlines()
    at = next(index for index, line in enumerate(lines) if " T01 " in line)
    assert lines[at + 2].index("^") == lines[at + 1].index("miraculous")


def test_what_is_silenced_is_counted_and_listed_on_demand(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "clean.yaml").write_text(
        CLEAN.replace("answer: Ask the prescriber", "answer: a, b, c\n    lint_ok: {A02: order matters here}")
    )
    _, out, err = ldn("check", str(folder))
    assert "A02" not in out
    assert "1 silenced" in err
    _, out, _ = ldn("check", str(folder), "--all")
    assert "A02 warning" in out
    assert "[silenced: order matters here]" in out
    (row,) = [each for each in rows(ldn("check", str(folder), "--all", "--format", "json")[1]) if each["code"] == "A02"]
    assert row["silenced"] == "order matters here"


def test_audience_narrows_the_check(ldn: Callable[..., Any], folder: Path) -> None:
    deck = CLEAN.replace("answer: Ask the", "audience: trainee\n    answer: 32% ask the").replace(
        "audience: patient", "audience: both", 1
    )
    (folder / "clean.yaml").write_text(deck)
    assert "N01 warning" in ldn("check", str(folder))[1]
    assert "N01" not in ldn("check", str(folder), "--audience", "patient")[1]
    assert "N01 warning" in ldn("check", str(folder), "--audience", "trainee")[1]


def test_explain_tells_about_a_rule(ldn: Callable[..., Any]) -> None:
    code, out, _ = ldn("check", "--explain", "m05")
    assert code == 0
    assert all(part in out for part in ("M05", "Why:", "From:", "Bad:", "Good:", "lint_ok"))
    code, _, err = ldn("check", "--explain", "M99")
    assert code == 2
    assert "There is no rule 'M99'" in err


def test_the_human_forms_are_filled_in_as_far_as_can_be(ldn: Callable[..., Any], folder: Path) -> None:
    code, out, _ = ldn("check", str(folder), "--human")
    assert code == 0
    assert "PEMAT-P" in out
    assert "CDC Clear Communication Index" in out
    assert "nothing found against it" in out


def test_the_cards_that_rest_on_a_fact_are_listed(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "clean.yaml").write_text(CLEAN.replace("answer: Ask the", "facts: [a-fact]\n    answer: Ask the"))
    code, out, err = ldn("check", str(folder), "--resting-on", "a-fact")
    assert (code, out) == (0, f"{folder / 'clean.yaml'}:22 clean/what-to-do\n")
    assert "1 card rests on 'a-fact'" in err
    assert ldn("check", str(folder), "--resting-on", "a-fakt")[0] == 2


def test_a_second_run_reads_results_and_a_changed_file_is_checked_anew(
    ldn: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other.yaml").write_text(
        CLEAN.replace("id: clean", "id: other").replace("answer: Ask", "answer: A 100% sure")
    )
    seen: list[str] = []
    check = checking.check_deck

    def counted(data: bytes, file: str, *rest: Any) -> Any:
        seen.append(Path(file).name)
        return check(data, file, *rest)

    monkeypatch.setattr(run, "check_deck", counted)
    first = ldn("check", str(folder))
    assert sorted(seen) == ["clean.yaml", "other.yaml"]
    seen.clear()
    assert ldn("check", str(folder)) == first
    assert seen == []
    (folder / "clean.yaml").write_text(CLEAN + "# changed\n")
    ldn("check", str(folder))
    assert seen == ["clean.yaml"]
    seen.clear()
    ldn("check", str(folder), "--audience", "trainee")
    assert len(seen) == 2, "another wish is another check"
    seen.clear()
    (folder / "glossary.yaml").write_text("terms: [{term: pill, definition: A small thing to swallow.}]\n")
    ldn("check", str(folder))
    assert len(seen) == 2, "what the decks share has changed"


def test_a_damaged_result_counts_as_absent(ldn: Callable[..., Any], folder: Path, tmp_path: Path) -> None:
    first = ldn("check", str(folder))
    (kept,) = (tmp_path / "home").rglob("checks/*.json")
    kept.write_bytes(kept.read_bytes()[:-5])
    assert ldn("check", str(folder)) == first


def test_a_result_is_told_under_the_name_that_the_file_has_now(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "clean.yaml").write_text(CLEAN.replace("answer: Ask", "answer: A 100% sure"))
    ldn("check", str(folder))
    (folder / "clean.yaml").rename(folder / "renamed.yaml")
    out = ldn("check", str(folder))[1]
    assert "renamed.yaml" in out
    assert "clean.yaml" not in out


def test_an_old_review_is_told_on_its_day(ldn: Callable[..., Any], folder: Path) -> None:
    (folder / "clean.yaml").write_text(CLEAN + "reviewed: 2026-11-22\n")
    assert "S02" not in ldn("check", str(folder), now="2028-11-01")[1]
    assert "S02 warning" in ldn("check", str(folder), now="2028-12-24")[1]


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page(every_rule())
