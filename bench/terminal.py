"""A real pseudo-terminal, to time what a person would see. Linux and macOS."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEFT_OUT: Final = ("LDN_LEARN_", "TEXTUAL", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR")
"""Variables of the person who runs the benchmark that would change what is measured."""


def environment(**more: str) -> dict[str, str]:
    """Our environment without what would change the programs that are measured, and `more`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}


class Terminal:
    """A program running in a pseudo-terminal of 80 by 24; leaving the context ends it."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                # The size is set before the program starts, so that its first paint cannot miss it.
                ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
                os.execvpe(argv[0], list(argv), dict(env))
            finally:
                os._exit(127)
        self.output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait_for(self, mark: bytes, timeout: float = 20.0) -> float:
        """Seconds from the start of the program until `mark` was painted. Raises `TimeoutError`."""
        end = time.monotonic() + timeout
        while mark not in self.output:
            left = end - time.monotonic()
            if left <= 0 or not self._read(left):
                raise TimeoutError(f"{mark!r} was not painted; last output: {self.output[-2000:]!r}")
        return time.perf_counter() - self.started

    def settle(self, seconds: float = 0.5) -> None:
        """Read until nothing has been painted for a while."""
        while self._read(seconds):
            pass

    def memory(self) -> int:
        """Memory of the program in bytes: its own and its share of what is shared (PSS). Linux; raises `OSError`."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return 1024 * sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)

    def _read(self, timeout: float) -> bool:
        """Take what was painted, at most `timeout` seconds later; tells whether there was something."""
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        try:
            painted = os.read(self.master, 65536)
        except OSError:  # the program has ended; on macOS, nothing is read then
            return False
        self.output += painted
        return bool(painted)
