"""`new`: a deck to begin with, and one more card for a deck."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ldn_learn.authoring import files, starter
from ldn_learn.authoring.adding import add_card
from ldn_learn.authoring.wishes import NewCard
from ldn_learn.cli import output
from ldn_learn.decks.card_parts import CARD_TYPES
from ldn_learn.decks.cards import Audience
from ldn_learn.decks.library import SUFFIXES
from ldn_learn.errors import UsageError, cannot_write
from ldn_learn.workspace.clock import Clock

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.group("new")
def command() -> None:
    """Begin a deck, or add a card to one.

    What you do not give as an option is asked on a terminal. Nothing is ever overwritten.
    """


@command.command("deck")
@click.option("--id", "id_", default="", help="The deck's id; made from the title if not given.")
@click.option("--title")
@click.option("--audience", type=click.Choice([str(each) for each in Audience]))
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="The folder, or the file to write.")
@click.pass_obj
def deck(options: Options, id_: str, title: str | None, audience: str | None, out: Path) -> None:
    """Write a deck with one example of each type of card, ready to be changed, and the works that it cites."""
    if title is None:
        if not _asks():
            raise UsageError("A deck needs a title: give it with --title.")
        title = _ask("Title")
        id_ = id_ or _ask("Id", starter.NewDeck(title).name)
        audience = audience or _ask("Audience", "both", click.Choice([str(each) for each in Audience]))
    wish = starter.NewDeck(title, id_, Audience(audience or "both"))
    today = (Clock.starting_at(options.now) if options.now else Clock()).now().day
    text = starter.deck_text(wish, today)
    path = out if out.suffix in SUFFIXES else out / f"{wish.name}.yaml"
    _create(path, text)
    sources = path.with_name(starter.SOURCES)
    if sources.exists():
        output.talk(f"The examples cite works that may not be in {sources}; 'ldn-learn check' names them.")
    else:
        _create(sources, starter.sources_text())


def _create(path: Path, text: str) -> None:
    try:
        files.create(path, text)
    except OSError as error:
        raise cannot_write(path, error) from None
    output.data(str(path))


@command.command("card")
@click.argument("type_", metavar="TYPE", type=click.Choice(list(CARD_TYPES)))
@click.option("--deck", "path", required=True, type=click.Path(path_type=Path), help="The deck file to add it to.")
@click.option("--prompt", default="", help="The question.")
@click.option("--answer", "answers", multiple=True, help="What is right; repeatable. A pair is 'left = right'.")
@click.option("--wrong", multiple=True, help="A wrong option; repeatable.")
@click.option("--feedback", multiple=True, help="What to say after a wrong one, in the order of --wrong.")
@click.option("--accept", multiple=True, help="Another way to type the answer; repeatable.")
@click.option("--unit", default="")
@click.option("--id", default="", help="The card's id; made from the prompt if not given.")
@click.option("--objective", default="")
@click.option("--explanation", default="", help="Why it is so.")
@click.option("--certainty", default="", help="high, moderate, low or very_low.")
@click.option("--source", "sources", multiple=True, help="The id of a work; repeatable.")
def card(type_: str, path: Path, **given: Any) -> None:
    """Add a card of a TYPE to the end of a deck file. The rest of the file stays as it is."""
    data = files.read(path)
    wish = NewCard(type=type_, **given)
    if _asks() and not wish.prompt:
        wish = _asked(wish)
    text, id_ = add_card(data, str(path), wish.values())
    try:
        files.replace(path, text)
    except OSError as error:
        raise cannot_write(path, error) from None
    output.data(f"{path}: added {id_}")


def _asks() -> bool:
    return sys.stdin.isatty()


def _ask(text: str, default: str | None = None, type_: click.Choice[str] | None = None) -> str:
    return str(click.prompt(text, default=default, type=type_, err=True))


def _list(text: str) -> tuple[str, ...]:
    """Answers until an empty one."""
    found: list[str] = []
    while said := _ask(f"{text} {len(found) + 1} (empty to go on)", ""):
        found.append(said)
    return tuple(found)


def _asked(wish: NewCard) -> NewCard:
    """The wish with what its type needs, asked for one by one."""
    wish = replace(wish, prompt=_ask("Prompt, with {{gaps}}" if wish.type == "cloze" else "Prompt"))
    match wish.type:
        case "multi" | "order" | "match":
            what = {"multi": "Right answer", "order": "Item", "match": "Pair, as left = right,"}[wish.type]
            wish = replace(wish, answers=wish.answers or _list(what))
        case "true-false":
            wish = replace(wish, answers=(_ask("Answer", type_=click.Choice(["true", "false"])),))
        case "cloze":
            pass
        case _:
            wish = replace(wish, answers=wish.answers or (_ask("Right answer"),))
    if wish.type in ("choice", "multi"):
        wrong = wish.wrong or _list("Wrong option")
        wish = replace(wish, wrong=wrong, feedback=tuple(_ask(f"What to say after '{each}'", "") for each in wrong))
    if wish.type == "number":
        wish = replace(wish, unit=wish.unit or _ask("Unit (may be empty)", ""))
    return replace(wish, explanation=wish.explanation or _ask("Explanation: why it is so (may be empty)", ""))
