"""From validated file models to values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_learn.decks import card_parts as parts
from ldn_learn.decks import schema
from ldn_learn.decks.cards import (
    REVERSE,
    Card,
    CardId,
    Choice,
    Citation,
    Cloze,
    Correction,
    Deck,
    DeckId,
    Flip,
    Lesson,
    Matching,
    Multi,
    Number,
    Objective,
    Option,
    Ordering,
    Pair,
    ShortAnswer,
    Source,
)
from ldn_learn.decks.glossary import Term
from ldn_learn.decks.meaning import fingerprint, gaps, plain_form
from ldn_learn.decks.nodes import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.decks.nodes import Node


def deck(part: schema.DeckPart, root: Node) -> Deck:
    """The values of one valid deck file."""
    nodes = root.items.get("cards") if isinstance(root, Mapping) else None
    lines = [node.line for node in nodes.items] if isinstance(nodes, Sequence) else []
    return Deck(
        id=DeckId(part.id),
        title=part.title,
        order=part.order,
        audience=part.audience,
        exam_share=part.exam_share,
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


def terms(part: schema.GlossaryPart) -> tuple[Term, ...]:
    """The values of one valid glossary."""
    return tuple(Term(each.term, tuple(each.also), each.definition) for each in part.terms)


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


def _cards(part: parts.AnyCard, owner: schema.DeckPart, line: int) -> Iterator[Card]:
    common = _common(part, owner, line)
    match part:
        case parts.FlipPart():
            yield from _flips(part, common)
        case parts.ClozePart():
            yield Cloze(**common, meaning=fingerprint(gaps(part.prompt), part.revision))
        case parts.NumberPart():
            unit = part.unit or ""
            meaning = fingerprint([f"{part.value.normalize():f}", unit], part.revision)
            yield Number(**common, meaning=meaning, value=part.value, unit=unit, tolerance=part.tolerance)
        case parts.TypedPart():
            meaning = fingerprint([part.answer], part.revision)
            yield ShortAnswer(**common, meaning=meaning, answer=part.answer, accept=tuple(part.accept))
        case parts.OrderPart():
            yield Ordering(**common, meaning=fingerprint(part.items, part.revision), items=tuple(part.items))
        case parts.MatchPart():
            pairs = tuple(Pair(each.left, each.right) for each in part.pairs)
            meaning = fingerprint(
                sorted((f"{pair.left} = {pair.right}" for pair in pairs), key=plain_form), part.revision
            )
            yield Matching(**common, meaning=meaning, pairs=pairs, extras=tuple(part.extras))
        case _:
            yield _with_options(part, common)


def _with_options(
    part: parts.ChoicePart | parts.MultiPart | parts.TrueFalsePart, common: dict[str, Any]
) -> Choice | Multi:
    options, shuffle = _options(part)
    keys = sorted((option.text for option in options if option.correct), key=plain_form)
    meaning = fingerprint(keys, part.revision)
    type_ = Multi if isinstance(part, parts.MultiPart) else Choice
    return type_(**common, meaning=meaning, options=options, shuffle=shuffle)


def _options(part: parts.ChoicePart | parts.MultiPart | parts.TrueFalsePart) -> tuple[tuple[Option, ...], bool]:
    if isinstance(part, parts.TrueFalsePart):
        after_other = (part.feedback or "", part.misconception or "")
        answers = (("True", True), ("False", False))
        right = [(text, answer is part.answer) for text, answer in answers]
        return tuple(Option(text, is_, *(() if is_ else after_other)) for text, is_ in right), False
    options = (Option(each.text, each.correct, each.feedback or "", each.misconception or "") for each in part.options)
    return tuple(options), part.shuffle


def _flips(part: parts.FlipPart, common: dict[str, Any]) -> Iterator[Flip]:
    if not part.reverse:
        yield Flip(**common, meaning=fingerprint([part.answer], part.revision), answer=part.answer)
        return
    # Each direction answers with the other one's prompt, so both texts carry what is learnt.
    meaning = fingerprint([part.prompt, part.answer], part.revision)
    common = common | {"group": common["group"] or part.id}
    yield Flip(**common, meaning=meaning, answer=part.answer)
    back = common | {"id": CardId(common["id"] + REVERSE), "prompt": part.answer}
    yield Flip(**back, meaning=meaning, answer=part.prompt)


def _correction(part: parts.CorrectionPart | None) -> Correction | None:
    return None if part is None else Correction(part.before, part.why, part.on or "")


def _common(part: parts.CardPart, owner: schema.DeckPart, line: int) -> dict[str, Any]:
    return {
        "id": CardId(f"{owner.id}/{part.id}"),
        "prompt": part.prompt,
        "objective": part.objective or "",
        "critical": part.critical,
        "audience": part.audience or owner.audience,
        "tags": tuple(part.tags),
        "group": part.group or "",
        "contrast": part.contrast or "",
        "explanation": part.explanation or "",
        "certainty": part.certainty or "",
        "citations": tuple(Citation(each.id, each.locator or "") for each in part.sources),
        "facts": tuple(part.facts),
        "stem": next((each.text for each in owner.cases if each.id == part.case), ""),
        "requires": tuple(CardId(each if "/" in each else f"{owner.id}/{each}") for each in part.requires),
        "readiness": part.readiness,
        "correction": _correction(part.correction),
        "line": line,
    }
