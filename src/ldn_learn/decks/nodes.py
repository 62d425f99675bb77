"""YAML as a tree of plain nodes that know where they stand.

Nodes are built from the parser's events, in a loop of our own, and not with `yaml.compose`: the composer recurses in C
and ends the process on a file of some 100,000 opening brackets. Every scalar stays the text that the author wrote, so
that `No`, `12:30` and `4.50` are no traps. Anchors and aliases are refused, since a few lines of them can stand for
millions of nodes.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

from ldn_learn.decks.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 24
"""Deeper nesting than this is no deck."""

_IN_C: Final = hasattr(yaml, "CSafeLoader")
_Loader: Final = yaml.CSafeLoader if _IN_C else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `empty` when nothing stood there."""

    text: str
    line: int
    column: int
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the author's order."""

    items: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class NotYamlError(Exception):
    """The text cannot be read as one YAML document; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A sequence or mapping whose end has not been met yet."""

    node: Sequence | Mapping
    key: Scalar | None = None
    duplicate: bool = False


@dataclass(slots=True)
class _Builder:
    file: str
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0

    def refuse(self, event: yaml.Event, code: str, message: str, hint: str = "") -> NotYamlError:
        return NotYamlError(Problem(self.file, *_place(event), code, message, hint=hint))

    def feed(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                event.value.encode()  # half a surrogate pair is no text; a `ValueError`
                self.add(_scalar(event), event)
            case yaml.SequenceStartEvent():
                self.open(Sequence([], *_place(event)), event)
            case yaml.MappingStartEvent():
                self.open(Mapping({}, {}, *_place(event)), event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.stack.pop()
            case yaml.AliasEvent():
                raise self.refuse(event, "Y03", "an alias (*name) stands here", "write the text out in full")
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self.refuse(event, "Y01", "a second document starts here", "keep one deck in a file")

    def open(self, node: Sequence | Mapping, event: yaml.Event) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.refuse(event, "Y05", f"nested deeper than {MAX_DEPTH} levels", "close some brackets")
        self.add(node, event)
        self.stack.append(_Open(node))

    def add(self, node: Node, event: yaml.Event) -> None:
        if getattr(event, "anchor", None):
            raise self.refuse(event, "Y03", "an anchor (&name) stands here", "take the anchor away")
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node, Sequence):
            top.node.items.append(node)
        elif top.key is None:
            if not isinstance(node, Scalar):
                raise self.refuse(event, "Y01", "a key must be a plain word", "write 'key: value'")
            self.key(top, node)
        else:
            if not top.duplicate:
                top.node.items[top.key.text] = node
            top.key = None

    def key(self, top: _Open, key: Scalar) -> None:
        assert isinstance(top.node, Mapping)
        first = top.node.keys.get(key.text)
        top.key, top.duplicate = key, first is not None
        if first is None:
            top.node.keys[key.text] = key
            return
        message = f"'{key.text}' stands here twice; it is on line {first.line} already"
        self.problems.append(Problem(self.file, key.line, key.column, "Y04", message, hint="keep one of the two"))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    empty = not event.style and event.value in ("", "~", "null")
    return Scalar(event.value, *_place(event), empty)


def _events(data: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(data, Loader=_Loader)


def decode_text(data: bytes, file: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; raises `NotYamlError`."""
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        raise NotYamlError(_unreadable(file, before, "the file is not UTF-8 text", "save it as UTF-8")) from None


def _unreadable(file: str, before: str, message: str, hint: str) -> Problem:
    """A problem at the place that `before` leads up to."""
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Problem(file, line, column, "Y02", message, hint=hint)


def _before(text: str, position: object) -> str:
    """What stands before a place that the parser names: the C parser counts bytes, the other one characters."""
    if not isinstance(position, int):
        return ""
    return text.encode()[:position].decode(errors="ignore") if _IN_C else text[:position]


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one document (`None` for an empty file) and the keys that stand twice; raises `NotYamlError`."""
    text = decode_text(data, file)
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = "this is not YAML: " + (error.problem or error.context or "it cannot be read")
        hint = "look for a missing quote, colon or space near this place"
        raise NotYamlError(Problem(file, line, column, "Y01", message, hint=hint)) from None
    except yaml.reader.ReaderError as error:
        raise NotYamlError(
            _unreadable(file, _before(text, error.position), "a control character stands here", "delete it")
        ) from None
    except (ValueError, OverflowError):
        # An escape such as "\\UFFFFFFFF" names no character; the parser does not say where.
        hint = "look for a '\\U' or '\\x' in quotes"
        raise NotYamlError(_unreadable(file, "", "an escaped character names nothing in Unicode", hint)) from None
    return builder.root, builder.problems
