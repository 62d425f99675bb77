"""The plain text from which `text2qti` makes a QTI quiz for Canvas and others (https://github.com/gpoore/text2qti)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.decks.text import one_line
from ldn_learn.exchange import marks
from ldn_learn.exchange.options import options
from ldn_learn.exchange.passing import Written, lost_of_deck
from ldn_learn.exchange.plain import entries
from ldn_learn.exchange.report import Loss, Report
from ldn_learn.exchange.shown import after_answer, gap_questions, with_case
from ldn_learn.study.numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.decks.cards import Card
    from ldn_learn.exchange.passing import Outgoing
    from ldn_learn.exchange.plain import Entry

_SMALLEST: Final = Decimal("0.0001")
"""The quiz knows no numbers nearer to zero."""

_BLANK: Final = "_____"
_LETTERS: Final = "abcdefghi"
_LOST: Final = {
    "flip": "a quiz has no card to turn over: it is an essay question, with the answer as its feedback",
    "order": "a quiz has no ordering: it is an essay question, with the order as its feedback",
    "match": "a quiz has no matching: it is a choice for each left-hand side",
}
_KEPT: Final = ("group", "contrast", "facts", "requires", "objective", "tags", "readiness", "critical", "audience")


@dataclass(slots=True)
class _Quiz:
    lines: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    losses: list[Loss] = field(default_factory=list)

    def question(self, name: str, text: str, after: str, answers: list[str]) -> None:
        """A question; two that read alike are told apart by their names, since a quiz takes none twice."""
        if _read(text) in self.asked:
            text = f"{text}\n\n({name}, {len(self.asked)})"
            self.losses.append(Loss(name, "another question reads the same, so this one shows its id"))
        self.asked.add(_read(text))
        shown = [*_folded(f"{len(self.asked)}. ", text), *(_folded("... ", after) if after else [])]
        self.lines += ["", f"Title: {one_line(name)}", *shown, *answers]


def _read(text: str) -> str:
    """The text as a quiz tells it from others: each line that is not empty is a paragraph."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def write(going: Outgoing) -> Written:
    """The decks as one quiz."""
    quiz = _Quiz(_head(going))
    cards = 0
    for deck in going.decks:
        quiz.losses += lost_of_deck(deck)
        for card, entry in entries(deck):
            _ask(quiz, card, entry, going)
            quiz.losses += [Loss(card.id, what) for what in _lost(entry)]
            cards += 1
    return Written(("\n".join(quiz.lines) + "\n").encode(), Report(cards, tuple(quiz.losses)))


def _head(going: Outgoing) -> list[str]:
    said = " ".join(part for deck in going.decks for part in (deck.purpose, deck.notice) if part)
    about = [f"Quiz description: {marks.escaped(one_line(said), signs=_SIGNS)}"] if said.strip() else []
    return [f"Quiz title: {one_line(', '.join(deck.title for deck in going.decks))}", *about, "shuffle answers: true"]


_SIGNS: Final = r"\\`*_{}\[\]#$"


def _lost(entry: Entry) -> Iterator[str]:
    if entry["type"] in _LOST:
        yield _LOST[entry["type"]]
    if entry["type"] == "cloze" and len(gap_questions(entry["prompt"])) > 1:
        yield "a quiz hides one gap at a time: it is a question for each gap"
    if entry.get("shuffle") is False:
        yield "the fixed order of its options is left out: the quiz shuffles"
    if entry.get("reverse"):
        yield "it is asked in one direction only"
    if entry["type"] == "number" and _is_tiny(entry):
        yield "a quiz cannot take a number so near to zero: it is a text to type"
    if any("misconception" in option for option in options(entry)):
        yield "the misconceptions that its options stand for are left out"
    if any(key in entry for key in _KEPT):
        yield "tags, objective, group and whom it is for are left out"


def _folded(head: str, text: str) -> list[str]:
    """Paragraphs behind a head, the later ones under the first; what is Markdown there is plain text here."""
    paragraphs = [marks.escaped(line.strip(), signs=_SIGNS) for line in text.split("\n") if line.strip()]
    lines = [f"{head}{paragraphs[0]}"]
    for paragraph in paragraphs[1:]:
        lines += ["", f"{' ' * len(head)}{paragraph}"]
    return lines


def _ask(quiz: _Quiz, card: Card, entry: Entry, going: Outgoing) -> None:
    name, after, prompt = entry["id"], after_answer(card, going), with_case(card, _prompt(entry))
    match entry["type"]:
        case "choice" | "true-false":
            quiz.question(name, prompt, after, _choices(options(entry), "{letter}) ", "*{letter}) "))
        case "multi":
            quiz.question(name, prompt, after, _choices(options(entry), "[ ] ", "[*] "))
        case "cloze":
            for before, hidden, rest in gap_questions(entry["prompt"]):
                quiz.question(name, with_case(card, f"{before}{_BLANK}{rest}"), after, [f"* {one_line(hidden)}"])
        case "typed":
            texts = dict.fromkeys(one_line(text) for text in (entry["answer"], *entry.get("accept", [])))
            quiz.question(name, prompt, after, [f"* {text}" for text in texts])
        case "number":
            quiz.question(name, prompt, after, [_number(entry)])
        case "match":
            _ask_pairs(quiz, card, entry, after)
        case _:
            answer = entry.get("answer") or "\n".join(f"{n}) {item}" for n, item in enumerate(entry["items"], 1))
            quiz.question(name, prompt, "\n\n".join(part for part in (answer, after) if part), ["____"])


def _prompt(entry: Entry) -> str:
    if entry["type"] == "order":
        # An essay shows no items of its own.
        return "\n".join([entry["prompt"], *sorted(entry["items"])])
    return f"{entry['prompt']} ({entry['unit']})" if entry.get("unit") else str(entry["prompt"])


def _choices(found: list[dict[str, Any]], wrong: str, right: str) -> list[str]:
    lines: list[str] = []
    for letter, option in zip(_LETTERS, found, strict=False):
        head = (right if option.get("correct") else wrong).format(letter=letter)
        lines += _folded(head, option["text"])
        lines += _folded("... ", option["feedback"]) if option.get("feedback") else []
    return lines


def _ask_pairs(quiz: _Quiz, card: Card, entry: Entry, after: str) -> None:
    rights = [*(pair["right"] for pair in entry["pairs"]), *entry.get("extras", [])]
    for pair in entry["pairs"]:
        offered = [{"text": text, "correct": text == pair["right"]} for text in rights]
        quiz.question(
            entry["id"],
            with_case(card, f"{entry['prompt']}\n\n{pair['left']}"),
            after,
            _choices(offered, "{letter}) ", "*{letter}) "),
        )


def _is_tiny(entry: Entry) -> bool:
    value, within = Decimal(entry["value"]), Decimal(entry.get("tolerance", "0"))
    return min(abs(value - within), abs(value + within)) < _SMALLEST


def _number(entry: Entry) -> str:
    value = plain_number(Decimal(entry["value"]))
    within = plain_number(Decimal(entry.get("tolerance", "0")))
    return f"* {value}" if _is_tiny(entry) else f"= {value} +- {within}"
