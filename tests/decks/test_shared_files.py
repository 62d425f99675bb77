"""The files that a folder of decks shares: their form, their places in a check, and the new keys of decks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.decode import decode_deck, examine_deck, examine_shared
from ldn_learn.decks.library import load
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run
from tests.decks.samples import CARDS, SIMPLEST
from tests.rules.made import FILES, written

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_learn.rules.run import Result


def problems(kind: str, text: str) -> list[str]:
    return [str(each) for each in examine_shared(text.encode(), f"{kind}.yaml", kind).problems]


def checked(folder: Path, *names: str) -> Result:
    return run([folder / name for name in names] or [folder], Wish(), Kept(None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind, value in FILES.items():
        (tmp_path / f"{kind}.yaml").write_bytes(written(value))
    return tmp_path


@pytest.mark.parametrize("kind", sorted(FILES))
def test_each_shared_file_is_read(kind: str) -> None:
    examined = examine_shared(written(FILES[kind]), f"{kind}.yaml", kind)
    assert examined.root is not None
    assert examined.problems == ()


@pytest.mark.parametrize("kind", sorted(FILES))
def test_an_empty_shared_file_is_no_problem(kind: str) -> None:
    assert problems(kind, "") == []


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("glossary", "terms: [{term: a}]", "1:9 V01 error 'definition' is missing"),
        ("glossary", "terms: [{term: a, definition: b, defn: c}]", "1:34 K04 error 'defn'"),
        (
            "glossary",
            "terms:\n- {term: a, definition: b}\n- {term: a, definition: c}",
            "3:10 D01 error the glossary term 'a'",
        ),
        ("misconceptions", "misconceptions: [{id: M, belief: b}]", "1:18 V01 error 'correction' is missing"),
        (
            "misconceptions",
            "misconceptions: [{id: M, belief: b, correction: c, beleif: d}]",
            "(did you mean 'belief'?)",
        ),
        (
            "misconceptions",
            "misconceptions:\n- {id: M, belief: b, correction: c}\n- {id: M, belief: b, correction: c}",
            "D01",
        ),
        ("evidence", "facts: [{id: f}]", "1:9 V01 error 'statement' is missing"),
        ("evidence", "facts: [{id: f, statement: s, figure: 3}]", "(did you mean 'figures'?)"),
        ("evidence", "facts: [{id: f, statement: s, use: everybody}]", "V03 error 'use'"),
        ("evidence", "facts:\n- {id: f, statement: s}\n- {id: f, statement: t}", "3:8 D01 error the fact id 'f'"),
        ("sources", "sources:\n- {id: s, title: t}\n- {id: s, title: u}", "3:8 D01 error the source id 's'"),
        ("evidence", "facts: *a", "Y03"),
        ("glossary", "- a", "V02"),
    ],
)
def test_what_is_wrong_with_a_shared_file_is_told(kind: str, text: str, found: str) -> None:
    assert any(found in line for line in problems(kind, text)), problems(kind, text)


def test_an_unknown_kind_of_file_is_refused() -> None:
    with pytest.raises(KeyError):
        examine_shared(b"", "other.yaml", "other")


def test_shared_files_are_told_about_with_their_folder_or_by_name(folder: Path) -> None:
    (folder / "evidence.yaml").write_text("facts: [{id: f, statement: It took 12 weeks., figures: 31 women}]\n")
    (folder / "deck.yaml").write_text(SIMPLEST)

    def about_evidence(result: Result) -> set[str]:
        return {each.code for each in result.problems if each.file.endswith("evidence.yaml")}

    assert about_evidence(checked(folder)) == {"B03", "B05"}
    assert about_evidence(checked(folder, "evidence.yaml")) == {"B03", "B05"}
    assert about_evidence(checked(folder, "deck.yaml")) == set()


def test_a_source_of_a_fact_has_to_be_in_the_bibliography(folder: Path) -> None:
    (folder / "evidence.yaml").write_text("facts:\n- {id: f, statement: It is., sources: [label, lable]}\n")
    (problem,) = [each for each in checked(folder).problems if each.code == "B04"]
    assert (problem.line, problem.column, problem.hint) == (2, 47, "did you mean 'label'?")


def test_a_word_of_the_glossary_needs_no_explanation(folder: Path) -> None:
    deck = SIMPLEST.replace("Low-dose naltrexone", "Microglia")
    (folder / "deck.yaml").write_text(deck)
    assert "J01" in {each.code for each in checked(folder).problems}
    (folder / "glossary.yaml").write_text("terms: [{term: Microglia, definition: Cells that guard the brain.}]\n")
    assert "'microglia'" not in str([each.message for each in checked(folder).problems if each.code == "J01"])


def test_a_broken_shared_file_is_told_and_the_decks_are_checked(folder: Path) -> None:
    (folder / "glossary.yaml").write_bytes(b"\xff")
    (folder / "deck.yaml").write_text(SIMPLEST)
    found = {(each.file.rpartition("/")[2], each.code) for each in checked(folder).problems}
    assert {("glossary.yaml", "Y02"), ("deck.yaml", "F02")} <= found


def test_a_folder_in_place_of_a_file_is_one_finding(folder: Path) -> None:
    (folder / "deck.yaml").mkdir()
    (folder / "evidence.yaml").unlink()
    (folder / "evidence.yaml").mkdir()
    found = [each for each in checked(folder).problems if each.code == "Y07"]
    assert {each.file.rpartition("/")[2] for each in found} == {"deck.yaml", "evidence.yaml"}


def test_studying_takes_no_notice_of_the_other_shared_files(folder: Path) -> None:
    (folder / "deck.yaml").write_text(SIMPLEST)
    (folder / "glossary.yaml").write_bytes(b"\xff")
    library = load([folder], DeckCache(None))
    assert [deck.id for deck in library.decks] == ["first"]
    assert library.problems == ()


NEW_KEYS = """\
id: d
title: T
summary: Ask first.
cards:
  - id: a
    prompt: Which one is it?
    myth: true
    lint_ok: {M17: nobody knows}
    numbers_ok: {"60 words": a length}
    options:
      - {text: A, correct: true}
      - {text: B, why_plausible: It is near.}
      - {text: C}
"""


def test_keys_for_rules_do_not_change_what_is_studied() -> None:
    with_keys, without = (
        decode_deck(NEW_KEYS.encode(), "d.yaml"),
        "".join(
            line
            for line in NEW_KEYS.splitlines(keepends=True)
            if not any(key in line for key in ("myth", "_ok", "summary"))
        ).replace(", why_plausible: It is near.", ""),
    )
    plain = decode_deck(without.encode(), "d.yaml")
    assert with_keys.deck is not None
    assert plain.deck is not None

    def values(decoded: Any) -> list[str]:
        return [repr(card).partition(", line=")[0] for card in decoded.deck.cards]

    assert values(with_keys) == values(plain)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("lint_ok: {nonsense: why}", "V04"),
        ("lint_ok: [M06]", "V02"),
        ("numbers_ok: 60", "V02"),
        ("myth: perhaps", "V02"),
    ],
)
def test_new_keys_are_held_to_their_form(keys: str, found: str) -> None:
    text = f"{CARDS}- {{id: a, prompt: P?, answer: A, {keys}}}\n"
    assert found in {each.code for each in examine_deck(text.encode(), "d.yaml").problems}
