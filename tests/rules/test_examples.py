"""Every rule finds its own bad example and leaves its good one alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.card_parts import type_of
from ldn_learn.rules.checking import check_folder, every_rule
from ldn_learn.rules.explaining import FAMILIES, explained, page
from ldn_learn.rules.registry import RULES, Scope, enter
from tests.rules.made import ALL, codes, deck, example, shared

if TYPE_CHECKING:
    from ldn_learn.rules.registry import Rule

SHOWN = [rule for rule in every_rule() if rule.scope in (Scope.CARD, Scope.DECK, Scope.FORM) and example(rule.bad)]


def in_the_right_deck(rule: Rule, text: str) -> set[str]:
    card = example(text)
    assert card is not None
    assert type_of(card) is not None
    return codes(deck(card), ALL)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_example(rule: Rule) -> None:
    assert rule.code in in_the_right_deck(rule, rule.bad)


@pytest.mark.parametrize("rule", [rule for rule in SHOWN if example(rule.good)], ids=lambda rule: rule.code)
def test_a_rule_leaves_its_good_example_alone(rule: Rule) -> None:
    found = in_the_right_deck(rule, rule.good)
    assert rule.code not in found
    assert not {code for code in found if code[0] in "VYK"}, "the example is a sound card"


def test_the_definition_examples_are_told_apart() -> None:
    terms = {kind: example(getattr(RULES["J02"], kind)) for kind in ("bad", "good")}
    for kind, wrong in (("bad", True), ("good", False)):
        card = terms[kind]
        assert card is not None
        term = {key: card[key] for key in ("term", "definition")}
        found = check_folder(shared(glossary={"terms": [term]}), {"glossary": "glossary.yaml"})
        assert bool([each for each in found if each.code == "J02"]) is wrong


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_a_rule_says_what_an_author_needs_to_know(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]\d\d[a-z]?", rule.code)
    assert rule.code[0] in FAMILIES
    assert all((rule.title, rule.why, rule.standard, rule.bad, rule.good, rule.find.__doc__))
    assert rule.levels.of("both") is not None
    text = explained(rule)
    assert all(part in text for part in (rule.code, rule.title, rule.why, rule.standard))


def test_the_page_of_rules_holds_every_rule_once() -> None:
    text = page(every_rule())
    assert re.findall(r"^### (\w+):", text, re.MULTILINE) == [rule.code for rule in every_rule()]


def test_a_code_stands_for_one_rule() -> None:
    with pytest.raises(ValueError, match="M05 is taken"):
        enter("M05", "", None, None, "", "", "", "")
