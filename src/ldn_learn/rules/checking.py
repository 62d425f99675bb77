"""Applying the rules to one file: from its bytes to its findings and to what other files have to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.decode import examine_deck, examine_shared
from ldn_learn.decks.nodes import Mapping
from ldn_learn.decks.problems import Problem, Severity
from ldn_learn.rules import families
from ldn_learn.rules.locating import Lines
from ldn_learn.rules.reading import sheet as read_sheet
from ldn_learn.rules.registry import RULES, Finding, Rule, Scope
from ldn_learn.rules.summary import Summary, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.decks.nodes import Node
    from ldn_learn.rules.shared import Shared
    from ldn_learn.rules.sheet import Item, Sheet

_BOTH: Final = "both"
_ANY_LANGUAGE_LIST: Final = (
    "A04 A06 A07 A08 A12 A13 C01 C02 C04 C07 F01 F02 F06 M01 M05 M05d M11 M12 M13 M14 M16 M17 M20 M21 N10 "
    "R08 R09 R10 S01 S03 S08 S09"
)
_ANY_LANGUAGE: Final = frozenset(_ANY_LANGUAGE_LIST.split())
"""Rules that look at no word; those of the families B, D, K and L neither."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that the card's author has answered."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one deck file."""

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...]
    summary: Summary


@cache
def rules_of(scope: Scope) -> tuple[Rule, ...]:
    """The rules that look at this, by code."""
    families.fill()
    return tuple(RULES[code] for code in sorted(RULES) if RULES[code].scope is scope)


def check_deck(data: bytes, file: str, shared: Shared, audience: str = _BOTH) -> Checked:
    """Everything that is wrong with one deck; `audience` leaves out what is not for `patient` or `trainee`."""
    form = examine_deck(data, file)
    deck = read_sheet(form.root, file, form.problems, shared)
    lines = Lines(data)
    problems, silenced = list(form.problems), []
    if not isinstance(form.root, Mapping):
        return Checked(tuple(problems), (), summary(deck))
    used: set[tuple[str, str]] = set()
    for rule, item, finding in _findings(deck):
        level = _level(rule, item, finding, deck, audience)
        if level is None:
            continue
        problem = _problem(rule, level, item, finding, file, lines)
        reason = _reason(rule, level, item, deck)
        if item is not None and rule.code in item.lint_ok:
            used.add((item.id, rule.code))
        if reason:
            silenced.append(Silenced(problem, reason))
        else:
            problems.append(problem)
    problems += _idle(deck, used, file)
    problems.sort(key=lambda problem: (problem.line, problem.column, problem.code, problem.message))
    return Checked(tuple(problems), tuple(silenced), summary(deck))


def read_deck(data: bytes, file: str, shared: Shared) -> Sheet:
    """One deck as the rules see it, without its broken cards."""
    form = examine_deck(data, file)
    return read_sheet(form.root, file, form.problems, shared)


def _findings(deck: Sheet) -> Iterator[tuple[Rule, Item | None, Finding]]:
    ungated = [rule for rule in _fitting(Scope.CARD, deck) if not rule.gate]
    gated = [rule for rule in _fitting(Scope.CARD, deck) if rule.gate]
    for item in deck.items:
        words = item.tokens
        for rule in ungated:
            for finding in rule.find(item, deck):
                yield rule, item, finding
        for rule in gated:
            if not rule.gate.isdisjoint(words):
                for finding in rule.find(item, deck):
                    yield rule, item, finding
    for rule in _fitting(Scope.DECK, deck):
        for finding in rule.find(deck):
            yield rule, finding.item, finding


def _fitting(scope: Scope, deck: Sheet) -> Iterator[Rule]:
    """The rules for decks in this language: most know English words."""
    english = deck.language.lower().startswith("en")
    return (rule for rule in rules_of(scope) if english or rule.code in _ANY_LANGUAGE or rule.code[0] in "BDKL")


def _level(rule: Rule, item: Item | None, finding: Finding, deck: Sheet, wanted: str) -> Severity | None:
    whose = finding.audience or (deck.audience if item is None else item.audience)
    if wanted != _BOTH:
        if whose not in (wanted, _BOTH):
            return None
        whose = wanted
    return (finding.levels or rule.levels).of(whose)


def _problem(rule: Rule, level: Severity, item: Item | None, finding: Finding, file: str, lines: Lines) -> Problem:
    line, column = lines.place(finding.spot.line, finding.spot.column, finding.quote)
    card = "" if item is None else item.id
    return Problem(file, line, column, rule.code, finding.message, level, card, finding.hint)


def may_silence(rule: Rule, level: Severity, audience: str) -> bool:
    """Whether a card for this audience may silence a finding of this rule."""
    return not (rule.firm and level is Severity.ERROR and audience != "trainee")


def _reason(rule: Rule, level: Severity, item: Item | None, deck: Sheet) -> str:
    if item is None or rule.code not in item.lint_ok or not may_silence(rule, level, item.audience):
        return ""
    return item.lint_ok[rule.code][0]


def _idle(deck: Sheet, used: set[tuple[str, str]], file: str) -> Iterator[Problem]:
    """Silencings that silence nothing."""
    for item in deck.items:
        for code, (_, line, column) in item.lint_ok.items():
            if code in RULES and (item.id, code) not in used:
                message = f"'{code}' finds nothing here, so there is nothing to silence"
                yield Problem(file, line, column, "L02", message, Severity.ADVICE, item.id, "take the line away")


def check_shared(data: bytes, file: str, kind: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The nodes of a shared file, and what is wrong with its form; a bibliography only warns, as when studying."""
    form = examine_shared(data, file, kind)
    return form.root, form.problems


def check_folder(shared: Shared, files: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the texts of the shared files; `files` names each by its kind."""
    found: list[Problem] = []
    for rule in rules_of(Scope.SHARED):
        for kind, finding in rule.find(shared):
            level = rule.levels.of(_BOTH)
            if level is not None:
                spot = finding.spot
                found.append(
                    Problem(files[kind], spot.line, spot.column, rule.code, finding.message, level, hint=finding.hint)
                )
    return tuple(sorted(found))


def every_rule() -> tuple[Rule, ...]:
    """All rules, by code."""
    families.fill()
    return tuple(RULES[code] for code in sorted(RULES))
