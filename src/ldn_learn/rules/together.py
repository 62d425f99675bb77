"""What only all files of a check show together: ids, reviews, shares, beliefs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.problems import Problem, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ldn_learn.rules.shared import Shared
    from ldn_learn.rules.summary import Summary

_MONTH: Final = 30.4375
_OLD: Final = 24
_OLD_FOR_SAFETY: Final = 12
_POINTS: Final = 10
_QUARTER: Final = 0.25
_FEWEST: Final = 20


def together(decks: Sequence[Summary], folders: Mapping[str, Shared], today: date | None) -> tuple[Problem, ...]:
    """Findings over several decks; `folders` has the shared files by the path of `misconceptions.yaml`.

    `today` tells how old a review is; without it, none is too old.
    """
    return tuple(
        sorted(
            [
                *_same_id(decks),
                *_needs(decks),
                *(() if today is None else _reviews(decks, today)),
                *_shares(decks),
                *_safety(decks),
                *_beliefs(decks, folders),
            ]
        )
    )


def _same_id(decks: Sequence[Summary]) -> Iterator[Problem]:
    first: dict[str, Summary] = {}
    for deck in decks:
        earlier = first.setdefault(deck.id, deck)
        if deck.id and earlier is not deck:
            message = f"'{deck.id}' is the id of the deck in {earlier.file} already"
            yield Problem(deck.file, deck.line, deck.column, "D01", message, hint="give this deck another id")


def _needs(decks: Sequence[Summary]) -> Iterator[Problem]:
    """Cards of other decks that are to be learnt first, as far as those decks are checked too."""
    known = {deck.id: deck.cards for deck in decks}
    for deck in decks:
        for name, card, line, column in deck.needs:
            other, _, wanted = name.partition("/")
            if other in known and wanted not in known[other]:
                hint = nearest(name, [f"{other}/{each}" for each in known[other]])
                message = f"there is no card '{wanted}' in the deck '{other}'"
                yield Problem(deck.file, line, column, "A11", message, Severity.ERROR, card, hint)


def _reviews(decks: Sequence[Summary], today: date) -> Iterator[Problem]:
    for deck in decks:
        try:
            months = (today - date.fromisoformat(deck.reviewed)).days / _MONTH
        except ValueError:
            continue
        level = None
        if months > _OLD_FOR_SAFETY and deck.critical:
            level = Severity.WARNING if deck.audience == "trainee" else Severity.ERROR
        elif months > _OLD:
            level = Severity.WARNING
        if level is not None:
            message = f"reviewed {months:.0f} months ago"
            yield Problem(deck.file, deck.line, deck.column, "S02", message, level, hint="review it, and date it anew")


def _shares(decks: Sequence[Summary]) -> Iterator[Problem]:
    total, cards = sum(deck.exam_share for deck in decks), sum(len(deck.cards) for deck in decks)
    if not total or not cards:
        return
    for deck in decks:
        planned, real = 100 * deck.exam_share / total, 100 * len(deck.cards) / cards
        if abs(planned - real) > _POINTS:
            message = f"{real:.0f} of 100 cards, and {planned:.0f} of 100 questions of an exam"
            yield Problem(
                deck.file, deck.line, deck.column, "C03", message, Severity.WARNING, hint="bring them together"
            )


def _safety(decks: Sequence[Summary]) -> Iterator[Problem]:
    cards, critical = sum(deck.for_patients for deck in decks), sum(deck.critical_for_patients for deck in decks)
    # A deck alone, or a few cards, are part of something that is not seen here.
    if len(decks) > 1 and cards >= _FEWEST and critical and critical / cards < _QUARTER:
        deck = max(decks, key=lambda each: each.critical)
        message = f"{critical} of {cards} cards for patients are about safety"
        yield Problem(deck.file, deck.line, deck.column, "C05", message, Severity.WARNING, hint="a quarter is wanted")


def _beliefs(decks: Sequence[Summary], folders: Mapping[str, Shared]) -> Iterator[Problem]:
    used = {belief for deck in decks for belief in deck.beliefs}
    for file, shared in folders.items():
        for belief in (shared.beliefs or {}).values():
            if belief.id not in used:
                message = f"no option stands for the misconception '{belief.id}'"
                hint = "name it at an option, or take it away"
                yield Problem(file, belief.line, belief.column, "L04", message, Severity.ADVICE, hint=hint)
