"""`diff`: what changed between two decks."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import click

from ldn_learn.authoring.comparison import Change, Difference, compare
from ldn_learn.authoring.editions import read_edition
from ldn_learn.authoring.revisions import sources
from ldn_learn.cli import output
from ldn_learn.decks.text import one_line

_LONGEST = 60


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, old: str, new: str, format_: str) -> None:
    """Tell what changed from OLD to NEW, card by card, and which cards learners will be taught again.

    Each is a deck file, a folder of decks, or a git revision: REV:PATH, or REV alone for the path of the other side.
    The exit code is 0 when nothing changed and 1 when something did.
    """
    found = compare(read_edition(sources(old, new)), read_edition(sources(new, old)))
    if format_ == "json":
        output.as_json([asdict(each) for each in found])
    else:
        for each in found:
            output.data(_line(each))
        output.talk(_summary(found))
    ctx.exit(int(bool(found)))


def _line(each: Difference) -> str:
    parts = [f"{each.change:<8} {each.what} {each.id}"]
    if each.change is Change.MEANING:
        parts.append(f": '{_short(each.before)}' -> '{_short(each.after)}'")
    elif each.keys:
        parts.append(f": {', '.join(each.keys)}")
    if each.note:
        parts.append(f" ({each.note})")
    return "".join(parts)


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _summary(found: tuple[Difference, ...]) -> str:
    if not found:
        return "Nothing changed."
    counts = Counter(each.change for each in found if each.what == "card")
    told = [f"{counts[change]} {change}" for change in Change if counts[change]]
    others = sum(each.what != "card" for each in found)
    told += [f"{others} other change(s)"] if others else []
    return "cards: " + ", ".join(told) if counts else ", ".join(told)
