"""Cards, decks and shared files for the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import yaml

from ldn_learn.decks.decode import examine_shared
from ldn_learn.rules.checking import check_deck
from ldn_learn.rules.folder import shared as read_shared

if TYPE_CHECKING:
    from ldn_learn.decks.problems import Problem
    from ldn_learn.rules.checking import Checked
    from ldn_learn.rules.shared import Shared

FILES: Final[dict[str, Any]] = {
    "sources": {
        "sources": [
            {"id": "label", "title": "The label", "design": "label", "year": "2013", "url": "https://example.org"},
            {"id": "mice", "title": "A study in mice", "design": "animal", "year": "2013", "doi": "10.1/1"},
            {"id": "opinion", "title": "A view", "design": "expert-opinion", "year": "2013", "doi": "10.1/2"},
            {"id": "lost", "title": "A page nobody finds"},
        ]
    },
    "glossary": {"terms": [{"term": "opioid", "also": ["opioids"], "definition": "A strong pain medicine."}]},
    "misconceptions": {
        "misconceptions": [
            {"id": id_, "belief": "It is so.", "correction": "It is not so."}
            for id_ in ("MC-01", "MC-04", "MC-07", "MC-08", "MC-28")
        ]
    },
    "evidence": {
        "facts": [
            {
                "id": "trial-length",
                "statement": "The trial lasted 12 weeks.",
                "figures": "12 weeks; 41/49; 28.8%",
                "sources": ["label"],
            },
            {"id": "trainees", "statement": "Hard to read.", "sources": ["label"], "use": "trainee-only"},
            {"id": "shaky", "statement": "Perhaps 12 weeks.", "sources": ["label"], "certainty": "low"},
            {"id": "hearsay", "statement": "Said to be 12 weeks.", "sources": ["label"], "status": "unverified"},
        ]
    },
}


def written(value: object) -> bytes:
    """A value as YAML, by way of JSON, whose texts need no thought about quotes."""
    return json.dumps(value, ensure_ascii=False).encode()


def shared(**files: Any) -> Shared:
    """Shared files; those not given are left out."""
    return read_shared(
        {kind: examine_shared(written(value), f"{kind}.yaml", kind).root for kind, value in files.items()}
    )


ALL: Final = shared(**FILES)
NONE: Final = shared(sources=FILES["sources"])


def card(**keys: Any) -> dict[str, Any]:
    """A card that no rule of form minds; `keys` come on top."""
    return {"id": "c", "prompt": "What does LDN block?", "sources": [{"id": "label"}]} | keys


def options(*texts: str, key: int = 0, **more: Any) -> list[dict[str, Any]]:
    """Options of a choice; the one at `key` is right."""
    return [{"text": text, "correct": index == key} | more for index, text in enumerate(texts)]


def deck(*cards: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A deck for patients with these cards."""
    return {"id": "d", "title": "A deck", "audience": "patient", "cards": list(cards)} | keys


def checked(value: dict[str, Any], files: Shared = NONE, audience: str = "both") -> Checked:
    """What a check of this deck finds."""
    return check_deck(written(value), "d.yaml", files, audience)


def findings(value: dict[str, Any], files: Shared = NONE, audience: str = "both") -> tuple[Problem, ...]:
    """The problems of this deck."""
    return checked(value, files, audience).problems


def codes(value: dict[str, Any], files: Shared = NONE, audience: str = "both") -> set[str]:
    """The codes of the problems of this deck."""
    return {problem.code for problem in findings(value, files, audience)}


def severity(code: str, value: dict[str, Any], files: Shared = NONE, audience: str = "both") -> str | None:
    """How much the first finding of this rule matters; `None` where it found nothing."""
    return next((str(each.severity) for each in findings(value, files, audience) if each.code == code), None)


def example(text: str) -> dict[str, Any] | None:
    """The card of a rule's example with what every card has, or `None` for one in words."""
    if not text.startswith("{"):
        return None
    value = yaml.load(text, yaml.CSafeLoader)
    return card(**{str(key): each for key, each in value.items()})
