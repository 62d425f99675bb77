"""The points of the teach-back say only what the decks and "When to get help" say, in plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Audience, Choice, Flip
from ldn_learn.decks.library import load
from ldn_learn.rules import phrases
from ldn_learn.rules.readability import HEADWORDS, counts, flesch_kincaid
from ldn_learn.study import get_help
from ldn_learn.study.teach_back import FRAME, PROMPTS, Prompt

FOLDER: Final = Path(__file__).parents[2] / "decks"

CARRIED: Final = {
    "Opioids must not be mixed": (
        "people who use opioid pain medicines must not take naltrexone",
        "names to look for are codeine, dihydrocodeine, tramadol, morphine, oxycodone, hydrocodone, fentanyl",
    ),
    "Opioids hide in": (
        "opioids hide in pain, cough and diarrhoea medicines",
        "kratom, sold as a supplement, acts on opioid receptors too",
        "ask a pharmacist to check each pack",
    ),
    "A low dose of LDN is not": ("a low dose is not an exception",),
    "With LDN, opioids may not work": ("opioids may not work", "may hit harder than expected"),
    "In a body that is used to opioids": (
        "in a body that is used to opioids, the block can bring on withdrawal",
        "it can be sudden and severe",
    ),
    "Do not take more opioid": ("do not take more opioid to beat the block: it can kill",),
    "Tell the surgeon": (
        "tell the surgeon and the staff who give the anaesthetic",
        "tell the team early, and ask how they will treat your pain",
    ),
    "Say why it matters": ("opioid pain relief may not work as planned, and may hit harder than expected",),
    "Let the team decide": ("they decide when you pause ldn", "pick your own date to pause it"),
    "Your prescriber decides when you go back": (
        "your prescriber decides when you go back to it",
        "ask before you leave hospital who will set the date",
    ),
    "Carry a card": ("carry a card or a medical alert that says you take naltrexone",),
    "Your prescriber sets your dose": ("your prescriber sets your dose and each change to it",),
    "Use the LDN": ("use the ldn your pharmacy made", "do not cut, crush or dissolve these tablets"),
    "Check the drug": (
        "check the drug, form and strength each time",
        "call the pharmacy if they are not what was ordered",
    ),
    "After a missed dose": (
        "if you miss a dose of ldn, do not {{double",
        "ask your pharmacist or prescriber what to do after a missed dose",
    ),
    "Do not share": ("keep ldn away from children. do not share it",),
    "Call emergency services": ("call emergency services now", "trouble breathing, a swollen face, or hives"),
    "Call them too": (
        "ldn and an opioid were mixed: slow breaths, great sleepiness, faintness, confusion or severe vomiting",
    ),
    "Call them or a crisis line": ("if you think of harming yourself, call emergency services or a crisis line now",),
    "Stop LDN for": (
        "stop ldn, get medical help and tell your prescriber",
        "yellow skin or eyes, dark urine, pale stools, or pain in the upper belly",
    ),
    "Ring a poison centre": (
        "ring a poison centre or a doctor at once",
        "somebody took too much, or a child swallowed some",
    ),
    "Call your prescriber before": (
        "call your prescriber before you take the next dose",
        "at once: low mood, confusion",
        "a side effect does not let up",
    ),
}
"""What a point rests on, by how it begins."""

EACH_POINT: Final = [(prompt, point) for prompt in PROMPTS for point in prompt.points]


def taught() -> str:
    """All that a patient is taught about safety and dosing, in small letters."""
    texts = [*(point for _, points in get_help.SECTIONS for point in points), get_help.CLOSING]
    texts += [title for title, _ in get_help.SECTIONS]
    for deck in load([FOLDER / "safety.yaml", FOLDER / "dosing.yaml"], DeckCache(None)).decks:
        texts += [lesson.text for lesson in deck.lessons]
        for card in deck.cards_for(Audience.PATIENT):
            texts += [card.prompt, card.explanation]
            if isinstance(card, Choice):
                texts += [text for option in card.options for text in (option.text, option.feedback)]
            elif isinstance(card, Flip):
                texts.append(card.answer)
    return " \n ".join(" ".join(text.split()) for text in texts).lower()


TAUGHT: Final = taught()


@pytest.mark.parametrize(("prompt", "point"), EACH_POINT)
def test_each_point_is_carried_by_a_deck_or_by_when_to_get_help(prompt: Prompt, point: str) -> None:
    carriers = [carried for begin, carried in CARRIED.items() if point.startswith(begin)]
    assert len(carriers) == 1, prompt.id
    assert [phrase for phrase in carriers[0] if phrase not in TAUGHT] == []


def test_nothing_is_listed_that_no_point_says() -> None:
    assert [begin for begin in CARRIED if not any(point.startswith(begin) for _, point in EACH_POINT)] == []


def test_there_are_four_prompts_with_three_to_six_points_each() -> None:
    assert [prompt.id for prompt in PROMPTS] == ["mixing", "operation", "supply", "signs"]
    assert all(3 <= len(prompt.points) <= 6 for prompt in PROMPTS)
    assert all(len(set(prompt.points)) == len(prompt.points) for prompt in PROMPTS)


def test_the_frame_says_that_it_is_no_test() -> None:
    assert FRAME == "This checks how well we explained it. It is not a test of you."


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)
def test_a_prompt_reads_at_grade_6_in_short_sentences(prompt: Prompt) -> None:
    of = counts([prompt.text, *prompt.points], HEADWORDS)
    grade = flesch_kincaid(of)
    assert grade is not None
    assert grade <= 6
    assert of.longest <= 25


@pytest.mark.parametrize(("prompt", "point"), EACH_POINT)
def test_a_point_gives_no_number_no_dose_and_no_order_without_whom_to_ask(prompt: Prompt, point: str) -> None:
    assert not re.search(r"\d", point), prompt.id
    assert not phrases.dose_orders(point)
    assert not phrases.promotional(point)
    assert not phrases.medicine_changes(point)
    assert not phrases.home_recipes(point)
    assert point.endswith(".")
