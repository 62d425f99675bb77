"""YAML that is written reads back to the same values."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.nodes import Mapping, Node, Scalar, parse
from ldn_learn.decks.writing import as_yaml

_texts = st.text(st.characters(codec="utf-8"), max_size=30)
_values = st.recursive(
    _texts,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=12,
)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items]


@given(st.dictionaries(_texts, _values, min_size=1, max_size=4))
def test_any_texts_lists_and_mappings_read_back_equal(value: dict[str, Any]) -> None:
    root, problems = parse(as_yaml(value).encode(), "made.yaml")
    assert problems == []
    assert root is not None
    assert _plain(root) == value


@given(st.dictionaries(_texts, _texts, min_size=1, max_size=4))
def test_another_reader_takes_every_text_for_a_text(value: dict[str, str]) -> None:
    assert yaml.safe_load(as_yaml(value)) == value


def test_switches_and_numbers_stand_without_quotes_and_words_like_them_with_quotes() -> None:
    written = as_yaml(
        {"a": True, "b": False, "c": 3, "d": "true", "e": "No", "f": "4.50", "g": "plain words, as (here)"}
    )
    assert written == 'a: true\nb: false\nc: 3\nd: "true"\ne: "No"\nf: "4.50"\ng: plain words, as (here)\n'


def test_half_of_a_pair_of_signs_can_be_written() -> None:
    assert as_yaml({"a": "x\ud800"}) == 'a: "x?"\n'
