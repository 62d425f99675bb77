"""From all that could stand on the visit page to what fits on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ldn_learn.insight.handout_parts import LINES, SAID, WIDTH, Handout, Line, Mark, Section, cut, fold, rows
from ldn_learn.study import get_help

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CAUTION: Final = (
    "This page is not medical advice. Do not start, stop or change a medicine because of it. "
    "Only your prescriber can say what is right for you."
)
MEDICINES_HINT: Final = "include cough, diarrhoea and pain medicines"

_PARTS: Final = 6
_AIR: Final = "air"
"""An empty line before each part and before the last lines."""
_WRITING: Final = "writing"
"""A second line to write on, for each prompt without an answer."""

_SAID_WIDTH: Final = WIDTH - len(SAID)
_SAID_ROWS: Final = 12
"""Rows of one answer in the learner's own words, at most."""

_TYPED_ROWS: Final = 5
"""Rows of medicines, at most."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of which the page may show only the beginning."""

    lines: tuple[Line, ...]
    hidden: int = 0
    """Further ones that count and are not shown at all."""

    @property
    def height(self) -> int:
        """The rows that all of it takes."""
        return _height(self.lines) + (self.hidden > 0)

    def first(self, most: int) -> tuple[Line, ...]:
        """As many lines as fit into `most` rows, with the count of the others."""
        kept = self.lines
        if self.height > most:
            heights = accumulate(len(rows(line)) for line in self.lines)
            kept = tuple(line for line, height in zip(self.lines, heights, strict=True) if height < most)
        left = len(self.lines) - len(kept) + self.hidden
        if not left:
            return kept
        more = f"and {left} more" if kept else f"{left} point{'s' * (left > 1)}, listed in the app"
        return (*kept, Line(text=more, mark=Mark.BULLET))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that could stand on the page."""

    message: str
    known: Points
    go_over: Points
    said: tuple[tuple[str, str], ...]
    """Each teach-back prompt with the learner's own words, or with none."""
    questions: tuple[Line, ...]
    medicines: tuple[str, ...]
    about: tuple[str, ...]

    def fitted(self) -> Handout:
        """The page, with as much of each part as there is room for."""
        fixed = sum(len(fold(text, WIDTH)) for text in (self.message, CAUTION, *self.about))
        fixed += _height(self.questions) + _height(_get_help()) + _PARTS + 1
        rooms = _shares(LINES - fixed, self._wishes())
        answers = self._answers(rooms["answers"], 2 if rooms[_WRITING] else 1)
        return Handout(
            message=self.message,
            caution=CAUTION,
            sections=(
                Section(title="What I know well", lines=self.known.first(rooms["known"])),
                Section(title="What I will go over", lines=self.go_over.first(rooms["go over"])),
                Section(title="My answers in my own words", lines=answers),
                Section(title="Questions to ask", lines=self.questions),
                Section(title="My medicines list", hint=MEDICINES_HINT, lines=self._medicines(rooms["medicines"])),
                Section(title=get_help.TITLE, lines=_get_help(), framed=True),
            ),
            about=self.about,
            airy=rooms[_AIR] > 0,
        )

    def _wishes(self) -> list[tuple[str, int]]:
        """Who gets how many rows in all, the most important wish first."""
        prompts = sum(len(rows(Line(text=prompt))) for prompt, _ in self.said)
        said = [_rows_said(words) for _, words in self.said]
        typed = min(len(rows(Line(text="; ".join(self.medicines)))), _TYPED_ROWS)
        go_over, known = self.go_over.height, self.known.height
        return [
            ("answers", prompts + len(said)),
            ("medicines", 1 + min(typed, 1)),
            ("go over", min(go_over, 6)),
            ("known", min(known, 3)),
            ("medicines", 1 + min(typed, 3)),
            ("go over", min(go_over, 10)),
            ("answers", prompts + sum(min(max(1, height), 2) for height in said)),
            ("go over", go_over),
            ("known", min(known, 8)),
            ("medicines", 1 + typed),
            (_AIR, _PARTS + 1),
            ("medicines", 2 + typed),
            ("answers", prompts + sum(max(1, height) for height in said)),
            (_WRITING, said.count(0)),
            ("known", known),
        ]

    def _answers(self, most: int, blanks: int) -> tuple[Line, ...]:
        """Each prompt with the learner's own words, in turn a row more while rows last, or with lines to write on."""
        wanted = [max(1, _rows_said(words)) for _, words in self.said]
        given = [1] * len(wanted)
        left = most - sum(len(rows(Line(text=prompt))) for prompt, _ in self.said) - len(given)
        while left > 0 and given != wanted:
            for place, height in enumerate(wanted):
                if given[place] < height and left > 0:
                    given[place] += 1
                    left -= 1
        return tuple(
            Line(text=prompt, said=cut(words, _SAID_WIDTH, height)) if words else Line(text=prompt, blanks=blanks)
            for (prompt, words), height in zip(self.said, given, strict=True)
        )

    def _medicines(self, most: int) -> tuple[Line, ...]:
        """What was typed, as far as it fits, and lines to write on."""
        if not self.medicines:
            return (Line(blanks=most),)
        typed = Line(text=_enumerated(self.medicines, most - 1))
        return (typed, Line(blanks=most - len(rows(typed))))


def _enumerated(names: Sequence[str], most: int) -> str:
    """As many names as fit into `most` rows, with the count of the others; one always does."""
    text = ""
    for kept in range(min(len(names), WIDTH * most // 3), 0, -1):
        left = len(names) - kept
        text = "; ".join((*names[:kept], f"and {left} more") if left else names)
        if len(rows(Line(text=text))) <= most:
            break
    return text


def _rows_said(words: str) -> int:
    """The rows that the learner's own words take, as far as the page may hold them."""
    return min(len(fold(words[: _SAID_WIDTH * _SAID_ROWS], _SAID_WIDTH)), _SAID_ROWS) if words else 0


def _get_help() -> tuple[Line, ...]:
    lines: list[Line] = []
    for title, points in get_help.SECTIONS:
        lines += [Line(text=title, strong=True), *(Line(text=point, mark=Mark.DEEPER) for point in points)]
    return (*lines, Line(text=get_help.CLOSING))


def _height(lines: Iterable[Line]) -> int:
    return sum(len(rows(line)) for line in lines)


def _shares(left: int, wishes: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Rows for each part: wishes are met in order as far as the rows reach, some only in full."""
    given: dict[str, int] = {}
    for part, in_all in wishes:
        more = max(0, in_all - given.get(part, 0))
        if more > left:
            more = 0 if part in (_AIR, _WRITING) else left
        given[part] = given.get(part, 0) + more
        left -= more
    return given
