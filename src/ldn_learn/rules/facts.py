"""Rules about the file of facts (B03 to B05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ldn_learn.rules.passages import like
from ldn_learn.rules.proof import known, numbers, value
from ldn_learn.rules.registry import A, E, Finding, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.shared import Shared


class Spot(NamedTuple):
    """A place in a shared file."""

    line: int
    column: int


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
