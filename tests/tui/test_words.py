"""The words of the decks, one key away, and what stands over a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.study.steps import Question
from ldn_learn.tui.screens.words import WordsScreen
from tests.builders import TWO_DECKS
from tests.places import open_workspace
from tests.tui.driver import running, session
from tests.tui.frames import check, frame

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = """
terms:
  - {term: blocker, also: [blockers], definition: A drug that keeps others out.}
  - {term: codeine, definition: An opioid in some cough syrups.}
  - {term: placebo, definition: A dummy pill.}
"""
DECKS = TWO_DECKS | {
    "glossary.yaml": GLOSSARY,
    "one.yaml": TWO_DECKS["one.yaml"].replace(
        "title: The first deck\n", "title: The first deck\nmain_message: Do not mix the two.\n"
    ),
}


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_w_tells_the_words_of_a_lesson_first(tmp_path: Path, size: tuple[int, int]) -> None:
    workspace = open_workspace(tmp_path, decks=DECKS, audience=Audience.PATIENT, first_id=1)
    async with running(tmp_path, size=size, workspace=workspace) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        check(app, f"lesson-opening-{size[0]}x{size[1]}")
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, WordsScreen)
        check(app, f"words-{size[0]}x{size[1]}")
        await pilot.press("w")
        await pilot.pause()
        assert not isinstance(app.screen, WordsScreen)


async def test_words_wait_until_a_question_is_answered_and_are_on_home_too(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, decks=DECKS, audience=Audience.PATIENT)
    async with running(tmp_path, workspace=workspace) as (pilot, app):
        await pilot.press("w")
        await pilot.pause()
        assert "placebo" in frame(app)
        await pilot.press("escape", "enter", "space", "w")
        await pilot.pause()
        assert isinstance(session(app).step, Question), "a meaning could tell the answer"
        assert not isinstance(app.screen, WordsScreen)
        await pilot.press("1", "enter", "3", "w")
        await pilot.pause()
        assert isinstance(app.screen, WordsScreen)
        text = frame(app)
        assert text.index("codeine") < text.index("All other words") < text.index("blocker")


async def test_the_main_message_stands_over_the_first_lesson_of_a_deck_alone(tmp_path: Path) -> None:
    deck = """
id: one
title: A deck
main_message: Do not mix the two.
objectives: [{id: O-1, text: Know the first thing}, {id: O-2, text: LDN and the second thing}]
lessons: [{id: l-1, objective: O-1, text: A lesson.}, {id: l-2, objective: O-2, text: Another lesson.}]
cards:
  - {id: a, objective: O-1, prompt: First?, answer: Yes}
  - {id: b, objective: O-2, prompt: Second?, answer: Yes}
"""
    workspace = open_workspace(tmp_path, decks={"one.yaml": deck}, audience=Audience.PATIENT)
    async with running(tmp_path, workspace=workspace) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        assert "Do not mix the two." in frame(app)
        assert "After this you can know the first thing." in frame(app)
        await pilot.press("space", "space", "3")
        await pilot.pause()
        assert "Another lesson." in frame(app)
        assert "After this you can LDN and the second thing." in frame(app), "an acronym keeps its capitals"
        assert "Do not mix the two." not in frame(app)
