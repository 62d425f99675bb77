"""The order of reviews: topics mixed, and cards that look alike one after the other, so that they are told apart [E15].

Interleaving helps most where categories look alike (Brunmair and Richter, 2019), so cards of one `contrast` are pulled
together, while more than two cards of a topic in a row are avoided.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_learn.decks.cards import Card, CardId

IN_A_ROW: Final = 2
"""Cards of one topic that may follow each other, where other topics are left."""


def interleaved(ids: Sequence[CardId], cards: Mapping[CardId, Card], after: Sequence[CardId] = ()) -> list[CardId]:
    """The same cards, mixed; what comes first stays near the front. `after` are the cards asked just before them."""
    return list(_mixed(_contrasted(ids, cards), cards, [cards[id_].deck for id_ in after[-IN_A_ROW:]]))


def _contrasted(ids: Sequence[CardId], cards: Mapping[CardId, Card]) -> list[list[CardId]]:
    """Runs to be asked together: the cards of one contrast, from where the first of them stands."""
    runs: list[list[CardId]] = []
    of: dict[str, list[CardId]] = {}
    for id_ in ids:
        contrast = cards[id_].contrast
        if contrast and contrast in of:
            of[contrast].append(id_)
            continue
        run = [id_]
        runs.append(run)
        if contrast:
            of[contrast] = run
    return runs


def _mixed(runs: list[list[CardId]], cards: Mapping[CardId, Card], last: list[str]) -> Iterator[CardId]:
    waiting: dict[str, deque[tuple[int, list[CardId]]]] = {}
    for rank, run in enumerate(runs):
        waiting.setdefault(cards[run[0]].deck, deque()).append((rank, run))
    while waiting:
        fresh = [topic for topic in waiting if _fits(topic, waiting[topic][0][1], last)] or [
            topic for topic in waiting if not last or topic != last[-1]
        ]
        fresh = fresh or list(waiting)
        topic = min(fresh, key=lambda topic: waiting[topic][0][0])
        _, run = waiting[topic].popleft()
        if not waiting[topic]:
            del waiting[topic]
        yield from run
        last = [*last, *(cards[id_].deck for id_ in run)][-IN_A_ROW:]


def _fits(topic: str, run: list[CardId], last: list[str]) -> bool:
    """Whether a run can follow without too many of its topic in a row."""
    before = 0
    for each in reversed(last):
        if each != topic:
            break
        before += 1
    return before + len(run) <= IN_A_ROW
