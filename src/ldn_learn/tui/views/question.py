"""How a question looks while it is answered; the same in a session and in an exam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ldn_learn.decks.cards import Choice, Cloze, Matching, Multi, Ordering
from ldn_learn.study import grading, wording
from ldn_learn.study.draft import NONE
from ldn_learn.tui.text import MARGIN, Sheet, clickable, plain

if TYPE_CHECKING:
    from ldn_learn.study.draft import Draft
    from ldn_learn.study.steps import Question


def show_question(page: Sheet, question: Question, draft: Draft, *, open_: bool = True) -> None:
    """Case, prompt, what to do, and the answer so far; `open_` says whether it can still be changed."""
    card = question.card
    if card.critical:
        page.text("Safety point", "bold $accent")
        page.blank()
    show_stem(page, question)
    page.text(_prompt(question, draft), "bold")
    page.blank()
    if isinstance(card, Matching):
        _lefts(page, card, question, draft, open_=open_)
    how = wording.how_to_answer(card)
    if how and open_:
        page.text(how, "$quiet")
        if question.order:
            page.blank()
    elif draft.texts:
        page.text(f"You typed: {'; '.join(draft.texts)}")
    _rows(page, question, draft, open_=open_)


def show_stem(page: Sheet, question: Question) -> None:
    """The case that the question is about."""
    if question.card.stem:
        page.text(question.card.stem)
        page.blank()


def ask_confidence(page: Sheet) -> None:
    """How sure the learner is, before the feedback."""
    page.blank()
    page.text("How sure are you?", "bold")
    for confidence, words in wording.CONFIDENCE.items():
        row(page, int(confidence), words, marked=False)
    page.keep_in_view()


def row(page: Sheet, digit: int, text: str, *, marked: bool, sign: str = "", open_: bool = True) -> None:
    """A line that a digit or a click chooses; the mark is a sign and not only a colour."""
    style = "bold $accent" if marked else ""
    # While another question is open, a click on this row must not answer that one.
    click = clickable(f"screen.digit({digit})") if open_ else ""
    mark = ("▌" if marked else " ", "$accent")
    head = f" {digit}   {sign}"
    page.rich(
        plain(text, style).stylize(click),
        first=Content.assemble("   ", mark, (head, "$accent")).stylize(click),
        then=Content.assemble("   ", mark, " " * len(head)),
    )


def _prompt(question: Question, draft: Draft) -> str:
    card = question.card
    return grading.cloze_question(card, draft.texts) if isinstance(card, Cloze) else card.prompt


def _lefts(page: Sheet, card: Matching, question: Question, draft: Draft, *, open_: bool) -> None:
    """The left-hand sides, each with what was put to it."""
    rights = grading.shown_rows(question)
    for at, pair in enumerate(card.pairs):
        place = draft.places[at] if at < len(draft.places) else NONE
        now = open_ and at == draft.at
        click = clickable(f"screen.aim({at})")
        answer = ("…", "$quiet") if place == NONE else plain(rights[place])
        page.rich(
            Content.assemble(plain(pair.left, "bold $accent" if now else ""), ("  =  ", "$quiet"), answer).stylize(
                click
            ),
            first=Content.assemble(MARGIN, ("▸ " if now else "  ", "$accent")).stylize(click),
            then=Content(MARGIN + "    "),
        )
    page.blank()


def _rows(page: Sheet, question: Question, draft: Draft, *, open_: bool) -> None:
    card = question.card
    for place, text in enumerate(grading.shown_rows(question)):
        marked = place in draft.places
        sign = ""
        match card:
            case Multi():
                sign = "[x] " if marked else "[ ] "
            case Ordering():
                sign = f"{_nth(draft.places.index(place) + 1)}  " if marked else "---  "
        row(page, place + 1, text, marked=marked and not isinstance(card, Matching), sign=sign, open_=open_)
        if marked and isinstance(card, Choice):
            page.keep_in_view()


def _nth(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"
