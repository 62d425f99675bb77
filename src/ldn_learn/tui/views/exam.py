"""How an exam looks: before it, while it is taken, before handing in, and its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ldn_learn.decks.cards import Cloze
from ldn_learn.decks.text import one_line
from ldn_learn.insight import exam_report
from ldn_learn.study import exam_words, grading, wording
from ldn_learn.study.draft import is_typed
from ldn_learn.tui.text import MARGIN, Sheet, clickable, cut, plain
from ldn_learn.tui.views.question import ask_confidence, show_question, show_stem

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.insight import exam_report as report
    from ldn_learn.memory.days import Moment
    from ldn_learn.study.draft import Draft
    from ldn_learn.study.exam import Exam, Item
    from ldn_learn.study.steps import Question, Response

_LABEL: Final = 16
"""Columns for what stands before an answer in the result."""
NARROW: Final = 50
"""Columns below which labels stand on lines of their own, and fewer keys below."""


@dataclass(frozen=True, slots=True, eq=False)
class ExamState:
    """All that the exam screen shows."""

    exam: Exam
    waiting: Response | None = None
    """An answer that waits for how sure the learner is."""
    notice: str = ""


def heading(exam: Exam, now: Moment, width: int) -> tuple[str, str]:
    """Position, flag and time in words, shorter where there is less room."""
    if not exam.begun:
        return exam_words.title(exam), ""
    item = exam.item
    left = "Before you hand in" if item is None else exam_words.position(exam)
    flag = "Flagged" if item is not None and item.flagged else ""
    time = exam_words.time_left(exam, now)
    for parts in ((flag, time, exam_words.title(exam)), (flag, time)):
        right = " · ".join(part for part in parts if part)
        if len(left) + len(right) + 4 <= width:
            return left, right
    return left if item is None else exam_words.position(exam, short=True), right


def sheet(state: ExamState, now: Moment, width: int) -> Sheet:
    """What the exam is, or the present question."""
    page = Sheet(width)
    page.blank()
    exam, item = state.exam, state.exam.item
    if not exam.begun:
        for line in exam_words.introduction(exam):
            page.text(line)
            page.blank()
    elif item is not None:
        _question(page, item.question, item.draft, open_=state.waiting is None)
        _standing(page, item)
        if state.waiting is not None:
            ask_confidence(page)
    if exam.minutes_left(now) == 0:
        page.blank()
        page.text(exam_words.TIME_OVER, "bold $warning")
    if state.notice:
        page.blank()
        page.text(state.notice, "bold $warning")
        page.keep_in_view()
    return page


def _question(page: Sheet, question: Question, draft: Draft, *, open_: bool) -> None:
    if not is_typed(question):
        show_question(page, question, draft, open_=open_)
        return
    card = question.card
    if card.critical:
        page.text("Safety point", "bold $accent")
        page.blank()
    show_stem(page, question)
    page.text(_prompt(card, draft), "bold")
    page.blank()
    page.text(exam_words.how_to_answer(card) if open_ else f"You typed: {'; '.join(draft.texts)}", "$quiet" * open_)


def _prompt(card: Card, draft: Draft) -> str:
    return grading.cloze_question(card, draft.texts) if isinstance(card, Cloze) else card.prompt


def _standing(page: Sheet, item: Item) -> None:
    """The answer that stands, in words; what was put since is no answer before enter."""
    words = exam_words.standing(item)
    if words:
        page.blank()
        page.text(f"{words} Press enter to change it." if item.waits else words, "$accent")
        if not item.draft.begun:
            page.keep_in_view()


# --- before handing in


def hand_in(exam: Exam, cursor: int, *, asking: bool, notice: str, now: Moment, width: int) -> Sheet:
    """Every item with its state, blanks said first; `cursor` 0 is the button, then the items."""
    page = Sheet(width)
    page.blank()
    if asking:
        _confirmation(page, exam)
    else:
        _overview(page, exam, cursor, now)
    if notice:
        page.blank()
        page.text(notice, "bold $warning")
        page.keep_in_view()
    return page


def _confirmation(page: Sheet, exam: Exam) -> None:
    page.text(exam_words.confirm(exam), "bold $accent")
    page.text(exam_words.FINAL)
    page.blank()
    for face, words, action in (("y", "Yes, hand in", "screen.hand_in"), ("n", "No, go back", "screen.back")):
        click = clickable(action)
        page.add(Content.assemble(MARGIN, "  ", (f"{face}   ", "$accent"), words).stylize(click))


def _overview(page: Sheet, exam: Exam, cursor: int, now: Moment) -> None:
    for line in exam_words.overview(exam):
        page.text(line, "bold" if line[0].isdigit() else "")
    if exam.minutes_left(now) == 0:
        page.text(exam_words.TIME_OVER)
    page.blank()
    mark = ("▌ " if cursor == 0 else "  ", "$accent")
    button = Content.assemble(MARGIN, mark, ("Hand in", "bold $accent" if cursor == 0 else ""))
    page.add(button.stylize(clickable("screen.open(0)")))
    if cursor == 0:
        page.keep_in_view()
    page.blank()
    states = [exam_words.state(item) for item in exam.items]
    column = 0 if page.width < NARROW else max(map(len, states))
    for number, (item, state) in enumerate(zip(exam.items, states, strict=True), 1):
        _row(page, number, item, state, column, chosen=number == cursor)


def _row(page: Sheet, number: int, item: Item, state: str, column: int, *, chosen: bool) -> None:
    head = f"{number:>3}   {state:<{column}}   "
    room = page.width - len(MARGIN) - 2 - len(head) - 1
    style = "bold $accent" if chosen else ""
    line = Content.assemble(
        MARGIN,
        ("▸ " if chosen else "  ", "$accent"),
        (head, style or ("bold" if item.blank else "")),
        plain(cut(wording.question_text(item.question.card), max(0, room)).rstrip(), style or "$quiet"),
    )
    page.add(line.stylize(clickable(f"screen.open({number})")))
    if chosen:
        page.keep_in_view()


# --- the result


def result(score: report.Score, width: int) -> Sheet:
    """The outcome, the next step, what led to it, every miss, and the rest of the report."""
    page = Sheet(width)
    page.blank()
    outcome, *rest = exam_report.sentences(score)
    page.text(outcome, "bold $success" if score.passed else "bold $accent")
    page.blank()
    missed = len(score.to_go_over)
    page.text(exam_words.next_step(score.result.mode, passed=score.passed, missed=missed))
    said = [wording.NOT_ADVICE] if score.passed and score.result.ready else []
    for line in said:
        page.blank()
        page.text(line)
    page.blank()
    first = 2 + bool(score.safety_total) if score.total else 0
    for line in rest[:first]:
        page.text(line)
    for number, item in enumerate(score.to_go_over, 1):
        page.blank()
        page.text(f"To go over, {number} of {missed}{': safety point' if item.critical else ''}", "$accent")
        _miss(page, item)
    page.blank()
    page.text("More about this result", "$accent")
    for line in rest[first:]:
        if line not in said:
            page.text(line, "$quiet", then=f"{MARGIN}  ")
    return page


def _miss(page: Sheet, item: report.Item) -> None:
    page.text(item.prompt, "bold")
    answer = "nothing, it was left blank" if item.blank else one_line(item.response)
    sure = f" ({wording.CONFIDENCE[item.certainty].lower()})" if item.certainty else ""
    _labelled(page, "You answered", f"{answer}{sure}")
    if item.right:
        page.text("That is right. A safety point takes more than a guess.")
    else:
        _labelled(page, "Better", item.key, "bold")
    for text in item.refutation:
        page.text(text)
    for text in item.sources:
        page.text(f"Source: {text}", "$quiet", then=f"{MARGIN}  ")


def _labelled(page: Sheet, label: str, text: str, style: str = "") -> None:
    if page.width < NARROW:
        page.text(f"{label}: {text}", style)
    else:
        page.text(text, style, first=f"{MARGIN}{label}".ljust(_LABEL), then=" " * _LABEL)
