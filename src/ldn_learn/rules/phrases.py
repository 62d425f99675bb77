"""Phrases that a text for patients or a question should not hold, and a few that it should.

Each rule is a pattern, kept as text so that importing this costs nothing. The patterns see a text with single spaces,
and the gaps in them are bounded, so that no text makes them slow. `found` gives the matches of one rule as they stand;
the functions below it also know what makes a match harmless.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ldn_learn.rules.readability import pieces

_NUMBER: Final = r"(?<![\d.,])\d[\d,]{0,12}"
_PERCENT: Final = r"\d{1,12}(?:\.\d{1,12})?\s?(?:%|per ?cent(?:s|age)?\b)"

ALL_OR_NONE: Final = (
    r"\b(all|none|both|neither|any) of (the )?(above|these|those|them|other (options|answers))\b"
    r"|\b(both|either|neither) \(?[a-e]\)? (and|or|nor) \(?[a-e]\)?(?![a-z])"
    r"|\b(answers|options|choices) [a-e] (and|or) [a-e]\b"
)
"""M03, an option that points at the other options."""

NEGATIVE_STEM: Final = (
    r"\b(except|least likely|not true|untrue|incorrect|false)\b"
    r"|\b(which|what|who|when|where|why|how)\b[^?]{0,200}?"
    r"\b(is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have)"
    r"(n['’]t| not| (you|we|it|they|people|patients|someone|a person) not)\b"
)
"""M04, a question for what is not so; for the last sentence of a stem."""

ABSOLUTE: Final = (
    r"\b(always|never|every(one|body|thing)?|all|none|nobody|no one|only|completely|totally|entirely|absolutely"
    r"|impossible|guaranteed?|certainly|definitely|without exception)\b"
    r"|\b100\s?%|\b(no|zero) (risks?|side effects?|interactions?|harm)\b"
)
"""M06, a word that gives an option away; for options only, since "all your medicines" is plain speech."""

VAGUE: Final = (
    r"\b(usually|often|sometimes|frequently|occasionally|rarely|seldom|commonly|generally|typically|many|most|few|some"
    r"|may|might|could)\b"
)
"""M07, how often, without a number; for options."""

DANGLING_ARTICLE: Final = r"\b(a|an)\s*[:_.…]*\s*$"
"""M10, a stem that ends in an article and so tells which option fits."""

UNFOCUSED: Final = (
    r"\bwhich (one )?(of )?(the following|these|those)?\s*(statements?|options?|answers?|choices?)?\s*"
    r"((about|regarding|concerning) [^?]{0,200}?)?\s*"
    r"(is|are)\s+(the )?(most )?(true|false|correct|incorrect|accurate|right|wrong)\b"
)
"""M15, a stem that asks nothing by itself."""

HINGED: Final = (
    r"\b(question|item|card)\s+(no\.?\s*)?\d+\b"
    r"|\b(previous|earlier|last|preceding)\s+(question|item|card|answer)\b"
    r"|\bas (in|above|before)\b.{0,200}?\b(question|card)\b"
)
"""M19, a text that needs another card."""

EMPTY_FEEDBACK: Final = (
    r"^\W*(in)?correct\W*$"
    r"|^\W*(wrong|no|nope|yes|right|good job|well done|try again|sorry)\W*"
    r"(try again|that['’]?s (not )?(right|correct|it))?\W*$"
)
"""F03, feedback that explains nothing."""

YES_NO: Final = r"^\s*(is|are|am|was|were|do|does|did|can|could|should|would|will|may|might|must|has|have|had)\b"
"""A03, a question that a yes answers."""

BARE_PRONOUN: Final = r"^\s*(it|they|this|that|these|those|he|she)\b"
"""A10, a prompt that begins with a word for something not yet named."""

PERCENT: Final = _PERCENT
"""N01, a percentage."""

OUT_OF: Final = (
    rf"(?:({_NUMBER})\s+(?:vs\.?|versus|and|or|against|compared (?:with|to))\s+)?"
    rf"({_NUMBER})\s+(?:out of|of|in)\s+(?:every\s+)?(?:the\s+)?({_NUMBER})\b"
)
"""So many out of so many, which is what a percentage needs beside it; "8 vs 5 out of 100" is two of them."""

SAMPLE_SIZE: Final = r"\bn\s*=\s*\d+"
"""The size of a group, which a percentage may have beside it instead."""

RELATIVE: Final = (
    rf"\b({_PERCENT}|half|twice|double[sd]?|triple[sd]?|\d+(\.\d+)?[ -]?(times|fold))\s+(as\s+)?"
    r"(more|less|fewer|higher|lower|greater|better|worse|likely|the (risk|chance|odds)|reduction|increase|drop|decrease"
    r"|cut)\b"
    r"|\b(relative risk|risk ratio|odds ratio|hazard ratio)\b"
    r"|\b(cuts?|reduce[sd]?|increase[sd]?|raise[sd]?|lowers?|lowered)\b"
    rf"[^.]{{0,40}}\bby\s+({_PERCENT}|half|a third|a quarter)"
)
"""N02, how much more or less, without how many."""

ONE_IN: Final = r"\b(1|one) (in|out of) (?!(every )?(10|100|1,?000)(?!,?\d))(every )?\d[\d,]*"
"""N03, one in some odd number, which reads as more than it is."""

FREQUENCY: Final = (
    r"\b(very common|common(ly)?|uncommon(ly)?|very rare|rare(ly)?|unlikely|likely|frequent(ly)?|occasional(ly)?|seldom"
    r"|low risk|high risk|small (risk|chance)|slight (risk|chance))\b"
)
"""N07, how often in a word; for texts about harm, since "likely" also says how sure science is."""

FINE_PERCENT: Final = r"\b(\d{1,12}\.\d{1,12}|\d{1,12}\d[1-9])\s?(%|per ?cent(?:s|age)?\b)"
"""N08, a percentage with a decimal or with more than two figures that count."""

TRAILING_ZERO: Final = r"\b\d+\.0+\s?(mg|mcg|[µμ]g|g|ml)\b"
"""N10a, a dose that is read ten times too large when the point is missed."""

NAKED_DECIMAL: Final = r"(?<!\d)\.\d+\s?(mg|mcg|[µμ]g|g|ml)\b"
"""N10b, the same, with nothing before the point."""

UNIT_UNCLEAR: Final = r"\b\d+(\.\d+)?(mg|mcg|g|ml)\b|[µμ]g|\bug\b"
"""N10c, a unit that touches its number, or a sign for micrograms that is misread."""

PROMOTION: Final = (
    r"\b(miracle|miraculous|wonder drug|breakthrough|game[- ]chang\w+|cures?|cured|proven|proves?|guarantee[ds]?"
    r"|revolutionary|amazing|remarkable|whopping|extremely safe|completely safe|totally safe|perfectly safe"
    r"|100% safe|risk[- ]free|no side effects|all[- ]natural|big pharma|suppressed)\b"
)
"""T01, praise and absolute claims."""

DOSE_ORDER: Final = (
    r"\b(take|start(ing)? (with|at|on)|begin (with|at)|increase (it )?to|go up to|raise (it|your dose) to"
    r"|your dose is)\b[^.?!]{0,30}\b\d+(\.\d+)?\s?(mg|milligrams?|mcg)\b"
)
"""T03 and X01, a dose for the reader; only the prescriber sets one."""

STIGMA: Final = (
    r"\b(addicts?|(drug|opioid|substance|alcohol) abusers?|drug[- ]seek\w+|junkie|alcoholics?|clean (urine|time)"
    r"|dirty urine|non-?compliant)\b"
)
"""T05 and J05, words that put the illness before the person."""

ACRONYM: Final = r"\b[A-Z][A-Z0-9]{1,5}s?\b"
"""J03; the one pattern that tells capitals apart."""

BLAME: Final = r"\bwrong!|\b(bad|stupid|fail(ed)?|careless|you should know)\b"
"""F08, words that shame the reader; for feedback, since a dream may be bad."""

ACTION: Final = r"\b(call|tell|ask|check|stop|do not|don['’]t|show|carry|get (medical )?help)\b"
"""F09, what a safety text has to hold: a thing to do."""

MEDICINE_CHANGE: Final = (
    r"\b(start|begin|stop|change|skip|switch|swap|cut down|come off|(raise|lower|double) (the|your))\b[^.?!;:]{0,30}?"
    r"\b(LDN|naltrexone|medicines?|medication|drugs?|doses?|pills?|tablets?|capsules?)\b"
)
"""X02, a text that tells the reader to start, stop or change a medicine."""

ASKS_FIRST: Final = r"\bask(s|ing)?\b|\b(prescriber|doctor|specialist|pharmacist)s?\b|\b(care|your) team\b"
"""X02, what makes such a text acceptable."""

HOME_RECIPE: Final = (
    r"\b(split(ting)?|cut(ting)?|crush(ing)?|dissolv(e|ing)|grind(ing)?|break(ing)?)\b[^.?!]{0,60}?"
    r"\b(tablets?|pills?|50 ?mg)\b"
)
"""X04, how to make low doses out of full tablets."""

RULES: Final = {
    "A03": YES_NO,
    "A10": BARE_PRONOUN,
    "F03": EMPTY_FEEDBACK,
    "F08": BLAME,
    "F09": ACTION,
    "J03": ACRONYM,
    "M03": ALL_OR_NONE,
    "M04": NEGATIVE_STEM,
    "M06": ABSOLUTE,
    "M07": VAGUE,
    "M10": DANGLING_ARTICLE,
    "M15": UNFOCUSED,
    "M19": HINGED,
    "N01": PERCENT,
    "N02": RELATIVE,
    "N03": ONE_IN,
    "N07": FREQUENCY,
    "N08": FINE_PERCENT,
    "N10a": TRAILING_ZERO,
    "N10b": NAKED_DECIMAL,
    "N10c": UNIT_UNCLEAR,
    "T01": PROMOTION,
    "T03": DOSE_ORDER,
    "T05": STIGMA,
    "X02": MEDICINE_CHANGE,
    "X04": HOME_RECIPE,
}
"""The pattern of each rule, by code."""

_NEGATION: Final = (
    r"\b(not(?! only\b| just\b)|no|never|nobody|nothing|none|nor|cannot|without)\b|n['’]t\b"
    r"|\bun(likely|proven|clear|known|certain|sure|tested)\b"
)
_REACH: Final = 3
"""Words before a claim within which a negation turns it round."""


def found(code: str, text: str) -> tuple[str, ...]:
    """What the rule `code` matches in a text, in order. Raises `KeyError` for a code that is not in `RULES`."""
    return tuple(match[0].strip() for match in _matches(code, _flat(text)))


def _matches(code: str, flat: str) -> list[re.Match[str]]:
    return list(_compiled(RULES[code], 0 if code == "J03" else re.IGNORECASE).finditer(flat))


_compiled: Final = cache(re.compile)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _asserted(code: str, text: str) -> tuple[str, ...]:
    """The matches of a rule but for those that a negation turns round, shortly before and in the same sentence."""
    flat = _flat(text)
    return tuple(match[0] for match in _matches(code, flat) if not _denied(flat, match.start()))


def _denied(flat: str, start: int) -> bool:
    near = re.split(r"[.!?;:]", flat[max(0, start - 100) : start])[-1].split()[-_REACH:]
    return bool(re.search(_NEGATION, " ".join(near), re.IGNORECASE))


def negative_stem(stem: str) -> tuple[str, ...]:
    """M04 in the sentence that asks, which is the last."""
    asks = pieces(stem)[-1:]
    return found("M04", asks[0]) if asks else ()


def vague(option: str) -> tuple[str, ...]:
    """M07 in an option that gives no number."""
    return () if re.search(r"\d", option) else found("M07", option)


def absolute_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Each "so many out of so many", as (part, whole)."""
    pairs: list[tuple[int, int]] = []
    for match in _compiled(OUT_OF, re.IGNORECASE).finditer(_flat(text)):
        whole = _whole(match[3])
        pairs += [(_whole(part), whole) for part in (match[1], match[2]) if part and _whole(part) <= whole]
    return tuple(pairs)


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def bare_percents(text: str) -> tuple[str, ...]:
    """N01, percentages in a text that nowhere says of how many."""
    if absolute_numbers(text) or re.search(SAMPLE_SIZE, _flat(text), re.IGNORECASE):
        return ()
    return found("N01", text)


def relative_risks(text: str) -> tuple[str, ...]:
    """N02, relative statements in a text without the numbers of both groups."""
    return () if len(absolute_numbers(text)) > 1 else found("N02", text)


def mixed_denominators(text: str) -> tuple[int, ...]:
    """N04, the wholes that the numbers of a text are out of, when there are several."""
    wholes = sorted({whole for _, whole in absolute_numbers(text)})
    return tuple(wholes) if len(wholes) > 1 else ()


def frequency_words(text: str) -> tuple[str, ...]:
    """N07, how often in a word, in a text about harm that gives no number of people."""
    return () if absolute_numbers(text) else found("N07", text)


def unclear_doses(text: str) -> tuple[str, ...]:
    """N10, amounts that are easily misread."""
    return tuple(each for code in ("N10a", "N10b", "N10c") for each in found(code, text))


def promotional(text: str) -> tuple[str, ...]:
    """T01, praise that no negation turns round: "not proven" is honest."""
    return _asserted("T01", text)


def dose_orders(text: str) -> tuple[str, ...]:
    """T03 and X01, doses given to the reader."""
    return found("T03", text)


def medicine_changes(text: str) -> tuple[str, ...]:
    """X02, orders to start, stop or change a medicine in a text that does not say whom to ask."""
    return () if re.search(ASKS_FIRST, _flat(text), re.IGNORECASE) else _asserted("X02", text)


def home_recipes(text: str) -> tuple[str, ...]:
    """X04, ways to make low doses at home, unless the text says not to."""
    return _asserted("X04", text)
