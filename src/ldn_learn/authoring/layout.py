"""A tree in the one canonical layout: two spaces a level, keys in the format's order, lines of 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.authoring import scalars
from ldn_learn.authoring.shapes import Kind, Shape
from ldn_learn.authoring.tree import Branch, Entry, Leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.authoring.tree import Tree

_STEP: Final = 2


def write(tree: Tree, shape: Shape) -> str:
    """The whole file; the same tree always gives the same text, and reading that text gives the same tree."""
    first, lines = _block(tree.root, shape, 0)
    return "\n".join(_tidy([*tree.header, *first, *lines, *tree.root.footer])) + "\n"


def item(branch: Branch, shape: Shape, indent: int) -> list[str]:
    """The lines of one item of a list whose dashes stand at `indent`."""
    above, lines = _entry(Entry("", branch, branch), shape, indent, keyed=False, brackets=False)
    return [*(" " * indent + line for line in above), *lines]


def _tidy(lines: Sequence[str]) -> list[str]:
    """The lines without empty ones at the beginning and the end."""
    kept = list(lines)
    while kept and not kept[0]:
        del kept[0]
    while kept and not kept[-1]:
        del kept[-1]
    return kept


def _block(branch: Branch, shape: Shape, indent: int) -> tuple[list[str], list[str]]:
    """What stands above the first entry, to be put above the line that opens the branch, and the lines of the rest."""
    shape = shape.known(_card(branch)) if branch.keyed else shape
    entries = sorted(branch.entries, key=lambda entry: shape.rank(entry.key)) if branch.keyed else branch.entries
    above: list[str] = []
    lines: list[str] = []
    pad = " " * indent
    # The items of one list look alike: all of them in brackets, or none.
    brackets = branch.keyed or all(_fits(entry, shape.item(), indent) for entry in entries)
    for number, entry in enumerate(entries):
        inner = shape.key(entry.key) if branch.keyed else shape.item()
        hoisted, own = _entry(entry, inner, indent, keyed=branch.keyed, brackets=brackets)
        before = _spaced([*entry.above, *hoisted], first=number == 0)
        if number == 0:
            above = before
        else:
            lines += [line and pad + line for line in before]
        lines += own
    return above, lines


def _card(branch: Branch) -> dict[str, str]:
    """Keys and texts, as far as the type of a card is told by them."""
    leaves = ((entry.key, entry.value) for entry in branch.entries)
    return {key: value.text if isinstance(value, Leaf) else "" for key, value in leaves if not _is_empty(value)}


def _is_empty(node: Leaf | Branch) -> bool:
    return isinstance(node, Leaf) and node.empty


def _spaced(lines: Sequence[str], *, first: bool) -> list[str]:
    """At most one empty line in a row, and none above the first entry of a block."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]) or (not kept and not first):
            kept.append(line)
    return kept


def _fits(item: Entry, shape: Shape, indent: int) -> bool:
    """Whether an item of a list can stay on one line; a text always can, since it is wrapped by rules of its own."""
    if isinstance(item.value, Leaf):
        return True
    short = _in_brackets(item.value, shape)
    return short is not None and indent + _STEP + len(short) <= scalars.WIDTH


def _entry(entry: Entry, shape: Shape, indent: int, *, keyed: bool, brackets: bool) -> tuple[list[str], list[str]]:
    head = " " * indent + (scalars.inline(entry.key) + ":" if keyed else "-")
    beside = f"  {entry.beside}" if entry.beside else ""
    value = entry.value
    if isinstance(value, Leaf):
        lines = _leaf(value, shape, head, indent + _STEP)
        return [], [lines[0] + beside, *lines[1:]]
    short = _in_brackets(value, shape) if brackets or not value.entries else None
    if short is not None and (not value.entries or len(head) + 1 + len(short) <= scalars.WIDTH):
        return [], [f"{head} {short}{beside}"]
    above, lines = _block(value, shape, indent + _STEP)
    pad = " " * (indent + _STEP)
    foot = [line and pad + line for line in _spaced(value.footer, first=False)]
    if keyed:
        return [], [head + beside, *(pad + line if line else "" for line in above), *lines, *foot]
    lines[0] = head + " " + lines[0].lstrip(" ")
    return [*above, *([entry.beside] if entry.beside else [])], [*lines, *foot]


def _leaf(leaf: Leaf, shape: Shape, head: str, indent: int) -> list[str]:
    if leaf.empty:
        return [head]
    text = leaf.text.strip() if shape.kind is Kind.TEXT else leaf.text
    short = _scalar(text, shape, flow=False)
    if "\n" in text or len(head) + 1 + len(short) > scalars.WIDTH:
        block = scalars.folded(text, indent)
        if block is not None:
            pad = " " * indent
            return [f"{head} {block[0]}", *(pad + line if line else "" for line in block[1:])]
    return [f"{head} {short}"]


def _scalar(text: str, shape: Shape, *, flow: bool) -> str:
    if shape.kind is Kind.FLAG:
        return scalars.flag(text)
    return scalars.number(text) if shape.kind is Kind.NUMBER else scalars.inline(text, flow=flow)


def _in_brackets(branch: Branch, shape: Shape) -> str | None:
    """The branch on one line, where it stood in brackets and no comment stands within; brackets may hold nothing."""
    if not branch.entries:
        return "{}" if branch.keyed else "[]"
    if not branch.flow or branch.footer:
        return None
    shape = shape.known(_card(branch)) if branch.keyed else shape
    if shape.model is not None and "prompt" in shape.model.model_fields:
        return None
    parts: list[str] = []
    entries = sorted(branch.entries, key=lambda entry: shape.rank(entry.key)) if branch.keyed else branch.entries
    for entry in entries:
        part = _flow_part(entry, shape.key(entry.key) if branch.keyed else shape.item())
        if part is None:
            return None
        parts.append(f"{scalars.inline(entry.key, flow=True)}: {part}" if branch.keyed else part)
    return "{" + ", ".join(parts) + "}" if branch.keyed else "[" + ", ".join(parts) + "]"


def _flow_part(entry: Entry, shape: Shape) -> str | None:
    if any(entry.above) or entry.beside:
        return None
    value = entry.value
    if isinstance(value, Branch):
        return _in_brackets(value, shape)
    if value.empty:
        return "null"
    text = value.text.strip() if shape.kind is Kind.TEXT else value.text
    return None if "\n" in text else _scalar(text, shape, flow=True)
