"""Flag, note, put off, put aside, look at and edit: the keys for the card on screen."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.memory.events import Mark
from ldn_learn.study.steps import Feedback, Question, Revealed
from ldn_learn.tui.answer import AnswerInput
from ldn_learn.tui.app import LdnLearn
from ldn_learn.tui.screens.story import StoryScreen
from ldn_learn.tui.screens.study import StudyScreen
from tests.tui.driver import Steady, running, session
from tests.tui.frames import frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

A = "  - {id: a, prompt: First?, answer: One}\n"
B = "  - {id: b, prompt: Second?, answer: Two}\n"
SAFE = "  - {id: safe, critical: true, prompt: Safe?, options: [{text: Yes, correct: true}, {text: No}]}\n"
NUMBER = "  - {id: number, prompt: How much?, value: 4.5}\n"


def deck(*cards: str, id_: str = "d") -> str:
    return f"id: {id_}\ntitle: Deck {id_}\ncards:\n{''.join(cards)}"


def starting(folder: Path, *cards: str, **more: str) -> Any:
    decks = {"d.yaml": deck(*cards)} | {f"{id_}.yaml": deck(text, id_=id_) for id_, text in more.items()}
    return running(folder, decks=decks, audience=Audience.PATIENT, first=True)


def kinds(app: Steady) -> list[str]:
    return [event["kind"] for event in app.workspace.history() if event["kind"] != "setting"]


def mark_of(app: Steady, mark: Mark, card: str = "d/a") -> str:
    app.workspace.refresh()
    return app.workspace.memory.mark(mark, CardId(card))


def card_of(app: Steady) -> str:
    question = session(app).question
    return question.card.id if question else ""


def step_is(app: Steady, type_: type[object]) -> bool:
    return isinstance(session(app).step, type_)


def shows(app: Steady, type_: type[object]) -> bool:
    return isinstance(app.screen, type_)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


# --- flag and note


async def test_f_asks_about_the_card_and_f_again_no_more(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "f")
        assert kinds(app) == []
        await press(pilot, "space", "f")
        assert "Marked to ask about. It goes on your page." in frame(app)
        assert mark_of(app, Mark.FLAGGED) == "yes"
        assert step_is(app, Revealed)
        await press(pilot, "f")
        assert "Marked to ask about" not in frame(app)
        assert mark_of(app, Mark.FLAGGED) == ""
        assert kinds(app) == ["flagged", "flagged"]


async def test_a_note_is_written_kept_and_shown(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", "n")
        assert "Your note. Press enter to keep it, esc to leave it." in frame(app)
        await press(pilot, *"ask", "space", *"u3", "enter")
        assert "Your note: ask u3" in frame(app)
        assert mark_of(app, Mark.NOTED) == "ask u3"
        assert step_is(app, Revealed)
        assert kinds(app) == ["noted"]
        await press(pilot, "3")
        assert card_of(app) == "d/b"


async def test_esc_leaves_a_note_unwritten(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", "n", *"mine", "escape")
        assert shows(app, StudyScreen)
        assert step_is(app, Revealed)
        assert not app.screen.query(AnswerInput)
        assert "Your note" not in frame(app)
        assert kinds(app) == []
        await press(pilot, "3")
        assert kinds(app) == ["reviewed"]


async def test_a_note_that_is_opened_and_kept_stays(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", "n", *"mine", "enter")
        await press(pilot, "n")
        await press(pilot, "enter")
        assert mark_of(app, Mark.NOTED) == "mine"


async def test_digits_and_letters_do_nothing_else_while_a_note_is_written(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", "n", *"3qu-@eo", "enter")
        assert mark_of(app, Mark.NOTED) == "3qu-@eo"
        assert kinds(app) == ["noted"]


async def test_a_note_after_feedback_keeps_the_feedback(tmp_path: Path) -> None:
    async with starting(tmp_path, NUMBER, B) as (pilot, app):
        await press(pilot, *"4.5", "enter", "n", *"mine", "enter")
        assert step_is(app, Feedback)
        assert "Your note: mine" in frame(app)
        await press(pilot, "space")
        assert card_of(app) == "d/b"


# --- put off and aside


@pytest.mark.parametrize(("key", "kind", "words"), [("-", "buried", "Put off until"), ("@", "suspended", "Put aside.")])
async def test_a_card_is_put_off_or_aside_from_its_question(tmp_path: Path, key: str, kind: str, words: str) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, key)
        assert kinds(app) == [kind]
        assert card_of(app) == "d/b"
        assert words in frame(app)


@pytest.mark.parametrize("key", ["-", "@"])
async def test_a_card_is_put_off_or_aside_from_its_answer(tmp_path: Path, key: str) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", key)
        assert card_of(app) == "d/b"
        assert step_is(app, Question)


@pytest.mark.parametrize("key", ["-", "@"])
async def test_u_brings_it_back(tmp_path: Path, key: str) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, key, "u")
        assert card_of(app) == "d/a"
        assert "The card is back." in frame(app)
        assert kinds(app)[-1] == "retracted"
        assert mark_of(app, Mark.BURIED) == mark_of(app, Mark.SUSPENDED) == ""


@pytest.mark.parametrize("key", ["-", "@"])
async def test_u_brings_back_a_card_put_off_after_an_answer(tmp_path: Path, key: str) -> None:
    async with starting(tmp_path, NUMBER, A, B) as (pilot, app):
        await press(pilot, *"4.5", "enter", "space", key, "u")
        assert card_of(app) == "d/a"
        assert "The card is back." in frame(app)
        await press(pilot, "u")
        assert card_of(app) == "d/number"
        assert kinds(app).count("retracted") == 2


@pytest.mark.parametrize("key", ["-", "@"])
async def test_putting_the_last_card_off_ends_the_session(tmp_path: Path, key: str) -> None:
    async with starting(tmp_path, A) as (pilot, app):
        await press(pilot, key)
        assert not shows(app, StudyScreen)


@pytest.mark.parametrize("key", ["-", "@"])
async def test_E13_a_safety_card_stays_and_says_why(tmp_path: Path, key: str) -> None:  # noqa: N802
    async with starting(tmp_path, SAFE, B) as (pilot, app):
        await press(pilot, key)
        assert card_of(app) == "d/safe"
        assert "Safety points are not put aside." in frame(app)
        assert kinds(app) == []
        await press(pilot, "1", "enter", "3", key)
        assert step_is(app, Feedback)
        assert "Safety points are not put aside." in frame(app)
        assert kinds(app) == ["reviewed"]


# --- the card's story


async def test_i_tells_why_a_card_is_asked_and_esc_goes_back(tmp_path: Path) -> None:
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "i")
        assert shows(app, StudyScreen)
        await press(pilot, "space", "i")
        assert shows(app, StoryScreen)
        assert "new to you" in frame(app)
        await press(pilot, "escape")
        assert shows(app, StudyScreen)
        assert step_is(app, Revealed)


async def test_the_story_has_the_answers_and_the_note(tmp_path: Path) -> None:
    async with starting(tmp_path, NUMBER, B) as (pilot, app):
        await press(pilot, *"4.5", "enter", "n", *"mine", "enter", "i")
        assert "right: 4.5" in frame(app)
        assert "Your note\n  mine\n" in frame(app)


async def test_a_corrected_card_shows_what_it_taught_before_what_now_and_why(tmp_path: Path) -> None:
    async with starting(tmp_path, NUMBER) as (pilot, app):
        await press(pilot, *"4.5", "enter", "q")
        assert kinds(app) == ["reviewed", "session_ended"]
    now = "  - {id: number, prompt: How much?, value: 3, correction: {before: a typing error, why: It was wrong.}}\n"
    async with starting(tmp_path, now) as (pilot, app):
        for words in ("Corrected", "It starts again for you", "a typing error", "3", "Why: It was wrong."):
            assert words in frame(app)
        assert "Before" in frame(app)
        assert "Now" in frame(app)
        await press(pilot, "space")
        assert step_is(app, Question)


# --- the learner's own editor


@contextmanager
def _aside(_app: LdnLearn) -> Iterator[None]:
    yield


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a script that edits; the app steps aside for it without a terminal."""
    monkeypatch.setattr(LdnLearn, "suspend", _aside)
    monkeypatch.delenv("VISUAL", raising=False)
    script = tmp_path / "editor.sh"
    monkeypatch.setenv("EDITOR", str(script))
    return script


def edits(script: Path, *lines: str) -> None:
    """Let the editor do this; `$1` is the line and `$2` the file."""
    script.write_text("\n".join(["#!/bin/sh", f'echo "$@" >> {script}.log', *lines]) + "\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


async def test_e_opens_the_deck_at_the_card_and_goes_on_with_what_was_written(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'sed -i "s/First?/Another first?/; s/Second?/Another second?/" "$2"')
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert "Another first?" in frame(app)
        assert "The deck was read anew." in frame(app)
        assert (tmp_path / "editor.sh.log").read_text() == f"+4 {tmp_path / 'decks' / 'd.yaml'}\n"
        await press(pilot, "space", "3")
        assert "Another second?" in frame(app)


async def test_an_edit_that_changes_the_answer_while_it_is_shown_asks_again(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'sed -i "s/answer: One/answer: Eleven/" "$2"')
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "space", "e")
        assert step_is(app, Question)
        await press(pilot, "space")
        assert "Eleven" in frame(app)
        await press(pilot, "3")
        assert kinds(app) == ["reviewed"]


async def test_an_edit_at_the_feedback_keeps_what_was_answered(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'sed -i "s/Second?/Another second?/" "$2"')
    async with starting(tmp_path, NUMBER, B) as (pilot, app):
        await press(pilot, *"4.5", "enter", "e")
        assert step_is(app, Feedback)
        await press(pilot, "space")
        assert "Another second?" in frame(app)
        assert kinds(app) == ["reviewed"]


async def test_an_edit_that_takes_the_card_away_goes_on_with_the_next(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'sed -i "/id: a/d" "$2"')
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert card_of(app) == "d/b"
        await press(pilot, "space", "3")
        assert kinds(app) == ["reviewed"]


async def test_an_edit_that_takes_the_last_card_away_ends_the_session(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'sed -i "/id: a/d" "$2"; sed -i "s/^cards:/cards: []/" "$2"')
    async with starting(tmp_path, A) as (pilot, app):
        await press(pilot, "e")
        assert not shows(app, StudyScreen)


async def test_an_edit_that_takes_one_of_two_decks_away_goes_on_with_the_other(tmp_path: Path, editor: Path) -> None:
    edits(editor, 'rm "$2"')
    async with starting(tmp_path, A, x=B) as (pilot, app):
        await press(pilot, "e")
        assert card_of(app) == "x/b"
        await press(pilot, "space", "3")
        assert kinds(app) == ["reviewed"]


@pytest.mark.parametrize("line", ['rm "$2"', 'echo "id: [" > "$2"', ': > "$2"', 'rm "$2"; mkdir "$2"'])
async def test_an_edit_that_breaks_the_only_deck_is_told_and_loses_nothing(
    tmp_path: Path, editor: Path, line: str
) -> None:
    edits(editor, line)
    async with starting(tmp_path, NUMBER, B) as (pilot, app):
        await press(pilot, *"4.5", "enter", "e")
        assert shows(app, StudyScreen)
        assert "No deck can be read" in frame(app) or "no decks in" in frame(app).lower()
        await press(pilot, "e", "i", "s")
        assert app.is_running
        assert kinds(app) == ["reviewed"]


async def test_a_broken_deck_can_be_mended_with_the_same_key(tmp_path: Path, editor: Path) -> None:
    edits(editor, f'if [ -e {tmp_path}/once ]; then sed -i "s/^titel/title/" "$2"; fi',
          f'[ -e {tmp_path}/once ] || sed -i "s/^title/titel/" "$2"; touch {tmp_path}/once')  # fmt: skip
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert "No deck can be read" in frame(app)
        await press(pilot, "e")
        assert "The deck was read anew." in frame(app)
        assert card_of(app) == "d/a"


async def test_an_editor_that_fails_or_changes_nothing_leaves_everything(tmp_path: Path, editor: Path) -> None:
    edits(editor, "exit 3")
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert card_of(app) == "d/a"
        assert step_is(app, Question)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Name your editor first, for example: export EDITOR=nano"),
        ("", "Name your editor first"),
        ("/nowhere/at-all --wait", "The editor '/nowhere/at-all' cannot be started"),
        ("/", "cannot be started"),
    ],
)
async def test_without_an_editor_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None, words: str
) -> None:
    monkeypatch.setattr(LdnLearn, "suspend", _aside)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    if value is not None:
        monkeypatch.setenv("EDITOR", value)
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert words in " ".join(frame(app).split())
        assert card_of(app) == "d/a"


async def test_an_editor_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LdnLearn, "suspend", _aside)
    monkeypatch.setenv("EDITOR", "nano '")
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert "EDITOR" in frame(app)


async def test_a_terminal_that_cannot_step_aside_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with starting(tmp_path, A, B) as (pilot, app):
        await press(pilot, "e")
        assert "This terminal cannot step aside for an editor." in " ".join(frame(app).split())


async def test_a_deck_that_came_with_the_program_is_copied_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with running(tmp_path, decks=None, audience=Audience.PATIENT, first=True) as (pilot, app):
        while not isinstance(session(app).step, Question):
            await press(pilot, "space")
        await press(pilot, "e")
        assert "This deck came with ldn-learn." in " ".join(frame(app).split())
