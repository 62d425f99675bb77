"""Rules about the question of a choice (M)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.passages import content, stem, tokens
from ldn_learn.rules.registry import A, E, Finding, Levels, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_NBME: Final = "NBME item-writing guide, flaw: "
_OPTIONS: Final = "options: [{text: Codeine, correct: true}, {text: Salt}, {text: Tea}]"
_WORDS: Final = {"patient": 40, "trainee": 120}
_FEWEST: Final = 5


def _is_choice(item: Item) -> bool:
    return item.type in ("choice", "multi")


@rule(
    "M04",
    "No question for what is not so",
    W,
    W,
    why="The small word is missed, and what is practised is the exception.",
    standard=_NBME + "negatively phrased stem",
    bad="{prompt: Which of these is not an opioid?, " + _OPTIONS + "}",
    good="{prompt: Which of these is an opioid?, " + _OPTIONS + "}",
    gate=TRIGGERS["M04"],
)
def negative_stem(item: Item, _: Sheet) -> Iterator[Finding]:
    """A negative lead-in; only advice for a safety card that writes NOT or EXCEPT in capitals."""
    if not _is_choice(item) or TRIGGERS["M04"].isdisjoint(tokens(item.prompt.text)):
        return
    for match in phrases.negative_stem(item.prompt.text)[:1]:
        shouted = item.critical and any(word in item.prompt.text for word in ("NOT", "EXCEPT"))
        levels = Levels(A, W) if shouted else None
        yield Finding(
            item.prompt, "the question asks for what is not so", "ask for what is so", match.split()[-1], levels
        )


@rule(
    "M08",
    "The question does not give the answer away",
    W,
    W,
    why="A word that stands in the question and in the right option alone is a clue.",
    standard=_NBME + "word repeats (clang clues)",
    bad="{prompt: What should you tell the surgical team before an operation?, options: [{text: Tell the "
    "surgical team that "
    'you take LDN, correct: true}, {text: "Nothing, LDN is too weak to matter"}, {text: Take a double dose the '
    "night before}]}",
    good="{prompt: What should you do before planned surgery?, options: [{text: Tell the surgeon and anesthetist "
    "early, "
    'correct: true}, {text: "Nothing, LDN is too weak to matter"}, {text: Take a double dose the night before}]}',
)
def clang(item: Item, deck: Sheet) -> Iterator[Finding]:
    """A content word stands in question and key and in no other option; words of the glossary do not count."""
    if item.key is None or item.type != "choice":
        return
    shared = content(item.prompt.text) & content(item.key.text)
    if not shared:
        return
    for option in item.distractors:
        shared -= content(option.text.text)
    shared -= {stem(word) for word in deck.shared.headwords}
    if shared:
        word = min(shared)
        message = f"'{word}' stands in the question and of the options only in the right one"
        yield Finding(item.key, message, "use another word, or put it into the others too", word)


@rule(
    "M10",
    "The stem ends with no article",
    W,
    W,
    why="'An' fits only the options that begin with a vowel.",
    standard=_NBME + "grammatical cues",
    bad="{prompt: LDN is best called an, options: [{text: Opioid blocker, correct: true}, {text: Vitamin}, "
    "{text: Hormone}]}",
    good="{prompt: LDN is best called a(n), options: [{text: Opioid blocker, correct: true}, {text: Vitamin}, "
    "{text: Hormone}]}",
)
def dangling_article(item: Item, _: Sheet) -> Iterator[Finding]:
    """The stem ends with `a` or `an`."""
    if _is_choice(item) and item.prompt.text.rstrip(" :_.…").lower().endswith((" a", " an")):
        for match in phrases.found("M10", item.prompt.text):
            yield Finding(
                item.prompt, "the question ends with an article", "write 'a(n)', or ask a whole question", match
            )


@rule(
    "M15",
    "The question can be answered without the options",
    W,
    W,
    why="A question such as 'which is true?' asks nothing: each option is a question of its own.",
    standard="NBME: cover-the-options test",
    bad="{prompt: Which of the following is true?, " + _OPTIONS + "}",
    good="{prompt: Which of these medicines is an opioid?, " + _OPTIONS + "}",
)
def unfocused(item: Item, _: Sheet) -> Iterator[Finding]:
    """`Which is true` (an error for patients), fewer than five words, or no question and nothing to complete."""
    if not _is_choice(item):
        return
    text = item.prompt.text
    found = phrases.found("M15", text) if "which" in item.tokens else ()
    if found:
        yield Finding(item.prompt, f"'{found[0]}' asks nothing by itself", "ask for one thing", found[0], Levels(E, W))
    elif len(text.split()) < _FEWEST and not item.case:
        yield Finding(item.prompt, "the question has fewer than five words", "ask a whole question")
    elif "?" not in text and text.endswith((".", "!")):
        yield Finding(item.prompt, "the prompt neither asks nor is to be completed", "end it with a question")


@rule(
    "M19",
    "No card needs another card",
    E,
    E,
    why="Cards come in any order, and the one that is pointed at may come weeks later.",
    standard=_NBME + "hinged items",
    bad="{prompt: 'Based on question 3, what do you do next?', " + _OPTIONS + "}",
    good="{prompt: What is the first question to ask?, " + _OPTIONS + "}",
    gate=TRIGGERS["M19"],
)
def hinged(item: Item, _: Sheet) -> Iterator[Finding]:
    """A text that refers to another card."""
    for passage in item.passages:
        for match in phrases.found("M19", passage.text)[:1]:
            yield Finding(passage, f"'{match}' needs another card", "say here what is needed", match)


@rule(
    "M20",
    "The question is short",
    W,
    A,
    why="What is not needed to answer costs attention and hides what is.",
    standard=_NBME + "unnecessary information in the stem",
    bad="a question of 41 words for patients, or of 121 for trainees",
    good="a question of 40 words at most",
)
def long_stem(item: Item, _: Sheet) -> Iterator[Finding]:
    """A stem of more than 40 words for patients, 120 for trainees; a case counts apart."""
    limit = _WORDS["trainee" if item.audience == "trainee" else "patient"]
    count = len(item.prompt.text.split())
    if _is_choice(item) and count > limit:
        yield Finding(item.prompt, f"{count} words in the question", f"use at most {limit}")


@rule(
    "M22",
    "No question that yes or no answers",
    W,
    W,
    why="Half of all guesses are right, and recognising a claim is weak practice for recalling it.",
    standard="NBME prefers one best answer; Matuschak: yes/no prompts are weak retrieval",
    bad="{prompt: LDN is an opioid., type: true-false, answer: false}",
    good="{prompt: What does LDN do to opioid receptors?, options: [{text: Blocks them, correct: true}, {text: "
    "Feeds them}, {text: Heals them}]}",
)
def yes_or_no(item: Item, _: Sheet) -> Iterator[Finding]:
    """A true-false card, or options that say yes and no."""
    said = {option.text.text.strip(" .,!").lower() for option in item.options}
    if item.type == "true-false" or (said and said <= {"yes", "no", "true", "false"}):
        yield Finding(item.prompt, "yes or no answers this", "ask what, which or how")
