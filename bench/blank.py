"""The floor of start-up and memory: a Textual app with a header and a footer, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Footer, Header, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

MARK = "blank-ready"


class Blank(App[None]):
    """Header, footer, one text by which the first paint is known."""

    TITLE = MARK
    BINDINGS: ClassVar = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(MARK)
        yield Footer()


if __name__ == "__main__":
    Blank().run()
