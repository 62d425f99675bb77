"""The forms that two readers fill in: PEMAT-P and the CDC Clear Communication Index, with what a machine can see."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ldn_learn.decks.problems import Problem

_WIDTH: Final = 78


class Question(NamedTuple):
    """One item of a form, and the rules whose findings speak against it."""

    number: int
    text: str
    rules: tuple[str, ...] = ()


UNDERSTANDABLE: Final = (
    Question(1, "The material makes its purpose completely evident.", ("R09",)),
    Question(2, "The material does not include information or content that distracts from its purpose."),
    Question(3, "The material uses common, everyday language.", ("R01", "R02", "R03", "R04", "J04")),
    Question(4, "Medical terms are used only to familiarize the audience with them, and are defined.", ("J01", "J03")),
    Question(5, "The material uses the active voice.", ("R07",)),
    Question(6, "Numbers are clear and easy to understand.", ("N01", "N02", "N03", "N04", "N08", "N14")),
    Question(7, "The material does not expect the user to perform calculations.", ("N09",)),
    Question(8, "The material breaks or chunks information into short sections.", ("R05", "R06", "R08")),
    Question(9, "The material's sections have informative headers."),
    Question(10, "The material presents information in a logical sequence.", ("A11", "A12")),
    Question(11, "The material provides a summary.", ("R10",)),
    Question(12, "The material uses visual cues to draw attention to key points."),
    Question(15, "The material uses visual aids whenever they could make content more easily understood."),
    Question(16, "The material's visual aids reinforce rather than distract from the content."),
    Question(17, "The material's visual aids have clear titles or captions."),
    Question(18, "The material uses illustrations and photographs that are clear and uncluttered."),
    Question(19, "The material uses simple tables with short and clear row and column headings."),
)
"""PEMAT-P, understandability; items 13 and 14 are for sound and film."""

ACTIONABLE: Final = (
    Question(20, "The material clearly identifies at least one action the user can take.", ("C08", "F09")),
    Question(21, "The material addresses the user directly when describing actions."),
    Question(22, "The material breaks down any action into manageable, explicit steps."),
    Question(23, "The material provides a tangible tool whenever it could help the user take action."),
    Question(24, "The material provides simple instructions or examples of how to perform calculations."),
    Question(25, "The material explains how to use charts, graphs, tables or diagrams to take actions."),
    Question(26, "The material uses visual aids whenever they could make it easier to act on the instructions."),
)
"""PEMAT-P, actionability."""

INDEX: Final = (
    Question(1, "Does the material contain one main message statement?", ("R09",)),
    Question(2, "Is the main message at the top, beginning, or front of the material?", ("R09",)),
    Question(3, "Is the main message emphasized with visual cues?"),
    Question(4, "Does the material contain at least one visual that conveys or supports the main message?"),
    Question(5, "Does the material include one or more calls to action for the primary audience?", ("C08", "F09")),
    Question(6, "Do both the main message and the call to action use the active voice?", ("R07",)),
    Question(7, "Does the material always use words the primary audience uses?", ("J01", "J03", "R01", "R02")),
    Question(8, "Does the material use bulleted or numbered lists?"),
    Question(9, "Is the material organized in chunks with headings?", ("R08",)),
    Question(10, "Is the most important information summarized in the first paragraph or section?", ("R09",)),
    Question(11, "Does it explain what authoritative sources know and do not know about the topic?", ("S07",)),
    Question(12, "Does the material include one or more behavioral recommendations?"),
    Question(13, "Does it explain why the behavioral recommendation is important?", ("F02",)),
    Question(14, "Does the behavioral recommendation include specific directions?", ("C08",)),
    Question(15, "Does the material always present numbers the primary audience uses?", ("N01", "N03", "N08", "N11")),
    Question(16, "Does the material always explain what the numbers mean?", ("N05", "N06", "N13")),
    Question(17, "Does the audience have to conduct mathematical calculations? (No scores 1.)", ("N04", "N09", "N14")),
    Question(18, "Does the material explain the nature of the risk?"),
    Question(19, "Does the material address both the risks and benefits?", ("C06", "T01")),
    Question(20, "If numeric probability is used, is it also explained with words or a visual?", ("N13",)),
)
"""The CDC Clear Communication Index; items 12 to 20 may not apply."""

_MAIN_MESSAGE: Final = 1
_HANGING: Final = (2, 3, 4)
_PASS: Final = 90.0


def pemat_score(agree: int, disagree: int) -> float | None:
    """Points of the items that apply, out of 100; `None` when none does. PEMAT: agree 1, disagree 0."""
    total = agree + disagree
    return 100 * agree / total if total else None


def index_score(points: dict[int, bool]) -> float | None:
    """Points of the items that apply, out of 100; `None` when none does.

    `points` tells of each item that applies whether it scores; item 17 does when the answer is no. Without one main
    message (item 1), items 2 to 4 score nothing.
    """
    if not points:
        return None
    lost = _HANGING if not points.get(_MAIN_MESSAGE, True) else ()
    return 100 * sum(scored and number not in lost for number, scored in points.items()) / len(points)


def index_passes(score: float) -> bool:
    """Whether a material passes: 90 and more, not rounded."""
    return score >= _PASS


def forms(problems: Iterable[Problem]) -> str:
    """Both forms, each item with what was found against it; a person decides."""
    found: dict[str, int] = {}
    for problem in problems:
        code = problem.code.rstrip("d")
        found[code] = found.get(code, 0) + 1
    parts = [
        _WHAT,
        _form("PEMAT-P: understandability", UNDERSTANDABLE, found, "Agree / Disagree / Not applicable"),
        _form("PEMAT-P: actionability", ACTIONABLE, found, "Agree / Disagree / Not applicable"),
        "Score of each part: points of the items that apply, out of 100. Good enough: 70. Aim: 80.",
        _form("CDC Clear Communication Index", INDEX, found, "Yes / No; from item 12 on also: does not apply"),
        "Score: points of the items that apply, out of 100. Item 17 scores when the answer is no. When item 1 is no, "
        "items 2 to 4 score 0. Passed from 90 on, not rounded.",
        "Reader: ______________________    Date: ______________    Deck and version: ______________",
    ]
    return "\n\n".join(textwrap.fill(part, _WIDTH) if "\n" not in part else part for part in parts)


def _form(title: str, questions: Iterable[Question], found: dict[str, int], answers: str) -> str:
    lines = [title, "-" * len(title), answers]
    for question in questions:
        lines += textwrap.wrap(f"[ ] {question.number:2}  {question.text}", _WIDTH, subsequent_indent=" " * 8)
        if question.rules:
            lines += textwrap.wrap(
                _seen(question.rules, found), _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8
            )
    return "\n".join(lines)


def _seen(rules: Collection[str], found: dict[str, int]) -> str:
    against = [f"{code} {found[code]} times" for code in rules if code in found]
    if not against:
        return f"Machine: nothing found against it ({', '.join(rules)})."
    return f"Machine: speaks against it: {', '.join(against)}."


_WHAT: Final = (
    "Two people fill in these forms, each alone, and then compare. The program has filled in what it could see; the "
    "answer is theirs."
)
