"""Each type of card answered with keys and with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.study.draft import NONE
from ldn_learn.study.steps import Feedback, Question, Revealed
from ldn_learn.tui.answer import AnswerInput
from ldn_learn.tui.screens.study import StudyScreen
from tests.tui.driver import Steady, running, session
from tests.tui.frames import frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.pilot import Pilot

CARDS = {
    "choice": "prompt: Which?, options: [{text: Right, correct: true}, {text: Wrong}, {text: Odd}]",
    "multi": "type: multi, prompt: Which ones?, "
    "options: [{text: Codeine, correct: true}, {text: Morphine, correct: true}, {text: Salt}]",
    "truth": "type: true-false, prompt: LDN is an opioid., answer: false, feedback: It blocks them.",
    "typed": "type: typed, prompt: Who sets the dose?, answer: prescriber, accept: [doctor]",
    "order": "prompt: In which order?, items: [Ask, Wait, Start]",
    "match": "prompt: What fits?, pairs: [{left: Lock, right: Bolt}, {left: Cup, right: Tea}], extras: [Shoe]",
    "gaps": "type: cloze, prompt: 'LDN {{blocks}} {{opioid|which}} receptors.'",
    "number": "prompt: How many mg?, value: 4.5, unit: mg",
}


def deck(*names: str, more: str = "") -> dict[str, str]:
    rows = "".join(f"  - {{id: {name}, {CARDS[name]}{more}}}\n" for name in names)
    return {"d.yaml": f"id: d\ntitle: D\ncards:\n{rows}"}


def starting(
    folder: Path, *names: str, audience: Audience = Audience.PATIENT, size: tuple[int, int] = (80, 24), more: str = ""
) -> Any:
    return running(folder, decks=deck(*names, more=more), audience=audience, first=True, size=size)


def screen(app: Steady) -> StudyScreen:
    assert isinstance(app.screen, StudyScreen)
    return app.screen


def places(app: Steady) -> tuple[int, ...]:
    return screen(app).draft.places


def answer(app: Steady) -> dict[str, Any]:
    return [event for event in app.workspace.history() if event["kind"] == "reviewed"][-1]


def shown(app: Steady, *authors: int) -> list[str]:
    """The digits of the rows on which these places of the author's file are shown."""
    question = session(app).question
    assert question is not None
    return [str(question.order.index(place) + 1) for place in authors]


def step_is(app: Steady, type_: type[object]) -> bool:
    return isinstance(session(app).step, type_)


async def click(pilot: Pilot[None], app: Steady, text: str) -> None:
    """Click on the last line that shows this text, at the text itself."""
    rows = [(row, line.index(text)) for row, line in enumerate(frame(app).splitlines()) if text in line]
    row, column = rows[-1]
    await pilot.click(offset=(column, row))
    await pilot.pause()


async def press_all(pilot: Pilot[None], keys: Sequence[str]) -> None:
    await pilot.press(*keys)
    await pilot.pause()


# --- with keys


@pytest.mark.parametrize(
    ("name", "authors", "right"),
    [
        ("choice", (0,), True),
        ("multi", (1, 0), True),
        ("multi", (0,), False),
        ("truth", (1,), True),
        ("order", (0, 1, 2), True),
        ("order", (0, 2, 1), False),
        ("match", (0, 1), True),
        ("match", (0, 2), False),
    ],
)
async def test_rows_are_chosen_with_digits_and_checked_with_enter(
    tmp_path: Path, name: str, authors: tuple[int, ...], right: bool
) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        await press_all(pilot, shown(app, *authors))
        assert step_is(app, Question)
        await press_all(pilot, ["enter"])
        assert step_is(app, Feedback)
        assert answer(app)["correct"] is right
        assert ("✓ Right" in frame(app)) is right


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("choice", "Choose an answer first"),
        ("multi", "Choose each answer that is right first"),
        ("order", "Choose the first one, in order"),
        ("match", "2 still to match"),
        ("number", "Type a number in digits"),
    ],
)
async def test_nothing_put_and_enter_says_what_is_missing(tmp_path: Path, name: str, words: str) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        await press_all(pilot, ["enter"])
        assert words in frame(app)
        assert step_is(app, Question)


async def test_an_order_shows_the_place_of_each_line_and_a_second_press_takes_it_off(tmp_path: Path) -> None:
    async with starting(tmp_path, "order") as (pilot, app):
        await press_all(pilot, ["3", "1"])
        assert "1st" in frame(app)
        assert "2nd" in frame(app)
        await press_all(pilot, ["3", "enter"])
        assert places(app) == (0,)
        assert "Choose 2 more, in order" in frame(app)


async def test_several_answers_are_marked_with_a_sign_and_not_only_a_colour(tmp_path: Path) -> None:
    async with starting(tmp_path, "multi") as (pilot, app):
        await press_all(pilot, ["1", "3"])
        assert frame(app).count("[x]") == 2
        assert frame(app).count("[ ]") == 1


async def test_a_match_is_put_line_by_line_and_up_and_down_aim(tmp_path: Path) -> None:
    async with starting(tmp_path, "match") as (pilot, app):
        await press_all(pilot, ["2"])
        assert places(app) == (1, NONE)
        await press_all(pilot, ["up", "3"])
        assert places(app) == (2, NONE)
        await press_all(pilot, ["j", "1"])
        assert places(app) == (2, 0) or screen(app).draft.at in (0, 1)
        assert step_is(app, Question)


@pytest.mark.parametrize(
    ("name", "keys", "left"),
    [
        ("choice", ["2", "backspace"], ()),
        ("multi", ["1", "3", "backspace"], (0,)),
        ("order", ["3", "1", "2", "backspace", "backspace"], (2,)),
        ("match", ["3", "1", "backspace"], (2, NONE)),
    ],
)
async def test_backspace_takes_back_the_last_part(
    tmp_path: Path, name: str, keys: list[str], left: tuple[int, ...]
) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        await press_all(pilot, keys)
        assert places(app) == left


@pytest.mark.parametrize("name", ["choice", "multi", "order", "match"])
async def test_esc_takes_everything_back_before_it_leaves(tmp_path: Path, name: str) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        await press_all(pilot, ["1", "2", "escape"])
        assert not screen(app).draft.begun
        await press_all(pilot, ["escape"])
        assert not isinstance(app.screen, StudyScreen)
        assert [event["kind"] for event in app.workspace.history() if event["kind"] != "setting"] == []


async def test_several_gaps_are_filled_one_after_the_other(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, [*"blocks", "enter"])
        assert "LDN [blocks] [which] receptors." in frame(app)
        assert app.screen.query_one(AnswerInput).value == ""
        await press_all(pilot, [*"opioid", "enter"])
        assert step_is(app, Feedback)
        assert (answer(app)["correct"], answer(app)["response"]) == (True, "blocks; opioid")


async def test_a_gap_left_blank_is_wrong_when_another_was_filled(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, [*"blocks", "enter", "enter"])
        assert answer(app)["correct"] is False


async def test_no_gap_filled_shows_the_answer(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, ["enter"])
        assert step_is(app, Revealed)
        assert "LDN blocks opioid receptors." in frame(app)


async def test_esc_empties_the_gaps(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, [*"blocks", "enter", "escape"])
        assert "LDN _____ [which] receptors." in frame(app)
        assert step_is(app, Question)


async def test_backspace_in_an_empty_line_takes_the_last_gap_back(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, [*"blocks", "enter", "backspace"])
        assert "LDN _____ [which] receptors." in frame(app)


async def test_a_slip_is_right_and_the_letter_is_shown(tmp_path: Path) -> None:
    async with starting(tmp_path, "typed") as (pilot, app):
        await press_all(pilot, [*"presciber", "enter"])
        assert "Right, but for a letter" in frame(app)
        assert "presc[+r]iber" in frame(app)


async def test_o_says_i_was_right(tmp_path: Path) -> None:
    async with starting(tmp_path, "typed", "choice") as (pilot, app):
        await press_all(pilot, [*"the physician", "enter"])
        assert "I was right" in frame(app)
        await press_all(pilot, ["o"])
        assert "You said that you were right" in frame(app)
        assert "I was right" not in frame(app)
        assert (answer(app)["correct"], answer(app)["rating"]) == (None, 3)
        assert [event["kind"] for event in app.workspace.history()][-3:] == ["reviewed", "retracted", "reviewed"]
        await press_all(pilot, ["o"])
        assert [event["kind"] for event in app.workspace.history()].count("retracted") == 1


async def test_o_can_be_clicked_in_the_line_of_keys(tmp_path: Path) -> None:
    async with starting(tmp_path, "typed") as (pilot, app):
        await press_all(pilot, [*"the physician", "enter"])
        await click(pilot, app, "I was right")
        assert answer(app)["correct"] is None


async def test_nobody_s_word_is_taken_for_a_number(tmp_path: Path) -> None:
    async with starting(tmp_path, "number") as (pilot, app):
        await press_all(pilot, [*"9", "enter"])
        assert step_is(app, Feedback)
        assert "I was right" not in frame(app)
        await press_all(pilot, ["o"])
        assert answer(app)["correct"] is False


# --- how sure


@pytest.mark.parametrize("name", ["multi", "order", "match", "truth"])
async def test_how_sure_is_asked_after_the_rows_and_esc_goes_back_to_them(tmp_path: Path, name: str) -> None:
    async with starting(tmp_path, name, audience=Audience.TRAINEE) as (pilot, app):
        authors = {"order": (0, 1, 2), "truth": (1,)}.get(name, (0, 1))
        await press_all(pilot, [*shown(app, *authors), "enter"])
        assert "How sure are you?" in frame(app)
        before = places(app)
        await press_all(pilot, ["escape"])
        assert "How sure are you?" not in frame(app)
        assert places(app) == before
        await press_all(pilot, ["enter", "9", "1"])
        assert (answer(app)["correct"], answer(app)["confidence"], answer(app)["rating"]) == (True, 1, 2)


async def test_what_was_typed_is_there_again_after_esc_at_how_sure(tmp_path: Path) -> None:
    async with starting(tmp_path, "typed", audience=Audience.TRAINEE) as (pilot, app):
        await press_all(pilot, [*"doctor", "enter", "escape"])
        assert step_is(app, Question)
        assert app.screen.query_one(AnswerInput).value == "doctor"


async def test_a_click_on_an_option_is_never_taken_for_how_sure(tmp_path: Path) -> None:
    async with starting(tmp_path, "choice", audience=Audience.TRAINEE) as (pilot, app):
        await press_all(pilot, [*shown(app, 1), "enter"])
        await click(pilot, app, "Right")
        assert step_is(app, Question)
        await click(pilot, app, "Very sure")
        assert (answer(app)["response"], answer(app)["confidence"]) == ("Wrong", 3)


# --- with the mouse


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("choice", ["Right"]),
        ("multi", ["Codeine", "Morphine"]),
        ("truth", ["False"]),
        ("order", ["Ask", "Wait", "Start"]),
        ("match", ["Bolt", "Tea"]),
    ],
)
async def test_rows_can_be_clicked_and_the_answer_checked_with_the_mouse_alone(
    tmp_path: Path, name: str, texts: list[str]
) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        for text in texts:
            await click(pilot, app, text)
        assert step_is(app, Question)
        await click(pilot, app, "Check")
        assert answer(app)["correct"] is True


async def test_a_line_of_a_match_can_be_clicked_to_put_it_anew(tmp_path: Path) -> None:
    async with starting(tmp_path, "match") as (pilot, app):
        await click(pilot, app, "Cup")
        await click(pilot, app, "Tea")
        await click(pilot, app, "Bolt")
        assert [str(place + 1) for place in places(app)] == shown(app, 0, 1)


# --- another size


@pytest.mark.parametrize(
    ("name", "keys"), [("multi", ["1", "3"]), ("order", ["2", "1"]), ("match", ["2"]), ("choice", ["3"])]
)
async def test_rows_chosen_survive_another_size_of_the_terminal(tmp_path: Path, name: str, keys: list[str]) -> None:
    async with starting(tmp_path, name) as (pilot, app):
        await press_all(pilot, keys)
        before = screen(app).draft
        for size in ((40, 12), (200, 50), (30, 8), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert screen(app).draft == before


async def test_words_half_typed_survive_another_size_of_the_terminal(tmp_path: Path) -> None:
    async with starting(tmp_path, "gaps") as (pilot, app):
        await press_all(pilot, [*"blocks", "enter", *"opi"])
        await pilot.resize_terminal(40, 12)
        await press_all(pilot, [*"oid"])
        await pilot.resize_terminal(100, 30)
        await press_all(pilot, ["enter"])
        assert answer(app)["response"] == "blocks; opioid"


@pytest.mark.parametrize("name", list(CARDS))
@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
async def test_a_small_terminal_shows_every_type_and_takes_an_answer(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    async with starting(tmp_path, name, size=size) as (pilot, app):
        keys = [*"4.5"] if name in ("typed", "gaps", "number") else ["1", "2", "3"][: 2 if name == "match" else 3]
        await press_all(pilot, [*keys, "enter"])
        if name == "gaps":
            await press_all(pilot, ["x", "enter"])
        assert step_is(app, Feedback)
        assert answer(app)["card"] == f"d/{name}"
