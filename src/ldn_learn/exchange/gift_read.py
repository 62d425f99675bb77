"""Reading Moodle's GIFT."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ldn_learn.exchange.gift_parts import Reader, answers, hidden_signs
from ldn_learn.exchange.gift_write import ABOUT, KEPT, without_arrows
from ldn_learn.exchange.limits import MAX_NOTES, clean, read_text, too_many
from ldn_learn.exchange.passing import Incoming, Read
from ldn_learn.exchange.plain import held, read_more, without_case
from ldn_learn.exchange.report import Loss
from ldn_learn.exchange.shown import gap_questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ldn_learn.exchange.plain import Entry

_BLANK: Final = "_____"
_CATEGORY: Final = "$CATEGORY:"
_UNREADABLE: Final = "this question cannot be read, so it is left out"


@dataclass(slots=True)
class _Block:
    """The lines of one question, without its comments."""

    line: int
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)
    kept: str = ""

    def comment(self, text: str) -> None:
        if text.startswith(KEPT):
            self.kept = text.removeprefix(KEPT)
            return
        found = re.search(r"\[id:([^\x00-\x1f\]]+)\]", text)
        self.id = found.group(1).strip() if found else self.id
        self.tags += re.findall(r"\[tag:([^\x00-\x1f\]]+)\]", text)


def read(file: BinaryIO) -> Read:
    """The questions of a GIFT file. Raises `DeckError` for what is no text or is too large."""
    cards: list[Incoming] = []
    losses: list[Loss] = []
    title = ""
    for block in _blocks(read_text(file)):
        text = "\n".join(block.lines).strip()
        if text.startswith(_CATEGORY):
            title = title or _category(text)
            continue
        if not text or block.id.rpartition("#")[0]:
            continue  # the other gaps of a cloze that was read already
        if len(cards) >= MAX_NOTES:
            raise too_many()
        entry, lost = _entry(block, text)
        deck, _, name = block.id.rpartition("/")
        losses += [Loss(name or (entry or {}).get("id") or f"line {block.line}", what) for what in lost]
        if entry:
            cards.append(Incoming(entry | ({"id": name} if name else {}), deck))
    return Read(tuple(cards), tuple(losses), title)


def _category(text: str) -> str:
    path = text.removeprefix(_CATEGORY).strip().replace("//", "\x00")
    return clean(path.rpartition("/")[2].replace("\x00", "/"))


def _blocks(text: str) -> Iterator[_Block]:
    """The questions: lines between empty ones."""
    block = _Block(1)
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if not line.strip():
            if block.lines:
                yield block
            block = _Block(number + 1)
        elif line.strip().startswith("//"):
            block.comment(line.strip())
        else:
            block.lines.append(line)


def _entry(block: _Block, text: str) -> tuple[Entry | None, list[str]]:
    """The card of one question and what it lost; no card for what is none."""
    name, text = _named(hidden_signs(text))
    if name == ABOUT:
        return None, []
    opened, closed = text.find("{"), text.find("}")
    if opened < 0 and closed < 0:
        return None, ["a text without a question is left out"]
    if opened < 0 or closed < opened:
        return None, [_UNREADABLE]
    reader = Reader()
    inner, _, general = (part.strip() for part in _last(text[opened + 1 : closed], "####"))
    after = _after(text[closed + 1 :])
    asked = _asked(text[:opened], after, reader)
    feedback = reader.text(general)
    entry = answers(inner, reader) if inner else {"type": "flip", "answer": feedback}
    if not entry or not asked or (not entry.get("answer", True) and entry["type"] == "flip"):
        return None, [*reader.lost, _UNREADABLE if inner else "an essay question without an answer is left out"]
    if inner:
        entry["explanation"] = feedback or entry.get("explanation", "")
    entry |= {"id": name, "prompt": asked, "tags": block.tags}
    return (_restored(entry, read_more(block.kept)) if block.kept else entry), reader.lost


def _named(text: str) -> tuple[str, str]:
    found = re.match(r"::(.{0,400}?)::", text, re.DOTALL)
    return (Reader("plain").text(found.group(1)), text[found.end() :]) if found else ("", text)


def _last(text: str, sign: str) -> tuple[str, str, str]:
    before, found, after = text.rpartition(sign)
    return (before, found, after) if found else (text, "", "")


def _after(text: str) -> str:
    """What stands after the answers; signs that only end a line of a program are nothing."""
    return text.rstrip() if text.strip(' \n\t";') else ""


def _asked(before: str, after: str, reader: Reader) -> str:
    """The text of the question, with a blank where the answers stood within it."""
    found = re.match(r"\s*\[(html|moodle|plain|markdown)\]", before)
    if found:
        reader.format, before = found.group(1), before[found.end() :]
    return reader.text(f"{before}{_BLANK}{after}" if after else before)


def _restored(entry: Entry, kept: Entry) -> Entry:
    """Our own card again: what GIFT has no place for comes from the comment, unless the question was changed."""
    prompt, case = without_case(entry["prompt"], kept.get("case", ""))
    unit = f" ({kept['unit']})" if kept.get("unit") else ""
    whole = kept | entry | {"case": case, "prompt": prompt.removesuffix(unit)}
    for option, belief in zip(whole.get("options", []), whole.pop("misconceptions", []), strict=False):
        option |= {"misconception": belief} if belief else {}
    whole["explanation"] = held(entry.get("explanation", ""), kept.get("explanation", ""))
    if not kept.get("explanation") and entry.get("explanation", "").startswith(("How sure: ", "Source: ")):
        whole["explanation"] = ""
    match kept.get("type"):
        case "flip":
            whole |= {
                "answer": held(entry["answer"], kept.get("answer", "")),
                "explanation": kept.get("explanation", ""),
            }
        case "order" if entry["type"] == "match":
            whole |= {"type": "order", "items": [pair["right"] for pair in entry["pairs"]], "pairs": [], "extras": []}
        case "cloze" if _same_gap(entry, prompt, kept.get("prompt", "")):
            whole |= {"type": "cloze", "prompt": kept["prompt"], "answer": "", "accept": []}
    return whole


def _same_gap(entry: Entry, prompt: str, kept: str) -> bool:
    """Whether the question still asks for the first gap of the text that was kept."""
    first = next(iter(gap_questions(kept)), None)
    if first is None or entry["type"] != "typed":
        return False
    before, hidden, after = first
    asked = clean(f"{before}{_BLANK}{after}") if after.strip() else clean(before)
    return entry["answer"] == clean(without_arrows(hidden)) and _words(prompt) == _words(asked)


def _words(text: str) -> list[str]:
    return text.split()
