"""What goes on the page for the visit: what the learner knows, what is left, what to ask, and when to get help.

No score and no percentage, and never that it is safe to start: the page is for a talk, not a clearance.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ldn_learn.insight.handout_draft import Draft, Points
from ldn_learn.insight.handout_parts import WIDTH, Line, Mark, clean, cut
from ldn_learn.rules import phrases
from ldn_learn.study import get_help, teach_back

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from ldn_learn.decks.cards import Deck
    from ldn_learn.insight.handout_parts import Handout

READY: Final = "You are ready to talk with your prescriber about LDN"
QUESTIONS_FIRST: Final = "Questions to take to your prescriber about LDN"
ONCE_MORE: Final = "Go over your safety points once more first"
STILL_LEARNING: Final = "I am still learning the safety points."
NOTHING_LEFT: Final = {
    True: "Nothing was left over from my last readiness check.",
    False: "My safety points, until I am sure of each one.",
    None: "I have not taken the readiness check yet.",
}
TWO_ROWS: Final = (WIDTH - 6, 2)
"""The most that one objective may take."""
MOST_QUESTIONS: Final = 8
MEDICINE_WIDTH: Final = 40
SURE: Final = "I was sure, but missed: "
ASK_ABOUT: Final = "Ask about this: "

_OPIOIDS: Final = "Do any of my medicines contain an opioid? How long must I be opioid-free before the first dose?"
_PHARMACY: Final = "Which pharmacy makes it, how is strength tested, what is in the capsule?"

QUESTIONS: Final = {
    "SAF-1": _OPIOIDS,
    "SAF-2": _OPIOIDS,
    "SAF-3": _OPIOIDS,
    "DOS-1": "What dose do I start with, how does it change, and who decides?",
    "TRI-1": "What is the evidence for my condition? What are the other choices?",
    "SAF-4": "If I need surgery, a scan with sedation or dental work, when do I stop and restart, and who decides?",
    "SAF-5": "What pain relief can I use while on LDN?",
    "SAF-6": "Do I need liver tests?",
    "SAF-7": "Is it right for me if I am or may become pregnant, or breastfeed?",
    "DOS-6": "How long do we try it, and how will we judge if it helps?",
    "SE-1": "Which side effects should I expect in the first weeks?",
    "DOS-5": "Should my other medicines stay the same?",
    "SAF-8": "What if my mood gets worse?",
    "DOS-4": "What if I miss a dose?",
    "DOS-2": _PHARMACY,
    "DOS-3": _PHARMACY,
    "HIS-3": "Is this use approved? What does off-label mean for me?",
    "DOS-7": "What will it cost and will insurance pay?",
}
"""What to ask about an objective, in the order in which a learner with nothing missed takes them along."""

_NOT_ADVICE: Final = "This is not medical advice. "
"""Decks say this of themselves; the page says it at its top."""

_BARRED: Final = r"[%‰٪]|per ?cent|safe to start|fail"
"""What no deck may bring onto the page."""

_RULES: Final = (phrases.promotional, phrases.dose_orders, phrases.home_recipes, phrases.relative_risks)
"""What else may not stand in a text from a deck. Each gives the phrases that break it."""

_LOOKED_AT: Final = 1000
"""Signs of a text that are looked at, where only a line or two can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the log says about this learner."""

    ready: bool | None
    """How the last readiness check ended; `None` when none was taken."""
    missed: tuple[str, ...] = ()
    """Objectives missed in the last check, or whose cards the learner gets wrong."""
    known: tuple[str, ...] = ()
    """Objectives that the learner is sure of."""
    sure_but_wrong: tuple[str, ...] = ()
    """Objectives of confident errors that stand."""
    ask: tuple[str, ...] = ()
    """Prompts of cards that the learner flagged or keeps forgetting."""
    own_words: tuple[tuple[str, str], ...] = ()
    """The id of a teach-back prompt, and what the learner wrote."""
    medicines: tuple[str, ...] = ()
    """Typed for this page only."""


def handout(findings: Findings, decks: Iterable[Deck], day: date) -> Handout:
    """The page for one learner, on `day`.

    Objectives that no deck holds are left out, and safety comes first in each list. What does not fit is counted.
    """
    decks = tuple(decks)
    names = _objectives(decks, {*findings.missed, *findings.sure_but_wrong, *findings.known})
    safety = {card.objective for deck in decks for card in deck.cards if card.critical}
    gaps = _ranked((*findings.missed, *findings.sure_but_wrong), names, safety)
    known = [id_ for id_ in _ranked(findings.known, names, safety) if id_ not in gaps]
    ready = findings.ready is True and not safety.intersection(gaps)
    draft = Draft(
        message=READY if ready else _not_yet(findings, len(gaps)),
        known=_known(known, names, safety),
        go_over=_go_over(gaps, names, findings),
        said=_own_words(findings),
        questions=_questions(gaps, findings),
        medicines=_medicines(findings),
        about=_about(decks, day),
    )
    return draft.fitted()


def _not_yet(findings: Findings, gaps: int) -> str:
    if gaps:
        return f"Go over these {gaps} things first" if gaps > 1 else "Go over this one thing first"
    return QUESTIONS_FIRST if findings.ready is None else ONCE_MORE


def _objectives(decks: Sequence[Deck], wanted: Collection[str]) -> dict[str, str]:
    """The text of each wanted objective that a deck holds; empty when it may not stand on the page."""
    texts: dict[str, str] = {}
    for deck in decks:
        for objective in deck.objectives:
            if objective.id in wanted and objective.id not in texts:
                texts[objective.id] = _admitted(objective.text).rstrip(" .")
    return texts


def _admitted(text: str) -> str:
    """A text of a deck as it may stand on the page; empty for one that breaks the rules of this page."""
    text = clean(text[:_LOOKED_AT])
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    broken = re.search(_BARRED, shown, re.IGNORECASE) or any(rule(shown) for rule in _RULES)
    return "" if broken else text


def _ranked(ids: Iterable[str], names: Mapping[str, str], safety: Collection[str]) -> list[str]:
    """Each known id once, safety first, and last those whose text may not be shown."""
    found = dict.fromkeys(id_ for id_ in ids if id_ in names)
    return sorted(found, key=lambda id_: (not names[id_], id_ not in safety))


def _known(known: Sequence[str], names: Mapping[str, str], safety: Collection[str]) -> Points:
    of_safety = [id_ for id_ in known if id_ in safety]
    shown = [names[id_] for id_ in of_safety or known]
    if not shown:
        return Points((Line(text=STILL_LEARNING, mark=Mark.BULLET),))
    lines = tuple(Line(text=cut(i_can(text), *TWO_ROWS), mark=Mark.BULLET) for text in shown if text)
    return Points(lines, hidden=len(shown) - len(lines))


def i_can(objective: str) -> str:
    """An objective as the learner says it: "Say who sets the dose" becomes "I can say who sets the dose."."""
    text = re.sub(r"\band do not\b", "and not", _lowered(objective))
    return f"I {text}." if text.startswith("know ") else f"I can {text}."


def _lowered(text: str) -> str:
    """With a small first letter, unless the first word is an acronym."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _go_over(gaps: Sequence[str], names: Mapping[str, str], findings: Findings) -> Points:
    if not gaps:
        return Points((Line(text=NOTHING_LEFT[findings.ready], mark=Mark.BULLET),))
    lines: list[Line] = []
    for text, sure in ((names[id_], id_ in findings.sure_but_wrong) for id_ in gaps):
        if text:
            said = SURE + _lowered(text) if sure else text
            lines.append(Line(text=cut(said + ".", *TWO_ROWS), mark=Mark.TICK))
    return Points(tuple(lines), hidden=len(gaps) - len(lines))


def _own_words(findings: Findings) -> tuple[tuple[str, str], ...]:
    """Each teach-back prompt with what was written last; empty when nothing was."""
    said = dict(findings.own_words)
    return tuple((prompt.text, clean(said.get(prompt.id, ""))) for prompt in teach_back.PROMPTS)


def _medicines(findings: Findings) -> tuple[str, ...]:
    names = dict.fromkeys(clean(name[:_LOOKED_AT]) for name in findings.medicines)
    return tuple(cut(name, MEDICINE_WIDTH) for name in names if name)


def _questions(gaps: Sequence[str], findings: Findings) -> tuple[Line, ...]:
    """Questions about what was missed, then what the learner wants to ask, then what all should ask."""
    asked = (_admitted(re.sub(r"\{\{.*?\}\}", "_____", clean(prompt[:_LOOKED_AT]))) for prompt in findings.ask)
    texts = (
        *(QUESTIONS[id_] for id_ in gaps if id_ in QUESTIONS),
        *(cut(ASK_ABOUT + prompt, WIDTH - 10) for prompt in asked if prompt),
        *QUESTIONS.values(),
    )
    return tuple(Line(text=text, mark=Mark.BULLET, boxed=True) for text in list(dict.fromkeys(texts))[:MOST_QUESTIONS])


def _about(decks: Sequence[Deck], day: date) -> tuple[str, ...]:
    """The date, the decks by version, what they say of themselves, and how many works they rest on."""
    versions: dict[str, list[str]] = {}
    for deck in decks:
        versions.setdefault(_admitted(deck.version), []).append(_admitted(deck.title) or "a deck")
    groups = (f"Decks {version}".strip() + f": {', '.join(titles)}." for version, titles in versions.items())
    # When to get help has a part of its own on the page.
    told = (clean(deck.notice[:_LOOKED_AT]).partition(get_help.TITLE)[0] for deck in decks)
    notices = dict.fromkeys(notice.removeprefix(_NOT_ADVICE).strip() for notice in told)
    works = len({citation.source for deck in decks for card in deck.cards for citation in card.citations})
    sources = f"Sources: {works} work{'s' * (works > 1)}, named in the app." if works else "Sources: none."
    return (
        cut(" ".join((f"{day.day} {day:%B %Y}.", *groups)), WIDTH, 2),
        cut(f"{sources} {_admitted(' '.join(notices))}".strip(), WIDTH, 2),
    )
