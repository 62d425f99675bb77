"""The exam screen: one question after the other, without a word on how it went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from ldn_learn.errors import LdnError
from ldn_learn.insight.exam_report import ExamResult
from ldn_learn.memory.events import Confidence
from ldn_learn.study import draft as drafts
from ldn_learn.study import exam_words
from ldn_learn.study.steps import Misread
from ldn_learn.tui import keys
from ldn_learn.tui.exam_page import ExamPage
from ldn_learn.tui.views import exam as view
from ldn_learn.tui.views.exam import ExamState

if TYPE_CHECKING:
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Response
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

_LOOK: Final = 20
"""Seconds after which the minutes left are looked at again."""


_SHORT: Final = 5
"""Minutes left from which on the keys for more time have a place below."""


_WHILE_TYPING: Final = {
    keys.NEXT: "tab",
    keys.FLAG_ITEM: "ctrl+f",
    keys.REVIEW: "ctrl+r",
    keys.MORE_TIME: "ctrl+t",
    keys.NO_LIMIT: "ctrl+o",
}
"""What keys are called while letters are letters."""


class ExamScreen(ExamPage):
    """One exam or readiness check; gives its result, or what to say when it was left."""

    KEYS: ClassVar = (
        keys.DIGIT,
        keys.GO,
        keys.NEXT,
        keys.PREVIOUS,
        keys.FLAG_ITEM,
        keys.REVIEW,
        keys.CLEAR,
        keys.MORE_TIME,
        keys.NO_LIMIT,
        keys.UP,
        keys.DOWN,
        keys.ERASE,
        *keys.SCROLLING,
        *keys.EVERYWHERE,
        keys.BACK,
        keys.LEAVE,
    )
    BINDINGS: ClassVar = keys.bindings(KEYS)

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam, exam_words.gone_on(exam) if exam.begun else "")
        self._left_at = 0
        """The question from which the learner went to the page before handing in."""

    # --- what is shown

    def heading(self) -> tuple[str, str]:
        return view.heading(self.exam, self.learn.workspace.now(), self.app.size.width)

    def sheet(self, width: int) -> Sheet:
        return view.sheet(self.now_shown, self.learn.workspace.now(), width)

    def face(self, key: Key) -> tuple[str, str]:
        question = self.open_question
        if self._is_left_out(key):
            return key.face, ""
        if key is keys.GO:
            return "enter", "Answer" if self.exam.begun else "Begin"
        if key is keys.DIGIT:
            return ("1-3", "How sure") if question is None else (f"1-{len(question.order)}", "Choose")
        if question is not None and drafts.is_typed(question) and key in _WHILE_TYPING:
            face = _WHILE_TYPING[key]
            return face.replace("ctrl+", "^") if self._is_narrow else face, key.label
        if key is keys.BACK:
            return "esc", "Back" if self.now_shown.waiting or self.is_begun else "Leave"
        return super().face(key)

    @property
    def _is_narrow(self) -> bool:
        return self.app.size.width < view.NARROW

    def _is_left_out(self, key: Key) -> bool:
        """Whether a key that works has no place below: in a narrow terminal, the way out needs it more."""
        plenty = (self.exam.minutes_left(self.learn.workspace.now()) or 0) > _SHORT
        if key in (keys.MORE_TIME, keys.NO_LIMIT) and plenty:
            return True
        if not self._is_narrow or self.open_question is None:
            return False
        return key in (keys.FLAG_ITEM, keys.DIGIT, keys.NO_LIMIT) or (
            key is keys.NEXT and not plenty and self.exam.until is not None
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        question = self.open_question
        match action:
            case "digit":
                return self.now_shown.waiting is not None or (question is not None and drafts.is_chosen(question))
            case "go":
                return self.now_shown.waiting is None
            case "turn" | "flag" | "review" | "aim":
                return question is not None
            case "clear":
                return question is not None and self.exam.item is not None and not self.exam.item.blank
            case "erase":
                return question is not None and self.draft.begun
            case "more_time" | "no_limit":
                return self.exam.begun and self.exam.until is not None
            case _:
                return True

    def on_mount(self) -> None:
        super().on_mount()
        if self.exam.started.minutes:
            self.set_interval(_LOOK, self.redraw)
        if self.exam.begun and self.exam.item is None:
            self.call_after_refresh(self._review)

    async def watch_state(self, before: ExamState | None, state: ExamState) -> None:
        if self.is_built and before is not None and before.exam.at != state.exam.at:
            self.scroll_to_top()
        self.redraw()
        await self.fit_input()

    # --- answers

    async def give(self, response: Response) -> None:
        space = self.learn.workspace
        now = space.now()
        taken = self.exam.answered(response, now, (space.new_id(now), space.new_id(now)))
        if isinstance(taken, Misread):
            self.state = replace(self.now_shown, waiting=None, notice=f"{taken}.")
            return
        after, events = taken
        try:
            for event in events:
                await self.learn.store(event)
        except LdnError as error:
            self.tell(str(error))
            return
        self._show(after)

    # --- keys

    async def action_go(self) -> None:
        """Begin, or answer."""
        if self.exam.begun:
            await self.answer()
            return
        try:
            exam = await self.learn.in_background(lambda: self.learn.workspace.exams.start(self.exam))
        except LdnError as error:
            self.tell(str(error))
            return
        self._show(exam)

    async def action_digit(self, digit: int) -> None:
        """Choose an option, or say how sure."""
        waiting = self.now_shown.waiting
        if waiting is None:
            self.press(digit)
        elif digit <= len(Confidence):
            await self.give(replace(waiting, confidence=Confidence(digit)))

    def action_turn(self, step: int) -> None:
        """The question after or before; nothing is taken for an answer."""
        place = self.exam.at + step
        if place >= 0:
            self.go(place)

    def action_flag(self) -> None:
        """Flag the question, or no more."""
        self.state = ExamState(self.exam.flag())

    def action_review(self) -> None:
        """All questions on one page."""
        self.go(len(self.exam.items))

    async def action_clear(self) -> None:
        """Make the question blank again."""
        now = self.learn.workspace.now()
        after, events = self.exam.cleared(now, self.learn.workspace.new_id(now))
        try:
            for event in events:
                await self.learn.store(event)
        except LdnError as error:
            self.tell(str(error))
            return
        self.put_back(after, "This one is blank again.")

    def action_more_time(self) -> None:
        """Ten minutes more."""
        self.state = ExamState(self.exam.extended(self.learn.workspace.now()), notice="Ten minutes more.")

    def action_no_limit(self) -> None:
        """No time limit any more."""
        self.state = ExamState(self.exam.untimed(), notice="There is no time limit any more.")

    def action_back(self) -> None:
        """Undo what is not an answer yet; then leave."""
        item = self.exam.item
        if self.now_shown.waiting is not None:
            self.state = replace(self.now_shown, waiting=None, notice="")
        elif self.is_begun and item is not None:
            self.put_back(self.exam.drafted(item.given))
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave; every answer is stored."""
        if self.is_current:
            self.dismiss(exam_words.left(self.exam) if self.exam.begun else "")

    # --- from one question to the next

    def go(self, place: int) -> None:
        """Show another question, or after the last one the page before handing in."""
        self._show(self.kept().go(place, self.learn.workspace.now()))

    def _show(self, exam: Exam) -> None:
        self.has_moved()
        self._left_at = min(self.exam.at, len(exam.items) - 1)
        self.state = ExamState(exam)
        if exam.item is None:
            self._review()

    def _review(self) -> None:
        from ldn_learn.tui.screens.hand_in import HandInScreen

        if self.is_current:
            self.app.push_screen(HandInScreen(self.exam), self._reviewed)

    def _reviewed(self, chosen: ExamResult | int | None) -> None:
        if isinstance(chosen, ExamResult):
            # The page before handing in is still on its way out.
            self.call_later(self._end, chosen)
        else:
            place = self._left_at if chosen is None else chosen
            self._show(self.exam.go(place, self.learn.workspace.now()))

    def _end(self, result: ExamResult) -> None:
        self.dismiss(result)
