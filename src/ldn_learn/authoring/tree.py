"""A YAML file as a tree that keeps its comments, so that it can be written anew.

`decks.nodes` keeps what a deck says; this keeps how a file says it, and is only made of files that `decks.nodes` has
read: no anchors, no aliases, no deep nesting.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_Loader: Final = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader


@dataclass(slots=True)
class Leaf:
    """A text; `empty` when nothing stood there."""

    text: str
    empty: bool = False
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Branch:
    """A list, or keys and values; `flow` says that it stood in brackets."""

    keyed: bool
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    """Comments after the last entry; an empty text is an empty line, here and in `Entry.above`."""
    start: int = 0
    end: int = 0
    owner: Entry | None = None


@dataclass(slots=True)
class Entry:
    """An item of a list, or a key with its value, and the comments above and beside it."""

    key: str
    value: Leaf | Branch
    parent: Branch
    at: int = 0
    head_end: int = 0
    """Where the key or the dash ends."""
    above: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass(slots=True)
class Tree:
    """A whole file."""

    root: Branch
    comments: list[str]
    """All comments, wherever they hang."""
    header: list[str] = field(default_factory=list)
    """What stands above the first key, and stays at the top."""


def end_of(node: Leaf | Branch) -> int:
    """Where the last sign of a node stands, from 0, plus one."""
    while isinstance(node, Branch) and not node.flow and node.entries:
        last = node.entries[-1]
        if isinstance(last.value, Leaf) and last.value.empty and last.value.start == last.value.end:
            return last.head_end
        node = last.value
    return node.end


def walk(branch: Branch) -> Iterator[Entry]:
    """All entries under a branch, in the order of the file."""
    waiting = [iter(branch.entries)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            continue
        yield entry
        if isinstance(entry.value, Branch):
            waiting.append(iter(entry.value.entries))


def grow(text: str, dashes: list[int]) -> Branch:
    """The tree of a file that `decks.nodes.parse` reads without a problem, as a mapping; without comments yet.

    `dashes` are the places of the dashes before the items of lists, in order.
    """
    stack: list[Branch] = []
    keys: list[tuple[str, int, int] | None] = []
    root: Branch | None = None
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            branch = stack.pop()
            keys.pop()
            branch.end = _end(event)
            continue
        node = _node(event, text)
        if node is None:
            continue
        if stack and stack[-1].keyed and keys[-1] is None and isinstance(node, Leaf):
            keys[-1] = (node.text, node.start, node.end)
            continue
        if stack:
            stack[-1].entries.append(_entry(stack[-1], keys[-1], node, dashes))
            keys[-1] = None
        if isinstance(node, Branch):
            root = root or node
            stack.append(node)
            keys.append(None)
    assert root is not None
    return root


def _start(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.index


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _node(event: yaml.Event, text: str) -> Leaf | Branch | None:
    match event:
        case yaml.ScalarEvent():
            start, end = _start(event), _end(event)
            # A block's end is where the next line begins.
            end = start + len(text[start:end].rstrip())
            return Leaf(event.value, not event.style and event.value in ("", "~", "null"), start, end)
        case yaml.CollectionStartEvent():
            keyed = isinstance(event, yaml.MappingStartEvent)
            return Branch(keyed, bool(event.flow_style), start=_start(event))
    return None


def _entry(parent: Branch, key: tuple[str, int, int] | None, node: Leaf | Branch, dashes: list[int]) -> Entry:
    if key is not None:
        entry = Entry(key[0], node, parent, key[1], key[2])
    elif parent.flow:
        entry = Entry("", node, parent, node.start, node.start)
    else:
        dash = dashes[bisect_left(dashes, node.start) - 1]
        entry = Entry("", node, parent, dash, dash + 1)
    if isinstance(node, Branch):
        node.owner = entry
    return entry
