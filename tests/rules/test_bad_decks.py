"""Each rule that guards safety or truth stops a whole deck that has one fault and is sound otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from ldn_learn.cli.start import run as program
from ldn_learn.decks.library import NOT_DECKS
from ldn_learn.decks.problems import Severity
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run

HERE: Final = Path(__file__).parents[1] / "bad_decks"
FAULTY: Final = sorted(path for path in HERE.iterdir() if path.stem not in {*NOT_DECKS, "sound"})
GUARDS: Final = (
    "B01 B02 B03 B04 B06 B08 B10 C01 C06 C07 C08 F01 F09 M17 N01 N02 N05 S01 S03 S04 S06 T01 X01 X02 X03 X04"
)


def found(path: Path, *levels: Severity) -> set[str]:
    return {each.code for each in run([path], Wish(), Kept(None)).problems if each.severity in levels}


def test_the_deck_that_they_are_made_of_is_sound() -> None:
    assert found(HERE / "sound.yaml", Severity.ERROR, Severity.WARNING) == set()


def test_each_guard_has_a_fault_to_stop() -> None:
    assert {path.name.partition("-")[0] for path in FAULTY} == set(GUARDS.split())


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_fault_is_an_error_with_its_code(path: Path) -> None:
    assert path.name.partition("-")[0] in found(path, Severity.ERROR)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_check_says_so_and_fails(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program(["check", str(path)]) == 1
    code = path.name.partition("-")[0]
    assert f" {code} error " in capsys.readouterr().out


def test_check_passes_the_sound_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert program(["check", "--strict", str(HERE / "sound.yaml")]) == 0
    assert "1 decks, 4 cards" in capsys.readouterr().err
