"""How a question, its answer and the feedback look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ldn_learn.decks.cards import Choice, Cloze, Flip, Number
from ldn_learn.memory.events import Rating
from ldn_learn.study import grading, wording
from ldn_learn.study.steps import Feedback, Finished, LessonStep, Question, Revealed
from ldn_learn.tui.text import MARGIN, Sheet, bar, clickable, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Card, Source
    from ldn_learn.memory.days import Moment
    from ldn_learn.study.session import Session
    from ldn_learn.study.steps import Response

_BAR: Final = 10
_LABEL: Final = 14
"""Columns for what stands before an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class StudyState:
    """All that the study screen shows."""

    session: Session
    picked: int | None = None
    """The place of the option that is chosen and not yet checked."""
    waiting: Response | None = None
    """An answer that waits for how sure the learner is."""
    notice: str = ""
    """What the learner should know now: an answer that was not understood, an undone one, a full disk."""


def heading(state: StudyState, width: int) -> tuple[str, str]:
    """Deck and position."""
    session = state.session
    question = session.question
    title = session.scope.decks[question.card.deck].title if question else ""
    position, total = session.position
    words = f"{position} of {total}"
    return title, f"{words}   {bar((position - 1) / total, _BAR)}" if width >= 50 else words


def sheet(state: StudyState, now: Moment, sources: Sequence[Source], width: int) -> Sheet:
    """The body for whatever step the session is at."""
    page = Sheet(width)
    page.blank()
    match state.session.step:
        case LessonStep() as step:
            page.text("Lesson", "$accent")
            page.blank()
            page.text(step.lesson.text)
        case Question() as step:
            _question(page, state, step)
        case Revealed() as step:
            _revealed(page, step, now, sources)
        case Feedback() as step:
            _feedback(page, step, now, sources)
        case Finished():
            page.text("That is all for now.")
    if state.notice:
        page.blank()
        page.text(state.notice, "bold $warning")
        page.keep_in_view()
    return page


def _question(page: Sheet, state: StudyState, step: Question) -> None:
    card = step.card
    if card.critical:
        page.text("Safety point", "$accent")
        page.blank()
    page.text(wording.question_text(card), "bold")
    page.blank()
    match card:
        case Choice():
            _options(page, card, step.order, state)
        case Number():
            page.text(f"Type the number{f' in {card.unit}' if card.unit else ''}.", "$quiet")
        case Cloze():
            page.text("Type what is missing, or press enter to see it.", "$quiet")
        case Flip():
            page.text("Think of the answer, then press space.", "$quiet")
    if state.waiting is not None:
        page.blank()
        page.text("How sure are you?", "bold")
        for confidence, words in wording.CONFIDENCE.items():
            _row(page, int(confidence), words, marked=False)
        page.keep_in_view()


def _options(page: Sheet, card: Choice, order: Sequence[int], state: StudyState) -> None:
    for place, text in enumerate(grading.shown_options(card, order)):
        _row(page, place + 1, text, marked=place == state.picked)
        if place == state.picked:
            page.keep_in_view()


def _row(page: Sheet, digit: int, text: str, *, marked: bool) -> None:
    """A line that a digit or a click chooses; the mark is a sign and not only a colour."""
    style = "bold $accent" if marked else ""
    click = clickable(f"screen.digit({digit})")
    mark = ("▌" if marked else " ", "$accent")
    page.rich(
        plain(text, style).stylize(click),
        first=Content.assemble("   ", mark, (f" {digit}   ", "$accent")).stylize(click),
        then=Content.assemble("   ", mark, "     "),
    )


def _revealed(page: Sheet, step: Revealed, now: Moment, sources: Sequence[Source]) -> None:
    card = step.question.card
    page.text(wording.question_text(card), "$quiet")
    page.blank()
    if step.typed:
        page.text(f"You typed: {step.typed}")
    page.text(wording.answer_text(card), "bold $accent")
    _background(page, card, [card.explanation], sources)
    page.blank()
    page.text("How well did you know it?", "bold")
    for rating in Rating:
        phase = step.outcomes[rating]
        words = f"{wording.RATINGS[rating]:<7}{wording.when(phase, now)}"
        _row(page, int(rating), words, marked=rating is Rating.GOOD)


def _feedback(page: Sheet, step: Feedback, now: Moment, sources: Sequence[Source]) -> None:
    card, event = step.question.card, step.event
    page.text(wording.verdict(event), "bold $success" if event.correct else "bold $warning")
    page.blank()
    if event.correct:
        page.text(wording.question_text(card), "$quiet")
        page.blank()
    _labelled(page, "You chose" if isinstance(card, Choice) else "You typed", event.response)
    if not event.correct:
        _labelled(page, "Better", grading.key_text(card), "bold")
    _background(page, card, wording.explanation(step), sources)
    page.blank()
    page.text(wording.comes_back(step, now))


def _labelled(page: Sheet, label: str, text: str, style: str = "") -> None:
    page.text(text, style, first=f"{MARGIN}{label}".ljust(_LABEL), then=" " * _LABEL)


def _background(page: Sheet, card: Card, paragraphs: Sequence[str], sources: Sequence[Source]) -> None:
    for paragraph in paragraphs:
        if paragraph:
            page.blank()
            page.text(paragraph)
    sure = wording.how_sure(card, sources)
    if sure:
        page.blank()
        page.rich(
            Content.assemble(("How sure is this?   ", "$quiet"), plain(sure)),
            first=Content(MARGIN),
            then=Content(MARGIN),
        )
