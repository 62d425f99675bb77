"""Results of a check, kept for files that have not changed since."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from ldn_learn import atomic
from ldn_learn.decks.problems import Problem, Severity
from ldn_learn.rules.checking import Checked, Silenced
from ldn_learn.rules.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_FILES: Final = 400
_KEPT: Final = tuple(name for name in Problem.__slots__ if name != "file")
_SEVERITY: Final = _KEPT.index("severity")


@cache
def version() -> bytes:
    """A fingerprint of the rules and of the reader: when one of them changes, no kept result counts."""
    digest = blake2b(digest_size=16)
    here = Path(__file__).parent
    for folder in (here, here.parent / "decks"):
        for file in sorted(folder.glob("*.py")):
            digest.update(file.read_bytes())
    return digest.digest()


class Kept:
    """A folder of results; with no folder, one that keeps nothing.

    A result counts for the same bytes, the same shared files, the same rules and the same wish. Each file carries a
    checksum; one that cannot be read or was changed counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._unsaved: dict[Path, str] = {}

    def get(self, key: Iterable[bytes], file: str) -> Checked | None:
        """The result for this key, as one of a file of this name."""
        path = self._path(key)
        if path is None:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            checksum, _, body = path.read_bytes().partition(b"\n")
            if checksum == b"%08x" % crc32(body):
                return _checked(json.loads(body), file)
        return None

    def keep(self, key: Iterable[bytes], checked: Checked) -> None:
        """Remember a result."""
        path = self._path(key)
        if path is not None:
            rows = {
                "problems": [_row(each) for each in checked.problems],
                "silenced": [[_row(each.problem), each.reason] for each in checked.silenced],
                "summary": [getattr(checked.summary, name) for name in Summary.__slots__],
            }
            self._unsaved[path] = json.dumps(rows, default=str)

    def save(self) -> None:
        """Write what is new. A folder that cannot be written is no error; of many results, the oldest go."""
        if not self._unsaved or self._folder is None:
            return
        unsaved, self._unsaved = self._unsaved, {}
        with suppress(OSError):
            for path, body in unsaved.items():
                atomic.write(path, f"{crc32(body.encode()):08x}\n{body}")
            files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
            for old in files[_MOST_FILES:]:
                old.unlink(missing_ok=True)

    def _path(self, key: Iterable[bytes]) -> Path | None:
        if self._folder is None:
            return None
        digest = blake2b(version(), digest_size=16)
        for part in key:
            digest.update(blake2b(part, digest_size=16).digest())
        return self._folder / f"{digest.hexdigest()}.json"


def _checked(rows: dict[str, Any], file: str) -> Checked:
    values = rows["summary"]
    values[0] = file
    return Checked(
        tuple(_problem(row, file) for row in rows["problems"]),
        tuple(Silenced(_problem(row, file), reason) for row, reason in rows["silenced"]),
        Summary(*[_frozen(value) for value in values]),
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _row(problem: Problem) -> list[Any]:
    return [getattr(problem, name) for name in _KEPT]


def _problem(row: list[Any], file: str) -> Problem:
    row[_SEVERITY] = Severity(row[_SEVERITY])
    return Problem(file, *row)
