"""Cards that were read, put together as one deck file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ldn_learn.exchange.report import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ldn_learn.exchange.passing import Incoming
    from ldn_learn.exchange.plain import Entry

_LONGEST: Final = 40
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
_ORDER: Final = [
    "id",
    "type",
    "objective",
    "critical",
    "audience",
    "case",
    "prompt",
    "value",
    "unit",
    "tolerance",
    "answer",
    "accept",
    "options",
    "shuffle",
    "items",
    "pairs",
    "extras",
    "reverse",
    "feedback",
    "misconception",
    "explanation",
    "certainty",
    "sources",
    "facts",
    "tags",
    "group",
    "contrast",
    "requires",
    "readiness",
    "revision",
    "correction",
]


def slug(text: str) -> str:
    """A name for an id or a file: plain small letters, digits and dashes; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}-{word}" if name else word[:_LONGEST]
    return name


def tags(texts: Iterable[str]) -> list[str]:
    """Tags as a deck may hold them: letters, digits, dashes and underscores, each once."""
    names = (text if re.fullmatch(_NAME, text) else _tag(text) for text in texts)
    return list(dict.fromkeys(name for name in names if name))


def _tag(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-_")[:80]


def cloze(pieces: Iterable[str | tuple[str, str]]) -> str:
    """A prompt with gaps: plain texts, and pairs of a hidden text and its hint."""
    return "".join(_gap(*each) if isinstance(each, tuple) else re.sub(r"\{(?=\{)", "{ ", each) for each in pieces)


def _gap(hidden: str, hint: str) -> str:
    signs = str.maketrans("{}|", "()/")
    hidden, hint = hidden.translate(signs).strip(), hint.translate(signs).strip()
    return f"{{{{{hidden}|{hint}}}}}" if hint else f"{{{{{hidden}}}}}"


@dataclass(slots=True)
class _Assembly:
    deck: str
    losses: list[Loss]
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """The id that each card was given, by its old deck and id."""
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    """How often each id was wanted, so that the next free number need not be looked for from the start."""
    objectives: dict[str, dict[str, str]] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    """The group of cards that were one note and give each other away, by its text."""

    def name(self, each: Incoming, number: int) -> str:
        """An id of its own: the one that it came with, or one made from its prompt."""
        wanted = str(each.card.get("id", ""))
        base = wanted if re.fullmatch(_NAME, wanted) else slug(wanted or str(each.card["prompt"])) or f"card-{number}"
        name = base
        while name in self.taken:
            self.counts[base] = self.counts.get(base, 1) + 1
            name = f"{base[:70]}-{self.counts[base]}"
        if wanted and wanted != name:
            self.losses.append(Loss(name, "its id was taken or cannot be one, so it has another"))
        self.taken.add(name)
        self.names.setdefault((each.deck, wanted or name), name)
        return name

    def case(self, text: str) -> str:
        return self.cases.setdefault(text, f"case-{len(self.cases) + 1}")

    def requires(self, each: Incoming, name: str) -> list[str]:
        kept: list[str] = []
        for wanted in each.card.get("requires", []):
            deck, _, card = wanted.rpartition("/")
            found = self.names.get((deck or each.deck, card))
            if found:
                kept.append(found)
            else:
                self.losses.append(Loss(name, f"it is to be learnt after '{wanted}', which is not here"))
        return kept

    def card(self, each: Incoming, name: str) -> Entry:
        card = each.card | {"id": name, "requires": self.requires(each, name), "tags": tags(each.card.get("tags", []))}
        if card.get("case"):
            card["case"] = self.case(card["case"])
        if "siblings" in card:
            card["group"] = self.groups.setdefault(card["siblings"], name)
        objective = card.pop("objective", None)
        if objective and re.fullmatch(_NAME, objective.get("id", "")) and objective.get("text"):
            self.objectives.setdefault(objective["id"], objective)
            card["objective"] = objective["id"]
        return {key: card[key] for key in _ORDER if card.get(key) not in (None, "", [], {})}


def assembled(cards: Sequence[Incoming], deck: str, title: str) -> tuple[dict[str, Any], list[Loss]]:
    """One deck as it stands in a file, and what was lost in putting it together."""
    losses: list[Loss] = []
    work = _Assembly(deck, losses)
    names = [work.name(each, number) for number, each in enumerate(cards, 1)]
    written = [work.card(each, name) for each, name in zip(cards, names, strict=True)]
    whole: dict[str, Any] = {"schema": 1, "id": deck, "title": title}
    if work.objectives:
        whole["objectives"] = list(work.objectives.values())
    if work.cases:
        whole["cases"] = [{"id": id_, "text": text} for text, id_ in work.cases.items()]
    return whole | {"cards": written}, losses
