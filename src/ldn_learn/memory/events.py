"""What happened: the only thing that is stored. An event is never changed; `memory.records` has its form on disk."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Final, NewType

from ldn_learn.decks.cards import CardId

EventId = NewType("EventId", str)
"""A ULID: 48 bits of time and 80 of chance, so that ids made on several devices never meet and sort by time."""

SessionId = NewType("SessionId", str)

STUDY: Final = "study"
"""The mode whose answers move the schedule."""
CRAM: Final = "cram"
EXAM: Final = "exam"
READY: Final = "ready"

_CROCKFORD: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class Rating(IntEnum):
    """How well a card was recalled, in the scheduler's terms."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Confidence(IntEnum):
    """How sure the learner was, asked before the feedback."""

    GUESSING = 1
    FAIRLY_SURE = 2
    VERY_SURE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBase:
    """What every event has."""

    id: EventId
    at: datetime
    """The instant, in UTC."""
    day: date
    """The learner's study day."""

    @property
    def order(self) -> tuple[datetime, EventId]:
        """Where the event stands among all others, the same on every device."""
        return (self.at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(EventBase):
    """A card was answered."""

    card: CardId
    meaning: str
    rating: Rating
    correct: bool | None = None
    """What the app scored; `None` when the learner graded herself."""
    confidence: Confidence | None = None
    critical: bool = False
    """Whether the card was safety-critical when it was answered: such cards take one more learning step."""
    mode: str = STUDY
    response: str = ""
    """The answer itself: the text of the option chosen, or what was typed."""
    key: str = ""
    """The right answer as it was taught then."""
    interval: int | None = None
    """Days until the card comes back, as the learner was told; `None` when it comes back within the day."""
    seed: int | None = None
    """What the options were shuffled with."""
    ms: int = 0
    """From showing the question to the answer, in milliseconds."""
    session: SessionId = SessionId("")
    deck_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted(EventBase):
    """An earlier event was taken back."""

    target: EventId
    card: CardId


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(EventBase):
    """A choice of the learner's about this profile."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(EventBase):
    """A session was left, finished or not."""

    session: SessionId
    answered: int


class Mark(StrEnum):
    """What a learner can put on a card."""

    SUSPENDED = "suspended"
    """Not asked until it is resumed."""
    BURIED = "buried"
    """Not asked until the next study day; the value is the day."""
    FLAGGED = "flagged"
    """To be asked about, or looked at again."""
    NOTED = "noted"
    """The learner's own note; the value is its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(EventBase):
    """A mark was put on a card, or with an empty value taken off."""

    card: CardId
    mark: Mark
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamStarted(EventBase):
    """An exam or a readiness check was begun: what it asks, so that it can be gone on with after a crash."""

    session: SessionId
    mode: str
    seed: int
    pass_mark: int
    """Right answers of 100 that it takes."""
    cards: tuple[CardId, ...]
    minutes: int = 0
    """The time that was set; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(EventBase):
    """An exam or a readiness check was handed in; its answers are events of their own."""

    session: SessionId
    mode: str
    passed: bool
    right: int
    total: int
    safety_right: int
    safety_total: int
    flagged: tuple[CardId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtBack(EventBase):
    """The learner said something in her own words; it is for her page and is never scored."""

    prompt: str
    text: str
    ticked: tuple[int, ...] = ()
    """The points of the checklist that she found in her words, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(EventBase):
    """An event of a kind that this version does not know."""

    kind: str


Event = Reviewed | Retracted | Setting | SessionEnded | Marked | ExamStarted | Examined | TaughtBack | Other


def ulid(at: datetime, entropy: int) -> EventId:
    """The id for an event at `at`, with 80 bits of `entropy`; 26 characters in Crockford's base 32."""
    number = (int(at.timestamp() * 1000) & (1 << 48) - 1) << 80 | entropy & (1 << 80) - 1
    # The standard alphabet in 20 bytes gives 32 characters, of which the first 6 stand for the 30 bits that are none.
    return EventId(b32encode(number.to_bytes(20)).translate(_CROCKFORD)[6:].decode())
