"""What each screen looks like, at 80x24 and 60x18, and at 40x12 where it matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from tests.builders import TWO_DECKS
from tests.places import open_workspace
from tests.tui.driver import answer_right, running
from tests.tui.frames import check

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (60, 18), (40, 12)]
each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def name(screen: str, size: tuple[int, int]) -> str:
    return f"{screen}-{size[0]}x{size[1]}"


def introduced(tmp_path: Path, **more: object) -> dict[str, object]:
    return {"audience": Audience.PATIENT, **more}


@each_size
async def test_welcome(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as (pilot, app):
        check(app, name("welcome", size))
        await pilot.press("2", "enter", *"14 Dec")
        await pilot.pause()
        check(app, name("welcome-date", size))


@each_size
async def test_home(tmp_path: Path, size: tuple[int, int]) -> None:
    broken = TWO_DECKS | {"three.yaml": "id: clinic\ntitle: My clinic's deck\ncards:\n- {id: a, promt: P?}\n"}
    workspace = open_workspace(tmp_path, first_id=1, audience=Audience.PATIENT, decks=broken)
    async with running(tmp_path, size=size, workspace=workspace) as (_, app):
        check(app, name("home", size))


@each_size
async def test_lesson_question_and_feedback(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        check(app, name("lesson", size))
        await pilot.press("space", "2")
        await pilot.pause()
        check(app, name("question", size))
        await pilot.press("enter")
        await pilot.pause()
        check(app, name("confidence", size))
        await pilot.press("3")
        await pilot.pause()
        check(app, name("feedback", size))
        await pilot.press("s")
        await pilot.pause()
        check(app, name("sources", size))


@each_size
async def test_flip_number_and_cloze(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("enter")
        await answer_right(pilot, app)
        check(app, name("flip", size))
        await pilot.press("space")
        await pilot.pause()
        check(app, name("rating-bar", size))
        await pilot.press("3")
        await pilot.pause()
        check(app, name("number", size))
        await pilot.press(*"45", "enter")
        await pilot.pause()
        check(app, name("number-feedback", size))
        await pilot.press("space")
        await pilot.pause()
        check(app, name("cloze", size))


@each_size
async def test_summary_safety_and_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("exclamation_mark")
        await pilot.pause()
        check(app, name("get-help", size))
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        check(app, name("keys", size))
        await pilot.press("escape", "enter", "space", "2", "enter", "3", "space", "q")
        await pilot.pause()
        check(app, name("summary", size))
        await pilot.press("enter")
        await pilot.pause()
        check(app, name("home-later", size))


async def test_the_first_paint_has_the_colours_of_our_theme(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (_, app):
        assert app.theme == "ldn-dark"
        assert "#7cc4ff" in app.export_screenshot()


@each_size
async def test_without_colour_the_words_and_signs_are_the_same(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(tmp_path, size=size, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("enter", "space", "2", "enter", "3")
        await pilot.pause()
        check(app, name("feedback", size))
