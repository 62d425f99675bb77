"""A page on which questions are answered: what digits, arrows and typing do to the answer so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Matching
from ldn_learn.study import draft as drafts
from ldn_learn.tui.page import Body, Page, Result

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.study.draft import Draft
    from ldn_learn.study.steps import Question


class AnsweringPage(Page[Result]):
    """A subclass tells which question is open, and keeps the draft of its answer."""

    _has_field = False
    """Whether there is a line to type in; asking the page would take longer."""

    @property
    def open_question(self) -> Question | None:
        """The question that takes an answer now."""
        raise NotImplementedError

    @property
    def draft(self) -> Draft:
        """The answer so far."""
        raise NotImplementedError

    def put(self, draft: Draft) -> None:
        """Show another draft."""
        raise NotImplementedError

    async def answer(self) -> None:
        """Check the draft."""
        raise NotImplementedError

    @property
    def writes_note(self) -> bool:
        """Whether the line to type in is for something else than an answer."""
        return False

    @property
    def typed_before(self) -> str:
        """What the line to type in begins with."""
        return ""

    @property
    def wants_field(self) -> bool:
        """Whether there is something to type now."""
        question = self.open_question
        return self.writes_note or (question is not None and drafts.is_typed(question))

    @property
    def fills(self) -> bool:
        return not self.wants_field

    def fit_field(self) -> None:
        """A line to type in, when there is something to type; nothing is done where nothing changes."""
        if self.wants_field or self._has_field:
            self.call_later(self.fit_input)

    def on_mount(self) -> None:
        # The first paint does not wait for the line to type in.
        self.call_after_refresh(self.fit_input)

    async def fit_input(self) -> None:
        """A line to type in, when there is something to type."""
        if not self.is_built:
            return
        wanted = self.wants_field
        if not wanted and not self._has_field:
            return
        self._has_field = wanted
        fields = self.query("AnswerInput")
        if wanted and not fields:
            from ldn_learn.tui.answer import AnswerInput

            field = AnswerInput(value=self.typed_before)
            await self.query_one("#body", Body).mount(field)
            field.focus()
            self.call_after_refresh(field.scroll_visible, animate=False)
        elif not wanted and fields:
            await fields.remove()

    def press(self, digit: int) -> None:
        """Choose a row of the open question, from 1."""
        question = self.open_question
        if question is not None and drafts.is_chosen(question):
            self.put(drafts.pressed(self.draft, question, digit - 1))

    def action_move(self, direction: int) -> None:
        """Choose the row above or below where that means something; elsewhere, scroll."""
        question = self.open_question
        moved = None if question is None else drafts.moved(self.draft, question, direction)
        if moved is None:
            self.scroll_line(direction)
        else:
            self.put(moved)

    def action_aim(self, place: int) -> None:
        """Go to a left-hand side of a match."""
        if self.open_question is not None and isinstance(self.open_question.card, Matching):
            self.put(replace(self.draft, at=place))

    def action_erase(self) -> None:
        """Take back the last part of the answer."""
        if self.open_question is not None and self.draft.begun:
            self.put(drafts.taken_back(self.draft, self.open_question))

    def on_answer_input_erased(self) -> None:
        """Nothing is left to delete in this gap, so the one before is taken back."""
        self.action_erase()

    async def take_typed(self, event: Input.Submitted) -> None:
        """A text was typed: into the next gap, or as the answer."""
        question = self.open_question
        if question is None:
            return
        filled = drafts.typed(self.draft, question, event.value)
        self.put(filled)
        if event.value.strip() and len(filled.texts) < drafts.fields(question):
            event.input.clear()
            return
        await self.answer()
