"""The page before handing in: every question with its state, and a confirmation of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.errors import LdnError
from ldn_learn.insight.exam_report import ExamResult
from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import exam as view

if TYPE_CHECKING:
    from ldn_learn.study.exam import Exam
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class HandInScreen(Page[ExamResult | int | None]):
    """Gives the result when the exam was handed in, the question to go to, or `None` to go back."""

    KEYS: ClassVar = (keys.GO, keys.UP, keys.DOWN, keys.YES, keys.NO, *keys.SCROLLING, *keys.EVERYWHERE, keys.BACK)
    BINDINGS: ClassVar = keys.bindings(KEYS)

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self._exam = exam
        self._cursor = exam.blanks[0] + 1 if exam.blanks else 0
        self._asking = False
        self._notice = ""

    def heading(self) -> tuple[str, str]:
        return view.heading(self._exam, self.learn.workspace.now(), self.app.size.width)

    def sheet(self, width: int) -> Sheet:
        now = self.learn.workspace.now()
        return view.hand_in(self._exam, self._cursor, asking=self._asking, notice=self._notice, now=now, width=width)

    def face(self, key: Key) -> tuple[str, str]:
        if key is keys.GO:
            return "enter", f"Question {self._cursor}" if self._cursor else "Hand in"
        return super().face(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hand_in":
            return self._asking
        if action == "no":
            return self._asking
        if action in ("go", "open", "move"):
            return not self._asking
        return True

    def action_move(self, step: int) -> None:
        """To the row above or below."""
        self._cursor = (self._cursor + step) % (len(self._exam.items) + 1)
        self.redraw()

    def action_open(self, place: int) -> None:
        """Do what stands at `place`."""
        self._cursor = place
        self.action_go()

    def action_go(self) -> None:
        """Go to the question that is marked, or ask whether to hand in."""
        if self._cursor:
            if self.is_current:
                self.dismiss(self._cursor - 1)
            return
        self._asking = True
        self.redraw()

    async def action_hand_in(self) -> None:
        """Hand in, after the confirmation."""
        exams = self.learn.workspace.exams
        try:
            result = await self.learn.in_background(lambda: exams.hand_in(self._exam))
        except LdnError as error:
            self._notice = str(error)
            self.redraw()
            return
        if self.is_current:
            self.dismiss(result)

    def action_no(self) -> None:
        """Not yet."""
        self._asking, self._notice = False, ""
        self.redraw()

    def action_back(self) -> None:
        """From the confirmation to the list, from there to the question that one came from."""
        if self._asking:
            self.action_no()
        elif self.is_current:
            self.dismiss(None)
