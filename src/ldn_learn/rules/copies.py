"""Rules about cards that are too much alike (D, A09)."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_learn.decks.meaning import plain_form
from ldn_learn.rules.registry import E, Finding, Scope, W, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_ONCE: Final = "Every card asks something of its own"
_CLOSE: Final = 0.8
_ALIKE: Final = 0.9
_CONFUSING: Final = 0.85
_CANDIDATES: Final = 12
"""Cards that one card is compared with, those with most rare words in common first."""

_COMMON: Final = 24
"""Of the cards that have a word, those that are looked at: the latest."""


class Pair(NamedTuple):
    """Two prompts that are alike."""

    later: Item
    earlier: Item
    jaccard: float
    """Words in common, of all words."""
    ratio: float
    """Signs in the same order, of all signs; where the words are close enough, it is not counted."""


def similarity(one: str, other: str) -> tuple[float, float]:
    """Words in common of all words, and signs in the same order of all signs (Ratcliff and Obershelp)."""
    first, second = plain_form(one), plain_form(other)
    words, others = set(first.split()), set(second.split())
    jaccard = len(words & others) / len(words | others) if words | others else 1.0
    return jaccard, SequenceMatcher(None, first, second, autojunk=False).ratio()


def answer(item: Item) -> str:
    """What a card teaches, blind to case and punctuation."""
    return "|".join(sorted(plain_form(key.text) for key in item.keys))


@lru_cache(maxsize=2)
def _forms(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(f"{item.case} {plain_form(item.prompt.text)}".strip() for item in items)


@lru_cache(maxsize=1)
def alike(deck: Sheet) -> list[Pair]:
    """The pairs of cards whose prompts are alike and not the same; each card with the most similar earlier one."""
    forms = _forms(deck.items)
    words = [frozenset(form.split()) for form in forms]
    holders: dict[str, list[int]] = {}
    found: list[Pair] = []
    for index, own in enumerate(words):
        shared = Counter(
            other for word in own for other in (holders.get(word) or ())[-_COMMON:]
        )  # fmt: skip
        for other, common in shared.most_common(_CANDIDATES):
            pair = _pair(
                deck.items[index], deck.items[other], forms[index], forms[other], common, len(own | words[other])
            )
            if pair is not None:
                found.append(pair)
                break
        for word in own:
            holders.setdefault(word, []).append(index)
    return found


def _pair(later: Item, earlier: Item, one: str, other: str, common: int, total: int) -> Pair | None:
    if one == other or min(len(one), len(other)) < 0.7 * max(len(one), len(other)):
        return None
    jaccard = common / total
    if jaccard < 0.5:
        return None
    if jaccard >= _CLOSE:
        return Pair(later, earlier, jaccard, _ALIKE)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    quick = matcher.real_quick_ratio() >= _CONFUSING and matcher.quick_ratio() >= _CONFUSING
    ratio = matcher.ratio() if quick else 0.0
    return Pair(later, earlier, jaccard, ratio) if ratio >= _CONFUSING else None


@rule(
    "D01",
    "No id and no question twice",
    E,
    E,
    why="Progress belongs to an id; two cards with one id or one question cannot be told apart.",
    standard=_ONCE,
    bad="two cards with one prompt and one answer, or two with one id",
    good="two cards that ask in different words",
    scope=Scope.DECK,
)
def same_prompt(deck: Sheet) -> Iterator[Finding]:
    """Two cards with the same prompt and the same answer."""
    yield from _same(deck, answers_differ=False)


@rule(
    "D03",
    "No question with two answers",
    E,
    E,
    why="One of the two teaches what is wrong.",
    standard=_ONCE,
    bad="two cards with one prompt and different right answers",
    good="two prompts that say what tells them apart",
    scope=Scope.DECK,
)
def two_answers(deck: Sheet) -> Iterator[Finding]:
    """Two cards with the same prompt and different answers."""
    yield from _same(deck, answers_differ=True)


def _same(deck: Sheet, *, answers_differ: bool) -> Iterator[Finding]:
    first: dict[str, Item] = {}
    for form, item in zip(_forms(deck.items), deck.items, strict=True):
        earlier = first.setdefault(form, item)
        if earlier is not item and (answer(earlier) != answer(item)) is answers_differ:
            what = "and has another answer" if answers_differ else ""
            message = f"'{earlier.id}' on line {earlier.line} asks the same {what}".strip()
            yield Finding(item.prompt, message, "ask for what tells the two apart", item=item)


@rule(
    "D02",
    "No two questions nearly the same",
    W,
    W,
    why="Near copies are answered by their look.",
    standard=_ONCE,
    bad="'Can you take LDN with opioid pain pills?' and 'Can you take LDN with an opioid pain pill?'",
    good="the second as 'A friend offers you codeine. What do you tell her?'",
    scope=Scope.DECK,
)
def near_copies(deck: Sheet) -> Iterator[Finding]:
    """Prompts with 80 of 100 words or 90 of 100 signs in common."""
    for pair in alike(deck):
        if pair.jaccard >= _CLOSE or pair.ratio >= _ALIKE:
            message = f"nearly the question of '{pair.earlier.id}' on line {pair.earlier.line}"
            yield Finding(pair.later.prompt, message, "ask in other words, or drop one", item=pair.later)


@rule(
    "A09",
    "Questions that look alike have one answer",
    W,
    W,
    why="Two answers to what looks like one question are confused for ever.",
    standard="Wozniak, rule 11: combat interference",
    bad="'How long does LDN stay in the blood?' and 'How long does LDN stay in the body?' with different answers",
    good="prompts that begin with what tells them apart",
    scope=Scope.DECK,
)
def interference(deck: Sheet) -> Iterator[Finding]:
    """Prompts with 80 of 100 words or 85 of 100 signs in common, and different answers."""
    for pair in alike(deck):
        if pair.ratio >= _CONFUSING and answer(pair.later) != answer(pair.earlier):
            message = f"looks like '{pair.earlier.id}' on line {pair.earlier.line} and has another answer"
            yield Finding(pair.later.prompt, message, "begin with what tells them apart", item=pair.later)
