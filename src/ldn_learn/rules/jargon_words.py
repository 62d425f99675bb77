"""Medical words that need explaining, and abbreviations that need none."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
agonist, antagonist, receptor, microglia, microglial, glial, toll-like, cytokine, endorphin, enkephalin, placebo,
randomised, randomized, double-blind, open-label, crossover, cohort, observational, meta-analysis, systematic review,
remission, endoscopic, efficacy, compounding, compounded, off-label, half-life, metabolite, bioavailability, hepatic,
hepatitis, renal, autoimmune, inflammation, inflammatory, contraindicated, contraindication, adverse event, titrate,
titration, subcutaneous, sublingual, topical, intravenous, withdrawal, dependence, precipitated withdrawal,
fibromyalgia, neuropathic, neuropathy, sclerosis, crohn, colitis, excipient, suspension, median, confidence interval,
statistically significant, p-value, odds ratio, hazard ratio, relative risk, in vitro, in vivo, preclinical, analgesic,
analgesia, anaesthetist, anesthetist, sedation, methadone, buprenorphine, biomarker, pharmacokinetics, pharmacology,
opioid, naltrexone, naloxone, seizure, hives, poison centre, toxicity, immunomodulator, macrophage, up-regulation,
upregulation, rebound, surrogate, endpoint, primary outcome, enzyme, transaminase, bilirubin, jaundice, thyroiditis,
hyperalgesia, syndrome, chronic, acute, pharmacovigilance, intention-to-treat, dropout, washout
"""


def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in _WORDS.replace("\n", " ").split(","):
        term = word.strip()
        first = term.replace("-", " ").split()[0]
        found.setdefault(first, []).append(term)
        found.setdefault(f"{first}s", []).append(term)
    return {first: tuple(terms) for first, terms in found.items()}


JARGON: Final = _by_first_word()
"""Medical words by their first word as it stands in a text."""

HARMLESS_ACRONYMS: Final = frozenset(
    {
        "AM",
        "PM",
        "OK",
        "TV",
        "UK",
        "US",
        "USA",
        "EU",
        "AIDS",
        "COVID",
        "HIV",
        "ID",
        "NOT",
        "EXCEPT",
        "AND",
        "OR",
        "ALL",
        "NO",
        "ONLY",
        "II",
        "III",
        "IV",
        "DNA",
    }
)
"""Abbreviations that everybody knows, words in capitals, and Roman numbers."""
