"""Writing one journal file: appended, synced to the disk, and one writer a file."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from ldn_learn.errors import StoreError, cannot_write
from ldn_learn.journal.files import SUFFIX, TORN_SUFFIX, end_of_lines, written_by_newer

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl

    # On macOS, fsync leaves the data in the drive's own cache; this asks the drive to write it.
    _FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)
except ImportError:  # Windows
    _FULL_SYNC = None

_LAST: Final = 1 << 20
"""Bytes at a file's end that are looked at when it is opened for writing."""

_WINDOWS_MOST: Final = 99
"""Windows open at a time on one profile, after which something is wrong."""

_NEWLINE: Final = b"\n"
_CLOSED: Final = -1

_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)

_LOOK_EVERY: Final = 1.0
"""Seconds."""

_ROOM: Final = 1 << 15
"""Spaces that are written ahead, between the last line and its newline: filling them in needs no change to the file's
size, so that a sync takes a third less time. To any reader of JSON lines they mean nothing; closing takes them away."""


class Writer:
    """An open journal file that this process alone writes to."""

    _file: int
    _end: int
    """Where the last line ends; its newline stands there, or room and then the newline."""
    _size: int
    _folder_changed: int = -1
    _looked: float = 0.0

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock
        try:
            self._open()
        except OSError as error:
            lock.release()
            raise cannot_write(path.parent, error) from None

    def append(self, data: bytes) -> int:
        """Write whole lines and return the place where they start; they are on the disk when this returns.

        Raises `StoreError`, and then the file is as it was before.
        """
        try:
            self._reopen_if_changed()
            text = (_NEWLINE if self._end else b"") + data.removesuffix(_NEWLINE)
            has_room = self._make_room(len(text))
            try:
                self._put(self._end, text if has_room else text + _NEWLINE)
            except OSError:
                self._take_room_away()
                raise
        except OSError as error:
            raise cannot_write(self.path, error) from None
        place = self._end + len(text) - len(data) + 1
        self._end += len(text)
        self._size = max(self._size, self._end + 1)
        return place

    def close(self) -> None:
        """Let go of the file; another window may write to it now."""
        with suppress(OSError):
            if self._file >= 0:
                # What somebody else has put in its place meanwhile is not ours to cut.
                if self._is_mine():
                    self._take_room_away()
                os.close(self._file)
                self._file = _CLOSED
        self._lock.release()

    def _open(self) -> None:
        new = not self.path.exists()
        self._file = os.open(self.path, _FLAGS, 0o600)
        self._end = _repaired(self._file, self.path)
        self._size = self._end + bool(self._end)
        if new:
            _sync_folder(self.path.parent)

    def _reopen_if_changed(self) -> None:
        """Notice a file that was deleted, replaced or cut by somebody else, and go on in what stands there now.

        Looking at a file makes the next sync of it slower by half on Linux 6.13 and later (its time must be told apart
        from the one that was seen), so it is looked at when its folder has changed, or once a second.
        """
        try:
            changed = self.path.parent.stat().st_mtime_ns
            if self._file >= 0 and changed == self._folder_changed and time.monotonic() - self._looked < _LOOK_EVERY:
                return
            if self._is_mine():
                self._looked, self._folder_changed = time.monotonic(), changed
                return
        except FileNotFoundError:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._file >= 0:
            os.close(self._file)
            self._file = _CLOSED
        self._open()

    def _is_mine(self) -> bool:
        """Whether the file that is open is the one that stands there, as long as it was left."""
        try:
            mine, there = os.fstat(self._file), self.path.stat()
        except OSError:
            return False
        return (there.st_ino, there.st_dev, there.st_size) == (mine.st_ino, mine.st_dev, self._size)

    def _make_room(self, length: int) -> bool:
        """Whether so many bytes can be filled in after the last line, and a newline still stands behind them."""
        if self._end + length < self._size:
            return True
        try:
            self._put(self._end, b" " * (length + _ROOM) + _NEWLINE)
        except OSError:
            # On a disk that is nearly full there is no room to spare, but perhaps for this answer.
            self._take_room_away()
            return False
        self._size = self._end + length + _ROOM + 1
        return True

    def _put(self, place: int, data: bytes) -> None:
        os.lseek(self._file, place, os.SEEK_SET)
        if os.write(self._file, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _sync(self._file)

    def _take_room_away(self) -> None:
        """End the file with its last line."""
        self._size = _end_with_newline(self._file, self._end)


def _end_with_newline(file: int, end: int) -> int:
    """Cut the file after its last line, give that its newline back, and give the new size."""
    if end == 0:
        os.ftruncate(file, 0)
        return 0
    os.lseek(file, end, os.SEEK_SET)
    os.write(file, _NEWLINE)
    os.ftruncate(file, end + 1)
    return end + 1


def _repaired(file: int, path: Path) -> int:
    """Make the open file end with its last whole line, and give the place where that stops.

    What a crash cut off is moved into a file of its own: half a line was never a stored answer.
    """
    size = os.fstat(file).st_size
    start = max(0, size - _LAST)
    os.lseek(file, start, os.SEEK_SET)
    data = os.read(file, _LAST)
    end, torn = end_of_lines(data)
    if torn:
        aside = os.open(path.with_name(path.name + TORN_SUFFIX), _FLAGS | os.O_APPEND, 0o600)
        try:
            os.write(aside, torn.replace(_NEWLINE, b" ") + _NEWLINE)
            _sync(aside)
        finally:
            os.close(aside)
    if data[end:] != (_NEWLINE if end else b""):
        _end_with_newline(file, start + end)
        _sync(file)
    return start + end


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


def _sync(file: int) -> None:
    if _FULL_SYNC is not None:
        fcntl.fcntl(file, _FULL_SYNC)
    else:
        # What is appended and where the file ends is all that a reader needs; the time of the change may come later.
        getattr(os, "fdatasync", os.fsync)(file)


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
