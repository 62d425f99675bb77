"""What a rule is for, in words: for one rule, and for all of them as a page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.nodes import Mapping, NotYamlError, Scalar, Sequence, parse
from ldn_learn.decks.writing import as_yaml
from ldn_learn.rules.registry import Levels, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_learn.decks.nodes import Node
    from ldn_learn.decks.writing import Plain

FAMILIES: Final = {
    "A": "Form of a card",
    "B": "Facts and figures",
    "C": "Coverage",
    "D": "Copies",
    "F": "Feedback",
    "J": "Jargon",
    "K": "Signs and files",
    "L": "Silencing and beliefs",
    "M": "Choices",
    "N": "Numbers and risk",
    "R": "Reading level",
    "S": "Sources",
    "T": "Tone",
    "V": "Values",
    "X": "Safety",
    "Y": "YAML",
}
"""The families of rules by the first letter of their codes."""


def explained(rule: Rule) -> str:
    """One rule, for a terminal."""
    silence = (
        "In texts for patients it cannot be silenced."
        if rule.firm
        else f"Silence it on a card with 'lint_ok: {{{rule.code}: why it does not fit here}}'."
    )
    doc = (rule.find.__doc__ or "").strip() if rule.scope is not Scope.FORM else ""
    parts = [
        f"{rule.code}  {rule.title}",
        f"For patients: {_level(rule.levels, 'patient')}. For trainees: {_level(rule.levels, 'trainee')}. Looks "
        f"at: {rule.scope}.",
        _flat(doc),
        f"Why: {rule.why}",
        f"From: {rule.standard}",
        f"Bad:\n{_indented(rule.bad)}",
        f"Good:\n{_indented(rule.good)}",
        silence if rule.scope in (Scope.CARD, Scope.DECK) else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _indented(example: str) -> str:
    return "\n".join(f"    {line}" for line in shown(example).splitlines())


def shown(example: str) -> str:
    """An example as an author would write it; one that is told in words stays."""
    if not example.startswith("{"):
        return example
    try:
        root, _ = parse(example.encode(), "")
    except NotYamlError:
        return example
    plain = _plain(root)
    return as_yaml(plain).rstrip() if isinstance(plain, dict) else example


def _plain(node: Node | None) -> Plain:
    match node:
        case Mapping():
            return {key: _plain(value) for key, value in node.items.items()}
        case Sequence():
            return [_plain(item) for item in node.items]
        case Scalar():
            return node.text == "true" if node.text in ("true", "false") else node.text
        case _:
            return ""


def _level(levels: Levels, audience: str) -> str:
    level = levels.of(audience)
    return level.value if level else "off"


def _flat(text: str) -> str:
    return " ".join(text.split())


def page(rules: Iterable[Rule]) -> str:
    """All rules as a page in Markdown."""
    parts = [_HEAD]
    for letter, family in groupby(sorted(rules, key=lambda rule: rule.code), key=lambda rule: rule.code[0]):
        parts.append(f"## {letter}: {FAMILIES[letter]}\n")
        parts += [_section(rule) for rule in family]
    return "\n".join(parts)


def _example(title: str, example: str) -> str:
    if not example.startswith("{"):
        return f"{title}: {example}\n\n"
    return f"{title}:\n\n```yaml\n{shown(example)}\n```\n\n"


def _section(rule: Rule) -> str:
    doc = _flat((rule.find.__doc__ or "") if rule.scope is not Scope.FORM else "")
    firm = " Cannot be silenced in texts for patients." if rule.firm else ""
    return (
        f"### {rule.code}: {rule.title}\n\n"
        f"Patients: {_level(rule.levels, 'patient')}. Trainees: {_level(rule.levels, 'trainee')}. "
        f"Looks at: {rule.scope}.{firm}\n\n"
        + (f"{doc}\n\n" if doc else "")
        + f"Why: {rule.why} From: {rule.standard}.\n\n"
        + _example("Bad", rule.bad)
        + _example("Good", rule.good)
    )


_HEAD: Final = """# The rules for texts

<!-- Made by `python -m ldn_learn.rules.explaining`. Change the rules, not this page. -->

`ldn-learn check` holds decks to these rules. `ldn-learn check --explain M05` tells about one of them. Each has a
weight for texts that patients read and another for texts that trainees read; a card for both gets the stricter one.
Errors make the exit code 1; warnings do so with `--strict`; advice never does.

A card silences a rule with `lint_ok: {M06: "the label says never"}`. A reason is needed. `check --all` lists what
is silenced. X rules, S01, N01, F01 and C01 guard safety and truth: as errors they cannot be silenced in texts for
patients.

## How a card is known to be about a benefit or a harm

Rules S03, S04, S07, C06, N05, N06, N07 and N13 ask what a card is about. Tags decide where there are any: `benefit`
(or `efficacy`), `harm` (or `side-effect`, `side-effects`), `unknown` (or `not-known`). Without such a tag the words
of the prompt, the right answer and the explanation do: `remission`, `relief`, `improvement` and the like tell a
benefit; `headache`, `nausea`, `dreams`, `side effect` and the like tell a harm; `not known`, `not studied`, `too
small`, `no trial` and the like tell that something is unknown. A topic is a deck, and for N04d an objective. An
objective is about safety when one of its cards is `critical: true`.

## What is only approximated

The passive (R07) is a pattern. Medical words (J01) are a list. M08 and F04 compare word stems of five letters and
more. M10 sees the article, not other clues of grammar. M20 counts words and does not look for numbers that are not
needed. N05, N06 and N12 look for words of comparison, time and smallness anywhere on the card. N09 sees words such
as `work out`. A13 asks whether another card rests on a fact of the safety card. C04 takes choices, orders, matches
and cases for questions above recall. D02 and A09 compare each card with the twelve earlier ones that have most
words in common. Rules about words are for decks in English.
"""


def main() -> None:
    """Print the page."""
    import sys

    from ldn_learn.rules.checking import every_rule

    sys.stdout.write(page(every_rule()))


if __name__ == "__main__":
    main()
