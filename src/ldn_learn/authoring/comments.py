"""The comments of a file, and the place in its tree that each belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

from ldn_learn.authoring.tree import Branch, Entry, Leaf, Tree, end_of, grow, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_Loader: Final = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
_BREAK: Final = "\n\x85\u2028\u2029"
_COMMENT: Final = re.compile(f"#[^{_BREAK}]*")
_BLOCK_HEAD: Final = re.compile(rf"[|>][-+0-9]*[ \t]+(#[^{_BREAK}]*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, from its `#` to the end of its line."""

    text: str
    at: int
    in_block: bool = False
    """Whether it stands beside the marker of a block of text."""


def _comments(text: str, dashes: list[int]) -> Iterator[Comment]:
    """All comments, in the order of the file: what stands between the tokens and is no space.

    On the way, the places of the dashes before the items of lists are added to `dashes`.
    """
    position = 0
    for token in yaml.scan(text, Loader=_Loader):
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.BlockEntryToken):
            dashes.append(start)
        if end == start and not isinstance(token, yaml.StreamEndToken):
            continue
        for found in _COMMENT.finditer(text, position, start):
            yield Comment(found[0].rstrip(), found.start())
        if isinstance(token, yaml.ScalarToken) and (head := _BLOCK_HEAD.match(text, start, end)):
            yield Comment(head[1].rstrip(), head.start(1), in_block=True)
        position = max(position, end)
    for found in _COMMENT.finditer(text, position):
        yield Comment(found[0].rstrip(), found.start())


class _Lines:
    """Where lines begin, and which of them are empty."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer(f"[{_BREAK}]", text))]

    def line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def column(self, at: int) -> int:
        return at - self.starts[self.line(at)]

    def begins(self, at: int) -> bool:
        """Whether nothing but space stands before this place on its line."""
        return not self.text[self.starts[self.line(at)] : at].strip("\ufeff \t")

    def after_empty(self, at: int) -> bool:
        """Whether the line above this place is empty."""
        line = self.line(at)
        return line > 0 and self.begins(at) and not self.text[self.starts[line - 1] : self.starts[line]].strip()


@dataclass(slots=True)
class _Gardener:
    """Hangs comments and empty lines into a tree."""

    tree: Tree
    lines: _Lines
    entries: list[Entry] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)

    def index(self) -> None:
        self.entries = list(walk(self.tree.root))
        self.starts = [entry.at for entry in self.entries]
        # Of two that end at one place, the later and so inner one is the nearer.
        self.ends = sorted((max(end_of(each.value), each.head_end), number) for number, each in enumerate(self.entries))
        self.heads = sorted((_head(each), number) for number, each in enumerate(self.entries))

    def hang(self, comment: Comment) -> None:
        if self.lines.begins(comment.at):
            above = self._place(comment.at)
            if self.lines.after_empty(comment.at):
                above.append("")
            above.append(comment.text)
            return
        entry = self._beside(comment)
        if entry is None:
            first = not self.entries or comment.at < self.starts[0]
            (self.tree.header if first else self.tree.root.footer).append(comment.text)
        elif entry.beside or (not entry.key and isinstance(entry.value, Branch) and not entry.value.flow):
            entry.above.append(comment.text)
        else:
            entry.beside = comment.text

    def _beside(self, comment: Comment) -> Entry | None:
        """Whose line the comment ends."""
        before = bisect_left(self.starts, comment.at) - 1
        if comment.in_block:
            return self.entries[before] if before >= 0 else None
        near: list[tuple[int, int]] = []
        for places in (self.ends, self.heads):
            found = bisect_right(places, (comment.at, len(self.entries))) - 1
            if found >= 0:
                near.append(places[found])
        if not near:
            return None
        place, number = max(near)
        return self.entries[number] if self.lines.line(max(place - 1, 0)) == self.lines.line(comment.at) else None

    def _place(self, at: int) -> list[str]:
        """The list that a comment on a line of its own is added to."""
        number = bisect_right(self.starts, at)
        following = self.entries[number] if number < len(self.entries) else None
        if number == 0:
            return self.tree.header
        before = self.entries[number - 1]
        if _is_between(before, at):
            return _opening(before, at)
        inside = _open_flow(before, at)
        if inside is not None:
            return following.above if following is not None and following.parent is inside else _footer(inside)
        return self._by_column(before, following, self.lines.column(at))

    def _by_column(self, before: Entry, following: Entry | None, column: int) -> list[str]:
        """Between two entries, a comment that stands deeper than the second belongs to the end of what came before."""
        if following is not None and column <= self.lines.column(following.at):
            return following.above
        ended = [branch for branch in _around(before, following) if self._column(branch) <= column]
        # Where a list stands no deeper than its key, both begin in one column; the outer one is meant.
        same = [branch for branch in ended if self._column(branch) == self._column(ended[0])]
        if same:
            return same[-1].footer
        return self.tree.root.footer if following is None else following.above

    def _column(self, branch: Branch) -> int:
        return self.lines.column(branch.entries[0].at)


def _around(before: Entry, following: Entry | None) -> list[Branch]:
    """The blocks that end between two entries, the inner ones first."""
    found: list[Branch] = []
    branch: Branch | None = before.parent
    while branch is not None and not (following is not None and branch is following.parent):
        if not branch.flow:
            found.append(branch)
        branch = branch.owner.parent if branch.owner is not None else None
    return found


def _head(entry: Entry) -> int:
    """The place up to which a comment beside an entry's beginning is the entry's own: its key, dash or bracket."""
    if isinstance(entry.value, Branch) and entry.value.flow:
        return entry.value.start + 1
    return entry.head_end


def _is_between(entry: Entry, at: int) -> bool:
    """Whether a place lies between a key or dash and what follows it, before any entry of its value."""
    value = entry.value
    if isinstance(value, Leaf):
        return entry.head_end <= at < value.start
    return entry.head_end <= at < (value.entries[0].at if value.entries else value.end)


def _opening(entry: Entry, at: int) -> list[str]:
    """Where a comment between a key or dash and what follows it goes: above that, or above the whole entry."""
    value = entry.value
    if isinstance(value, Leaf) or not value.entries or (value.flow and at < value.start):
        return entry.above
    # What stands above the first key of an item has no line of its own there: the dash comes before it.
    return value.entries[0].above if value.flow or entry.key else entry.above


def _open_flow(before: Entry, at: int) -> Branch | None:
    """The brackets that are still open at a place after the beginning of `before`."""
    branch: Branch | None = before.value if isinstance(before.value, Branch) else before.parent
    while branch is not None:
        if branch.flow and branch.start < at < branch.end:
            return branch
        branch = branch.owner.parent if branch.owner is not None else None
    return None


def _footer(branch: Branch) -> list[str]:
    """Where a comment before a closing bracket goes; nothing hangs under brackets that hold nothing."""
    if branch.entries or branch.owner is None:
        return branch.footer
    return branch.owner.above


def read(text: str) -> Tree:
    """The tree of a file with its comments and the empty lines between entries; see `tree.grow` for what it takes."""
    dashes: list[int] = []
    found = list(_comments(text, dashes))
    tree = Tree(grow(text, dashes), [comment.text for comment in found])
    lines = _Lines(text)
    gardener = _Gardener(tree, lines)
    gardener.index()
    for comment in found:
        gardener.hang(comment)
    for entry in gardener.entries:
        if not entry.parent.flow and lines.after_empty(_top(entry, lines)):
            entry.above.append("")
    return tree


def _top(entry: Entry, lines: _Lines) -> int:
    """Where an entry begins, if it begins its line; another place is never after an empty line."""
    return entry.at if lines.begins(entry.at) else 0
