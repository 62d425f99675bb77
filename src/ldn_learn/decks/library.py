"""Folders of deck files, read together: good decks to study, broken ones to name."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience, Card, CardId, Deck, DeckId, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ldn_learn.decks.broken import BrokenDeck
    from ldn_learn.decks.cache import DeckCache
    from ldn_learn.decks.glossary import Term
    from ldn_learn.decks.problems import Problem

MAX_BYTES: Final = 64 * 1024 * 1024
"""A larger file is no deck that somebody wrote."""

SUFFIXES: Final = (".yaml", ".yml")
SOURCES: Final = "sources"
GLOSSARY: Final = "glossary"
NOT_DECKS: Final = frozenset({SOURCES, GLOSSARY, "misconceptions", "evidence"})
"""Names of files that a folder of decks shares."""


@dataclass(frozen=True, slots=True)
class Library:
    """All decks of all folders."""

    decks: tuple[Deck, ...] = ()
    broken: tuple[BrokenDeck, ...] = ()
    sources: tuple[Source, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """Findings that keep no deck from being studied."""
    files: Mapping[DeckId, str] = field(default_factory=dict)
    """Where each deck was read."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every finding, by file and line."""
        errors = (problem for deck in self.broken for problem in deck.problems)
        return tuple(sorted((*errors, *self.warnings)))

    def deck(self, id_: DeckId) -> Deck | None:
        """The deck with this id."""
        return next((deck for deck in self.decks if deck.id == id_), None)

    def cards_for(self, learner: Audience, decks: Iterable[DeckId] = ()) -> dict[CardId, Card]:
        """What `learner` is taught, in the order of decks and cards; `decks` narrows it."""
        wanted = set(decks)
        return {
            card.id: card for deck in self.decks if not wanted or deck.id in wanted for card in deck.cards_for(learner)
        }

    def source(self, id_: str) -> Source | None:
        """The work with this id."""
        return next((source for source in self.sources if source.id == id_), None)


def deck_files(folder: Path) -> list[Path]:
    """The deck files of a folder, by name; hidden files and shared ones left out. Raises `OSError`."""
    names = (path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith("."))
    return sorted(path for path in names if path.stem not in NOT_DECKS)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector still: walking the growing heap again and again triples the time for 10,000 cards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(paths: Iterable[Path], cache: DeckCache) -> Library:
    """Read every deck of these folders and files; nothing that a file can hold raises."""
    with collector_paused():
        return _load(paths, cache)


def _load(paths: Iterable[Path], cache: DeckCache) -> Library:
    good: dict[DeckId, tuple[Deck, Path]] = {}
    broken: list[BrokenDeck] = []
    works: dict[str, Source] = {}
    warnings: list[Problem] = []
    for path in paths:
        try:
            files = deck_files(path) if path.is_dir() else [path]
        except OSError as error:
            broken.append(_unreadable(path, error))
            continue
        sources, found = _sources(path if path.is_dir() else path.parent, cache)
        warnings += found
        works = sources | works
        for file in files:
            if any(file == known for _, known in good.values()):
                continue
            deck = _deck(file, cache)
            if not isinstance(deck, Deck):
                broken.append(deck)
            elif deck.id in good:
                from ldn_learn.decks.broken import duplicate

                broken.append(duplicate(deck, file, good[deck.id][1]))
            else:
                good[deck.id] = (deck, file)
                if any(citation.source not in sources for card in deck.cards for citation in card.citations):
                    from ldn_learn.decks.broken import unknown_sources

                    warnings += unknown_sources(deck, sources, str(file), SOURCES)
    decks = tuple(sorted((deck for deck, _ in good.values()), key=lambda deck: deck.order))
    files_of = {id_: str(file) for id_, (_, file) in good.items()}
    return Library(decks, tuple(broken), tuple(works.values()), tuple(warnings), files_of)


def _deck(file: Path, cache: DeckCache) -> Deck | BrokenDeck:
    try:
        data = _read(file)
    except OSError as error:
        return _unreadable(file, error)
    cached = cache.deck(data)
    if cached is not None:
        return cached
    # Imported here because pydantic and PyYAML cost a start 40 ms that a full cache does not need.
    from ldn_learn.decks.decode import decode_deck

    decoded = decode_deck(data, str(file))
    if decoded.deck is None:
        from ldn_learn.decks.broken import BrokenDeck

        return BrokenDeck(str(file), decoded.title, decoded.problems)
    cache.keep_deck(data, decoded.deck)
    return decoded.deck


def _sources(folder: Path, cache: DeckCache) -> tuple[dict[str, Source], list[Problem]]:
    file = _named(folder, SOURCES)
    try:
        data = _read(file)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, _as_warnings(_unreadable(file, error).problems)
    works = cache.sources(data)
    problems: tuple[Problem, ...] = ()
    if works is None:
        from ldn_learn.decks.decode import decode_sources

        works, problems = decode_sources(data, str(file))
        if not problems:
            cache.keep_sources(data, works)
    return {work.id: work for work in works}, _as_warnings(problems)


def glossary(folder: Path) -> tuple[Term, ...]:
    """The words that the decks of a folder share; a file that is missing or broken holds none, and `check` tells why.

    It is read when somebody asks for a word, so that a start need not wait for it.
    """
    from ldn_learn.decks.decode import decode_glossary

    file = _named(folder, GLOSSARY)
    try:
        return decode_glossary(_read(file), str(file))
    except OSError:
        return ()


def _named(folder: Path, name: str) -> Path:
    """The file of this name that a folder shares, whichever ending it has."""
    files = [folder / f"{name}{suffix}" for suffix in SUFFIXES]
    return next((file for file in files if file.exists()), files[0])


def _unreadable(path: Path, error: OSError) -> BrokenDeck:
    from ldn_learn.decks.broken import unreadable

    return unreadable(path, error)


def _as_warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The same findings as warnings: a bibliography that cannot be read keeps no deck from being studied."""
    return [problem.as_warning() for problem in problems]


def _read(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise IsADirectoryError(0, "it is not a regular file")
    if file.stat().st_size > MAX_BYTES:
        raise OSError(0, f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
    return file.read_bytes()
