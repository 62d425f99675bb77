"""Simulated learners: what they truly remember, what they answer, and on which days they study.

True memory is FSRS-6 with noise: each learner has parameters of her own, each card a strength and a difficulty of its
own, and time is counted in parts of a day. No policy sees any of that. Policies see answers, with slips, lucky guesses
and doubts. The draws belong to learner, card and repetition, so every policy meets the same learners.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience, Choice, Flip
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.memory.scheduling import PARAMETERS
from ldn_learn.study import grading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_learn.decks.cards import Card, CardId

_FIRST_STABILITY, _RISE, _DECAY, _OTHER = 0.4, 0.15, 0.2, 0.1
_NOISE: Final = (*[_FIRST_STABILITY] * 4, *[_OTHER] * 4, _RISE, _OTHER, _RISE, *[_OTHER] * 9, _DECAY)
"""Standard deviation over learners of the logarithm of each of the 21 parameters."""
_STRENGTH: Final = 0.3
"""The same for a card's first stability."""
_DIFFICULTY: Final = 1.0
"""Standard deviation of a card's difficulty, on the scale from 1 to 10."""
_KNOWN: Final = (0.2, 0.6)
"""Share of the cards that a learner knows beforehand, from and to."""
_WELL_KNOWN: Final = 0.25
"""Share of these that she knows well."""
_SLIP: Final = (0.01, 0.06)
"""Share of what she recalls that she answers wrongly all the same."""
_COMES: Final = (0.75, 1.0)
"""Share of the days on which she studies."""
_LENIENT: Final = 0.1
"""Share of forgotten flip cards that she takes for right (11 to 20 of 100 in Rawson and Dunlosky, 2013)."""
_TYPED_BY_LUCK: Final = 0.03
_CONFIDENCE: Final = {True: (0.08, 0.5), False: (0.6, 0.9)}
"""Share of just guessing, and up to which share fairly sure; the key tells whether the card was recalled."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app gets to see of an answer."""

    correct: bool | None
    """`None` when the learner graded herself."""
    rating: Rating
    confidence: Confidence | None


class _Card:
    """What a card is to one learner."""

    __slots__ = ("asks_confidence", "chance", "difficulty", "luck", "self_graded", "strength", "well_known")

    def __init__(self, card: Card, chance: Random) -> None:
        self.chance = chance
        self.strength = math.exp(chance.gauss(0, _STRENGTH))
        self.difficulty = chance.gauss(0, _DIFFICULTY)
        self.well_known = chance.random() < _WELL_KNOWN
        self.self_graded = isinstance(card, Flip)
        self.asks_confidence = grading.asks_confidence(card, Audience.PATIENT)
        match card:
            case Choice():
                self.luck = 1 / len(card.options)
            case Flip():
                self.luck = _LENIENT
            case _:
                self.luck = _TYPED_BY_LUCK


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is left of a card."""

    stability: float
    difficulty: float
    at: float
    """Days from the start to the last answer."""


class Learner:
    """One learner; number and seed make her."""

    def __init__(self, number: int, cards: Mapping[CardId, Card], days: int, seed: int) -> None:
        chance = Random(f"{seed}/{number}")
        self._w = tuple(w * math.exp(chance.gauss(0, noise)) for w, noise in zip(PARAMETERS, _NOISE, strict=True))
        self._decay = -min(self._w[20], 0.8)
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._known = chance.uniform(*_KNOWN)
        self._slip = chance.uniform(*_SLIP)
        comes = chance.uniform(*_COMES)
        self.studies = tuple(day == 0 or chance.random() < comes for day in range(days))
        """Whether she studies, by day."""
        self._cards = {id_: _Card(card, Random(f"{seed}/{number}/{id_}")) for id_, card in cards.items()}
        self._traces: dict[CardId, _Trace] = {}

    @property
    def begun(self) -> int:
        """Cards answered at least once."""
        return len(self._traces)

    def recall(self, id_: CardId, at: float) -> float:
        """The true chance of recall; what was never met may be known beforehand."""
        trace = self._traces.get(id_)
        if trace is None:
            return self._known
        return float((1 + self._factor * (at - trace.at) / trace.stability) ** self._decay)

    def answer(self, id_: CardId, at: float) -> Reply:
        """Answers a card and sees what is right, which changes what is left of it; `at` in days from the start."""
        card = self._cards[id_]
        recalled = card.chance.random() < self.recall(id_, at)
        luck, doubt = card.chance.random(), card.chance.random()
        self._traces[id_] = self._after(self._traces.get(id_), card, at, recalled=recalled)
        right = luck >= self._slip if recalled else luck < card.luck
        if card.self_graded:
            return Reply(None, Rating.GOOD if right else Rating.AGAIN, None)
        confidence = _confidence(doubt, recalled=recalled) if card.asks_confidence else None
        return Reply(right, grading.rating_for(correct=right, confidence=confidence), confidence)

    def _after(self, trace: _Trace | None, card: _Card, at: float, *, recalled: bool) -> _Trace:
        w = self._w
        grade = 3 if recalled else 1
        if trace is None:
            grade = 4 if recalled and card.well_known else grade
            difficulty = w[4] - math.exp(w[5] * (grade - 1)) + 1 + card.difficulty
            return _Trace(w[grade - 1] * card.strength, min(max(difficulty, 1.0), 10.0), at)
        if math.floor(at) == math.floor(trace.at):
            growth = math.exp(w[17] * (grade - 3 + w[18])) * trace.stability ** -w[19]
            stability = trace.stability * (max(growth, 1.0) if recalled else growth)
        else:
            stability = self._later(trace, at, recalled=recalled)
        easiest = w[4] - math.exp(3 * w[5]) + 1
        moved = trace.difficulty - w[6] * (grade - 3) * (10 - trace.difficulty) / 9
        difficulty = w[7] * easiest + (1 - w[7]) * moved
        return _Trace(max(stability, 0.001), min(max(difficulty, 1.0), 10.0), at)

    def _later(self, trace: _Trace, at: float, *, recalled: bool) -> float:
        w, stability = self._w, trace.stability
        missing = 1 - (1 + self._factor * (at - trace.at) / stability) ** self._decay
        if recalled:
            rise = math.exp(w[8]) * (11 - trace.difficulty) * stability ** -w[9] * (math.exp(missing * w[10]) - 1)
            return float(stability * (1 + rise))
        kept = w[11] * trace.difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * math.exp(missing * w[14])
        return float(min(kept, stability / math.exp(w[17] * w[18])))


def _confidence(doubt: float, *, recalled: bool) -> Confidence:
    guessing, fairly = _CONFIDENCE[recalled]
    if doubt < guessing:
        return Confidence.GUESSING
    return Confidence.FAIRLY_SURE if doubt < fairly else Confidence.VERY_SURE
