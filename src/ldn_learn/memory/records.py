"""Events as plain JSON objects: flat, with stable names.

Readers keep what they do not know: an unknown kind becomes `Other`, and unknown fields stay in the journal's line.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from ldn_learn.decks.cards import CardId
from ldn_learn.memory.events import (
    READY,
    STUDY,
    Confidence,
    Event,
    EventId,
    Examined,
    ExamStarted,
    Mark,
    Marked,
    Other,
    Rating,
    Retracted,
    Reviewed,
    SessionEnded,
    SessionId,
    Setting,
    TaughtBack,
)

VERSION: Final = 1
LONGEST_INTERVAL: Final = 36_500

_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2400
_MOST: Final = 1 << 48


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
                "key": event.key,
                "correct": event.correct,
                "rating": int(event.rating),
                "confidence": None if event.confidence is None else int(event.confidence),
                "critical": event.critical,
                "interval": event.interval,
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
        case Marked():
            return head | _mark_row(event)
        case ExamStarted():
            exam = {"session": event.session, "mode": event.mode, "seed": event.seed, "pass_mark": event.pass_mark}
            return head | {"kind": "exam_started", **exam, "minutes": event.minutes, "cards": list(event.cards)}
        case Examined():
            return head | _examined_row(event)
        case TaughtBack():
            ticked = list(event.ticked)
            return head | {"kind": "taught_back", "prompt": event.prompt, "text": event.text, "ticked": ticked}
        case Other():
            raise ValueError(f"an event of the unknown kind '{event.kind}' cannot be written")


def _mark_row(event: Marked) -> dict[str, Any]:
    match event.mark:
        case Mark.SUSPENDED:
            return {"kind": "suspended" if event.value else "resumed", "card": event.card}
        case Mark.BURIED:
            return {"kind": "buried", "card": event.card, "until": event.value}
        case Mark.FLAGGED:
            return {"kind": "flagged", "card": event.card, "on": bool(event.value)}
        case Mark.NOTED:
            return {"kind": "noted", "card": event.card, "text": event.value}


def _examined_row(event: Examined) -> dict[str, Any]:
    return {
        "kind": "readiness" if event.mode == READY else "examined",
        "session": event.session,
        "mode": event.mode,
        "passed": event.passed,
        "right": event.right,
        "total": event.total,
        "safety_right": event.safety_right,
        "safety_total": event.safety_total,
        "flagged": list(event.flagged),
    }


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
            return _read_more(stored, id_, at, day, kind)


def _read_more(stored: dict[str, Any], id_: EventId, at: datetime, day: date, kind: str) -> Event:
    match kind:
        case "suspended" | "resumed" | "buried" | "flagged" | "noted":
            card = CardId(_text(stored["card"]))
            mark, value = _mark(kind, stored)
            return Marked(id=id_, at=at, day=day, card=card, mark=mark, value=value)
        case "exam_started":
            return ExamStarted(
                id=id_,
                at=at,
                day=day,
                session=SessionId(_text(stored["session"])),
                mode=_text(stored["mode"]),
                seed=_count(stored["seed"]),
                pass_mark=_count(stored["pass_mark"]),
                cards=_ids(stored["cards"]),
                minutes=_count(stored.get("minutes", 0)),
            )
        case "readiness" | "examined":
            return Examined(
                id=id_,
                at=at,
                day=day,
                session=SessionId(_text(stored["session"])),
                mode=_text(stored["mode"]),
                passed=bool(_maybe(stored["passed"])),
                right=_count(stored["right"]),
                total=_count(stored["total"]),
                safety_right=_count(stored["safety_right"]),
                safety_total=_count(stored["safety_total"]),
                flagged=_ids(stored.get("flagged", [])),
            )
        case "taught_back":
            prompt, text = _text(stored["prompt"]), _text(stored["text"])
            ticked = tuple(_count(each) for each in stored.get("ticked", []))
            return TaughtBack(id=id_, at=at, day=day, prompt=prompt, text=text, ticked=ticked)
        case _:
            return Other(id=id_, at=at, day=day, kind=kind)


def _mark(kind: str, stored: dict[str, Any]) -> tuple[Mark, str]:
    match kind:
        case "suspended":
            return Mark.SUSPENDED, "yes"
        case "resumed":
            return Mark.SUSPENDED, ""
        case "buried":
            return Mark.BURIED, _text(stored["until"])
        case "flagged":
            return Mark.FLAGGED, "yes" if _maybe(stored.get("on", True)) else ""
        case _:
            return Mark.NOTED, _text(stored["text"])


def _ids(stored: object) -> tuple[CardId, ...]:
    if not isinstance(stored, list):
        raise TypeError("a list of cards expected")
    return tuple(CardId(_text(each)) for each in stored)


def _reviewed(stored: dict[str, Any], id_: EventId, at: datetime, day: date) -> Reviewed:
    confidence, seed = stored.get("confidence"), stored.get("seed")
    return Reviewed(
        id=id_,
        at=at,
        day=day,
        card=CardId(_text(stored["card"])),
        meaning=_text(stored["meaning"]),
        mode=_text(stored.get("mode", STUDY)),
        response=_text(stored.get("response", "")),
        key=_text(stored.get("key", "")),
        interval=_interval(stored.get("interval")),
        correct=_maybe(stored.get("correct")),
        rating=_RATINGS[_count(stored["rating"])],
        confidence=None if confidence is None else Confidence(_count(confidence)),
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
    if type(value) is not int or not 0 <= value <= _MOST:
        raise TypeError(f"a count expected, not {value!r:.40}")
    return int(value)


def _interval(value: object) -> int | None:
    if value is not None and not (type(value) is int and 1 <= value <= LONGEST_INTERVAL):
        raise TypeError(f"days expected, not {value!r:.40}")
    return value


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
