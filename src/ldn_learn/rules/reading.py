"""From the nodes of a deck file to what the rules see."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.card_parts import type_of
from ldn_learn.decks.meaning import GAP, gaps
from ldn_learn.decks.nodes import Mapping, Node, Scalar
from ldn_learn.rules.looking import EMPTY, list_at, maps_at, means_true, scalars_at, text_at, true_at
from ldn_learn.rules.passages import Passage
from ldn_learn.rules.sheet import Aim, Choice, Item, Sheet, Taught

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from ldn_learn.decks.problems import Problem
    from ldn_learn.rules.shared import Shared

_HEAD: Final = ("title", "purpose", "main_message", "summary", "notice")
_HARMLESS: Final = frozenset({"A11", "C02", "D01", "M14"})
"""Problems of form that leave a card fit to be read."""


def sheet(root: Node | None, file: str, problems: Iterable[Problem], shared: Shared) -> Sheet:
    """The deck of these nodes; its cards without those that have a problem of form."""
    top = root if isinstance(root, Mapping) else EMPTY
    audience = text_at(top, "audience") or "both"
    nodes = [node for node in list_at(top, "cards") if isinstance(node, Mapping)]
    sound = _sound(nodes, problems)
    cases = {text_at(node, "id"): _passage(node, "text", "case") for node in maps_at(top, "cases")}
    return Sheet(
        file=file,
        id=text_at(top, "id"),
        audience=audience,
        line=top.line,
        column=top.column,
        language=text_at(top, "language") or "en",
        reviewed=text_at(top, "reviewed"),
        exam_share=int(share) if (share := text_at(top, "exam_share")).isdecimal() else 0,
        order=int(order) if (order := text_at(top, "order")).isdecimal() else 0,
        head=_some(_passage(top, role, role) for role in _HEAD),
        aims=tuple(
            Aim(text_at(node, "id"), text_at(node, "bloom"), passage)
            for node in maps_at(top, "objectives")
            for passage in _some([_passage(node, "text", "objective")])
        ),
        lessons=tuple(
            Taught(text_at(node, "objective"), passage)
            for node in maps_at(top, "lessons")
            for passage in _some([_passage(node, "text", "lesson")])
        ),
        items=tuple(_item(node, audience, cases) for node in sound),
        whole=len(sound) == len(list_at(top, "cards")),
        shared=shared,
    )


def _sound(nodes: list[Mapping], problems: Iterable[Problem]) -> list[Mapping]:
    """The cards between whose start and the next one's no problem of form stands."""
    found = [problem for problem in problems if problem.code not in _HARMLESS]
    if not found or not nodes:
        return nodes
    starts = [(node.line, node.column) for node in nodes]
    broken: set[int] = set()
    for problem in found:
        index = bisect_right(starts, (problem.line, problem.column)) - 1
        if index >= 0 and problem.card in ("", text_at(nodes[index], "id")):
            broken.add(index)
    return [node for index, node in enumerate(nodes) if index not in broken]


def _item(node: Mapping, audience: str, cases: Map[str, Passage | None]) -> Item:
    keys = node.items
    named = keys.get("type")
    type_ = named.text if isinstance(named, Scalar) and not named.empty else type_of(_flat_keys(node)) or "flip"
    options = _options(node, type_)
    case = text_at(node, "case")
    return Item(
        id=text_at(node, "id"),
        type=type_,
        line=node.line,
        column=node.column,
        audience=text_at(node, "audience") or audience,
        passages=tuple(_passages(node, type_, options, cases.get(case))),
        options=options,
        objective=text_at(node, "objective"),
        critical=true_at(node, "critical"),
        certainty=text_at(node, "certainty"),
        case=case,
        readiness=true_at(node, "readiness"),
        shuffle=true_at(node, "shuffle", otherwise=True),
        myth=true_at(node, "myth"),
        accepts=len(list_at(node, "accept")),
        unit=text_at(node, "unit"),
        gaps=gaps(text_at(node, "prompt")) if type_ == "cloze" else (),
        tags=frozenset(each.text for each in scalars_at(node, "tags")),
        facts=tuple(scalars_at(node, "facts")),
        requires=tuple(scalars_at(node, "requires")),
        citations=tuple(
            id_ for each in maps_at(node, "sources") for id_ in [each.items.get("id")] if isinstance(id_, Scalar)
        ),
        lint_ok=_reasons(node, "lint_ok") if "lint_ok" in keys else {},
        numbers_ok={number: why for number, (why, _, _) in _reasons(node, "numbers_ok").items()}
        if "numbers_ok" in keys
        else {},
    )


def _flat_keys(node: Mapping) -> dict[str, str]:
    """Of a card as much as tells its type."""
    return {key: value.text if isinstance(value, Scalar) else "" for key, value in node.items.items()}


def _passages(node: Mapping, type_: str, options: tuple[Choice, ...], case: Passage | None) -> Iterator[Passage]:
    if case is not None:
        yield case
    prompt = _passage(node, "prompt", "prompt") or Passage("", "prompt", node.line, node.column)
    if type_ == "cloze":
        prompt = prompt._replace(text=re.sub(GAP, lambda gap: gap[1], prompt.text))
    yield prompt
    yield from _answers(node, type_)
    for option in options:
        yield option.text
        if option.feedback is not None:
            yield option.feedback
    yield from _some([_passage(node, "explanation", "explanation")])
    correction = node.items.get("correction")
    if isinstance(correction, Mapping):
        yield from _some([_passage(correction, "why", "correction")])


def _answers(node: Mapping, type_: str) -> Iterator[Passage]:
    """The right answers of a card without options."""
    if type_ in ("flip", "typed"):
        yield from _some([_passage(node, "answer", "answer")])
        yield from (Passage(each.text, "accept", each.line, each.column) for each in scalars_at(node, "accept"))
    elif type_ == "number":
        value = node.items.get("value")
        if isinstance(value, Scalar):
            yield Passage(f"{value.text} {text_at(node, 'unit')}".strip(), "answer", value.line, value.column)
    elif type_ in ("order", "match"):
        yield from (Passage(each.text, "item", each.line, each.column) for each in _loose(node))
        yield from (Passage(each.text, "distractor", each.line, each.column) for each in scalars_at(node, "extras"))


def _loose(node: Mapping) -> Iterator[Scalar]:
    yield from scalars_at(node, "items")
    for pair in maps_at(node, "pairs"):
        yield from (each for side in ("left", "right") for each in [pair.items.get(side)] if isinstance(each, Scalar))


def _options(node: Mapping, type_: str) -> tuple[Choice, ...]:
    if type_ == "true-false":
        return _true_and_false(node)
    if "options" not in node.items:
        return ()
    found: list[Choice] = []
    for each in maps_at(node, "options"):
        correct = "correct" in each.items and true_at(each, "correct")
        text = _passage(each, "text", "key" if correct else "distractor")
        if text is not None:
            belief = each.items.get("misconception")
            found.append(
                Choice(
                    text,
                    correct,
                    _passage(each, "feedback", "feedback"),
                    belief if isinstance(belief, Scalar) else None,
                    "why_plausible" in each.items,
                )
            )
    return tuple(found)


def _true_and_false(node: Mapping) -> tuple[Choice, ...]:
    answer = node.items.get("answer")
    if not isinstance(answer, Scalar):
        return ()
    true = means_true(answer.text)
    belief = node.items.get("misconception")
    feedback = _passage(node, "feedback", "feedback")
    return tuple(
        Choice(
            Passage(text, "key" if right else "distractor", answer.line, answer.column),
            right,
            None if right else feedback,
            belief if isinstance(belief, Scalar) and not right else None,
            False,
        )
        for text, right in (("True", true), ("False", not true))
    )


def _passage(node: Mapping, key: str, role: str) -> Passage | None:
    found = node.items.get(key)
    if not isinstance(found, Scalar) or found.empty:
        return None
    return Passage(found.text.strip(), role, found.line, found.column)


def _some(passages: Iterable[Passage | None]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage is not None)


def _reasons(node: Mapping, key: str) -> dict[str, tuple[str, int, int]]:
    found = node.items.get(key)
    if not isinstance(found, Mapping):
        return {}
    return {
        name: (value.text.strip() if isinstance(value, Scalar) and not value.empty else "", place.line, place.column)
        for name, value in found.items.items()
        for place in [found.keys[name]]
    }
