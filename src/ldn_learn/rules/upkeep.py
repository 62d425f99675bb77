"""Rules about silencing, beliefs and numbers that are exempted (L)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.rules.passages import like
from ldn_learn.rules.proof import numbers
from ldn_learn.rules.registry import RULES, A, E, Finding, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_DESIGN: Final = "Design of this program"
_Q: Final = "prompt: What does LDN do?, answer: It blocks opioid receptors"


class Spot(NamedTuple):
    """A place."""

    line: int
    column: int


@rule(
    "L01",
    "A rule is silenced with a reason, and not where it guards safety",
    E,
    E,
    why="A reason lets the next person see whether it still holds.",
    standard=_DESIGN,
    bad="{" + _Q + ", lint_ok: {S01: our own words}}",
    good="{" + _Q + ", lint_ok: {A01: a sentence of the label}}",
    firm=True,
)
def bad_silence(item: Item, _: Sheet) -> Iterator[Finding]:
    """`lint_ok` without a reason, of an unknown rule, or of X, S01, N01, F01, C01 on a card for patients."""
    for code, (reason, line, column) in item.lint_ok.items():
        spot = Spot(line, column)
        if not reason:
            yield Finding(spot, f"'{code}' is silenced without a reason", "say why the rule does not fit here")
        elif code not in RULES:
            yield Finding(spot, f"there is no rule '{code}'", like(code, RULES))
        elif RULES[code].firm and item.audience != "trainee":
            yield Finding(spot, f"'{code}' guards safety and cannot be silenced for patients", "mend what it finds")


@rule(
    "L02",
    "No silencing of nothing",
    A,
    A,
    why="What silences nothing today hides a new mistake tomorrow.",
    standard=_DESIGN,
    bad="{" + _Q + ", lint_ok: {A01: a sentence of the label}}",
    good="{" + _Q + "}",
    scope=Scope.FORM,
)
def idle_silence(*_: object) -> tuple[Finding, ...]:
    """Found when all other rules are through."""
    return ()


@rule(
    "L03",
    "A belief stands in the list of beliefs",
    E,
    E,
    why="The report names the belief; one that is not listed has no words.",
    standard=_DESIGN,
    bad="{prompt: Which one is it?, options: [{text: A, correct: true}, {text: B, misconception: MC-99}, {text: C}]}",
    good="{prompt: Which one is it?, options: [{text: A, correct: true}, {text: B, misconception: MC-01}, {text: C}]}",
)
def unknown_belief(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A misconception that is not in `misconceptions.yaml`, where there is one."""
    beliefs = deck.shared.beliefs
    if beliefs is not None:
        for option in item.options:
            name = option.misconception
            if name is not None and name.text not in beliefs:
                yield Finding(
                    name, f"the misconception '{name.text}' is not in misconceptions.yaml", like(name.text, beliefs)
                )


@rule(
    "L05",
    "A number that is exempted stands on the card",
    A,
    A,
    why="What exempts nothing today hides a mistyped number tomorrow.",
    standard=_DESIGN,
    bad="{" + _Q + ", numbers_ok: {60: how long a lesson is}}",
    good="{" + _Q + ", explanation: Read it in 60 words., numbers_ok: {60: how long a lesson is}}",
)
def idle_number(item: Item, _: Sheet) -> Iterator[Finding]:
    """A number under `numbers_ok` that no text of the card holds."""
    if not item.numbers_ok:
        return
    said = {number for passage in item.passages for number in numbers(passage.text)}
    said |= set(re.findall(r"[\d.,]+", " ".join(passage.text for passage in item.passages)))
    for name in item.numbers_ok:
        if not set(numbers(name)) & said:
            yield Finding(item, f"'{name}' under 'numbers_ok' stands nowhere on the card", "take it away")
