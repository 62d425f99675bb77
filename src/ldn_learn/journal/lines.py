"""One line of a journal: a checksum and an event.

The head has a fixed width, so that the bytes under the checksum are found without parsing, and the whole line is one
JSON object, so that any tool can read it: `{"c":"<crc32 of e, 8 hex digits>","e":{...}}`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

_START: Final = b'{"c":"'
_MIDDLE: Final = b'","e":'
_END: Final = b"}\n"
_NEWLINE: Final = b"\n"
BLANK: Final = b" \r\n"
"""What may stand after an event and means nothing."""

_HEAD: Final = len(_START) + 8 + len(_MIDDLE)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class DamagedError(Exception):
    """A line that is not what was written."""


def encode(event: Mapping[str, Any]) -> bytes:
    """The line for one event, newline included."""
    if not isinstance(event, dict):
        event = dict(event)
    body = _ENCODER.encode(event).encode("utf-8", "replace")
    return b"%b%08x%b%b%b" % (_START, crc32(body), _MIDDLE, body, _END)


def looks_whole(line: bytes) -> bool:
    """Whether a line has its beginning and its end, whatever its checksum says; one that was cut off has not."""
    return line.startswith(_START) and line.rstrip(BLANK).endswith(b"}}")


def body(line: bytes) -> bytes:
    """The event's own bytes, newline not included; raises `DamagedError`.

    Its end may be missing, or be one that an editor made of it, or have room before it.
    """
    line = line.rstrip(BLANK) + _NEWLINE
    inner = line[_HEAD : -len(_END)]
    intact = (
        line.startswith(_START)
        and line.endswith(_END)
        and line[_HEAD - len(_MIDDLE) : _HEAD] == _MIDDLE
        and line[len(_START) : len(_START) + 8] == b"%08x" % crc32(inner)
    )
    if not intact:
        raise DamagedError
    return inner


def decode(line: bytes) -> dict[str, Any]:
    """The event on a line; raises `DamagedError`."""
    try:
        event = json.loads(body(line))
    except (ValueError, RecursionError):
        raise DamagedError from None
    if not isinstance(event, dict):
        raise DamagedError
    return event
