"""What happened: the only thing that is stored. Values, and their form as plain JSON objects.

An event is never changed. Readers keep what they do not know: an unknown kind becomes `Other`, and unknown fields stay
in the journal's line.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any, Final, NewType

from ldn_learn.decks.cards import CardId

EventId = NewType("EventId", str)
"""A ULID: 48 bits of time and 80 of chance, so that ids made on several devices never meet and sort by time."""

SessionId = NewType("SessionId", str)

VERSION: Final = 1

_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2400
_MOST: Final = 1 << 48

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
    # The standard alphabet in 20 bytes gives 32 characters, of which the first 6 stand for the 30 bits that are none.
    return EventId(b32encode(number.to_bytes(20)).translate(_CROCKFORD)[6:].decode())


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
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"not an event: {error}") from None


def _read(stored: dict[str, Any]) -> Event:
    at = datetime.fromisoformat(stored["at"]).astimezone(UTC)
    day = date.fromisoformat(stored["day"])
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("not a time that anybody studies at")
    id_, kind = EventId(_text(stored["id"])), _text(stored["kind"])
    match kind:
        case "reviewed":
            return _reviewed(stored, id_, at, day)
        case "retracted":
            target, card = EventId(_text(stored["target"])), CardId(_text(stored.get("card", "")))
            return Retracted(id=id_, at=at, day=day, target=target, card=card)
        case "setting":
            return Setting(id=id_, at=at, day=day, key=_text(stored["key"]), value=_text(stored["value"]))
        case "session_ended":
            session, answered = SessionId(_text(stored["session"])), _count(stored.get("answered", 0))
            return SessionEnded(id=id_, at=at, day=day, session=session, answered=answered)
        case _:
            return Other(id=id_, at=at, day=day, kind=kind)


def _reviewed(stored: dict[str, Any], id_: EventId, at: datetime, day: date) -> Reviewed:
    confidence, seed = stored.get("confidence"), stored.get("seed")
    return Reviewed(
        id=id_,
        at=at,
        day=day,
        card=CardId(_text(stored["card"])),
        meaning=_text(stored["meaning"]),
        mode=_text(stored.get("mode", "study")),
        response=_text(stored.get("response", "")),
        correct=_maybe(stored.get("correct")),
        rating=_RATINGS[stored["rating"]],
        confidence=None if confidence is None else Confidence(confidence),
        critical=bool(_maybe(stored.get("critical", False))),
        seed=None if seed is None else _count(seed),
        ms=_count(stored.get("ms", 0)),
        session=SessionId(_text(stored.get("session", ""))),
        deck_version=_text(stored.get("deck_version", "")),
    )


_RATINGS: Final = {rating.value: rating for rating in Rating}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r:.40}")
    return value


def _maybe(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"true, false or null expected, not {value!r:.40}")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= _MOST:
        raise TypeError(f"a count expected, not {value!r:.40}")
    return int(value)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
