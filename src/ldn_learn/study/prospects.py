"""How a card will stand after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.memory import scheduling
from ldn_learn.memory.events import Rating
from ldn_learn.memory.plan import standing
from ldn_learn.memory.records import LONGEST_INTERVAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Card
    from ldn_learn.memory.balance import Load
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.fold import Memory
    from ldn_learn.memory.scheduling import Choose, Phase


def outcomes(memory: Memory, load: Load, card: Card, now: Moment) -> Mapping[Rating, Phase]:
    """How the card will stand after each rating; `load` picks the quieter day where there is a choice."""
    phase, reps, longest = _start(memory, card)
    choose = load.chooser(now.day, card.id, reps)
    return scheduling.outcomes(
        phase, now.at, now.day, card.id, reps=reps, critical=card.critical, longest=longest, choose=choose
    )


def advanced(memory: Memory, load: Load, card: Card, rating: Rating, now: Moment) -> Phase:
    """How the card will stand after this rating; a right guess comes back no later than a right answer would."""
    phase, reps, longest = _start(memory, card)
    choose = load.chooser(now.day, card.id, reps)

    def after(each: Rating, pick: Choose) -> Phase:
        return scheduling.advance(
            phase, each, now.at, now.day, card.id, reps=reps, critical=card.critical, longest=longest, choose=pick
        )

    if rating is not Rating.HARD:
        return after(rating, choose)
    most = scheduling.interval_of(after(Rating.GOOD, choose)) or LONGEST_INTERVAL
    return after(rating, lambda low, high: choose(min(low, most), min(high, most)))


def _start(memory: Memory, card: Card) -> tuple[Phase | None, int, int | None]:
    """The phase that the next answer starts from, the answers before it, and the most days that it may give."""
    before = memory.cards.get(card.id)
    phase = standing(before, card)
    return (phase, 0, None) if before is None or phase is None else (phase, before.reps, before.longest)
