from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Audience
from ldn_learn.decks.library import Library
from ldn_learn.insight.overview import Tally, overview, safety_points
from ldn_learn.insight.stats import stats
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.memory.fold import Memory, fold
from ldn_learn.memory.scheduling import Review
from tests.builders import START, SURE, choice, deck, event_id, flip, moment, reviewed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.events import Reviewed

SAFE = choice("d/safe", critical=True)
LIBRARY = Library((deck([SAFE, flip("d/a"), flip("d/b")]), deck([flip("t/x", audience=Audience.TRAINEE)], "t")))


def safely_known(last: float = 9) -> list[Reviewed]:
    """Answers after which the safety card counts as mastered."""
    days = [0, 0, 0, 1, 3, last]
    return [
        reviewed(
            number,
            "d/safe",
            correct=True,
            critical=True,
            confidence=Confidence.VERY_SURE,
            meaning=SAFE.meaning,
            at=START + timedelta(days=day, minutes=number),
        )
        for number, day in enumerate(days)
    ]


def test_a_new_learner_sees_what_today_holds() -> None:
    view = overview(LIBRARY, Memory(), Audience.PATIENT, moment())
    assert (view.due, view.new, view.questions) == (0, 3, 3 + 2 + 2)
    assert view.minutes == round(7 * 20 / 60)
    assert (view.safety.sure, view.safety.total) == (0, 1)
    assert [row.id for row in view.decks] == ["d"]


def test_a_deck_without_cards_for_the_learner_is_not_listed() -> None:
    assert [row.id for row in overview(LIBRARY, Memory(), Audience.TRAINEE, moment()).decks] == ["d", "t"]


def test_a_mastered_safety_point_counts_and_one_on_the_way_does_not() -> None:
    assert overview(LIBRARY, fold(safely_known()), Audience.PATIENT, moment(9)).safety.sure == 1
    halfway = overview(LIBRARY, fold(safely_known()[:4]), Audience.PATIENT, moment(2)).safety
    assert (halfway.sure, halfway.started) == (0, 1)


def test_a_corrected_card_is_no_longer_known() -> None:
    memory = fold([reviewed(1, "d/a", Rating.EASY, meaning="old")])
    view = overview(LIBRARY, memory, Audience.PATIENT, moment())
    assert view.due == 1
    assert view.decks[0].progress.started == 0


def test_when_nothing_is_left_the_next_day_is_named() -> None:
    answers = [
        reviewed(number, card.id, Rating.EASY, meaning=card.meaning)
        for number, card in enumerate(LIBRARY.decks[0].cards)
    ]
    memory = fold(answers)
    view = overview(LIBRARY, memory, Audience.PATIENT, moment())
    assert view.cards == 0
    dues = sorted(card.phase.due for card in memory.cards.values() if isinstance(card.phase, Review))
    assert view.next_day == dues[0]
    assert view.next_count == dues.count(dues[0])


def test_the_learners_own_pace_counts_once_there_are_enough_answers() -> None:
    slow = [reviewed(number, f"d/{number}", ms=60_000) for number in range(25)]
    view = overview(LIBRARY, fold(slow), Audience.PATIENT, moment(5))
    assert view.minutes == view.questions


def test_stats_add_up_the_days() -> None:
    found = stats(fold(safely_known()), moment(9).day)
    assert (found.days, found.answers, found.right, found.cards, found.sure) == (4, 6, 6, 1, 1)
    assert found.days_in_a_row == 1
    assert stats(fold(safely_known()), moment(10).day).days_in_a_row == 1
    assert stats(fold(safely_known()), moment(11).day).days_in_a_row == 0
    assert len(found.forecast) == 7
    assert stats(fold(safely_known()), moment(400).day).forecast[0][1] == 1
    assert stats(Memory(), moment().day).answers == 0


def test_a_safety_point_is_an_objective_and_takes_all_of_its_cards_that_can_be_scored() -> None:
    cards: list[Card] = [
        choice("d/a", objective="S-1", critical=True),
        choice("d/b", objective="S-1", critical=True),
        flip("d/c", objective="S-1", critical=True),
        choice("d/e", objective="S-2", critical=True),
        choice("d/f", objective="O-1"),
    ]
    events = [
        reviewed(hours, id_, critical=True, correct=True, confidence=SURE, meaning=card.meaning)
        for id_, card in (("d/a", cards[0]), ("d/b", cards[1]))
        for hours in (*range(3), 30, 60, 90)
    ]
    today = moment(10).day
    assert safety_points(cards, fold(events[:6]), today, None) == Tally(0, 1, 2)
    unique = [replace(event, id=event_id(number)) for number, event in enumerate(events)]
    assert safety_points(cards, fold(unique), today, None) == Tally(1, 1, 2)
