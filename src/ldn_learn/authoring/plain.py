"""Nodes as the plain values that the models of the format are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_learn.decks.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from ldn_learn.decks.nodes import Node


def plain(node: Node) -> Any:
    """Dicts, lists and texts; a key with nothing after it counts as not written."""
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.items.items() if not is_empty(value)}


def is_empty(node: Node) -> bool:
    """Whether nothing stands there."""
    return isinstance(node, Scalar) and node.empty
