"""A card as plain keys and values, as in a deck file, but whole: the case's text in place of its id, and so on.

Everything comes in and goes out in this form. Three keys differ from the deck file: `case` is the text, `objective` is
`{id, text, bloom}`, and `requires` are full ids.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.decks.cards import (
    REVERSE,
    Audience,
    Choice,
    Flip,
    Matching,
    Multi,
    Number,
    Ordering,
    ShortAnswer,
)
from ldn_learn.exchange.limits import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ldn_learn.decks.cards import Card, Deck, Option

Entry = dict[str, Any]
"""One card, in plain keys and values that JSON can hold."""

_TRUE_FALSE: Final = ("True", "False")
_WORDS: Final = [
    "type",
    "prompt",
    "answer",
    "group",
    "contrast",
    "certainty",
    "audience",
    "case",
    "explanation",
    "value",
    "unit",
    "tolerance",
    "feedback",
    "misconception",
]
_LISTS: Final = ("tags", "facts", "requires", "accept", "items", "extras", "misconceptions")
_SWITCHES: Final = ("critical", "readiness", "shuffle", "reverse")
_RECORDS: Final = {"objective": ("id", "text", "bloom"), "correction": ("before", "why", "on")}
_REVISION: Final = "r"


def entries(deck: Deck) -> list[tuple[Card, Entry]]:
    """Every card of the deck, first as it is and then in plain values; both directions of a flip are one."""
    ids = {card.id for card in deck.cards}
    return [
        (card, entry(card, deck, reverse=f"{card.id}{REVERSE}" in ids))
        for card in deck.cards
        if not card.id.endswith(REVERSE)
    ]


def entry(card: Card, deck: Deck, *, reverse: bool = False) -> Entry:
    """One card of the deck in plain values; what is empty or as usual is left away."""
    name = card.id.partition("/")[2]
    objective = next((each for each in deck.objectives if each.id == card.objective), None)
    written: Entry = {
        "id": name,
        **_own(card, reverse=reverse),
        "case": card.stem,
        "objective": {"id": objective.id, "text": objective.text, "bloom": objective.bloom} if objective else None,
        "critical": card.critical,
        "audience": "" if card.audience is Audience.BOTH else card.audience.value,
        "tags": list(card.tags),
        "group": "" if reverse and card.group == name else card.group,
        "contrast": card.contrast,
        "explanation": card.explanation,
        "certainty": card.certainty,
        "sources": [_without_empty({"id": each.source, "locator": each.locator}) for each in card.citations],
        "facts": list(card.facts),
        "requires": list(card.requires),
        "readiness": card.readiness,
        "correction": card.correction._asdict() if card.correction else None,
        "revision": int(card.meaning[1:]) if card.meaning.startswith(_REVISION) else 0,
    }
    return _without_empty(written)


def _own(card: Card, *, reverse: bool) -> Entry:
    """What belongs to the type of the card."""
    match card:
        case Flip():
            return {"type": "flip", "prompt": card.prompt, "answer": card.answer, "reverse": reverse}
        case Choice() if is_true_false(card):
            wrong = next(option for option in card.options if not option.correct)
            own: Entry = {"type": "true-false", "prompt": card.prompt, "answer": card.key.text == _TRUE_FALSE[0]}
            return own | {"feedback": wrong.feedback, "misconception": wrong.misconception}
        case Choice() | Multi():
            type_ = "choice" if isinstance(card, Choice) else "multi"
            options = [_option(option) for option in card.options]
            return {"type": type_, "prompt": card.prompt, "options": options} | _unshuffled(card)
        case Number():
            number = {"type": "number", "prompt": card.prompt, "value": f"{card.value:f}", "unit": card.unit}
            return number | ({"tolerance": f"{card.tolerance:f}"} if card.tolerance else {})
        case ShortAnswer():
            return {"type": "typed", "prompt": card.prompt, "answer": card.answer, "accept": list(card.accept)}
        case Ordering():
            return {"type": "order", "prompt": card.prompt, "items": list(card.items)}
        case Matching():
            pairs = [pair._asdict() for pair in card.pairs]
            return {"type": "match", "prompt": card.prompt, "pairs": pairs, "extras": list(card.extras)}
        case _:
            return {"type": "cloze", "prompt": card.prompt}


def is_true_false(card: Card) -> bool:
    """Whether a choice says no more than a statement that is true or false."""
    if not isinstance(card, Choice) or card.shuffle or tuple(each.text for each in card.options) != _TRUE_FALSE:
        return False
    return not card.key.feedback and not card.key.misconception


def _option(option: Option) -> Entry:
    return _without_empty(option._asdict())


def _unshuffled(card: Choice | Multi) -> Entry:
    return {} if card.shuffle else {"shuffle": False}


def _without_empty(written: Entry) -> Entry:
    """What says something. `answer: false` and `shuffle: false` do."""
    telling = ("answer", "shuffle")
    return {key: value for key, value in written.items() if value or (key in telling and value is False)}


def more(written: Entry, shown: Collection[str]) -> str:
    """What `shown` leaves out, as JSON on one line; an empty text for nothing."""
    rest = {key: value for key, value in written.items() if key not in shown}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""


def read_more(text: str) -> Entry:
    """What `more` wrote, as far as it has the shape that it should have: a stranger may have written it."""
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return _shaped(found) if isinstance(found, dict) else {}


def _shaped(found: Mapping[str, Any]) -> Entry:
    kept: Entry = {}
    kept |= {key: clean(found[key]) for key in _WORDS if isinstance(found.get(key), str)}
    kept |= {key: _texts(found[key]) for key in _LISTS if isinstance(found.get(key), list)}
    kept |= {key: found[key] for key in _SWITCHES if isinstance(found.get(key), bool)}
    kept |= {key: _record(found[key], parts) for key, parts in _RECORDS.items() if isinstance(found.get(key), dict)}
    if isinstance(found.get("sources"), list):
        kept["sources"] = [_record(each, ("id", "locator")) for each in found["sources"] if isinstance(each, dict)]
    revision = found.get("revision")
    if isinstance(revision, int) and 0 < revision < 1_000_000:
        kept["revision"] = revision
    return _without_empty(kept)


def _texts(found: list[Any]) -> list[str]:
    return [clean(each) for each in found if isinstance(each, str)]


def _record(found: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, str]:
    return {part: clean(found[part]) for part in parts if isinstance(found.get(part), str) and found[part].strip()}


def held(shown: str, kept: str) -> str:
    """What was kept, when the text that was shown still begins with it; else that text: somebody has changed it."""
    return kept if kept and shown.startswith(kept) else shown


def without_case(shown: str, case: str) -> tuple[str, str]:
    """Prompt and case of a text that showed one above the other; when it was changed, all of it is the prompt."""
    head = f"{case}\n\n"
    return (shown.removeprefix(head), case) if case and shown.startswith(head) else (shown, "")
