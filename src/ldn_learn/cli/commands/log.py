"""`log`: the history of answers."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from ldn_learn.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_learn.cli.options import Options

_COLUMNS: Final = (
    "at", "day", "kind", "card", "mode", "correct", "rating", "confidence", "response", "ms", "session", "target", "id",
)  # fmt: skip


@click.command("log")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv", "jsonl"]), default="text", show_default=True
)
@click.pass_obj
def command(options: Options, format_: str) -> None:
    """Print every event: answers, undone answers, settings. jsonl gives one event a line, as it is stored."""
    events = options.workspace.history()
    match format_:
        case "json":
            output.as_json(list(events))
        case "jsonl":
            for event in events:
                sys.stdout.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
        case "csv":
            sys.stdout.write(_csv(events))
        case _:
            for event in events:
                output.data(_line(event))


def _csv(events: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in event.items()} for event in events)
    return text.getvalue()


def _safe(value: object) -> object:
    """A cell that a spreadsheet takes for text: what a learner typed could begin like a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _line(event: dict[str, Any]) -> str:
    head = f"{str(event.get('at', ''))[:19].replace('T', ' ')}  {event.get('kind', '?')}"
    match event.get("kind"):
        case "reviewed":
            correct = event.get("correct")
            scored = "right" if correct is True else "not right" if correct is False else "self-graded"
            return f"{head}  {event.get('card')}  {scored}, rating {event.get('rating')}"
        case "retracted":
            return f"{head}  {event.get('card')}  took back {event.get('target')}"
        case "setting":
            return f"{head}  {event.get('key')} = {event.get('value')}"
        case _:
            return head
