"""Texts as YAML: the same text for every reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_learn.authoring import scalars
from tests.authoring.core_yaml import load_core, load_old
from tests.decks.samples import steady

TRAPS = (
    *("yes", "No", "on", "OFF", "y", "n", "true", "False", "null", "Null", "~", ""),
    *("12:30", "1:30:15", "190:20:30.15", "1e3", "1E-3", "6.02e23", "0x1F", "0o17", "017", "0b101", "08", "007"),
    *("4.50", "4.5", ".5", "5.", "-1", "+1", "1_000", "1_000.5", ".inf", "-.INF", ".nan", "=", "<<"),
    *("2026-11-22", "2026-1-2", "2026-11-22T10:00:00Z", "2026-11-22 10:00:00"),
)
HARD = (
    *("a: b", "a #b", "#a", "- a", "-", "?", ": a", "a:", "{a}", "[a]", "&a", "*a", "!a", "|", ">", "'a'", '"a"', "%a"),
    *("@a", "`a", " a", "a ", "a\tb", "a\nb", "a, b", "a]b", 'say "so"', "it's", "back\\slash", "---", "...", "--- a"),
    *("\x00", "\x1b[31m", "\x7f", "\x85", "\xa0", "\u2028", "\u202e", "\ufeff", "\U0001f600", "caf\u00e9", "−1", "a?b"),
)
texts = st.one_of(st.sampled_from(TRAPS + HARD), st.text(st.characters(exclude_categories=["Cs"])))


@pytest.mark.parametrize("text", TRAPS)
def test_what_a_reader_of_yaml_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalars.inline(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    ["Codeine", "4.5 mg", "1 to 5 mg", "not so", "10.1000/j.1", "https://a.b/c#d", "a, b", "-5 mg", "p. 4", "1-2"],
)
def test_other_text_has_no_quotes(text: str) -> None:
    assert scalars.inline(text) == text


@steady
@given(texts)
@example("a" * 2000)
def test_every_reader_has_the_same_text_from_one_line(text: str) -> None:
    line = scalars.inline(text)
    assert "\n" not in line
    assert load_old(f"key: {line}\n") == load_core(f"key: {line}\n") == {"key": text}
    short = scalars.inline(text, flow=True)
    assert load_old(f"key: [{short}, {{a: {short}}}]\n") == {"key": [text, {"a": text}]}


@steady
@given(texts | st.lists(st.text("ab .#:-", max_size=12), max_size=40).map(" ".join) | st.text("ab \n", max_size=300))
def test_a_block_holds_the_same_text_in_lines_of_100_columns(text: str) -> None:
    block = scalars.folded(text, 4)
    if block is None:
        return
    written = f"key: {block[0]}\n" + "".join(f"    {line}\n" if line else "\n" for line in block[1:])
    assert load_old(written) == {"key": text}
    assert yaml.safe_load(written + "other: 1\n") == {"key": text, "other": 1}
    for line in block[1:]:
        assert len(line) <= scalars.WIDTH - 4 or " " not in line.strip() or "  " in line or block[0] == "|-"


def test_long_text_is_broken_between_words() -> None:
    block = scalars.folded("word " * 40 + "end", 4)
    assert block is not None
    assert block[0] == ">-"
    assert [len(line) for line in block[1:]] == [94, 94, 13]


def test_lines_of_a_text_stay_lines() -> None:
    assert scalars.folded("one\n\ntwo", 4) == ["|-", "one", "", "two"]
    long = "word " * 30 + "end"
    block = scalars.folded(f"{long}\nnext", 4)
    assert block is not None
    assert (block[0], block[-2:]) == (">-", ["", "next"])


@pytest.mark.parametrize(
    ("text", "written"), [("yes", "true"), ("On", "true"), ("NO", "false"), ("perhaps", "perhaps")]
)
def test_true_and_false_have_one_spelling(text: str, written: str) -> None:
    assert scalars.flag(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("50", "50"), ("4.50", "4.50"), ("-1", "-1"), ("007", '"007"'), ("+5", '"+5"'), (".5", '".5"')],
)
def test_a_number_is_quoted_where_readers_would_disagree(text: str, written: str) -> None:
    assert scalars.number(text) == written
