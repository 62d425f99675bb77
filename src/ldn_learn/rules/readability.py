"""How hard a text is to read: words, sentences, syllables, and the grades that follow from them.

Only full sentences count. Headings, options and bullets without a full stop are left out, as those who score leaflets
by hand leave them out.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

HEADWORDS: Final = frozenset(
    {"fda", "fibromyalgia", "ldn", "naltrexone", "opioid", "pharmacist", "pharmacy", "placebo", "prescriber"}
)
"""Words that are taught and cannot be avoided. A deck's glossary adds its own."""

SMOG_SENTENCES: Final = 30
"""Fewer sentences are too short for SMOG."""

LONG_WORD: Final = 3
"""Syllables of a word that counts as long."""

_HEADWORD_CAP: Final = 2

_WORD: Final = r"[A-Za-z0-9]+(?:[-'’][A-Za-z0-9]+)*"
_ACRONYM: Final = r"[A-Z][A-Z0-9]{1,5}"
_SHOUTED: Final = frozenset({"ALL", "AND", "EXCEPT", "NO", "NOT", "ONLY", "OR"})
"""Plain words that stand in capitals for emphasis."""

_DOTTED: Final = (
    r"(?<=\d)[.,](?=\d)",
    r"\b(?:e\.g|i\.e|cf|approx|Dr|Mrs?|Ms|Prof|vs)\.",
    r"\b(?:No|Fig)\.(?=\s*\d)",
    r"(?:(?:^|(?<=[.!?] ))[A-Z]\.|\b[A-Z]\. ?[A-Z]\.)(?= ?[A-Z][a-z])",
    r"\b(?:[ap]\.m|etc|mg|mcg|g|ml|mL|min|hrs?|wks?|yrs?|al|[A-Z])\.(?= [^A-Z])",
)
"""Stops that end nothing: in numbers, after short forms and initials; the last kind unless a capital follows."""
_ONES: Final = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)
_TEENS: Final = (1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_SILENT: Final = (
    r"(?<=[^aeiouyl])(?<![bct]r)e$|(?<=[aeiouylr]l)e$|(?<=[gq]u)e$",
    r"(?<=[aeiouy][^aeiouycghsxz])es$|(?<=[^aeiouycghlsxz]{2})es$|(?<=th)es$",
    r"(?<=[^aeiouydtl])ed$|(?<=[aeiouylr]l)ed$",
    r"(?<=[aeiouy][^aeiouy])e(?=(?:ty|ly|ful|fully|less|ment|ments|ness|some|times?|thing|where|body|one|lines?)$)",
    r"(?<=\bev)e(?=ry)",
)
"""Vowels that are written and not said: at the end, in -es and -ed, and before endings like -ly."""
_APART: Final = (
    r"(?<![cgst])i(?:a|u|o(?!ns?$))",
    r"(?<![cst])ie(?=t|nc|nt)",
    r"(?<=[aeiouy])ing",
    r"(?<=[a-z])y[ao]|(?<!g)eo(?!u)|[aeiou][^aeiouy]ea(?=s?$)|(?<=r)ea(?=ct)|(?<=cr)ea(?=t)",
    r"(?<=[^aeiouyg])u(?=al|at|ous)",
    r"sm(?=s?$)",
)
"""Neighbours that are said as two, as in `opioid`, `doing` and `fibromyalgia`."""
_EXCEPTIONS: Final = {
    **dict.fromkeys(("business", "headaches", "people", "peoples", "science", "themselves"), 2),
    **dict.fromkeys(("argued", "nucleus", "pancreas", "ratio", "ratios", "recipe", "recipes", "suicide"), 3),
    **dict.fromkeys(("diarrhoea", "society"), 4),
    "argue": 2,
    "fibromyalgia": 6,
}
_BULLET: Final = r"(?:[-*•·>]|\d+[.)]|\[[ x]?\])\s+"
_BLOCK: Final = rf"\n\s*\n|\n(?=[^\S\n]*{_BULLET})"
_END: Final = r"(?<=[.!?])[\"'”’)\]]*(?:\s+|$)"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas need to know about a text."""

    words: int
    sentences: int
    syllables: int
    long_words: int
    """Words of three syllables or more."""
    longest: int = 0
    """Words of the longest sentence."""


def pieces(text: str) -> tuple[str, ...]:
    """The text cut after each `.`, `!` and `?` that ends something; the last piece may be a fragment.

    Stops of abbreviations, initials and decimals are taken away first. A blank line or a bullet also cuts.
    """
    found: list[str] = []
    for block in re.split(_BLOCK, text):
        flat = " ".join(re.sub(rf"^\s*(?:{_BULLET})+", "", block).split())
        for dotted in _DOTTED:
            flat = re.sub(dotted, lambda found: re.sub("[.,]", "", found[0]), flat)
        found += [piece for piece in re.split(_END, flat) if piece]
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The full sentences: pieces that end in `.`, `!` or `?` and hold a word."""
    return tuple(piece for piece in pieces(text) if piece[-1] in ".!?" and re.search(_WORD, piece))


def words(text: str) -> tuple[str, ...]:
    """The words; one with hyphens or an apostrophe is one word."""
    return tuple(re.findall(_WORD, text))


def counts(text: str | Iterable[str], headwords: Collection[str] = ()) -> Counts:
    """The counts over the full sentences of one text or of several.

    `headwords`, in lower case and in the singular, count two syllables at most: without them the counts are raw, with
    them adjusted.
    """
    texts = (text,) if isinstance(text, str) else text
    found = [words(sentence) for each in texts for sentence in sentences(each)]
    lengths = [syllables(word, headwords) for sentence in found for word in sentence]
    return Counts(
        words=len(lengths),
        sentences=len(found),
        syllables=sum(lengths),
        long_words=sum(length >= LONG_WORD for length in lengths),
        longest=max(map(len, found), default=0),
    )


def flesch_kincaid(of: Counts) -> float | None:
    """The school grade by Flesch and Kincaid; `None` without a full sentence.

    0.39 words/sentences + 11.8 syllables/words - 15.59 (Kincaid and others 1975).
    """
    if not of.sentences or not of.words:
        return None
    return 0.39 * of.words / of.sentences + 11.8 * of.syllables / of.words - 15.59


def reading_ease(of: Counts) -> float | None:
    """Flesch's reading ease, higher is easier; `None` without a full sentence.

    206.835 - 1.015 words/sentences - 84.6 syllables/words (Flesch 1948).
    """
    if not of.sentences or not of.words:
        return None
    return 206.835 - 1.015 * of.words / of.sentences - 84.6 * of.syllables / of.words


def smog(of: Counts, *, least: int = SMOG_SENTENCES) -> float | None:
    """The school grade by SMOG; `None` for a text of fewer than `least` sentences.

    1.0430 sqrt(30 long words/sentences) + 3.1291 (McLaughlin 1969). It reads about three grades higher than
    Flesch-Kincaid on the same text.
    """
    if of.sentences < max(1, least):
        return None
    return 1.0430 * math.sqrt(30 * of.long_words / of.sentences) + 3.1291


def mean_sentence(of: Counts) -> float | None:
    """Words a sentence; `None` without a full sentence."""
    return of.words / of.sentences if of.sentences else None


def syllables(word: str, headwords: Collection[str] = ()) -> int:
    """The syllables of a word as spoken; a hyphenated word is the sum of its parts, an acronym one a letter."""
    total = 0
    for part in re.split(r"-", word):
        plain = re.sub(r"['’]s?$", "", part)
        length = _spoken(plain)
        lower = plain.lower()
        if lower in headwords or lower.removesuffix("s") in headwords:
            length = min(length, _HEADWORD_CAP)
        total += length
    return total


def _spoken(part: str) -> int:
    if part.isdecimal():
        return _number(part)
    if re.fullmatch(_ACRONYM + "s?", part) and part not in _SHOUTED:
        return len(part.removesuffix("s"))
    return _rules(re.sub(r"[^a-z]", "", part.lower()))


def _number(digits: str) -> int:
    """Up to 999 as it is said; a longer number digit by digit."""
    if len(digits) > 3:
        return sum(_ONES[int(digit)] for digit in digits)
    hundreds, rest = divmod(int(digits), 100)
    tens, ones = divmod(rest, 10)
    length = _ONES[hundreds] + 2 if hundreds else 0
    if tens == 1:
        return length + _TEENS[ones]
    if tens:
        length += 3 if tens == 7 else 2
    return length + (_ONES[ones] if ones or not (tens or hundreds) else 0)


def _rules(word: str) -> int:
    """English spelling, roughly: groups of vowels, less the silent ones, plus those said apart."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    word = re.sub(r"qu", "kw", word)
    length = len(re.findall(r"[aeiouy]+", word))
    length -= sum(len(re.findall(pattern, word)) for pattern in _SILENT)
    length += sum(len(re.findall(pattern, word)) for pattern in _APART)
    return max(1, length)
