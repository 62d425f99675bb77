"""What single fields of a deck file cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.decks.nodes import Mapping, Node, Scalar, Sequence
from ldn_learn.decks.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator


def consistency(root: Node, file: str) -> list[Problem]:
    """Ids that stand twice, and objectives, cases and cards that are named and that nobody wrote.

    Works on nodes and not on models, so that these problems come together with those of the fields.
    """
    cards, lessons = _items(root, "cards"), _items(root, "lessons")
    return [
        *_twice("card", _items(root, "cards"), file),
        *_twice("objective", _items(root, "objectives"), file),
        *_twice("lesson", _items(root, "lessons"), file),
        *_twice("case", _items(root, "cases"), file),
        *_twice("source", _items(root, "sources"), file),
        *_twice("misconception", _items(root, "misconceptions"), file),
        *_twice("fact", _items(root, "facts"), file),
        *_twice("glossary", _items(root, "terms"), file, key="term"),
        *_strangers("objective", "objectives", [*cards, *lessons], root, file),
        *_strangers("case", "cases", cards, root, file),
        *_requirements(cards, _text(root, "id"), file),
    ]


def _strangers(key: str, where_from: str, nodes: list[Node], root: Node, file: str) -> Iterator[Problem]:
    known = {_text(node, "id") for node in _items(root, where_from)} - {""}
    for node in nodes:
        name = _text(node, key)
        if name and name not in known and isinstance(node, Mapping):
            where = node.items[key]
            message = f"there is no {key} '{name}' in this deck"
            hint = nearest(name, known) or f"add it under '{where_from}:'"
            yield Problem(file, where.line, where.column, "C02", message, card=_text(node, "id"), hint=hint)


def _requirements(cards: list[Node], deck: str, file: str) -> Iterator[Problem]:
    """Cards that are to be learnt first: those of this deck must exist, and none may wait for itself."""
    needs: dict[str, list[str]] = {}
    for node in cards:
        names = [item.text.removeprefix(f"{deck}/") for item in _items(node, "requires") if isinstance(item, Scalar)]
        needs[_text(node, "id")] = [name for name in names if "/" not in name]
    for node in cards:
        card = _text(node, "id")
        for item in _items(node, "requires"):
            name = item.text.removeprefix(f"{deck}/") if isinstance(item, Scalar) else ""
            if name and "/" not in name and name not in needs:
                hint = nearest(name, needs) or "name a card of this deck"
                yield Problem(
                    file, item.line, item.column, "A11", f"there is no card '{name}' in this deck", card=card, hint=hint
                )
            elif name and _reaches(name, card, needs):
                message = f"the cards '{card}' and '{name}' wait for each other"
                yield Problem(
                    file, item.line, item.column, "A11", message, card=card, hint="take one of the two 'requires' away"
                )


def _reaches(start: str, goal: str, needs: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += needs.get(name, [])
    return False


def _twice(what: str, nodes: list[Node], file: str, key: str = "id") -> Iterator[Problem]:
    first: dict[str, int] = {}
    for node in nodes:
        name = _text(node, key)
        if not name:
            continue
        where = node.items[key] if isinstance(node, Mapping) else node
        if name in first:
            message = f"the {what} {key} '{name}' stands twice; it is on line {first[name]} already"
            card = name if what == "card" else ""
            hint = "give one of the two another id"
            yield Problem(file, where.line, where.column, "D01", message, card=card, hint=hint)
        first.setdefault(name, where.line)


def _text(node: Node, key: str) -> str:
    found = node.items.get(key) if isinstance(node, Mapping) else None
    return found.text.strip() if isinstance(found, Scalar) else ""


def _items(root: Node, key: str) -> list[Node]:
    found = root.items.get(key) if isinstance(root, Mapping) else None
    return found.items if isinstance(found, Sequence) else []
