"""The preview: the study screen on a deck that is being written."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ldn_learn.tui.screens.preview import PreviewScreen
from ldn_learn.workspace.rehearsal import Rehearsal
from tests.builders import write_decks
from tests.places import StillClock
from tests.tui.driver import Steady
from tests.tui.frames import frame

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


@asynccontextmanager
async def previewing(folder: Path) -> AsyncIterator[tuple[Pilot[None], Steady, Path]]:
    """The preview of the first test deck, and its file."""
    write_decks(folder / "decks")
    file = folder / "decks" / "one.yaml"
    space = Rehearsal([file], clock=StillClock())
    app = Steady(space, base=lambda: PreviewScreen(space, lambda: space.library.problems))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot, app, file


async def saved(pilot: Pilot[None], file: Path, before: str, after: str) -> None:
    """Save a change, and wait for half a second."""
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    await asyncio.sleep(0.5)
    await pilot.pause()


async def test_it_follows_the_file_and_keeps_its_place_and_the_answer_so_far(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, app, file):
        await pilot.press("space", "2")
        await saved(pilot, file, "Which medicine must not", "Which drug must not")
        shown = frame(app)
        assert "Which drug must not" in shown
        assert "▌ 2" in shown
        await pilot.press("right")
        await saved(pilot, file, "Who sets the dose?", "Who decides on the dose?")
        assert "Who decides on the dose?" in frame(app)
        await pilot.press("left", "space")  # the lesson comes first
        assert "Which drug must not" in frame(app)


async def test_a_half_typed_file_leaves_the_card_and_says_what_is_wrong_and_where(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, app, file):
        await pilot.press("space")
        await saved(pilot, file, "title: The first deck", "title: [The first deck")
        shown = frame(app)
        assert "The file cannot be read now." in shown
        assert "Which medicine must not" in shown
        assert "line " in shown
        await saved(pilot, file, "title: [The first deck", "title: The very first deck")
        shown = frame(app)
        assert "cannot be read" not in shown
        assert "Preview: The very first deck" in shown


async def test_every_card_can_be_answered_and_nothing_is_written(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, app, _):
        before = sorted(path for path in tmp_path.rglob("*"))
        await pilot.press("space", "1", "enter")
        await pilot.press("3", "space")
        await pilot.press("right", "space", "3")
        await pilot.pause()
        assert app.workspace.memory.cards
        assert sorted(path for path in tmp_path.rglob("*")) == before
