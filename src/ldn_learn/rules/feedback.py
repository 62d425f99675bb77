"""Rules about feedback and explanations (F)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import plain_form
from ldn_learn.rules import phrases
from ldn_learn.rules.passages import content, tokens
from ldn_learn.rules.readability import pieces
from ldn_learn.rules.registry import A, E, Finding, Levels, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Choice, Item, Sheet

_VDK: Final = "van der Kleij and others 2015: explanations 0.49, the right answer 0.32, right or wrong only 0.05"
_Q: Final = "prompt: Which medicine is an opioid?"
_KEY: Final = "{text: Codeine, correct: true}"
_GOOD: Final = (
    "{" + _Q + ", explanation: Codeine acts on opioid receptors., options: [" + _KEY + ", {text: Salt, feedback: "
    "No. Codeine is the opioid. Salt is food.}, {text: Tea, feedback: No. Tea holds caffeine; codeine is an opioid.}]}"
)
_FEWEST: Final = 5
_MOST_WORDS: Final = 60
_MOST_SENTENCES: Final = 4
_REFUTES: Final = frozenset({"not", "no", "never", "myth", "false", "nobody", "none", "cannot", "nor"})
_SHORT_NO: Final = r"n['’]t\b"


@rule(
    "F01",
    "Every wrong option has feedback of its own",
    E,
    W,
    why="Feedback is what teaches. Without it, choosing a wrong option can plant the mistake.",
    standard=_VDK,
    bad="{" + _Q + ", options: [" + _KEY + ", {text: Salt, feedback: No.}, {text: Tea}]}",
    good=_GOOD,
    firm=True,
)
def no_feedback(item: Item, _: Sheet) -> Iterator[Finding]:
    """A wrong option with no feedback or with fewer than five words; an error on safety cards for anybody."""
    for option in item.distractors:
        count = 0 if option.feedback is None else len(option.feedback.text.split())
        if count < _FEWEST:
            levels = Levels(E, E) if item.critical else None
            message = "this wrong option has no feedback" if not count else "the feedback has fewer than five words"
            hint = "say that it is not so, what is so, and why"
            yield Finding(option.feedback or option.text, message, hint, levels=levels)


@rule(
    "F02",
    "The right answer is explained",
    W,
    W,
    why="Who guessed right learns why only from the explanation.",
    standard=_VDK,
    bad="{prompt: What does LDN block?, answer: Opioid receptors}",
    good="{prompt: What does LDN block?, answer: Opioid receptors, explanation: LDN sits on them.}",
)
def no_reason(item: Item, _: Sheet) -> Iterator[Finding]:
    """Neither an explanation nor feedback of five words on the right option."""
    if item.explanation is not None:
        return
    right = (option.feedback for option in item.options if option.correct)
    if not any(feedback is not None and len(feedback.text.split()) >= _FEWEST for feedback in right):
        yield Finding(item.keys[0] if item.keys else item.prompt, "nothing says why", "add 'explanation:'")


@rule(
    "F03",
    "Feedback says something",
    E,
    W,
    why="'Try again' has next to no effect on what is learnt.",
    standard=_VDK,
    bad="{" + _Q + ", options: [" + _KEY + ', {text: Salt, feedback: "Wrong, try again!"}, {text: Tea}]}',
    good=_GOOD,
    gate=("correct", "incorrect", "wrong", "no", "nope", "yes", "right", "good", "well", "try", "sorry"),
)
def empty_feedback(item: Item, _: Sheet) -> Iterator[Finding]:
    """Feedback that only says right or wrong."""
    for passage in item.of("feedback"):
        if len(passage.text) < 60 and phrases.found("F03", passage.text):
            yield Finding(passage, "this feedback explains nothing", "say what is so, and why")


@rule(
    "F04",
    "Feedback on a wrong option states the right fact",
    W,
    A,
    why="Knowing only what is not so leaves a hole that the mistake fills again.",
    standard=_VDK,
    bad="{"
    + _Q
    + ", options: ["
    + _KEY
    + ", {text: Salt, feedback: No. That is what people put on food.}, {text: Tea}]}",
    good=_GOOD,
)
def fact_missing(item: Item, deck: Sheet) -> Iterator[Finding]:
    """Feedback that shares no content word with the right answer, the explanation or a fact of the card."""
    if item.type != "choice" or item.key is None:
        return
    right = content(item.key.text, 4) | (content(item.explanation.text, 4) if item.explanation else frozenset())
    short = tokens(item.key.text)
    facts = deck.shared.facts or {}
    for each in item.facts:
        if each.text in facts:
            right |= content(facts[each.text].statement, 4)
    for option in item.distractors:
        if option.feedback is not None and not _states(option.feedback.text, right, short):
            yield Finding(option.feedback, "this feedback does not say what is so", "state the right fact in it")


def _states(feedback: str, right: frozenset[str], key: frozenset[str]) -> bool:
    return not right.isdisjoint(content(feedback, 4)) or (bool(key) and key <= tokens(feedback))


@rule(
    "F05",
    "A myth is refuted in words",
    A,
    A,
    why="Feedback that repeats a myth and does not deny it makes the myth better known.",
    standard="Refutation texts, meta-analysis g = 0.41: not so, then the fact, then why",
    bad="{"
    + _Q
    + ", options: ["
    + _KEY
    + ", {text: Herbal tinctures, misconception: MC-07, feedback: Herbal tinctures are "
    "sold in shops and so is codeine.}, {text: Tea}]}",
    good="{"
    + _Q
    + ", options: ["
    + _KEY
    + ", {text: Herbal tinctures, misconception: MC-07, feedback: Herbal tinctures are "
    "not opioids. Codeine is one.}, {text: Tea}]}",
)
def unrefuted(item: Item, _: Sheet) -> Iterator[Finding]:
    """Feedback on a belief that repeats its words and holds no word that denies."""
    for option in item.distractors:
        if option.misconception is None or option.feedback is None or not _repeats(option):
            continue
        text = option.feedback.text
        if _REFUTES.isdisjoint(tokens(text)) and not re.search(_SHORT_NO, text):
            yield Finding(option.feedback, "the myth is repeated and not denied", "begin with 'No.' or 'Not so.'")


def _repeats(option: Choice) -> bool:
    return option.feedback is not None and not content(option.text.text).isdisjoint(content(option.feedback.text))


@rule(
    "F06",
    "Each feedback speaks of its own option",
    W,
    A,
    why="The same words for two mistakes explain neither.",
    standard="Elaborated feedback answers the very mistake",
    bad="{"
    + _Q
    + ", options: ["
    + _KEY
    + ", {text: Salt, feedback: No. Codeine is the opioid here.}, {text: Tea, feedback: "
    "No. Codeine is the opioid here.}]}",
    good=_GOOD,
)
def same_feedback(item: Item, _: Sheet) -> Iterator[Finding]:
    """Two wrong options with the same feedback."""
    feedbacks = [option.feedback for option in item.distractors if option.feedback is not None]
    if len(feedbacks) < 2:
        return
    seen: set[str] = set()
    for feedback in feedbacks:
        form = feedback.text.lower()
        if form in seen or (len(form) < 80 and plain_form(form) in seen):
            yield Finding(feedback, "another wrong option has the same feedback", "say why this one is wrong")
        seen |= {form, plain_form(form)} if len(form) < 80 else {form}


@rule(
    "F07",
    "Feedback is short",
    W,
    A,
    why="What is read between two questions has to fit into a moment.",
    standard="Design of this program: 60 words, four sentences",
    bad="feedback of 61 words or of five sentences",
    good="feedback of up to 60 words in up to four sentences",
)
def long_feedback(item: Item, _: Sheet) -> Iterator[Finding]:
    """Feedback of more than 60 words or four sentences."""
    for passage in item.of("feedback"):
        text = passage.text
        if len(text) < 80:
            continue
        count = len(text.split())
        if count > _MOST_WORDS:
            yield Finding(passage, f"{count} words of feedback", f"use at most {_MOST_WORDS}")
        elif (
            text.count(".") + text.count("?") + text.count("!") > _MOST_SENTENCES
            and len(pieces(text)) > _MOST_SENTENCES
        ):
            yield Finding(passage, "more than four sentences of feedback", "move some into the explanation")


@rule(
    "F08",
    "Feedback does not blame",
    W,
    W,
    why="Shame makes people stop asking, and asking is what keeps them safe.",
    standard="Shame-free health literacy",
    bad="{"
    + _Q
    + ", options: ["
    + _KEY
    + ", {text: Salt, feedback: You should know that codeine is one.}, {text: Tea}]}",
    good=_GOOD,
    gate=TRIGGERS["F08"],
)
def blame(item: Item, _: Sheet) -> Iterator[Finding]:
    """A word that shames, in feedback."""
    for passage in item.of("feedback"):
        for match in phrases.found("F08", passage.text)[:1]:
            yield Finding(passage, f"'{match}' blames the reader", "say what is so", match)


@rule(
    "F09",
    "A safety card names an action",
    E,
    W,
    why="Knowing a danger helps only those who know what to do.",
    standard="PEMAT, actionability",
    bad="{prompt: Which medicine clashes with LDN?, critical: true, answer: Codeine, explanation: LDN blocks "
    "opioid receptors.}",
    good="{prompt: Which medicine clashes with LDN?, critical: true, answer: Codeine, explanation: Ask before "
    "you mix them.}",
)
def no_action(item: Item, _: Sheet) -> Iterator[Finding]:
    """A safety-critical card none of whose answers, feedback and explanations says what to do."""
    if not item.critical:
        return
    texts = [passage.text for passage in item.own_voice if passage.role != "prompt"]
    if not any(phrases.found("F09", text) for text in texts):
        yield Finding(item.prompt, "this safety card names nothing to do", "say whom to call, tell or ask")
