"""From validated file models to values, and the checks that need a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_learn.decks import schema
from ldn_learn.decks.cards import (
    REVERSE,
    Card,
    CardId,
    Choice,
    Citation,
    Cloze,
    Deck,
    DeckId,
    Flip,
    Lesson,
    Number,
    Objective,
    Option,
    Source,
)
from ldn_learn.decks.meaning import fingerprint, gaps
from ldn_learn.decks.nodes import Mapping, Node, Scalar, Sequence
from ldn_learn.decks.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator


def deck(part: schema.DeckPart, root: Node) -> Deck:
    """The values of one valid deck file."""
    lines = [node.line for node in _items(root, "cards")]
    return Deck(
        id=DeckId(part.id),
        title=part.title,
        order=part.order,
        audience=part.audience,
        language=part.language,
        version=part.version or "",
        reviewed=part.reviewed or "",
        review_by=part.review_by or "",
        purpose=part.purpose or "",
        main_message=part.main_message or "",
        notice=part.notice or "",
        objectives=tuple(Objective(each.id, each.text, each.bloom or "") for each in part.objectives),
        lessons=tuple(Lesson(each.id, each.objective, each.text) for each in part.lessons),
        cards=tuple(card for each, line in zip(part.cards, lines, strict=True) for card in _cards(each, part, line)),
    )


def sources(part: schema.SourcesPart) -> tuple[Source, ...]:
    """The values of one valid bibliography."""
    return tuple(
        Source(
            each.id,
            each.title,
            each.authors or "",
            each.year or "",
            each.journal or "",
            each.design or "",
            each.doi or "",
            each.pmid or "",
            each.url or "",
        )
        for each in part.sources
    )


def _cards(part: schema.AnyCard, owner: schema.DeckPart, line: int) -> Iterator[Card]:
    common = _common(part, owner, line)
    match part:
        case schema.FlipPart():
            yield from _flips(part, common)
        case schema.ChoicePart():
            options = tuple(
                Option(each.text, each.correct, each.feedback or "", each.misconception or "") for each in part.options
            )
            key = next(option.text for option in options if option.correct)
            meaning = fingerprint([key], part.revision)
            yield Choice(**common, meaning=meaning, options=options, shuffle=part.shuffle)
        case schema.ClozePart():
            yield Cloze(**common, meaning=fingerprint(gaps(part.prompt), part.revision))
        case schema.NumberPart():
            unit = part.unit or ""
            meaning = fingerprint([f"{part.value.normalize():f}", unit], part.revision)
            yield Number(**common, meaning=meaning, value=part.value, unit=unit, tolerance=part.tolerance)


def _flips(part: schema.FlipPart, common: dict[str, Any]) -> Iterator[Flip]:
    if not part.reverse:
        yield Flip(**common, meaning=fingerprint([part.answer], part.revision), answer=part.answer)
        return
    # Each direction answers with the other one's prompt, so both texts carry what is learnt.
    meaning = fingerprint([part.prompt, part.answer], part.revision)
    common = common | {"group": common["group"] or part.id}
    yield Flip(**common, meaning=meaning, answer=part.answer)
    back = common | {"id": CardId(common["id"] + REVERSE), "prompt": part.answer}
    yield Flip(**back, meaning=meaning, answer=part.prompt)


def _common(part: schema.CardPart, owner: schema.DeckPart, line: int) -> dict[str, Any]:
    return {
        "id": CardId(f"{owner.id}/{part.id}"),
        "prompt": part.prompt,
        "objective": part.objective or "",
        "critical": part.critical,
        "audience": part.audience or owner.audience,
        "tags": tuple(part.tags),
        "group": part.group or "",
        "explanation": part.explanation or "",
        "certainty": part.certainty or "",
        "citations": tuple(Citation(each.id, each.locator or "") for each in part.sources),
        "facts": tuple(part.facts),
        "line": line,
    }


def consistency(root: Node, file: str) -> list[Problem]:
    """What single fields cannot show: ids that stand twice, objectives that a card or lesson names and nobody wrote.

    Works on nodes and not on models, so that these problems come together with those of the fields.
    """
    known = {_text(node, "id") for node in _items(root, "objectives")} - {""}
    return [
        *_twice("card", _items(root, "cards"), file),
        *_twice("objective", _items(root, "objectives"), file),
        *_twice("lesson", _items(root, "lessons"), file),
        *_strangers([*_items(root, "cards"), *_items(root, "lessons")], known, file),
    ]


def _strangers(nodes: list[Node], known: set[str], file: str) -> Iterator[Problem]:
    for node in nodes:
        name = _text(node, "objective")
        if name and name not in known and isinstance(node, Mapping):
            where = node.items["objective"]
            message = f"there is no objective '{name}' in this deck"
            hint = nearest(name, known) or "add it under 'objectives:'"
            yield Problem(file, where.line, where.column, "C02", message, card=_text(node, "id"), hint=hint)


def _twice(what: str, nodes: list[Node], file: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for node in nodes:
        name = _text(node, "id")
        if not name:
            continue
        where = node.items["id"] if isinstance(node, Mapping) else node
        if name in first:
            message = f"the {what} id '{name}' stands twice; it is on line {first[name]} already"
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
