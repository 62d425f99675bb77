"""From an answer to the next card, with the answer on the disk in between."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import made
from bench.row import Row, of_medians
from bench.timing import in_turn, quiet_disk, seconds
from ldn_learn.decks.cards import Choice
from ldn_learn.study.session import Move
from ldn_learn.study.steps import Chosen, Question
from ldn_learn.workspace import Workspace
from ldn_learn.workspace.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NEW: Final = 2000
"""Cards that may be asked today, more than are answered."""

_BLOCK: Final = 20
_AGAINST: Final = "Anki's library"


def rows(*, quick: bool) -> Iterator[Row]:
    """Against Anki's library; both with the same number of cards and the same share of right answers."""
    cards, blocks = (1_000, 5) if quick else (10_000, 25)
    what = f"answer: stored, next of {cards:,} cards chosen"
    try:
        from bench.anki_peer import Anki
    except ImportError:
        yield Row(what, _AGAINST, note="not measured: anki is not installed (pip install 'ldn-learn[bench]')")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with closing(_Ours(folder, cards)) as ours, closing(Anki(folder / "peer.anki2", cards, _NEW)) as anki:
            mine, theirs = _Block(ours.answer), _Block(anki.answer)
            quiet_disk()
            in_turn(mine.run, theirs.run, blocks)
    yield of_medians(what, mine.times, _AGAINST, theirs.times, 1.0, f"{len(mine.times)} answers each")


class _Block:
    """Answers given one after the other, right and wrong ones in the same order for everybody."""

    def __init__(self, answer: Callable[..., None]) -> None:
        self._answer = answer
        self._chance = random.Random(5)
        self._warm = False
        self.times: list[float] = []
        """Seconds for each answer."""

    def run(self) -> float:
        """Answer a block of cards; the first block only warms up."""
        times = [seconds(self._one) for _ in range(_BLOCK)]
        if self._warm:
            self.times += times
        self._warm = True
        return sum(times)

    def _one(self) -> None:
        self._answer(right=self._chance.random() < 0.85)


class _Ours:
    """Our session over a made library."""

    def __init__(self, folder: Path, cards: int) -> None:
        self._workspace = Workspace(Places.under(folder / "home"), decks=[made.decks(folder / "decks", cards)])
        self._session = self._workspace.begin(new=_NEW)
        self._workspace.prepare()

    def answer(self, *, right: bool) -> None:
        """Answer the question that waits, store it, and go on to the next one."""
        workspace, question = self._workspace, self._session.step
        assert isinstance(question, Question)
        assert isinstance(question.card, Choice)
        wanted = [question.card.options[place].correct for place in question.order].index(right)
        now = workspace.now()
        move = self._session.answer(Chosen((wanted,)), now, workspace.new_id(now))
        assert isinstance(move, Move)
        workspace.store(move.event)
        self._session = move.session.proceed(workspace.now())

    def close(self) -> None:
        self._workspace.close()
