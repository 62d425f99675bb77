"""The visit page as plain text, as Markdown and as one HTML file. Nothing that was typed is read as markup."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ldn_learn.insight.handout_parts import WIDTH, Line, Mark, columns, fold, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_learn.insight.handout_parts import Handout, Section

_RULE: Final = "─"

_PUNCTUATION: Final = r"([\\`*_{}\[\]<>#|~&$!])"
_OPENING: Final = r"^(\d{1,9}(?=[.)])|(?=[-+=:]))"
"""What makes a list or a heading of a line that begins with it."""

_EMPTY_BOX: Final = "☐"

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE: Final = """
@page { margin: 10mm 14mm }
* { box-sizing: border-box; overflow-wrap: anywhere }
body { color: #000; background: #fff; font: 11pt/1.35 system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif;
  max-width: 48rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .2em }
h2 { font-size: 1.1em; margin: .6em 0 .2em; border-bottom: .8pt solid #000; break-after: avoid }
small { font-size: .9em; font-weight: normal }
p, ul { margin: 0 }
p:has(+ blockquote, + .blank) { margin-top: .25em }
ul { padding-left: 1.2em }
li::marker { content: "\\2013\\00a0" }
.tick, .bullet:has(.boxed) { padding: 0; list-style: none }
.tick li, .boxed { display: flex; gap: .5em }
.tick li::before, .boxed::after { content: ""; flex: none; width: .8em; height: .8em; margin-top: .2em;
  border: .8pt solid #000 }
.boxed span { flex: 1; border-bottom: .4pt dotted #777 }
blockquote { margin: .1em 0 .2em .3em; padding-left: .6em; border-left: 1.5pt solid #000 }
.blank { height: 1.6em; border-bottom: .6pt solid #000; margin-bottom: .2em }
.framed { border: 1.5pt solid #000; padding: .3em .8em; margin-top: .7em; break-inside: avoid }
.framed h2 { border: 0; margin: 0 }
footer { border-top: .8pt solid #000; margin-top: .7em; padding-top: .2em; font-size: .9em }
@media print { body { font-size: 9pt; line-height: 1.26; max-width: none; padding: 0 } }
"""


def as_text(page: Handout) -> str:
    """At most 60 lines of 78 columns, for a terminal, a file or a printer."""
    found = [*fold(page.message, WIDTH), *fold(page.caution, WIDTH)]
    air = [""] * page.airy
    for section in page.sections:
        found += [*air, _titled(section)]
        found += [row for line in section.lines for row in rows(line)]
    found += [*air, _RULE * WIDTH]
    found += [row for text in page.about for row in fold(text, WIDTH)]
    return "\n".join(found) + "\n"


def _titled(section: Section) -> str:
    title = section.title + (f" ({section.hint})" if section.hint else "")
    return f"{title} {_RULE * (WIDTH - 1 - columns(title))}"


def as_markdown(page: Handout) -> str:
    """CommonMark, with task lists for what is to be ticked."""
    parts = [f"# {_plain(page.message)}", _plain(page.caution)]
    for section in page.sections:
        hint = f" ({_plain(section.hint)})" if section.hint else ""
        parts += [f"## {_plain(section.title)}{hint}", *_markdown_parts(section.lines)]
    parts += ["---", *map(_plain, page.about)]
    return "\n\n".join(parts) + "\n"


def _markdown_parts(lines: Iterable[Line]) -> Iterator[str]:
    for mark, together in groupby(lines, key=lambda line: line.mark):
        if mark is Mark.NONE:
            for line in together:
                yield from _markdown_paragraphs(line)
        else:
            bullet = "- [ ] " if mark is Mark.TICK else "- "
            yield "\n".join(f"{bullet}{_plain(line.text)}{f' {_EMPTY_BOX}' * line.boxed}" for line in together)


def _markdown_paragraphs(line: Line) -> Iterator[str]:
    if line.text:
        yield f"**{_plain(line.text)}**" if line.strong else _plain(line.text)
    if line.said:
        yield f"> {_plain(line.said)}"
    yield from ["___"] * line.blanks


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return re.sub(_OPENING, r"\1\\", re.sub(_PUNCTUATION, r"\\\1", text))


def as_html(page: Handout) -> str:
    """One file that loads nothing and runs nothing, and prints on one sheet of A4 or letter paper."""
    sections = "\n".join(_html_section(section) for section in page.sections)
    about = "\n".join(f"<p>{escape(text)}</p>" for text in page.about)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(page.message)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(page.message)}</h1>\n<p>{escape(page.caution)}</p>\n"
        f"{sections}\n<footer>\n{about}\n</footer>\n</body>\n</html>\n"
    )


def _html_section(section: Section) -> str:
    hint = f" <small>({escape(section.hint)})</small>" if section.hint else ""
    body = "\n".join(_html_parts(section.lines))
    kind = ' class="framed"' if section.framed else ""
    return f"<section{kind}>\n<h2>{escape(section.title)}{hint}</h2>\n{body}\n</section>"


def _html_parts(lines: Iterable[Line]) -> Iterator[str]:
    for mark, together in groupby(lines, key=lambda line: line.mark):
        if mark is Mark.NONE:
            for line in together:
                yield from _html_paragraphs(line)
        else:
            items = "\n".join(_html_item(line) for line in together)
            yield f'<ul class="{mark.name.lower()}">\n{items}\n</ul>'


def _html_item(line: Line) -> str:
    kind = ' class="boxed"' if line.boxed else ""
    return f"<li{kind}><span>{escape(line.text)}</span></li>"


def _html_paragraphs(line: Line) -> Iterator[str]:
    if line.text:
        yield f"<p><strong>{escape(line.text)}</strong></p>" if line.strong else f"<p>{escape(line.text)}</p>"
    if line.said:
        yield f'<blockquote dir="auto">{escape(line.said)}</blockquote>'
    yield from ['<div class="blank"></div>'] * line.blanks
