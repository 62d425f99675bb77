"""The format of cards in deck files, as pydantic models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ldn_learn.decks.cards import Audience
from ldn_learn.decks.meaning import gaps, plain_form


def _real_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_day", "there is no such day as {day}", {"day": text}) from None
    return text


def _plain_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[-+]?[0-9]{1,12}(\.[0-9]{1,12})?", value.strip()):
        raise PydanticCustomError("decimal_parsing", "not a number")
    return value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=80)]
CardName = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9_-]*/)?[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=160)
]
"""The id of a card of the same deck, or `deck/card`."""

RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d[a-z]?$")]
"""The code of a writing rule, as in `M06`."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_real_day)]
Amount = Annotated[Decimal, BeforeValidator(_plain_number)]
Certainty = Literal["high", "moderate", "low", "very_low"]


_DIGITS = 9


def _all_different(texts: Iterable[str]) -> None:
    forms = [plain_form(text) for text in texts]
    if len(set(forms)) < len(forms):
        raise PydanticCustomError("same_options", "two options say the same")


class Part(BaseModel):
    """Anything in a deck file; keys that are not known are an error."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class CitationPart(Part):
    """A source that a card rests on."""

    id: Name
    """Id of a work in sources.yaml."""
    locator: Text | None = None
    """Where in it: a page, a section, a table."""


class OptionPart(Part):
    """One answer of a choice."""

    text: Text
    correct: bool = False
    feedback: Text | None = None
    """What the learner reads after choosing it."""
    misconception: Name | None = None
    """Id of the mistaken belief that this option stands for."""
    why_plausible: Text | None = None
    """Why somebody would choose it, where no known belief fits."""


class CorrectionPart(Part):
    """What the card taught before, and why that changed."""

    before: Text
    why: Text
    on: Day | None = None


class CardPart(Part):
    """What every type of card may have."""

    id: Name
    prompt: Text
    objective: Name | None = None
    critical: bool = False
    """Safety-critical: comes first, is never averaged away."""
    audience: Audience | None = None
    tags: list[Name] = []
    group: Name | None = None
    """Cards of one group give each other away and are kept apart."""
    contrast: Name | None = None
    """Cards of one contrast look alike and are asked one after the other."""
    explanation: Text | None = None
    certainty: Certainty | None = None
    """How sure science is of what the card teaches."""
    sources: list[CitationPart] = []
    facts: list[Name] = []
    """Ids of the facts that the card rests on."""
    case: Name | None = None
    """Id of the case, under 'cases:', that the card asks about."""
    requires: list[CardName] = []
    """Cards to be learnt before this one."""
    readiness: bool = False
    """Whether the readiness check may ask it."""
    correction: CorrectionPart | None = None
    myth: bool = False
    """Whether the card quotes a false claim in order to refute it."""
    lint_ok: dict[RuleCode, Text] = {}
    """Rules that 'ldn-learn check' shall not apply to this card, each with the reason."""
    numbers_ok: dict[Text, Text] = {}
    """Numbers that claim nothing, each with the reason; all others must stand in one of the facts."""
    revision: Annotated[int, Field(ge=1)] | None = None
    """Raise it to say: what this card teaches has changed."""


class FlipPart(CardPart):
    """Prompt, then answer; the learner grades herself."""

    type: Literal["flip"] = "flip"
    answer: Text
    reverse: bool = False
    """Ask it in the other direction too."""


class ChoicePart(CardPart):
    """One right answer among several."""

    type: Literal["choice"] = "choice"
    options: Annotated[list[OptionPart], Field(min_length=2, max_length=9)]
    shuffle: bool = True

    @model_validator(mode="after")
    def one_key(self) -> ChoicePart:
        """Exactly one option is right."""
        right = sum(option.correct for option in self.options)
        if right != 1:
            raise PydanticCustomError(
                "one_key", "{right} options say 'correct: true', and exactly one must", {"right": right}
            )
        _all_different(option.text for option in self.options)
        return self


class MultiPart(CardPart):
    """Several right answers among several."""

    type: Literal["multi"] = "multi"
    options: Annotated[list[OptionPart], Field(min_length=2, max_length=9)]
    shuffle: bool = True

    @model_validator(mode="after")
    def some_keys(self) -> MultiPart:
        """At least one option is right."""
        if not any(option.correct for option in self.options):
            raise PydanticCustomError("no_key", "no option says 'correct: true'")
        _all_different(option.text for option in self.options)
        return self


class TrueFalsePart(CardPart):
    """A statement that is true or false."""

    type: Literal["true-false"] = "true-false"
    answer: bool
    feedback: Text | None = None
    """What the learner reads after the other answer."""
    misconception: Name | None = None


class TypedPart(CardPart):
    """A word or a few to type."""

    type: Literal["typed"] = "typed"
    answer: Text
    accept: list[Text] = []
    """Other ways to say the same."""


class OrderPart(CardPart):
    """Items to be put in order."""

    type: Literal["order"] = "order"
    items: Annotated[list[Text], Field(min_length=2, max_length=9)]
    """In the right order."""

    @model_validator(mode="after")
    def different(self) -> OrderPart:
        """No item stands twice."""
        _all_different(self.items)
        return self


class PairPart(Part):
    """Two things that belong together."""

    left: Text
    right: Text


class MatchPart(CardPart):
    """Things that belong together."""

    type: Literal["match"] = "match"
    pairs: Annotated[list[PairPart], Field(min_length=2, max_length=9)]
    extras: list[Text] = []
    """Right-hand sides that belong to nothing."""

    @model_validator(mode="after")
    def different(self) -> MatchPart:
        """No side stands twice, and all right-hand sides have a digit to choose them with."""
        _all_different(pair.left for pair in self.pairs)
        _all_different((*(pair.right for pair in self.pairs), *self.extras))
        if len(self.pairs) + len(self.extras) > _DIGITS:
            raise PydanticCustomError("too_many", "there are more than 9 right-hand sides")
        return self


class ClozePart(CardPart):
    """A sentence with gaps, marked {{gap}} or {{gap|hint}} in the prompt."""

    type: Literal["cloze"] = "cloze"

    @model_validator(mode="after")
    def has_gap(self) -> ClozePart:
        """At least one gap, and none that is blank."""
        found = gaps(self.prompt)
        if not found or not all(found) or self.prompt.count("{{") != len(found):
            raise PydanticCustomError("no_gap", "the prompt of a cloze has no gap, or a blank one")
        return self


class NumberPart(CardPart):
    """A number to type."""

    type: Literal["number"] = "number"
    value: Amount
    unit: Text | None = None
    tolerance: Annotated[Amount, Field(ge=0)] = Decimal(0)


_TOLD_BY = {"options": "choice", "value": "number", "items": "order", "pairs": "match", "accept": "typed"}


def type_of(card: Any) -> str | None:
    """The type that a card names, or the one that its keys tell: a card with a prompt and an answer is a flip."""
    if not isinstance(card, dict):
        return "flip"
    named = card.get("type")
    if named is not None:
        return named if isinstance(named, str) else None
    for key, type_ in _TOLD_BY.items():
        if key in card:
            return type_
    return "cloze" if "answer" not in card and "{{" in str(card.get("prompt", "")) else "flip"


AnyCard = Annotated[
    Annotated[FlipPart, Tag("flip")]
    | Annotated[ChoicePart, Tag("choice")]
    | Annotated[MultiPart, Tag("multi")]
    | Annotated[TrueFalsePart, Tag("true-false")]
    | Annotated[ClozePart, Tag("cloze")]
    | Annotated[NumberPart, Tag("number")]
    | Annotated[TypedPart, Tag("typed")]
    | Annotated[OrderPart, Tag("order")]
    | Annotated[MatchPart, Tag("match")],
    Discriminator(type_of),
]

CARD_TYPES: dict[str, type[CardPart]] = {
    "flip": FlipPart,
    "choice": ChoicePart,
    "multi": MultiPart,
    "true-false": TrueFalsePart,
    "cloze": ClozePart,
    "number": NumberPart,
    "typed": TypedPart,
    "order": OrderPart,
    "match": MatchPart,
}
