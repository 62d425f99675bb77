from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId, DeckId
from ldn_learn.memory.events import EventId, Rating, Retracted, Reviewed, Setting
from ldn_learn.memory.fold import Memory, apply, extend, fold
from ldn_learn.memory.scheduling import Learning, Review
from ldn_learn.memory.snapshot import read, write
from tests.builders import START, retracted, reviewed

if TYPE_CHECKING:
    from ldn_learn.memory.events import Event


def same(one: Memory | None, two: Memory) -> bool:
    """Whether two memories hold the same, however they are built."""
    return one is not None and (dict(one.cards), dict(one.days), dict(one.settings), one.orphans) == (
        dict(two.cards),
        dict(two.days),
        dict(two.settings),
        two.orphans,
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Answers to a few cards, some of them taken back, and settings."""
    events: list[Event] = []
    answers: list[Reviewed] = []
    for index in range(draw(st.integers(0, 25))):
        kind = draw(st.sampled_from(["answer"] * 6 + ["undo", "setting"]))
        if kind == "answer":
            answer = reviewed(
                index,
                draw(st.sampled_from(["d/a", "d/b", "e/c"])),
                draw(st.sampled_from(Rating)),
                correct=draw(st.none() | st.booleans()),
                critical=draw(st.booleans()),
                meaning=draw(st.sampled_from(["m", "m", "m", "n"])),
            )
            events.append(answer)
            answers.append(answer)
        elif kind == "undo" and answers:
            events.append(retracted(index, draw(st.sampled_from(answers))))
        elif kind == "setting":
            at = START + timedelta(hours=index)
            value = draw(st.sampled_from(["x", "y"]))
            events.append(Setting(id=EventId(f"S{index}"), at=at, day=at.date(), key="k", value=value))
    return events


@given(histories(), st.randoms())
def test_the_order_in_which_events_arrive_makes_no_difference(events: list[Event], chance: random.Random) -> None:
    shuffled = [*events]
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(events)


@given(histories(), st.randoms())
def test_events_that_arrive_twice_count_once(events: list[Event], chance: random.Random) -> None:
    assert fold([*events, *chance.sample(events, len(events) // 2)]) == fold(events)


@given(histories())
def test_an_answer_taken_back_never_happened(events: list[Event]) -> None:
    gone = {event.target for event in events if isinstance(event, Retracted)}
    kept = [event for event in events if event.id not in gone and not isinstance(event, Retracted)]
    assert fold(events) == fold(kept)


@given(histories(), st.integers(0, 25))
def test_folding_on_gives_what_folding_all_gives(events: list[Event], place: int) -> None:
    extended = extend(fold(events[:place]), events[place:])
    assert extended is None or same(extended, fold(events))


@given(histories())
def test_folding_on_without_undo_never_needs_to_fold_all(events: list[Event]) -> None:
    kept = [event for event in events if not isinstance(event, Retracted)]
    assert same(extend(fold(kept[:10]), kept[10:]), fold(kept))


@given(histories())
def test_a_snapshot_reads_back_what_was_written(events: list[Event]) -> None:
    memory = fold(events)
    assert read(write(memory)) == memory


def test_a_snapshot_by_other_rules_is_not_used() -> None:
    stored = write(fold([reviewed(1)]))
    assert read(stored) is not None
    assert read(stored | {"format": "0"}) is None
    assert read(stored | {"cards": {"d/c": [1, 2]}}) is None


def test_an_older_event_that_comes_late_is_folded_in_its_place() -> None:
    early, late = reviewed(1, rating=Rating.AGAIN), reviewed(40)
    assert extend(fold([late]), [early]) is None
    assert fold([late, early]) == fold([early, late])


def test_an_undo_that_arrives_before_its_answer_is_remembered() -> None:
    answer = reviewed(1)
    undo = retracted(2, answer)
    before = fold([undo])
    assert before.orphans == {answer.id}
    assert same(extend(before, [answer]), before)


def test_an_undo_of_what_is_folded_needs_all_events() -> None:
    answer = reviewed(1)
    assert extend(fold([answer]), [retracted(2, answer)]) is None


def test_when_the_meaning_changes_the_memory_starts_again() -> None:
    old = [reviewed(index * 30, rating=Rating.EASY) for index in range(3)]
    new = reviewed(200, rating=Rating.AGAIN, meaning="other")
    known = fold([*old, new]).cards[CardId("d/flip")]
    assert known.reps == 1
    assert known.lapses == 0
    assert isinstance(known.phase, Learning)


def test_forgetting_a_learnt_card_is_a_lapse() -> None:
    known = fold([reviewed(1, rating=Rating.EASY), reviewed(100, rating=Rating.AGAIN)]).cards[CardId("d/flip")]
    assert known.lapses == 1
    assert isinstance(known.phase, Learning)
    assert known.phase.relearning


def test_days_count_new_cards_reviews_and_right_answers_by_deck() -> None:
    memory = fold(
        [
            reviewed(1, "d/a", Rating.EASY),
            reviewed(2, "d/a", Rating.GOOD),
            reviewed(3, "e/b", Rating.AGAIN, correct=False),
        ]
    )
    day = START.date()
    total = memory.day_total(day)
    assert (total.new, total.reviews, total.answers, total.right, total.ms) == (2, 1, 3, 2, 3000)
    assert memory.day_total(day, [DeckId("e")]).answers == 1
    assert memory.day_total(day + timedelta(days=1)).answers == 0


def test_other_modes_do_not_move_the_schedule() -> None:
    assert fold([reviewed(1, mode="exam")]) == Memory()


def test_the_latest_setting_counts_whatever_comes_first() -> None:
    def setting(hour: int, value: str) -> Setting:
        at = START + timedelta(hours=hour)
        return Setting(id=EventId(f"S{hour}"), at=at, day=at.date(), key="audience", value=value)

    assert fold([setting(2, "trainee"), setting(1, "patient")]).setting("audience") == "trainee"
    assert apply(fold([setting(2, "trainee")]), setting(1, "patient")).setting("audience") == "trainee"
    assert Memory().setting("audience") is None


def test_a_card_is_due_on_a_study_day_and_not_at_an_hour() -> None:
    late = reviewed(0, rating=Rating.EASY, at=START + timedelta(hours=13))
    phase = fold([late]).cards[CardId("d/flip")].phase
    assert isinstance(phase, Review)
    assert phase.last == late.day
