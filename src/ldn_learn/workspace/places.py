"""Where things are on this computer."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ldn_learn import atomic
from ldn_learn.errors import UsageError, cannot_write

APP: Final = "ldn-learn"
DEFAULT_PROFILE: Final = "default"

_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that the program uses; none of them is made before something is written."""

    data: Path
    config: Path
    cache: Path
    state: Path

    @classmethod
    def under(cls, home: Path) -> Places:
        """All four in one folder."""
        with suppress(RuntimeError):  # "~somebody" who is not known here is a name like any other
            home = home.expanduser()
        home = home.absolute()
        return cls(home / "data", home / "config", home / "cache", home / "state")

    @classmethod
    def of_system(cls) -> Places:
        """Where this operating system keeps such things."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        return cls(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, dirs.user_state_path)

    @property
    def own_decks(self) -> Path:
        """The learner's own and imported decks."""
        return self.data / "decks"

    def journal(self, profile: str) -> Path:
        """The folder of a profile's history. Raises `UsageError` for a name that is no folder's name."""
        if len(profile) > _LONGEST_NAME:
            raise UsageError(f"A profile's name has at most {_LONGEST_NAME} letters.")
        plain = profile.replace("-", "").replace("_", "").replace(".", "")
        if not plain.isalnum() or profile.startswith((".", "-")):
            raise UsageError(f"'{profile}' cannot be a profile's name. Use letters, digits, '-', '_' and '.'")
        return self.data / "profiles" / profile / "journal"

    def fold(self, profile: str) -> Path:
        """The cached result of folding a profile's history."""
        return self.cache / "folds" / f"{profile}.json"


def shipped_decks() -> Path:
    """The decks that come with the program: inside the installed package, or beside the sources."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parents[1] / "decks"


def device(state: Path) -> str:
    """This device's id. It lives outside the profile, so that a copied profile does not copy it."""
    with suppress(OSError, ValueError):
        known = (state / "device").read_text(encoding="ascii").strip()
        if known.isalnum() and len(known) <= _LONGEST_NAME:
            return known
    return ""


def make_device(state: Path) -> str:
    """This device's id, made when there is none yet. Raises `StoreError` when it cannot be kept."""
    path = state / "device"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not device(state):
            atomic.write(path, os.urandom(6).hex() + "\n")
    except OSError as error:
        raise cannot_write(state, error) from None
    # When two windows make it at once, the later one's id stands for both.
    return device(state)
