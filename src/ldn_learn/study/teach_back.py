"""Saying it in one's own words: four prompts, and the points to tick afterwards.

Nothing here is graded. The points say what the safety and dosing decks and "When to get help" say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FRAME: Final = "This checks how well we explained it. It is not a test of you."


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question to answer in one's own words, and what a full answer holds."""

    id: str
    text: str
    points: tuple[str, ...]


PROMPTS: Final = (
    Prompt(
        "mixing",
        "Tell a friend which medicines must not be mixed with LDN, and why.",
        (
            "Opioids must not be mixed with LDN. Codeine, tramadol, morphine and methadone are opioids.",
            "Opioids hide in pain, cough and diarrhoea medicines, and kratom acts on the same spots. A pharmacist can "
            "check each pack.",
            "A low dose of LDN is not an exception.",
            "With LDN, opioids may not work, and may hit harder than expected.",
            "In a body that is used to opioids, LDN can bring on sudden and severe illness, called withdrawal.",
            "Do not take more opioid to beat the block. It can kill.",
        ),
    ),
    Prompt(
        "operation",
        "You are told you need an operation. What will you do?",
        (
            "Tell the surgeon and the staff who give the anaesthetic that you take LDN. Tell them early.",
            "Say why it matters: opioid pain relief may not work as planned, and may hit harder than expected.",
            "Let the team decide when you pause LDN. Do not pick your own date.",
            "Your prescriber decides when you go back to LDN. Ask before you leave hospital who will set the date.",
            "Carry a card or a medical alert that says you take naltrexone.",
        ),
    ),
    Prompt(
        "supply",
        "How will you get your dose, and what will you not do?",
        (
            "Your prescriber sets your dose and each change to it.",
            "Use the LDN that your pharmacy made for you. Do not cut, crush or dissolve full-strength tablets.",
            "Check the drug, the form and the strength on the label each time. Call the pharmacy if they differ.",
            "After a missed dose, do not double the next one. Ask your pharmacist.",
            "Do not share your LDN, and keep it away from children.",
        ),
    ),
    Prompt(
        "signs",
        "Which signs mean call today, and which mean emergency help?",
        (
            "Call emergency services for trouble breathing, a swollen face or hives.",
            "Call them too if LDN and an opioid were mixed. Signs are slow breaths, great sleepiness, faintness, "
            "confusion or severe vomiting.",
            "Call them or a crisis line for thoughts of harming yourself.",
            "Stop LDN for yellow skin or eyes, dark urine, pale stools or pain in the upper belly. Get medical help "
            "and tell your prescriber.",
            "Ring a poison centre or a doctor at once if somebody took too much, or a child swallowed some.",
            "Call your prescriber before the next dose if your mood is low, or a side effect does not let up.",
        ),
    ),
)
