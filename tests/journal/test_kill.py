"""A process that is killed while it stores answers: whatever it said was stored is stored."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ldn_learn.journal.journal import Journal
from tests.builders import reviewed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")

PROGRAM = """
import sys
from pathlib import Path
from ldn_learn.journal.journal import Journal
from tests.builders import reviewed
journal = Journal(Path(sys.argv[1]), "device")
for number in range(int(sys.argv[2]), 100_000):
    event = reviewed(number)
    journal.append(event)
    print(event.id, flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_no_stored_answer_is_lost_when_the_program_is_killed(tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "journal"
    chance = random.Random(seed)
    said: list[str] = []
    for run in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(run * 10_000)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        said.append(process.stdout.readline().decode().strip())
        time.sleep(chance.uniform(0.001, 0.1))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().decode().split("\n")
        process.stdout.close()
        process.wait()
        # The last piece of output may itself have been cut off.
        said += [line for line in rest[:-1] if line]

    journal = Journal(folder, "device")
    journal.append(reviewed(99_999))
    union = journal.read()
    assert union is not None
    assert set(said) <= {event.id for event in union.events}
    assert all(health.damaged == 0 and not health.torn_now for health in journal.health())
    journal.close()
