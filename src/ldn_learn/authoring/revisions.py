"""The two sides of a comparison: files, folders, and what git keeps of them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ldn_learn.atomic import is_there
from ldn_learn.authoring import files
from ldn_learn.authoring.editions import Source
from ldn_learn.authoring.kinds import kind_of
from ldn_learn.decks.library import MAX_BYTES, SUFFIXES
from ldn_learn.errors import DeckError, UsageError

_SECONDS: Final = 20
_MOST_FILES: Final = 1000
_QUIET: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def sources(side: str, other: str) -> list[Source]:
    """The files that one side names: a path, `REV:PATH`, or `REV` for what stood at the path of the `other` side.

    Raises `UsageError` when neither a path nor a revision has that name, and `DeckError` when it cannot be read.
    """
    if is_there(Path(side)):
        return [Source(str(path), files.read(path), kind_of(path)) for path in files.yaml_files([Path(side)])]
    revision, colon, name = side.partition(":")
    if colon:
        folder = Path()
    elif is_there(Path(other)):
        path = Path(other)
        folder, name = (path, "") if path.is_dir() else (path.parent, path.name)
    else:
        raise UsageError(f"There is no file or folder {side}. For a revision, write REV:PATH, as in HEAD~1:decks.")
    return _Git(folder, side).sources(revision, name)


@dataclass(frozen=True, slots=True)
class _Git:
    """Questions to git, asked in a folder; `side` is what the user wrote."""

    folder: Path
    side: str

    def sources(self, revision: str, name: str) -> list[Source]:
        if not revision or revision.startswith("-"):
            raise UsageError(f"There is no file, folder or revision {self.side}.")
        self.run("rev-parse", "--git-dir", missing="there is no git repository here")
        unknown = f"git knows no revision '{revision}'"
        self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", missing=unknown)
        shown = PurePosixPath(Path(name).as_posix())
        spec = f"{revision}:./{shown}" if str(shown) != "." else f"{revision}:./"
        absent = f"'{shown}' is not in {revision}"
        kind = self.run("cat-file", "-t", spec, missing=absent).strip()
        if kind == b"blob":
            return [self.blob(spec, f"{revision}:{shown}")]
        listed = self.run("ls-tree", "-z", "--full-tree", spec, missing=absent).split(b"\0")
        found = [_entry(line) for line in listed if line]
        names = [(id_, each) for type_, id_, each in found if type_ == "blob" and _is_deck(each)]
        if len(names) > _MOST_FILES:
            raise DeckError(f"{self.side} holds more than {_MOST_FILES} deck files. Name a smaller folder.")
        return [self.blob(id_, f"{revision}:{shown / each}") for id_, each in sorted(names, key=lambda pair: pair[1])]

    def blob(self, spec: str, name: str) -> Source:
        size = int(self.run("cat-file", "-s", spec, missing=f"'{name}' cannot be read"))
        if size > MAX_BYTES:
            raise DeckError(f"{name} is larger than {MAX_BYTES // 1024 // 1024} MiB, so it is no deck.")
        data = self.run("show", "--no-textconv", spec, missing=f"'{name}' cannot be read")
        return Source(name, data, kind_of(Path(name.partition(":")[2])))

    def run(self, *args: str, missing: str) -> bytes:
        """What git prints. Raises `UsageError` with the sentence `missing` when it refuses."""
        try:
            done = subprocess.run(
                ["git", "-C", str(self.folder), *args],
                capture_output=True,
                timeout=_SECONDS,
                env=os.environ | _QUIET,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        except FileNotFoundError:
            raise UsageError(f"There is no file or folder {self.side}, and no git to look for a revision.") from None
        except subprocess.TimeoutExpired:
            raise DeckError(f"git did not answer within {_SECONDS} seconds about {self.side}. Try again.") from None
        except (OSError, ValueError):
            raise UsageError(f"There is no file, folder or revision {self.side}.") from None
        if done.returncode:
            raise UsageError(f"{self.side} cannot be compared: {missing}.")
        return done.stdout


def _entry(line: bytes) -> tuple[str, str, str]:
    """Type, id and name of one line of `git ls-tree`."""
    about, _, name = line.partition(b"\t")
    _, type_, id_ = about.decode().split(" ")
    return type_, id_, os.fsdecode(name)


def _is_deck(name: str) -> bool:
    return PurePosixPath(name).suffix in SUFFIXES and not name.startswith(".")
