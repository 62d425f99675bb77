"""Made-up decks and histories of any size."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import CardId, Flip
from ldn_learn.journal import lines
from ldn_learn.memory.events import Rating, Reviewed, SessionId, Setting, ulid
from ldn_learn.memory.records import to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ldn_learn.decks.cards import Card

CARDS_A_DECK: Final = 500

CARD: Final = Flip(id=CardId("deck0/card-1"), prompt="", meaning="0123456789abcdef", answer="")
"""As much of a card as a history needs."""

DEVICE: Final = "bench"
"""Whose journal file a made history is."""

_HEAD: Final = """schema: 1
id: deck{deck}
title: Deck {deck}
objectives:
{objectives}
cards:
"""
_CARD: Final = """  - id: card-{card}
    type: choice
    objective: O-{objective}
    prompt: This is question {card} of deck {deck}, and which of the answers fits it best?
    options:
      - {{text: The first answer of {card}, correct: true, feedback: "Yes. It fits, and here is why it does so."}}
      - {{text: The second answer of {card}, feedback: "Not this one. It is tempting for a reason told here."}}
      - {{text: The third answer of {card}, feedback: "Not this one. It sounds right, and here is why it is not."}}
    explanation: A few short sentences that explain why it is right, and what to do about it in daily life.
    certainty: high
    sources: [{{id: a-source, locator: "Page {card}"}}]
"""


def decks(folder: Path, cards: int) -> Path:
    """A folder of decks with so many choice cards."""
    folder.mkdir(parents=True)
    (folder / "sources.yaml").write_text("sources:\n  - {id: a-source, title: A source}\n", encoding="utf-8")
    objectives = "\n".join(f'  - {{id: O-{number}, text: "Objective {number}"}}' for number in range(20))
    for deck in range(-(-cards // CARDS_A_DECK)):
        count = min(CARDS_A_DECK, cards - deck * CARDS_A_DECK)
        body = "".join(_CARD.format(card=card, deck=deck, objective=card % 20) for card in range(count))
        (folder / f"deck{deck:03}.yaml").write_text(
            _HEAD.format(deck=deck, objectives=objectives) + body, encoding="utf-8"
        )
    return folder


def history(cards: Sequence[Card], count: int, end: datetime) -> Iterator[Reviewed]:
    """So many answers to these cards, up to `end`, at about 60 a day."""
    chance = random.Random(7)
    start = end - timedelta(days=count / 60 + 1)
    for number in range(count):
        at = start + timedelta(days=number / 60, seconds=chance.random())
        card = cards[chance.randrange(len(cards))]
        right = chance.random() < 0.85
        yield Reviewed(
            id=ulid(at, chance.getrandbits(80)),
            at=at,
            day=at.date(),
            card=card.id,
            meaning=card.meaning,
            rating=Rating.GOOD if right else Rating.AGAIN,
            correct=right,
            critical=card.critical,
            response="An answer as long as many answers are",
            ms=8000,
            session=SessionId("01J00000000000000000000000"),
            deck_version="2026.11",
        )


def rows(count: int) -> Iterator[dict[str, object]]:
    """So many stored events, for stores that take dictionaries."""
    for event in history([CARD], count, datetime(2026, 11, 1, tzinfo=UTC)):
        yield to_dict(event)


def write_journal(folder: Path, cards: Sequence[Card], count: int, end: datetime) -> None:
    """A journal of so many answers, written at once, of somebody who has been introduced."""
    folder.mkdir(parents=True, exist_ok=True)
    first = end - timedelta(days=count / 60 + 2)
    hello = Setting(id=ulid(first, 1), at=first, day=date(2020, 1, 1), key="audience", value="patient")
    with (folder / f"{DEVICE}.jsonl").open("wb") as file:
        file.write(lines.encode(to_dict(hello)))
        for event in history(cards, count, end):
            file.write(lines.encode(to_dict(event)))
