"""The app's own words about answers, dates and evidence; the screen and the line mode say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Choice, Cloze, Matching, Multi, Number, Ordering, ShortAnswer
from ldn_learn.memory.events import STUDY, Confidence, Rating
from ldn_learn.memory.scheduling import Learning, Phase
from ldn_learn.study import grading
from ldn_learn.study.spelling import difference, is_near, nearest
from ldn_learn.study.steps import Chosen, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ldn_learn.decks.cards import Card, Source
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Reviewed
    from ldn_learn.study.session import Session
    from ldn_learn.study.spelling import Piece
    from ldn_learn.study.steps import Feedback

LEECH: Final = 4
"""Lapses after which a card is explained once more, and goes on the page for the visit [E23]."""

PURPOSE: Final = "Learn what is known about low-dose naltrexone (LDN), and what to ask before you take it."
NOT_ADVICE: Final = "This is not medical advice. Only your prescriber can say what is right for you."

CONFIDENCE: Final = {
    Confidence.GUESSING: "Just guessing",
    Confidence.FAIRLY_SURE: "Fairly sure",
    Confidence.VERY_SURE: "Very sure",
}
RATINGS: Final = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}
CERTAINTY: Final = {"high": (4, "high"), "moderate": (3, "moderate"), "low": (2, "low"), "very_low": (1, "very low")}

_DESIGNS: Final = {
    "label": "Drug label",
    "guideline": "Guideline",
    "regulator": "Regulator",
    "systematic-review": "Review of studies",
    "rct": "Trial with a comparison group",
    "open-label": "Study without a comparison group",
    "observational": "Register study",
    "registry": "Trial register",
    "animal": "Animal study",
    "in-vitro": "Study in cells",
    "case-series": "Case reports",
    "narrative-review": "Overview article",
    "expert-opinion": "Expert opinion",
}


def why_corrected(card: Card) -> str:
    """Why a card teaches something else than before, and since when."""
    if card.correction is None:
        return ""
    since = f" (since {card.correction.on})" if card.correction.on else ""
    return f"Why: {card.correction.why}{since}"


def when(phase: Phase, now: Moment) -> str:
    """When a card comes back, as one would say it."""
    if isinstance(phase, Learning):
        return in_minutes((phase.due - now.at).total_seconds() / 60)
    return in_days((phase.due - now.day).days)


def in_minutes(minutes: float) -> str:
    """A short time from now."""
    whole = max(1, round(minutes))
    return f"in {whole} minute{'s' * (whole != 1)}"


def in_days(days: int) -> str:
    """A number of days from now."""
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 60:
        return f"in {days} days"
    return f"in {round(days / 30.4)} months" if days < 700 else f"in {days / 365.25:.0f} years"


def date_of(day: date) -> str:
    """A date, short: 14 Dec."""
    return f"{day.day} {day:%b}"


def day_line(day: date) -> str:
    """A date with its weekday: Tue 1 Dec."""
    return f"{day:%a} {date_of(day)}"


def verdict(event: Reviewed, *, slip: bool = False) -> str:
    """Right or not, in a sign and in words."""
    if event.correct:
        return "✓ Right, but for a letter" if slip else "✓ Right"
    if event.correct is None:
        return "✓ You said that you were right"
    if event.confidence is Confidence.VERY_SURE:
        return "✗ Not this one. You were very sure, so it comes back soon."
    return "✗ Not this one"


def explanation(feedback: Feedback) -> list[str]:
    """Why: what belongs to the answer given, then what belongs to the card."""
    card = feedback.question.card
    parts: list[str] = []
    if isinstance(card, Choice | Multi) and isinstance(feedback.given, Chosen):
        chosen = [card.options[feedback.question.order[place]] for place in feedback.given.places]
        parts += [option.feedback for option in chosen if isinstance(card, Choice) or not option.correct]
        missed = [option.text for option in card.options if option.correct and option not in chosen]
        if isinstance(card, Multi) and missed:
            parts.append(f"You left out: {'; '.join(missed)}.")
    parts.append(card.explanation)
    return [part for part in parts if part]


def spelling(feedback: Feedback) -> str:
    """What differs between what was typed and what was asked for, with signs: [+added] [-too much]; empty for nothing.

    Shown for a slip, and for an answer that was not taken but comes near.
    """
    card = feedback.question.card
    if not isinstance(card, Cloze | ShortAnswer) or not isinstance(feedback.given, Typed):
        return ""
    pairs = list(zip(feedback.given.texts, grading.wanted_texts(card), strict=False))
    near = feedback.slip or (
        feedback.event.correct is False
        and grading.can_be_overruled(card)
        and all(is_near(kept, nearest(kept, wanted)) for kept, wanted in pairs)
    )
    return "; ".join(_marked(difference(kept, nearest(kept, wanted))) for kept, wanted in pairs) if near else ""


def _marked(pieces: Sequence[Piece]) -> str:
    signs = {"same": "{}", "missing": "[+{}]", "extra": "[-{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def question_text(card: Card) -> str:
    """The prompt as it is asked."""
    return grading.cloze_question(card) if isinstance(card, Cloze) else card.prompt


def key_lines(card: Card) -> list[str]:
    """The right answer, line by line where it has several parts."""
    match card:
        case Ordering():
            return [f"{number}. {item}" for number, item in enumerate(card.items, 1)]
        case Matching():
            return [f"{pair.left} = {pair.right}" for pair in card.pairs]
        case Multi():
            return [option.text for option in card.keys]
        case _:
            return [grading.key_text(card)]


def given_lines(feedback: Feedback) -> list[str]:
    """The answer given, line by line where it has several parts."""
    card, text = feedback.question.card, feedback.event.response
    match card:
        case Ordering():
            return [f"{number}. {item}" for number, item in enumerate(text.split(" > "), 1)]
        case Matching() | Multi():
            return text.split("; ")
        case _:
            return [text]


def answer_text(card: Card) -> str:
    """The answer of a card that the learner grades herself, in full."""
    match card:
        case Cloze():
            return grading.cloze_answer(card)
        case _:
            return grading.key_text(card)


def how_sure(card: Card, sources: Sequence[Source]) -> str:
    """How sure science is of what the card teaches, with dots, a word and the kind of work behind it."""
    parts: list[str] = []
    if card.certainty in CERTAINTY:
        dots, word = CERTAINTY[card.certainty]
        parts.append(f"{'●' * dots}{'○' * (4 - dots)}  {word}")
    if sources:
        parts.append(design(sources[0]))
    return "   ".join(parts)


def all_the_same(card: Card) -> str:
    """For a safety point on which science is unsure: the step stands all the same; else nothing."""
    unsure = card.certainty in ("low", "very_low")
    return "Science is not sure here. Take the step all the same." if card.critical and unsure else ""


def design(source: Source) -> str:
    """The kind of work that a source is."""
    return _DESIGNS.get(source.design, source.design.replace("-", " ").capitalize() or "Source")


def citation(source: Source, locator: str = "") -> str:
    """A source in one paragraph: authors, title, where, and how to find it."""
    where = ", ".join(part for part in (source.journal, source.year) if part)
    parts = [source.authors, source.title, where, locator]
    found = [f"doi:{source.doi}" if source.doi else "", f"PMID {source.pmid}" if source.pmid else "", source.url]
    text = ". ".join(part[:1].upper() + part[1:].rstrip(".") for part in parts if part)
    return f"{text}. " + " ".join(part for part in found if part)


def comes_back(feedback: Feedback, session: Session, now: Moment) -> str:
    """When the card that was just answered returns."""
    event, card = feedback.event, feedback.question.card
    if event.mode != STUDY:
        return "This one comes again at the end" if event.rating is Rating.AGAIN else "The schedule stays as it is"
    first = when(session.asked(feedback.phase, card, now.day), now)
    later = ", then tomorrow, then within a week" if event.correct is False and _was_sure(event) else ""
    return f"Next: {first}{later}"


def _was_sure(event: Reviewed) -> bool:
    return event.confidence is Confidence.VERY_SURE


def how_to_answer(card: Card) -> str:
    """What the learner is to do, for types that are not plain from their look."""
    match card:
        case Multi():
            return "Choose each answer that is right. There may be several."
        case Ordering():
            return "Choose the lines in the right order, the first one first."
        case Matching():
            return "For each line above, choose what belongs to it."
        case Number():
            return f"Type the number{f' in {card.unit}' if card.unit else ''}."
        case ShortAnswer():
            return "Type the answer, or press enter to see it."
        case Cloze():
            return "Type what is missing, or press enter to see it."
        case Choice():
            return ""
        case _:
            return "Think of the answer, then press space."
