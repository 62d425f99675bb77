"""What the format says about each value: whether it is text, a number or a list, and in which order keys stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, StringConstraints

from ldn_learn.decks.card_parts import CARD_TYPES, type_of

_DECK_FIRST: Final = ("schema", "id", "title", "order", "audience", "exam_share", "language", "version")
_CARD_FIRST: Final = (
    *("id", "type", "objective", "critical", "audience", "readiness", "tags", "group", "contrast", "requires", "case"),
    *("prompt", "value", "unit", "tolerance", "answer", "accept", "options", "items", "pairs", "extras"),
    *("shuffle", "reverse", "feedback", "misconception", "explanation", "certainty", "sources", "facts"),
)
_LAST: Final = ("cards",)


class Kind(Enum):
    """How a value is written."""

    WORD = auto()
    """Text whose spaces count."""
    TEXT = auto()
    """Text whose outer spaces are dropped when it is read."""
    FLAG = auto()
    NUMBER = auto()
    LIST = auto()
    KEYS = auto()
    CARD = auto()
    """Keys and values whose model depends on the type of the card."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One value of the format; `inner` belongs to a list's items or to the values of keys that an author names."""

    kind: Kind
    inner: Shape | None = None
    model: type[BaseModel] | None = None

    def key(self, name: str) -> Shape:
        """The shape of what stands under a key."""
        if self.model is not None:
            return fields(self.model).get(name, WORD)
        return self.inner or WORD

    def item(self) -> Shape:
        """The shape of a list's items."""
        return self.inner or WORD

    def known(self, card: object) -> Shape:
        """The shape itself, or that of the very type of card which the keys and values of `card` tell."""
        if self.kind is not Kind.CARD:
            return self
        return of_model(CARD_TYPES.get(type_of(card) or "flip", CARD_TYPES["flip"]))

    def rank(self, name: str) -> int:
        """Where a key stands among its neighbours; keys that the author names stay in their order."""
        return 0 if self.model is None else order(self.model).get(name, len(_CARD_FIRST) + 100)


WORD: Final = Shape(Kind.WORD)


def of_model(model: type[BaseModel]) -> Shape:
    """The shape of a file, or of any part of it."""
    return Shape(Kind.KEYS, model=model)


@cache
def fields(model: type[BaseModel]) -> dict[str, Shape]:
    """The keys of a model and the shape of each, in the model's order."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: _of(hints[name]) for name, field in model.model_fields.items()}


@cache
def order(model: type[BaseModel]) -> dict[str, int]:
    """The place of each key: those of a deck and of a card as the guide lists them, others as in the model."""
    names = list(fields(model))
    first = _DECK_FIRST if "cards" in names else _CARD_FIRST if "prompt" in names else ()
    known = [name for name in first if name in names]
    last = [name for name in _LAST if name in names]
    rest = [name for name in names if name not in known and name not in last]
    return {name: place for place, name in enumerate([*known, *rest, *last])}


def _of(hint: Any) -> Shape:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(args[0], args[1:])
    if origin in (Union, UnionType):
        return _of(next(arg for arg in args if arg is not type(None)))
    if origin is list:
        return Shape(Kind.LIST, _of(args[0]))
    if origin is dict:
        return Shape(Kind.KEYS, _of(args[1]))
    if origin is Literal:
        return Shape(Kind.NUMBER) if all(str(arg).isdigit() for arg in args) else WORD
    return _plain(hint)


def _annotated(base: Any, extras: tuple[Any, ...]) -> Shape:
    if any(isinstance(extra, Discriminator) for extra in extras):
        return Shape(Kind.CARD)
    if any(isinstance(extra, StringConstraints) and extra.strip_whitespace for extra in extras):
        return Shape(Kind.TEXT)
    return _of(base)


def _plain(hint: Any) -> Shape:
    if hint is bool:
        return Shape(Kind.FLAG)
    if hint in (int, Decimal):
        return Shape(Kind.NUMBER)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return of_model(hint)
    return WORD
