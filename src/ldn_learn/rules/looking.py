"""Looking into nodes that may hold anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.decks.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRUE: Final = frozenset({"1", "on", "t", "true", "y", "yes"})
EMPTY: Final = Mapping({}, {}, 1, 1)


def text_at(node: Mapping, key: str) -> str:
    """The text of a key, or nothing."""
    found = node.items.get(key)
    return found.text.strip() if isinstance(found, Scalar) and not found.empty else ""


def means_true(text: str) -> bool:
    """Whether the format reads this text as true."""
    return text.lower() in _TRUE


def true_at(node: Mapping, key: str, *, otherwise: bool = False) -> bool:
    """Whether a key says true; `otherwise` when it is not there."""
    found = node.items.get(key)
    return means_true(found.text) if isinstance(found, Scalar) else otherwise


def list_at(node: Node | None, key: str) -> list[Node]:
    """The list of a key, or an empty one."""
    found = node.items.get(key) if isinstance(node, Mapping) else None
    return found.items if isinstance(found, Sequence) else []


def maps_at(node: Node | None, key: str) -> Iterator[Mapping]:
    """The mappings in the list of a key."""
    return (each for each in list_at(node, key) if isinstance(each, Mapping))


def scalars_at(node: Node | None, key: str) -> Iterator[Scalar]:
    """The texts in the list of a key."""
    return (each for each in list_at(node, key) if isinstance(each, Scalar) and not each.empty)
