"""The two programs that are measured from outside: ours at its study screen, and the blank one."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench import blank, made
from bench.terminal import Terminal, environment
from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.workspace.places import Places, shipped_decks

EVENTS: Final = 20_000

_CARD_PAINTED: Final = b"When to get help"
"""The bottom line, which is painted in one write with the card."""


class Programs:
    """Both programs, with a history of 20,000 answers to the shipped decks and warm caches, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        # Both find their modules compiled, as installed programs do, whatever this process was told about bytecode.
        self._env = environment(LDN_LEARN_HOME=str(self._home), PYTHONPYCACHEPREFIX=str(folder / "bytecode"))
        script = Path(sys.executable).with_name("ldn-learn")
        self._command = [str(script)] if script.exists() else [sys.executable, "-m", "ldn_learn"]
        self._warm()

    def ours(self) -> Terminal:
        """`ldn-learn study`."""
        return Terminal([*self._command, "study"], self._env)

    def blank(self) -> Terminal:
        """The blank app."""
        return Terminal([sys.executable, str(Path(blank.__file__))], self._env)

    def ours_painted(self) -> float:
        """Seconds from the start of our process to the first card."""
        with self.ours() as terminal:
            return terminal.wait_for(_CARD_PAINTED)

    def blank_painted(self) -> float:
        """Seconds from the start of the blank app's process to its first paint."""
        with self.blank() as terminal:
            return terminal.wait_for(blank.MARK.encode())

    def ours_memory(self) -> float:
        """Bytes at the study screen, once everything has settled."""
        with self.ours() as terminal:
            terminal.wait_for(_CARD_PAINTED)
            terminal.settle(1.0)
            return float(terminal.memory())

    def blank_memory(self) -> float:
        """Bytes of the blank app, once everything has settled."""
        with self.blank() as terminal:
            terminal.wait_for(blank.MARK.encode())
            terminal.settle(1.0)
            return float(terminal.memory())

    def _warm(self) -> None:
        """Make the history, and let both programs compile and cache what they can."""
        places = Places.under(self._home)
        cards = [card for deck in library.load([shipped_decks()], DeckCache(None)).decks for card in deck.cards]
        # It ends two days ago, so that today's limits are whole and cards are due.
        end = datetime.now(UTC) - timedelta(days=2)
        made.write_journal(places.journal("default"), cards, EVENTS, end)
        for program, mark in ((self.ours, _CARD_PAINTED), (self.blank, blank.MARK.encode())):
            with program() as terminal:
                terminal.wait_for(mark)
                terminal.settle()
        subprocess.run([*self._command, "due"], env=self._env, stdout=subprocess.DEVNULL, check=False)
        for cached in ("decks", "folds"):
            if not any((places.cache / cached).glob("*.json")):
                raise RuntimeError(f"the cache of {cached} is still empty, so a warm start cannot be measured")
