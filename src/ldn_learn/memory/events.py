"""What happened: the only thing that is stored. Values, and their form as plain JSON objects.

An event is never changed. Readers keep what they do not know: an unknown kind becomes `Other`, and unknown fields stay
in the journal's line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any, Final, NewType

from ldn_learn.decks.cards import CardId

EventId = NewType("EventId", str)
"""A ULID: 48 bits of time and 80 of chance, so that ids made on several devices never meet and sort by time."""

SessionId = NewType("SessionId", str)

VERSION: Final = 1

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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
    mode: str = "study"
    response: str = ""
    """The answer itself: the text of the option chosen, or what was typed."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(EventBase):
    """An event of a kind that this version does not know."""

    kind: str


Event = Reviewed | Retracted | Setting | SessionEnded | Other


def ulid(at: datetime, entropy: int) -> EventId:
    """The id for an event at `at`, with 80 bits of `entropy`; 26 characters in Crockford's base 32."""
    number = (int(at.timestamp() * 1000) & (1 << 48) - 1) << 80 | entropy & (1 << 80) - 1
    return EventId("".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5)))


def to_dict(event: Event) -> dict[str, Any]:
    """The event as it is stored: flat, with stable names. `Other` was read from a file and is never written."""
    head: dict[str, Any] = {"v": VERSION, "id": event.id, "at": _stamp(event.at), "day": event.day.isoformat()}
    match event:
        case Reviewed():
            return head | {
                "kind": "reviewed",
                "card": event.card,
                "meaning": event.meaning,
                "mode": event.mode,
                "response": event.response,
                "correct": event.correct,
                "rating": int(event.rating),
                "confidence": None if event.confidence is None else int(event.confidence),
                "critical": event.critical,
                "seed": event.seed,
                "ms": event.ms,
                "session": event.session,
                "deck_version": event.deck_version,
            }
        case Retracted():
            return head | {"kind": "retracted", "target": event.target, "card": event.card}
        case Setting():
            return head | {"kind": "setting", "key": event.key, "value": event.value}
        case SessionEnded():
            return head | {"kind": "session_ended", "session": event.session, "answered": event.answered}
        case Other():
            raise ValueError(f"an event of the unknown kind '{event.kind}' cannot be written")


def from_dict(stored: dict[str, Any]) -> Event:
    """The event that a stored object stands for; raises `ValueError` when it is none."""
    try:
        return _read(stored)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an event: {error}") from None


def _read(stored: dict[str, Any]) -> Event:
    at = datetime.fromisoformat(stored["at"]).astimezone(UTC)
    id_, day, kind = EventId(stored["id"]), date.fromisoformat(stored["day"]), stored["kind"]
    if kind == "reviewed":
        confidence = stored.get("confidence")
        return Reviewed(
            id=id_,
            at=at,
            day=day,
            card=CardId(_text(stored["card"])),
            meaning=_text(stored["meaning"]),
            mode=stored.get("mode", "study"),
            response=stored.get("response", ""),
            correct=stored.get("correct"),
            rating=_RATINGS[stored["rating"]],
            confidence=None if confidence is None else Confidence(confidence),
            critical=stored.get("critical", False),
            seed=stored.get("seed"),
            ms=stored.get("ms", 0),
            session=SessionId(stored.get("session", "")),
            deck_version=stored.get("deck_version", ""),
        )
    if kind == "retracted":
        return Retracted(id=id_, at=at, day=day, target=EventId(stored["target"]), card=CardId(stored.get("card", "")))
    if kind == "setting":
        return Setting(id=id_, at=at, day=day, key=_text(stored["key"]), value=_text(stored["value"]))
    if kind == "session_ended":
        session = SessionId(stored["session"])
        return SessionEnded(id=id_, at=at, day=day, session=session, answered=stored.get("answered", 0))
    return Other(id=id_, at=at, day=day, kind=_text(kind))


_RATINGS: Final = {rating.value: rating for rating in Rating}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return value


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
