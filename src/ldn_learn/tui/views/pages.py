"""How the screens that are mostly text look: Welcome, Summary, Safety, Help and Sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from ldn_learn.decks.cards import Audience
from ldn_learn.study import get_help, grading, summing_up, wording
from ldn_learn.tui.text import MARGIN, Sheet, clickable, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ldn_learn.decks.cards import Source
    from ldn_learn.decks.glossary import Term
    from ldn_learn.insight.overview import Tally
    from ldn_learn.insight.story import Story
    from ldn_learn.study.session import Session
    from ldn_learn.tui.keys import Key

WHO: Final = (
    (Audience.PATIENT, "A patient, or I care for one"),
    (Audience.TRAINEE, "A student or a health worker"),
    (Audience.BOTH, "An educator: show me everything"),
)


def welcome(picked: int, *, asking_date: bool, notice: str, width: int) -> Sheet:
    """The first run: what this is, who you are, and the day to be ready by."""
    page = Sheet(width)
    page.blank()
    page.text(wording.PURPOSE, "bold")
    page.blank()
    page.text(wording.NOT_ADVICE)
    page.blank()
    if not asking_date:
        page.text("Who are you?", "bold $accent")
        for place, (_, words) in enumerate(WHO):
            marked = place == picked
            first = Content.assemble("   ", ("▌" if marked else " ", "$accent"), (f" {place + 1}   ", "$accent"))
            style = "bold $accent" if marked else ""
            text = plain(words, style).stylize(clickable(f"screen.digit({place + 1})"))
            page.rich(text, first=first, then=Content("         "))
            if marked:
                page.keep_in_view()
    else:
        page.text("When is your first dose, your visit or your exam?", "bold $accent")
        page.text("Type a date like 2026-12-14 or 14 Dec, or press enter to skip.", "$quiet")
        page.keep_in_view()
    if notice:
        page.blank()
        page.text(notice, "bold $warning")
    return page


def summary(session: Session, safety: Tally, width: int) -> Sheet:
    """The end of a sitting: what went well, what comes back, what to look at."""
    page = Sheet(width)
    page.blank()
    for line in summing_up.results(session):
        page.text(line, "bold")
    page.blank()
    page.text(f"Safety points you are sure of: {safety}")
    for line in summing_up.coming_back(session):
        page.text(line)
    for event in summing_up.sure_and_wrong(session)[:3]:
        card = session.scope.cards[event.card]
        page.blank()
        page.text("You were very sure, and this is better:", "$accent")
        page.text(wording.question_text(card), "$quiet")
        page.text(grading.key_text(card), "bold")
    if summing_up.keep_in_mind(session):
        page.blank()
        page.text(summing_up.keep_in_mind(session))
    page.blank()
    page.text(summing_up.next_step(session))
    page.text("Hard questions are the ones that teach. Every answer is saved.", "$quiet")
    return page


def get_help_sheet(width: int) -> Sheet:
    """When to get help."""
    page = Sheet(width)
    for title, points in get_help.SECTIONS:
        page.blank()
        page.text(title, "bold $accent")
        for point in points:
            page.text(point, first=f"{MARGIN}- ", then=f"{MARGIN}  ")
    page.blank()
    page.text(get_help.CLOSING, "bold")
    return page


def help_sheet(keys: Sequence[Key], width: int) -> Sheet:
    """The keys of a screen."""
    page = Sheet(width)
    page.blank()
    for key in keys:
        face = f"{key.face:<8}"
        page.rich(
            plain(key.help),
            first=Content.assemble(MARGIN, (face, "bold $accent")),
            then=Content(MARGIN + " " * len(face)),
        )
    page.blank()
    page.text("Larger text: use your terminal's zoom, often ctrl and plus.", "$quiet")
    page.text("With a screen reader, 'ldn-learn study --plain' goes line by line.", "$quiet")
    return page


def story_sheet(story: Story, width: int) -> Sheet:
    """A card's story."""
    page = Sheet(width)
    page.blank()
    page.text(wording.question_text(story.card), "bold")
    page.blank()
    page.text("Why today", "$accent")
    page.text(story.why)
    if story.standing:
        page.blank()
        page.text("How it stands", "$accent")
        for line in story.standing:
            page.text(line)
    if story.note:
        page.blank()
        page.text("Your note", "$accent")
        page.text(story.note)
    if story.answers:
        page.blank()
        page.text("Your answers", "$accent")
        for line in story.answers:
            page.text(line, then=f"{MARGIN}  ")
    return page


def words_sheet(here: Sequence[Term], every: Sequence[Term], width: int) -> Sheet:
    """What the words of a card or lesson mean, and then all others."""
    page = Sheet(width)
    others = [term for term in every if term not in here]
    for title, terms in (("Here", here), ("All words" if not here else "All other words", others)):
        if terms:
            page.blank()
            page.text(title, "$accent")
        for term in terms:
            page.blank()
            page.text(term.term, "bold")
            page.text(term.definition)
    if not every:
        page.blank()
        page.text("These decks explain their words in the lessons.")
    return page


def sources_sheet(found: Sequence[tuple[Source, str]], width: int) -> Sheet:
    """The works behind a card."""
    page = Sheet(width)
    for source, locator in found:
        page.blank()
        page.text(wording.design(source), "$accent")
        page.text(wording.citation(source, locator))
    if not found:
        page.blank()
        page.text("This card names no source.")
    return page
