"""Moodle's GIFT, as `question/format/gift/format.php` of Moodle reads it.

Before each question stands a comment with its id and tags, which Moodle takes, and one with what GIFT has no place for,
which Moodle skips and our own reader takes back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ldn_learn.exchange.options import misconceptions
from ldn_learn.exchange.passing import Written, lost_of_deck
from ldn_learn.exchange.plain import entries, more
from ldn_learn.exchange.report import Loss, Report
from ldn_learn.exchange.shown import after_answer, gap_questions, with_case
from ldn_learn.study.numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.decks.cards import Card, Deck
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

KEPT: Final = "// ldn-learn "
"""What the comment begins with that our own reader takes back."""

ABOUT: Final = "ldn-learn-about"
"""Name of the item that says what the deck is for."""

ARROW: Final = "->"
_SHOWN: Final = frozenset(["id", "options", "pairs", "extras", "tags"])
_LOST: Final = {
    "flip": "GIFT has no card to turn over: it is an essay question, with the answer as its feedback",
    "order": "GIFT has no ordering: its items are matched with their places",
}


def write(going: Outgoing) -> Written:
    """The decks as one GIFT file, a category each."""
    parts: list[str] = []
    losses: list[Loss] = []
    cards = 0
    for deck in going.decks:
        losses += lost_of_deck(deck)
        parts.append(f"$CATEGORY: $course$/{deck.title.replace('/', '//')}\n")
        parts += [_about(deck)] if deck.purpose or deck.notice else []
        for card, entry in entries(deck):
            parts += _questions(card, entry, going)
            losses += [Loss(card.id, what) for what in _lost(entry)]
            cards += 1
    return Written("\n".join(parts).encode(), Report(cards, tuple(losses)))


def _about(deck: Deck) -> str:
    said = "\n\n".join(part for part in (deck.purpose, deck.notice) if part)
    return f"::{ABOUT}::[plain]{_escaped(said)}\n"


def _lost(entry: Entry) -> Iterator[str]:
    if entry["type"] in _LOST:
        yield _LOST[entry["type"]]
    if entry["type"] == "cloze" and len(gap_questions(entry["prompt"])) > 1:
        yield "GIFT hides one gap at a time: it is a question for each gap"
    if entry.get("shuffle") is False:
        yield "the fixed order of its options is left out: Moodle may shuffle them"
    if entry.get("reverse"):
        yield "it is asked in one direction only"
    if any(ARROW in text for text in _with_arrows(entry)):
        yield "an arrow in an answer is written as another sign"


def _with_arrows(entry: Entry) -> list[str]:
    """The answers in which an arrow would tell Moodle that sides are to be matched."""
    sides = [text for pair in entry.get("pairs", []) for text in pair.values()]
    texts = [entry["answer"], *entry.get("accept", [])] if entry["type"] == "typed" else []
    gaps = [hidden for _, hidden, _ in gap_questions(entry["prompt"])] if entry["type"] == "cloze" else []
    return [*sides, *entry.get("extras", []), *entry.get("items", []), *texts, *gaps]


def _questions(card: Card, entry: Entry, going: Outgoing) -> list[str]:
    if entry["type"] != "cloze":
        return [_question(card, entry, going, with_case(card, _prompt(entry)), _answers(entry))]
    found: list[str] = []
    for number, (before, hidden, after) in enumerate(gap_questions(entry["prompt"]), 1):
        answers = f"\n\t=%100%{_side(hidden)}{_feedback(after_answer(card, going))}"
        asked = f"{_escaped(with_case(card, before))}{{{answers}}}{_escaped(after)}"
        found.append(_block(card, entry, "" if number == 1 else f"#{number}", f"[plain]{asked}"))
    return found


def _question(card: Card, entry: Entry, going: Outgoing, prompt: str, answers: str) -> str:
    after = after_answer(card, going)
    if entry["type"] == "flip":
        after = "\n\n".join(part for part in (entry["answer"], after) if part)
    sign = "#" if entry["type"] == "number" else ""
    return _block(card, entry, "", f"[plain]{_escaped(prompt)}{{{sign}{answers}{_feedback(after)}}}")


def _block(card: Card, entry: Entry, part: str, question: str) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in entry.get("tags", []))
    head = f"// [id:{card.id}{part}]{tags}\n"
    kept = "" if part else f"{KEPT}{_unlike_tags(more(entry | misconceptions(entry), _SHOWN))}\n"
    return f"{head}{kept}::{_escaped(entry['id'] + part)}::{question}\n"


def _unlike_tags(json_text: str) -> str:
    """The same JSON without what Moodle would take for an id or a tag."""
    return re.sub(r"\[(?=(?:id|tag):)", r"\\u005b", json_text)


def _prompt(entry: Entry) -> str:
    return f"{entry['prompt']} ({entry['unit']})" if entry.get("unit") else str(entry["prompt"])


def _answers(entry: Entry) -> str:
    match entry["type"]:
        case "choice":
            return "".join(_option("=" if each.get("correct") else "~", each) for each in entry["options"])
        case "multi":
            share = _share(sum(bool(each.get("correct")) for each in entry["options"]))
            marks = {True: f"~%{share}%", False: "~%-100%"}
            return "".join(_option(marks[bool(each.get("correct"))], each) for each in entry["options"])
        case "true-false":
            wrong = f"#{_escaped(entry['feedback'])}" if entry.get("feedback") else ""
            return ("TRUE" if entry["answer"] else "FALSE") + wrong
        case "typed":
            texts = [entry["answer"], *entry.get("accept", [])]
            return "".join(f"\n\t=%100%{_side(text)}" for text in texts)
        case "number":
            return f"{plain_number(Decimal(entry['value']))}:{plain_number(Decimal(entry.get('tolerance', '0')))}"
        case "order":
            return "".join(f"\n\t={place} {ARROW} {_side(text)}" for place, text in enumerate(entry["items"], 1))
        case "match":
            pairs = [*((pair["left"], pair["right"]) for pair in entry["pairs"])]
            pairs += [("", extra) for extra in entry.get("extras", [])]
            return "".join(f"\n\t={_side(left)} {ARROW} {_side(right)}" for left, right in pairs)
        case _:
            return ""


def _share(count: int) -> str:
    """One of several equal shares of all marks, in the numbers that Moodle knows."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def _option(mark: str, option: Entry) -> str:
    text = _escaped(option["text"])
    if mark == "~" and text.startswith("%"):
        mark = "~%0%"
    after = f"#{_escaped(option['feedback'])}" if option.get("feedback") else ""
    return f"\n\t{mark}{text}{after}"


def _side(text: str) -> str:
    return _escaped(without_arrows(text))


def without_arrows(text: str) -> str:
    """The text with another arrow than the one that matches sides: GIFT has no way to say that it means none."""
    return text.replace(ARROW, "- >")


def _feedback(text: str) -> str:
    return f"\n\t####{_escaped(text)}\n" if text else ""


def _escaped(text: str) -> str:
    """The text with GIFT's signs made plain; one that begins like a format says that it has none."""
    plain = re.sub(r"([\\#=~{}:])", r"\\\1", text).replace("\n", r"\n")
    return f"[plain]{plain}" if plain.startswith("[") else plain
