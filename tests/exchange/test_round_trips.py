"""What was written comes back: the same ids, types, keys, options, feedback, explanations and sources."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from ldn_learn.decks.cards import CardId, Choice, Flip, Matching, Multi, Ordering, ShortAnswer
from ldn_learn.exchange import formats
from ldn_learn.exchange.assemble import assembled
from tests.exchange.made import blank_free, compared, decks, decoded, outgoing, read, there_and_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card, Deck

_thorough = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", ["anki", "anki-text", "csv"])
def test_every_card_comes_back_as_it_was(name: str) -> None:
    @_thorough
    @given(decks())
    def whole(deck: Deck) -> None:
        assert there_and_back(name, deck) == compared(deck.cards)

    whole()


@_thorough
@given(decks())
def test_gift_brings_back_all_but_what_it_reports(deck: Deck) -> None:
    assert [_as_gift(card) for card in there_and_back("gift", deck)] == [
        _as_gift(card) for card in compared(deck.cards)
    ]


def _as_gift(card: Card) -> Card:
    """A card without what GIFT cannot hold: the order of options, and arrows."""
    if isinstance(card, Choice | Multi):
        return replace(card, shuffle=True)
    if isinstance(card, Matching):
        pairs = tuple(type(pair)(*(text.replace("->", "- >") for text in pair)) for pair in card.pairs)
        return replace(card, pairs=pairs, extras=tuple(text.replace("->", "- >") for text in card.extras), meaning="")
    if isinstance(card, Ordering):
        return replace(card, items=tuple(text.replace("->", "- >") for text in card.items), meaning="")
    if isinstance(card, ShortAnswer):
        accept = tuple(text.replace("->", "- >") for text in card.accept)
        return replace(card, answer=card.answer.replace("->", "- >"), accept=accept, meaning="")
    return card


@_thorough
@given(decks())
def test_every_format_writes_every_deck_and_counts_its_cards(deck: Deck) -> None:
    cards = sum(not card.id.endswith(".reverse") for card in deck.cards)
    for name in formats.WRITTEN:
        written = formats.write(name, outgoing(deck))
        assert written.data
        assert written.report.cards == cards


@given(decks())
@_thorough
def test_a_handout_holds_every_prompt_and_every_answer(deck: Deck) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt().parse(formats.write("markdown", outgoing(deck)).data.decode())
    shown = blank_free(" ".join(_texts_of(tokens)))
    for card in deck.cards:
        if isinstance(card, Flip) and not card.id.endswith(".reverse"):
            assert blank_free(card.prompt) in shown
            assert blank_free(card.answer.replace("\n", " ")) in shown
        if isinstance(card, Choice | Multi):
            assert all(blank_free(option.text) in shown for option in card.options)


def _texts_of(tokens: Sequence[object]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        for child in getattr(token, "children", None) or ():
            assert child.type in (
                "text",
                "softbreak",
                "hardbreak",
                "em_open",
                "em_close",
                "strong_open",
                "strong_close",
            )
            found.append(child.content)
    return found


def test_two_decks_in_one_file_stay_apart_by_their_ids() -> None:
    card = {"id": "same", "type": "flip", "prompt": "A?", "answer": "B"}
    later = {"id": "later", "type": "flip", "prompt": "C?", "answer": "D", "requires": ["same"]}
    two = [decoded({"id": id_, "title": id_, "cards": [card, later]}) for id_ in ("one", "two")]
    for name in ("anki", "anki-text", "csv", "gift"):
        found = read(name, formats.write(name, outgoing(*two)).data)
        whole, losses = assembled(found.cards, "new", "New")
        cards = {card.id: card for card in decoded(whole).cards}
        assert list(cards) == ["new/same", "new/later", "new/same-2", "new/later-2"], name
        assert [cards[id_].requires for id_ in (CardId("new/later"), CardId("new/later-2"))] == [
            ("new/same",),
            ("new/same-2",),
        ]
        assert {loss.card for loss in losses} == {"same-2", "later-2"}


def test_the_report_names_what_a_format_cannot_hold() -> None:
    deck = decoded(
        {
            "id": "d",
            "title": "D",
            "version": "2",
            "objectives": [{"id": "o", "text": "Know"}],
            "lessons": [{"id": "l", "objective": "o", "text": "Read."}],
            "cards": [
                {"id": "turn", "type": "flip", "prompt": "A?", "answer": "B", "reverse": True},
                {"id": "order", "type": "order", "prompt": "Order?", "items": ["One", "Two"]},
                {"id": "gaps", "type": "cloze", "prompt": "{{One}} and {{two}}"},
                {"id": "zero", "type": "number", "prompt": "How many?", "value": "0"},
            ],
        }
    )
    told = formats.write("gift", outgoing(deck)).report.lines()
    assert "d: lessons are left out" in told
    assert "d/turn: it is asked in one direction only" in told
    assert "d/order: GIFT has no ordering: its items are matched with their places" in told
    assert "d/gaps: GIFT hides one gap at a time: it is a question for each gap" in told
    assert any(
        line.startswith("d/zero: a quiz cannot take")
        for line in formats.write("text2qti", outgoing(deck)).report.lines()
    )
    summary = formats.write("anki", outgoing(deck)).report.summary()
    assert summary == [
        "lessons are left out: d",
        "its place, share of an exam, version and dates of review are left out: d",
    ]


def test_a_file_tells_what_it_is() -> None:
    deck = decoded({"id": "d", "title": "D", "cards": [{"id": "c", "prompt": "A?", "answer": "B"}]})
    for name in ("anki", "anki-text", "gift"):
        assert formats.told(".txt", BytesIO(formats.write(name, outgoing(deck)).data)) == name
    assert formats.told(".csv", BytesIO(b"")) == "csv"
    assert formats.told("", BytesIO(b"Q: a?\nA: b\n")) == "hashcards"
    assert formats.told("", BytesIO(b"front\tback\n")) == "anki-text"
