"""A card that is added to the end of a deck file, of which every other line stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.authoring import comments, layout
from ldn_learn.authoring.names import slug, unique
from ldn_learn.authoring.shapes import Kind, Shape
from ldn_learn.authoring.tree import Branch, Entry, Leaf, end_of
from ldn_learn.decks.decode import decode_deck
from ldn_learn.decks.nodes import decode_text
from ldn_learn.errors import DeckError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Card

_INDENT: Final = 2
_CARD: Final = Shape(Kind.CARD)

_HINTS: Final = {
    "objective": "objective: what a learner can do after it; an id from 'objectives'",
    "explanation": "explanation: why it is so; shown after every answer",
    "certainty": "certainty: how sure science is; high, moderate, low or very_low",
    "sources": "sources: [{id: an id from sources.yaml, locator: page or section}]",
}
"""What a good card has and this one was not given, as comments."""


def add_card(data: bytes, file: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """The text of a deck file with one more card, and the card's id, which is made from the prompt if it has none.

    `values` are the keys of the card: texts, lists, and mappings of these. Raises `DeckError` when the file is no sound
    deck, and `UsageError` when the card is none.
    """
    before = decode_deck(data, file)
    if before.deck is None:
        raise DeckError(f"{before.problems[0]}. Mend it before you add a card.")
    taken = {card.id.partition("/")[2] for card in before.deck.cards}
    id_ = str(values.get("id") or unique(slug(str(values["prompt"]), "card"), taken))
    text = decode_text(data, file)
    made = _inserted(text, {**values, "id": id_}, file)
    after = decode_deck(made.encode(), file)
    if after.deck is None:
        problem = after.problems[0]
        hint = f" ({problem.hint})" if problem.hint else ""
        raise UsageError(f"This makes no card: {problem.message}{hint}.")
    count = len(before.deck.cards)
    if [_placeless(card) for card in after.deck.cards[:count]] != [_placeless(card) for card in before.deck.cards]:
        raise DeckError(f"A card cannot be added to {file} as it is written. Run 'ldn-learn fmt' on it first.")
    return made, id_


def _placeless(card: Card) -> Card:
    return replace(card, line=0)


def _inserted(text: str, values: Mapping[str, Any], file: str) -> str:
    """The text with the card behind the last one; its lines end as those of the file do."""
    ending = "\r\n" if "\r\n" in text else "\n"
    source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    root = comments.read(source).root
    cards = next(entry.value for entry in root.entries if entry.key == "cards")
    if isinstance(cards, Leaf) or (cards.flow and cards.entries):
        raise DeckError(f"The cards of {file} stand in brackets. Run 'ldn-learn fmt {file}' and try again.")
    if not cards.entries:
        lines = layout.item(_branch(values), _CARD, _INDENT)
        made = source[: cards.start].rstrip() + "\n" + "\n".join(lines) + source[cards.end :]
    else:
        column = _column(source, cards.entries[-1].at)
        at = _end_of_card(source, end_of(cards), column)
        lines = layout.item(_branch(values), _CARD, column)
        gap = "\n" if _has_gap(source, cards) else ""
        made = source[:at].rstrip("\n") + "\n" + gap + "\n".join(lines) + "\n" + source[at:]
    return made.replace("\n", ending)


def _column(source: str, at: int) -> int:
    return at - (source.rfind("\n", 0, at) + 1)


def _has_gap(source: str, cards: Branch) -> bool:
    """Whether an empty line stands between the last two cards."""
    if len(cards.entries) < 2:
        return False
    return re.search(r"\n[ \t]*\n", source[end_of(cards.entries[-2].value) : cards.entries[-1].at]) is not None


def _end_of_card(source: str, at: int, column: int) -> int:
    """Where the line after a card begins; comments that stand deeper than its dash belong to it."""
    end = position = _next_line(source, at)
    while position < len(source):
        following = _next_line(source, position)
        line = source[position:following]
        stripped = line.strip()
        if stripped and not (stripped.startswith("#") and len(line) - len(line.lstrip()) > column):
            break
        position = following
        end = position if stripped else end
    return end


def _next_line(source: str, at: int) -> int:
    found = source.find("\n", at)
    return len(source) if found < 0 else found + 1


def _branch(values: Mapping[str, Any]) -> Branch:
    """The card as a tree, with hints for what is missing."""
    branch = _keys(values, flow=False)
    branch.footer = [f"# {hint}" for key, hint in _HINTS.items() if not values.get(key)]
    for entry in branch.entries:
        if entry.key == "options" and isinstance(entry.value, Branch):
            for option in entry.value.entries:
                _ask_for_feedback(option.value)
    return branch


def _ask_for_feedback(option: Leaf | Branch) -> None:
    if isinstance(option, Branch) and not any(entry.key in ("correct", "feedback") for entry in option.entries):
        option.footer = ["# feedback: what is so instead, in five words or more"]


def _keys(values: Mapping[str, Any], *, flow: bool) -> Branch:
    branch = Branch(keyed=True, flow=flow)
    branch.entries = [Entry(key, _node(key, value), branch) for key, value in values.items() if value not in ("", [])]
    return branch


def _node(key: str, value: Any) -> Leaf | Branch:
    if not isinstance(value, list):
        return Leaf(str(value))
    branch = Branch(keyed=False, flow=key in ("sources", "accept", "extras"))
    for each in value:
        node = _keys(each, flow=key != "options") if isinstance(each, dict) else Leaf(str(each))
        branch.entries.append(Entry("", node, branch))
    return branch
