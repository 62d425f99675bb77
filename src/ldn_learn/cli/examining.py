"""Exams and readiness checks, on the screen or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.cli import output
from ldn_learn.study import exam_words

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options
    from ldn_learn.study.exam import Exam


def open_exam(options: Options, exam: Exam) -> int:
    """Take an exam; 0 when it was handed in and passed, else 1. Raises `LdnError`."""
    return _in_lines(options, exam) if options.line_mode else _on_screen(options, exam)


def _on_screen(options: Options, exam: Exam) -> int:
    from ldn_learn.tui.app import LdnLearn

    app = LdnLearn(options.workspace, opening=lambda app: app.examine(exam))
    app.run()
    if app.return_code:
        return app.return_code
    return _outcome(options, exam)


def _in_lines(options: Options, exam: Exam) -> int:
    from ldn_learn.cli.studying import console_of_streams
    from ldn_learn.plain.exam import go_over, take

    console = console_of_streams()
    result = take(options.workspace, console, exam)
    if result is None:
        return 1
    go_over(options.workspace, console, result)
    return _outcome(options, exam)


def _outcome(options: Options, exam: Exam) -> int:
    """The exit code, by what the history says; that it was not handed in is told."""
    from ldn_learn.insight.exam_report import score

    result = options.workspace.exams.result(exam.started.session)
    if result is None:
        output.talk(exam_words.left(exam))
        return 1
    return 0 if score(result).passed else 1
