"""Every type of card in the line mode, and the letters that do something with a card."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks.cards import Audience, CardId, Matching, Multi, Ordering
from ldn_learn.memory.events import Mark, Marked
from ldn_learn.plain.console import Console
from ldn_learn.plain.study import study
from tests.places import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.study.session import Session
    from ldn_learn.workspace import Workspace

CARDS = {
    "multi": "type: multi, prompt: Which are opioids?, "
    "options: [{text: Codeine, correct: true}, {text: Morphine, correct: true}, {text: Salt, feedback: A spice.}]",
    "truth": "type: true-false, prompt: LDN is an opioid., answer: false, feedback: It blocks them.",
    "typed": "type: typed, prompt: Who sets the dose?, answer: prescriber, accept: [doctor], explanation: Nobody else.",
    "order": "prompt: In which order?, items: [Ask, Wait, Start]",
    "match": "prompt: What fits?, pairs: [{left: Lock, right: Key}, {left: Cup, right: Tea}], extras: [Shoe]",
    "gaps": "type: cloze, prompt: 'LDN {{blocks}} {{opioid}} receptors.'",
    "flip": "prompt: What is LDN?, answer: Low-dose naltrexone",
    "phase": "type: typed, prompt: Which phase?, answer: phase 2",
    "number": "prompt: How many mg?, value: 4.5, unit: mg",
    "safe": "type: typed, critical: true, prompt: Whom to call?, answer: ambulance",
}


def deck(*names: str) -> dict[str, str]:
    """A deck with these cards in this order."""
    rows = "".join(f"  - {{id: {name}, {CARDS[name]}}}\n" for name in names)
    return {"d.yaml": f"id: d\ntitle: D\ncards:\n{rows}"}


def sitting(workspace: Workspace, *lines: str, session: Session | None = None) -> str:
    """What a learner who types these lines reads."""
    out = io.StringIO()
    waiting = iter(lines)
    study(workspace, Console(out.write, lambda: next(waiting, None)), session or workspace.begin())
    return out.getvalue()


def opened(folder: Path, *names: str, audience: Audience = Audience.PATIENT) -> Workspace:
    return open_workspace(folder, decks=deck(*names), audience=audience)


def answers(workspace: Workspace) -> list[dict[str, Any]]:
    return [event for event in workspace.history() if event["kind"] == "reviewed"]


def kinds(workspace: Workspace) -> list[str]:
    return [event["kind"] for event in workspace.history() if event["kind"] != "setting"]


def right(session: Session) -> str:
    """The line that answers the present card of rows right."""
    question = session.question
    assert question is not None
    match question.card:
        case Multi():
            places = [row for row, at in enumerate(question.order) if question.card.options[at].correct]
        case Ordering() | Matching():
            count = len(question.card.items if isinstance(question.card, Ordering) else question.card.pairs)
            places = [question.order.index(at) for at in range(count)]
        case _:
            raise AssertionError(question.card)
    return ",".join(str(place + 1) for place in places)


@pytest.mark.parametrize("name", ["multi", "order", "match"])
def test_cards_of_rows_are_answered_with_numbers_and_commas(tmp_path: Path, name: str) -> None:
    workspace = opened(tmp_path, name)
    session = workspace.begin()
    text = sitting(workspace, right(session), "q", session=session)
    assert "✓ Right" in text
    (event,) = answers(workspace)
    assert (event["correct"], event["rating"], event["confidence"]) == (True, 3, None)
    assert session.question is not None
    assert event["seed"] == session.question.seed


@pytest.mark.parametrize("name", ["multi", "order", "match"])
def test_how_sure_one_is_may_follow_the_numbers(tmp_path: Path, name: str) -> None:
    workspace = opened(tmp_path, name, audience=Audience.TRAINEE)
    session = workspace.begin()
    text = sitting(workspace, right(session).replace(",", " , ") + " 1", "q", session=session)
    assert "How sure are you? Add 1 guessing, 2 fairly, 3 very" in " ".join(text.split())
    assert [(event["correct"], event["confidence"], event["rating"]) for event in answers(workspace)] == [(True, 1, 2)]


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("multi", "", "Type numbers from 1 to 3 with commas between them."),
        ("multi", "one", "Type numbers from 1 to 3 with commas between them."),
        ("multi", "1,1", "Choose each answer that is right, once."),
        ("multi", "4", "Type numbers from 1 to 3."),
        ("multi", "0", "Type numbers from 1 to 3."),
        ("multi", "1" * 100_000, "Type numbers from 1 to 3 with commas between them."),
        ("multi", "٣", "Type numbers from 1 to 3 with commas between them."),
        ("order", "1,2", "Put all 3 in order, each once."),
        ("order", "1,2,2", "Put all 3 in order, each once."),
        ("order", "1,2,3,1", "Put all 3 in order, each once."),
        ("match", "1", "Give 2 numbers, one for each line, and none twice."),
        ("match", "1,1", "Give 2 numbers, one for each line, and none twice."),
        ("match", "1,9", "Type numbers from 1 to 3."),
    ],
)
def test_what_is_no_answer_is_asked_again_and_stores_nothing(tmp_path: Path, name: str, typed: str, words: str) -> None:
    workspace = opened(tmp_path, name)
    text = sitting(workspace, typed, "q")
    assert words in text
    assert kinds(workspace) == []


def test_several_answers_say_what_was_left_out_and_what_was_wrong(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "multi")
    session = workspace.begin()
    assert session.question is not None
    salt = str(session.question.order.index(2) + 1)
    text = sitting(workspace, salt, "q", session=session)
    assert "✗ Not this one" in text
    assert "You answered: Salt" in text
    assert "Better: Codeine; Morphine" in text
    assert "A spice." in text
    assert "You left out: Codeine; Morphine." in text


def test_true_or_false_keeps_its_order_and_explains_the_other_answer(tmp_path: Path) -> None:
    text = sitting(opened(tmp_path, "truth"), "1", "q")
    assert "1) True\n2) False\n" in text
    assert "It blocks them." in text


def test_a_match_names_its_lines_and_its_choices(tmp_path: Path) -> None:
    text = sitting(opened(tmp_path, "match"), "q")
    assert "line 1: Lock\nline 2: Cup\n" in text
    for word in ("Key", "Tea", "Shoe"):
        assert f") {word}\n" in text


def test_gaps_are_filled_with_a_semicolon_between(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "gaps")
    text = sitting(workspace, "Blocks ; opioid", "q")
    assert "with ; between them" in text
    assert answers(workspace)[0]["correct"] is True


def test_one_text_for_two_gaps_is_not_right(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "gaps")
    assert "Better: blocks; opioid" in sitting(workspace, "blocks", "q")
    assert answers(workspace)[0]["correct"] is False


@pytest.mark.parametrize("name", ["gaps", "typed"])
def test_enter_shows_the_answer_and_the_learner_grades_herself(tmp_path: Path, name: str) -> None:
    workspace = opened(tmp_path, name)
    text = sitting(workspace, "", "3", "q")
    assert "How well did you know it?" in text
    assert answers(workspace)[0]["correct"] is None


def test_a_slip_is_right_and_shown(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed")
    text = sitting(workspace, "presciber", "q")
    assert "✓ Right, but for a letter" in text
    assert "Spelling: presc[+r]iber" in text
    assert answers(workspace)[0]["rating"] == 3


@pytest.mark.parametrize("audience", [Audience.PATIENT, Audience.TRAINEE])
def test_a_digit_that_belongs_to_the_answer_stays_with_it(tmp_path: Path, audience: Audience) -> None:
    workspace = opened(tmp_path, "phase", audience=audience)
    sitting(workspace, "phase 2", "q")
    assert [(event["correct"], event["response"]) for event in answers(workspace)] == [(True, "phase 2")]


def test_how_sure_one_is_may_follow_words_where_it_is_asked(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "safe", "typed")
    text = sitting(workspace, "ambulance 3", "doctor 3", "q")
    assert "Put 1, 2 or 3 at the end" in " ".join(text.split())
    assert [(event["response"], event["confidence"]) for event in answers(workspace)] == [
        ("ambulance", 3),
        ("doctor 3", None),
    ]


# --- o


def test_o_says_i_was_right(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "the physician", "o", "q")
    assert "type o next: I was right" in text
    assert "You said that you were right." in text
    assert kinds(workspace) == ["reviewed", "retracted", "reviewed", "session_ended"]
    first, second = answers(workspace)
    assert (first["correct"], second["correct"], second["rating"]) == (False, None, 3)
    assert second["response"] == "the physician"


@pytest.mark.parametrize("name", ["number", "phase"])
def test_o_is_no_word_about_a_number(tmp_path: Path, name: str) -> None:
    workspace = opened(tmp_path, name, "flip")
    text = sitting(workspace, "9", "o", "q")
    assert "I was right" not in text
    assert "retracted" not in kinds(workspace)


def test_o_is_for_the_answer_just_given_and_no_older_one(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip", "number")
    text = sitting(workspace, "the physician", "", "3", "o", "q")
    assert "You said that you were right." not in text
    assert kinds(workspace).count("retracted") == 0


def test_o_after_an_undo_brings_nothing_back(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    sitting(workspace, "the physician", "u", "o", "q")
    assert kinds(workspace).count("retracted") == 1
    assert [event["response"] for event in answers(workspace)] == ["the physician", "o"]


def test_o_keeps_what_was_marked_since(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "the physician", "f", "o", "f", "q")
    assert "It goes on your page, to ask about." in text
    assert "It is taken off your page." in text
    workspace.refresh()
    assert workspace.memory.mark(Mark.FLAGGED, CardId("d/typed")) == ""


# --- f, note, -, @, i


def test_f_asks_about_the_last_card_and_f_again_takes_it_off(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "f", "doctor", "f", "q")
    assert "Answer a card first." in text
    assert "It goes on your page, to ask about." in text
    workspace.refresh()
    assert workspace.memory.marked(Mark.FLAGGED) == ["d/typed"]
    again = opened(tmp_path, "typed", "flip")
    sitting(again, "", "3", "f", "f", "q")
    again.refresh()
    assert again.memory.mark(Mark.FLAGGED, CardId("d/flip")) == ""


def test_a_note_is_kept_on_the_last_card(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "doctor", "n:  Ask about nights ", "q")
    assert "Your note is kept." in text
    workspace.refresh()
    assert workspace.memory.mark(Mark.NOTED, CardId("d/typed")) == "Ask about nights"


def test_a_note_is_no_answer_while_words_are_typed(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "flip", "typed")
    sitting(workspace, "", "3", "n: this", "doctor", "q")
    assert [event["response"] for event in answers(workspace)] == ["", "doctor"]
    workspace.refresh()
    assert workspace.memory.mark(Mark.NOTED, CardId("d/flip")) == "this"


def test_an_empty_note_takes_the_note_off(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    sitting(workspace, "doctor", "n: this", "n:", "q")
    workspace.refresh()
    assert workspace.memory.mark(Mark.NOTED, CardId("d/typed")) == ""


def test_minus_puts_the_present_card_off_until_tomorrow(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "-", "q")
    assert "Put off until tomorrow." in text
    assert text.count("- d/flip") == 1
    assert kinds(workspace) == ["buried"]
    assert workspace.begin().question is not None
    assert workspace.plan(workspace.scope(), workspace.now()).new == ("d/flip",)


def test_at_puts_the_present_card_aside(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "flip", "typed")
    text = sitting(workspace, "", "@", "q")
    assert "Put aside." in text
    assert text.count("- d/typed") == 1
    assert kinds(workspace) == ["suspended"]


@pytest.mark.parametrize("key", ["-", "@"])
def test_E13_a_safety_card_is_neither_put_off_nor_aside(tmp_path: Path, key: str) -> None:  # noqa: N802
    workspace = opened(tmp_path, "safe", "flip")
    text = sitting(workspace, key, "q")
    assert "Safety points are not put aside." in text
    assert "Press f" in text
    assert kinds(workspace) == []


def test_E13_no_mark_in_the_log_keeps_a_safety_card_out_of_cram(tmp_path: Path) -> None:  # noqa: N802
    workspace = opened(tmp_path, "safe", "flip")
    sitting(workspace, "ambulance 3", "", "3", "q")
    now = workspace.now()
    for card in ("d/safe", "d/flip"):
        id_ = workspace.new_id(now)
        workspace.store(Marked(id=id_, at=now.at, day=now.day, card=CardId(card), mark=Mark.SUSPENDED, value="yes"))
    workspace.refresh()
    question = workspace.cram().question
    assert question is not None
    assert question.card.id == "d/safe"


def test_u_brings_back_what_was_put_off(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "-", "u", "doctor", "q")
    assert text.count("- d/typed") == 2
    assert kinds(workspace) == ["buried", "retracted", "reviewed", "session_ended"]


def test_i_tells_the_story_of_the_last_card_with_its_note(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "doctor", "n: Mine", "i", "q")
    assert "You are just learning it" in text
    assert "Your note: Mine" in text
    assert "right: doctor" in text


def test_i_tells_nothing_of_an_answer_that_was_taken_back(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "typed", "flip")
    text = sitting(workspace, "the physician", "u", "doctor", "i", "q")
    assert "right: doctor" in text
    assert "not right: the physician" not in text


def test_an_unfinished_sitting_of_each_type_ends_well(tmp_path: Path) -> None:
    workspace = opened(tmp_path, *CARDS)
    text = sitting(workspace, *["1", "x", "", "3", "1,2", "1,2,3"] * 30)
    assert "Traceback" not in text
    assert "You answered" in text


def test_a_corrected_card_says_what_it_taught_before_what_now_and_why(tmp_path: Path) -> None:
    first = opened(tmp_path, "number")
    sitting(first, "4.5", "q")
    first.close()
    now = deck("number")["d.yaml"].replace("value: 4.5", "value: 3, correction: {before: 4 mg, why: It was wrong.}")
    text = sitting(open_workspace(tmp_path, decks={"d.yaml": now}), "3", "q")
    assert "Corrected: what this card teaches has changed." in text
    assert "Before: 4 mg\nNow: 3 mg\nWhy: It was wrong.\n" in text
