"""Anki's library as a peer: answering cards of a collection, each answer on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anki.collection  # before the other modules of Anki, which need it and do not import it
from anki.cards import Card
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer, Scheduler

if TYPE_CHECKING:
    from pathlib import Path

_DECK = DeckId(1)


class Anki:
    """A collection of so many notes with FSRS on, of which `new` cards may be asked today."""

    def __init__(self, path: Path, notes: int, new: int) -> None:
        collection = anki.collection.Collection(str(path))
        kind = collection.models.by_name("Basic")
        assert kind is not None
        requests: list[anki.collection.AddNoteRequest] = []
        for number in range(notes):
            note = collection.new_note(kind)
            note["Front"], note["Back"] = f"Question {number}", f"Answer {number}"
            requests.append(anki.collection.AddNoteRequest(note, _DECK))
        collection.add_notes(requests)
        config = collection.decks.config_dict_for_deck_id(_DECK)
        config["new"]["perDay"], config["rev"]["perDay"] = new, 9999
        collection.decks.update_config(config)
        collection.set_config("fsrs", True)
        # Opened anew, as for a day's session: the log of what was added is folded into the file.
        collection.close()
        self._collection = anki.collection.Collection(str(path))
        scheduler = self._collection.sched
        assert isinstance(scheduler, Scheduler)
        self._scheduler = scheduler
        self._queued = scheduler.get_queued_cards()

    def answer(self, *, right: bool) -> None:
        """Answer the card that waits, store it, and get the next one."""
        scheduler, waiting = self._scheduler, self._queued.cards[0]
        card = Card(self._collection, backend_card=waiting.card)
        card.start_timer()
        rating = CardAnswer.GOOD if right else CardAnswer.AGAIN
        scheduler.answer_card(scheduler.build_answer(card=card, states=waiting.states, rating=rating))
        self._queued = scheduler.get_queued_cards()

    def close(self) -> None:
        self._collection.close()
