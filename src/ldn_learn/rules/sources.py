"""Rules about sources and how sure science is (S)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.rules.passages import Passage, like, tokens
from ldn_learn.rules.registry import E, Finding, Scope, W, rule
from ldn_learn.rules.subjects import BENEFIT, HARM, designs, says_unknown, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_WOZ: Final = "Wozniak, rules 18 and 19: sources and dates"
_Q: Final = "prompt: What does LDN do?, answer: It blocks opioid receptors"
STRONG: Final = frozenset({"label", "regulator", "guideline"})
_WEAK: Final = frozenset({"promotional", "anecdote"})
_OPINION: Final = frozenset({"promotional", "anecdote", "expert", "expert-opinion"})
_PRECLINICAL: Final = frozenset({"preclinical", "animal", "in-vitro"})
_LAB_WORDS: Final = frozenset(
    (
        "lab",
        "labs",
        "laboratory",
        "animal",
        "animals",
        "mice",
        "mouse",
        "rat",
        "rats",
        "cell",
        "cells",
        "tube",
        "tubes",
        "dish",
    )
)
_HEDGES_LIST: Final = (
    "may might unsure uncertain unclear unknown unproven theory theories suggest suggests could possible "
    "possibly idea ideas early small little few untested unsettled claim claims claimed opinion "
    "impression reported report reports"
)
_HEDGES: Final = frozenset(_HEDGES_LIST.split())
_NOT_SURE: Final = frozenset(
    {"know", "known", "sure", "settled", "shown", "prove", "proof", "proven", "tested", "studied", "found", "find"}
)


@rule(
    "S01",
    "Every card has a source that can be found",
    E,
    E,
    why="A claim that nobody can look up cannot be corrected either.",
    standard=_WOZ,
    bad="{" + _Q + ", sources: []}",
    good="{" + _Q + ", sources: [{id: label}]}",
    firm=True,
)
def no_source(item: Item, deck: Sheet) -> Iterator[Finding]:
    """No source, or none with a date and a url, doi or pmid in the bibliography."""
    if not item.citations:
        yield Finding(item, "this card has no source", "add 'sources:' with a work of sources.yaml")
        return
    works = deck.shared.works
    known = [works[each.text] for each in item.citations if each.text in works] if works else []
    if known and not any(work.traceable and work.dated for work in known):
        message = "no source of this card has both a date (year or read) and a url, doi or pmid"
        yield Finding(item.citations[0], message, "add them in sources.yaml, or cite a work that has them")


@rule(
    "S09",
    "A source stands in the bibliography",
    W,
    W,
    why="The learner who asks for the source sees only its id.",
    standard=_WOZ,
    bad="{" + _Q + ", sources: [{id: lable}]}",
    good="{" + _Q + ", sources: [{id: label}]}",
)
def unknown_source(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A source that is not in `sources.yaml`."""
    works = deck.shared.works
    for each in item.citations:
        if works is None or each.text not in works:
            hint = like(each.text, works) if works else "put a sources.yaml beside the deck"
            yield Finding(each, f"the source '{each.text}' is not in sources.yaml", hint)


@rule(
    "S03",
    "The source is strong enough",
    E,
    E,
    why="A safety point must rest on somebody who answers for it; a benefit must not rest on advertising.",
    standard="Design of this program, after GRADE",
    bad="{" + _Q + ", critical: true, sources: [{id: opinion}]}",
    good="{" + _Q + ", critical: true, sources: [{id: label}]}",
)
def weak_source(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A safety card without a label, regulator or guideline; a benefit card that rests on promotion or anecdote."""
    kinds = set(designs(item, deck))
    if not kinds:
        return
    if item.critical and not kinds & STRONG:
        yield Finding(item.citations[0], "a safety card rests on no label, regulator or guideline", "cite one")
    elif kinds <= _WEAK and BENEFIT in subjects(item):
        yield Finding(item.citations[0], "a benefit rests on promotion or anecdote alone", "cite a study, or drop it")


@rule(
    "S04",
    "A card about benefit or harm says how sure science is",
    E,
    E,
    why="The same sentence means another thing when it rests on one small study.",
    standard="GRADE: high, moderate, low, very low",
    bad="{" + _Q + ", tags: [benefit]}",
    good="{" + _Q + ", tags: [benefit], certainty: low}",
)
def no_certainty(item: Item, _: Sheet) -> Iterator[Finding]:
    """A card about a benefit or a harm without `certainty`."""
    if not item.certainty and subjects(item) & {BENEFIT, HARM}:
        yield Finding(item, "a card about benefit or harm has no 'certainty'", "add high, moderate, low or very_low")


@rule(
    "S05",
    "The words are as sure as science is",
    W,
    W,
    why="'Helps' and 'may help' are two claims, and only one of them is true.",
    standard="GRADE 26: informative statements",
    bad="{" + _Q + ", certainty: low, explanation: LDN helps with pain.}",
    good="{" + _Q + ", certainty: low, explanation: LDN may help with pain.}",
)
def too_sure(item: Item, _: Sheet) -> Iterator[Finding]:
    """`low` or `very_low`, and not one word of doubt in what the card says."""
    if item.certainty not in ("low", "very_low"):
        return
    words = tokens(item.spoken)
    denies = not words.isdisjoint(("not", "no", "nobody", "never", "t")) and not words.isdisjoint(_NOT_SURE)
    if words.isdisjoint(_HEDGES) and not denies:
        level = item.certainty.replace("_", " ")
        yield Finding(
            item.explanation or item.prompt,
            f"certainty is {level}, and no word says so",
            "write 'may', or what is not known",
        )


@rule(
    "S06",
    "Laboratory and animal findings say so",
    E,
    W,
    why="Most of what works in mice does not work in people.",
    standard="Design of this program; PEMAT: no misleading content",
    bad="{" + _Q + ", sources: [{id: mice}], explanation: LDN slows tumours.}",
    good="{" + _Q + ", sources: [{id: mice}], explanation: LDN slowed tumours in mice.}",
)
def preclinical(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A card that rests on laboratory or animal work alone or mostly, and no word says so."""
    kinds = designs(item, deck)
    early = sum(kind in _PRECLINICAL for kind in kinds)
    if early and 2 * early >= len(kinds) and _LAB_WORDS.isdisjoint(tokens(item.spoken)):
        yield Finding(
            item.explanation or item.prompt,
            "the source is laboratory or animal work, and no word says so",
            "name the mice or cells",
        )


@rule(
    "S07",
    "A deck that tells a benefit tells what is not known",
    W,
    W,
    why="Known and not known together are what a decision needs.",
    standard="CDC Clear Communication Index, item 11",
    bad="a deck with a card about a benefit and none that says what is not known",
    good="the same with one card tagged 'unknown', or whose words say that something is not known",
    scope=Scope.DECK,
)
def nothing_unknown(deck: Sheet) -> Iterator[Finding]:
    """Cards about a benefit, and none that says what is not known."""
    telling = [item for item in deck.items if BENEFIT in subjects(item)]
    if telling and not any(says_unknown(item) for item in deck.items):
        yield Finding(
            telling[0],
            "this deck tells a benefit and nothing that is not known",
            "add a card that does",
            item=telling[0],
        )


@rule(
    "S08",
    "No opinion carries a deck alone",
    W,
    W,
    why="One person's view, card after card, looks like knowledge.",
    standard="Design of this program",
    bad="a deck half of whose cards cite one article of opinion and nothing else",
    good="the same cards with a second source",
    scope=Scope.DECK,
)
def one_opinion(deck: Sheet) -> Iterator[Finding]:
    """One work of opinion or promotion is the only source of more than half of the cards."""
    alone: dict[str, int] = {}
    for item in deck.items:
        cited = {each.text for each in item.citations}
        if len(cited) == 1 and set(designs(item, deck)) & _OPINION:
            name = cited.pop()
            alone[name] = alone.get(name, 0) + 1
    for name, count in alone.items():
        if 2 * count > len(deck.items):
            place = Passage("", "", deck.line, deck.column)
            yield Finding(
                place, f"'{name}' is the only source of {count} of {len(deck.items)} cards", "add primary sources"
            )
