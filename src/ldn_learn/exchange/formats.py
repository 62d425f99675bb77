"""The formats by name: which modules write and read them, and how a file tells what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from ldn_learn.exchange.passing import Outgoing, Read, Written

_LOOKED_AT: Final = 64 * 1024
"""Bytes of a file that are looked at to tell what it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format of other tools."""

    about: str
    writer: str = ""
    """The module that writes it; none for what is only read."""
    reader: str = ""
    binary: bool = False


FORMATS: Final = {
    "anki": Format("an Anki package (.apkg)", "anki_write", "anki_read", binary=True),
    "anki-text": Format("a text file with Anki's headers", "anki_text", "anki_text"),
    "gift": Format("Moodle's GIFT", "gift_write", "gift_read"),
    "text2qti": Format("the text that text2qti makes a quiz of", "text2qti"),
    "csv": Format("a table for a spreadsheet", "table", "table"),
    "markdown": Format("a handout with questions and answers", "markdown"),
    "hashcards": Format("Markdown of hashcards or repeater", reader="hashcards"),
}

WRITTEN: Final = tuple(name for name, each in FORMATS.items() if each.writer)
READ: Final = tuple(name for name, each in FORMATS.items() if each.reader)

_SUFFIXES: Final = {
    ".apkg": "anki",
    ".colpkg": "anki",
    ".gift": "gift",
    ".csv": "csv",
    ".tsv": "anki-text",
    ".md": "hashcards",
    ".markdown": "hashcards",
}
_SIGNS: Final = (
    ("anki", r"\APK\x03\x04"),
    ("anki-text", r"\A#[a-z ]{1,30}:"),
    ("hashcards", r"^[QC]:"),
    ("gift", r"^\$CATEGORY:|^::|\{[^{}]{0,2000}[=~#][^{}]{0,2000}\}|\{(?:T|F|TRUE|FALSE)\}"),
    ("anki-text", r"\A[^\n]*\t"),
    ("csv", r"\A[^\n]*[,;]"),
)
"""What the beginning of each kind of file looks like, the surest first."""


def write(name: str, going: Outgoing) -> Written:
    """The decks in the format of this name."""
    writer: Callable[[Outgoing], Written] = import_module(f"ldn_learn.exchange.{FORMATS[name].writer}").write
    return writer(going)


def read(name: str, file: BinaryIO) -> Read:
    """The cards of a file in the format of this name. Raises `DeckError` for what cannot be read."""
    reader: Callable[[BinaryIO], Read] = import_module(f"ldn_learn.exchange.{FORMATS[name].reader}").read
    return reader(file)


def told(suffix: str, file: BinaryIO) -> str:
    """The format that a file seems to have, by its name's end or its beginning. Raises `UsageError` for neither."""
    if suffix.lower() in _SUFFIXES:
        return _SUFFIXES[suffix.lower()]
    begin = file.read(_LOOKED_AT)
    file.seek(0)
    text = begin.decode("utf-16" if begin[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    found = next((name for name, sign in _SIGNS if re.search(sign, text, re.MULTILINE)), None)
    if found is None:
        raise UsageError(f"It cannot be told what kind of file this is. Say it with --from: {', '.join(READ)}.")
    return found
