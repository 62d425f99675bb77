"""The result of an exam or a readiness check, and the one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.insight.exam_report import score
from ldn_learn.study import exam_words
from ldn_learn.tui import keys
from ldn_learn.tui.page import Page
from ldn_learn.tui.views import exam as view

if TYPE_CHECKING:
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet


class ExamResultScreen(Page[bool]):
    """What it came to; gives true when the learner goes over what she missed."""

    KEYS: ClassVar = (keys.GO, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE, keys.BACK)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def __init__(self, result: ExamResult) -> None:
        super().__init__()
        self._score = score(result)

    def heading(self) -> tuple[str, str]:
        result = self._score.result
        return exam_words.TITLES[result.mode], "" if result.ready else f"seed {result.seed}"

    def sheet(self, width: int) -> Sheet:
        return view.result(self._score, width)

    def face(self, key: Key) -> tuple[str, str]:
        if key is keys.GO:
            return "enter", "Go over these" if self._score.to_go_over else "Home"
        if key is keys.BACK:
            return "esc", "Home" if self._score.to_go_over else ""
        return super().face(key)

    def action_go(self) -> None:
        """The next step."""
        if self.is_current:
            self.dismiss(bool(self._score.to_go_over))

    def action_back(self) -> None:
        """Home."""
        if self.is_current:
            self.dismiss(False)

    action_leave = action_back

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)
