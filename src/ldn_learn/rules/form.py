"""Rules about the form of a card: one fact, one question (A)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.meaning import plain_form
from ldn_learn.rules import phrases
from ldn_learn.rules.registry import A, E, Finding, Levels, Scope, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_MINIMUM: Final = "Wozniak, rule 4: minimum information"
_LISTS: Final = "Wozniak, rules 9 and 10: avoid sets and enumerations"
_RECALL: Final = "Matuschak: prompts make people retrieve"
_FOCUSED: Final = "Matuschak: a prompt is focused, precise, consistent"
_TYPED: Final = ("flip", "typed")
_PART: Final = r";|\n\s*[-*•]|,\s+(?:and\s+|or\s+)?|\s+and\s+"


@rule(
    "A01",
    "The answer is short",
    W,
    W,
    why="A long answer is graded by feeling: part of it is always remembered.",
    standard=_MINIMUM,
    bad="{prompt: What does LDN do?, answer: It sits on the opioid receptors for some hours and so keeps other "
    "drugs away from them}",
    good="{prompt: What does LDN do?, answer: It blocks opioid receptors}",
)
def long_answer(item: Item, _: Sheet) -> Iterator[Finding]:
    """An answer of more than 12 words; more than 25 are an error for patients."""
    if item.type not in _TYPED:
        return
    for answer in item.keys:
        count = len(answer.text.split())
        if count > 12:
            levels = Levels(E, W) if count > 25 else None
            yield Finding(answer, f"{count} words in the answer", "make several cards of it", levels=levels)


@rule(
    "A02",
    "The answer is no list",
    W,
    W,
    why="Of a list, some is forgotten each time, so the card never becomes easy.",
    standard=_LISTS,
    bad="{prompt: What do you show the pharmacist?, answer: 'pills, creams and cough syrup'}",
    good="{prompt: To whom do you show your list?, answer: The pharmacist}",
)
def list_answer(item: Item, _: Sheet) -> Iterator[Finding]:
    """An answer of three parts or more; five are an error for patients. Cards of type order and match may."""
    if item.type not in _TYPED:
        return
    for answer in item.keys:
        count = len([part for part in re.split(_PART, answer.text) if part.strip()])
        if count >= 3 and ("," in answer.text or ";" in answer.text or "\n" in answer.text):
            levels = Levels(E, W) if count >= 5 else None
            yield Finding(answer, f"a list of {count}", "make a card of each, or use 'type: match'", levels=levels)


@rule(
    "A03",
    "Not a yes-or-no question",
    W,
    W,
    why="Yes or no is guessed, and nothing is recalled.",
    standard=_RECALL,
    bad="{prompt: Is LDN an opioid?, answer: 'No'}",
    good="{prompt: What does LDN do to opioid receptors?, answer: It blocks them}",
)
def yes_no_prompt(item: Item, _: Sheet) -> Iterator[Finding]:
    """A flip or typed card whose prompt begins like `Is` or `Does`."""
    if item.type in _TYPED:
        for match in phrases.found("A03", item.prompt.text):
            yield Finding(item.prompt, "yes or no answers this", "ask what, which or how", match)


@rule(
    "A04",
    "One question a card",
    E,
    W,
    why="Two questions have two answers, and one grade cannot tell which was known.",
    standard=_FOCUSED,
    bad="{prompt: What is LDN? Who makes it?, answer: Low-dose naltrexone}",
    good="{prompt: What does LDN stand for?, answer: Low-dose naltrexone}",
)
def two_questions(item: Item, _: Sheet) -> Iterator[Finding]:
    """More than one question mark."""
    if item.prompt.text.count("?") > 1:
        yield Finding(
            item.prompt, "more than one question", "keep one; a question that tells the story can be a sentence"
        )


@rule(
    "A05",
    "The prompt is short",
    W,
    A,
    why="What is not needed to answer is read a hundred times.",
    standard="Matuschak: concise",
    bad="a prompt of 26 words for patients, or of 61 for trainees",
    good="a prompt of up to 25 words",
)
def long_prompt(item: Item, _: Sheet) -> Iterator[Finding]:
    """A prompt of more than 25 words for patients, 60 for trainees; that of a choice is held by M20."""
    limit = 60 if item.audience == "trainee" else 25
    if item.type in ("choice", "multi"):
        return
    count = len(item.prompt.text.split())
    if count > limit:
        yield Finding(item.prompt, f"{count} words in the prompt", f"use at most {limit}")


@rule(
    "A06",
    "One gap a sentence",
    W,
    W,
    why="With several gaps each hides what the others need.",
    standard="Wozniak, rule 5: cloze deletion",
    bad="{type: cloze, prompt: '{{LDN}} {{blocks}} opioid receptors.'}",
    good="{type: cloze, prompt: 'LDN {{blocks}} opioid receptors.'}",
)
def many_gaps(item: Item, _: Sheet) -> Iterator[Finding]:
    """More than one gap, or more than 30 of 100 words hidden."""
    if item.type != "cloze":
        return
    hidden, words = sum(len(gap.split()) for gap in item.gaps), len(item.prompt.text.split())
    if len(item.gaps) > 1:
        yield Finding(item.prompt, f"{len(item.gaps)} gaps", "make a card of each")
    elif words and hidden / words > 0.3:
        yield Finding(item.prompt, f"{hidden} of {words} words are hidden", "hide fewer")


@rule(
    "A07",
    "The answer does not stand in the prompt",
    E,
    E,
    why="Then nothing has to be recalled.",
    standard=_RECALL,
    bad="{prompt: What do opioid blockers block?, answer: opioid blockers}",
    good="{prompt: What do opioid blockers act on?, answer: Opioid receptors}",
)
def answer_in_prompt(item: Item, _: Sheet) -> Iterator[Finding]:
    """The whole answer stands in the prompt."""
    if item.type not in _TYPED:
        return
    for answer in item.keys:
        form = plain_form(answer.text)
        if form and f" {form} " in f" {plain_form(item.prompt.text)} ":
            yield Finding(item.prompt, "the answer stands in the prompt", "ask without it", answer.text)


@rule(
    "A08",
    "A typed answer can be typed",
    E,
    W,
    why="Who knows the answer and cannot guess its wording learns that the program is unfair.",
    standard="Matuschak: consistent, tractable",
    bad="{type: typed, prompt: What does LDN block?, answer: the opioid receptors of nerve cells}",
    good="{type: typed, prompt: What does LDN block?, answer: opioid receptors, accept: [receptors]}",
)
def hard_to_type(item: Item, _: Sheet) -> Iterator[Finding]:
    """A typed answer of more than four words or without `accept`; a number without a unit."""
    if item.type == "number" and not item.unit and not _is_year(item):
        message = "a number without a unit"
        yield Finding(item.keys[0] if item.keys else item.prompt, message, "add 'unit:'", levels=Levels(W, A))
    if item.type != "typed":
        return
    for answer in item.keys:
        count = len(answer.text.split())
        if count > 4:
            yield Finding(answer, f"{count} words to type", "ask for four at most, or make it a choice")
        elif not item.accepts:
            yield Finding(answer, "no other wording is accepted", "add 'accept:' with other ways to say it")


def _is_year(item: Item) -> bool:
    return bool(item.keys) and bool(re.fullmatch(r"(?:19|20)\d\d", item.keys[0].text))


@rule(
    "A10",
    "The prompt says what it is about",
    W,
    W,
    why="Cards come in any order, so 'it' has nothing to stand for.",
    standard=_FOCUSED,
    bad="{prompt: This drug does what?, answer: Blocks opioid receptors}",
    good="{prompt: LDN blocks what?, answer: Opioid receptors}",
    gate=TRIGGERS["A10"],
)
def bare_pronoun(item: Item, _: Sheet) -> Iterator[Finding]:
    """A prompt that begins with a pronoun; a case before it may name what is meant."""
    if not item.case:
        for match in phrases.found("A10", item.prompt.text):
            yield Finding(item.prompt, f"'{match}' stands for nothing yet", "name the thing", match)


@rule(
    "A12",
    "A lesson before the questions",
    W,
    A,
    why="What was understood first is remembered better than what was only asked.",
    standard="Wozniak, rules 1 and 2: understand, then learn",
    bad="an objective without a lesson",
    good="a lesson of a few sentences for each objective",
    scope=Scope.DECK,
)
def no_lesson(deck: Sheet) -> Iterator[Finding]:
    """An objective that has cards and no lesson."""
    taught = {lesson.objective for lesson in deck.lessons}
    for aim in deck.aims:
        if aim.id not in taught and deck.by_objective[aim.id]:
            yield Finding(aim.text, f"the objective {aim.id} has no lesson", "add one under 'lessons:'")


@rule(
    "A13",
    "A safety fact is asked in two ways",
    W,
    A,
    why="One wording is learnt by its look; two are learnt by their meaning.",
    standard="Wozniak, rule 17: redundancy is welcome",
    bad="a safety card whose facts no other card rests on",
    good="two safety cards that ask for one fact in different words",
    scope=Scope.DECK,
)
def asked_once(deck: Sheet) -> Iterator[Finding]:
    """A safety-critical card that shares no fact with another card."""
    count: dict[str, int] = {}
    for item in deck.items:
        for fact in {each.text for each in item.facts}:
            count[fact] = count.get(fact, 0) + 1
    for item in deck.items:
        if item.critical and item.facts and all(count[each.text] < 2 for each in item.facts):
            message = "no other card asks for a fact of this safety card"
            yield Finding(item, message, "ask for it in other words too", item=item)
