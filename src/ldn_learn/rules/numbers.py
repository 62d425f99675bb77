"""Rules about how numbers are written (N01 to N04, N08, N10, N14)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.passages import Passage, has_digit, tokens
from ldn_learn.rules.registry import A, E, Finding, Levels, Scope, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_IPDAS: Final = "IPDAS 2013: defined reference class, same denominator, absolute risks"
_Q: Final = "prompt: What did the trial find?"
_SMALL: Final = 30
_ROUND: Final = frozenset({10, 100, 1000, 10_000, 100_000})


def _each(item: Item, code: str, find: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[Passage, str]]:
    """The first match in each of a card's texts that may hold one."""
    for passage in item.passages:
        if not TRIGGERS[code].isdisjoint(tokens(passage.text)):
            for match in find(passage.text)[:1]:
                yield passage, match


@rule(
    "N01",
    "A percentage says of how many",
    E,
    W,
    why="People read a bare percentage as whatever group they have in mind.",
    standard=_IPDAS,
    bad="{" + _Q + ", answer: 32% slept badly}",
    good="{" + _Q + ", answer: 32 out of 100 people slept badly}",
    firm=True,
    gate=TRIGGERS["N01"],
)
def bare_percent(item: Item, _: Sheet) -> Iterator[Finding]:
    """A percentage with neither `N out of M` nor `n =` in the same text."""
    for passage, match in _each(item, "N01", phrases.bare_percents):
        yield Finding(passage, f"'{match}' does not say of how many", "write 'N out of 100', in both groups", match)


@rule(
    "N02",
    "A relative change comes with both numbers",
    E,
    W,
    why="'Half the risk' sounds the same for 2 in 10 and for 2 in 10,000. It makes 1 more person in 5 choose the drug.",
    standard="Carling and others 2009: relative risks persuade; FDA guide: absolute risks",
    bad="{" + _Q + ", answer: LDN cut pain by 30 percent}",
    good="{" + _Q + ", answer: Pain fell in 45 out of 100 people on LDN and in 28 out of 100 on a dummy pill}",
    gate=TRIGGERS["N02"],
)
def relative_risk(item: Item, _: Sheet) -> Iterator[Finding]:
    """A relative statement in a text without two absolute numbers."""
    for passage, match in _each(item, "N02", phrases.relative_risks):
        if passage.role != "distractor":
            yield Finding(passage, f"'{match}' is relative", "give the numbers of both groups", match)


@rule(
    "N03",
    "Not one in some odd number",
    W,
    A,
    why="'1 in 25' is felt to be more than '4 in 100'.",
    standard="Sirota and others 2018: the 1-in-X effect",
    bad="{" + _Q + ", answer: 1 in 25 people stopped}",
    good="{" + _Q + ", answer: 4 out of 100 people stopped}",
    gate=TRIGGERS["N03"],
)
def one_in(item: Item, _: Sheet) -> Iterator[Finding]:
    """`1 in X`, where X is not 10, 100 or 1000."""
    for passage, match in _each(item, "N03", lambda text: phrases.found("N03", text)):
        yield Finding(passage, f"'{match}' reads as more than it is", "write it out of 100", match)


@lru_cache(maxsize=512)
def shares(text: str) -> tuple[tuple[int, int], ...]:
    """Each "so many out of so many" of a text, as part and whole."""
    return phrases.absolute_numbers(text) if has_digit(text) and ("of" in text or "in" in text) else ()


def wholes(text: str) -> frozenset[int]:
    """The groups that the numbers of a text are out of."""
    return frozenset(whole for _, whole in shares(text)) if has_digit(text) else frozenset()


def _comparable(groups: frozenset[int]) -> bool:
    """Whether numbers out of these can be compared: of one size, or two arms of a study of nearly one size."""
    return len(groups) < 2 or max(groups) <= 1.1 * min(groups)


@rule(
    "N04",
    "One denominator",
    E,
    W,
    why="8 of 49 and 5 of 38 cannot be compared at a glance; 16 and 13 out of 100 can.",
    standard="CDC Clear Communication Index, item 17; IPDAS",
    bad="{" + _Q + ", answer: 3 out of 10 people on LDN and 40 out of 200 on a dummy pill}",
    good="{" + _Q + ", answer: 30 out of 100 people on LDN and 20 out of 100 on a dummy pill}",
    gate=("of", "in"),
)
def denominators(item: Item, _: Sheet) -> Iterator[Finding]:
    """One text with numbers out of groups of different size; arms that differ by a tenth at most may stay."""
    for passage in item.own_voice:
        groups = wholes(passage.text)
        if not _comparable(groups):
            listed = ", ".join(map(str, sorted(groups)))
            yield Finding(passage, f"numbers out of {listed} stand side by side", "use one denominator")


@rule(
    "N04d",
    "One denominator in a topic",
    W,
    A,
    why="Cards that are learnt together are compared.",
    standard="CDC Clear Communication Index, item 17",
    bad="one card of an objective with 'out of 100' and another with 'out of 1,000'",
    good="both with 'out of 100'",
    scope=Scope.DECK,
)
def denominators_of_topic(deck: Sheet) -> Iterator[Finding]:
    """Cards of one objective, some of which count out of 100 and others out of 1,000."""
    for aim, items in deck.by_objective.items():
        seen: set[int] = set()
        for item in items:
            seen |= {whole for each in item.own_voice for whole in wholes(each.text)} & _ROUND
            if len(seen) > 1:
                listed = " and ".join(f"{each:,}" for each in sorted(seen))
                yield Finding(item, f"cards of {aim} count out of {listed}", "use one denominator", item=item)
                break


@rule(
    "N08",
    "Whole percentages",
    W,
    None,
    why="A decimal says a precision that no small study has.",
    standard="CDC Clear Communication Index, item 15: whole numbers",
    bad="{" + _Q + ", answer: 28.8 percent less pain in n = 31}",
    good="{" + _Q + ", answer: 29 percent less pain in n = 31}",
    gate=TRIGGERS["N08"],
)
def fine_percent(item: Item, _: Sheet) -> Iterator[Finding]:
    """A percentage with a decimal or with more than two figures that count."""
    for passage, match in _each(item, "N08", lambda text: phrases.found("N08", text)):
        yield Finding(passage, f"'{match}' is finer than anybody needs", "round it", match)


@rule(
    "N10",
    "Doses cannot be misread",
    E,
    E,
    why="1.0 mg is read as 10 mg when the point is missed, .5 mg as 5 mg; µg looks like mg.",
    standard="Institute for Safe Medication Practices, error-prone abbreviations",
    bad="{" + _Q + ", answer: It used 1.0 mg}",
    good="{" + _Q + ", answer: It used 1 mg}",
    gate=TRIGGERS["N10"],
)
def unclear_dose(item: Item, _: Sheet) -> Iterator[Finding]:
    """A trailing zero, a naked decimal, a unit that touches its number, or a sign for micrograms."""
    for passage in item.passages:
        text = passage.text
        if not TRIGGERS["N10"].isdisjoint(tokens(text)):
            for match in phrases.unclear_doses(text)[:1]:
                yield Finding(
                    passage, f"'{match}' is easily misread", "write it like 0.5 mg, 1 mg or 50 micrograms", match
                )


@rule(
    "N14",
    "Groups are told out of 100",
    W,
    A,
    why="41 of 49 has to be worked out before it says anything.",
    standard="IPDAS: 100, else 1,000, else 10,000, so that both groups give whole numbers",
    bad="{" + _Q + ", answer: 41 of 49 people on LDN and 43 of 50 on a dummy pill}",
    good="{" + _Q + ", answer: 84 out of 100 people on LDN and 86 out of 100 on a dummy pill}",
    gate=("of", "in"),
)
def odd_whole(item: Item, _: Sheet) -> Iterator[Finding]:
    """A share of a group of 30 or more that is not 100, 1,000 or 10,000; smaller groups are told as they are."""
    for passage in item.own_voice:
        for part, whole in shares(passage.text):
            if whole >= _SMALL and whole not in _ROUND and not 1900 <= whole < 2100:
                base = next((base for base in (100, 1000, 10_000) if part / whole * base >= 1), 10_000)
                hint = f"write {int(part / whole * base + 0.5)} out of {base:,}"
                yield Finding(passage, f"{part} of {whole} is hard to picture", hint, levels=Levels(W, A))
                break
