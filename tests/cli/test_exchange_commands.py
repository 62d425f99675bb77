"""`export` and `import` from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks import library
from ldn_learn.decks.cache import DeckCache
from tests.exchange.made import compared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ldn = Callable[..., tuple[int, str, str]]


def cards(path: Path) -> Any:
    return compared(library.load([path], DeckCache(None)).decks[0].cards)


@pytest.mark.parametrize("format_", ["anki", "anki-text", "gift", "csv"])
def test_a_deck_goes_out_and_comes_in_again(ldn: Ldn, tmp_path: Path, format_: str) -> None:
    file = tmp_path / "out" / "some.bin"
    code, out, err = ldn("export", "one", "--to", format_, "--out", str(file))
    assert (code, out) == (0, "")
    assert f"2 cards were written to {file}." in err
    code, out, err = ldn("import", str(file), "--from", format_, "--id", "one", "--out", str(tmp_path / "in"))
    assert (code, out) == (0, "")
    assert f"2 cards were written to {tmp_path / 'in' / 'one.yaml'}." in err
    assert "warnings: ldn-learn check" in err, "its source is not beside it"
    assert cards(tmp_path / "in" / "one.yaml") == cards(tmp_path / "decks" / "one.yaml")
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["one.yaml"]


def test_text_goes_to_the_standard_output_and_the_losses_beside_it(ldn: Ldn) -> None:
    code, out, err = ldn("export", "two", "--to", "gift")
    assert code == 0
    assert "::number::" in out
    assert err == (
        "GIFT has no card to turn over: it is an essay question, with the answer as its feedback: two/both\n"
        "it is asked in one direction only: two/both\n"
        "3 cards were written.\n"
    )
    assert "two/both: it is asked in one direction only\n" in ldn("export", "two", "--to", "gift", "--details")[2]
    assert "# The second deck" in ldn("export", "--to", "markdown")[1]
    assert "Quiz title: The first deck, The second deck" in ldn("export", "--to", "text2qti")[1]


def test_an_export_that_cannot_be_is_refused_in_a_sentence(ldn: Ldn, tmp_path: Path) -> None:
    assert ldn("export", "--to", "anki")[2] == "An anki package (.apkg) needs a file to go to: --out FILE.\n"
    assert "There is no deck 'three'. The decks are: one, two." in ldn("export", "three", "--to", "csv")[2]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, _, err = ldn("export", "--to", "csv", "--out", str(tmp_path / "file" / "x.csv"))
    assert (code, err.count("\n")) == (3, 1)


def test_a_new_deck_is_one_of_the_learners_own(ldn: Ldn, tmp_path: Path) -> None:
    file = tmp_path / "My cards!.md"
    file.write_text("Q: What is new?\nA: This\n", encoding="utf-8")
    code, _, err = ldn("import", str(file), decks=None)
    assert code == 0
    path = tmp_path / "home" / "data" / "decks" / "my-cards.yaml"
    assert f"1 cards were written to {path}." in err
    assert "Nobody has checked what it says." in err
    assert "my-cards" in ldn("decks", decks=None)[1]
    deck = library.load([path], DeckCache(None)).decks[0]
    assert (deck.id, deck.title) == ("my-cards", "My cards!")


def test_a_deck_that_is_there_is_replaced_only_by_force(ldn: Ldn, tmp_path: Path) -> None:
    file, folder = tmp_path / "a.csv", tmp_path / "in"
    file.write_text("Old?,Yes\n", encoding="utf-8")
    assert ldn("import", str(file), "--out", str(folder))[0] == 0
    file.write_text("New?,Yes\n", encoding="utf-8")
    code, _, err = ldn("import", str(file), "--out", str(folder))
    assert code == 2
    assert "already. Choose another --id, or replace it with --force." in err
    assert "Old?" in (folder / "a.yaml").read_text(encoding="utf-8")
    assert ldn("import", str(file), "--out", str(folder), "--force", "--title", "Titled")[0] == 0
    assert "New?" in (folder / "a.yaml").read_text(encoding="utf-8")
    assert "title: Titled" in (folder / "a.yaml").read_text(encoding="utf-8")


def test_a_link_in_the_folder_is_replaced_and_not_followed(ldn: Ldn, tmp_path: Path) -> None:
    file, folder, other = tmp_path / "a.csv", tmp_path / "in", tmp_path / "other.yaml"
    file.write_text("New?,Yes\n", encoding="utf-8")
    other.write_text("keep me", encoding="utf-8")
    folder.mkdir()
    (folder / "a.yaml").symlink_to(other)
    assert ldn("import", str(file), "--out", str(folder))[0] == 2
    assert ldn("import", str(file), "--out", str(folder), "--force")[0] == 0
    assert other.read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("id_", ["../evil", "a/b", "sources", "", "a" * 90, ".hidden"])
def test_an_id_that_leads_elsewhere_is_refused(ldn: Ldn, tmp_path: Path, id_: str) -> None:
    file = tmp_path / "sources.csv"
    file.write_text("New?,Yes\n", encoding="utf-8")
    code, _, err = ldn("import", str(file), f"--id={id_}", "--out", str(tmp_path / "in"))
    assert code == 2
    assert "cannot be a deck's id" in err
    assert not (tmp_path / "in").exists()


def test_the_id_of_another_deck_in_use_is_refused(ldn: Ldn, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("New?,Yes\n", encoding="utf-8")
    code, _, err = ldn("import", str(file))
    assert code == 2
    assert "'one' is the id of the deck in" in err


def test_what_holds_no_card_writes_nothing(ldn: Ldn, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name, data in (("a.apkg", b"no zip"), ("b.gift", b"Only text."), ("c.md", b"\xff\xfe\x00"), ("d.bin", b"??")):
        (tmp_path / name).write_bytes(data)
        code, out, err = ldn("import", str(tmp_path / name), "--out", str(folder))
        assert code in (2, 3), name
        assert out == ""
        assert err.rstrip().endswith(".")
    assert "There is no file" in ldn("import", str(tmp_path / "none"))[2]
    assert "There is no file" in ldn("import", str(tmp_path))[2]
    assert not folder.exists()


def test_a_deck_with_an_error_is_written_and_its_error_is_named(ldn: Ldn, tmp_path: Path) -> None:
    file = tmp_path / "same.gift"
    file.write_text("Which?{=one ~two ~One}\n", encoding="utf-8")
    code, out, err = ldn("import", str(file), "--out", str(tmp_path / "in"))
    assert code == 1
    assert "two options say the same" in out
    assert "The new deck has 1 errors, so it is not studied before they are mended." in err
