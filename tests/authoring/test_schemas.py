"""The JSON Schema of deck files: what an editor says about a file is what `check` says about its form."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from ldn_learn.authoring.kinds import MODELS, kind_of
from ldn_learn.authoring.schemas import DIALECT, json_schema
from ldn_learn.decks.card_parts import CARD_TYPES
from ldn_learn.decks.decode import decode_deck
from tests.authoring.core_yaml import load_core
from tests.decks.samples import CARDS, EVERY_TYPE, FILE
from tests.decks.test_decode import GOLDEN, LIMITS

SHIPPED: Final = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))
SHAPE: Final = {"V01", "V02", "V03", "K04"}
"""Codes of what one value alone shows; others need a look at several."""

DECK: Final = Draft202012Validator(json_schema("deck"))


def faults(text: str, validator: Draft202012Validator = DECK) -> list[str]:
    return [error.message for error in validator.iter_errors(load_core(text))]


def codes(text: str) -> set[str]:
    return {problem.code for problem in decode_deck(text.encode(), FILE).problems}


@pytest.mark.parametrize("kind", MODELS)
def test_each_kind_of_file_has_a_schema_that_is_one(kind: str) -> None:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["description"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_sound_by_its_schema(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), Draft202012Validator(json_schema(kind_of(path)))) == []


def test_every_type_is_sound() -> None:
    assert faults(EVERY_TYPE) == []


BROKEN: Final = {name: text for name, (text, _) in GOLDEN.items() if codes(text) & SHAPE}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_in_shape_fails(text: str) -> None:
    assert faults(text)


NO_NUMBERS: Final = {"a value too small to write out", "a whole number with 5,000 digits"}
"""What a reader that knows numbers reads as nought, or not at all."""


@pytest.mark.parametrize(("before", "wrong"), [LIMITS[name] for name in LIMITS if name not in NO_NUMBERS])
def test_a_value_beyond_its_limit_fails(before: str, wrong: str) -> None:
    assert faults(f"{CARDS}  - {{{before}{wrong}}}\n")


@pytest.mark.parametrize(
    "card",
    [
        "prompt: p, answer: x",
        "prompt: p, options: [{text: a, correct: true}, {text: b}]",
        "type: multi, prompt: p, options: [{text: a, correct: true}, {text: b}]",
        "prompt: 'a {{gap}}'",
        "prompt: 'a {{gap}}', answer: x",
        "prompt: p, value: 4.50, unit: mg",
        "prompt: p, value: '4.50'",
        "prompt: p, answer: x, accept: [y]",
        "prompt: p, items: [x, y]",
        "prompt: p, pairs: [{left: a, right: b}, {left: c, right: d}], extras: [e]",
        "type: true-false, prompt: p, answer: false",
        "prompt: p, answer: x, lint_ok: {M06: because}",
    ],
)
def test_a_type_is_told_by_its_keys_as_when_decks_are_read(card: str) -> None:
    text = f"{CARDS}  - {{id: a, {card}}}\n"
    assert codes(text) == set()
    assert faults(text) == []
    assert faults(text.replace("id: a,", "id: a, xyzzy: 1,")) != []


@pytest.mark.parametrize("type_", CARD_TYPES)
def test_a_key_of_another_type_fails(type_: str) -> None:
    other = "pairs" if type_ != "match" else "items"
    assert faults(f"{CARDS}  - {{id: a, type: {type_}, prompt: p, {other}: [x, y]}}\n")


def test_an_editor_can_offer_the_types_and_says_what_a_key_is_for() -> None:
    schema: dict[str, Any] = json_schema("deck")
    assert schema["properties"]["cards"]["items"] == {"$ref": "#/$defs/Card"}
    assert schema["$defs"]["Card"]["properties"]["type"]["enum"] == list(CARD_TYPES)
    assert "pairs" in schema["$defs"]["MatchPart"]["properties"]
    assert schema["$defs"]["MatchPart"]["properties"]["extras"]["description"].startswith("Right-hand sides")


def test_a_code_of_a_rule_must_look_like_one() -> None:
    assert faults(f"{CARDS}  - {{id: a, prompt: p, answer: x, lint_ok: {{long: because}}}}\n")
