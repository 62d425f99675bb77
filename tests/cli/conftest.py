"""The program on the two test decks."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.cli.start import run
from tests.builders import write_decks
from tests.learner import Learner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def ldn(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs the program on the two test decks; gives its exit code, stdout and stderr."""
    decks = write_decks(tmp_path / "decks")

    def call(
        *args: str, answers: str | None = "", decks: Path | None = decks, now: str = "2026-12-01T10:00"
    ) -> tuple[int, str, str]:
        """With `answers=None`, a learner who knows everything answers."""
        monkeypatch.setenv("LDN_LEARN_NOW", now)
        extra = [] if decks is None else ["--decks", str(decks)]
        if answers is None:
            out = io.StringIO()
            monkeypatch.setattr(sys, "stdin", Learner(out))
            with redirect_stdout(out):
                return run([*args, *extra]), out.getvalue(), ""
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        code = run([*args, *extra])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
