"""The format of deck files and of the files that a folder of decks shares, as pydantic models."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ldn_learn.decks.card_parts import AnyCard, Certainty, Day, Name, Part, Text
from ldn_learn.decks.cards import Audience

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]


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


class CasePart(Part):
    """A case that several cards ask about."""

    id: Name
    text: Text


class DeckPart(Part):
    """One deck file."""

    id: Name
    title: Text
    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    order: Annotated[int, Field(ge=0)] = 100
    """Its place among the decks: lower comes first."""
    audience: Audience = Audience.BOTH
    exam_share: Annotated[int, Field(ge=0, le=1000)] = 0
    """Its share of an exam, against those of the other decks; without it, by the number of its cards."""
    language: Name = "en"
    version: Text | None = None
    reviewed: Day | None = None
    review_by: Day | None = None
    purpose: Text | None = None
    main_message: Text | None = None
    summary: Text | None = None
    """What to keep in mind, in a few sentences."""
    notice: Text | None = None
    objectives: list[ObjectivePart] = Field(default_factory=list)
    lessons: list[LessonPart] = Field(default_factory=list)
    cases: list[CasePart] = Field(default_factory=list)
    cards: list[AnyCard]


class SourcePart(Part):
    """One work of the bibliography."""

    id: Name
    title: Text
    authors: Text | None = None
    year: Text | None = None
    read: Day | None = None
    """The day on which a page without a date of its own was read."""
    journal: Text | None = None
    design: Name | None = None
    doi: Text | None = None
    pmid: Text | None = None
    url: Text | None = None


class SourcesPart(Part):
    """The bibliography file."""

    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    sources: list[SourcePart]


class TermPart(Part):
    """One word of the glossary."""

    id: Name | None = None
    term: Text
    also: list[Text] = Field(default_factory=list)
    """Other forms of the word: plural, long form, abbreviation."""
    definition: Text


class GlossaryPart(Part):
    """The glossary file: words that the decks of a folder may use without explaining them."""

    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    terms: list[TermPart]


class MisconceptionPart(Part):
    """One mistaken belief that wrong options stand for."""

    id: Name
    belief: Text
    correction: Text
    objective: Name | None = None
    critical: bool = False
    sources: list[Name] = Field(default_factory=list)


class MisconceptionsPart(Part):
    """The file of mistaken beliefs."""

    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    misconceptions: list[MisconceptionPart]


class FactPart(Part):
    """One thing that is known, and the only figures that cards resting on it may use."""

    id: Name
    statement: Text
    figures: Text | None = None
    """Every number that a card may take from this fact, as the source gives it."""
    sources: list[Name] = Field(default_factory=list)
    """Ids of works in sources.yaml."""
    topic: Name | None = None
    evidence: Name | None = None
    """The design behind the fact."""
    status: Literal["verified", "unverified"] | None = None
    certainty: Certainty | None = None
    """How sure science is of the statement."""
    agrees_with_article: Name | None = None
    article_says: Text | None = None
    use: Literal["trainee-only"] | None = None
    """`trainee-only` keeps the fact off cards for patients."""
    note: Text | None = None
    url: Text | None = None
    also_seen: list[Text] = Field(default_factory=list)


class EvidencePart(Part):
    """The file of facts."""

    schema_version: Annotated[Literal["1"], Field(alias="schema")] = "1"
    facts: list[FactPart]
