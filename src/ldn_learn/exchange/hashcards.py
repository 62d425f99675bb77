"""Markdown decks of hashcards and of repeater: `Q:` and `A:`, or `C:` with [hidden words].

The rules are those of both readers: a tag stands at the start of a line, a new tag or a line of three dashes ends a
card, and hashcards may begin with a head between two such lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ldn_learn.exchange.assemble import cloze
from ldn_learn.exchange.limits import CUT, MAX_NOTES, MAX_TEXT, clean, read_text, too_many
from ldn_learn.exchange.passing import Incoming, Read
from ldn_learn.exchange.report import Loss

if TYPE_CHECKING:
    from typing import BinaryIO

    from ldn_learn.exchange.plain import Entry

_RULE: Final = "---"
_PICTURE: Final = r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)"
_GAP: Final = r"\[([^\[\]]+)\](?!\()"
_NAME: Final = r"""^\s*name\s*=\s*["'](.{1,200}?)["']\s*$"""


@dataclass(slots=True)
class _Reader:
    cards: list[Incoming] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    """The lines of the open card, by tag."""
    tag: str = ""
    began: int = 0

    def line(self, number: int, line: str) -> None:
        tag = line[:1] if line[:2] in ("Q:", "A:", "C:") else ""
        if line.startswith(_RULE):
            self.close()
        elif tag == "A" and "Q" in self.parts and "A" not in self.parts:
            self.tag = tag
            self.parts[tag] = [line[2:]]
        elif tag:
            self.close()
            self.tag, self.began = tag, number
            self.parts[tag] = [line[2:]]
        elif self.tag:
            self.parts[self.tag].append(line)

    def close(self) -> None:
        texts = {tag: "\n".join(lines) for tag, lines in self.parts.items()}
        self.parts, self.tag = {}, ""
        if not texts:
            return
        place = f"line {self.began}"
        found = _cloze(texts["C"]) if "C" in texts else _flip(texts)
        if not found:
            self.losses.append(Loss(place, "a card without a question, an answer or [hidden words] is left out"))
        if any(re.search(_PICTURE, text) for text in texts.values()):
            self.losses.append(Loss(place, "pictures and sounds are left out"))
        if any(len(text) > MAX_TEXT for text in texts.values()):
            self.losses.append(Loss(place, CUT))
        self.cards += [Incoming(entry) for entry in found]
        if len(self.cards) > MAX_NOTES:
            raise too_many()


def read(file: BinaryIO) -> Read:
    """The cards of a Markdown file. Raises `DeckError` for what is no text or is too large."""
    title, text = _head(read_text(file))
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.line(number, line)
    reader.close()
    return Read(tuple(reader.cards), tuple(reader.losses), title)


def _head(text: str) -> tuple[str, str]:
    """The name that the head gives, and the text with the head's lines emptied, so that line numbers stay."""
    lines = text.split("\n")
    if lines[0].strip() != _RULE:
        return "", text
    end = next((place for place, line in enumerate(lines[1:], 1) if line.strip() == _RULE), 0)
    name = re.search(_NAME, "\n".join(lines[1:end]), re.MULTILINE)
    return clean(name.group(1)) if name else "", "\n".join([*([""] * (end + 1)), *lines[end + 1 :]])


def _plain(text: str) -> str:
    return clean(re.sub(_PICTURE, "", text[: 2 * MAX_TEXT]))


def _flip(texts: dict[str, str]) -> list[Entry]:
    prompt, answer = _plain(texts.get("Q", "")), _plain(texts.get("A", ""))
    return [{"type": "flip", "prompt": prompt, "answer": answer}] if prompt and answer else []


def _cloze(text: str) -> list[Entry]:
    """A card for each gap, as both programs ask them; they are one group, since they give each other away."""
    plain = _plain(text)
    pieces = re.split(_GAP, plain)
    asked = range(1, len(pieces), 2)
    group = {"siblings": plain} if len(asked) > 1 else {}
    return [
        {
            "type": "cloze",
            "prompt": cloze((piece, "") if at == gap else piece for at, piece in enumerate(pieces)),
            **group,
        }
        for gap in asked
        if pieces[gap].strip()
    ]
