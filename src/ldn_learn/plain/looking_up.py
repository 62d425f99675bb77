"""What can be looked up between two answers, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.decks import glossary
from ldn_learn.errors import LdnError
from ldn_learn.study import get_help as help_points
from ldn_learn.study import wording

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card, DeckId
    from ldn_learn.plain.console import Console
    from ldn_learn.workspace import Workspace


def get_help(console: Console) -> None:
    """When to get help."""
    console.say("", help_points.TITLE)
    for title, points in help_points.SECTIONS:
        console.say("", title)
        for point in points:
            console.say(point, first="- ", then="  ")
    console.say("", help_points.CLOSING)


def story(console: Console, workspace: Workspace, card: Card | None) -> None:
    """A card's story, and why it is asked today."""
    if card is None:
        return
    try:
        told = workspace.story(card)
    except LdnError as error:
        console.say(str(error))
        return
    lines = [*told.standing, *([f"Your note: {told.note}"] if told.note else []), *told.answers]
    console.say("", wording.question_text(card), told.why, *lines)


def sources(console: Console, workspace: Workspace, card: Card | None) -> None:
    """The works that a card rests on."""
    if card is None:
        console.say("Sources are shown after the answer.")
        return
    found = workspace.cited(card)
    console.say("Sources:" if found else "This card names no source.")
    for source, locator in found:
        console.say(wording.citation(source, locator), first="- ", then="  ")


def words(console: Console, workspace: Workspace, read: tuple[DeckId, str] | None) -> None:
    """What the words mean that stand in a text of a deck."""
    if read is None:
        console.say("Words are explained after a lesson or an answer.")
        return
    deck, text = read
    found = glossary.met(workspace.shelf.glossary(deck), text)
    console.say("Words:" if found else "The words here are not in the list of words.")
    for term in found:
        console.say(f"{term.term}: {term.definition}", first="- ", then="  ")
