"""A Markdown handout: the questions of a deck on paper, and after them the answers with what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.exchange import marks
from ldn_learn.exchange.options import mixed, options
from ldn_learn.exchange.passing import Written, lost_of_deck
from ldn_learn.exchange.plain import entries
from ldn_learn.exchange.report import Loss, Report
from ldn_learn.exchange.shown import evidence
from ldn_learn.study.wording import key_lines, question_text

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card, Deck
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

_LETTERS = "abcdefghi"


def write(going: Outgoing) -> Written:
    """The decks as one document. It is for reading: nothing reads it back."""
    parts: list[str] = []
    losses: list[Loss] = []
    cards = 0
    for deck in going.decks:
        found = entries(deck)
        parts += _about(deck)
        parts += ["## Questions"]
        parts += [_question(number, card, entry) for number, (card, entry) in enumerate(found, 1)]
        parts += ["## Answers"]
        parts += [_answer(number, card, entry, going) for number, (card, entry) in enumerate(found, 1)]
        losses += [loss for loss in lost_of_deck(deck) if "lessons" not in loss.what]
        losses += [Loss(card.id, "it is asked in one direction only") for card, entry in found if entry.get("reverse")]
        cards += len(found)
    return Written(("\n\n".join(parts) + "\n").encode(), Report(cards, tuple(losses)))


def _about(deck: Deck) -> list[str]:
    said = [f"# {_flat(deck.title)}", *(_block(text) for text in (deck.purpose, deck.main_message) if text)]
    said += [f"**{_flat(deck.notice)}**"] if deck.notice else []
    if deck.lessons:
        said += ["## Lessons", *(_block(lesson.text) for lesson in deck.lessons)]
    return said


def _question(number: int, card: Card, entry: Entry) -> str:
    case = [_block(card.stem)] if card.stem else []
    asked = question_text(card) if entry["type"] == "cloze" else entry["prompt"]
    unit = f" ({entry['unit']})" if entry.get("unit") else ""
    return "\n\n".join([f"### {number}. {_flat(asked + unit)}", *case, *_offered(entry)])


def _offered(entry: Entry) -> list[str]:
    match entry["type"]:
        case "choice" | "multi" | "true-false":
            rows = [
                f"- {letter}) {_flat(each['text'])}" for letter, each in zip(_LETTERS, options(entry), strict=False)
            ]
            return ["\n".join(rows)]
        case "order":
            return ["\n".join(f"- {_flat(text)}" for text in mixed(entry["items"]))]
        case "match":
            rights = mixed([*(pair["right"] for pair in entry["pairs"]), *entry.get("extras", [])])
            lefts = "\n".join(f"- {_flat(pair['left'])}" for pair in entry["pairs"])
            return [lefts, "What belongs to each:", "\n".join(f"- {_flat(text)}" for text in rights)]
        case _:
            return []


def _answer(number: int, card: Card, entry: Entry, going: Outgoing) -> str:
    key = "; ".join(_flat(line) for line in key_lines(card))
    said = [f"- {_flat(each['text'])}: {_flat(each['feedback'])}" for each in options(entry) if each.get("feedback")]
    rests = [f"*{_flat(line)}*" for line in evidence(card, going)]
    parts = [f"**{number}.** {key}", "\n".join(said), _block(card.explanation), "  \n".join(rests)]
    return "\n\n".join(part for part in parts if part)


def _flat(text: str) -> str:
    return marks.escaped(" ".join(text.split()))


def _block(text: str) -> str:
    return "\n\n".join(_flat(line) for line in text.split("\n") if line.strip())
