"""What a folder of decks teaches to whom: counts, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.measure import counts
from ldn_learn.rules.readability import flesch_kincaid, words
from ldn_learn.rules.reading_level import texts
from ldn_learn.rules.subjects import designs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ldn_learn.rules.shared import Belief, Fact, Shared
    from ldn_learn.rules.sheet import Aim, Item, Sheet

STRENGTHS: Final = {
    "label, regulator or guideline": frozenset({"label", "regulator", "guideline"}),
    "systematic review": frozenset({"systematic-review", "systematic_review"}),
    "randomised trial": frozenset({"rct", "rct-crossover"}),
    "study without random groups": frozenset({"open-label", "cohort", "registry", "observational", "survey"}),
    "reports on single people": frozenset({"case-series", "case-report"}),
    "animals or cells": frozenset({"animal", "in-vitro", "preclinical"}),
}
"""Kinds of work, the first being the firmest ground for what a card says."""

OTHER: Final = "review, opinion or page"
_SELF_GRADED: Final = frozenset({"flip"})


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective, with all cards that serve it in whichever deck."""

    id: str
    text: str
    bloom: str
    decks: tuple[str, ...]
    lessons: tuple[int, ...]
    """The words of its lessons."""
    items: tuple[Item, ...]

    @property
    def critical(self) -> tuple[Item, ...]:
        """Its safety-critical cards."""
        return tuple(item for item in self.items if item.critical)


@dataclass(frozen=True)
class Curriculum:
    """The decks of one folder, in their order, and the files that they share."""

    decks: tuple[Sheet, ...]
    shared: Shared

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All cards."""
        return tuple(item for deck in self.decks for item in deck.items)

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The objectives by id, those of the first deck first."""
        found: dict[str, list[tuple[Sheet, Aim]]] = {}
        for deck in self.decks:
            for aim in deck.aims:
                found.setdefault(aim.id, []).append((deck, aim))
        return tuple(_goal(id_, places) for id_, places in found.items())

    @cached_property
    def resting(self) -> Counter[str]:
        """How many cards rest on each fact."""
        return Counter(fact.text for item in self.items for fact in item.facts)

    @cached_property
    def standing(self) -> Counter[str]:
        """How many options stand for each mistaken belief."""
        named = (option.misconception for item in self.items for option in item.options)
        return Counter(each.text for each in named if each is not None)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is known, in the order of its file."""
        return tuple((self.shared.facts or {}).values())

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """Mistaken beliefs, in the order of their file."""
        return tuple((self.shared.beliefs or {}).values())


def curriculum(decks: Iterable[Sheet], shared: Shared) -> Curriculum:
    """The curriculum of these decks, sorted as a learner meets them."""
    return Curriculum(tuple(sorted(decks, key=lambda deck: (deck.order, deck.id))), shared)


def _goal(id_: str, places: Sequence[tuple[Sheet, Aim]]) -> Goal:
    first = places[0][1]
    return Goal(
        id=id_,
        text=first.text.text,
        bloom=first.bloom,
        decks=tuple(deck.id for deck, _ in places),
        lessons=tuple(
            len(words(lesson.text.text)) for deck, _ in places for lesson in deck.lessons if lesson.objective == id_
        ),
        items=tuple(item for deck, _ in places for item in deck.by_objective[id_]),
    )


def for_patients(items: Iterable[Item]) -> tuple[Item, ...]:
    """The cards that patients learn, which are those for both too."""
    return tuple(item for item in items if item.is_for("patient"))


def for_trainees_only(items: Iterable[Item]) -> tuple[Item, ...]:
    """The cards that only trainees learn."""
    return tuple(item for item in items if not item.is_for("patient"))


def grades(deck: Sheet, audience: str) -> tuple[float | None, float | None]:
    """The school grade of what an audience reads: raw, and with taught words counted as short (Flesch-Kincaid)."""
    read = [passage.text for passage in texts(deck, audience)]
    return flesch_kincaid(counts(read)), flesch_kincaid(counts(read, deck.shared.headwords))


def strongest(item: Item, deck: Sheet) -> str:
    """The firmest kind of work that a card cites."""
    cited = frozenset(designs(item, deck))
    return next((name for name, kinds in STRENGTHS.items() if kinds & cited), OTHER)


def gaps(of: Curriculum) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What would be missing, each as a sentence and the ids that it is true of."""
    goals, safety = of.goals, [goal for goal in of.goals if goal.critical]
    return (
        ("objectives without a lesson", _ids(goal for goal in goals if not goal.lessons)),
        ("objectives with a lesson of more than 60 words", _ids(g for g in goals if max(g.lessons, default=0) > 60)),
        ("objectives with fewer than two cards", _ids(goal for goal in goals if len(goal.items) < 2)),
        ("safety objectives with fewer than three cards", _ids(goal for goal in safety if len(goal.items) < 3)),
        ("safety objectives in one format", _ids(goal for goal in safety if len({i.type for i in goal.items}) < 2)),
        ("safety objectives without parallel readiness cards", _ids(goal for goal in safety if _twins(goal) < 2)),
        ("cards without a fact", _cards(of, lambda item: not item.facts)),
        ("cards without a source", _cards(of, lambda item: not item.citations)),
        ("facts without a source", _ids(fact for fact in of.facts if not fact.sources)),
        ("facts on which no card rests", _ids(fact for fact in of.facts if not of.resting[fact.id])),
        ("mistaken beliefs that no option stands for", _ids(each for each in of.beliefs if not of.standing[each.id])),
    )


def _twins(goal: Goal) -> int:
    return sum(item.readiness and item.type not in _SELF_GRADED for item in goal.items)


def _cards(of: Curriculum, lacks: Callable[[Item], bool]) -> tuple[str, ...]:
    return tuple(f"{deck.id}/{item.id}" for deck in of.decks for item in deck.items if lacks(item))


def _ids(things: Iterable[Goal | Fact | Belief]) -> tuple[str, ...]:
    return tuple(thing.id for thing in things)
