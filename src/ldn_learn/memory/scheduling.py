"""When a card comes back: FSRS-6, and the only place that knows the library behind it.

The library's own fuzz is off, since it draws from a global generator and would date the same answer differently each
time. Ours is seeded by card and repetition (`fuzz`). Elapsed time is counted in study days and not in hours, as Anki
does: a card that was learnt at 21:00 and asked at 8:00 was remembered for a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from ldn_learn.memory.events import Rating

if TYPE_CHECKING:
    import fsrs

    from ldn_learn.decks.cards import CardId

PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The 21 defaults of FSRS-6 (srs-benchmark), written down so that a new version of the library changes no due date."""

DESIRED_RETENTION: Final = 0.9
LEARNING_STEPS: Final = (timedelta(minutes=1), timedelta(minutes=10))
SAFETY_STEPS: Final = (timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=10))
"""One step more for safety-critical cards: three right answers before the first day ends."""
RELEARNING_STEPS: Final = (timedelta(minutes=10),)

_FUZZ: Final = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""From, to, share: how much each part of an interval may be moved (Anki, `rslib/src/scheduler/states/fuzz.rs`)."""


@dataclass(frozen=True, slots=True)
class Learning:
    """On its way in: due at an instant of the same day, after a step of minutes."""

    stability: float
    """Days after which recall is expected with a chance of 90 out of 100."""
    difficulty: float
    """From 1 to 10."""
    step: int
    due: datetime
    last: date
    relearning: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Learnt: due on a study day."""

    stability: float
    difficulty: float
    due: date
    last: date


Phase = Learning | Review
"""How a card stands that was answered before; a new card has none (`None`)."""


_STEPS_LEFT: Final = {False: len(LEARNING_STEPS), True: len(SAFETY_STEPS)}


@cache
def _scheduler(*, critical: bool) -> fsrs.Scheduler:
    # Imported here because a start that only shows the next card schedules nothing.
    import fsrs

    return fsrs.Scheduler(
        PARAMETERS,
        desired_retention=DESIRED_RETENTION,
        learning_steps=SAFETY_STEPS if critical else LEARNING_STEPS,
        relearning_steps=RELEARNING_STEPS,
        enable_fuzzing=False,
    )


Choose = Callable[[int, int], int]
"""Picks the days until a card comes back, between the fewest and the most that its interval may be moved to."""


def advance(
    phase: Phase | None,
    rating: Rating,
    at: datetime,
    day: date,
    card: CardId,
    *,
    reps: int,
    critical: bool,
    interval: int | None = None,
    longest: int | None = None,
    choose: Choose | None = None,
) -> Phase:
    """How the card stands after an answer; `reps` counts the answers before this one.

    `interval` is what the learner was told then and stands. Otherwise `choose` places the card within its span, or the
    card and repetition themselves do; `longest` days is then the most.
    """
    import fsrs

    now = _instant(day)
    after, _ = _scheduler(critical=critical).review_card(_card(phase, day), fsrs.Rating(rating.value), now)
    stability, difficulty = after.stability, after.difficulty
    assert stability is not None
    assert difficulty is not None
    if after.state is fsrs.State.Review:
        if interval is None:
            interval = _placed((after.due - now).days, card, reps, choose, longest)
        return Review(stability, difficulty, day + timedelta(days=interval), day)
    relearning = after.state is fsrs.State.Relearning
    return Learning(stability, difficulty, after.step or 0, at + (after.due - now), day, relearning)


def outcomes(
    phase: Phase | None,
    at: datetime,
    day: date,
    card: CardId,
    *,
    reps: int,
    critical: bool,
    longest: int | None = None,
    choose: Choose | None = None,
) -> dict[Rating, Phase]:
    """What each rating would lead to; what is shown is what is stored. A better rating is never due earlier."""
    found: dict[Rating, Phase] = {}
    least = 1

    def no_earlier(low: int, high: int) -> int:
        assert choose is not None
        return choose(max(low, least), max(high, least))

    for rating in Rating:
        after = advance(
            phase,
            rating,
            at,
            day,
            card,
            reps=reps,
            critical=critical,
            longest=longest,
            choose=None if choose is None else no_earlier,
        )
        found[rating] = after
        if isinstance(after, Review):
            least = max(least, (after.due - day).days)
    return found


def recall(phase: Phase, day: date) -> float:
    """The chance, from 0 to 1, that the card is recalled on `day`: the forgetting curve of FSRS-6."""
    return _scheduler(critical=False).get_card_retrievability(_card(phase, day), _instant(day))


def interval_of(phase: Phase) -> int | None:
    """Days from the answer until the card comes back; `None` when that is within the day."""
    return (phase.due - phase.last).days if isinstance(phase, Review) else None


def _placed(interval: int, card: CardId, reps: int, choose: Choose | None, longest: int | None) -> int:
    if longest is not None:
        interval = min(interval, longest)
    low, high = span(interval)
    if longest is not None:
        low, high = min(low, longest), min(high, longest)
    if choose is not None:
        return choose(low, high)
    return min(fuzzed(interval, card, reps), high)


def steps_left(phase: Phase | None, *, critical: bool) -> int:
    """How many more right answers the card needs today, at least one."""
    match phase:
        case None:
            return _STEPS_LEFT[critical]
        case Learning(relearning=True):
            return max(1, len(RELEARNING_STEPS) - phase.step)
        case Learning():
            return max(1, _STEPS_LEFT[critical] - phase.step)
        case Review():
            return 1


def rules() -> tuple[object, ...]:
    """All that dates depend on, to tell whether a stored result was computed by the same rules."""
    return (PARAMETERS, DESIRED_RETENTION, LEARNING_STEPS, SAFETY_STEPS, RELEARNING_STEPS, _FUZZ)


def fuzzed(interval: int, card: CardId, reps: int) -> int:
    """The interval in days, moved a little so that cards learnt together do not return together for ever.

    The same card and repetition always give the same place within the range, for every rating, so a longer interval
    never becomes an earlier date than a shorter one.
    """
    low, high = span(interval)
    digest = blake2b(f"{card}\x1f{reps}".encode(), digest_size=8).digest()
    place = int.from_bytes(digest) / 2**64
    return low + int(place * (high - low + 1))


def span(interval: int) -> tuple[int, int]:
    """The fewest and the most days that an interval may be moved to."""
    if interval < _FUZZ[0][0]:
        return interval, interval
    reach = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _FUZZ)
    return max(2, round(interval - reach)), round(interval + reach)


def _card(phase: Phase | None, day: date) -> fsrs.Card:
    import fsrs

    # Without an id the library makes one from the clock, and sleeps for it.
    match phase:
        case None:
            return fsrs.Card(card_id=0, due=_instant(day))
        case Learning():
            state = fsrs.State.Relearning if phase.relearning else fsrs.State.Learning
            step: int | None = phase.step
        case Review():
            state, step = fsrs.State.Review, None
    return fsrs.Card(
        card_id=0,
        state=state,
        step=step,
        stability=phase.stability,
        difficulty=phase.difficulty,
        due=_instant(day),
        # A clock that was set back must not count as a negative time.
        last_review=min(_instant(phase.last), _instant(day)),
    )


@lru_cache(maxsize=64)
def _instant(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
