"""One deck file, from bytes to a `Deck` or to all of its problems at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from ldn_learn.decks import build, card_parts, schema
from ldn_learn.decks.card_parts import CARD_TYPES
from ldn_learn.decks.consistency import consistency
from ldn_learn.decks.nodes import Mapping, Node, NotYamlError, Scalar, Sequence, parse
from ldn_learn.decks.problems import Problem, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from ldn_learn.decks.cards import Deck, Source
    from ldn_learn.decks.glossary import Term

_Model = TypeVar("_Model", bound=BaseModel)

_TAG_DEPTH: Final = 2
"""Steps from the deck to a card, after which pydantic names the type that it tried."""

_EXPECTED: Final = {
    "string_type": "text",
    "list_type": "a list",
    "model_type": "keys and values",
    "dict_type": "keys and values",
    "model_attributes_type": "keys and values",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
}
_OWN_RULES: Final = {
    "no_day": ("V04", "write a date like 2026-11-22"),
    "one_key": ("M02", "mark the right option and no other, or say 'type: multi'"),
    "no_key": ("M02", "mark each right option with 'correct: true'"),
    "too_many": ("V05", "leave some of 'extras' away"),
    "same_options": ("M14", "give each option a text of its own"),
    "no_gap": ("V05", "write {{the hidden words}} in the prompt"),
}
"""Code and hint of the rules that `schema` adds to those of pydantic."""

_PARTS: Final[dict[str, type[BaseModel]]] = {
    "objectives": schema.ObjectivePart,
    "lessons": schema.LessonPart,
    "cases": schema.CasePart,
    "options": card_parts.OptionPart,
    "pairs": card_parts.PairPart,
    "correction": card_parts.CorrectionPart,
    "terms": schema.TermPart,
    "misconceptions": schema.MisconceptionPart,
}

_OWN_NAMES: Final = frozenset({"lint_ok", "numbers_ok"})
"""Keys below which authors choose the names."""

_SHARED: Final[dict[str, type[BaseModel]]] = {
    "sources": schema.SourcesPart,
    "glossary": schema.GlossaryPart,
    "misconceptions": schema.MisconceptionsPart,
    "evidence": schema.EvidencePart,
}
"""The model of each file that a folder of decks shares."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a deck file holds: a deck when nothing is wrong, and every problem otherwise."""

    deck: Deck | None
    problems: tuple[Problem, ...] = ()
    title: str = ""
    """The title or id as far as it could be read, to name the deck by."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The nodes of a file, as far as it is YAML, and every problem of its form."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def decode_deck(data: bytes, file: str) -> Decoded:
    """Read one deck; `file` is the name that its problems carry."""
    root, model, problems = _read_deck(data, file)
    if root is None or model is None or problems:
        return Decoded(None, tuple(sorted(problems)), "" if root is None else _title(root))
    return Decoded(build.deck(model, root), (), model.title)


def examine_deck(data: bytes, file: str) -> Examined:
    """The nodes and problems of one deck, without the values that are studied."""
    root, _, problems = _read_deck(data, file)
    return Examined(root, tuple(sorted(problems)))


def examine_shared(data: bytes, file: str, kind: str) -> Examined:
    """The nodes and problems of a shared file; `kind` is its name without the ending. Raises `KeyError`."""
    model = _SHARED[kind]
    try:
        root, problems = parse(data, file)
    except NotYamlError as error:
        return Examined(None, (error.problem,))
    if root is None or (isinstance(root, Scalar) and root.empty):
        return Examined(None, tuple(problems))
    _, found = _validate(model, root, file)
    return Examined(root, tuple(sorted([*problems, *found, *consistency(root, file)])))


def _read_deck(data: bytes, file: str) -> tuple[Node | None, schema.DeckPart | None, list[Problem]]:
    try:
        root, problems = parse(data, file)
    except NotYamlError as error:
        return None, None, [error.problem]
    if root is None or (isinstance(root, Scalar) and root.empty):
        hint = "a deck has an id, a title and cards"
        return None, None, [Problem(file, 1, 1, "Y06", "the file is empty", hint=hint)]
    model, found = _validate(schema.DeckPart, root, file)
    return root, model, problems + found + consistency(root, file)


def decode_sources(data: bytes, file: str) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Read a bibliography; what is wrong with it comes back as problems."""
    try:
        root, problems = parse(data, file)
    except NotYamlError as error:
        return (), (error.problem,)
    if root is None or (isinstance(root, Scalar) and root.empty):
        return (), tuple(problems)
    model, found = _validate(schema.SourcesPart, root, file)
    problems += found
    return (() if model is None else build.sources(model)), tuple(sorted(problems))


def decode_glossary(data: bytes, file: str) -> tuple[Term, ...]:
    """The terms of a glossary; none when something is wrong with it."""
    try:
        root, problems = parse(data, file)
    except NotYamlError:
        return ()
    if root is None or problems:
        return ()
    model, _ = _validate(schema.GlossaryPart, root, file)
    return () if model is None else build.terms(model)


def _title(root: Node) -> str:
    if isinstance(root, Mapping):
        for key in ("title", "id"):
            node = root.items.get(key)
            if isinstance(node, Scalar) and node.text.strip():
                return node.text.strip()
    return ""


def _validate(model: type[_Model], root: Node, file: str) -> tuple[_Model | None, list[Problem]]:
    try:
        return model.model_validate(_plain(root)), []
    except ValidationError as error:
        return None, [_problem(model, detail, root, file) for detail in error.errors(include_url=False)]


def _plain(node: Node, *, own_names: bool = False) -> Any:
    """Dicts, lists and texts; a known key with nothing after it counts as not written.

    An unknown one stays, to be refused: `{right: One word, and more}` has cut its text at the comma.
    """
    match node:
        case Scalar():
            return None if node.empty else node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            items = ((key, _plain(value, own_names=key in _OWN_NAMES)) for key, value in node.items.items())
            return {key: value for key, value in items if value is not None or not (own_names or key in _every_key())}


@cache
def _every_key(part: type[card_parts.Part] = card_parts.Part) -> frozenset[str]:
    """Every key that the format knows anywhere."""
    own = frozenset(field.alias or name for name, field in part.model_fields.items())
    return own.union(*map(_every_key, part.__subclasses__()))


def _problem(model: type[BaseModel], detail: ErrorDetails, root: Node, file: str) -> Problem:
    node: Node = root
    card = ""
    name = ""
    path: list[str | int] = []
    for step in detail["loc"]:
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            if path == ["cards"]:
                card = _id(node)
            path.append(step)
        elif len(path) == _TAG_DEPTH and path[0] == "cards" and step in CARD_TYPES and step is not detail["loc"][-1]:
            continue  # the type that was chosen, which is no key
        elif isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            name, parent = step, node
            node = node.items[step]
            path.append(step)
            if detail["type"] == "extra_forbidden" and step is detail["loc"][-1]:
                node = parent.keys[step]
        elif isinstance(step, str) and step not in CARD_TYPES:
            name = step
    message, code, hint = _words(detail, name, path, _known(model, detail))
    return Problem(file, node.line, node.column, code, message, card=card, hint=hint)


def _id(node: Node) -> str:
    found = node.items.get("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _words(detail: ErrorDetails, name: str, path: list[str | int], known: set[str]) -> tuple[str, str, str]:
    """The message, code and hint for one finding of pydantic."""
    kind = detail["type"]
    if kind == "missing":
        return f"'{name}' is missing", "V01", f"add '{name}:'"
    if kind == "extra_forbidden":
        return f"'{name}' is not a key that is known here", "K04", nearest(name, known)
    if kind in _EXPECTED:
        what = "the file" if not path else f"each of '{name}'" if isinstance(path[-1], int) else f"'{name}'"
        return f"{what} must be {_EXPECTED[kind]}", "V02", ""
    if kind in ("enum", "literal_error"):
        return f"'{name}' must be {detail['ctx']['expected']}", "V03", nearest(str(detail["input"]), _choices(detail))
    if kind.startswith("union_tag"):
        return "the type of this card is not known", "V03", nearest(str(_tag(detail)), CARD_TYPES)
    if kind == "string_pattern_mismatch":
        rule = "a date like 2026-11-22" if name.startswith("review") else "letters, digits, '-' and '_' only"
        return f"'{name}' must be {rule}", "V04", ""
    if kind in _OWN_RULES:
        return detail["msg"], *_OWN_RULES[kind]
    return f"'{name}': {detail['msg'][:1].lower()}{detail['msg'][1:]}", "V02", ""


def _tag(detail: ErrorDetails) -> object:
    value = detail["input"]
    return value.get("type", "") if isinstance(value, dict) else value


def _choices(detail: ErrorDetails) -> list[str]:
    return str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")


def _known(model: type[BaseModel], detail: ErrorDetails) -> set[str]:
    """The keys that may stand where an unknown one was found."""
    steps = [str(step) for step in detail["loc"][:-1]]
    if "facts" in steps and "cards" not in steps:
        model = schema.FactPart
    elif "sources" in steps:
        model = card_parts.CitationPart if "cards" in steps else schema.SourcePart
    elif found := [step for step in steps if step in _PARTS]:
        model = _PARTS[found[-1]]
    elif tags := [step for step in steps if step in CARD_TYPES]:
        model = CARD_TYPES[tags[0]]
    return {field.alias or key for key, field in model.model_fields.items()}
