"""Words of which a text must hold one for a pattern to match it: asking for them first makes a check fast."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "A10": "it they this that these those he she",
    "F08": "wrong bad stupid fail failed careless you",
    "M03": "above these those them other a b c d e",
    "M04": "except least not untrue incorrect false t isn aren wasn weren don doesn didn can couldn shouldn wouldn won",
    "M06": "always never every everyone everybody everything all none nobody no only completely totally entirely "
    "absolutely impossible guarantee guaranteed certainly definitely without 100 zero",
    "M07": "usually often sometimes frequently occasionally rarely seldom commonly generally typically many most few "
    "some may might could",
    "M15": "which",
    "M19": "question item card answer",
    "N01": "% percent percents percentage per",
    "N02": "half twice double doubled doubles triple tripled triples times fold ratio relative third quarter % "
    "percent percents percentage per",
    "N03": "1 one",
    "N07": "common commonly uncommon uncommonly very rare rarely unlikely likely frequent frequently occasional "
    "occasionally seldom low high small slight",
    "N08": "% percent percents percentage per",
    "N10": "mg mcg g ml µ μ ug",
    "N11": "nnt ratio p confidence",
    "R07": "is are was were be been being",
    "T01": "miracle miraculous wonder breakthrough game cure cures cured proven prove proves guarantee guarantees "
    "guaranteed revolutionary amazing remarkable whopping extremely completely totally perfectly 100 risk no all big "
    "suppressed",
    "T05": "addict addicts abuser abusers drug junkie alcoholic alcoholics clean dirty non noncompliant",
    "X01": "take start starting begin increase go raise your",
    "X02": "start begin stop change skip switch swap cut come raise lower double",
    "X04": "split splitting cut cutting crush crushing dissolve dissolving grind grinding break breaking",
}

TRIGGERS: Final = {code: frozenset(words.split()) for code, words in _WORDS.items()}
"""The words by the code of the rule."""
