"""Rules that keep a text from harming (X)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.rules import phrases
from ldn_learn.rules.passages import Passage, tokens
from ldn_learn.rules.registry import E, Finding, Scope, W, rule
from ldn_learn.rules.triggers import TRIGGERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ldn_learn.rules.sheet import Item, Sheet

_DESIGN: Final = "Design of this program: it informs and does not prescribe"
_NOTICE: Final = "not medical advice"
_HELP: Final = "when to get help"


def _around(deck: Sheet, code: str, find: Callable[[str], tuple[str, ...]]) -> Iterator[tuple[Passage, str]]:
    for passage in deck.around:
        if not TRIGGERS[code].isdisjoint(tokens(passage.text)):
            for match in find(passage.text)[:1]:
                yield passage, match


@rule(
    "X01",
    "No dose for the reader",
    E,
    None,
    why="Only the prescriber knows the person. A dose that is read is a dose that is tried.",
    standard=_DESIGN,
    bad="{prompt: What do you do at night?, answer: Take 4.5 mg at bedtime}",
    good="{prompt: What did most studies use?, answer: Studies used 4.5 mg at bedtime}",
    firm=True,
    gate=TRIGGERS["X01"],
)
def dose_order(item: Item, _: Sheet) -> Iterator[Finding]:
    """An order to take a dose, wrong options included."""
    for passage in item.passages:
        for match in phrases.dose_orders(passage.text)[:1]:
            yield Finding(
                passage, f"'{match}' gives the reader a dose", "tell what studies used, or who decides", match
            )


@rule(
    "X02",
    "No change of a medicine without whom to ask",
    E,
    W,
    why="Stopping or changing a medicine on one's own can do harm.",
    standard=_DESIGN,
    bad="{prompt: You feel well on LDN. What now?, answer: Stop your other medicines}",
    good="{prompt: You feel well on LDN. What now?, answer: Ask your prescriber before you stop your other medicines}",
    firm=True,
    gate=TRIGGERS["X02"],
)
def change_order(item: Item, _: Sheet) -> Iterator[Finding]:
    """A text that tells to start, stop or change a medicine and names nobody to ask; wrong options may."""
    for passage in item.passages:
        if passage.role in ("distractor", "prompt", "case"):
            continue
        for match in phrases.medicine_changes(passage.text)[:1]:
            message = f"'{match}' tells the reader to change a medicine"
            yield Finding(passage, message, "say whom to ask first", match)


@rule(
    "X04",
    "No recipe for low doses at home",
    E,
    E,
    why="A dose that is cut or dissolved at home can be many times too large.",
    standard=_DESIGN + "; suppliers warn against it",
    bad="{prompt: How do you get LDN?, answer: Dissolve one 50 mg tablet in water}",
    good="{prompt: How do you get LDN?, answer: Do not cut or crush a tablet; use what the pharmacy made}",
    firm=True,
    gate=TRIGGERS["X04"],
)
def home_recipe(item: Item, _: Sheet) -> Iterator[Finding]:
    """How to split or dissolve a tablet, outside a wrong option and a card with `myth: true`."""
    if item.myth:
        return
    for passage in item.passages:
        if passage.role in ("distractor", "prompt", "case"):
            continue
        for match in phrases.home_recipes(passage.text)[:1]:
            yield Finding(passage, f"'{match}' tells how to make a dose at home", "say not to, and why", match)


@rule(
    "X01d",
    "No dose for the reader in lessons and headings",
    E,
    None,
    why="Only the prescriber knows the person. A dose that is read is a dose that is tried.",
    standard=_DESIGN,
    bad="a lesson that says 'Start with 1.5 mg'",
    good="a lesson that says what studies used, and that the prescriber decides",
    scope=Scope.DECK,
    firm=True,
)
def dose_order_around(deck: Sheet) -> Iterator[Finding]:
    """An order to take a dose in a text around the cards."""
    for passage, match in _around(deck, "X01", phrases.dose_orders):
        yield Finding(passage, f"'{match}' gives the reader a dose", "tell what studies used, or who decides", match)


@rule(
    "X02d",
    "No change of a medicine without whom to ask, in lessons and headings",
    E,
    W,
    why="Stopping or changing a medicine on one's own can do harm.",
    standard=_DESIGN,
    bad="a lesson that says 'Stop your other medicines'",
    good="a lesson that says to ask the prescriber first",
    scope=Scope.DECK,
    firm=True,
)
def change_order_around(deck: Sheet) -> Iterator[Finding]:
    """An order to start, stop or change a medicine around the cards; an objective names what is learnt."""
    for passage, match in _around(deck, "X02", phrases.medicine_changes):
        if passage.role not in ("objective", "title"):
            message = f"'{match}' tells the reader to change a medicine"
            yield Finding(passage, message, "say whom to ask first", match)


@rule(
    "X03",
    "The deck says what it is not, and when to get help",
    E,
    E,
    why="Who reads only one page must read this.",
    standard=_DESIGN,
    bad="a deck whose notice says nothing; a deck with safety-critical cards and no 'When to get help'",
    good="notice: This is not medical advice. When to get help: call emergency services for trouble breathing.",
    scope=Scope.DECK,
    firm=True,
)
def no_notice(deck: Sheet) -> Iterator[Finding]:
    """No 'not medical advice' around the cards; with safety-critical cards, no 'When to get help' either."""
    text = "\n".join(passage.text for passage in deck.around).lower()
    place = deck.said("notice") or Passage("", "", deck.line, deck.column)
    if _NOTICE not in text:
        yield Finding(place, "nothing says 'This is not medical advice'", "add it to 'notice:'")
    if _HELP not in text and any(item.critical for item in deck.items):
        yield Finding(
            place, "a deck with safety cards has no text 'When to get help'", "add it to 'notice:' or a lesson"
        )
