"""What changed between two editions of a set of decks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ldn_learn.authoring.editions import Edition, Item

_WORDS: Final = frozenset(
    {"prompt", "answer", "accept", "options", "items", "pairs", "extras", "value", "unit", "feedback", "explanation"}
)
"""The keys of a card that the learner reads."""


class Change(StrEnum):
    """How an item differs; the graver for a learner, the earlier."""

    MEANING = "meaning"
    """Another answer is right now: learners will be taught the card again."""
    REMOVED = "removed"
    ADDED = "added"
    WORDING = "wording"
    """Other words, the same answer: progress stays."""
    DETAILS = "details"
    """Nothing that stands in the question or in what is said about it."""
    MOVED = "moved"
    """Another place among its neighbours."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that is not the same on both sides."""

    change: Change
    what: str
    id: str
    keys: tuple[str, ...] = ()
    """The keys with other values, in the order of the format."""
    before: str = ""
    after: str = ""
    """For a changed meaning the right answers; for a deck's own keys or a source none."""
    note: str = ""


def compare(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """All differences, the gravest first, each kind in the order of the new edition."""
    found = [*_both(old, new), *_gone(old, new), *_come(old, new), *_moved(old, new)]
    ranks = {change: rank for rank, change in enumerate(Change)}
    return tuple(sorted(found, key=lambda each: (each.what != "card", ranks[each.change])))


def _both(old: Edition, new: Edition) -> Iterator[Difference]:
    for place, item in new.items.items():
        before = old.items.get(place)
        keys = () if before is None else _keys(before.values, item.values)
        if before is None or not keys:
            continue
        if item.meaning != before.meaning:
            note = "learners will be taught this card again"
            yield Difference(Change.MEANING, item.what, item.id, keys, before.key, item.key, note)
        else:
            yield Difference(_kind(item, keys), item.what, item.id, keys, note=_touched(item, new))


def _keys(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    names = dict.fromkeys([*after, *before])
    return tuple(name for name in names if before.get(name) != after.get(name))


def _kind(item: Item, keys: Sequence[str]) -> Change:
    return Change.DETAILS if item.what in ("card", "deck") and not _WORDS.intersection(keys) else Change.WORDING


def _touched(item: Item, edition: Edition) -> str:
    """How many cards rest on a work, or belong to an objective; of a fact, which cards rest on it."""
    cards = [
        id_
        for (what, id_), card in edition.items.items()
        if what == "card" and _concerns(item, id_.partition("/")[0], card.values)
    ]
    if item.what == "fact":
        return f"look again at {', '.join(cards)}" if cards else "no card rests on it"
    return f"touches {len(cards)} card{'s' * (len(cards) != 1)}" if item.what in ("source", "objective") else ""


def _concerns(item: Item, deck: str, card: dict[str, Any]) -> bool:
    if item.what == "source":
        return any(cited["id"] == item.id for cited in card["sources"])
    if item.what == "objective":
        return f"{deck}/{card['objective']}" == item.id
    return item.what == "fact" and item.id in card["facts"]


def _gone(old: Edition, new: Edition) -> Iterator[Difference]:
    twins = _twins(new, old)
    for place, item in old.items.items():
        if place not in new.items:
            twin = _twin(item, twins)
            note = f"it looks like {twin} now, and its progress does not go there" if twin else ""
            if item.what == "fact":
                note = _touched(item, new)
            yield Difference(Change.REMOVED, item.what, item.id, before=item.key, note=note)


def _come(old: Edition, new: Edition) -> Iterator[Difference]:
    twins = _twins(old, new)
    for place, item in new.items.items():
        if place not in old.items:
            twin = _twin(item, twins)
            note = f"it looks like {twin} before; give it back that id to keep the progress" if twin else ""
            yield Difference(Change.ADDED, item.what, item.id, after=item.key, note=note)


def _twins(there: Edition, here: Edition) -> dict[tuple[str, str], str]:
    """Prompt and meaning of each card that only one side has, and its id there."""
    only = (item for place, item in there.items.items() if item.what == "card" and place not in here.items)
    return {(item.values["prompt"], item.meaning): item.id for item in only}


def _twin(item: Item, twins: dict[tuple[str, str], str]) -> str:
    return twins.get((item.values["prompt"], item.meaning), "") if item.what == "card" else ""


def _moved(old: Edition, new: Edition) -> Iterator[Difference]:
    """The fewest cards whose moving explains the new order, deck by deck."""
    places = {id_: place for place, id_ in enumerate(old.cards())}
    decks: dict[str, list[str]] = {}
    for id_ in new.cards():
        if id_ in places:
            decks.setdefault(id_.partition("/")[0], []).append(id_)
    for ids in decks.values():
        stayed = _longest_rising([places[id_] for id_ in ids])
        yield from (Difference(Change.MOVED, "card", id_) for id_ in ids if places[id_] not in stayed)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The longest part of a sequence of different numbers that rises (patience sorting)."""
    tops: list[int] = []
    under: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        under[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    rising: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        rising.add(last)
        last = under[last]
    return rising
