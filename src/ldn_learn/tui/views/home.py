"""How Home looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from ldn_learn.memory.plan import Why
from ldn_learn.study import summing_up, wording
from ldn_learn.tui.text import MARGIN, Sheet, clickable, cut, meter, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ldn_learn.decks.broken import BrokenDeck
    from ldn_learn.insight.overview import DeckRow, Overview, Tally

_BAR: Final = 10
_NUMBER: Final = 5


def sheet(
    view: Overview,
    broken: Sequence[BrokenDeck],
    *,
    cursor: int,
    today: date,
    ready_by: date | None,
    notice: str,
    width: int,
) -> Sheet:
    """The body of Home; `cursor` 0 is the button, then the decks."""
    page = Sheet(width)
    page.blank()
    page.pair(_today(view), _visit(today, ready_by), "bold", "$quiet")
    _button(page, view, chosen=cursor == 0)
    for line in _notes(view):
        page.text(line, "$quiet")
    if view.safety.total:
        page.blank()
        _safety(page, view.safety)
    page.blank()
    if view.decks:
        _decks(page, view.decks, cursor)
    for deck in broken:
        _broken(page, deck)
    if notice:
        page.blank()
        page.text(notice, "bold $warning")
        page.keep_in_view()
    return page


def _today(view: Overview) -> str:
    if view.cards:
        minutes = f"about {view.minutes} minute{'s' * (view.minutes != 1)}"
        return f"{view.cards} card{'s' * (view.cards != 1)} today, {minutes}"
    if not view.decks:
        return "There are no decks to study"
    return "Done for now" if view.answered_today else "Nothing is due now"


def _visit(today: date, ready_by: date | None) -> str:
    if ready_by is None or ready_by < today:
        return ""
    return f"Visit on {wording.date_of(ready_by)}, {wording.in_days((ready_by - today).days)}"


def _notes(view: Overview) -> list[str]:
    """What is worth knowing about today's cards."""
    back = summing_up.welcome_back(view.left_off, view.waits.get(Why.SPREAD, 0), view.due)
    lines = [summing_up.on_track(view.pace), back, *summing_up.waits(view.waits)]
    if not view.cards and view.more_new > 0:
        lines.append("Press m for more new cards today.")
    return [line for line in lines if line]


def _button(page: Sheet, view: Overview, *, chosen: bool) -> None:
    if view.cards:
        words, style = "Study now", "bold $accent" if chosen else ""
    elif view.next_day is not None:
        count = f"{view.next_count} card{'s' * (view.next_count != 1)}" if view.next_count else "New cards"
        words, style = f"{count} on {wording.day_line(view.next_day)}", "$quiet"
    else:
        return
    mark = "▌ " if chosen else "  "
    page.add(Content.assemble(MARGIN, (mark, "$accent"), (words, style)).stylize(clickable("screen.open(0)")))


def _safety(page: Sheet, safety: Tally) -> None:
    words = "Safety points you are sure of   "
    filled = meter(safety.sure / safety.total, 20)
    count = safety
    if page.width >= len(words) + len(filled) + 16:
        page.add(Content.assemble(MARGIN, words, filled, f"   {count}"))
    else:
        page.text(f"Sure of {count} safety points")
    if safety.started > safety.sure:
        page.text(f"{safety.started - safety.sure} more on the way", "$quiet")


def _decks(page: Sheet, decks: Sequence[DeckRow], cursor: int) -> None:
    wide = page.width >= 56
    right = 2 * _NUMBER + 2 + (_BAR + 13 if wide else 0)
    room = page.width - len(MARGIN) - 2 - right - 1
    head = f"{'Due':>{_NUMBER}}{'New':>{_NUMBER}}" + ("    Sure of" if wide else "")
    page.add(Content.assemble(MARGIN, "  ", (cut("Deck", room), "$quiet"), (head, "$quiet")))
    for number, row in enumerate(decks, 1):
        chosen = number == cursor
        line = Content.assemble(
            MARGIN,
            ("▸ " if chosen else "  ", "$accent"),
            (cut(row.title, room), "bold $accent" if chosen else ""),
            f"{row.due:>{_NUMBER}}{row.new:>{_NUMBER}}",
        )
        if wide:
            share = row.progress.sure / row.progress.total
            line += Content.assemble("    ", meter(share, _BAR), f"   {row.progress}")
        page.add(line.stylize(clickable(f"screen.open({number})")))
        if chosen:
            page.keep_in_view()


def _broken(page: Sheet, deck: BrokenDeck) -> None:
    count = len(deck.problems)
    name = deck.title or deck.id
    page.rich(
        Content.assemble(
            plain(name, "bold"), plain(f": {count} problem{'s' * (count != 1)}. Run: ldn-learn check", "$warning")
        ),
        first=Content(MARGIN + "  "),
        then=Content(MARGIN + "  "),
    )
    first = deck.problems[0]
    page.text(f"Line {first.line}: {first.message}", "$quiet", first=MARGIN + "  ")
