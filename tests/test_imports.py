"""What a command loads, seen in a fresh interpreter: a static graph cannot see an import inside a function."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import write_decks

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import json, sys
from ldn_learn.cli.start import run
code = run(sys.argv[1:])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded(folder: Path, *args: str) -> set[str]:
    decks = write_decks(folder / "decks")
    home = folder / "home"
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args, "--decks", str(decks), "--home", str(home)],
        capture_output=True,
        text=True,
        check=True,
        input="1\nq\n",
    )
    return set(json.loads(process.stderr.splitlines()[-1]))


@pytest.mark.parametrize("command", [["check"], ["decks"], ["due"], ["stats"], ["log"], ["doctor"]])
def test_looking_loads_neither_the_screen_nor_the_store(tmp_path: Path, command: list[str]) -> None:
    assert not loaded(tmp_path, *command) & {"textual", "rich", "tinydb", "filelock"}


def test_the_line_mode_loads_no_screen(tmp_path: Path) -> None:
    found = loaded(tmp_path, "study", "--plain")
    assert "textual" not in found
    assert {"tinydb", "filelock"} <= found


def test_a_start_with_parsed_decks_loads_no_parser(tmp_path: Path) -> None:
    assert {"yaml", "pydantic"} <= loaded(tmp_path, "study", "--plain")
    assert not loaded(tmp_path, "study", "--plain") & {"yaml", "pydantic"}


def test_nothing_reaches_for_the_network(tmp_path: Path) -> None:
    assert not loaded(tmp_path, "study", "--plain") & {"http", "urllib3", "requests", "ftplib"}
