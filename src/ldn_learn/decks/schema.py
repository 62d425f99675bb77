"""The format of deck files, as pydantic models: what may stand in a file, before it becomes the values of `cards`."""

from __future__ import annotations

import re
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
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_real_day)]
Amount = Annotated[Decimal, BeforeValidator(_plain_number)]
Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
Certainty = Literal["high", "moderate", "low", "very_low"]


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
    """Cards of one group are kept apart."""
    explanation: Text | None = None
    certainty: Certainty | None = None
    """How sure science is of what the card teaches."""
    sources: list[CitationPart] = []
    facts: list[Name] = []
    """Ids of the facts that the card rests on."""
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
        if len({plain_form(option.text) for option in self.options}) < len(self.options):
            raise PydanticCustomError("same_options", "two options say the same")
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


def type_of(card: Any) -> str | None:
    """The type that a card names, or the one that its keys tell: a card with a prompt and an answer is a flip."""
    if not isinstance(card, dict):
        return "flip"
    named = card.get("type")
    if named is not None:
        return named if isinstance(named, str) else None
    if "options" in card:
        return "choice"
    if "value" in card:
        return "number"
    return "cloze" if "answer" not in card and "{{" in str(card.get("prompt", "")) else "flip"


AnyCard = Annotated[
    Annotated[FlipPart, Tag("flip")]
    | Annotated[ChoicePart, Tag("choice")]
    | Annotated[ClozePart, Tag("cloze")]
    | Annotated[NumberPart, Tag("number")],
    Discriminator(type_of),
]


class ObjectivePart(Part):
    """What a learner can do after a group of cards."""

    id: Name
    text: Text
    bloom: Bloom | None = None


class LessonPart(Part):
    """A few sentences, shown before the first question of an objective."""

    id: Name
    objective: Name
    text: Text


class DeckPart(Part):
    """One deck file."""

    id: Name
    title: Text
    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    order: Annotated[int, Field(ge=0)] = 100
    """Its place among the decks: lower comes first."""
    audience: Audience = Audience.BOTH
    language: Name = "en"
    version: Text | None = None
    reviewed: Day | None = None
    review_by: Day | None = None
    purpose: Text | None = None
    main_message: Text | None = None
    notice: Text | None = None
    objectives: list[ObjectivePart] = []
    lessons: list[LessonPart] = []
    cards: list[AnyCard]


class SourcePart(Part):
    """One work of the bibliography."""

    id: Name
    title: Text
    authors: Text | None = None
    year: Text | None = None
    journal: Text | None = None
    design: Name | None = None
    doi: Text | None = None
    pmid: Text | None = None
    url: Text | None = None


class SourcesPart(Part):
    """The bibliography file."""

    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    sources: list[SourcePart]
