"""When to get help: the same words wherever they are shown.

They say what the lessons about safety and side effects say.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "When to get help"

SECTIONS: Final = (
    (
        "Call emergency services now",
        (
            "Trouble breathing, a swollen face, or hives",
            "LDN and an opioid were mixed: slow breaths, great sleepiness, faintness, confusion or severe vomiting",
            "Thoughts of harming yourself; a crisis line can help too",
        ),
    ),
    (
        "Stop LDN, get medical help and tell your prescriber",
        ("Yellow skin or eyes, dark urine, pale stools, or pain in the upper belly",),
    ),
    (
        "Ring a poison centre or a doctor at once",
        ("Somebody took too much, or a child swallowed some",),
    ),
    (
        "Call your prescriber before you take the next dose",
        (
            "At once: low mood, confusion, blurred sight, seeing things, new bruises",
            "You took an opioid, or may need one: ask about pain, cough and diarrhoea medicines too",
            "An operation, a dental visit or a scan with sedation is planned",
            "You are pregnant, plan a baby or breastfeed",
            "A side effect does not let up",
        ),
    ),
)

CLOSING: Final = (
    "Tell everybody who treats you that you take LDN. Do not take more opioid to beat the block: it can kill."
)
