"""A screen as text, and golden files of such texts.

`LDN_GOLDEN=write pytest tests/tui` writes them anew; look at every changed frame before it is committed.
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.app import App

GOLDEN: Final = Path(__file__).parent / "golden"
WRITE: Final = os.environ.get("LDN_GOLDEN") == "write"

_TEXT: Final = re.compile(r'<text[^>]*?x="([\d.]+)"[^>]*?y="([\d.]+)"[^>]*?>(.*?)</text>', re.DOTALL)


def frame(app: App[None]) -> str:
    """What the screen shows, line by line, without trailing spaces."""
    svg = app.export_screenshot()
    width = float(re.search(r"line-height: ([\d.]+)px", svg).group(1)) / 1.22 * 0.61  # type: ignore[union-attr]
    rows: dict[float, list[tuple[int, str]]] = {}
    for x, y, text in _TEXT.findall(svg[svg.index('<g class="') :]):
        plain = html.unescape(re.sub("<[^>]+>", "", text)).replace("\xa0", " ")
        rows.setdefault(float(y), []).append((round(float(x) / width), plain))
    lines = []
    for _, parts in sorted(rows.items()):
        line = ""
        for place, text in sorted(parts):
            line = line.ljust(place)[:place] + text
        lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"


def check(app: App[None], name: str) -> None:
    """Hold the present frame against its golden file."""
    path = GOLDEN / f"{name}.txt"
    found = frame(app)
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.exists(), f"there is no golden frame {name}; it would be:\n{found}"
    assert found == path.read_text(encoding="utf-8")
