"""Parsed decks on disk: what is read back equals what was kept, and a cache file in any state does no harm."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import (
    Audience,
    CardId,
    Choice,
    Citation,
    Cloze,
    Deck,
    DeckId,
    Flip,
    Lesson,
    Number,
    Objective,
    Option,
    Source,
)
from tests.decks.samples import EVERY_TYPE, SIMPLEST, deck_from, steady

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATA = EVERY_TYPE.encode()
WORKS = (Source("a", "A", "B", "2024", "C", "rct", "10.1/x", "007", "http://x"), Source("b", "Bé\n"))


def kept(folder: Path) -> Deck:
    """The deck with every type of card, after it was kept and saved in `folder`."""
    deck = deck_from(EVERY_TYPE)
    cache = DeckCache(folder)
    cache.keep_deck(DATA, deck)
    cache.save()
    return deck


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_every_type_of_card_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    deck = kept(tmp_path)
    read = DeckCache(tmp_path).deck(DATA)
    assert read == deck
    # Equality holds between "both" and Audience.BOTH too; the written form tells them apart.
    assert repr(read) == repr(deck)


def test_a_bibliography_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    cache = DeckCache(tmp_path)
    cache.keep_sources(DATA, WORKS)
    cache.save()
    assert DeckCache(tmp_path).sources(DATA) == WORKS


def test_an_empty_bibliography_is_kept_too(tmp_path: Path) -> None:
    cache = DeckCache(tmp_path)
    cache.keep_sources(DATA, ())
    cache.save()
    assert DeckCache(tmp_path).sources(DATA) == ()


_texts = st.text(max_size=12)
_many = st.lists(_texts, max_size=2).map(tuple)
_decimals = st.decimals(allow_nan=False, allow_infinity=False)
_options = st.builds(Option, _texts, st.booleans(), _texts, _texts)
_common = {
    "id": st.builds(CardId, _texts),
    "prompt": _texts,
    "meaning": _texts,
    "objective": _texts,
    "critical": st.booleans(),
    "audience": st.sampled_from(Audience),
    "tags": _many,
    "group": _texts,
    "explanation": _texts,
    "certainty": _texts,
    "citations": st.lists(st.builds(Citation, _texts, _texts), max_size=2).map(tuple),
    "facts": _many,
    "line": st.integers(0, 10**6),
}
_cards = (
    st.builds(Flip, answer=_texts, **_common)
    | st.builds(Choice, options=st.lists(_options, max_size=3).map(tuple), shuffle=st.booleans(), **_common)
    | st.builds(Cloze, **_common)
    | st.builds(Number, value=_decimals, unit=_texts, tolerance=_decimals, **_common)
)
_decks = st.builds(
    Deck,
    id=st.builds(DeckId, _texts),
    title=_texts,
    order=st.integers(0, 10**30),
    audience=st.sampled_from(Audience),
    language=_texts,
    version=_texts,
    reviewed=_texts,
    review_by=_texts,
    purpose=_texts,
    main_message=_texts,
    notice=_texts,
    objectives=st.lists(st.builds(Objective, _texts, _texts, _texts), max_size=2).map(tuple),
    lessons=st.lists(st.builds(Lesson, _texts, _texts, _texts), max_size=2).map(tuple),
    cards=st.lists(_cards, max_size=3).map(tuple),
)


@settings(steady, max_examples=100)
@given(_decks)
def test_any_deck_is_read_back_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, deck: Deck) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = DeckCache(folder)
    cache.keep_deck(b"", deck)
    cache.save()
    assert repr(DeckCache(folder).deck(b"")) == repr(deck)


def test_other_bytes_are_not_found(tmp_path: Path) -> None:
    kept(tmp_path)
    cache = DeckCache(tmp_path)
    assert cache.deck(DATA + b"\n") is None
    assert cache.deck(b"") is None


def test_decks_and_bibliographies_of_the_same_bytes_are_told_apart(tmp_path: Path) -> None:
    kept(tmp_path)
    cache = DeckCache(tmp_path)
    assert cache.sources(DATA) is None
    cache.keep_sources(DATA, WORKS)
    cache.save()
    assert (cache.deck(DATA), cache.sources(DATA)) == (deck_from(EVERY_TYPE), WORKS)


@pytest.mark.parametrize("version", ["00000000-", ""])
def test_a_file_of_another_version_of_the_program_is_not_read(tmp_path: Path, version: str) -> None:
    kept(tmp_path)
    file = only_file(tmp_path)
    # Rows of another version have other fields, so the version is a part of the name.
    file.rename(tmp_path / f"deck-{version}{file.name.rpartition('-')[2]}")
    assert DeckCache(tmp_path).deck(DATA) is None


def _edited(change: Callable[[dict[str, object]], object]) -> Callable[[str], str]:
    def apply(text: str) -> str:
        rows = json.loads(text.partition("\n")[2])
        change(rows)
        return json.dumps(rows)

    return apply


def _set(key: str, value: object) -> Callable[[str], str]:
    return _edited(lambda rows: rows.update({key: value}))


DAMAGE: dict[str, Callable[[str], str]] = {
    "emptied": lambda _: "",
    "cut off": lambda text: text[: len(text) // 2],
    "no JSON": lambda _: "id: d",
    "null": lambda _: "null",
    "a number": lambda _: "5",
    "a text": lambda _: '"deck"',
    "a list": lambda _: "[]",
    "nothing inside": lambda _: "{}",
    "a key gone": _edited(lambda rows: rows.pop("cards")),
    "a key too many": _set("colour", "red"),
    "an audience that is none": _set("audience", "everybody"),
    "objectives that are no list": _set("objectives", 5),
    "an objective with too many fields": _set("objectives", [["a", "b", "c", "d"]]),
    "lessons that are rows of nothing": _set("lessons", [[]]),
    "cards that are a number": _set("cards", 5),
    "cards that are texts": _set("cards", ["flip"]),
    "a card without fields": _set("cards", [[]]),
    "a card of no type": _set("cards", [["essay", "d/a"]]),
    "a card whose type is a list": _set("cards", [[["flip"], "d/a"]]),
    "a card with a field gone": lambda text: text.replace('"The back", ', "").replace(', "The back"', ""),
    "a flip that says it is a number": lambda text: text.replace('["flip"', '["number"'),
    "a value that is a list of nothing": lambda text: text.replace('"4.50"', "[]"),
    "a number with another digit": lambda text: text.replace('"4.50"', '"45.0"'),
    "a number that is none": lambda text: text.replace('"4.50"', '"abc"'),
    "brackets without end": lambda _: "[" * 100_000,
    "brackets without end after a checksum": lambda text: text.partition("\n")[0] + "\n" + "[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_counts_as_absent(tmp_path: Path, damage: Callable[[str], str]) -> None:
    kept(tmp_path)
    file = only_file(tmp_path)
    before = file.read_text(encoding="utf-8")
    after = damage(before)
    assert after != before
    file.write_text(after, encoding="utf-8")
    assert DeckCache(tmp_path).deck(DATA) is None


@pytest.mark.parametrize("data", [b"", b"[", b"\xff\xfe", b"\x00", b"5", b"[5]", b"[[]]", b'[["only an id"]]', b"null"])
def test_a_damaged_bibliography_counts_as_absent(tmp_path: Path, data: bytes) -> None:
    cache = DeckCache(tmp_path)
    cache.keep_sources(DATA, WORKS)
    cache.save()
    only_file(tmp_path).write_bytes(data)
    assert DeckCache(tmp_path).sources(DATA) is None


def test_a_damaged_file_is_replaced_when_the_deck_is_kept_again(tmp_path: Path) -> None:
    kept(tmp_path)
    only_file(tmp_path).write_bytes(b"\xff")
    assert DeckCache(tmp_path).deck(DATA) is None
    deck = kept(tmp_path)
    assert DeckCache(tmp_path).deck(DATA) == deck


def test_a_folder_in_the_place_of_a_file_counts_as_absent(tmp_path: Path) -> None:
    kept(tmp_path)
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()
    assert DeckCache(tmp_path).deck(DATA) is None


def test_nothing_is_written_before_save(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    cache = DeckCache(folder)
    cache.keep_deck(DATA, deck_from(EVERY_TYPE))
    cache.keep_sources(DATA, WORKS)
    assert list(tmp_path.iterdir()) == []
    cache.save()
    assert len(list(folder.iterdir())) == 2


def test_looking_alone_creates_nothing(tmp_path: Path) -> None:
    cache = DeckCache(tmp_path / "cache")
    assert cache.deck(DATA) is None
    assert cache.sources(DATA) is None
    cache.save()
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_is_not_written_again(tmp_path: Path) -> None:
    cache = DeckCache(tmp_path)
    cache.keep_deck(DATA, deck_from(EVERY_TYPE))
    cache.save()
    only_file(tmp_path).unlink()
    cache.save()
    assert list(tmp_path.iterdir()) == []


def test_saving_leaves_no_half_written_file(tmp_path: Path) -> None:
    kept(tmp_path)
    assert only_file(tmp_path).suffix == ".json"


def test_saving_where_nothing_can_be_written_is_silent(tmp_path: Path) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file of somebody")
    for folder in (in_the_way, in_the_way / "below"):
        kept(folder)
        assert DeckCache(folder).deck(DATA) is None
    assert in_the_way.read_text() == "a file of somebody"
    assert only_file(tmp_path) == in_the_way


def test_saving_over_a_folder_is_silent_and_leaves_no_half_written_file(tmp_path: Path) -> None:
    kept(tmp_path)
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()
    kept(tmp_path)
    assert only_file(tmp_path).is_dir()


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
def test_files_and_folder_belong_to_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    before = os.umask(0)
    try:
        kept(folder)
    finally:
        os.umask(before)
    assert only_file(folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    cache = DeckCache(None)
    cache.keep_deck(DATA, deck_from(EVERY_TYPE))
    cache.keep_sources(DATA, WORKS)
    cache.save()
    assert cache.deck(DATA) is None
    assert cache.sources(DATA) is None


def test_beyond_400_files_the_oldest_go(tmp_path: Path) -> None:
    for number in range(405):
        file = tmp_path / f"deck-old-{number:03}.json"
        file.touch()
        # Ages far apart, since some file systems count whole seconds only.
        os.utime(file, (1_000_000 + number * 10, 1_000_000 + number * 10))
    cache = DeckCache(tmp_path)
    deck = deck_from(SIMPLEST)
    cache.keep_deck(b"new", deck)
    cache.save()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 400
    assert "deck-old-006.json" in left
    assert "deck-old-005.json" not in left
    assert DeckCache(tmp_path).deck(b"new") == deck
