"""`report`: an exam or a readiness check that was handed in."""

from __future__ import annotations

import sys

import click

from ldn_learn.cli import output
from ldn_learn.cli.options import Options
from ldn_learn.errors import UsageError

LAST = "last"


@click.command("report", short_help="Print the report of an exam or a check.")
@click.option("--exam", "session", default=LAST, show_default=True, help="Which one: its id, from an earlier report.")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, session: str, format_: str) -> None:
    """Print the report of the exam or the readiness check that you handed in last.

    The exit code is 1 when there is none yet.
    """
    from ldn_learn.insight import exam_report

    options = ctx.find_object(Options)
    assert options is not None
    results = options.workspace.exams.results()
    if not results:
        output.talk("You have not handed in an exam or a readiness check yet. 'ldn-learn ready' begins one.")
        ctx.exit(1)
    found = [result for result in results if session in (LAST, result.session)]
    if not found:
        known = ", ".join(f"{result.session} ({result.mode}, {result.day})" for result in results[-3:])
        raise UsageError(f"No exam that was handed in has the id '{session}'. The last ones: {known}.")
    score = exam_report.score(found[-1])
    if format_ == "json":
        output.as_json(exam_report.as_json(score))
    else:
        sys.stdout.write(exam_report.as_text(score) if format_ == "text" else exam_report.as_markdown(score))
