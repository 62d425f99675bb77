"""From an answer to a rating.

What the app can score rates itself: wrong is Again, a right guess is Hard, any other right answer is Good and never
Easy. What it cannot score, the learner grades.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ldn_learn.decks.cards import Audience, Card, Choice, Cloze, Flip, Matching, Multi, Number, Ordering, ShortAnswer
from ldn_learn.decks.meaning import GAP, gaps
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.study.numbers import number_is_right, plain_number, read_number
from ldn_learn.study.spelling import LONGEST, Likeness, likeness, may_be_overruled
from ldn_learn.study.steps import Chosen, Misread, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.study.steps import Question, Response


class Graded(NamedTuple):
    """A scored answer."""

    correct: bool
    text: str
    """The answer as the log keeps it."""
    slip: bool = False


def rating_for(*, correct: bool, confidence: Confidence | None) -> Rating:
    """The rating that a scored answer gives itself."""
    if not correct:
        return Rating.AGAIN
    return Rating.HARD if confidence is Confidence.GUESSING else Rating.GOOD


def asks_confidence(card: Card, learner: Audience) -> bool:
    """Whether the learner says how sure she is: trainees at each scored card, patients at safety points [E09]."""
    return not isinstance(card, Flip) and (card.critical or learner is not Audience.PATIENT)


def misread(question: Question, response: Response) -> Misread | None:
    """Why an answer cannot be scored as it stands, or `None` when it can, or when the learner is to grade it."""
    card = question.card
    match card, response:
        case ((Choice() | Multi() | Ordering() | Matching()), Chosen(places=places)):
            return _misplaced(card, places, len(question.order))
        case Choice(), _:
            return Misread(f"Type a number from 1 to {len(card.options)}")
        case ((Multi() | Ordering() | Matching()), _):
            return Misread("Type the numbers of your answer")
        case Number(), Typed(text=text):
            value = read_number(text, card)
            return value if isinstance(value, Misread) else None
        case _:
            return None


def _misplaced(card: Choice | Multi | Ordering | Matching, places: Sequence[int], rows: int) -> Misread | None:
    if not all(0 <= place < rows for place in places):
        return Misread(f"Type {'a number' if isinstance(card, Choice) else 'numbers'} from 1 to {rows}")
    wanted = {Choice: 1, Ordering: rows}.get(type(card), len(card.pairs) if isinstance(card, Matching) else 0)
    if len(set(places)) < len(places) or (wanted and len(places) != wanted) or not places:
        match card:
            case Choice():
                return Misread("Choose one answer")
            case Multi():
                return Misread("Choose each answer that is right, once")
            case Ordering():
                return Misread(f"Put all {rows} in order, each once")
            case Matching():
                return Misread(f"Give {wanted} numbers, one for each line, and none twice")
    return None


def grade(question: Question, response: Response) -> Graded | None:
    """Score an answer that was not misread; `None` when the learner is to grade it herself."""
    card, order = question.card, question.order
    match card, response:
        case ((Choice() | Multi()), Chosen(places=places)):
            chosen = [card.options[order[place]] for place in sorted(places)]
            right = all(option.correct for option in chosen) and len(chosen) == sum(o.correct for o in card.options)
            return Graded(right, "; ".join(option.text for option in chosen))
        case Ordering(), Chosen(places=places):
            put = [order[place] for place in places]
            return Graded(put == sorted(put), " > ".join(card.items[place] for place in put))
        case Matching(), Chosen(places=places):
            put = [order[place] for place in places]
            text = "; ".join(f"{pair.left} = {card.rights[at]}" for pair, at in zip(card.pairs, put, strict=True))
            return Graded(put == list(range(len(put))), text)
        case Number(), Typed(text=text):
            return Graded(number_is_right(text, card), kept(text))
        case ((Cloze() | ShortAnswer()), Typed(texts=texts)) if any(text.strip() for text in texts):
            return _spelt(card, texts)
        case _:
            return None


def _spelt(card: Cloze | ShortAnswer, texts: Sequence[str]) -> Graded:
    wanted = wanted_texts(card)
    padded = [*texts, *[""] * len(wanted)][: max(len(wanted), len(texts))]
    found = [likeness(text, one_of) for text, one_of in zip(padded, wanted, strict=False)]
    right = len(padded) == len(wanted) and all(each is not Likeness.OTHER for each in found)
    return Graded(right, kept("; ".join(padded)), right and Likeness.SLIP in found)


def wanted_texts(card: Cloze | ShortAnswer) -> list[tuple[str, ...]]:
    """For each text that is asked for, the ways to write it."""
    if isinstance(card, ShortAnswer):
        return [(card.answer, *card.accept)]
    return [(gap,) for gap in gaps(card.prompt)]


def can_be_overruled(card: Card) -> bool:
    """Whether the learner may say "I was right" after a typed answer was not taken."""
    return isinstance(card, Cloze | ShortAnswer) and may_be_overruled(
        each for one in wanted_texts(card) for each in one
    )


def cloze_question(card: Cloze, filled: Sequence[str] = ()) -> str:
    """The sentence with its gaps open: what was filled in, then a blank or the author's hint in brackets."""
    texts = iter(filled)

    def opened(gap: re.Match[str]) -> str:
        text = next(texts, None)
        if text is not None:
            return f"[{text}]"
        return f"[{gap.group(2)}]" if gap.group(2) else "_____"

    return re.sub(GAP, opened, card.prompt)


def cloze_answer(card: Cloze) -> str:
    """The whole sentence."""
    return re.sub(GAP, lambda gap: gap.group(1).strip(), card.prompt)


def key_text(card: Card) -> str:
    """The right answer in one line."""
    match card:
        case Flip() | ShortAnswer():
            return card.answer
        case Choice():
            return card.key.text
        case Multi():
            return "; ".join(option.text for option in card.keys)
        case Ordering():
            return " > ".join(card.items)
        case Matching():
            return "; ".join(f"{pair.left} = {pair.right}" for pair in card.pairs)
        case Cloze():
            return "; ".join(gaps(card.prompt))
        case Number():
            return f"{plain_number(card.value)} {card.unit}".strip()


def kept(text: str) -> str:
    """An answer as the log keeps it."""
    return " ".join(text[:LONGEST].split())


def shown_rows(question: Question) -> list[str]:
    """The texts that are chosen from, as shown."""
    card = question.card
    match card:
        case Choice() | Multi():
            return [card.options[place].text for place in question.order]
        case Ordering():
            return [card.items[place] for place in question.order]
        case Matching():
            return [card.rights[place] for place in question.order]
        case _:
            return []
