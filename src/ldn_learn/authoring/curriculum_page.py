"""A curriculum as a page of Markdown tables."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from ldn_learn.authoring.curriculum import (
    OTHER,
    STRENGTHS,
    Curriculum,
    Goal,
    for_patients,
    for_trainees_only,
    gaps,
    grades,
    strongest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_learn.rules.run import Result
    from ldn_learn.rules.sheet import Item, Sheet

_MADE: Final = "<!-- Made by `ldn-learn curriculum`. Change the decks, not this page. -->"
_LEVELS: Final = ("high", "moderate", "low", "very_low")
_AGREEMENT: Final = {
    "yes": "says the same",
    "partly": "says part of it, or says it otherwise",
    "no": "says something else",
    "not-in-article": "does not say it",
}
_MANY: Final = 12
"""More ids than these are not written out."""


def page(of: Curriculum, result: Result) -> str:
    """The whole page; `result` is what a check of the same decks has found."""
    parts = [
        f"# The curriculum\n\n{_MADE}",
        _totals(of),
        "## Decks\n\n" + _decks(of),
        "## Types of card\n\n" + _types(of),
        "## Objectives\n\n" + _objectives(of),
        "## How sure science is, and what the cards rest on\n\n" + _certainties(of) + "\n\n" + _strengths(of),
        "## Facts\n\n" + _facts(of) + "\n\n" + _article(of),
        "## Mistaken beliefs\n\n" + _beliefs(of),
        "## What would be missing\n\n" + _gaps(of),
        "## What the check finds\n\n" + _found(result),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _totals(of: Curriculum) -> str:
    patients, trainees = for_patients(of.items), for_trainees_only(of.items)
    rows = [
        ("decks", len(of.decks)),
        ("cards", len(of.items)),
        ("for patients (trainees learn them too)", len(patients)),
        ("for trainees only", len(trainees)),
        ("safety-critical", sum(item.critical for item in of.items)),
        ("objectives", len(of.goals)),
        ("safety objectives", sum(bool(goal.critical) for goal in of.goals)),
        ("facts", len(of.facts)),
        ("works", len(of.shared.works or {})),
        ("words in the glossary", len(of.shared.terms or ())),
        ("mistaken beliefs", len(of.beliefs)),
    ]
    return _table(("", "number"), rows)


def _decks(of: Curriculum) -> str:
    head = ("deck", "for", "cards", "patients", "trainees only", "critical", "objectives", "grade", "adjusted")
    note = (
        "\n\n`grade` is the school grade by Flesch and Kincaid of all that the audience reads, `adjusted` the same with"
        " the words of the glossary counted as short."
    )
    return _table(head, [_deck_row(deck) for deck in of.decks]) + note


def _deck_row(deck: Sheet) -> tuple[object, ...]:
    raw, adjusted = grades(deck, "trainee" if deck.audience == "trainee" else "patient")
    return (
        f"`{deck.id}`",
        deck.audience,
        len(deck.items),
        len(for_patients(deck.items)),
        len(for_trainees_only(deck.items)),
        sum(item.critical for item in deck.items),
        len(deck.aims),
        "" if raw is None else f"{raw:.1f}",
        "" if adjusted is None else f"{adjusted:.1f}",
    )


def _types(of: Curriculum) -> str:
    kinds = Counter(item.type for item in of.items)
    rows = [(kind, *_split([item for item in of.items if item.type == kind])) for kind, _ in kinds.most_common()]
    cases = [item for item in of.items if item.case]
    return _table(("type", "patients", "trainees only", "critical"), [*rows, ("(with a case)", *_split(cases))])


def _split(items: Sequence[Item]) -> tuple[int, int, int]:
    return len(for_patients(items)), len(for_trainees_only(items)), sum(item.critical for item in items)


def _objectives(of: Curriculum) -> str:
    head = (
        "objective",
        "the learner can",
        "level",
        "decks",
        "lesson",
        "patients",
        "trainees only",
        "types",
        "critical",
    )
    note = (
        "\n\n`lesson` is the number of words of each lesson; `critical` the number of safety-critical cards, with those"
        " that the readiness check may ask in brackets."
    )
    return _table(head, [_goal_row(goal) for goal in of.goals]) + note


def _goal_row(goal: Goal) -> tuple[object, ...]:
    types = Counter(item.type for item in goal.items)
    ready = sum(item.readiness for item in goal.items)
    return (
        goal.id,
        goal.text,
        goal.bloom,
        ", ".join(goal.decks),
        ", ".join(str(words) for words in goal.lessons),
        len(for_patients(goal.items)),
        len(for_trainees_only(goal.items)),
        ", ".join(f"{kind} {count}" for kind, count in types.most_common()),
        f"{len(goal.critical)} ({ready})" if goal.critical else "",
    )


def _certainties(of: Curriculum) -> str:
    rows = []
    for level in (*_LEVELS, ""):
        items = [item for item in of.items if item.certainty == level]
        if items:
            rows.append((level.replace("_", " ") or "not said", *_split(items)))
    return _table(("certainty of the card", "patients", "trainees only", "critical"), rows)


def _strengths(of: Curriculum) -> str:
    found: dict[str, list[Item]] = {}
    for deck in of.decks:
        for item in deck.items:
            found.setdefault(strongest(item, deck), []).append(item)
    rows = [(name, *_split(found[name])) for name in (*STRENGTHS, OTHER) if name in found]
    return _table(("firmest work that the card cites", "patients", "trainees only", "critical"), rows)


def _facts(of: Curriculum) -> str:
    topics = dict.fromkeys(fact.topic for fact in of.facts)
    rows = []
    for topic in topics:
        facts = [fact for fact in of.facts if fact.topic == topic]
        sure = Counter(fact.certainty for fact in facts)
        rows.append((topic, len(facts), *(sure[level] for level in _LEVELS), sum(of.resting[f.id] for f in facts)))
    return _table(("topic", "facts", "high", "moderate", "low", "very low", "times that a card rests on one"), rows)


def _article(of: Curriculum) -> str:
    rows = []
    for code, text in _AGREEMENT.items():
        facts = [fact for fact in of.facts if fact.agrees == code]
        taught = [fact for fact in facts if of.resting[fact.id]]
        patients = {fact.text for item in for_patients(of.items) for fact in item.facts}
        rows.append((text, len(facts), len(taught), sum(fact.id in patients for fact in taught)))
    if not any(row[1] for row in rows):
        return ""
    return "The article that the decks began from, against these facts:\n\n" + _table(
        ("the article", "facts", "taught", "taught to patients"), rows
    )


def _beliefs(of: Curriculum) -> str:
    rows = [(f"{each.id}: {each.text}", of.standing[each.id]) for each in of.beliefs]
    return _table(("belief", "options that stand for it"), rows)


def _gaps(of: Curriculum) -> str:
    rows = [(what, len(ids), ", ".join(ids[:_MANY]) + ", ..." * (len(ids) > _MANY)) for what, ids in gaps(of)]
    return _table(("", "number", "which"), rows)


def _found(result: Result) -> str:
    count = Counter(str(problem.severity) for problem in result.problems)
    parts = [_table(("", "number"), [(level, count[level]) for level in ("error", "warning", "advice")])]
    silenced = Counter(
        (each.problem.code, f"{PurePath(each.problem.file).stem}/{each.problem.card}", each.reason)
        for each in result.silenced
    )
    if silenced:
        parts.append(f"{len(result.silenced)} findings are silenced, each with its reason:")
        parts.append(
            _table(("rule", "card", "times", "why"), [(*row[:2], silenced[row], row[2]) for row in sorted(silenced)])
        )
    return "\n\n".join(parts)
