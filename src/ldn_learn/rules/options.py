"""Rules about the options of a choice (M)."""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.passages import content, tokens
from ldn_learn.rules.registry import A, E, Finding, Levels, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.passages import Passage
    from ldn_learn.rules.sheet import Item, Sheet

_NBME: Final = "NBME item-writing guide, flaw: "
_OPPOSITES: Final = (
    ("increase", "decrease"),
    ("increases", "decreases"),
    ("more", "less"),
    ("more", "fewer"),
    ("higher", "lower"),
    ("better", "worse"),
    ("rises", "falls"),
    ("yes", "no"),
)
_LONGER: Final = 1.25
_LONGER_BY: Final = 10
_WORDS: Final = {"patient": 15, "trainee": 30}


def _size(passage: Passage) -> int:
    return len(passage.text)


def _is_choice(item: Item) -> bool:
    return item.type in ("choice", "multi")


@rule(
    "M01",
    "Three to four options",
    E,
    E,
    why="Three good options measure as well as five; further ones are seldom plausible and cost reading.",
    standard="Rodriguez 2005, meta-analysis: three options are optimal",
    bad="{prompt: Which medicine is an opioid?, options: [{text: Codeine, correct: true}, {text: Salt}]}",
    good="{prompt: Which medicine is an opioid?, options: [{text: Codeine, correct: true}, {text: Salt}, {text: Tea}]}",
)
def number_of_options(item: Item, _: Sheet) -> Iterator[Finding]:
    """Fewer than three options or more than five; five are a warning."""
    count = len(item.options)
    if item.type != "choice" or 3 <= count <= 4:
        return
    levels = Levels(W, A) if count == 5 else None
    yield Finding(item.options[0].text if item.options else item, f"{count} options", "offer three", levels=levels)


@rule(
    "M03",
    "No option points at the others",
    E,
    E,
    why="Who knows that one option is wrong can rule out 'all of the above' without knowing the answer.",
    standard=_NBME + "none or all of the above",
    bad="{prompt: Which of these is an opioid?, options: [{text: Codeine}, {text: Tramadol}, {text: Both of "
    "these, correct: true}]}",
    good="{prompt: Which of these is an opioid?, options: [{text: Codeine, correct: true}, {text: Salt}, {text: Tea}]}",
    gate=TRIGGERS["M03"],
)
def all_or_none(item: Item, _: Sheet) -> Iterator[Finding]:
    """An option such as `all of the above`."""
    for option in item.options:
        for match in phrases.found("M03", option.text.text):
            yield Finding(option.text, f"'{match}' points at other options", "say what this option itself says", match)


@rule(
    "M05",
    "The right option is not much the longest",
    W,
    W,
    why="Writers qualify the right option with care, so people who know nothing do well by choosing the longest.",
    standard=_NBME + "longer, more complete right answer",
    bad="{prompt: What do you do before surgery?, options: [{text: Tell the surgical team early and follow their "
    "plan for "
    "when to stop LDN, correct: true}, {text: Stop LDN that morning}, {text: Take a double dose}, {text: Say "
    "nothing}]}",
    good="{prompt: LDN keeps you awake. What do you do?, options: [{text: Call your prescriber, correct: true}, "
    "{text: Take two doses}, {text: Stop all medicines}, {text: Wait a week}]}",
)
def longest_key(item: Item, _: Sheet) -> Iterator[Finding]:
    """The key is the longest option, by a quarter of the others' mean and by ten signs."""
    key, others = item.key, [_size(option.text) for option in item.distractors]
    if key is None or not others or item.type != "choice":
        return
    size = _size(key)
    if size >= _LONGER * mean(others) and size >= max(others) + _LONGER_BY:
        message = f"the right option has {size} signs, the longest other one {max(others)}"
        yield Finding(key, message, "shorten it, or say as much in the others")


@rule(
    "M06",
    "No absolute word in an option",
    W,
    W,
    why="Hardly anything in medicine is always or never so, which gives such options away; and a right one overclaims.",
    standard=_NBME + "absolute terms",
    bad="{prompt: What does LDN do to sleep?, options: [{text: It never changes sleep}, {text: It can bring dreams, "
    "correct: true}, {text: It stops snoring}]}",
    good="{prompt: What does LDN do to sleep?, options: [{text: It makes you sleep by day}, {text: It can bring "
    "dreams, "
    "correct: true}, {text: It stops snoring}]}",
    gate=TRIGGERS["M06"],
)
def absolute_words(item: Item, _: Sheet) -> Iterator[Finding]:
    """An absolute word: an error in the right option for patients, otherwise a warning."""
    for option in item.options:
        for match in phrases.found("M06", option.text.text)[:1]:
            levels = Levels(E, W) if option.correct else None
            yield Finding(
                option.text, f"'{match}' is absolute", "say it without, or silence it with the reason", match, levels
            )


@rule(
    "M07",
    "No vague how-often in an option",
    W,
    W,
    why="'Often' means one thing to the writer and another to the reader, so nobody can tell which option is right.",
    standard=_NBME + "vague terms",
    bad="{prompt: How many people dream more?, options: [{text: Often}, {text: Rarely, correct: true}, {text: "
    "Nobody yet}]}",
    good="{prompt: How many people dream more?, options: [{text: 37 out of 100, correct: true}, {text: 3 out of 100}, "
    "{text: 90 out of 100}]}",
    gate=TRIGGERS["M07"],
)
def vague_words(item: Item, _: Sheet) -> Iterator[Finding]:
    """A vague frequency in an option that gives no number."""
    for option in item.options:
        for match in phrases.vague(option.text.text)[:1]:
            yield Finding(option.text, f"'{match}' says no number", "give the number, or leave the word away", match)


@rule(
    "M09",
    "The right option shares no more with the others than they do",
    A,
    A,
    why="Wrong options are made by changing the right one, so the option with most in common is a good guess.",
    standard=_NBME + "most elements in common",
    bad="{prompt: What does this drug do?, options: [{text: blocks opioid receptors briefly, correct: true}, "
    "{text: blocks "
    "histamine receptors briefly}, {text: blocks opioid transporters}, {text: opens opioid channels}]}",
    good="{prompt: What does this drug do?, options: [{text: blocks opioid receptors, correct: true}, {text: "
    "kills germs}, "
    "{text: thins blood}]}",
)
def convergence(item: Item, _: Sheet) -> Iterator[Finding]:
    """The key's words stand in other options most often, with a lead of two."""
    if item.key is None or item.type != "choice" or len(item.options) < 3:
        return
    words = [content(option.text.text) for option in item.options]
    scores = [sum(word in other for word in own for other in words if other is not own) for own in words]
    key = next(index for index, option in enumerate(item.options) if option.correct)
    others = [score for index, score in enumerate(scores) if index != key]
    if scores[key] >= max(others) + 2:
        yield Finding(item.key, "the right option has most words in common with the others", "vary the other options")


@rule(
    "M11",
    "Options are of one kind",
    A,
    A,
    why="The option that looks different draws the eye, for no reason that has to do with knowing.",
    standard=_NBME + "lack of uniformity",
    bad="{prompt: How long do most trials last?, options: [{text: 12 weeks, correct: true}, {text: Nobody has "
    "counted}, "
    "{text: 2 days}]}",
    good="{prompt: How long do most trials last?, options: [{text: 2 days}, {text: 12 weeks, correct: true}, "
    "{text: 3 years}]}",
)
def mixed_options(item: Item, _: Sheet) -> Iterator[Finding]:
    """Some options are numbers or end with a full stop and some do not, or one is three times as long as most."""
    if len(item.options) < 3 or not _is_choice(item):
        return
    texts = [option.text for option in item.options]
    kinds = {text.text[:1].isdigit() for text in texts}
    stops = {text.text.endswith(".") for text in texts}
    middle = median(_size(text) for text in texts)
    long = next((text for text in texts if _size(text) > 3 * middle and _size(text) > _LONGER_BY), None)
    if len(kinds) > 1:
        yield Finding(texts[0], "some options begin with a number and some do not", "make them of one kind")
    elif len(stops) > 1:
        yield Finding(texts[0], "some options end with a full stop and some do not", "end all of them alike")
    elif long is not None:
        yield Finding(long, "this option is three times as long as most", "shorten it")


@rule(
    "M17",
    "A wrong option stands for a mistake that people make",
    W,
    W,
    why="A wrong option that nobody believes teaches nothing; one that people believe shows what to put right.",
    standard="NBME: plausible distractors; misconception-based items",
    bad="{prompt: Which medicine is an opioid?, options: [{text: Codeine, correct: true}, {text: Salt}, {text: Tea}]}",
    good="{prompt: Which medicine is an opioid?, options: [{text: Codeine, correct: true}, {text: Ibuprofen, "
    "why_plausible: "
    "It is a pain medicine too}, {text: Loratadine, misconception: MC-04}]}",
)
def no_belief(item: Item, _: Sheet) -> Iterator[Finding]:
    """A wrong option without `misconception` or `why_plausible`: one finding a card."""
    if not _is_choice(item):
        return
    bare = [option for option in item.distractors if option.misconception is None and not option.plausible]
    if bare:
        one = len(bare) == 1
        message = "a wrong option names no belief" if one else f"{len(bare)} wrong options name no belief"
        levels = Levels(E, W) if item.critical else None
        yield Finding(bare[0].text, message, "add 'misconception:' or 'why_plausible:'", levels=levels)


@rule(
    "M18",
    "No pair of opposites with a filler",
    A,
    A,
    why="One of two opposites is nearly always right, so the third option is never chosen.",
    standard=_NBME + "collectively exhaustive subset of options",
    bad="{prompt: What happens to pain on LDN?, options: [{text: Pain increases}, {text: Pain decreases, "
    "correct: true}, {text: Pain moves}]}",
    good="{prompt: What does LDN act on?, options: [{text: Opioid receptors, correct: true}, {text: The "
    "stomach}, {text: The skin}]}",
)
def opposites(item: Item, _: Sheet) -> Iterator[Finding]:
    """Among three or more options stands a pair such as increases and decreases."""
    if len(item.options) < 3 or not _is_choice(item):
        return
    words = [tokens(option.text.text) for option in item.options]
    for one, other in _OPPOSITES:
        with_one = [index for index, each in enumerate(words) if one in each]
        with_other = [index for index, each in enumerate(words) if other in each]
        if len(with_one) == len(with_other) == 1 and with_one != with_other:
            message = f"'{one}' and '{other}' leave nothing for the other options"
            yield Finding(item.options[with_one[0]].text, message, "ask what it is, and not which way it goes", one)
            return


@rule(
    "M21",
    "Options are short",
    W,
    A,
    why="Long options test reading and memory for the list, not the fact.",
    standard="NBME: as much as possible belongs into the stem",
    bad="{prompt: What do you do now?, options: [{text: You first tell your own prescriber about it and then you "
    "wait for "
    "an answer from the team before you go on, correct: true}, {text: Wait}, {text: Stop}]}",
    good="{prompt: What do you do now?, options: [{text: Tell your prescriber, correct: true}, {text: Wait}, "
    "{text: Stop}]}",
)
def long_options(item: Item, _: Sheet) -> Iterator[Finding]:
    """An option of more than 15 words for patients, 30 for trainees."""
    limit = _WORDS["trainee" if item.audience == "trainee" else "patient"]
    for option in item.options:
        if len(option.text.text) > 2 * limit:
            count = len(option.text.text.split())
            if count > limit:
                yield Finding(option.text, f"{count} words in an option", f"use at most {limit}")
