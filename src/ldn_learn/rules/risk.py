"""Rules about what a number of people needs beside it (N05 to N07, N09, N11 to N13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.numbers import wholes
from ldn_learn.rules.passages import flat, tokens
from ldn_learn.rules.registry import A, E, Finding, W, rule
from ldn_learn.rules.subjects import BENEFIT, HARM, subjects
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.passages import Passage
    from ldn_learn.rules.sheet import Item, Sheet

_IPDAS: Final = "IPDAS 2013: reference class, comparison and time frame"
_Q: Final = "prompt: How many people had vivid dreams?"
_Y: Final = "prompt: How many people had headaches?"
_COMPARED_LIST: Final = (
    "placebo placebos dummy compared comparison control controls sham versus vs other than both groups group before"
)
_COMPARED: Final = frozenset(_COMPARED_LIST.split())
_TIMES_LIST: Final = (
    "day days daily week weeks weekly month months monthly year years night nights hour hours once single"
)
_TIMES: Final = frozenset(_TIMES_LIST.split())
_SMALL_WORDS: Final = frozenset(["small", "few", "only", "tiny", "little"])
_PEOPLE: Final = (
    r"\b(?:of|with|in|among|had|to) (\d{1,2}) "
    r"(?:people|women|men|adults|patients|children|volunteers|participants|persons)\b"
)
_STATISTICS: Final = (
    r"\bNNT\b|\bnumber needed to treat\b|\b(?:odds|hazard|risk) ratios?\b|\bp[- ]values?\b"
    r"|\bp\s?[<=>]\s?0?\.\d|\bconfidence intervals?\b"
)
_SUMS: Final = r"\b(?:subtract|multiply|divide|add (?:up|together)|work out|calculate|compute)\b"
_CLASSES: Final = r"(?i)\brare (?:side effects?|harms?|events?|problems?|reactions?|ones)\b"
"""A kind of harm that a study may miss, which is no claim about how often it comes."""

_FEWEST: Final = 30


def counted(item: Item) -> Passage | None:
    """The first text of a card that tells how many people of how many."""
    if item.tokens.isdisjoint(("of", "in", "%", "percent")):
        return None
    for passage in item.own_voice:
        if wholes(passage.text) or (
            ("%" in passage.text or "percent" in passage.text) and phrases.found("N01", passage.text)
        ):
            return passage
    return None


def _outcome(item: Item) -> Passage | None:
    """Such a text on a card about a benefit or a harm."""
    passage = counted(item)
    return passage if passage is not None and subjects(item) & {BENEFIT, HARM} else None


@rule(
    "N05",
    "A number of people comes with a comparison",
    E,
    W,
    why="37 of 100 had vivid dreams means little until one knows that 13 of 100 had them on a dummy pill.",
    standard="FDA guide to communicating risks: absolute risks in both groups",
    bad="{" + _Q + ", answer: 37 out of 100, explanation: That was in the first 12 weeks.}",
    good="{"
    + _Q
    + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill', explanation: That was in 12 weeks.}",
)
def no_comparison(item: Item, _: Sheet) -> Iterator[Finding]:
    """A card about benefit or harm that counts people, and no word of a comparison or of there being none."""
    passage = _outcome(item)
    if passage is not None and _COMPARED.isdisjoint(tokens(item.spoken)):
        yield Finding(passage, "people are counted in one group only", "add the other group, or 'no comparison group'")


@rule(
    "N06",
    "A number of people comes with a time",
    W,
    W,
    why="A risk in 12 weeks and a risk in a life are two risks.",
    standard=_IPDAS,
    bad="{" + _Q + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill'}",
    good="{"
    + _Q
    + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill', explanation: That was in 12 weeks.}",
)
def no_time(item: Item, _: Sheet) -> Iterator[Finding]:
    """A card about benefit or harm that counts people, and no word for how long."""
    passage = _outcome(item)
    if passage is not None and _TIMES.isdisjoint(tokens(item.spoken)):
        yield Finding(passage, "it is not said in what time", "add the days, weeks or months")


@rule(
    "N07",
    "How often is told in numbers",
    E,
    W,
    why="People take 'common' for a half or more; it means 1 to 10 of 100.",
    standard="Webster and others 2017; Knapp and others 2014: verbal descriptors overstate risk",
    bad="{" + _Y + ", answer: Headache is common}",
    good="{" + _Y + ", answer: '16 out of 100, against 3 out of 100 on a dummy pill'}",
    gate=TRIGGERS["N07"],
)
def frequency_word(item: Item, _: Sheet) -> Iterator[Finding]:
    """A word for how often, in a text without numbers, on a card about a harm."""
    if HARM not in subjects(item):
        return
    for passage in item.own_voice:
        if passage.role not in ("prompt", "case"):
            for match in phrases.frequency_words(re.sub(_CLASSES, "", passage.text))[:1]:
                yield Finding(passage, f"'{match}' is no number", "say how many out of 100", match)


@rule(
    "N09",
    "The reader need not calculate",
    E,
    None,
    why="Many people cannot, and those who can make mistakes.",
    standard="PEMAT, item 7; CDC Clear Communication Index, item 17",
    bad="{prompt: Work out how many more people had dreams on LDN., type: number, value: 24}",
    good="{" + _Q + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill'}",
    gate=("subtract", "multiply", "divide", "add", "work", "calculate", "compute"),
)
def sums(item: Item, _: Sheet) -> Iterator[Finding]:
    """A prompt that asks for a sum."""
    match = re.search(_SUMS, flat(item.prompt.text), re.IGNORECASE)
    if match:
        yield Finding(item.prompt, "the reader has to calculate", "do the sum in the text", match[0])


@rule(
    "N11",
    "No statistics for patients",
    W,
    None,
    why="Ratios and p-values are misread even by professionals.",
    standard="Design of this program, after IPDAS",
    bad="{" + _Q + ", answer: The odds ratio was 3}",
    good="{" + _Q + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill'}",
    gate=("nnt", "number", "ratio", "ratios", "p", "confidence"),
)
def statistics(item: Item, _: Sheet) -> Iterator[Finding]:
    """NNT, ratios, p-values or confidence intervals."""
    for passage in item.passages:
        match = re.search(_STATISTICS, flat(passage.text), re.IGNORECASE)
        if match:
            yield Finding(passage, f"'{match[0]}' is for statisticians", "say how many out of 100", match[0])


@rule(
    "N12",
    "A small study is called small",
    W,
    W,
    why="In a group of 10, one person more or less is a tenth.",
    standard="Design of this program",
    bad="{" + _Q + ", answer: 4 of 12 people}",
    good="{" + _Q + ", answer: 4 of 12 people in a small study}",
    gate=("of", "people", "women", "men", "adults", "patients", "children", "volunteers", "participants"),
)
def small_study(item: Item, _: Sheet) -> Iterator[Finding]:
    """A card that tells of a group of fewer than 30 people, with no word that it is small."""
    if not _SMALL_WORDS.isdisjoint(tokens(item.spoken)):
        return
    for passage in item.own_voice:
        groups = {whole for whole in wholes(passage.text) if 2 < whole < _FEWEST and whole != 10}
        groups |= {int(size) for size in re.findall(_PEOPLE, flat(passage.text)) if 2 < int(size) < _FEWEST}
        if groups:
            yield Finding(passage, f"a group of {min(groups)} is not called small", "write 'a small study'")
            return


@rule(
    "N13",
    "A number is explained in words",
    W,
    A,
    why="A number alone is remembered without its meaning.",
    standard="CDC Clear Communication Index, item 20",
    bad="{" + _Q + ", answer: '37 out of 100, against 13 out of 100 on a dummy pill, in 12 weeks'}",
    good="{" + _Q + ", answer: 37 out of 100, explanation: On a dummy pill 13 out of 100 in 12 weeks. That is a lot.}",
)
def unexplained(item: Item, _: Sheet) -> Iterator[Finding]:
    """A card about benefit or harm that counts people and has no explanation."""
    if item.explanation is None:
        passage = _outcome(item)
        if passage is not None:
            yield Finding(passage, "no words say what the number means", "add 'explanation:'")
