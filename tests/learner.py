"""A learner who knows the two test decks and answers in lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io

KNOWN = {"number": "4.5", "missing": "blocks", "Press Enter": "", "How well": "3"}


class Learner:
    """Standard input that reads the questions from standard output and answers each of them right."""

    def __init__(self, out: io.StringIO) -> None:
        self._out = out
        self._seen = 0

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        shown = self._out.getvalue()[self._seen :]
        self._seen += len(shown)
        last = shown[shown.rfind("Question ") :]
        option = re.search(r"^(\d)\) Codeine$", last, re.MULTILINE)
        if "How well" in last:
            return "3\n"
        if option:
            return f"{option.group(1)} 3\n"
        return next((answer for words, answer in KNOWN.items() if words in last), "3") + "\n"
