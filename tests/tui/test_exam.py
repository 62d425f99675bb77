"""The exam and the readiness check on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import StoreError
from ldn_learn.memory.events import EXAM, READY
from ldn_learn.study import draft as drafts
from ldn_learn.tui.screens.exam import ExamScreen
from ldn_learn.tui.screens.exam_result import ExamResultScreen
from ldn_learn.tui.screens.get_help import GetHelpScreen
from ldn_learn.tui.screens.hand_in import HandInScreen
from ldn_learn.tui.screens.home import HomeScreen
from ldn_learn.tui.screens.study import StudyScreen
from ldn_learn.workspace.exams import ExamRequest
from tests.exams import EVERY_TYPE, choices, right, wrong
from tests.places import StillClock, open_workspace
from tests.tui.driver import Steady, running, session
from tests.tui.frames import check, frame

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from ldn_learn.study.draft import Draft
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Question

SIZES = [(80, 24), (60, 18), (40, 12)]
each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")

SMALL = ExamRequest(items=4, seed=1)


def shows(app: Steady, screen: type[object]) -> bool:
    """Whether this screen is on top; a function, so that no type is narrowed by it."""
    return isinstance(app.screen, screen)


def events(app: Steady, kind: str) -> list[dict[str, object]]:
    return [event for event in app.workspace.history() if event["kind"] == kind]


def exam(app: Steady) -> Exam:
    """The exam on the screen."""
    assert isinstance(app.screen, ExamScreen)
    return app.screen.exam


def question(app: Steady) -> Question:
    item = exam(app).item
    assert item is not None
    return item.question


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until what they did is done."""
    await pilot.press(*keys)
    await pilot.pause()


async def begin(pilot: Pilot[None], app: Steady, request: ExamRequest | None = None, mode: str = EXAM) -> None:
    """From Home to the first question."""
    if mode == READY:
        app.check_readiness()
    else:
        app.take_exam(request)
    await pilot.pause()
    await pilot.pause()
    assert not exam(app).begun
    await press(pilot, "enter")
    assert exam(app).begun


async def put(pilot: Pilot[None], app: Steady, draft: Draft) -> None:
    """Put a draft with keys, without enter for what is chosen and with it for what is typed."""
    if drafts.is_typed(question(app)):
        for text in draft.texts:
            await press(pilot, *text.replace(".", "."), "enter")
    else:
        await press(pilot, *(str(place + 1) for place in draft.places))


async def answer(pilot: Pilot[None], app: Steady, draft: Draft, sure: str = "3") -> None:
    """Answer the present question, and say how sure where that is asked."""
    assert isinstance(app.screen, ExamScreen)
    at = exam(app).at
    await put(pilot, app, draft)
    if not drafts.is_typed(question(app)):
        await press(pilot, "enter")
    if isinstance(app.screen, ExamScreen) and app.screen.now_shown.waiting is not None:
        await press(pilot, sure)
    assert not isinstance(app.screen, ExamScreen) or exam(app).at == at + 1


async def answer_all(pilot: Pilot[None], app: Steady, miss: int = 0, sure: str = "3") -> None:
    """Answer every question that is left, the first `miss` of them not right."""
    while isinstance(app.screen, ExamScreen):
        await answer(pilot, app, (wrong if miss > 0 else right)(question(app)), sure)
        miss -= 1


async def hand_in(pilot: Pilot[None], app: Steady) -> None:
    """From the page before handing in to the result."""
    assert shows(app, HandInScreen)
    while "▌ Hand in" not in frame(app):
        await press(pilot, "up")
    await press(pilot, "enter", "y")
    await pilot.pause()
    assert shows(app, ExamResultScreen)


def seen(texts: list[str]) -> str:
    return "\n".join(texts).lower()


async def test_e20_every_type_is_answered_with_the_keyboard_alone(tmp_path: Path) -> None:
    async with running(tmp_path, decks=EVERY_TYPE, audience=Audience.TRAINEE) as (pilot, app):
        await begin(pilot, app)
        assert len(exam(app).items) == 7
        await answer_all(pilot, app)
        assert "Every question has an answer." in frame(app)
        await hand_in(pilot, app)
        assert "Passed" in frame(app)
        (ended,) = events(app, "examined")
        assert (ended["right"], ended["total"]) == (7, 7)
        await press(pilot, "enter")
        assert shows(app, HomeScreen)


async def test_e20_nothing_says_right_or_wrong_before_the_end(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(2, 2), audience=Audience.TRAINEE) as (pilot, app):
        await begin(pilot, app, SMALL)
        texts = []
        for draw in (right, wrong, right, wrong):
            await press(pilot, *(str(place + 1) for place in draw(question(app)).places))
            texts.append(frame(app))
            await press(pilot, "enter")
            texts.append(frame(app))
            await press(pilot, "3")
            texts.append(frame(app))
        assert shows(app, HandInScreen)
        await press(pilot, "1", "escape", "left")
        texts.append(frame(app))
        told = seen(texts).replace("right next", "")
        assert "you answered: " in told
        for word in ("not this one", "✓", "✗", "right", "wrong", "because", "better", "correct"):
            assert word not in told
        assert [event["correct"] for event in events(app, "reviewed")] == [True, False, True, False]


async def test_12_choosing_never_submits_and_esc_takes_the_choice_back(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await press(pilot, "1", "2")
        assert exam(app).at == 0
        assert not events(app, "reviewed")
        await press(pilot, "escape")
        assert not exam(app).items[0].draft.begun
        await press(pilot, "enter")
        assert "Choose an answer first" in frame(app)


async def test_e20_flag_skip_go_back_and_change(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await press(pilot, "f")
        assert "Flagged" in frame(app)
        await press(pilot, "right", "n")
        assert "Question 3 of 4, 2 blank" in frame(app)
        await press(pilot, "left", "p")
        assert "Question 1 of 4, 1 blank" in frame(app)
        first = wrong(question(app))
        await answer(pilot, app, first)
        await press(pilot, "left")
        assert exam(app).items[0].draft == first
        assert "You answered: Bad" in frame(app)
        await press(pilot, str(right(question(app)).places[0] + 1))
        assert "Press enter to change it." in frame(app)
        await press(pilot, "enter", "left", "f")
        assert "You answered: Good" in frame(app)
        assert "Flagged" not in frame(app)
        assert [event["kind"] for event in app.workspace.history()][-3:] == ["reviewed", "reviewed", "retracted"]
        await press(pilot, "b")
        assert "This one is blank again." in frame(app)
        assert exam(app).items[0].blank
        assert events(app, "retracted")[-1]["target"] == events(app, "reviewed")[-1]["id"]


async def test_a_choice_that_was_not_entered_is_kept_and_named_before_handing_in(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await press(pilot, "2", "right", "r")
        assert "blank, begun" in frame(app)
        await press(pilot, "enter")
        assert exam(app).at == 0
        assert "▌ 2" in frame(app)
        assert not events(app, "reviewed")


async def test_13_handing_in_lists_blanks_and_takes_a_confirmation_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await press(pilot, "right", "f")
        await answer(pilot, app, right(question(app)))
        await press(pilot, "r")
        text = frame(app)
        assert "3 questions are blank: 1, 3 and 4." in text
        assert "You flagged 2." in text
        assert [line.split()[:3] for line in text.splitlines() if "answered" in line] == [["2", "answered,", "flagged"]]
        await press(pilot, "y")
        assert not events(app, "examined")
        await press(pilot, "up", "enter")
        assert "Hand in with 3 blank?" in frame(app)
        await press(pilot, "enter", "n")
        assert "3 questions are blank" in frame(app)
        assert not events(app, "examined")
        await press(pilot, "down", "down", "down", "enter")
        assert exam(app).at == 2
        await press(pilot, "r", "escape")
        assert exam(app).at == 2
        await press(pilot, "r")
        await hand_in(pilot, app)
        (ended,) = events(app, "examined")
        assert (ended["right"], ended["total"], len(ended["flagged"])) == (1, 4, 1)  # type: ignore[arg-type]


async def test_e18_a_missed_safety_point_is_gone_over_now_with_answers_that_count(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(3, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, mode=READY)
        missed: list[str] = []
        while isinstance(app.screen, ExamScreen):
            card = question(app).card
            miss = card.critical and not missed
            missed += [card.id] * miss
            await answer(pilot, app, (wrong if miss else right)(question(app)))
        await hand_in(pilot, app)
        text = frame(app)
        assert "Not yet: 1 thing to go over" in text
        assert "again from tomorrow on, with other questions" in text.replace("\n  ", " ")
        await press(pilot, "enter")
        assert shows(app, StudyScreen)
        assert session(app).mode == "study"
        card_asked = session(app).question
        assert card_asked is not None
        assert card_asked.card.id == missed[0]
        await press(pilot, "q")
        assert shows(app, HomeScreen)


async def test_e18_ready_says_ready_to_talk_and_never_safe_to_start(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(3, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, mode=READY)
        await answer_all(pilot, app, sure="2")
        await hand_in(pilot, app)
        text = frame(app)
        assert "Ready to talk with your prescriber" in text
        assert "This is not medical advice." in text
        assert "safe to start" not in text
        await press(pilot, "escape")
        app.check_readiness()
        await pilot.pause()
        await pilot.pause()
        assert shows(app, HomeScreen)
        assert "You have taken the check today." in frame(app)


async def test_e18_a_right_guess_at_a_safety_point_is_told_as_right_and_not_enough(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 40), decks=choices(1, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, mode=READY)
        await answer_all(pilot, app, sure="1")
        await hand_in(pilot, app)
        assert "Not yet: 1 thing to go over" in frame(app)
        assert "That is right. A safety point takes more than a guess." in frame(app)


async def test_e20_after_a_crash_the_same_command_goes_on(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.TRAINEE) as (pilot, app):
        await begin(pilot, app, SMALL)
        await answer(pilot, app, right(question(app)))
        await answer(pilot, app, wrong(question(app)), "1")
        order = [item.question.card.id for item in exam(app).items]
        app.workspace.store = None  # type: ignore[assignment, method-assign]
    workspace = open_workspace(tmp_path, decks=choices(0, 4))
    async with running(tmp_path, workspace=workspace) as (pilot, app):
        app.take_exam(SMALL)
        await pilot.pause()
        await pilot.pause()
        assert [item.question.card.id for item in exam(app).items] == order
        assert exam(app).at == 2
        assert "You go on where you stopped: 2 of 4 answered." in frame(app)
        await press(pilot, "left")
        assert "You answered: Bad" in frame(app)
        assert "Just guessing" in frame(app)
        await press(pilot, "enter")
        assert exam(app).at == 2
        await answer_all(pilot, app)
        await hand_in(pilot, app)
        assert len(events(app, "reviewed")) == 4


async def test_left_it_is_kept_and_home_says_how_to_go_on(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await answer(pilot, app, right(question(app)))
        await press(pilot, "q")
        assert shows(app, HomeScreen)
        assert "The exam is not handed in yet." in frame(app)
        app.take_exam()
        await pilot.pause()
        await pilot.pause()
        assert exam(app).at == 1


async def test_nothing_is_stored_before_it_begins(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(1, 4), audience=Audience.PATIENT) as (pilot, app):
        app.check_readiness()
        await pilot.pause()
        await pilot.pause()
        assert "There is no time limit." in frame(app)
        await press(pilot, "escape")
        assert shows(app, HomeScreen)
        assert not events(app, "exam-started")
        assert {event["kind"] for event in app.workspace.history()} == {"setting"}


async def test_an_answer_that_cannot_be_stored_is_not_shown_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, decks=choices(1, 3), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)

        def full(_: object) -> None:
            raise StoreError("The disk is full.")

        draft = right(question(app))
        with monkeypatch.context() as patch:
            patch.setattr(app.workspace, "store", full)
            await put(pilot, app, draft)
            await press(pilot, "enter")
            if question(app).card.critical:
                await press(pilot, "3")
            assert exam(app).at == 0
            assert exam(app).items[0].blank
            assert "The disk is full." in frame(app)
        if "How sure" in frame(app):
            await press(pilot, "3")
        else:
            await press(pilot, "enter")
        assert exam(app).at == 1
        await answer_all(pilot, app)
        while "▌ Hand in" not in frame(app):
            await press(pilot, "up")
        with monkeypatch.context() as patch:
            patch.setattr(app.workspace, "store", full)
            await press(pilot, "enter", "y")
            assert "The disk is full." in frame(app)
            assert shows(app, HandInScreen)
        await press(pilot, "y")
        assert shows(app, ExamResultScreen)


async def test_14_time_is_told_in_words_and_takes_nothing_away(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT, clock=clock)
    async with running(tmp_path, workspace=workspace) as (pilot, app):
        await begin(pilot, app, ExamRequest(items=4, seed=1, minutes=20))
        assert "20 minutes left" in frame(app)
        assert "+ 10 minutes" not in frame(app)
        clock.forward(minutes=21)
        app.screen.redraw()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Time is over" in frame(app)
        assert "Nothing is taken away" in frame(app)
        assert "+ 10 minutes" in frame(app)
        await answer(pilot, app, right(question(app)))
        assert exam(app).at == 1
        await press(pilot, "plus")
        assert "10 minutes left" in frame(app)
        assert "Nothing is taken away" not in frame(app)
        await press(pilot, "m")
        assert "minutes left" not in frame(app)
        assert len(events(app, "reviewed")) == 1


async def test_14_without_a_time_no_time_is_told_of(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        assert "minute" not in frame(app)
        await press(pilot, "plus", "m")
        assert "minute" not in frame(app)


async def test_while_one_types_letters_are_letters_and_every_task_has_a_key(tmp_path: Path) -> None:
    async with running(tmp_path, decks=EVERY_TYPE, audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, ExamRequest(seed=3))
        while question(app).card.id != "d/typed":
            await press(pilot, "tab")
        await press(pilot, "left")
        assert question(app).card.id != "d/typed"
        await press(pilot, "tab")
        assert question(app).card.id == "d/typed"
        await press(pilot, *"fbrnpqm")
        assert not exam(app).items[exam(app).at].flagged
        await press(pilot, "left", "ctrl+f")
        assert question(app).card.id == "d/typed"
        assert exam(app).items[exam(app).at].flagged
        await press(pilot, "exclamation_mark")
        assert shows(app, GetHelpScreen)
        await press(pilot, "escape", "shift+tab", "tab")
        assert exam(app).items[exam(app).at].draft.texts == ("fbrnpqm",)
        assert "fbrnpqm" in frame(app)
        await press(pilot, "escape")
        assert "fbrnpqm" not in frame(app)
        await press(pilot, "enter")
        assert "Type an answer first, or leave this one blank." in frame(app)
        await press(pilot, *"receptors", "enter", "escape")
        assert "You answered: receptors." in frame(app)
        await press(pilot, "s", "ctrl+r")
        assert "answered, change not saved" in frame(app)


async def test_gaps_are_typed_one_by_one_and_can_be_typed_again(tmp_path: Path) -> None:
    async with running(tmp_path, decks=EVERY_TYPE, audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, ExamRequest(seed=3))
        while question(app).card.id != "d/cloze":
            await press(pilot, "tab")
        await press(pilot, *"blocks", "enter", "enter")
        assert "1 more to type." in frame(app)
        await press(pilot, "tab", "shift+tab")
        assert "LDN [blocks] opioid _____." in frame(app)
        at = exam(app).at
        await press(pilot, *"receptors", "enter")
        assert exam(app).at == at + 1
        await press(pilot, "shift+tab")
        assert "LDN [blocks] opioid [receptors]." in frame(app)
        assert "You answered: blocks; receptors." in frame(app)


async def test_9_the_mouse_does_what_keys_do(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):

        async def click(words: str) -> None:
            lines = frame(app).splitlines()
            row = next(number for number, line in enumerate(lines) if words in line)
            await pilot.click(offset=(lines[row].index(words) + 1, row))
            await pilot.pause()
            await pilot.pause()

        app.take_exam(SMALL)
        await pilot.pause()
        await pilot.pause()
        await click("enter Begin")
        await click("2   ")
        assert exam(app).items[0].draft.places == (1,)
        await click("enter Answer")
        assert exam(app).at == 1
        await click("right Next")
        await click("r Review")
        await click("1   answered")
        assert exam(app).at == 0
        await click("r Review")
        await click("Hand in")
        await click("Yes, hand in")
        assert shows(app, ExamResultScreen)
        await click("esc Home")
        assert shows(app, HomeScreen)


async def test_keys_that_repeat_answer_one_question(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(0, 4), audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, SMALL)
        await press(pilot, "1", "right", "2", "left")
        app.step = 0.01
        await press(pilot, "enter", "enter", "enter")
        assert len(events(app, "reviewed")) == 0
        app.step = 1.0
        await press(pilot, "enter")
        app.step = 0.01
        await press(pilot, "enter", "enter")
        assert len(events(app, "reviewed")) == 1


async def test_an_exam_of_empty_decks_is_one_sentence_at_home(tmp_path: Path) -> None:
    decks = {"d.yaml": "id: d\ntitle: D\ncards: [{id: a, prompt: P?, answer: A}]\n"}
    async with running(tmp_path, decks=decks, audience=Audience.PATIENT) as (pilot, app):
        for begin_ in (app.take_exam, app.check_readiness):
            begin_()
            await pilot.pause()
            await pilot.pause()
            assert shows(app, HomeScreen)
        assert "These decks have no safety points" in frame(app)


async def test_e24_help_is_one_key_away_from_every_page(tmp_path: Path) -> None:
    async with running(tmp_path, decks=choices(1, 3), audience=Audience.PATIENT) as (pilot, app):

        async def here() -> None:
            before = app.screen
            await press(pilot, "exclamation_mark")
            assert shows(app, GetHelpScreen)
            await press(pilot, "escape")
            assert app.screen is before

        app.check_readiness()
        await pilot.pause()
        await pilot.pause()
        await here()
        await press(pilot, "enter")
        await here()
        await press(pilot, "r")
        await here()
        await hand_in(pilot, app)
        await here()


HOSTILE = "[/] [bold] \\e[31mred\\x07 \\u202eback [@click=app.quit]x[/]"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_text_of_a_deck_is_never_markup(tmp_path: Path, size: tuple[int, int]) -> None:
    card = f"""id: c
    critical: true
    prompt: "{HOSTILE}"
    options: [{{text: "{HOSTILE} 1", correct: true}}, {{text: "{HOSTILE} 2", feedback: "{HOSTILE}"}}]
    explanation: "{HOSTILE}"
    sources: [{{id: s, locator: "{HOSTILE}"}}]"""
    decks = {
        "d.yaml": f'id: d\ntitle: "{HOSTILE}"\ncards:\n  - {card}\n',
        "sources.yaml": f'sources: [{{id: s, title: "{HOSTILE}"}}]\n',
    }
    async with running(tmp_path, size=size, decks=decks, audience=Audience.PATIENT) as (pilot, app):
        await begin(pilot, app, mode=READY)
        texts = [frame(app)]
        await answer(pilot, app, wrong(question(app)))
        texts.append(frame(app))
        await press(pilot, "enter", "y")
        texts.append(frame(app))
        if size == (80, 24):
            assert all("[/] [bold]" in text for text in texts)
        assert not any(sign in text for text in texts for sign in "\x1b\x07\u202e")


@each_size
async def test_frames_of_a_readiness_check(tmp_path: Path, size: tuple[int, int]) -> None:
    def golden(screen: str) -> None:
        check(app, f"{screen}-{size[0]}x{size[1]}")

    async with running(tmp_path, size=size, decks=EVERY_TYPE, audience=Audience.PATIENT) as (pilot, app):
        app.check_readiness()
        await pilot.pause()
        await pilot.pause()
        golden("ready-start")
        await press(pilot, "enter")
        while not question(app).card.critical:
            await press(pilot, "right")
        await press(pilot, "f", str(wrong(question(app)).places[0] + 1))
        golden("ready-question")
        await press(pilot, "enter")
        golden("ready-sure")
        await press(pilot, "3", "left")
        golden("ready-answered")
        await press(pilot, "r")
        golden("hand-in")
        while "▌ Hand in" not in frame(app):
            await press(pilot, "up")
        await press(pilot, "enter")
        golden("hand-in-confirm")
        await press(pilot, "y")
        await pilot.pause()
        golden("ready-result")


@each_size
async def test_frames_of_an_exam(tmp_path: Path, size: tuple[int, int]) -> None:
    def golden(screen: str) -> None:
        check(app, f"{screen}-{size[0]}x{size[1]}")

    clock = StillClock()
    workspace = open_workspace(tmp_path, first_id=1, decks=EVERY_TYPE, audience=Audience.TRAINEE, clock=clock)
    async with running(tmp_path, size=size, workspace=workspace) as (pilot, app):
        app.take_exam(ExamRequest(seed=3, minutes=20))
        await pilot.pause()
        await pilot.pause()
        golden("exam-start")
        await press(pilot, "enter")
        while question(app).card.id != "d/cloze":
            await press(pilot, "tab")
        clock.forward(minutes=16)
        await press(pilot, *"blocks", "enter")
        golden("exam-typing")
        clock.forward(minutes=16)
        while question(app).card.id != "d/match":
            await press(pilot, "tab")
        golden("exam-time-over")
        await answer_all(pilot, app)
        await hand_in(pilot, app)
        golden("exam-result")
        await press(pilot, "pagedown")
        golden("exam-result-misses")
