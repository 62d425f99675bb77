"""The app under a pilot, on a workspace that stands still."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from ldn_learn.study.session import Session
from ldn_learn.tui.app import LdnLearn
from ldn_learn.tui.screens.study import StudyScreen
from tests.places import open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from ldn_learn.workspace import Workspace


class Steady(LdnLearn):
    """The app with a clock of its own for key repeats: each look at it is a second later."""

    _seconds = 0.0
    step = 1.0

    def ticks(self) -> float:
        self._seconds += self.step
        return self._seconds


@asynccontextmanager
async def running(
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    workspace: Workspace | None = None,
    first: bool = False,
    **more: Any,
) -> AsyncIterator[tuple[Pilot[None], Steady]]:
    """The app on Home; with `first`, in a session from the start."""
    space = workspace or open_workspace(folder, first_id=1, **more)
    app = Steady(space, None, space.begin() if first else None)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app
    space.close()


def session(app: Steady) -> Session:
    """The session on screen."""
    assert isinstance(app.screen, StudyScreen)
    return app.screen.now_shown.session


async def answer_right(pilot: Pilot[None], app: Steady) -> None:
    """Answer the question on screen right, whatever its type, and go on to the next one."""
    from ldn_learn.decks.cards import Choice, Cloze, Flip, Number
    from ldn_learn.study.steps import LessonStep

    if isinstance(session(app).step, LessonStep):
        await pilot.press("space")
    question = session(app).question
    assert question is not None
    match question.card:
        case Choice():
            await pilot.press(str(question.order.index(0) + 1), "enter")
            if session(app).asks_confidence:
                await pilot.press("3")
            await pilot.press("space")
        case Number():
            await pilot.press(*"4.5", "enter", "space")
        case Cloze():
            await pilot.press(*"blocks", "enter", "space")
        case Flip():
            await pilot.press("space", "3")
    await pilot.pause()
