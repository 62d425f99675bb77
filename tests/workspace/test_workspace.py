from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ldn_learn.decks.cards import Audience, CardId
from ldn_learn.errors import DeckError, StoreError, UsageError
from ldn_learn.memory import fold
from ldn_learn.memory.events import Mark, Rating
from ldn_learn.memory.scheduling import Review
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import Finished, LessonStep, Question, Revealed
from ldn_learn.workspace import Workspace, folds
from ldn_learn.workspace.clock import Clock
from ldn_learn.workspace.places import Places, device, make_device
from tests.places import StillClock, open_workspace


def everything_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def answer(workspace: Workspace, session: Session, rating: Rating = Rating.GOOD) -> Session:
    """Reveal and rate whatever is asked."""
    now = workspace.now()
    if isinstance(session.step, LessonStep):
        session = session.proceed(now)
    move = session.reveal(now).rate(rating, now, workspace.new_id(now))
    assert move is not None
    workspace.store(move.event)
    return move.session


def study_all(workspace: Workspace, rating: Rating = Rating.GOOD) -> int:
    session = workspace.begin()
    answers = 0
    while not isinstance(session.step, Finished):
        session = answer(workspace, session, rating)
        answers += 1
    workspace.refresh()
    return answers


def test_looking_creates_nothing(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    workspace.overview()
    workspace.begin()
    assert [*workspace.history()] == []
    workspace.health()
    workspace.close()
    assert not (tmp_path / "home").exists()


def test_an_answer_makes_device_journal_and_caches(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    answer(workspace, workspace.begin())
    workspace.close()
    made = everything_under(tmp_path / "home")
    assert {"state/device", "cache/folds/default.json"} <= made
    assert any(name.startswith("data/profiles/default/journal/") and name.endswith(".jsonl") for name in made)
    assert any(name.startswith("cache/decks/deck-") for name in made)


def test_what_was_answered_is_known_after_a_restart_with_or_without_caches(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    answer(workspace, workspace.begin())
    workspace.close()
    known = {**open_workspace(tmp_path).memory.cards}
    assert len(known) == 1
    for path in (tmp_path / "home" / "cache").rglob("*.json"):
        path.unlink()
    assert {**open_workspace(tmp_path).memory.cards} == known


def test_a_start_reads_only_what_came_after_the_cached_fold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(tmp_path)
    study_all(workspace)
    workspace.close()
    monkeypatch.setattr(fold, "fold", lambda events: pytest.fail("all events were folded again"))
    assert open_workspace(tmp_path).memory.cards


def test_tomorrow_asks_what_is_due(tmp_path: Path) -> None:
    clock = StillClock()
    workspace = open_workspace(tmp_path, clock=clock)
    study_all(workspace)
    assert workspace.overview().cards == 0
    due = min(card.phase.due for card in workspace.memory.cards.values() if isinstance(card.phase, Review))
    clock.forward(days=(due - clock.now().day).days)
    assert workspace.overview().due > 0
    assert isinstance(workspace.begin().step, Question)


def test_limits_hold_over_restarts(tmp_path: Path) -> None:
    cards = "\n".join(f"  - {{id: c{number}, prompt: Question {number}?, answer: A}}" for number in range(30))
    decks = {"d.yaml": f"id: d\ntitle: D\ncards:\n{cards}\n"}
    for _ in range(3):
        workspace = open_workspace(tmp_path, decks=decks)
        study_all(workspace)
        workspace.close()
    assert len(workspace.memory.cards) == 8
    clock = StillClock()
    clock.forward(days=1)
    workspace = open_workspace(tmp_path, decks=decks, clock=clock)
    study_all(workspace)
    assert len(workspace.memory.cards) == 16


def test_more_new_cards_can_be_asked_for(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    session = workspace.begin(new=1)
    assert len(session.queue) + 1 == 1
    assert workspace.begin(limit=2).position[1] < workspace.begin().position[1]


def test_stopping_and_starting_goes_on_at_the_same_card(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    session = answer(workspace, workspace.begin())
    assert session.question is not None
    workspace.close()
    again = open_workspace(tmp_path).begin()
    assert again.question is not None
    assert again.question.card == session.question.card
    assert again.position == session.position


def test_undo_reaches_back_over_restarts_to_the_very_first_answer(tmp_path: Path) -> None:
    asked = []
    for _ in range(4):
        workspace = open_workspace(tmp_path)
        session = workspace.begin()
        assert session.question is not None
        asked.append(session.question.card.id)
        answer(workspace, session)
        workspace.close()
    workspace = open_workspace(tmp_path)
    session = workspace.begin()
    for card in reversed(asked):
        move = workspace.undo(session)
        assert isinstance(move, Move)
        workspace.store(move.event)
        session = move.session
        assert session.question is not None
        assert session.question.card.id == card
    assert workspace.undo(session) is None
    workspace.close()
    assert open_workspace(tmp_path).memory.cards == {}
    assert len([*open_workspace(tmp_path).history()]) == 8


def test_an_answer_after_an_undo_of_an_earlier_sitting_counts_once(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    answer(workspace, workspace.begin())
    workspace.close()
    workspace = open_workspace(tmp_path)
    move = workspace.undo(workspace.begin())
    assert move is not None
    workspace.store(move.event)
    assert isinstance(move.session, Session)
    answer(workspace, move.session, Rating.EASY)
    workspace.close()
    (known,) = open_workspace(tmp_path).memory.cards.values()
    assert known.reps == 1
    assert isinstance(known.phase, Review)


def test_two_windows_keep_both_their_answers(tmp_path: Path) -> None:
    one, two = open_workspace(tmp_path), open_workspace(tmp_path)
    answer(one, one.begin(["one"]))
    answer(two, two.begin(["two"]))
    one.refresh()
    assert len(one.memory.cards) == 2
    assert len(one.health()) == 2
    one.close()
    two.close()


def test_profiles_are_apart(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    answer(workspace, workspace.begin())
    workspace.close()
    other = Workspace(Places.under(tmp_path / "home"), profile="anna", decks=[tmp_path / "decks"], clock=StillClock())
    assert not other.memory.cards


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "-x", "a b", "x" * 65])
def test_a_profile_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Workspace(Places.under(tmp_path), profile=name)


def test_who_the_learner_is_decides_what_is_taught(tmp_path: Path) -> None:
    decks = {
        "d.yaml": "id: d\ntitle: D\ncards:\n"
        "- {id: p, prompt: P?, answer: A, audience: patient}\n- {id: t, prompt: T?, answer: A, audience: trainee}\n"
    }
    workspace = open_workspace(tmp_path, decks=decks)
    assert workspace.is_first_run
    assert set(workspace.scope().cards) == {"d/p"}
    workspace.introduce(Audience.TRAINEE, date(2026, 12, 24))
    assert set(workspace.scope().cards) == {"d/t"}
    assert workspace.ready_by == date(2026, 12, 24)
    workspace.introduce(Audience.BOTH, None)
    assert set(workspace.scope().cards) == {"d/p", "d/t"}
    workspace.close()
    assert not open_workspace(tmp_path, decks=decks).is_first_run


def test_a_deck_that_does_not_exist_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'one'"):
        open_workspace(tmp_path).begin(["onee"])


def test_a_tag_that_no_card_has_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No card has the tag heart"):
        open_workspace(tmp_path).begin(tags=["heart"])


def test_an_empty_deck_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="There are no decks in"):
        open_workspace(tmp_path, decks={}).begin()


def test_a_broken_deck_never_stops_the_others(tmp_path: Path) -> None:
    decks = {"good.yaml": "id: g\ntitle: G\ncards: [{id: a, prompt: P?, answer: A}]", "bad.yaml": "id: [\n"}
    workspace = open_workspace(tmp_path, decks=decks)
    assert isinstance(workspace.begin().step, Question)
    assert [broken.id for broken in workspace.library.broken] == ["bad"]
    with pytest.raises(DeckError, match=r"'bad' cannot be read.*bad.yaml:2"):
        workspace.begin(["bad"])


def test_only_broken_decks_name_the_first_problem(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match=r"bad.yaml:1:1 .*ldn-learn check"):
        open_workspace(tmp_path, decks={"bad.yaml": "- 1"}).begin()


def test_a_home_that_cannot_be_written_is_one_sentence_before_the_first_answer(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "state").write_text("in the way")
    assert isinstance(workspace.begin().step, LessonStep | Question | Revealed)
    with pytest.raises(StoreError, match="Nothing can be saved"):
        workspace.prepare()


def test_a_device_keeps_its_id(tmp_path: Path) -> None:
    assert device(tmp_path / "state") == ""
    made = make_device(tmp_path / "state")
    assert make_device(tmp_path / "state") == made
    assert device(tmp_path / "state") == made


def test_a_rehearsed_clock_shows_the_day_that_was_asked_for() -> None:
    assert Clock.starting_at("2027-03-01").now().day == date(2027, 3, 1)
    assert Clock.starting_at("2027-03-01T03:59").now().day == date(2027, 2, 28)
    assert Clock.starting_at("2027-03-01T05:00+02:00").now().day == date(2027, 2, 28)
    assert Clock.starting_at("2027-03-01T05:00:00Z").now().day == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "12:00", "2026-12-01T25:00", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="Write it like"):
        Clock.starting_at(text)


def test_a_cached_fold_that_was_changed_counts_as_absent(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    answer(workspace, workspace.begin())
    workspace.close()
    known = {**open_workspace(tmp_path).memory.cards}
    path = tmp_path / "home" / "cache" / "folds" / "default.json"
    path.write_text(path.read_text().replace('"reps"', '"x"').replace("[", "[9e99,", 3))
    assert {**open_workspace(tmp_path).memory.cards} == known


def test_an_answer_comes_before_the_caches(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    session = workspace.begin()
    workspace.prepare()
    assert not (tmp_path / "home" / "cache").exists()
    answer(workspace, session)
    assert (tmp_path / "home" / "cache" / "decks").is_dir()


def test_a_device_file_that_is_empty_heals(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "device").write_text("")
    made = make_device(tmp_path / "state")
    assert made
    assert device(tmp_path / "state") == made


def test_what_was_folded_is_read_back_whole_marks_and_all(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    workspace.mark(workspace.shelf.card(CardId("one/flip")), Mark.FLAGGED, "yes")
    workspace.introduce(Audience.PATIENT, None)
    memory = workspace.memory
    workspace.close()
    cached = folds.load(workspace.places.fold(workspace.profile))
    assert cached is not None
    assert cached[0] == memory
    assert cached[0].marked(Mark.FLAGGED) == ["one/flip"]
