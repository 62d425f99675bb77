"""A real pseudo-terminal, to time what a person would see."""

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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Terminal:
    """A program running in a pseudo-terminal of 80 by 24."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], list(argv), {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env})
        ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.output = b""

    def wait_for(self, mark: bytes, timeout: float = 20.0) -> float:
        """Seconds from the start of the program until `mark` was painted."""
        end = time.monotonic() + timeout
        while mark not in self.output:
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(f"{mark!r} was not painted; last output: {self.output[-2000:]!r}")
            try:
                self.output += os.read(self.master, 65536)
            except OSError:  # the program has ended
                break
        if mark not in self.output:
            raise TimeoutError(f"it ended without painting {mark!r}; last output: {self.output[-2000:]!r}")
        return time.perf_counter() - self.started

    def press(self, keys: bytes) -> None:
        """Type, and forget what was painted before."""
        self.output = b""
        os.write(self.master, keys)

    def settle(self, seconds: float = 0.5) -> None:
        """Read until nothing has been painted for a while."""
        while select.select([self.master], [], [], seconds)[0]:
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                return

    def memory(self) -> int:
        """Memory of the program in bytes: what is its own, by the kernel's account (Linux)."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        return 1024 * sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)
