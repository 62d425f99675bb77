"""`fmt`: one file in its canonical layout, or the reasons why it has none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_learn.authoring import comments, layout, names
from ldn_learn.authoring.kinds import DECK, MODELS
from ldn_learn.authoring.plain import plain
from ldn_learn.authoring.shapes import of_model
from ldn_learn.authoring.tree import Branch, Entry, Leaf
from ldn_learn.decks.decode import examine_deck, examine_shared
from ldn_learn.decks.nodes import Mapping, Node, Scalar, Sequence, decode_text, parse
from ldn_learn.decks.problems import Problem

if TYPE_CHECKING:
    from ldn_learn.authoring.tree import Tree


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it should be written."""

    text: str
    """Empty when there are problems."""
    changed: bool = False
    problems: tuple[Problem, ...] = ()
    """Why the file is left alone."""
    ids: tuple[str, ...] = ()
    """Ids that were made for cards without one."""
    returns: bool = False
    """Whether lines ended in a carriage return, which the text no longer has."""


def format_file(data: bytes, file: str, kind: str = DECK) -> Formatted:
    """The canonical text of a deck or shared file; `file` is the name that problems carry.

    What the file says is read again from the result: when it is not the same, or a comment is missing, the file is left
    alone and a problem says so.
    """
    examined = examine_deck(data, file) if kind == DECK else examine_shared(data, file, kind)
    root = examined.root
    if root is None or not isinstance(root, Mapping):
        return Formatted("", problems=examined.problems or (_empty(file),))
    nameless = _nameless(root) if kind == DECK else {}
    places = {(node.items.get("id", node).line, node.items.get("id", node).column) for node in nameless.values()}
    missing = ("V01", "'id' is missing")
    rest = tuple(
        each
        for each in examined.problems
        if (each.line, each.column) not in places or (each.code, each.message) != missing
    )
    if rest:
        return Formatted("", problems=rest)
    tree = comments.read(_one_kind_of_break(decode_text(data, file)))
    ids = _made(root, nameless)
    _put(tree, ids)
    text = layout.write(tree, of_model(MODELS[kind]))
    if not _says_the_same(text, tree.comments, root, ids, kind):
        return Formatted("", problems=(_unsafe(file),))
    returns = b"\r" in data
    return Formatted(text, text.encode() != data, (), tuple(ids.values()), returns)


def _one_kind_of_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _empty(file: str) -> Problem:
    return Problem(file, 1, 1, "Y06", "the file is empty", hint="there is nothing to format")


def _unsafe(file: str) -> Problem:
    message = "this file cannot be formatted without changing what it says"
    return Problem(file, 1, 1, "Y08", message, hint="it is left alone; please report it")


def _nameless(root: Mapping) -> dict[int, Mapping]:
    """The cards that have a prompt and no id, by their place."""
    cards = root.items.get("cards")
    if not isinstance(cards, Sequence):
        return {}
    return {
        place: node
        for place, node in enumerate(cards.items)
        if isinstance(node, Mapping) and _text(node, "id") == "" and _text(node, "prompt")
    }


def _text(node: Mapping, key: str) -> str | None:
    """The text under a key, empty when none stands there; `None` for anything else than text."""
    found = node.items.get(key)
    if found is None:
        return ""
    return ("" if found.empty else found.text) if isinstance(found, Scalar) else None


def _made(root: Mapping, nameless: dict[int, Mapping]) -> dict[int, str]:
    """An id for each card that has none, from its prompt."""
    cards = root.items.get("cards")
    nodes = [node for node in cards.items if isinstance(node, Mapping)] if isinstance(cards, Sequence) else []
    taken = {_text(node, "id") or "" for node in nodes}
    made: dict[int, str] = {}
    for place, node in nameless.items():
        made[place] = names.unique(names.slug(_text(node, "prompt") or "", "card"), taken)
        taken.add(made[place])
    return made


def _put(tree: Tree, ids: dict[int, str]) -> None:
    """Give the ids to the cards of a tree."""
    cards = next((entry.value for entry in tree.root.entries if entry.key == "cards"), None)
    if not isinstance(cards, Branch):
        return
    for place, id_ in ids.items():
        card = cards.entries[place].value
        if isinstance(card, Branch):
            entry = next((each for each in card.entries if each.key == "id"), None)
            if entry is None:
                card.entries.insert(0, Entry("id", Leaf(id_), card))
            else:
                entry.value = Leaf(id_)


def _says_the_same(text: str, remarks: list[str], root: Node, ids: dict[int, str], kind: str) -> bool:
    """Whether the result reads as the source does, keeps every comment, and would not be changed once more."""
    model = MODELS[kind]
    after, problems = parse(text.encode(), "")
    if after is None or problems:
        return False
    before = plain(root)
    for place, id_ in ids.items():
        before["cards"][place]["id"] = id_
    if model.model_validate(before) != model.model_validate(plain(after)):
        return False
    again = comments.read(text)
    return Counter(again.comments) == Counter(remarks) and layout.write(again, of_model(model)) == text
