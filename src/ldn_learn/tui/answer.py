"""The line in which an answer is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Key

_PASSED_ON: Final = frozenset({"exclamation_mark", "question_mark"})
"""Keys that work while one types: help is one key away from everywhere."""


class AnswerInput(Input):
    """An input that leaves the keys for help to the screen."""

    DEFAULT_CSS = """
    AnswerInput {
        height: 1;
        width: 40;
        max-width: 100%;
        margin: 1 0 0 2;
        padding: 0 1;
        background: $panel;
    }
    AnswerInput.-wide { width: 80; }
    .-short AnswerInput { margin: 0 0 0 2; }
    """

    def __init__(self, placeholder: str = "", *, value: str = "", longest: int = 200, wide: bool = False) -> None:
        super().__init__(
            value=value,
            placeholder=placeholder,
            compact=True,
            max_length=longest,
            select_on_focus=False,
            classes="-wide" if wide else None,
        )
        self.cursor_blink = False

    class Erased(Message):
        """Backspace was pressed, and there was nothing left to delete."""

    def action_delete_left(self) -> None:
        """Delete a letter; with none left, the page may take back what was typed before."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Erased())

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key not in _PASSED_ON and super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        """Keep the input from typing a key that is the screen's; it bubbles up to the bindings."""
        if event.key in _PASSED_ON:
            event.prevent_default()
