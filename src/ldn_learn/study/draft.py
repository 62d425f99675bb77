"""An answer as far as it has come: what is chosen and typed, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Choice, Cloze, Flip, Matching, Multi, Number, Ordering, ShortAnswer
from ldn_learn.study.grading import wanted_texts
from ldn_learn.study.steps import Chosen, Misread, Typed

if TYPE_CHECKING:
    from ldn_learn.study.steps import Question, Response

NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """What the learner has put so far."""

    places: tuple[int, ...] = ()
    """Rows as shown: the one or those chosen, in turn for an order; for a match one for each left side, or -1."""
    texts: tuple[str, ...] = ()
    """What was typed, gap by gap."""
    at: int = 0
    """For a match: the left side that comes next."""

    @property
    def begun(self) -> bool:
        """Whether there is anything to lose."""
        return any(place != NONE for place in self.places) or any(self.texts)


EMPTY: Final = Draft()


def is_chosen(question: Question) -> bool:
    """Whether the card is answered with rows."""
    return bool(question.order)


def is_typed(question: Question) -> bool:
    """Whether the card is answered in words or digits."""
    return isinstance(question.card, Number | Cloze | ShortAnswer)


def pressed(draft: Draft, question: Question, row: int) -> Draft:
    """The draft after row `row`, from 0, was chosen."""
    if not 0 <= row < len(question.order):
        return draft
    match question.card:
        case Choice():
            return replace(draft, places=(row,))
        case Multi() | Ordering():
            without = tuple(place for place in draft.places if place != row)
            return replace(draft, places=without if row in draft.places else (*without, row))
        case Matching() as card:
            places = [*draft.places, *[NONE] * len(card.pairs)][: len(card.pairs)]
            places = [NONE if place == row else place for place in places]
            places[draft.at] = row
            left = [at for at, place in enumerate(places) if place == NONE]
            return replace(draft, places=tuple(places), at=left[0] if left else draft.at)
        case _:
            return draft


def moved(draft: Draft, question: Question, step: int) -> Draft | None:
    """The draft after a key up or down; `None` when such a key means nothing here."""
    match question.card:
        case Choice():
            rows = len(question.order)
            start = draft.places[0] if draft.places else (-1 if step > 0 else rows)
            return replace(draft, places=((start + step) % rows,))
        case Matching() as card:
            return replace(draft, at=(draft.at + step) % len(card.pairs))
        case _:
            return None


def typed(draft: Draft, question: Question, text: str) -> Draft:
    """The draft after a text was typed into the next gap."""
    return replace(draft, texts=(*draft.texts[: fields(question) - 1], text))


def fields(question: Question) -> int:
    """How many texts the card asks for."""
    return len(wanted_texts(question.card)) if isinstance(question.card, Cloze | ShortAnswer) else 1


def taken_back(draft: Draft, question: Question) -> Draft:
    """The draft without its last part."""
    if draft.texts:
        return replace(draft, texts=draft.texts[:-1])
    if isinstance(question.card, Matching):
        last = max((at for at, place in enumerate(draft.places) if place != NONE), default=0)
        places = tuple(NONE if at == last else place for at, place in enumerate(draft.places))
        return replace(draft, places=places, at=last)
    return replace(draft, places=draft.places[:-1])


def response(draft: Draft, question: Question) -> Response | Misread | None:
    """The answer that the draft stands for, why it is none yet, or `None` for a card that only is turned over."""
    match question.card:
        case Flip():
            return None
        case Choice():
            return Chosen(draft.places) if draft.places else Misread("Choose an answer first, with its number")
        case Multi():
            return Chosen(draft.places) if draft.places else Misread("Choose each answer that is right first")
        case Ordering():
            missing = len(question.order) - len(draft.places)
            if missing:
                return Misread(f"Choose {'the first one' if not draft.places else f'{missing} more'}, in order")
            return Chosen(draft.places)
        case Matching() as card:
            missing = len(card.pairs) - sum(place != NONE for place in draft.places)
            return Misread(f"{missing} still to match") if missing else Chosen(draft.places)
        case _:
            return Typed(draft.texts)
