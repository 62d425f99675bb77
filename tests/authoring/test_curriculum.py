"""`curriculum`: what a folder of decks teaches to whom, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from ldn_learn.authoring.curriculum import Curriculum, curriculum, gaps, grades, strongest
from ldn_learn.authoring.curriculum_page import page
from ldn_learn.cli.start import run as program
from ldn_learn.rules.checking import read_deck
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run
from tests.rules.made import FILES, card, deck, options, shared, written

if TYPE_CHECKING:
    from ldn_learn.rules.sheet import Sheet

ALL: Final = shared(**FILES)
ROOT: Final = Path(__file__).parents[2]


def sheet(id_: str, *cards: dict[str, Any], **keys: Any) -> Sheet:
    aims = [{"id": each, "text": f"Say {each}"} for each in dict.fromkeys(made["objective"] for made in cards)]
    return read_deck(written(deck(*cards, id=id_, objectives=aims, **keys)), f"{id_}.yaml", ALL)


def two_decks() -> Curriculum:
    lesson = {"id": "l", "objective": "O-1", "text": "LDN blocks opioids."}
    wrong = options("It blocks them", "It boosts them", "It feeds them", misconception="MC-01")
    plain = sheet(
        "plain",
        card(id="a", objective="O-1", critical=True, readiness=True, options=wrong, facts=["trial-length"]),
        card(id="b", objective="O-1", critical=True, readiness=True, answer="Them"),
        card(id="c", objective="O-2", answer="Them", sources=[]),
        audience="both",
        order=2,
        lessons=[lesson],
    )
    deep = sheet(
        "deep", card(id="a", objective="O-1", answer="It", facts=["shaky"]), audience="trainee", order=1, title="Deep"
    )
    return curriculum([plain, deep], ALL)


def test_an_objective_is_one_in_whichever_decks_it_stands() -> None:
    made = two_decks()
    assert [each.id for each in made.decks] == ["deep", "plain"]
    first, second = made.goals
    assert (first.id, first.decks, first.lessons, len(first.items), len(first.critical)) == (
        "O-1",
        ("deep", "plain"),
        (3,),
        3,
        2,
    )
    assert (second.id, second.decks, second.lessons) == ("O-2", ("plain",), ())


def test_what_is_missing_is_named() -> None:
    found = dict(gaps(two_decks()))
    assert found["objectives without a lesson"] == ("O-2",)
    assert found["objectives with fewer than two cards"] == ("O-2",)
    assert found["safety objectives without parallel readiness cards"] == ("O-1",), "a flip is graded by oneself"
    assert found["cards without a source"] == ("plain/c",)
    assert "trainees" in found["facts on which no card rests"]
    assert "trial-length" not in found["facts on which no card rests"]
    assert "MC-01" not in found["mistaken beliefs that no option stands for"]


def test_the_page_counts_cards_for_patients_and_for_trainees() -> None:
    made = two_decks()
    text = page(made, run([], Wish(), Kept(None)))
    assert "| for patients (trainees learn them too) | 3 |" in text
    assert "| for trainees only | 1 |" in text
    assert "| `deep` | trainee | 1 | 0 | 1 | 0 | 1 |" in text
    assert "| O-1 | Say O-1 |  | deep, plain | 3 | 2 | 1 | flip 2, choice 1 | 2 (2) |" in text
    assert "| label, regulator or guideline | 2 | 1 | 2 |" in text
    assert "| MC-01: It is so. | 3 |" in text


def test_the_grade_counts_what_the_audience_reads() -> None:
    (deep, plain) = two_decks().decks
    raw, adjusted = grades(plain, "patient")
    assert raw is not None
    assert adjusted is not None
    assert adjusted < raw, "opioids is a word of the glossary"
    assert grades(deep, "patient") == (None, None)


def test_the_firmest_work_is_told() -> None:
    (_, plain) = two_decks().decks
    assert strongest(plain.items[0], plain) == "label, regulator or guideline"
    assert strongest(plain.items[2], plain) == "review, opinion or page"


def test_the_page_of_the_shipped_decks_is_up_to_date(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # With the day of the reviews, so that the page does not change when a review grows old.
    monkeypatch.setenv("LDN_LEARN_NOW", "2026-11-22T12:00")
    assert program(["curriculum", str(ROOT / "decks")]) == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "curriculum.md").read_text(encoding="utf-8"), (
        "make it anew: ldn-learn curriculum decks --out docs/curriculum.md"
    )


def test_the_command_writes_a_file_and_refuses_what_is_no_folder_of_decks(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert program(["curriculum", str(ROOT / "tests" / "bad_decks"), "--out", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# The curriculum\n")
    capsys.readouterr()
    (tmp_path / "empty").mkdir()
    for wrong, words in ((tmp_path / "nowhere", "is no folder"), (tmp_path / "empty", "There is no deck in")):
        assert program(["curriculum", str(wrong)]) == 2
        assert words in capsys.readouterr().err
