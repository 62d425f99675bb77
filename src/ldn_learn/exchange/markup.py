"""HTML: texts into it, and back to plain text.

The reader goes through the text once and never back, so that no input makes it slow.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ldn_learn.exchange.limits import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BREAKING: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_SILENT: Final = frozenset({"script", "style", "template", "head"})
_MEDIA: Final = frozenset({"img", "audio", "video", "object", "embed", "svg", "iframe"})
_SOUND: Final = r"\[sound:[^\]\n]{0,300}\]|\[anki:[^\]\n]{0,300}\]"
_CLASS: Final = "ldn-"

MEDIA: Final = "pictures and sounds are left out"


def escaped(text: str) -> str:
    """A plain text as HTML; lines stay lines."""
    safe = html.escape(text, quote=False).replace("\n", "<br>")
    # Anki would play or typeset what only looks like its own marks.
    return re.sub(r"\[(?=sound:|anki:|latex\]|\$)", "&#91;", safe)


def blocks(parts: Iterable[tuple[str, str]], styles: Mapping[str, str] | None = None) -> str:
    """Named texts as HTML, one element each, in the CSS of its name; `parse_blocks` reads them back."""
    looks = {name: f' style="{style}"' for name, style in (styles or {}).items()}
    return "".join(f'<div class="{_CLASS}{name}"{looks.get(name, "")}>{escaped(text)}</div>' for name, text in parts)


@dataclass(slots=True)
class _Reader:
    out: list[str] = field(default_factory=list)
    silent: str = ""
    media: bool = False

    def text(self, text: str) -> None:
        if not self.silent:
            self.out.append(html.unescape(re.sub(r"[\n\t\r]+", " ", text)))

    def tag(self, tag: str) -> None:
        closing = tag.startswith("/")
        name = re.split(r"[\s/>]", tag.lstrip("/"), maxsplit=1)[0].lower()
        if self.silent:
            self.silent = "" if closing and name == self.silent else self.silent
            return
        if name in _SILENT and not closing:
            self.silent = name
        self.media = self.media or name in _MEDIA
        if name == "li" and not closing:
            self.out.append("\n- ")
        elif name in _BREAKING:
            self.out.append("\n")
        elif name in ("td", "th"):
            self.out.append(" ")


def _feed(reader: _Reader, source: str) -> None:
    at = 0
    comments = tags = True  # whether an end may still come: looked for in vain once, it is not looked for again
    while at < len(source):
        opened = source.find("<", at)
        if opened < 0 or not tags:
            reader.text(source[at:])
            return
        reader.text(source[at:opened])
        end = source.find("-->", opened + 4) if comments and source.startswith("<!--", opened) else -1
        if end >= 0:
            at = end + 3
            continue
        comments = comments and not source.startswith("<!--", opened)
        end = source.find(">", opened)
        tags = end >= 0
        if tags and re.match(r"[A-Za-z/!?]", source[opened + 1 : opened + 2]):
            reader.tag(source[opened + 1 : end])
            at = end + 1
        else:
            reader.text("<")
            at = opened + 1


def text_of(source: str) -> tuple[str, bool]:
    """The plain text of a piece of HTML, and whether pictures or sounds were left out."""
    reader = _Reader()
    without, sounds = re.subn(_SOUND, "", source)
    _feed(reader, without)
    lines = (line.strip() for line in "".join(reader.out).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", clean("\n".join(lines)))
    return text, reader.media or bool(sounds)


def parse_blocks(source: str) -> list[tuple[str, str]]:
    """The named texts that `blocks` wrote, in their order; text outside of them has an empty name."""
    pieces = re.split(rf'<div class="{_CLASS}([a-z]{{1,20}})[^">]{{0,80}}"[^>]{{0,200}}>', source)
    found = [("", text_of(pieces[0])[0])] if pieces[0].strip() else []
    for name, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        found.append((name, text_of(piece)[0]))
    return [(name, text) for name, text in found if text]
