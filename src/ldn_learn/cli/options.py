"""What every command was called with."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.atomic import is_there
from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from ldn_learn.workspace import Workspace
    from ldn_learn.workspace.clock import Clock


class Options:
    """The global options, and the workspace that they open."""

    def __init__(
        self,
        *,
        home: str | Path | None = None,
        profile: str = "default",
        decks: tuple[Path, ...] = (),
        now: str | None = None,
        plain: bool = False,
        no_color: bool = False,
    ) -> None:
        self.home = Path(home) if home else None
        self.profile = profile
        self.decks = decks
        self.now = now
        self.plain = plain
        self.no_color = no_color

    @cached_property
    def workspace(self) -> Workspace:
        """The learner's workspace, opened at the first use. Raises `LdnError`."""
        from ldn_learn.workspace import Workspace
        from ldn_learn.workspace.places import Places

        for path in self.decks:
            if not is_there(path):
                raise UsageError(f"There is no file or folder {path}. Check what you gave to --decks.")
        places = Places.of_system() if self.home is None else Places.under(self.home)
        return Workspace(places, profile=self.profile, decks=self.decks, clock=self.clock)

    @property
    def clock(self) -> Clock:
        """The time, or the rehearsed one. Raises `UsageError`."""
        from ldn_learn.workspace.clock import Clock

        return Clock.starting_at(self.now) if self.now else Clock()

    def close(self) -> None:
        """Close the workspace, if it was opened."""
        if "workspace" in self.__dict__:
            self.workspace.close()

    @property
    def line_mode(self) -> bool:
        """Whether to go line by line: asked for, or the terminal can do no more."""
        dumb = os.environ.get("TERM", "") == "dumb"
        # The screen is drawn on stderr, so that must be a terminal as well.
        return self.plain or dumb or not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
