"""Whatever a deck file holds ends in findings."""

from __future__ import annotations

from bench.fuzz import run, seeds
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_decks_are_decoded_checked_and_formatted_without_an_exception(seed: int) -> None:
    assert run(seeds(), 5, seed).crashes == []
