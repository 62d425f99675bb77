"""The words of a glossary, and which of them stand in a text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.glossary import Term, met
from ldn_learn.decks.library import glossary

if TYPE_CHECKING:
    from pathlib import Path

FDA = Term("FDA", ("Food and Drug Administration",), "The drug agency of the United States.")
MS = Term("MS", ("multiple sclerosis",), "An illness of the nerves.")
OPIOID = Term("opioid", ("opioids",), "A drug such as codeine.")
LABEL = Term("label", (), "The official text.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Opioids stand on the label.", (OPIOID, LABEL)),
        ("The label of an opioid.", (LABEL, OPIOID)),
        ("Relabelled; the labels", ()),
        ("The FDA, the Food and Drug Administration", (FDA,)),
        ("fda ms Ms", ()),
        ("Multiple sclerosis", (MS,)),
    ],
)
def test_the_terms_of_a_text_are_met_in_their_order(text: str, found: tuple[Term, ...]) -> None:
    assert met([FDA, LABEL, MS, OPIOID], text) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("terms:\n  - {term: opioid, also: [opioids], definition: A drug such as codeine.}\n", (OPIOID,)),
        ("terms:\n  - {term: opioid}\n", ()),
        ("terms: [", ()),
        ("", ()),
    ],
)
def test_a_glossary_that_is_broken_has_no_words(written: str, found: tuple[Term, ...], tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text(written, encoding="utf-8")
    assert glossary(tmp_path) == found


def test_a_folder_without_a_glossary_has_no_words(tmp_path: Path) -> None:
    assert glossary(tmp_path) == ()


def test_a_pipe_or_a_folder_of_that_name_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").mkdir()
    assert glossary(tmp_path) == ()
    if hasattr(os, "mkfifo"):
        (tmp_path / "other").mkdir()
        os.mkfifo(tmp_path / "other" / "glossary.yaml")
        assert glossary(tmp_path / "other") == ()
