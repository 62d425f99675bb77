"""Teach-back: own words, then the points to tick. Nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ldn_learn.errors import LdnError
from ldn_learn.study import teach_back
from ldn_learn.tui import keys
from ldn_learn.tui.page import Body, Page
from ldn_learn.tui.text import Sheet
from ldn_learn.tui.views.question import row

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.tui.keys import Key


class TeachBackScreen(Page[None]):
    """One prompt after the other; each is stored once its points are ticked."""

    KEYS: ClassVar = (keys.DIGIT, keys.GO, keys.BACK, keys.UP, keys.DOWN, *keys.SCROLLING, *keys.EVERYWHERE)
    BINDINGS: ClassVar = keys.bindings((*KEYS, keys.LEAVE))

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._said: str | None = None
        self._ticked: frozenset[int] = frozenset()
        self._notice = ""

    def heading(self) -> tuple[str, str]:
        return "In your own words", f"{min(self._at + 1, len(teach_back.PROMPTS))} of {len(teach_back.PROMPTS)}"

    def sheet(self, width: int) -> Sheet:
        page = Sheet(width)
        page.blank()
        if self._at == len(teach_back.PROMPTS):
            page.text("Done. Your words go on your page.", "bold")
            page.text("Press h on Home to see it.", "$quiet")
            return page
        prompt = teach_back.PROMPTS[self._at]
        page.text(teach_back.FRAME, "$quiet")
        page.blank()
        page.text(prompt.text, "bold")
        page.blank()
        if self._said is None:
            page.text("Type a sentence or two, then press enter. Or say it aloud and press enter.", "$quiet")
            page.keep_in_view()
        else:
            if self._said:
                page.text(f"You said: {self._said}")
                page.blank()
            page.text("Which of these did you say? Tick them with their numbers.", "$quiet")
            page.blank()
            for place, point in enumerate(prompt.points):
                marked = place in self._ticked
                row(page, place + 1, point, marked=marked, sign="[x] " if marked else "[ ] ")
        if self._notice:
            page.blank()
            page.text(self._notice, "bold $warning")
            page.keep_in_view()
        return page

    @property
    def _ticking(self) -> bool:
        return self._said is not None and self._at < len(teach_back.PROMPTS)

    def face(self, key: Key) -> tuple[str, str]:
        if key is keys.DIGIT:
            return f"1-{len(teach_back.PROMPTS[self._at].points)}" if self._ticking else "1", "Tick"
        if key is keys.GO:
            return "enter", "Done" if self._at == len(teach_back.PROMPTS) else "Next"
        return super().face(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "digit":
            return self._ticking
        if action in ("go", "leave"):
            return self._said is not None or self._at == len(teach_back.PROMPTS)
        return True

    async def on_mount(self) -> None:
        self.call_after_refresh(self._ask)

    async def _ask(self) -> None:
        from ldn_learn.tui.answer import AnswerInput

        if not self.is_built or self.query("AnswerInput"):
            return
        field = AnswerInput(longest=2_000, wide=True)
        await self.query_one("#body", Body).mount(field)
        field.focus()
        self.call_after_refresh(field.scroll_visible, animate=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the words and show the points."""
        if self._said is None:
            self._said = event.value.strip()
            await self.query("AnswerInput").remove()
            self.redraw()

    def action_digit(self, digit: int) -> None:
        """Tick a point, or take the tick off."""
        if self._ticking and digit <= len(teach_back.PROMPTS[self._at].points):
            self._ticked ^= {digit - 1}
            self.redraw()

    async def action_go(self) -> None:
        """Store what was said, and on to the next prompt."""
        if self._at == len(teach_back.PROMPTS):
            self.dismiss()
            return
        said, prompt = self._said, teach_back.PROMPTS[self._at]
        if said is None:
            return
        try:
            await self.learn.in_background(
                lambda: self.learn.workspace.taught_back(prompt.id, said, sorted(self._ticked))
            )
        except LdnError as error:
            self._notice = str(error)
            self.redraw()
            return
        self._at, self._said, self._ticked, self._notice = self._at + 1, None, frozenset(), ""
        self.query_one("#body", Body).scroll_home(animate=False)
        self.redraw()
        if self._at < len(teach_back.PROMPTS):
            await self._ask()

    def action_move(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll_line(direction)

    def action_back(self) -> None:
        """Leave; what was ticked is kept."""
        self.dismiss()

    action_leave = action_back
