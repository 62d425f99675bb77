"""Texts as YAML: plain where every reader takes them for the same text, in quotes otherwise, folded where long."""

from __future__ import annotations

import re
from typing import Final

WIDTH: Final = 100
"""Columns of a line, where the text can be broken."""

_NARROWEST: Final = 40

_ESCAPED: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\uffff]"
)
"""Signs that a file cannot hold, or that nobody sees in it."""

_NAMED: Final = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}

# YAML 1.1 (https://yaml.org/type/) and the core schema of YAML 1.2.2, section 10.3, read together.
_NOT_TEXT: Final = re.compile(
    r"""(?ix: ~ | null | y | n | yes | no | on | off | true | false | = | <<
    | [-+]?[0-9][0-9_]* | [-+]?0[box][0-9a-f_]+
    | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
    | [-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?
    | [-+]?\.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t\ \t].*)? )"""
)
_FIRST: Final = frozenset(",[]{}#&*!|>'\"%@`")
_IN_FLOW: Final = frozenset(",[]{}:?#")
_DASHES: Final = frozenset("-?:")


def inline(text: str, *, flow: bool = False) -> str:
    """The text on one line; `flow` says that it stands between brackets."""
    if _is_plain(text, flow=flow):
        return text
    if ('"' in text or "\\" in text) and "\n" not in text and not _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    named = "".join(_NAMED.get(sign, sign) for sign in text)
    return '"' + _ESCAPED.sub(lambda found: _escape(found[0]), named) + '"'


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or "\n" in text or _ESCAPED.search(text) or _NOT_TEXT.fullmatch(text):
        return False
    if text[0] in _FIRST or (text[0] in _DASHES and (flow or len(text) == 1 or text[1] in " -?:.")):
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith("..."):
        return False
    return not (flow and _IN_FLOW.intersection(text))


def folded(text: str, indent: int) -> list[str] | None:
    """The marker and the lines of a block, to stand at `indent`; `None` where a block cannot hold the text."""
    pieces = text.split("\n")
    if _ESCAPED.search(text) or text != text.strip() or any(piece != piece.rstrip() for piece in pieces):
        return None
    width = max(WIDTH - indent, _NARROWEST)
    if len(pieces) > 1 and (any(piece[:1] == " " for piece in pieces) or all(len(piece) <= width for piece in pieces)):
        return ["|-", *pieces]
    lines: list[str] = []
    for number, piece in enumerate(pieces):
        # In a folded block one empty line stands for one line break of the text.
        lines += [""] * (number > 0) + _wrapped(piece, width)
    return [">-", *lines] if len(lines) > 1 or len(text) <= width else None


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines, broken at single spaces only: what a folded block joins again."""
    lines: list[str] = []
    room = -1
    for chunk in re.split(r"(?<=\S) (?=\S)", text) if text else ():
        if len(chunk) + 1 <= room:
            lines[-1] += " " + chunk
            room -= len(chunk) + 1
        else:
            lines.append(chunk)
            room = width - len(chunk)
    return lines


def flag(text: str) -> str:
    """True or false in the one spelling that every reader takes for it; other text stays as it is."""
    word = text.strip().lower()
    if word in ("true", "yes", "on", "y", "t", "1"):
        return "true"
    return "false" if word in ("false", "no", "off", "n", "f", "0") else inline(text)


def number(text: str) -> str:
    """A number without quotes where every reader takes it for the same one."""
    stripped = text.strip()
    return stripped if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", stripped) else inline(text)
