"""Writing YAML: plain values as a block of text that reads back to the same values.

Only what a deck file needs: mappings, lists, texts, whole numbers, decimal numbers, true and false. Texts stand plain
when no reader of YAML could take them for something else, and in double quotes otherwise: JSON's escapes are YAML's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Plain = str | int | bool | Decimal | Sequence["Plain"] | Mapping[str, "Plain"]
"""What can be written."""

_BARE: Final = r"[A-Za-z][A-Za-z0-9 ,./()_-]*(?<! )"
"""A text without any sign that means something in YAML."""

_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that some readers take for something else than text."""

_ESCAPED: Final = r"[\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]|[^\S \n\t\r]"
"""Characters that JSON leaves alone and YAML does not take as they are, or that nobody would see."""


def as_yaml(value: Mapping[str, Plain]) -> str:
    """The mapping as YAML, keys in their order; half of a surrogate pair becomes a question mark."""
    return "".join(f"{line}\n" for line in _mapping(value))


def _mapping(value: Mapping[str, Plain]) -> Iterator[str]:
    for key, each in value.items():
        yield from _entry(f"{_text(key)}:", each)


def _entry(head: str, value: Plain) -> Iterator[str]:
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str) and value:
        yield head
        yield from (f"  {line}" for line in _block(value))
    else:
        yield f"{head} {_scalar(value)}"


def _block(value: Mapping[str, Plain] | Sequence[Plain]) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value)
        return
    for each in value:
        if isinstance(each, Mapping | Sequence) and not isinstance(each, str) and each:
            first, *rest = _block(each)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
        else:
            yield f"- {_scalar(each)}"


def _scalar(value: Plain) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case str():
            return _text(value)
        case Mapping():
            return "{}"
        case _:
            return "[]"


def _text(text: str) -> str:
    if re.fullmatch(_BARE, text) and text.lower() not in _WORDS:
        return text
    whole = text.encode(errors="replace").decode()
    return re.sub(_ESCAPED, lambda found: f"\\u{ord(found.group()):04x}", json.dumps(whole, ensure_ascii=False))
