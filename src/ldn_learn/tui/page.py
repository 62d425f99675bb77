"""What all screens share: a top line, a body that scrolls, and a line with the keys that work now."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar, cast

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from ldn_learn.tui import keys
from ldn_learn.tui.text import MARGIN, clickable, cut

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from ldn_learn.tui.app import LdnLearn
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

Result = TypeVar("Result")

_Hint = tuple[str, str, str, str]
"""A key's id, how it is called, what it does in a word, and its action where a click does it too."""

_NARROW: Final = 72
"""Columns below which even several lines of keys are kept short."""


class Text(Static):
    """Lines whose clickable parts look like the rest."""

    def __init__(self, content: Content, *, id: str) -> None:  # noqa: A002 - as in every widget
        super().__init__(content, id=id)
        self.auto_links = False
        self._shown = content

    def lines_of(self, content: Content | None = None) -> int:
        """How many lines there are in other content, or in what is shown."""
        return (self._shown if content is None else content).plain.count("\n") + 1

    def show(self, content: Content) -> None:
        """Show other lines; the page is laid out anew only when their number changes."""
        if content.plain == self._shown.plain and content.spans == self._shown.spans:
            return
        other = self.lines_of(content) != self.lines_of()
        self._shown = content
        self.update(content, layout=other)


class Body(VerticalScroll, can_focus=False):
    """Scrolls what does not fit; the page forwards the keys, so that it never takes focus."""

    def on_mount(self) -> None:
        self.watch(self, "scroll_y", self._tell, init=False)
        self.watch(self, "virtual_size", self._tell, init=False)

    def on_resize(self) -> None:
        self._tell()

    def _tell(self) -> None:
        page = self.screen
        if isinstance(page, Page):
            page.tell_more(below=self.max_scroll_y > self.scroll_y)


class Page(Screen[Result]):
    """A screen of the app. A subclass gives `heading`, `sheet` and its `KEYS`."""

    KEYS: ClassVar[tuple[Key, ...]] = (*keys.SCROLLING, *keys.EVERYWHERE)
    AUTO_FOCUS = ""
    _drawn_width = 0
    _composed = False
    _top: Text
    _body: Body
    _sheet: Text
    _keys: Text
    _resumed = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012 - Textual declares it on the instance

    def heading(self) -> tuple[str, str]:
        """What stands left and right on the top line."""
        raise NotImplementedError

    def sheet(self, width: int) -> Sheet:
        """The body."""
        raise NotImplementedError

    @property
    def fills(self) -> bool:
        """Whether the lines fill the body down to its end, so that others of any number need no new layout."""
        return False

    def face(self, key: Key) -> tuple[str, str]:
        """How a key and what it does are called now."""
        return key.face, key.label

    @property
    def learn(self) -> LdnLearn:
        """The app."""
        return cast("LdnLearn", self.app)

    def compose(self) -> ComposeResult:
        # With their content from the start, the parts need no second layout before the first paint.
        top, sheet, key_line = self._parts()
        self._top = Text(top, id="top")
        self._sheet = Text(sheet.content(), id="sheet")
        self._keys = Text(key_line, id="keys")
        yield self._top
        self._body = Body(id="body")
        with self._body:
            yield self._sheet
        yield self._keys
        self._composed = True

    def on_resize(self, event: Resize) -> None:
        if event.size.width != self._drawn_width:
            self.redraw()

    @property
    def is_built(self) -> bool:
        """Whether the parts of the page are there; they come after the page, and go before it."""
        return self.is_mounted and self._composed and self._keys.is_attached

    def redraw(self) -> None:
        """Show the present state."""
        if not self.is_current or not self.is_built:
            return
        top, sheet, key_line = self._parts()
        self._top.show(top)
        # When the keys take more lines or fewer, the body's height is about to change.
        steady = self.fills and self._keys.lines_of(key_line) == self._keys.lines_of()
        self._sheet.show(sheet.content(self._body.size.height if steady else 0))
        self._keys.show(key_line)
        if sheet.focus is not None:
            self.call_after_refresh(self._keep_in_view, sheet.focus)

    def _parts(self) -> tuple[Content, Sheet, Content]:
        """The top line, the body and the line of keys, for the present width."""
        width = self._drawn_width = self.app.size.width
        left, right = self.heading()
        room = max(0, width - len(right) - 3)
        top = Content.assemble(" ", (cut(left, room), "bold"), " ", (right, "$quiet"))
        return top, self.sheet(width), self._key_line(width)

    def _keep_in_view(self, line: int) -> None:
        if not self.is_built:
            return
        body = self._body
        top, height = body.scroll_offset.y, body.scrollable_content_region.height
        if not top <= line < top + height - 1:
            body.scroll_to(y=max(0, line - height + 2), animate=False)

    def on_screen_resume(self) -> None:
        """Another screen was on top; what it did may show here."""
        if self._resumed:
            self.redraw()
        self._resumed = True

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        if not self.is_built:
            return
        body = self._body
        if direction > 0:
            body.scroll_page_down(animate=False)
        else:
            body.scroll_page_up(animate=False)

    def tell_more(self, *, below: bool) -> None:
        """Say on the line above the keys that there is more to read, which a bar at the side says to the eye alone."""
        title = f" {self.face(keys.PAGE_DOWN)[0]} for more " if below else ""
        if self._keys.border_title != title:
            self._keys.border_title = title

    def scroll_to_top(self) -> None:
        """Show the body from its first line."""
        body = self._body
        if body.scroll_offset.y:
            body.scroll_home(animate=False)

    def scroll_line(self, direction: int) -> None:
        """Scroll by a line."""
        if self.is_built:
            self._body.scroll_relative(y=direction, animate=False)

    def action_get_help(self) -> None:
        """Show when to get help."""
        from ldn_learn.tui.screens.get_help import GetHelpScreen

        self.app.push_screen(GetHelpScreen())

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from ldn_learn.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.KEYS))

    def _key_line(self, width: int) -> Content:
        found = (self._hint(key) for key in self.KEYS)
        return _line_of_keys(tuple(hint for hint in found if hint is not None), width)

    def _hint(self, key: Key) -> _Hint | None:
        """How the key stands in the line, when it is worth a place: it does something now."""
        face, label = self.face(key)
        if not label or self.check_action(key.action.partition("(")[0], ()) is not True:
            return None
        return key.id, face, label, "" if "{key}" in key.action else key.action


@lru_cache(maxsize=256)
def _line_of_keys(hints: tuple[_Hint, ...], width: int) -> Content:
    """The line, or the lines, of keys; made once for each set of them, since most come again and again."""
    long = [_shown_hint(hint) for hint in hints]
    for gap in ("   ", "  "):
        line = Content(" ") + Content(gap).join(long)
        if line.cell_length < width:
            return line
    short = [_shown_hint(hint, short=True) for hint in hints]
    line = Content(" ") + Content("  ").join(short)
    if line.cell_length < width:
        return line
    lines = [Content("")]
    for hint in short if width < _NARROW else long:
        if lines[-1] and lines[-1].cell_length + len(MARGIN) + hint.cell_length >= width:
            lines.append(Content(""))
        lines[-1] += (MARGIN if lines[-1] else " ") + hint
    return Content("\n").join(lines)


def _shown_hint(hint: _Hint, *, short: bool = False) -> Content:
    id_, face, label, action = hint
    words = "Get help" if short and id_ == keys.GET_HELP.id else label
    shown = Content.assemble((face, "bold $accent"), f" {words}")
    return shown.stylize(clickable(f"screen.{action}")) if action else shown
