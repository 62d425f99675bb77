"""`check`: what is wrong with deck files."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ldn_learn.atomic import is_there
from ldn_learn.cli import output
from ldn_learn.decks.problems import Severity, nearest
from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ldn_learn.cli.options import Options
    from ldn_learn.decks.problems import Problem
    from ldn_learn.rules.run import Result


@click.command("check")
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--audience", type=click.Choice(["patient", "trainee", "both"]), default="both", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings too make the exit code 1.")
@click.option("--all", "everything", is_flag=True, help="List what cards silence, too.")
@click.option("--explain", metavar="CODE", help="Tell what a rule is for, with a bad and a good example.")
@click.option("--human", is_flag=True, help="Print the forms for two readers, with what can be filled in.")
@click.option("--resting-on", metavar="FACT", help="List the cards that rest on a fact.")
@click.pass_context
def command(ctx: click.Context, /, path: tuple[Path, ...], format_: str, **wanted: Any) -> None:
    """Check the deck files and folders at PATH, or all decks in use, and list every problem of every file.

    The exit code is 1 when there is an error.
    """
    if wanted["explain"]:
        _explain(wanted["explain"])
        return
    result = _result(ctx.obj, path, wanted["audience"], json=format_ == "json")
    if wanted["resting_on"]:
        _resting_on(result, wanted["resting_on"])
        return
    if wanted["human"]:
        from ldn_learn.rules.human import forms

        output.data(forms(result.problems))
        return
    _print(result, format_, everything=wanted["everything"])
    levels = (Severity.ERROR, Severity.WARNING) if wanted["strict"] else (Severity.ERROR,)
    ctx.exit(int(result.worst(*levels)))


def _explain(code: str) -> None:
    from ldn_learn.rules.checking import every_rule
    from ldn_learn.rules.explaining import explained

    rules = {rule.code: rule for rule in every_rule()}
    wanted = next((each for each in rules if each.lower() == code.lower()), None)
    if wanted is None:
        raise UsageError(f"There is no rule '{code}'; {nearest(code, rules)}")
    output.data(explained(rules[wanted]))


def _result(options: Options, paths: tuple[Path, ...], audience: str, *, json: bool) -> Result:
    from ldn_learn.rules.kept import Kept
    from ldn_learn.rules.run import Wish, run

    for each in paths:
        if not is_there(each):
            raise UsageError(f"There is no file or folder {each}.")
    workspace = options.workspace
    kept = Kept(workspace.places.cache / "checks")
    wish = Wish(audience, workspace.now().day)
    result = run(paths or _in_use(options), wish, kept, _progress(quiet=json))
    kept.save()
    return result


def _in_use(options: Options) -> tuple[Path, ...]:
    """The decks that were named, or else the shipped ones and the learner's own."""
    from ldn_learn.workspace.places import shipped_decks

    own = options.workspace.places.own_decks
    return options.decks or (shipped_decks(), *((own,) if own.is_dir() else ()))


def _progress(*, quiet: bool) -> Callable[[int, int], None]:
    """Draws a bar on a terminal once a second has passed."""
    if quiet or not sys.stderr.isatty():
        return lambda done, total: None
    from time import monotonic

    start = monotonic()
    drawn = False

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        if done < total and monotonic() - start > 1:
            filled = 30 * done // total
            sys.stderr.write(f"\r[{'#' * filled}{' ' * (30 - filled)}] {done} of {total} files ")
            sys.stderr.flush()
            drawn = True
        elif drawn:
            sys.stderr.write("\r" + " " * 60 + "\r")
            drawn = False

    return draw


def _resting_on(result: Result, fact: str) -> None:
    rows = [(deck, card, line) for deck in result.decks for name, card, line in deck.facts if name == fact]
    for deck, card, line in rows:
        output.data(f"{deck.file}:{line} {deck.id}/{card}")
    known = {name for deck in result.decks for name, _, _ in deck.facts}
    if not rows:
        raise UsageError(f"No card rests on '{fact}'; {nearest(fact, known)}" if known else "No card rests on a fact.")
    output.talk(f"{len(rows)} card{'s' * (len(rows) != 1)} rest{'s' * (len(rows) == 1)} on '{fact}'")


def _print(result: Result, format_: str, *, everything: bool) -> None:
    problems = result.problems
    if format_ == "json":
        silenced = [_row(each.problem) | {"silenced": each.reason} for each in result.silenced] if everything else []
        output.as_json([*(_row(problem) for problem in problems), *silenced])
    elif format_ == "github":
        for problem in problems:
            output.data(_annotation(problem))
    else:
        _as_text(result, everything=everything)


def _as_text(result: Result, *, everything: bool) -> None:
    excerpt = _excerpts() if sys.stdout.isatty() else lambda problem: ""
    for problem in result.problems:
        output.data(str(problem) + excerpt(problem))
    if everything:
        for each in sorted(result.silenced, key=lambda silenced: silenced.problem):
            output.data(f"{each.problem} [silenced: {each.reason}]")
    output.talk(_summing_up(result))


def _summing_up(result: Result) -> str:
    """One sentence for the person at the keyboard."""
    count, problems = len(result.silenced), result.problems
    silenced = f"; {count} silenced" if count else ""
    if problems:
        total, files = len(problems), len({each.file for each in problems})
        kinds = ", ".join(f"{number} {level.value}" for level, number in _levels(problems))
        return f"{total} problem{'s' * (total != 1)} in {files} file(s): {kinds}{silenced}"
    if not result.decks:
        return "There is no deck here."
    cards = sum(len(deck.cards) for deck in result.decks)
    return f"ok: {len(result.decks)} decks, {cards} cards{silenced}"


def _levels(problems: Iterable[Problem]) -> list[tuple[Severity, int]]:
    count = Counter(problem.severity for problem in problems)
    return [(level, count[level]) for level in Severity if count[level]]


def _excerpts() -> Callable[[Problem], str]:
    """What gives the line of a finding, with a caret below its place."""
    from ldn_learn.decks.text import printable
    from ldn_learn.rules.locating import Lines
    from ldn_learn.rules.run import read

    files: dict[str, Lines] = {}

    def excerpt(problem: Problem) -> str:
        if problem.file not in files:
            try:
                files[problem.file] = Lines(read(Path(problem.file)))
            except OSError:
                files[problem.file] = Lines(b"")
        line = printable(files[problem.file].line(problem.line))
        if not line.strip():
            return ""
        start = max(0, problem.column - 60)
        return f"\n    {line[start : start + 100]}\n    {' ' * (problem.column - 1 - start)}^"

    return excerpt


def _row(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "card": problem.card or None,
        "hint": problem.hint or None,
    }


def _annotation(problem: Problem) -> str:
    """A finding as GitHub shows it beside the line."""
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={problem.file},line={problem.line},col={problem.column},title={problem.code}"
    kind = "notice" if problem.severity is Severity.ADVICE else problem.severity
    return f"::{kind} {place}::{escaped}"
