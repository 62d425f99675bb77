"""From the press of a key to what it shows, behind a long history.

Run as a program, this module is the peer: a Textual app with one text that each key replaces, and nothing else.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.app import App
from textual.content import Content
from textual.widgets import Static

from bench import made
from bench.row import Row, of_medians
from bench.terminal import Terminal, environment
from bench.timing import in_turn, quiet_disk
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.workspace.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

_QUESTION: Final = (b"Think of the answer", b" Show")
"""On the page of a question and not on that of an answer: the end of the text, and of the line of keys."""
_ANSWER: Final = (b"Easy", b" Rate")
"""The same for the page of an answer."""

_CALM: Final = 0.3
"""Seconds of silence before the next press; the app swallows a key within 0.2 s of a flip as a repeat."""

_WARM: Final = 3
"""Turns that do not count."""

_START: Final = 120.0
"""Seconds that the first paint may take; a history is folded before it."""

_HEAD: Final = """schema: 1
id: deck{deck}
title: Deck {deck}
objectives: [{{id: O-1, text: An objective}}]
cards:
"""
_CARD: Final = """  - id: card-{card}
    type: flip
    objective: O-1
    prompt: This is question {card} of deck {deck}, and what would be a good answer to it?
    answer: The answer of {card}, which is about as long as answers are.
    explanation: A few short sentences that explain why it is right, and what to do about it in daily life.
    certainty: high
    sources: [{{id: a-source, locator: "Page {card}"}}]
"""


def rows(*, quick: bool) -> Iterator[Row]:
    """Against the blank app, which shows the same two pages as plain text, without a card or a history behind them."""
    size, count, turns = (1_000, 10_000, 15) if quick else (10_000, 100_000, 100)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        env = _home(folder, size, count)
        with Terminal([*_program(), "study"], env) as terminal:
            pages = _pages(terminal)
            with _blank(folder, pages) as peer_terminal:
                peer_terminal.wait_for(_QUESTION[1], _START)
                ours, peer = _Hand(terminal), _Hand(peer_terminal)
                in_turn(ours.turn, peer.turn, _WARM)
                quiet_disk()
                in_turn(ours.turn, peer.turn, turns)
    for what, place, most in ((f"the next of {size:,} cards", 1, 1.5), ("the answer of a card", 0, None)):
        yield _row(f"paint: key to {what}", ours.presses(place), peer.presses(place), most)


def _row(what: str, ours: Sequence[_Press], peer: Sequence[_Press], most: float | None) -> Row:
    mine, theirs = ([press.painted for press in presses] for presses in (ours, peer))
    note = f"{len(ours)} presses each; {median(mine):,.0f} bytes painted against {median(theirs):,.0f}"
    seconds, others = ([press.seconds for press in presses] for presses in (ours, peer))
    return of_medians(what, seconds, "blank app, same text", others, most, note)


class _Press(NamedTuple):
    """What became of a key."""

    seconds: float
    """From writing the key until all of its page had been read."""
    painted: int
    """Bytes that were painted until all was calm."""


class _Hand:
    """Turns the cards of a program, and keeps what each key took."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._turns: list[tuple[_Press, _Press]] = []

    def turn(self) -> float:
        """Show the answer, rate it; tells the seconds until the next question was there."""
        turn = (self._press(b" ", _ANSWER), self._press(b"3", _QUESTION))
        self._turns.append(turn)
        return turn[1].seconds

    def presses(self, place: int) -> list[_Press]:
        """All presses that count of the first key of a turn, or of the second."""
        return [turn[place] for turn in self._turns[_WARM:]]

    def _press(self, key: bytes, marks: Sequence[bytes]) -> _Press:
        terminal = self._terminal
        terminal.output = b""
        pressed = time.perf_counter()
        os.write(terminal.master, key)
        for mark in marks:
            terminal.wait_for(mark)
        taken = time.perf_counter() - pressed
        terminal.settle(_CALM)
        return _Press(taken, len(terminal.output))


def _home(folder: Path, size: int, count: int) -> dict[str, str]:
    """A learner with so many cards and answers, caches warm; the variables by which our program finds her."""
    decks = _decks(folder / "decks", size)
    home = folder / "home"
    cards = [card for deck in library.load([decks], DeckCache(None)).decks for card in deck.cards]
    # It ends two days ago, so that today's limits are whole and cards are due.
    end = datetime.now(UTC) - timedelta(days=2)
    made.write_journal(Places.under(home).journal("default"), cards, count, end)
    env = environment(LDN_LEARN_HOME=str(home), LDN_LEARN_DECKS=str(decks), PYTHONPYCACHEPREFIX=str(folder / "code"))
    subprocess.run([*_program(), "due"], env=env, stdout=subprocess.DEVNULL, check=False)
    return env


def _decks(folder: Path, size: int) -> Path:
    """A folder of decks with so many flip cards: of all types, they are stored and followed by the next at one key."""
    folder.mkdir()
    (folder / "sources.yaml").write_text("sources:\n  - {id: a-source, title: A source}\n", encoding="utf-8")
    for deck, first in enumerate(range(0, size, made.CARDS_A_DECK)):
        cards = (_CARD.format(card=card, deck=deck) for card in range(min(made.CARDS_A_DECK, size - first)))
        text = _HEAD.format(deck=deck) + "".join(cards)
        (folder / f"deck{deck:03}.yaml").write_text(text, encoding="utf-8")
    return folder


def _program() -> list[str]:
    script = Path(sys.executable).with_name("ldn-learn")
    return [str(script)] if script.exists() else [sys.executable, "-m", "ldn_learn"]


def _blank(folder: Path, pages: Sequence[str]) -> Terminal:
    """The blank app with these pages."""
    path = folder / "pages.json"
    path.write_text(json.dumps(pages), encoding="utf-8")
    env = environment(PYTHONPATH=os.pathsep.join(sys.path), PYTHONPYCACHEPREFIX=str(folder / "code"))
    return Terminal([sys.executable, "-m", "bench.paint", str(path)], env)


def _pages(terminal: Terminal) -> list[str]:
    """What our program shows of a question and of its answer; leaves it at the next question."""
    terminal.wait_for(_QUESTION[1], _START)
    terminal.settle(1.0)
    pages = [_picture(terminal.output)]
    for key, mark in ((b" ", _ANSWER[1]), (b"3", _QUESTION[1])):
        os.write(terminal.master, key)
        terminal.wait_for(mark)
        terminal.settle(_CALM)
        pages.append(_picture(terminal.output))
    return pages[:2]


def _picture(output: bytes) -> str:
    """The text on a screen of 24 lines after this output, in which each run of text follows a move to its place."""
    lines = [""] * 24
    moves = re.split(r"\x1b\[(\d+);(\d+)H", output.decode())[1:]
    for row, column, run in zip(moves[::3], moves[1::3], moves[2::3], strict=True):
        text = re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|[\r\n]", "", run)
        before, place = lines[int(row) - 1], int(column) - 1
        lines[int(row) - 1] = before[:place].ljust(place) + text + before[place + len(text) :]
    return "\n".join(line.rstrip() for line in lines)


class Blank(App[None]):
    """One text; each of the two keys of a turn replaces all of it."""

    BINDINGS: ClassVar = [("space", "show(1)", "Answer"), ("3", "show(0)", "Question")]

    def __init__(self, pages: Sequence[str]) -> None:
        super().__init__()
        self._pages = [Content(page) for page in pages]

    def compose(self) -> ComposeResult:
        yield Static(self._pages[0])

    def on_mount(self) -> None:
        # As our program does, so that what was loaded costs neither of them anything later.
        self.call_after_refresh(gc.freeze)

    def action_show(self, page: int) -> None:
        """Show another page."""
        self.query_one(Static).update(self._pages[page])


if __name__ == "__main__":
    Blank(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))).run()
