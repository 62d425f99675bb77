"""Where the decks are, what they hold now, and what to say when they hold nothing."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import CardId, DeckId
from ldn_learn.decks.problems import nearest
from ldn_learn.errors import DeckError, UsageError
from ldn_learn.workspace import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Audience, Card, Deck
    from ldn_learn.decks.glossary import Term
    from ldn_learn.decks.library import Library


class Shelf:
    """The decks of one learner: those that were named, or else the shipped ones and her own."""

    def __init__(self, where: places.Places, named: Sequence[Path]) -> None:
        self._where = where
        self._named = tuple(named)
        self._cache = DeckCache(where.cache / "decks")
        self._stamp: tuple[object, ...] = ()
        self._known: dict[DeckId, str] = {}
        """Where each deck was read that was ever seen."""

    @cached_property
    def library(self) -> Library:
        """All decks, read at the first use."""
        self._stamp = self._stamp_now()
        wanted = [path for path in self._paths if path in self._named or path.is_dir()]
        found = library.load(wanted, self._cache)
        self._known |= found.files
        return found

    def reload(self) -> None:
        """Read the decks anew where a file has changed since."""
        if "library" in self.__dict__ and self._stamp_now() != self._stamp:
            del self.library

    @property
    def has_changed(self) -> bool:
        """Whether a deck file has changed since the decks were read."""
        return self._stamp_now() != self._stamp

    def save(self) -> None:
        """Keep what was parsed for the next start."""
        self._cache.save()

    def card(self, id_: CardId) -> Card:
        """The card with this id, whomever it is for. Raises `UsageError`."""
        every = {card.id: card for deck in self.library.decks for card in deck.cards}
        if id_ not in every:
            near = nearest(id_, every)
            if not near.startswith("did you mean"):
                near = "it is written deck/card, and 'ldn-learn decks' lists the decks."
            raise UsageError(f"There is no card '{id_}'; {near}")
        return every[id_]

    def chosen(
        self, learner: Audience, names: Sequence[str], tags: Sequence[str]
    ) -> tuple[dict[CardId, Card], dict[DeckId, Deck]]:
        """The cards of these decks, or of all, that `learner` is taught, and their decks.

        Raises `UsageError` for a deck or tag that does not exist, `DeckError` when there is no deck at all.
        """
        known = {deck.id: deck for deck in self.library.decks}
        for name in names:
            if DeckId(name) not in known:
                raise self._no_deck(name, known)
        if not known:
            raise DeckError(self._why_empty())
        cards: dict[CardId, Card] = self.library.cards_for(learner, [DeckId(name) for name in names])
        if tags:
            cards = {id_: card for id_, card in cards.items() if set(tags) & set(card.tags)}
            if not cards:
                raise UsageError(f"No card has the tag {' or '.join(tags)}.")
        return cards, {DeckId(name): known[DeckId(name)] for name in names} if names else known

    def glossary(self, deck: DeckId | None = None) -> tuple[Term, ...]:
        """The words that stand beside a deck, or beside any, by the alphabet."""
        files = [file for id_, file in self.library.files.items() if deck in (None, id_)]
        folders = dict.fromkeys(Path(file).parent for file in files)
        found = {term.term.lower(): term for folder in folders for term in library.glossary(folder)}
        return tuple(found[name] for name in sorted(found))

    def editable(self, card: Card) -> Path:
        """The file to edit the card in. Raises `DeckError` for a deck that came with the program."""
        # A deck that was broken since still stands in its file.
        file = Path(self.library.files.get(card.deck) or self._known[card.deck])
        if not self._named and file.parent == places.shipped_decks():
            raise DeckError(f"This deck came with ldn-learn. Copy {file} to {self._where.own_decks} to change it.")
        return file

    @property
    def _paths(self) -> tuple[Path, ...]:
        return self._named or (places.shipped_decks(), self._where.own_decks)

    def _stamp_now(self) -> tuple[object, ...]:
        """What tells whether a deck file was changed, added or taken away."""
        found: list[object] = []
        for path in self._paths:
            with suppress(OSError):
                for file in sorted(path.iterdir()) if path.is_dir() else [path]:
                    stat = file.stat()
                    found.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def _no_deck(self, name: str, known: dict[DeckId, Deck]) -> Exception:
        for broken in self.library.broken:
            if name in (broken.id, broken.title):
                return DeckError(f"The deck '{name}' cannot be read: {broken.problems[0]}. Run 'ldn-learn check'.")
        return UsageError(f"There is no deck '{name}'; {nearest(name, known)}")

    def _why_empty(self) -> str:
        if self.library.broken:
            first = self.library.broken[0]
            return f"No deck can be read. The first problem: {first.problems[0]}. Run 'ldn-learn check' to see all."
        folders = ", ".join(str(path) for path in self._named) or "the deck folders"
        return f"There are no decks in {folders}. Put a deck there, or leave --decks away to use the shipped ones."
