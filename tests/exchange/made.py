"""Decks of all nine types, made up: with every sign that some format gives a meaning to."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ldn_learn.decks.cards import CardId, Source
from ldn_learn.decks.decode import decode_deck
from ldn_learn.decks.meaning import plain_form
from ldn_learn.decks.writing import as_yaml
from ldn_learn.exchange import formats
from ldn_learn.exchange.assemble import assembled
from ldn_learn.exchange.limits import clean
from ldn_learn.exchange.passing import Outgoing

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card, Deck
    from ldn_learn.exchange.passing import Read

AT = 1_795_376_024
SOURCES = {
    "label": Source("label", "The label & more", design="label", year="2013", url="https://example.org/?a=1&b=2")
}

_SIGNS = "<>&|{}[]()#:=~\\\"'$%*_-+.,;/!?@^`→é✓日"
_PIECES = st.one_of(
    st.text(alphabet=f"abcXYZ019 {_SIGNS}", min_size=1, max_size=12),
    st.sampled_from(
        (
            "->",
            "{{c1::a}}",
            "####",
            "[plain]",
            "[html]b",
            "::",
            "//",
            "%50%",
            "&lt;b&gt;",
            "<b>",
            "[sound:a.mp3]",
            "---",
        )
    ),
)


def _words(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in " ".join(parts).split("\n"))
    return clean("\n".join(lines))


texts = st.lists(_PIECES, min_size=1, max_size=4).map(_words).filter(bool)
"""One line."""

paragraphs = st.lists(texts, min_size=1, max_size=3).map("\n".join).filter(bool)
"""A line or a few."""

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)
_flags = st.booleans()
_amounts = st.decimals(min_value=-9999, max_value=9999, places=3).map(lambda value: f"{value:f}")


def _several(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique_by=plain_form)


@st.composite
def _options(draw: st.DrawFn, right: int | None) -> list[dict[str, Any]]:
    found = draw(_several(2, 5))
    keys = (
        {draw(st.integers(0, len(found) - 1))} if right else draw(st.sets(st.integers(0, len(found) - 1), min_size=1))
    )
    return [
        _given(
            {
                "text": text,
                "correct": place in keys,
                "feedback": draw(_maybe(paragraphs)),
                "misconception": draw(_maybe(names)),
            }
        )
        for place, text in enumerate(found)
    ]


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(""), strategy)


def _given(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in ("", [], None)}


_GAP_TEXT = st.text(alphabet="abc 0:<&é'", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
_BETWEEN = texts.map(lambda text: text.replace("{", "(").replace("}", ")"))


@st.composite
def _cloze(draw: st.DrawFn) -> str:
    gaps = draw(st.lists(st.tuples(_GAP_TEXT, _maybe(_GAP_TEXT)), min_size=1, max_size=3))
    parts = [draw(_maybe(_BETWEEN))]
    for hidden, hint in gaps:
        parts += [f"{{{{{hidden}|{hint}}}}}" if hint else f"{{{{{hidden}}}}}", draw(_BETWEEN)]
    return " ".join(part for part in parts if part)


@st.composite
def _own(draw: st.DrawFn) -> dict[str, Any]:
    type_ = draw(st.sampled_from(TYPES))
    card: dict[str, Any] = {"type": type_, "prompt": draw(_cloze() if type_ == "cloze" else paragraphs)}
    match type_:
        case "flip":
            card |= {"answer": draw(paragraphs), "reverse": draw(_flags)}
        case "choice" | "multi":
            card |= {"options": draw(_options(1 if type_ == "choice" else None)), "shuffle": draw(_flags)}
        case "true-false":
            card |= {"answer": draw(_flags), "feedback": draw(_maybe(paragraphs)), "misconception": draw(_maybe(names))}
        case "number":
            card |= {"value": draw(_amounts), "unit": draw(_maybe(texts)), "tolerance": draw(_amounts).lstrip("-")}
        case "typed":
            answer, *accept = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
            card |= {"answer": answer, "accept": accept}
        case "order":
            card["items"] = draw(_several(2, 5))
        case "match":
            lefts, rights = draw(_several(2, 4)), draw(_several(4, 6))
            pairs = zip(lefts, rights, strict=False)
            card |= {"pairs": [{"left": left, "right": right} for left, right in pairs], "extras": rights[len(lefts) :]}
    return card


TYPES = ("flip", "choice", "multi", "true-false", "cloze", "number", "typed", "order", "match")


@st.composite
def _cards(draw: st.DrawFn, name: str, earlier: list[str]) -> dict[str, Any]:
    more = {
        "id": name,
        "objective": draw(st.sampled_from(("", "O-1"))),
        "case": draw(st.sampled_from(("", "ann"))),
        "critical": draw(_flags),
        "readiness": draw(_flags),
        "audience": draw(st.sampled_from(("", "patient", "trainee"))),
        "tags": draw(st.lists(names, max_size=2, unique=True)),
        "group": draw(_maybe(names)),
        "contrast": draw(_maybe(names)),
        "explanation": draw(_maybe(paragraphs)),
        "certainty": draw(st.sampled_from(("", "high", "very_low"))),
        "sources": draw(st.sampled_from(([], [{"id": "label", "locator": "Page [3]"}], [{"id": "unknown"}]))),
        "facts": draw(st.lists(names, max_size=1)),
        "requires": draw(st.sampled_from([[], *([each] for each in earlier)])),
        "revision": draw(st.sampled_from(("", 2))),
        "correction": draw(
            st.sampled_from(("", {"before": "It said so: #1", "why": "It was wrong", "on": "2026-11-22"}))
        ),
    }
    return _given(more | draw(_own()))


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    """A deck that passes every check of its form, with some cards of any type."""
    found = draw(st.lists(names, min_size=1, max_size=4, unique_by=str.lower))
    cards = [draw(_cards(name, found[:place])) for place, name in enumerate(found)]
    whole: dict[str, Any] = {
        "id": "made",
        "title": draw(texts),
        "objectives": [{"id": "O-1", "text": draw(texts), "bloom": "apply"}],
        "cases": [{"id": "ann", "text": draw(paragraphs)}],
        "cards": cards,
    }
    return decoded(whole)


def decoded(whole: dict[str, Any]) -> Deck:
    """The deck that a file with these values is."""
    result = decode_deck(as_yaml(whole).encode(), "made.yaml")
    assert result.deck is not None, (result.problems, whole)
    return result.deck


def outgoing(*decks: Deck) -> Outgoing:
    return Outgoing(decks, SOURCES, AT)


def read(name: str, data: bytes) -> Read:
    return formats.read(name, BytesIO(data))


def there_and_back(name: str, deck: Deck) -> tuple[Card, ...]:
    """The cards of a deck that was written in a format and read again."""
    found = read(name, formats.write(name, outgoing(deck)).data)
    whole, _ = assembled(found.cards, deck.id, found.title or "Untitled")
    return compared(decoded(whole).cards)


def compared(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Cards without the lines that they stood in, in the order of their ids."""
    return tuple(sorted((replace(card, line=0) for card in cards), key=lambda card: CardId(card.id)))


def blank_free(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())
