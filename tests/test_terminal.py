"""The program as a person runs it: in a real pseudo-terminal, through the console script."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import write_decks

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX's")


class Terminal:
    """The program in a pseudo-terminal of 80 by 24."""

    def __init__(self, args: list[str], env: dict[str, str]) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, "-m", "ldn_learn", *args], env)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.output = b""

    def read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            self.output += os.read(self.master, 65536)
        except OSError:
            return False
        return True

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 20
        while text.encode() not in self.output:
            assert self.read(max(0.0, end - time.monotonic())), f"no {text!r} in {self.output[-3000:]!r}"

    def press(self, keys: str, then: str) -> None:
        self.output = b""
        os.write(self.master, keys.encode())
        self.wait_for(then)

    def exit_code(self) -> int:
        while self.read(5):
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    decks = write_decks(tmp_path / "decks")
    return {
        **os.environ,
        "TERM": "xterm-256color",
        "LDN_LEARN_DECKS": str(decks),
        "LDN_LEARN_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
    }


@pytest.fixture
def terminal(env: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal([], env)
    yield opened
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(opened.pid, signal.SIGKILL)
        os.waitpid(opened.pid, 0)
    os.close(opened.master)


def events(env: dict[str, str]) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "ldn_learn", "log", "--format", "json"]
    found: list[dict[str, object]] = json.loads(
        subprocess.run(command, env=env, capture_output=True, check=True).stdout
    )
    return found


def test_from_welcome_to_a_stored_answer_and_out(terminal: Terminal, env: dict[str, str]) -> None:
    terminal.wait_for("Who are you?")
    terminal.press("\r", "When is your first dose")
    terminal.press("\r", "Lesson")
    time.sleep(0.3)
    terminal.press(" ", "Which medicine")
    terminal.press("1\r", "How sure are you?")
    terminal.press("2", "Next: ")
    assert [event["kind"] for event in events(env)] == ["setting", "setting", "reviewed"]
    terminal.press("q", "Summary")
    terminal.press("\r", "Study now")
    os.write(terminal.master, b"q")
    assert terminal.exit_code() == 0
    assert b"\x1b[?1049l" in terminal.output


def test_an_answer_that_was_shown_survives_a_kill(terminal: Terminal, env: dict[str, str]) -> None:
    terminal.wait_for("Who are you?")
    terminal.press("\r", "When is your first dose")
    terminal.press("\r", "Lesson")
    time.sleep(0.3)
    terminal.press(" ", "Which medicine")
    terminal.press("1\r", "How sure are you?")
    terminal.press("1", "Next: ")
    os.kill(terminal.pid, signal.SIGKILL)
    assert [event["kind"] for event in events(env)][-1] == "reviewed"


def test_control_c_in_the_line_mode_ends_with_130_and_keeps_the_answers(env: dict[str, str]) -> None:
    opened = Terminal(["study", "--plain"], env)
    opened.wait_for("> ")
    opened.press("1\r", "Question 2 of")
    os.write(opened.master, b"\x03")
    assert opened.exit_code() == 130
    assert b"Traceback" not in opened.output
    assert [event["kind"] for event in events(env)] == ["reviewed"]
    os.close(opened.master)


@pytest.mark.parametrize("variable", [{"TERM": "dumb"}, {"LDN_LEARN_PLAIN": "1"}])
def test_a_terminal_that_can_do_no_more_gets_lines(env: dict[str, str], variable: dict[str, str]) -> None:
    opened = Terminal([], env | variable)
    opened.wait_for("Question 1 of")
    opened.press("q\r", "Every answer is saved")
    assert opened.exit_code() == 0
    assert b"\x1b" not in opened.output
    os.close(opened.master)


def run(env: dict[str, str], shell: str) -> subprocess.CompletedProcess[str]:
    """A shell line with `$L` for the program."""
    return subprocess.run(
        ["bash", "-c", f'L="{sys.executable} -m ldn_learn"; {shell}'],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("shell", ["$L log | head -1", "yes 1 | $L study --plain | head -1", "$L stats | true"])
def test_a_reader_that_has_had_enough_is_no_error(env: dict[str, str], shell: str) -> None:
    run(env, "yes 1 | head -200 | $L study --plain")
    done = run(env, f"{shell}; exit ${{PIPESTATUS[-2]}}")
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["due", "study --plain", ""])
def test_closed_streams_are_no_traceback(env: dict[str, str], streams: str, command: str) -> None:
    done = run(env, f"$L {command} {streams}")
    assert done.returncode in (0, 1, 3)
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_output_that_cannot_be_written_is_one_sentence(env: dict[str, str]) -> None:
    done = run(env, "$L decks > /dev/full")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "The output cannot be written" in done.stderr


def test_input_that_is_no_text_is_no_traceback(env: dict[str, str]) -> None:
    done = run(env | {"PYTHONIOENCODING": "utf-8:strict"}, "printf '\\xff\\xfe\\nq\\n' | $L study --plain")
    assert done.returncode == 0
    assert "Type a number from 1 to 3." in done.stdout


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("--home '~nosuchuser/x' due", (0, 1, 3)),
        ("check " + "x" * 300, (2,)),
        ("decks --decks " + "x" * 300, (2,)),
        ("due --now 9999-12-31", (2,)),
        ("due --now 0001-01-01", (2,)),
        ("stats --now 2199-12-31", (0,)),
        ("--profile " + "x" * 65 + " due", (2,)),
    ],
)
def test_odd_arguments_end_in_a_sentence(env: dict[str, str], tmp_path: Path, call: str, code: tuple[int, ...]) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m ldn_learn {call}"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode in code
    assert "Traceback" not in done.stderr


def test_a_place_that_cannot_be_read_is_told_before_the_screen_opens(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "data").write_text("in the way")
    opened = Terminal([], env)
    assert opened.exit_code() == 3
    assert b"cannot be read" in opened.output
    assert b"Traceback" not in opened.output
    os.close(opened.master)
