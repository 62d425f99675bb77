"""Writing one journal file: appended, synced to the disk, and one writer a file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from ldn_learn.errors import StoreError
from ldn_learn.journal.files import SUFFIX, TORN_SUFFIX, written_by_newer

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl

    # On macOS, fsync leaves the data in the drive's own cache; this asks the drive to write it.
    _FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)
except ImportError:  # Windows
    _FULL_SYNC = None

_WINDOWS_MOST: Final = 99
"""Windows open at a time on one profile, after which something is wrong."""

_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Writer:
    """An open journal file that this process alone writes to."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock
        try:
            new = not path.exists()
            self._file = os.open(path, _FLAGS, 0o600)
            self._size = os.fstat(self._file).st_size
            self._set_torn_end_aside()
            if new:
                _sync_folder(path.parent)
        except OSError as error:
            lock.release()
            raise cannot_write(path.parent, error) from None

    def append(self, data: bytes) -> int:
        """Write whole lines and return the place where they start; they are on the disk when this returns.

        Raises `StoreError`, and then the file is as it was before.
        """
        place = self._size
        try:
            written = os.write(self._file, data)
            if written != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            _sync(self._file)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._file, place)
            raise cannot_write(self.path, error) from None
        self._size += written
        return place

    def close(self) -> None:
        """Let go of the file; another window may write to it now."""
        with suppress(OSError):
            os.close(self._file)
        self._lock.release()

    def _set_torn_end_aside(self) -> None:
        """Move what follows the last newline into a file of its own: half a line was never a stored answer."""
        whole = _whole_lines(self.path, self._size)
        if whole == self._size:
            return
        with self.path.open("rb") as file:
            file.seek(whole)
            torn = file.read()
        aside = os.open(self.path.with_name(self.path.name + TORN_SUFFIX), _FLAGS, 0o600)
        try:
            os.write(aside, torn.replace(b"\n", b" ") + b"\n")
            _sync(aside)
        finally:
            os.close(aside)
        os.ftruncate(self._file, whole)
        _sync(self._file)
        self._size = whole


def open_writer(folder: Path, device: str) -> Writer:
    """The first of this device's files that no other window writes to and no newer version has written to.

    Raises `StoreError` when the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    for number in range(1, _WINDOWS_MOST + 1):
        name = device if number == 1 else f"{device}.{number}"
        path = folder / f"{name}{SUFFIX}"
        if written_by_newer(path):
            continue
        lock = FileLock(folder / f".{name}.lock", thread_local=False, mode=0o600)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        except (OSError, NotImplementedError) as error:
            raise cannot_write(folder, error) from None
        return Writer(path, lock)
    raise StoreError(f"{_WINDOWS_MOST} windows write to {folder} already. Close some of them.")


def cannot_write(path: Path, error: Exception) -> StoreError:
    """The sentence for a write that the system refused."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"The disk is full, so nothing more can be saved in {path}. Free some space and try again.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return StoreError(
        f"Nothing can be saved in {path}: {reason}. Allow writing there, or choose another place with --home."
    )


def _whole_lines(path: Path, size: int) -> int:
    """The length of a file up to its last newline."""
    with path.open("rb") as file:
        end = size
        while end > 0:
            start = max(0, end - 65536)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


def _sync(file: int) -> None:
    if _FULL_SYNC is not None:
        fcntl.fcntl(file, _FULL_SYNC)
    else:
        os.fsync(file)


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable; only POSIX systems can, elsewhere the system does it in its own time."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
