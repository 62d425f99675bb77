"""A page of an exam: what is put for an answer, and the line in which one types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.reactive import reactive

from ldn_learn.insight.exam_report import ExamResult
from ldn_learn.study import draft as drafts
from ldn_learn.study.steps import Misread, Typed
from ldn_learn.tui.answer import AnswerInput
from ldn_learn.tui.answering import AnsweringPage
from ldn_learn.tui.page import Body
from ldn_learn.tui.views.exam import ExamState

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.study.draft import Draft
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Question, Response

_REPEAT: Final = 0.2
"""Seconds after a move in which the same key is taken for a repeat of the keyboard's."""


class ExamInput(AnswerInput):
    """A line to type in that leaves the arrows to the screen as long as it is empty."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.value = text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("cursor_left", "cursor_right") and not self.value:
            return False
        return super().check_action(action, parameters)


class ExamPage(AnsweringPage[ExamResult | str]):
    """A page on which one question of an exam is answered; what is put stays there until it is taken for an answer."""

    state: reactive[ExamState | None] = reactive(None, init=False, repaint=False)

    def __init__(self, exam: Exam, notice: str) -> None:
        super().__init__()
        self.set_reactive(ExamPage.state, ExamState(exam, notice=notice))
        self._moved = float("-inf")
        self._typing: Question | None = None
        """The question that the line to type in belongs to."""

    async def give(self, response: Response) -> None:
        """Take a response for the answer."""
        raise NotImplementedError

    def go(self, place: int) -> None:
        """Show another question."""
        raise NotImplementedError

    @property
    def now_shown(self) -> ExamState:
        """What is shown."""
        assert self.state is not None
        return self.state

    @property
    def exam(self) -> Exam:
        """Where the learner is."""
        return self.now_shown.exam

    @property
    def open_question(self) -> Question | None:
        item = self.exam.item
        return None if item is None or not self.exam.begun or self.now_shown.waiting is not None else item.question

    @property
    def draft(self) -> Draft:
        item = self.exam.item
        return drafts.EMPTY if item is None else item.draft

    def put(self, draft: Draft) -> None:
        self.state = ExamState(self.exam.drafted(draft))

    def put_back(self, exam: Exam, notice: str = "") -> None:
        """Show the present question with what is put there in `exam`, the line to type in included."""
        self._typing = None
        self.state = ExamState(exam, notice=notice)

    def tell(self, notice: str) -> None:
        """Show a sentence that the learner should read now."""
        self.state = replace(self.now_shown, notice=notice)

    @property
    def is_repeat(self) -> bool:
        """Whether a key comes so soon after a move that it is the keyboard's own repeat."""
        return self.learn.ticks() - self._moved < _REPEAT

    def has_moved(self) -> None:
        """Another question is shown."""
        self._moved = self.learn.ticks()

    # --- the line to type in

    async def fit_input(self) -> None:
        """A line to type in for a question that takes it, with what was typed there before."""
        if not self.is_built:
            return
        question = self.open_question
        wanted = question is not None and drafts.is_typed(question)
        fields = self.query(ExamInput)
        if fields and wanted and question is self._typing:
            return
        await fields.remove()
        self._typing = question if wanted else None
        if wanted:
            field = ExamInput(self._before())
            await self.query_one("#body", Body).mount(field)
            field.focus()
            self.call_after_refresh(field.scroll_visible, animate=False)

    def _before(self) -> str:
        """What stands in the line at first: the text of a question that takes one."""
        question = self.open_question
        one = question is not None and drafts.fields(question) == 1
        return self.draft.texts[0] if one and self.draft.texts else ""

    def _typed(self) -> str:
        fields = self.query(ExamInput)
        return fields.first().value if fields else ""

    @property
    def is_begun(self) -> bool:
        """Whether something is put that is not the answer yet."""
        item = self.exam.item
        if item is None or self.open_question is None:
            return False
        return item.waits or (self._typing is not None and self._typed() != self._before())

    def kept(self) -> Exam:
        """The exam with what stands in the line to type in, so that it is there when one comes back."""
        question, text = self._typing, self._typed()
        if question is None or question is not self.open_question or text == self._before():
            return self.exam
        return self.exam.drafted(drafts.typed(self.draft, question, text) if text.strip() else drafts.EMPTY)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A text was typed; an empty line stands for what is filled in already."""
        question = self.open_question
        if question is None or question is not self._typing:
            return
        if event.value.strip():
            await self.take_typed(event)
        elif drafts.fields(question) > 1:
            await self.answer()
        else:
            self.tell(f"{self.exam.misread(Typed(('',)))}.")

    async def answer(self) -> None:
        """Take the draft for the answer, after asking how sure the learner is where that is asked."""
        question, item = self.open_question, self.exam.item
        if question is None or item is None or self.is_repeat:
            return
        if not item.blank and not self.draft.begun:
            self.go(self.exam.at + 1)
            return
        response = drafts.response(self.draft, question)
        if response is not None and not isinstance(response, Misread):
            response = self.exam.misread(response) or response
        if response is None or isinstance(response, Misread):
            self.tell(f"{response}.")
        elif self.exam.asks_confidence:
            self.state = replace(self.now_shown, waiting=response, notice="")
        else:
            await self.give(response)
