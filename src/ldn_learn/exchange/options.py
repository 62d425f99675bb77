"""Options, items and pairs as lists of named texts, and back: what the formats for people show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.exchange.plain import Entry


def misconceptions(entry: Entry) -> Entry:
    """The options' misconceptions, in their order: Anki's options have no place for them."""
    found = [option.get("misconception", "") for option in options(entry)]
    return {"misconceptions": found} if any(found) else {}


def option_blocks(entry: Entry) -> list[tuple[str, str]]:
    """The options of a choice as named texts, each with its feedback after it."""
    parts: list[tuple[str, str]] = []
    for option in options(entry):
        parts.append(("right" if option.get("correct") else "option", option["text"]))
        if option.get("feedback"):
            parts.append(("feedback", option["feedback"]))
    return parts


def options(entry: Entry) -> list[dict[str, Any]]:
    """The options of a card that has any; those of a statement are written out."""
    if entry["type"] != "true-false":
        return list(entry.get("options", []))
    after = {key: entry[key] for key in ("feedback", "misconception") if entry.get(key)}
    answers = (("True", True), ("False", False))
    return [
        {"text": text, "correct": True} if is_ is entry["answer"] else {"text": text, **after} for text, is_ in answers
    ]


def read_options(parts: Sequence[tuple[str, str]], beliefs: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Options with their feedback and misconceptions, from named texts; one without a name counts as wrong."""
    found: list[dict[str, Any]] = []
    for name, text in parts:
        if name == "feedback" and found:
            found[-1]["feedback"] = text
        else:
            found.append({"text": text, "correct": True} if name == "right" else {"text": text})
    for option, belief in zip(found, beliefs, strict=False):
        option |= {"misconception": belief} if belief else {}
    return found


def as_choice(type_: str, options: list[dict[str, Any]], *, fixed: bool) -> Entry:
    """The keys of a choice; a statement that is true or false when it says no more than that."""
    right = [option for option in options if option.get("correct")]
    is_statement = fixed and type_ != "multi" and [option["text"] for option in options] == ["True", "False"]
    if is_statement and [set(option) for option in right] == [{"text", "correct"}]:
        wrong = next(option for option in options if not option.get("correct"))
        after = {key: value for key, value in wrong.items() if key in ("feedback", "misconception")}
        return {"type": "true-false", "answer": right[0]["text"] == "True", **after}
    kept = "multi" if type_ == "multi" else "choice"
    return {"type": kept, "options": options} | ({"shuffle": False} if fixed else {})


def mixed(items: Sequence[str]) -> list[str]:
    """The items in another order than the right one, and always the same."""
    ordered = sorted(items)
    return ordered[::-1] if ordered == list(items) else ordered


def read_pairs(parts: Sequence[tuple[str, str]]) -> Entry:
    """The pairs of a matching card, and the right-hand sides too many."""
    lefts = [text for name, text in parts if name == "left"]
    rights = [text for name, text in parts if name == "match"]
    pairs = [{"left": left, "right": right} for left, right in zip(lefts, rights, strict=False)]
    return {"pairs": pairs, "extras": [text for name, text in parts if name == "extra"]}
