"""How a question, its answer and the feedback look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ldn_learn.decks.cards import Cloze
from ldn_learn.memory.events import STUDY, Mark, Rating
from ldn_learn.study import grading, lessons, wording
from ldn_learn.study.draft import EMPTY, Draft
from ldn_learn.study.steps import CorrectedStep, Feedback, Finished, LessonStep, Question, Revealed
from ldn_learn.tui.text import MARGIN, Sheet, bar, plain
from ldn_learn.tui.views.question import ask_confidence, row, show_question, show_stem

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
    draft: Draft = EMPTY
    """The answer so far, not yet checked."""
    waiting: Response | None = None
    """An answer that waits for how sure the learner is."""
    notice: str = ""
    """What the learner should know now: an answer that was not understood, an undone one, a full disk."""
    retype: str = ""
    """What was typed last, to be typed anew."""
    noting: bool = False
    """Whether the learner is writing a note."""


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
            _lesson(page, state.session, step)
        case CorrectedStep() as step:
            _corrected(page, step)
        case Question() as step:
            show_question(page, step, state.draft, open_=state.waiting is None)
            if state.waiting is not None:
                ask_confidence(page)
        case Revealed() as step:
            _revealed(page, state.session, step, now, sources)
        case Feedback() as step:
            _feedback(page, state.session, step, now, sources)
        case Finished():
            page.text("That is all for now.")
    _marks(page, state)
    if state.notice:
        page.blank()
        page.text(state.notice, "bold $warning")
        page.keep_in_view()
    return page


def _lesson(page: Sheet, session: Session, step: LessonStep) -> None:
    """A lesson with what it is for; over the first one of a deck, what the deck comes to."""
    message = lessons.opening(session)
    if message:
        page.text(message, "bold")
        page.blank()
    page.text("Lesson", "$accent")
    aim = lessons.aim(session.scope.decks[step.question.card.deck], step.lesson)
    if aim:
        page.text(aim, "$quiet")
    page.blank()
    page.text(step.lesson.text)


def _marks(page: Sheet, state: StudyState) -> None:
    """The learner's own note and flag, once the question is answered."""
    session = state.session
    question = session.question
    if question is None or isinstance(session.step, Question | LessonStep | CorrectedStep):
        return
    note = session.memory.mark(Mark.NOTED, question.card.id)
    flagged = session.memory.mark(Mark.FLAGGED, question.card.id)
    if note or flagged or state.noting:
        page.blank()
    if flagged:
        page.text("Marked to ask about. It goes on your page.", "$accent")
    if state.noting:
        page.text("Your note. Press enter to keep it, esc to leave it.", "bold")
        page.keep_in_view()
    elif note:
        page.text(f"Your note: {note}", "$accent")


def _corrected(page: Sheet, step: CorrectedStep) -> None:
    card = step.question.card
    page.text("Corrected", "bold $accent")
    page.text("What this card teaches has changed. It starts again for you.", "$quiet")
    page.blank()
    page.text(wording.question_text(card), "bold")
    page.blank()
    if step.before:
        _labelled(page, "Before", step.before)
    _listed(page, "Now", wording.key_lines(card), "bold")
    why = wording.why_corrected(card)
    if why:
        page.blank()
        page.text(why)


def _revealed(page: Sheet, session: Session, step: Revealed, now: Moment, sources: Sequence[Source]) -> None:
    card = step.question.card
    show_stem(page, step.question)
    page.text(wording.question_text(card), "$quiet")
    page.blank()
    if step.typed:
        page.text(f"You typed: {step.typed}")
    page.text(wording.answer_text(card), "bold $accent")
    _background(page, card, [card.explanation], sources)
    page.blank()
    page.text("How well did you know it?", "bold")
    for rating in Rating:
        phase = session.asked(step.outcomes[rating], card, now.day)
        words = f"{wording.RATINGS[rating]:<7}{wording.when(phase, now) if session.mode == STUDY else ''}"
        row(page, int(rating), words, marked=rating is Rating.GOOD)


def _feedback(page: Sheet, session: Session, step: Feedback, now: Moment, sources: Sequence[Source]) -> None:
    card, event = step.question.card, step.event
    page.text(wording.verdict(event, slip=step.slip), "bold $warning" if event.correct is False else "bold $success")
    page.blank()
    if event.correct is not False:
        show_stem(page, step.question)
        page.text(grading.cloze_answer(card) if isinstance(card, Cloze) else card.prompt, "$quiet")
        page.blank()
    _listed(page, "You chose" if step.question.order else "You typed", wording.given_lines(step))
    if not event.correct:
        _listed(page, "Better" if event.correct is False else "Asked for", wording.key_lines(card), "bold")
    spelt = wording.spelling(step)
    if spelt:
        _labelled(page, "Spelling", spelt)
    _background(page, card, wording.explanation(step), sources)
    page.blank()
    page.text(f"{wording.comes_back(step, session, now)}.")


def _listed(page: Sheet, label: str, lines: Sequence[str], style: str = "") -> None:
    for number, line in enumerate(lines):
        _labelled(page, "" if number else label, line, style)


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
            Content.assemble(("How sure is science?   ", "$quiet"), plain(sure)),
            first=Content(MARGIN),
            then=Content(MARGIN),
        )
    if wording.all_the_same(card):
        page.text(wording.all_the_same(card))
