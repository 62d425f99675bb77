"""The commands around studying: settings, one card, cram, own words and the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ldn = Callable[..., tuple[int, str, str]]


def test_settings_are_shown_set_and_taken_off(ldn: Ldn) -> None:
    assert "ready-by: no date" in ldn("config")[1]
    assert ldn("config", "ready-by", "14", "Dec")[1] == "ready-by: Mon 14 Dec 2026\n"
    assert ldn("config", "new", "12")[1] == "new: 12\n"
    assert ldn("config", "easy-days", "sat,", "sun")[1] == "easy-days: Sat, Sun\n"
    assert ldn("config", "audience", "trainee")[1] == "audience: trainee\n"
    shown: dict[str, Any] = json.loads(ldn("config", "--format", "json")[1])
    assert shown == {"ready-by": "Mon 14 Dec 2026", "new": "12", "easy-days": "Sat, Sun", "audience": "trainee"}
    assert ldn("config", "ready-by", "none")[1] == "ready-by: no date\n"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ready-by", "2026-11-30", "That day is past"),
        ("ready-by", "2026-12-01", "That is today"),
        ("ready-by", "soon", "Write the date like"),
        ("ready-by", "2099-01-01", "ten years"),
        ("new", "1.5", "Write a number"),
        ("new", "9999", "Write a number"),
        ("new", "٤", "Write a number"),
        ("easy-days", "noday", "Write weekdays"),
        ("easy-days", "mon tue wed thu fri sat sun", "Not all seven"),
        ("audience", "doctor", "Write 'patient'"),
        ("colour", "red", "There is no setting"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(ldn: Ldn, name: str, value: str, says: str) -> None:
    code, out, err = ldn("config", name, value)
    assert (code, out) == (2, "")
    assert says in err


def test_tomorrow_can_be_the_day(ldn: Ldn) -> None:
    assert ldn("config", "ready-by", "2026-12-02")[0] == 0
    assert ldn("due")[0] == 0


def test_cram_begins_once_something_was_begun_and_leaves_the_schedule_alone(ldn: Ldn) -> None:
    assert ldn("cram") == (1, "There is nothing to go over yet. Begin with 'ldn-learn study'.\n", "")
    ldn("study", answers=None)
    before = ldn("stats", "--format", "json")[1]
    code, out, _ = ldn("cram", answers=None)
    assert code == 0
    assert "The schedule stays as it is." in out
    assert ldn("stats", "--format", "json")[1] == before
    assert '"mode":"cram"' in ldn("log", "--format", "jsonl")[1]


def test_a_card_s_story_and_what_is_put_on_it(ldn: Ldn) -> None:
    assert "It is new to you." in ldn("card", "two/number")[1]
    out = ldn("card", "two/number", "--suspend", "--flag", "--note", "ask about this")[1]
    assert "It is not asked today: you put it aside." in out
    assert "Your note: ask about this" in out
    assert "two/number" not in ldn("study", answers=None)[1]
    assert "It is new to you." in ldn("card", "two/number", "--resume")[1]


def test_a_safety_point_is_not_put_aside_E11(ldn: Ldn) -> None:  # noqa: N802
    code, _, err = ldn("card", "one/choice", "--suspend")
    assert code == 2
    assert "Safety points are not put aside" in err
    assert ldn("card", "one/choice", "--flag")[0] == 0


def test_a_card_that_is_not_there_is_said_with_the_nearest(ldn: Ldn) -> None:
    code, _, err = ldn("card", "one/choise")
    assert code == 2
    assert "did you mean 'one/choice'" in err


def test_own_words_go_on_the_page_E19(ldn: Ldn) -> None:  # noqa: N802
    code, out, _ = ldn("teach-back", "--plain", answers="Codeine and LDN clash\n1,2\n\n\nx\n\ny\n1\n")
    assert code == 0
    assert "It is not a test of you." in out
    assert "Codeine and LDN clash" in ldn("handout")[1]


def test_the_page_in_three_formats_and_into_a_file(ldn: Ldn, tmp_path: Path) -> None:
    assert "Questions to ask" in ldn("handout")[1]
    assert "## Questions to ask" in ldn("handout", "--format", "markdown")[1]
    page = tmp_path / "page.html"
    assert ldn("handout", "--format", "html", "--medicine", "Thyroxine <50", "--out", str(page)) == (0, "", "")
    assert "Thyroxine &lt;50" in page.read_text(encoding="utf-8")
    assert "Thyroxine" not in ldn("log")[1]
    code, _, err = ldn("handout", "--out", str(tmp_path / "page.html" / "x"))
    assert code == 3
    assert err.count("\n") == 1


def test_a_few_minutes_end_by_themselves_after_a_card(ldn: Ldn) -> None:
    assert ldn("study", "--minutes", "0")[0] == 2
    assert ldn("study", "--minutes", "5", answers="q\n")[0] == 0
