"""The JSON Schema (2020-12) of each kind of file, for editors that complete and check while one types.

It is made from the models that read the files. Where these take a value in several spellings, as `yes` for `true`, the
schema names the one that `fmt` writes.
"""

from __future__ import annotations

import json
from typing import Any, Final

from ldn_learn.authoring.kinds import MODELS
from ldn_learn.decks.card_parts import CARD_TYPES, type_of

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_CARD: Final = "Card"
_REF: Final = "#/$defs/"
_AMOUNT: Final = r"^\s*[-+]?[0-9]{1,12}(\.[0-9]{1,12})?\s*$"

_MOST: Final = 10**12
"""Numbers of decks have fewer digits than this one."""

Schema = dict[str, Any]


def file_name(kind: str) -> str:
    """The name that modelines call the schema by."""
    return f"{kind}.schema.json"


def schema_text(kind: str) -> str:
    """The schema of a kind of file as JSON, one document with a newline at its end."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def json_schema(kind: str) -> Schema:
    """The schema of `deck`, `sources` or another kind of file. Raises `KeyError`."""
    made: Schema = _cleaned(MODELS[kind].model_json_schema(by_alias=True))
    parts: dict[str, Schema] = made.pop("$defs", {})
    for name, part in parts.items():
        part["title"] = name.removesuffix("Part")
    if "cards" in made["properties"]:
        made["properties"]["cards"]["items"] = {"$ref": _REF + _CARD}
        parts[_CARD] = _card_schema(parts)
    made["title"] = f"ldn-learn {kind}"
    return {"$schema": DIALECT, **made, "$defs": parts}


def _card_schema(parts: dict[str, Schema]) -> Schema:
    """One card: its type, or else the keys that tell it, says which part describes it."""
    names = {type_: model.__name__ for type_, model in CARD_TYPES.items()}
    chain: Schema = {"$ref": _REF + names["flip"]}
    for type_ in reversed([name for name in CARD_TYPES if name != "flip"]):
        chain = {"if": _is_of(type_, parts[names[type_]]), "then": {"$ref": _REF + names[type_]}, "else": chain}
    return {
        "title": _CARD,
        "description": "One card. Its type may be left out where the other keys tell.",
        "type": "object",
        "required": ["id", "prompt"],
        "properties": {"type": {"enum": list(CARD_TYPES), "description": "How the card is answered."}},
        **chain,
    }


def _is_of(type_: str, part: Schema) -> Schema:
    """When a card is of a type: it says so, or says nothing and has a key that only this type has."""
    named: Schema = {"properties": {"type": {"const": type_}}, "required": ["type"]}
    telling: list[Schema] = [{"required": [key]} for key in part["properties"] if type_of({key: ""}) == type_]
    if type_of({"prompt": "{{"}) == type_:
        gap: Schema = {"properties": {"prompt": {"type": "string", "pattern": r"\{\{"}}, "required": ["prompt"]}
        telling.append({**gap, "not": {"required": ["answer"]}})
    if not telling:
        return named
    return {"anyOf": [named, {"not": {"required": ["type"]}, "anyOf": telling}]}


def _cleaned(value: Any, *, names: bool = False) -> Any:
    """The schema without what only Python knows: nothing as a value, titles of single keys, defaults that say nothing.

    `names` says that the keys of `value` are names of the format and not words of JSON Schema.
    """
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if not isinstance(value, dict):
        return value
    if names:
        return {key: _cleaned(item) for key, item in value.items()}
    kept = {
        key: _cleaned(item, names=key in ("properties", "$defs", "patternProperties"))
        for key, item in value.items()
        if key != "title" and not (key == "default" and (item is None or item == [] or item == {}))
    }
    return _one_form(kept)


def _one_form(schema: Schema) -> Schema:
    """The schema with one form for a value where Python would take several."""
    if schema.get("const") == "1":
        del schema["const"]
        return {"enum": [1, "1"], **{key: item for key, item in schema.items() if key not in ("type", "default")}}
    if schema.get("type") == "string" and schema.get("minLength") == 1 and "pattern" not in schema:
        return schema | {"pattern": r"\S"}
    forms = [form for form in schema.get("anyOf", []) if form.get("type") != "null"]
    if len(forms) == 1:
        return {**forms[0], **{key: item for key, item in schema.items() if key != "anyOf"}}
    if {form.get("type") for form in forms} == {"number", "string"}:
        rest = {key: item for key, item in schema.items() if key not in ("anyOf", "default", "ge")}
        merged: Schema = {key: item for form in forms for key, item in form.items() if key != "pattern"}
        # Where a number may be written as text, its lower bound comes under a name that JSON Schema does not know.
        least = {"minimum": schema["ge"]} if "ge" in schema else {}
        bounds = {"exclusiveMinimum": -_MOST, "exclusiveMaximum": _MOST}
        return {**merged, "type": ["number", "string"], "pattern": _AMOUNT, **bounds, **least, **rest}
    if "patternProperties" in schema:
        return {"additionalProperties": False, **schema}
    return schema
