"""A patient's whole path: Welcome, two weeks of study, the readiness check, own words, and the page to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.insight.overview import tally
from ldn_learn.memory.days import study_day
from ldn_learn.study import teach_back
from ldn_learn.study.steps import CorrectedStep, Feedback, LessonStep, Question, Revealed
from ldn_learn.tui.screens.exam import ExamScreen
from ldn_learn.tui.screens.exam_result import ExamResultScreen
from ldn_learn.tui.screens.hand_in import HandInScreen
from ldn_learn.tui.screens.handout import HandoutScreen
from ldn_learn.tui.screens.home import HomeScreen
from ldn_learn.tui.screens.study import StudyScreen
from ldn_learn.tui.screens.summary import SummaryScreen
from ldn_learn.tui.screens.teach_back import TeachBackScreen
from ldn_learn.tui.screens.welcome import WelcomeScreen
from tests.exams import SOURCES, right
from tests.places import StillClock, open_workspace
from tests.tui.driver import Steady, running, session
from tests.tui.frames import frame

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

DECK = {
    "safety.yaml": """
id: safety
title: Safety first
version: "1"
objectives:
  - {id: SAF-1, text: Say that LDN must not be taken with opioid medicines}
  - {id: DOS-1, text: Say who sets the dose}
lessons: [{id: l, objective: SAF-1, text: LDN blocks opioids. Do not take both.}]
cards:
  - id: mix
    objective: SAF-1
    critical: true
    prompt: Which medicine must not be taken with LDN?
    options:
      - {text: Codeine, correct: true, feedback: Yes. Ask about each pain medicine.}
      - {text: Vitamin C, feedback: No. Codeine is the one. Ask about each pain medicine.}
      - {text: Salt, feedback: No. Codeine clashes with LDN. Ask about each pain medicine.}
    explanation: Codeine is an opioid.
    sources: [{id: label, locator: Page 3}]
  - {id: dose, objective: DOS-1, type: typed, prompt: Who sets your dose?, answer: my prescriber}
""",
    "sources.yaml": SOURCES,
}


def shows(app: Steady, screen: type[object]) -> bool:
    return isinstance(app.screen, screen)


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if letter == " " else letter for letter in text]


async def study_day_long(pilot: Pilot[None], app: Steady, clock: StillClock) -> None:
    """Answer whatever comes, right and very sure, until the sitting is over; minutes pass."""
    while shows(app, StudyScreen):
        step = session(app).step
        match step:
            case Question():
                draft = right(step)
                if draft.places:
                    await pilot.press(str(draft.places[0] + 1), "enter")
                else:
                    await pilot.press(*typed(draft.texts[0]), "enter")
                if session(app).asks_confidence:
                    await pilot.press("3")
            case LessonStep() | CorrectedStep() | Feedback() | Revealed():
                clock.forward(minutes=5)
                await pilot.press("space")
        await pilot.pause()


async def test_from_welcome_to_the_page(tmp_path: Path) -> None:
    clock = StillClock()
    space = open_workspace(tmp_path, decks=DECK, clock=clock, first_id=1)
    async with running(tmp_path, workspace=space) as (pilot, app):
        assert shows(app, WelcomeScreen)
        await pilot.press("1", "enter", *"14 Dec", "enter")
        await pilot.pause()
        assert shows(app, StudyScreen)
        assert "LDN blocks opioids." in frame(app)

        for _ in range(13):
            if shows(app, HomeScreen) and space.overview().cards:
                await pilot.press("enter")
                await pilot.pause()
            await study_day_long(pilot, app, clock)
            if shows(app, SummaryScreen):
                assert "come back" in frame(app)
                await pilot.press("enter")
            clock.forward(days=1, hours=10 - clock.at.hour, minutes=-clock.at.minute)
            await pilot.press("comma", "escape")
            await pilot.pause()
        assert study_day(clock.at).isoformat() == "2026-12-14"
        safety = [card for card in space.scope().cards.values() if card.critical]
        assert tally(safety, space.memory).sure == 1

        clock.forward(days=-1)
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        while shows(app, ExamScreen):
            screen = app.screen
            assert isinstance(screen, ExamScreen)
            item = screen.exam.item
            assert item is not None
            draft, at = right(item.question), screen.exam.at
            await pilot.press(*([str(draft.places[0] + 1)] if draft.places else typed(draft.texts[0])), "enter")
            if screen.exam.at == at and screen.exam.asks_confidence:
                await pilot.press("3")
            await pilot.pause()
        assert shows(app, HandInScreen)
        await pilot.press("enter", "y")
        await pilot.pause()
        assert shows(app, ExamResultScreen)
        assert "Ready to talk with your prescriber" in frame(app)
        await pilot.press("escape")
        await pilot.pause()

        await pilot.press("h")
        await pilot.pause()
        assert shows(app, HandoutScreen)
        await pilot.press("o")
        await pilot.pause()
        assert shows(app, TeachBackScreen)
        for prompt in teach_back.PROMPTS:
            await pilot.press(*typed(f"My words on {prompt.id}"), "enter", "1", "enter")
            await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        page = space.handout()
        assert "You are ready to talk with your prescriber about LDN" in page
        assert "My words on mixing" in page
        assert "I can say that LDN must not be taken with opioid medicines" in page
        assert "You are ready to talk" in frame(app)
