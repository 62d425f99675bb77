"""Rules about what a deck covers (C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.registry import E, Finding, Levels, Scope, W, rule
from ldn_learn.rules.subjects import BENEFIT, HARM, says_unknown, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Sheet

_BLUEPRINT: Final = "Test blueprints: every objective is asked, every question serves an objective"
_SELF_GRADED: Final = frozenset({"flip"})
_HIGHER: Final = frozenset({"apply", "analyse", "evaluate", "create"})
_FOR_HIGHER: Final = frozenset({"choice", "multi", "order", "match"})


@rule(
    "C01",
    "Each objective has cards enough",
    W,
    W,
    why="Safety is learnt from several sides: three cards in two formats, and not only graded by oneself.",
    standard="Rawson and Dunlosky 2011: three right recalls; 2013: self-graded answers are trusted too much",
    bad="an objective with safety cards that has two cards, or three flips",
    good="three cards, one of them a flip and two choices",
    scope=Scope.DECK,
    firm=True,
)
def too_few_cards(deck: Sheet) -> Iterator[Finding]:
    """Fewer than two cards; with safety cards, fewer than three, one format, or flips alone: an error."""
    if not deck.whole:
        return
    critical = {aim.id for aim in deck.critical_aims}
    for aim in deck.aims:
        items = deck.by_objective[aim.id]
        kinds = {item.type for item in items}
        if aim.id in critical:
            problem = (
                f"{len(items)} card(s); three are needed" if len(items) < 3
                else "cards of one type only; two are needed" if len(kinds) < 2
                else "only self-graded cards" if kinds <= _SELF_GRADED
                else ""
            )  # fmt: skip
            if problem:
                message = f"the safety objective {aim.id} has {problem}"
                yield Finding(aim.text, message, "add a choice or a typed card", levels=Levels(E, W))
        elif len(items) == 1:
            yield Finding(aim.text, f"the objective {aim.id} has one card", "add another")


@rule(
    "C02",
    "Every card has an objective, every objective a card",
    E,
    E,
    why="A card without an objective is in nobody's score; an objective without a card is a promise.",
    standard=_BLUEPRINT,
    bad="a card without 'objective', or an objective that no card names",
    good="a card with 'objective: SAF-1'",
    scope=Scope.DECK,
)
def no_objective(deck: Sheet) -> Iterator[Finding]:
    """A card without an objective, or an objective without a card; one finding for all cards of a deck that has "
    "none."""
    if not deck.aims:
        if deck.items:
            yield Finding(deck.items[0], "the deck has no objectives", "add 'objectives:', and name one on each card")
        return
    for item in deck.items:
        if not item.objective:
            yield Finding(item, "this card has no objective", "add 'objective:'", item=item)
    for aim in deck.aims:
        if deck.whole and not deck.by_objective[aim.id]:
            yield Finding(aim.text, f"no card serves the objective {aim.id}", "add two, or take it away")


@rule(
    "C04",
    "Cards ask on the objective's level",
    W,
    W,
    why="Who is to apply something must be asked to apply it.",
    standard="Bloom's taxonomy: constructive alignment",
    bad="an objective with 'bloom: apply' that has flips alone",
    good="the same with a choice that puts the reader into a situation",
    scope=Scope.DECK,
)
def wrong_level(deck: Sheet) -> Iterator[Finding]:
    """An objective to apply or more, with no choice, order or match and no card with a case."""
    for aim in deck.aims:
        items = deck.by_objective[aim.id]
        if aim.bloom in _HIGHER and items and not any(item.type in _FOR_HIGHER or item.case for item in items):
            message = f"the objective {aim.id} is to {aim.bloom}, and its cards only ask what is known"
            yield Finding(aim.text, message, "add a case or a choice about a situation")


@rule(
    "C06",
    "A topic with a benefit has a harm or an unknown",
    E,
    W,
    why="A benefit alone is advertising.",
    standard="CDC Clear Communication Index, item 19: risks and benefits",
    bad="a deck with a card tagged 'benefit' and none about a harm or about what is not known",
    good="the same with a card tagged 'harm' or 'unknown'",
    scope=Scope.DECK,
)
def one_sided(deck: Sheet) -> Iterator[Finding]:
    """A deck with cards about a benefit, none about a harm and none that says what is not known."""
    telling = [item for item in deck.items if BENEFIT in subjects(item)]
    balanced = any(HARM in subjects(item) or says_unknown(item) for item in deck.items)
    if telling and not balanced:
        yield Finding(telling[0], "a benefit without a harm and without an unknown", "add such a card", item=telling[0])


@rule(
    "C07",
    "The readiness check can ask a safety objective twice",
    E,
    W,
    why="A retake with the same question measures memory for the question.",
    standard="Parallel forms",
    bad="a safety objective with one card that says 'readiness: true'",
    good="two such cards",
    scope=Scope.DECK,
)
def no_parallel_form(deck: Sheet) -> Iterator[Finding]:
    """A safety objective with fewer than two cards that say `readiness: true`."""
    if not deck.whole:
        return
    for aim in deck.critical_aims:
        count = sum(item.readiness for item in deck.by_objective[aim.id])
        if count < 2:
            message = f"the safety objective {aim.id} has {count or 'no'} card(s) for the readiness check"
            yield Finding(aim.text, message, "add 'readiness: true' to two of its cards")


@rule(
    "C08",
    "A safety objective names an action",
    E,
    None,
    why="Knowing a danger helps only those who know what to do.",
    standard="PEMAT, actionability",
    bad="a safety objective none of whose cards and lessons says whom to call, tell or ask",
    good="a lesson that says 'Call your prescriber at once'",
    scope=Scope.DECK,
)
def no_steps(deck: Sheet) -> Iterator[Finding]:
    """A safety objective whose cards and lessons hold no word for an action."""
    for aim in deck.critical_aims:
        lessons = [lesson.text.text for lesson in deck.lessons if lesson.objective == aim.id]
        texts = [*lessons, *(item.spoken for item in deck.by_objective[aim.id])]
        if not any(phrases.found("F09", text) for text in texts):
            yield Finding(aim.text, f"the safety objective {aim.id} names nothing to do", "say what to do, in steps")
