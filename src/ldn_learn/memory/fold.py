"""What the events add up to. The order in which events arrive, and how often, makes no difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ldn_learn.decks.cards import CardId, DeckId
from ldn_learn.memory.events import (
    READY,
    STUDY,
    Confidence,
    Event,
    EventId,
    Examined,
    Mark,
    Marked,
    Rating,
    Retracted,
    Reviewed,
    Setting,
)
from ldn_learn.memory.mastery import Mastery
from ldn_learn.memory.scheduling import Phase, Review, advance, interval_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_FEW: Final = 32
"""Changes that are copied at each answer."""

READINESS: Final = "readiness"
"""The register that holds how the last readiness check went: `ready` or `not yet`, and the day."""

_TICK: Final = timedelta(microseconds=1)

_WITHIN: Final = {2: 1, 1: 7}
"""Days within which a card that was missed with great confidence comes back, the first time and the next."""


class Layered(Mapping[_Key, _Value], Generic[_Key, _Value]):
    """A mapping with a few changes on top of a large one that is shared and never changed.

    The changes are in two layers, so that setting an entry copies a few, and not all that a long session has made.
    """

    __slots__ = ("_base", "_later", "_latest")

    def __init__(
        self,
        base: Mapping[_Key, _Value],
        later: Mapping[_Key, _Value] = MappingProxyType({}),
        latest: Mapping[_Key, _Value] = MappingProxyType({}),
    ) -> None:
        self._base, self._later, self._latest = base, later, latest

    def __getitem__(self, key: _Key) -> _Value:
        if key in self._latest:
            return self._latest[key]
        return self._later[key] if key in self._later else self._base[key]

    def get(self, key: _Key, default: Any = None) -> Any:
        if key in self._latest:
            return self._latest[key]
        return self._later[key] if key in self._later else self._base.get(key, default)

    def __iter__(self) -> Iterator[_Key]:
        yield from self._base
        yield from (key for key in {**self._later, **self._latest} if key not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return key in self._latest or key in self._later or key in self._base

    def __bool__(self) -> bool:
        return bool(self._latest) or bool(self._later) or bool(self._base)

    def having(self, key: _Key, value: _Value) -> Layered[_Key, _Value]:
        """This mapping with one entry set."""
        if len(self._latest) < _FEW:
            return Layered(self._base, self._later, {**self._latest, key: value})
        return Layered(self._base, {**self._later, **self._latest}, {key: value})


@dataclass(frozen=True, slots=True)
class CardMemory:
    """What is known about a card that was answered at least once."""

    phase: Phase
    meaning: str
    """Fingerprint of what the card taught when it was last answered."""
    reps: int
    """Answers so far."""
    lapses: int
    """How often it was forgotten after it had been learnt."""
    mastery: Mastery
    last: tuple[datetime, EventId]
    """The last answer's place among all events."""
    guard: int = 0
    """After a confident error: 2 until the card has been seen the next day, then 1 until it has been within a week."""
    taught: str = ""
    """The right answer, as it was taught when the card was last answered."""

    @property
    def longest(self) -> int | None:
        """The most days until it comes back, while a confident error is guarded against [E10]."""
        return _WITHIN.get(self.guard)


@dataclass(frozen=True, slots=True)
class DayCount:
    """What was done on one day in one deck."""

    new: int = 0
    """Cards answered for the first time."""
    reviews: int = 0
    """Answers to ordinary cards that were in review."""
    answers: int = 0
    right: int = 0
    ms: int = 0
    """Time spent on questions, in milliseconds."""
    late: int = 0
    """Answers to ordinary cards that had been due on an earlier day."""

    def __add__(self, other: DayCount) -> DayCount:
        return DayCount(
            self.new + other.new,
            self.reviews + other.reviews,
            self.answers + other.answers,
            self.right + other.right,
            self.ms + other.ms,
            self.late + other.late,
        )


Days = Mapping["date", Mapping[DeckId, DayCount]]
Order = tuple["datetime", EventId]
Settings = Mapping[str, tuple[Order, str]]
Marks = Mapping[tuple[Mark, CardId], tuple[Order, str]]


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that is remembered: the fold's result."""

    cards: Mapping[CardId, CardMemory] = field(default_factory=dict)
    days: Days = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    """Each with the place of the event that set it: the latest one counts."""
    marks: Marks = field(default_factory=dict)
    """What the learner put on cards: the latest counts here too."""
    tries: Mapping[CardId, Order] = field(default_factory=dict)
    """Cards that were missed in an exam or in cram while nothing else is known of what they taught then."""
    orphans: frozenset[EventId] = frozenset()
    """Events taken back that have not been met yet; another device may still bring them."""

    def setting(self, key: str) -> str | None:
        """The learner's choice for `key`."""
        found = self.settings.get(key)
        return None if found is None else found[1]

    def after_setting(self, key: str, at: datetime) -> datetime:
        """The instant for a new choice of `key`: `at`, but later than the last one, however the clock was set."""
        found = self.settings.get(key)
        return at if found is None else max(at, found[0][0] + _TICK)

    def after_mark(self, mark: Mark, card: CardId, at: datetime) -> datetime:
        """The same for a mark on `card`."""
        found = self.marks.get((mark, card))
        return at if found is None else max(at, found[0][0] + _TICK)

    def mark(self, mark: Mark, card: CardId) -> str:
        """What the learner put on `card`; empty for nothing."""
        found = self.marks.get((mark, card))
        return "" if found is None else found[1]

    def marked(self, mark: Mark) -> list[CardId]:
        """The cards that carry this mark, oldest first."""
        found = [(order, card) for (each, card), (order, value) in self.marks.items() if each is mark and value]
        return [card for _, card in sorted(found)]

    def day_total(self, day: date, decks: Iterable[DeckId] | None = None) -> DayCount:
        """What was done on `day`, in all decks or in these."""
        counts = self.days.get(day, {})
        return sum((counts.get(deck, _NONE) for deck in (counts if decks is None else decks)), _NONE)


_NONE: Final = DayCount()


def fold(events: Iterable[Event]) -> Memory:
    """The memory that all events leave behind."""
    unique = {event.id: event for event in events}
    taken_back = {event.target for event in unique.values() if isinstance(event, Retracted)}
    cards: dict[CardId, CardMemory] = {}
    days: dict[date, dict[DeckId, DayCount]] = {}
    settings: dict[str, tuple[Order, str]] = {}
    marks: dict[tuple[Mark, CardId], tuple[Order, str]] = {}
    tries: dict[CardId, Order] = {}
    for event in sorted(unique.values(), key=lambda event: event.order):
        if event.id in taken_back:
            continue
        if isinstance(event, Reviewed):
            before = cards.get(event.card)
            if event.mode == STUDY:
                cards[event.card] = answered(before, event)
                count = days.setdefault(event.day, {})
                deck = _deck(event.card)
                count[deck] = count.get(deck, _NONE) + _counted(before, event)
            elif before is not None and before.meaning == event.meaning:
                cards[event.card] = _tried(before, event)
            elif event.correct is False:
                tries[event.card] = event.order
        elif isinstance(event, Marked):
            marks[event.mark, event.card] = (event.order, event.value)
        elif (register := _register(event)) is not None:
            settings[register[0]] = (event.order, register[1])
    return Memory(cards, days, settings, marks, tries, frozenset(taken_back - unique.keys()))


def _register(event: Event) -> tuple[str, str] | None:
    match event:
        case Setting():
            return event.key, event.value
        case Examined(mode=mode) if mode == READY:
            return READINESS, f"{'ready' if event.passed else 'not yet'} {event.day.isoformat()}"
        case _:
            return None


def extend(memory: Memory, events: Iterable[Event]) -> Memory | None:
    """`memory` with later events added, or `None` when they reach into what is folded already."""
    unique = {event.id: event for event in events}
    targets = {event.target for event in unique.values() if isinstance(event, Retracted)}
    if targets - unique.keys():
        return None
    for event in sorted(unique.values(), key=lambda event: event.order):
        if event.id in targets or event.id in memory.orphans:
            continue
        if isinstance(event, Reviewed):
            before = memory.cards.get(event.card)
            if before is not None and before.last >= event.order:
                return None
            tried = memory.tries.get(event.card)
            if tried is not None and tried >= event.order:
                return None
        memory = apply(memory, event)
    return memory


def apply(memory: Memory, event: Event, phase: Phase | None = None) -> Memory:
    """`memory` after one more event, which must be the latest of its card; `phase` where it is known beforehand."""
    match event:
        case Reviewed():
            return _apply_answer(memory, event, phase)
        case Marked():
            known = memory.marks.get((event.mark, event.card))
            if known is not None and known[0] >= event.order:
                return memory
            return replace(memory, marks={**memory.marks, (event.mark, event.card): (event.order, event.value)})
        case _:
            register = _register(event)
            if register is None:
                return memory
            known = memory.settings.get(register[0])
            if known is not None and known[0] >= event.order:
                return memory
            return replace(memory, settings={**memory.settings, register[0]: (event.order, register[1])})


def _apply_answer(memory: Memory, event: Reviewed, phase: Phase | None) -> Memory:
    before = memory.cards.get(event.card)
    layered = memory.cards if isinstance(memory.cards, Layered) else Layered(memory.cards)
    if event.mode != STUDY:
        if before is None or before.meaning != event.meaning:
            missed = event.correct is False
            return replace(memory, tries={**memory.tries, event.card: event.order}) if missed else memory
        return replace(memory, cards=layered.having(event.card, _tried(before, event)))
    count = dict(memory.days.get(event.day, {}))
    deck = _deck(event.card)
    count[deck] = count.get(deck, _NONE) + _counted(before, event)
    cards = layered.having(event.card, answered(before, event, phase))
    return Memory(cards, {**memory.days, event.day: count}, memory.settings, memory.marks, memory.tries, memory.orphans)


def _tried(before: CardMemory, event: Reviewed) -> CardMemory:
    """What is known about a card after an answer outside the schedule, which only an error changes: it is not sure."""
    if event.correct is False:
        return replace(before, mastery=before.mastery.after(event), last=event.order)
    return before


def answered(before: CardMemory | None, event: Reviewed, phase: Phase | None = None) -> CardMemory:
    """What is known about a card after an answer; `phase` where the outcome was computed beforehand.

    When the card teaches something else than before, the old memory is of something no longer true and starts again.
    """
    if before is not None and before.meaning != event.meaning:
        before = None
    reps = 0 if before is None else before.reps
    standing = None if before is None else before.phase
    if phase is None:
        phase = advance(
            standing,
            event.rating,
            event.at,
            event.day,
            event.card,
            reps=reps,
            critical=event.critical,
            interval=event.interval,
            longest=None if before is None else before.longest,
        )
    lapsed = isinstance(standing, Review) and event.rating is Rating.AGAIN
    return CardMemory(
        phase,
        event.meaning,
        reps + 1,
        (0 if before is None else before.lapses) + lapsed,
        (Mastery() if before is None else before.mastery).after(event),
        event.order,
        _guarded(0 if before is None else before.guard, event, phase),
        event.key,
    )


def _guarded(guard: int, event: Reviewed, phase: Phase) -> int:
    if event.correct is False and event.confidence is Confidence.VERY_SURE:
        return max(_WITHIN)
    if guard == max(_WITHIN) and isinstance(phase, Review):
        return 1
    if guard == 1 and isinstance(phase, Review) and (interval_of(phase) or 0) >= _WITHIN[1]:
        return 0
    return guard


def _counted(before: CardMemory | None, event: Reviewed) -> DayCount:
    right = event.rating is not Rating.AGAIN if event.correct is None else event.correct
    phase = None if before is None else before.phase
    review = isinstance(phase, Review) and not event.critical
    late = review and isinstance(phase, Review) and phase.due < event.day
    return DayCount(before is None, review, 1, right, event.ms, late)


def _deck(card: CardId) -> DeckId:
    return DeckId(card.partition("/")[0])
