"""Counting words, sentences and syllables of many texts, each once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ldn_learn.rules.readability import LONG_WORD, Counts, sentences, syllables, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN_END: Final = re.compile(r"(?<=[.!?])\s+")
ENDS: Final = frozenset(".!?")
_UNPLAIN: Final = re.compile(
    r"[\n\d(\"“]|\.(?!\s|$)|\b[A-Z]\."
    r"|\b(?:cf|approx|Dr|Mrs?|Ms|Prof|vs|No|Fig|etc|mc?g|m[lL]|min|hrs?|wks?|yrs?|al|g)\."
)


@lru_cache(maxsize=2048)
def measured(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each full sentence; texts without abbreviations and numbers take a short way."""
    if _UNPLAIN.search(text):
        return tuple(words(sentence) for sentence in sentences(text))
    found = (words(piece) for piece in _PLAIN_END.split(text) if piece[-1:] in ENDS)
    return tuple(sentence for sentence in found if sentence)


@lru_cache(maxsize=65536)
def _length(word: str) -> int:
    return syllables(word)


@lru_cache(maxsize=16384)
def _short_length(word: str, headwords: frozenset[str]) -> int:
    return syllables(word, headwords)


@lru_cache(maxsize=2048)
def _counts(text: str, headwords: frozenset[str]) -> tuple[int, int, int, int, int]:
    number = total = long = all_words = longest = 0
    for sentence in measured(text):
        number += 1
        all_words += len(sentence)
        longest = max(longest, len(sentence))
        lengths = [_length(word) for word in sentence]
        if headwords:
            lengths = [
                _short_length(word, headwords) if length >= LONG_WORD else length
                for word, length in zip(sentence, lengths, strict=True)
            ]
        total += sum(lengths)
        long += len([length for length in lengths if length >= LONG_WORD])
    return all_words, number, total, long, longest


def counts(texts: Iterable[str], headwords: frozenset[str] = frozenset()) -> Counts:
    """As `readability.counts`, with each word and each text looked up once."""
    found = [_counts(text, headwords) for text in texts]
    if not found:
        return Counts(0, 0, 0, 0)
    words_, sentences_, syllables_, long, longest = zip(*found, strict=True)
    return Counts(sum(words_), sum(sentences_), sum(syllables_), sum(long), max(longest))
