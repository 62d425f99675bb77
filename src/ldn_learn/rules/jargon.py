"""Rules about medical words and abbreviations (J)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.jargon_words import HARMLESS_ACRONYMS, JARGON
from ldn_learn.rules.measure import counts
from ldn_learn.rules.passages import Passage, flat, tokens
from ldn_learn.rules.readability import Counts, flesch_kincaid
from ldn_learn.rules.registry import A as ADVICE
from ldn_learn.rules.registry import E, Finding, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.shared import Shared
    from ldn_learn.rules.sheet import Item, Sheet

_CCI: Final = "PEMAT, item 4; CDC Clear Communication Index, item 7"
_ACRONYM: Final = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
_MOST_LONG: Final = 0.15
_FEWEST_WORDS: Final = 20
_DEFINITION: Final = 20

Unit = tuple["Item | None", tuple[Passage, ...]]


def units(deck: Sheet) -> list[Unit]:
    """The texts in the order in which they are met: what stands around, each lesson, each card."""
    lessons: list[Unit] = [(None, (lesson.text,)) for lesson in deck.lessons]
    return [(None, deck.head), *lessons, *((item, item.passages) for item in deck.items)]


@lru_cache(maxsize=1024)
def _explains(term: str) -> re.Pattern[str]:
    """What explains a term near to it: a bracket, `is`, `means`, `or`, a dash; or `called` before it."""
    word = rf"{re.escape(term)}s?\b"
    after = (
        r",? (?:is|are|means?|stands? for)\b|, (?:or|that is|an?|the|which|who|such as|like)\b| – | - "
        r"|\. (?:That|This|It) (?:is|means)\b"
    )
    before = r"(?:called|named|known as|means|or)(?: an?| the)?(?: \w+)? [\"“]?"
    return re.compile(rf"\b{word}[\"”’']?\s*(?:\(|{after})|\((?:\w+ ){{0,4}}{word}\)|\b{before}{word}", re.IGNORECASE)


def _met(words: frozenset[str]) -> list[str]:
    """The medical words whose first word stands in a text."""
    return [term for first in words & JARGON.keys() for term in JARGON[first]]


@rule(
    "J01",
    "Medical words are explained where they are first met",
    E,
    W,
    why="One word that is not understood can turn the sense of a sentence round.",
    standard=_CCI,
    bad="a card that says 'double-blind' where neither the glossary nor a text up to there explains it",
    good="the same word in glossary.yaml, or 'double-blind (nobody knew who got what)'",
    scope=Scope.DECK,
)
def unexplained(deck: Sheet) -> Iterator[Finding]:
    """A word of the shipped list that the glossary does not have and its first card or lesson does not explain."""
    done = set(deck.shared.explained)
    for item, passages in units(deck):
        words = tokens("\n".join(each.text for each in passages)) if item is None else item.tokens
        new = [term for term in _met(words) if term not in done and term.removesuffix("s") not in done]
        text = flat("\n".join(each.text for each in passages)) if new else ""
        for term in new:
            if term in done or not re.search(rf"\b{re.escape(term)}", text, re.IGNORECASE):
                continue
            done.add(term)
            if not _explains(term).search(text):
                where = next(each for each in passages if term.split()[0] in each.text.lower())
                audience = deck.audience if item is None else item.audience
                hint = "add it to glossary.yaml, or explain it here"
                yield Finding(where, f"'{term}' is not explained", hint, term, None, item, audience)


@rule(
    "J02",
    "A definition is short and plain",
    W,
    ADVICE,
    why="A definition that needs a definition helps nobody.",
    standard=_CCI,
    bad="{term: placebo, definition: An inert comparator administered in a double-blind randomised investigation}",
    good="{term: placebo, definition: A dummy pill with no medicine in it.}",
    scope=Scope.SHARED,
)
def hard_definition(shared: Shared) -> Iterator[tuple[str, Finding]]:
    """A definition of more than 20 words, above grade 8, or with a medical word that the glossary does not have."""
    for term in shared.terms or ():
        count = len(term.definition.split())
        words = counts([term.definition if term.definition.endswith((".", "?", "!")) else f"{term.definition}."])
        grade = flesch_kincaid(words)
        if count > _DEFINITION:
            yield "glossary", Finding(term, f"'{term.term}' is defined in {count} words", f"use {_DEFINITION} at most")
        elif grade is not None and grade > 8 and words.words > 4:
            yield "glossary", Finding(term, f"'{term.term}' is defined at grade {grade:.1f}", "use shorter words")
        lowered = term.definition.lower()
        for other in _met(tokens(lowered)):
            if other in lowered and other not in shared.explained and other not in term.forms:
                yield "glossary", Finding(term, f"the definition of '{term.term}' uses '{other}'", "define that too")


@rule(
    "J03",
    "Abbreviations are spelled out where they are first met",
    E,
    W,
    why="An abbreviation is a word that cannot be looked up.",
    standard=_CCI,
    bad="a card that says 'TLR4' where neither the glossary nor a text up to there spells it out",
    good="toll-like receptor 4 (TLR4)",
    scope=Scope.DECK,
)
def not_spelled_out(deck: Sheet) -> Iterator[Finding]:
    """An abbreviation that the glossary does not have and its first card or lesson does not spell out."""
    done = {form.upper() for form in deck.shared.explained} | HARMLESS_ACRONYMS
    for item, passages in units(deck):
        whole = item.text if item is not None else "\n".join(each.text for each in passages)
        if {match.removesuffix("s") for match in _ACRONYM.findall(whole)} <= done:
            continue
        text = flat(whole)
        for passage in passages:
            for match in _ACRONYM.findall(passage.text):
                short = match.removesuffix("s")
                if short in done or short.isdigit():
                    continue
                done.add(short)
                if not _explains(short).search(text):
                    audience = deck.audience if item is None else item.audience
                    message = f"'{short}' is not spelled out"
                    yield Finding(
                        passage, message, "write it out, or add it to glossary.yaml", short, None, item, audience
                    )


@rule(
    "J04",
    "Few long words on a card",
    W,
    None,
    why="Long words slow down those who read least well.",
    standard="Design of this program, after SMOG",
    bad="a card of 20 words and more of which 16 in 100 have three syllables, words of the glossary apart",
    good="a card with 15 in 100 at most",
)
def long_words(item: Item, deck: Sheet) -> Iterator[Finding]:
    """More than 15 of 100 words with three syllables or more; words of the glossary count as short."""
    if item.audience == "trainee":
        return
    found: Counts = counts((passage.text for passage in item.passages), deck.shared.headwords)
    if found.words >= _FEWEST_WORDS and found.long_words / found.words > _MOST_LONG:
        share = round(100 * found.long_words / found.words)
        yield Finding(item.prompt, f"{share} of 100 words have three syllables or more", "use shorter words")
