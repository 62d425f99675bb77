"""Rules that tie what a card says to the facts that it rests on (B01, B02, B06 to B10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.passages import flat, has_digit, like
from ldn_learn.rules.registry import A, E, Finding, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_learn.rules.passages import Passage
    from ldn_learn.rules.shared import Fact
    from ldn_learn.rules.sheet import Item, Sheet

_NUMBER: Final = (
    r"(?<![\w.,])(?<![A-Za-z]-)\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d{1,12})?"
    r"|(?<![\w.])(?<![A-Za-z]-)\d{1,12}(?:\.\d{1,12})?"
)
_SHARE: Final = r"(\d[\d,]{0,9})\s?(?:/|of|out of|in)\s?(\d[\d,]{0,9})"
_OUT_OF: Final = r"\bout of (?:every )?(1,?0{2,5})\b"
_CLAIMS: Final = frozenset({"prompt", "case", "key", "answer", "accept", "item", "feedback", "explanation"})
_SURE: Final = ("very_low", "low", "moderate", "high")
_Q: Final = "prompt: How many weeks did the trial last?"


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text as they stand; one that is part of a name, as in TLR4, is none.

    The whole of `84 out of 100` says only how the share is written, and is none either.
    """
    plain = re.sub(_OUT_OF, "out of", flat(text))
    return tuple(re.findall(_NUMBER, plain))


def value(number: str) -> float:
    """What a number is worth, whatever stands between its thousands."""
    return float(number.replace(",", "").replace(" ", ""))


def known(facts: Iterable[Fact]) -> set[float]:
    """The numbers that cards resting on these facts may use: those of the figures, or of a statement without any.

    A figure may be rounded to a whole number, and "41/49" may be told as 84 out of 100.
    """
    text = "\n".join(fact.figures or fact.statement for fact in facts)
    found = {value(number) for number in re.findall(r"\d[\d,]{0,12}(?:\.\d{1,12})?", text)}
    found |= {float(int(each + 0.5)) for each in found if each != int(each)}
    for part, whole in re.findall(_SHARE, text):
        if value(whole):
            share = value(part) / value(whole)
            found |= {float(int(share * base + 0.5)) for base in (100, 1000, 10000) if share <= 1}
    return found


@rule(
    "B01",
    "A fact stands in the evidence",
    E,
    E,
    why="A card whose fact is not there rests on nothing that anybody can change or check.",
    standard="Design of this program: one fact, one place",
    bad="{" + _Q + ", answer: 12 weeks, facts: [trial-lenght]}",
    good="{" + _Q + ", answer: 12 weeks, facts: [trial-length]}",
    firm=True,
)
def unknown_fact(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A fact that is not in `evidence.yaml`, where there is one."""
    facts = deck.shared.facts
    if facts is not None:
        for each in item.facts:
            if each.text not in facts:
                yield Finding(each, f"the fact '{each.text}' is not in evidence.yaml", like(each.text, facts))


@rule(
    "B02",
    "Every number stands in a fact",
    E,
    E,
    why="A number that was mistyped or made up harms, and no reader can see it.",
    standard="Design of this program: one fact, one place",
    bad="{" + _Q + ", answer: 21 weeks, facts: [trial-length]}",
    good="{"
    + _Q
    + ", answer: 12 weeks, facts: [trial-length], explanation: In 60 words., numbers_ok: {60: length of a lesson}}",
    firm=True,
)
def unproven_number(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A number in prompt, case, right answer, feedback or explanation that none of the card's facts gives.

    Works where there is an `evidence.yaml`. `numbers_ok` names numbers that claim nothing, each with the reason.
    """
    facts = deck.shared.facts
    if facts is None:
        return
    claims = [passage for passage in item.passages if passage.role in _CLAIMS and has_digit(passage.text)]
    if not claims:
        return
    allowed = known(facts[each.text] for each in item.facts if each.text in facts)
    allowed |= {value(each) for name in item.numbers_ok for each in numbers(name)}
    for passage in claims:
        for number in _strange(passage, allowed):
            yield Finding(
                passage,
                f"the number {number} stands in none of the card's facts",
                "correct it, name its fact, or say in 'numbers_ok:' why it claims nothing",
                number,
            )


def _strange(passage: Passage, allowed: set[float]) -> list[str]:
    return [number for number in dict.fromkeys(numbers(passage.text)) if value(number) not in allowed]


@rule(
    "B06",
    "A fact for trainees is not on a card for patients",
    E,
    None,
    why="Some facts are misread without training; the evidence says which.",
    standard="Design of this program",
    bad="a card for patients with a fact that says 'use: trainee-only'",
    good="the same card with 'audience: trainee'",
)
def fact_for_trainees(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A fact that says `use: trainee-only` on a card that patients get."""
    facts = deck.shared.facts or {}
    for each in item.facts:
        if each.text in facts and facts[each.text].trainee_only:
            yield Finding(each, f"the fact '{each.text}' is for trainees only", "make the card 'audience: trainee'")


@rule(
    "B07",
    "A fact is cited as its card's source",
    A,
    A,
    why="The learner is shown the card's sources, and looks for the fact there.",
    standard="Design of this program",
    bad="a card that rests on a fact and cites none of the fact's works",
    good="a card that cites one of them",
)
def fact_not_cited(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A fact none of whose works the card cites."""
    facts, cited = deck.shared.facts or {}, {each.text for each in item.citations}
    for each in item.facts:
        fact = facts.get(each.text)
        if fact is not None and fact.sources and cited.isdisjoint(source for source, _, _ in fact.sources):
            yield Finding(each, f"the card cites no work of the fact '{each.text}'", f"cite {fact.sources[0][0]}")


@rule(
    "B08",
    "The numbers of a lesson stand in the facts of its cards",
    E,
    E,
    why="A lesson is believed as much as a card, and nothing else ties it to a fact.",
    standard="Design of this program: one fact, one place",
    bad="a lesson that says 21 weeks, where the cards of its objective rest on a fact of 12 weeks",
    good="the lesson with 12 weeks",
    scope=Scope.DECK,
)
def unproven_lesson(deck: Sheet) -> Iterator[Finding]:
    """A number in a lesson that stands in no fact of the cards of its objective, nor in their `numbers_ok`."""
    facts = deck.shared.facts
    if facts is None or not deck.whole:
        return
    for lesson in deck.lessons:
        if not has_digit(lesson.text.text):
            continue
        items = deck.by_objective.get(lesson.objective, ())
        allowed = known(facts[each.text] for item in items for each in item.facts if each.text in facts)
        allowed |= {value(each) for item in items for name in item.numbers_ok for each in numbers(name)}
        for number in _strange(lesson.text, allowed):
            message = f"the number {number} stands in no fact of the cards of {lesson.objective}"
            yield Finding(lesson.text, message, "correct it, or name its fact on one of these cards", number)


@rule(
    "B09",
    "A card is no surer than its facts",
    W,
    W,
    why="A card that sounds surer than what it rests on misleads, however careful the fact.",
    standard="GRADE: the certainty belongs to the body of evidence",
    bad="{" + _Q + ", answer: 12 weeks, certainty: high, facts: [shaky]}",
    good="{" + _Q + ", answer: 12 weeks, certainty: low, facts: [shaky]}",
)
def surer_than_facts(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A `certainty` above the highest of the card's facts, where each of them has one."""
    facts = deck.shared.facts or {}
    held = [facts[each.text].certainty for each in item.facts if each.text in facts]
    if item.certainty not in _SURE or not held or any(each not in _SURE for each in held):
        return
    most = max(held, key=_SURE.index)
    if _SURE.index(item.certainty) > _SURE.index(most):
        message = f"certainty '{item.certainty}', and the card's facts reach '{most}'"
        yield Finding(item, message, f"say 'certainty: {most}', or name the fact that is surer")


@rule(
    "B10",
    "A card does not rest on what nobody has verified",
    E,
    E,
    why="General knowledge is where wrong dates and doses come from.",
    standard="Wozniak, rule 18: provide sources",
    bad="{" + _Q + ", answer: 12 weeks, facts: [hearsay]}",
    good="{" + _Q + ", answer: 12 weeks, facts: [hearsay, trial-length]}",
    firm=True,
)
def unverified(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A card all of whose facts say `status: unverified`."""
    facts = deck.shared.facts or {}
    held = [facts[each.text] for each in item.facts if each.text in facts]
    if held and not any(fact.verified for fact in held):
        yield Finding(item.facts[0], "all facts of this card are unverified", "add one that was read in its source")
