"""Rules that tie what a card says to the facts that it rests on (B)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.rules.passages import flat, has_digit, like
from ldn_learn.rules.registry import A, E, Finding, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_learn.rules.shared import Fact, Shared
    from ldn_learn.rules.sheet import Item, Sheet

_NUMBER: Final = (
    r"(?<![\w.,])(?<![A-Za-z]-)\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d{1,12})?"
    r"|(?<![\w.])(?<![A-Za-z]-)\d{1,12}(?:\.\d{1,12})?"
)
_SHARE: Final = r"(\d[\d,]{0,9})\s?(?:/|of|out of|in)\s?(\d[\d,]{0,9})"
_OUT_OF: Final = r"\bout of (?:every )?(1,?0{2,5})\b"
_CLAIMS: Final = frozenset({"prompt", "case", "key", "answer", "feedback", "explanation"})
_Q: Final = "prompt: How many weeks did the trial last?"


class Spot(NamedTuple):
    """A place in a shared file."""

    line: int
    column: int


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
    """The numbers that cards resting on these facts may use: those of figures and statement.

    A figure may be rounded to a whole number, and "41/49" may be told as 84 out of 100.
    """
    text = "\n".join(f"{fact.figures}\n{fact.statement}" for fact in facts)
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
)
def unproven_number(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A number in prompt, right answer, feedback or explanation that none of the card's facts gives.

    Works where there is an `evidence.yaml`. `numbers_ok` names numbers that claim nothing, each with the reason.
    """
    facts = deck.shared.facts
    if facts is None:
        return
    allowed: set[float] | None = None
    for passage in item.passages:
        if passage.role not in _CLAIMS or not has_digit(passage.text):
            continue
        for number in dict.fromkeys(numbers(passage.text)):
            if allowed is None:
                allowed = known(facts[each.text] for each in item.facts if each.text in facts)
                allowed |= {value(each) for name in item.numbers_ok for each in numbers(name)}
            if value(number) not in allowed:
                message = f"the number {number} stands in none of the card's facts"
                yield Finding(
                    passage, message, "correct it, name its fact, or say in 'numbers_ok:' why it claims nothing", number
                )


@rule(
    "B03",
    "A fact has a source",
    E,
    E,
    why="Otherwise the whole chain from the card to the study hangs in the air.",
    standard="Wozniak, rule 18: provide sources",
    bad="in evidence.yaml: {id: trial-length, statement: The trial lasted 12 weeks.}",
    good="the same with 'sources: [bruun-2024-final]'",
    scope=Scope.SHARED,
)
def fact_without_source(shared: Shared) -> Iterator[tuple[str, Finding]]:
    """A fact that names no work."""
    for fact in (shared.facts or {}).values():
        if not fact.sources:
            yield "evidence", Finding(fact, f"the fact '{fact.id}' has no source", "add 'sources:'")


@rule(
    "B04",
    "The source of a fact stands in the bibliography",
    E,
    E,
    why="Only then can it be found.",
    standard="Wozniak, rule 18: provide sources",
    bad="in evidence.yaml: {id: trial-length, statement: The trial lasted 12 weeks., sources: [brun-2024]}",
    good="the same with the id of a work in sources.yaml",
    scope=Scope.SHARED,
)
def fact_of_unknown_source(shared: Shared) -> Iterator[tuple[str, Finding]]:
    """A fact that names a work which is not in `sources.yaml`."""
    works = shared.works or {}
    for fact in (shared.facts or {}).values():
        for source, line, column in fact.sources:
            if source not in works:
                hint = like(source, works)
                yield "evidence", Finding(Spot(line, column), f"the source '{source}' is not in sources.yaml", hint)


@rule(
    "B05",
    "The figures of a fact hold its numbers",
    A,
    A,
    why="Cards are held to the figures, so a number that stands in the statement alone has been checked by nobody.",
    standard="Design of this program: one fact, one place",
    bad="in evidence.yaml: {id: trial-length, statement: The trial lasted 12 weeks., figures: 31 women, sources: "
    "[work]}",
    good="the same with 'figures: 12 weeks; 31 women'",
    scope=Scope.SHARED,
)
def statement_beyond_figures(shared: Shared) -> Iterator[tuple[str, Finding]]:
    """A number in the statement of a fact that has figures, and not among them."""
    for fact in (shared.facts or {}).values():
        if fact.figures:
            held = known([fact._replace(statement="")])
            for number in dict.fromkeys(numbers(fact.statement)):
                if value(number) not in held:
                    message = f"the number {number} of '{fact.id}' stands not among its figures"
                    yield "evidence", Finding(fact, message, "add it to 'figures:'")


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
