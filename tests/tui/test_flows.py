"""What keys do, seen in the history and in the session."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import StoreError
from ldn_learn.memory.events import Rating
from ldn_learn.study.dates import read_date
from ldn_learn.study.steps import Feedback, LessonStep, Question, Revealed
from ldn_learn.tui.answer import AnswerInput
from ldn_learn.tui.screens.get_help import GetHelpScreen
from ldn_learn.tui.screens.help import HelpScreen
from ldn_learn.tui.screens.home import HomeScreen
from ldn_learn.tui.screens.sources import SourcesScreen
from ldn_learn.tui.screens.study import StudyScreen
from ldn_learn.tui.screens.summary import SummaryScreen
from ldn_learn.tui.screens.welcome import WelcomeScreen
from tests.builders import START
from tests.places import StillClock, open_workspace
from tests.tui.driver import Steady, answer_right, running, session
from tests.tui.frames import frame

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

ONE_OF_EACH = {
    "d.yaml": """
id: d
title: D
cards:
  - {id: flip, prompt: Flip?, answer: A}
  - id: choice
    prompt: Choice?
    options: [{text: Right, correct: true}, {text: Wrong}, {text: Odd}]
  - {id: number, prompt: Number?, value: 4.5, unit: mg}
  - {id: cloze, type: cloze, prompt: "LDN {{blocks}} receptors."}
"""
}


def only(kind: str) -> dict[str, str]:
    """A deck with the one card of this kind."""
    head, *cards = ONE_OF_EACH["d.yaml"].split("  - ")
    return {"d.yaml": head + "  - " + next(card for card in cards if f"id: {kind}" in card)}


def shows(app: Steady, screen: type[object]) -> bool:
    """Whether this screen is on top; a function, so that no type is narrowed by it."""
    return isinstance(app.screen, screen)


def kinds(app: Steady) -> list[str]:
    return [event["kind"] for event in app.workspace.history()]


def last_answer(app: Steady) -> dict[str, object]:
    return [event for event in app.workspace.history() if event["kind"] == "reviewed"][-1]


async def study(pilot: Pilot[None]) -> None:
    await pilot.press("enter")
    await pilot.pause()


async def test_the_first_run_asks_who_and_when_then_goes_straight_to_a_question(tmp_path: Path) -> None:
    async with running(tmp_path) as (pilot, app):
        assert shows(app, WelcomeScreen)
        await pilot.press("2", "enter", *"2026-12-24", "enter")
        await pilot.pause()
        assert shows(app, StudyScreen)
        assert app.workspace.learner is Audience.TRAINEE
        assert app.workspace.ready_by == date(2026, 12, 24)
    async with running(tmp_path) as (_, app):
        assert shows(app, HomeScreen)
        assert "trainee" in frame(app)
        assert "Visit on 24 Dec, in 23 days" in frame(app)


async def test_the_date_can_be_skipped_and_a_past_one_is_asked_again(tmp_path: Path) -> None:
    async with running(tmp_path) as (pilot, app):
        await pilot.press("enter", *"2020-01-01", "enter")
        await pilot.pause()
        assert "That day is past" in frame(app)
        await pilot.press(*["backspace"] * 10, *"soon", "enter")
        await pilot.pause()
        assert "Write the date like" in frame(app)
        await pilot.press(*["backspace"] * 4, "enter")
        await pilot.pause()
        assert shows(app, StudyScreen)
        assert app.workspace.ready_by is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-14", "2026-12-14"),
        ("14 Dec", "2026-12-14"),
        ("14 december 2026", "2026-12-14"),
        ("Dec 14, 2026", "2026-12-14"),
        ("14.12.2026", "2026-12-14"),
        ("1 Feb", "2027-02-01"),
        ("29 Feb 2028", "2028-02-29"),
        ("31 Feb", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: str | None) -> None:
    found = read_date(text, START.date())
    assert (found.isoformat() if found else None) == day


async def test_choosing_an_option_never_submits_it(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("1", "3", "2")
        assert isinstance(session(app).step, Question)
        assert kinds(app) == ["setting", "setting"]
        await pilot.press("enter")
        assert isinstance(session(app).step, Feedback)
        question = session(app).question
        assert question is not None
        options = ["Right", "Wrong", "Odd"]
        assert last_answer(app)["response"] == options[question.order[1]]


async def test_arrows_and_letters_choose_too_and_esc_takes_the_choice_back(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        for key, picked in (("down", 0), ("j", 1), ("down", 2), ("down", 0), ("k", 2), ("up", 1)):
            await pilot.press(key)
            assert screen.now_shown.draft.places == (picked,)
        await pilot.press("escape")
        assert screen.now_shown.draft.places == ()
        await pilot.press("enter")
        assert "Choose an answer first" in frame(app)
        await pilot.press("escape")
        await pilot.pause()
        assert shows(app, HomeScreen)


async def test_an_option_can_be_clicked(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        row = next(number for number, line in enumerate(frame(app).splitlines()) if line.startswith("     2"))
        await pilot.click(offset=(5, row))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.now_shown.draft.places == (1,)


async def test_a_trainee_says_how_sure_after_choosing_and_before_the_feedback(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.TRAINEE) as (pilot, app):
        await study(pilot)
        await pilot.press("1", "enter")
        assert "How sure are you?" in frame(app)
        assert isinstance(session(app).step, Question)
        await pilot.press("escape")
        assert "How sure are you?" not in frame(app)
        await pilot.press("enter", "2")
        assert isinstance(session(app).step, Feedback)
        assert last_answer(app)["confidence"] == 2


async def test_a_flip_card_is_rated_and_space_again_is_good(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("flip"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("space")
        assert isinstance(session(app).step, Revealed)
        await pilot.press("space")
        assert last_answer(app)["rating"] == Rating.GOOD
        await pilot.press("space", "1")
        assert last_answer(app)["rating"] == Rating.AGAIN


async def test_what_the_rating_bar_promises_is_when_the_card_is_due(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("flip"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("space")
        step = session(app).step
        assert isinstance(step, Revealed)
        assert "Easy   in" in frame(app)
        promised = step.outcomes[Rating.EASY]
        await pilot.press("4")
        await pilot.pause()
        app.workspace.refresh()
        (known,) = app.workspace.memory.cards.values()
        assert known.phase == promised


async def test_a_repeat_of_the_key_that_flipped_is_swallowed(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("flip"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        app.step = 0.01
        await pilot.press("space")
        await pilot.press("space", "space", "space")
        assert isinstance(session(app).step, Revealed)
        app.step = 1.0
        await pilot.press("space")
        assert kinds(app)[-1] == "reviewed"


async def test_a_number_is_typed_and_a_misread_one_asked_again(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("number"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press(*"many", "enter")
        await pilot.pause()
        assert "Type a number in digits" in frame(app)
        assert kinds(app) == ["setting", "setting"]
        await pilot.press(*["backspace"] * 4, *"4.5", "enter")
        await pilot.pause()
        assert "✓ Right" in frame(app)


async def test_help_is_one_key_away_even_while_typing(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("cloze"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("b", "exclamation_mark")
        assert shows(app, GetHelpScreen)
        await pilot.press("escape", "question_mark")
        assert shows(app, HelpScreen)
        await pilot.press("escape", *"locks", "enter")
        await pilot.pause()
        assert "✓ Right" in frame(app)


async def test_when_to_get_help_is_one_key_away_from_every_screen(tmp_path: Path) -> None:
    async with running(tmp_path) as (pilot, app):

        async def here() -> None:
            before = app.screen
            await pilot.press("exclamation_mark")
            assert shows(app, GetHelpScreen)
            await pilot.press("exclamation_mark", "escape")
            assert app.screen is before

        await here()  # Welcome
        await pilot.press("enter")
        await here()  # Welcome, the date
        await pilot.press("enter")
        await pilot.pause()
        await here()  # Lesson
        await pilot.press("space")
        await here()  # Question
        await pilot.press("1", "enter")
        await here()  # Confidence
        await pilot.press("1")
        await here()  # Feedback
        await pilot.press("s")
        assert shows(app, SourcesScreen)
        await here()
        await pilot.press("escape", "question_mark")
        await here()  # Keys
        await pilot.press("escape", "q")
        await pilot.pause()
        assert shows(app, SummaryScreen)
        await here()
        await pilot.press("enter")
        await pilot.pause()
        assert shows(app, HomeScreen)
        await here()


async def test_undo_takes_answers_back_one_by_one_and_over_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        asked = []
        for _ in range(3):
            question = session(app).question
            assert question is not None
            asked.append(question.card.id)
            await answer_right(pilot, app)
    async with running(tmp_path, workspace=open_workspace(tmp_path)) as (pilot, app):
        await study(pilot)
        for card in reversed(asked):
            # While one types, u is a letter.
            await pilot.press("ctrl+z")
            await pilot.pause()
            question = session(app).question
            assert question is not None
            assert question.card.id == card
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert kinds(app).count("retracted") == 3
        app.workspace.refresh()
        assert not app.workspace.memory.cards


async def test_undo_works_from_home_and_from_the_summary(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("flip"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("space", "4")
        await pilot.pause()
        assert shows(app, SummaryScreen)
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(session(app).step, Question)
        await pilot.press("space", "4", "enter")
        await pilot.pause()
        assert shows(app, HomeScreen)
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(session(app).step, Question)
        await pilot.press("q")
        await pilot.pause()
        assert shows(app, HomeScreen)


async def test_home_studies_the_deck_that_is_marked(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("down", "down")
        await study(pilot)
        question = session(app).question
        assert question is not None
        assert question.card.deck == "two"
        assert set(session(app).scope.decks) == {"two"}


async def test_a_session_at_the_start_leads_home_when_it_is_left(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, audience=Audience.PATIENT)
    async with running(tmp_path, workspace=workspace, first=True) as (pilot, app):
        assert shows(app, StudyScreen)
        assert isinstance(session(app).step, LessonStep)
        await answer_right(pilot, app)
        await pilot.press("q")
        await pilot.pause()
        assert shows(app, SummaryScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert shows(app, HomeScreen)
        await study(pilot)
        assert shows(app, StudyScreen)
        assert session(app).position[0] == 2


async def test_an_answer_that_cannot_be_stored_is_not_shown_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)

        def full(_: object) -> None:
            raise StoreError("The disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(app.workspace, "store", full)
            await pilot.press("1", "enter")
            await pilot.pause()
            assert isinstance(session(app).step, Question)
            assert "The disk is full." in frame(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(session(app).step, Feedback)
        assert kinds(app)[-1] == "reviewed"


async def test_a_place_that_cannot_be_written_is_told_before_the_first_answer(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "state").write_text("in the way")
    async with running(tmp_path, workspace=workspace, first=True) as (pilot, app):
        await pilot.pause(0.2)
        assert "Nothing can be saved" in frame(app)


async def test_tomorrow_home_shows_what_is_due(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, decks=only("flip"), audience=Audience.PATIENT, clock=clock)
    async with running(tmp_path, workspace=workspace) as (pilot, app):
        await study(pilot)
        await pilot.press("space", "4", "enter")
        await pilot.pause()
        assert "Done for now" in frame(app)
        await pilot.press("enter")
        assert shows(app, HomeScreen)
    clock.forward(days=20)
    workspace = open_workspace(tmp_path, decks=only("flip"), clock=clock)
    async with running(tmp_path, workspace=workspace) as (_, app):
        assert "1 card today" in frame(app)


HOSTILE = "[/] [bold] \\e[31mred\\x07 \\u202eback [@click=app.quit]x[/]"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_text_of_a_deck_is_never_markup_nor_a_command_to_the_terminal(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    deck = f"""
id: d
title: "{HOSTILE}"
objectives: [{{id: O, text: "{HOSTILE}"}}]
lessons: [{{id: l, objective: O, text: "{HOSTILE}"}}]
cards:
  - id: choice
    objective: O
    prompt: "{HOSTILE}"
    options: [{{text: "{HOSTILE} 1", correct: true, feedback: "{HOSTILE}"}}, {{text: "{HOSTILE} 2"}}]
    explanation: "{HOSTILE}"
    sources: [{{id: s, locator: "{HOSTILE}"}}]
  - {{id: flip, prompt: "{HOSTILE}", answer: "{HOSTILE}", explanation: "{HOSTILE}"}}
"""
    broken = f'id: b\ntitle: "{HOSTILE}"\n"{HOSTILE}": 1\n'
    sources = f'sources: [{{id: s, title: "{HOSTILE}", authors: "{HOSTILE}"}}]\n'
    decks = {"d.yaml": deck, "b.yaml": broken, "sources.yaml": sources}
    async with running(tmp_path, size=size, decks=decks, audience=Audience.PATIENT) as (pilot, app):
        seen = [frame(app)]
        for keys in (["enter"], ["space"], ["1", "enter"], ["s"], ["escape", "space"], ["space"], ["3"], ["q"]):
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(frame(app))
        if size == (80, 24):
            assert sum("[/] [bold]" in text for text in seen) >= 6
        assert not any(sign in text for text in seen for sign in "\x1b\x07\u202e")


async def test_a_terminal_that_changes_its_size_keeps_the_answer(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("2")
        for size in ((40, 12), (200, 50), (20, 5), (60, 18)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.now_shown.draft.places == (1,)
        assert "▌ 2" in frame(app)


async def test_two_enters_at_once_in_the_date_field_are_one(tmp_path: Path) -> None:
    async with running(tmp_path) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        field = screen.query_one("AnswerInput")
        field.post_message(AnswerInput.Submitted(field, ""))  # type: ignore[arg-type]
        field.post_message(AnswerInput.Submitted(field, ""))  # type: ignore[arg-type]
        await pilot.pause()
        await pilot.pause()
        assert shows(app, StudyScreen)


async def test_leaving_twice_at_once_leaves_once(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("1", "enter")
        await pilot.press("q", "q", "escape")
        await pilot.pause()
        assert kinds(app).count("session_ended") == 1
        assert not shows(app, StudyScreen)


async def test_a_history_that_becomes_unreadable_is_told_at_home(tmp_path: Path) -> None:
    async with running(tmp_path, decks=only("choice"), audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await pilot.press("1", "enter")
        folder = app.workspace.journal_folder
        folder.rename(folder.with_name("elsewhere"))
        folder.write_text("in the way")
        await pilot.press("q")
        await pilot.pause()
        assert shows(app, HomeScreen)
        assert "cannot be read" in frame(app)


async def test_undo_stays_within_the_deck_that_is_studied(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (pilot, app):
        await study(pilot)
        await answer_right(pilot, app)
        await pilot.press("q", "enter", "down", "down", "enter")
        await pilot.pause()
        assert set(session(app).scope.decks) == {"two"}
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert "There is no answer to take back." in frame(app)
        assert "retracted" not in kinds(app)


async def test_the_colours_change_with_one_key(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (pilot, app):
        await pilot.press("t")
        assert app.theme == "ldn-light"
        await pilot.press("t")
        assert app.theme == "ldn-dark"


async def test_keys_that_wait_behind_the_one_that_quits_do_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, audience=Audience.PATIENT) as (pilot, app):
        app.screen.action_leave()  # type: ignore[attr-defined]
        app.study(None)
        await pilot.pause()
        assert not shows(app, StudyScreen)
    assert app.return_code == 0
