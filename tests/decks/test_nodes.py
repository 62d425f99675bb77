"""YAML becomes plain nodes that know their place, and nothing that a file can hold does harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.decks.nodes import MAX_DEPTH, Mapping, Node, NotYamlError, Scalar, decode_text, parse
from ldn_learn.decks.problems import Problem, Severity
from tests.decks.samples import FILE, steady


def tree(text: str) -> Any:
    """The text as dicts, lists and texts."""
    root, problems = parse(text.encode(), FILE)
    assert problems == []
    return None if root is None else plain(root)


def plain(node: Node) -> Any:
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {key: plain(value) for key, value in node.items.items()}
        case _:
            return [plain(item) for item in node.items]


def refusal(data: bytes) -> Problem:
    """The one problem for which this file is refused."""
    with pytest.raises(NotYamlError) as caught:
        parse(data, FILE)
    assert str(caught.value) == caught.value.problem.message
    return caught.value.problem


def place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.code


@pytest.mark.parametrize(
    "written",
    ["No", "yes", "on", "12:30", "4.50", "010", "1_000", "2026-11-22", "0x1F", "1e3", ".inf", "True", "-0", "007.0"],
)
def test_every_scalar_stays_the_text_that_the_author_wrote(written: str) -> None:
    assert tree(f"key: {written}") == {"key": written}
    assert tree(f"- {written}") == [written]
    assert tree(f"{written}: value") == {written: "value"}


def test_a_tag_does_not_turn_a_text_into_something_else() -> None:
    assert tree("a: !!int 5\nb: !!python/object/apply:os.getcwd []\n") == {"a": "5", "b": []}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert tree("<<: {a: 1}") == {"<<": {"a": "1"}}


@pytest.mark.parametrize(
    ("written", "empty"), [("", True), ("~", True), ("null", True), ("''", False), ('"~"', False), ("nil", False)]
)
def test_only_a_bare_nothing_counts_as_empty(written: str, empty: bool) -> None:
    root, _ = parse(f"key: {written}".encode(), FILE)
    assert isinstance(root, Mapping)
    node = root.items["key"]
    assert isinstance(node, Scalar)
    assert node.empty is empty


def test_nodes_and_keys_know_their_line_and_column() -> None:
    root, _ = parse("first: 1\nlist:\n  - id: é\n    é: x\n".encode(), FILE)
    assert isinstance(root, Mapping)
    assert (root.keys["list"].line, root.keys["list"].column) == (2, 1)
    items = root.items["list"]
    assert not isinstance(items, Scalar)
    assert (items.line, items.column) == (3, 3)
    assert not isinstance(items, Mapping)
    card = items.items[0]
    assert isinstance(card, Mapping)
    # Columns count characters, as an editor does.
    assert (card.items["é"].line, card.items["é"].column) == (4, 8)


def test_a_key_that_stands_twice_is_reported_where_it_stands_with_the_first_line() -> None:
    root, problems = parse(b"title: one\norder: 1\n\ntitle: two\n", FILE)
    assert problems == [
        Problem(FILE, 4, 1, "Y04", "'title' stands here twice; it is on line 1 already", hint="keep one of the two")
    ]
    assert root is not None
    assert plain(root) == {"title": "one", "order": "1"}


def test_a_key_that_stands_three_times_names_the_first_line_both_times() -> None:
    _, problems = parse(b"a: 1\na: 2\na: 3\n", FILE)
    assert [(problem.line, "on line 1 already" in problem.message) for problem in problems] == [(2, True), (3, True)]


def test_keys_that_stand_twice_inside_one_another_are_all_reported() -> None:
    root, problems = parse(b"{a: 1, a: [{x: 1, x: 2}], b: {c: 1, c: 2}}", FILE)
    assert [(problem.line, problem.column) for problem in problems] == [(1, 8), (1, 19), (1, 37)]
    assert root is not None
    assert plain(root) == {"a": "1", "b": {"c": "1"}}


def test_the_same_key_in_two_mappings_is_no_problem() -> None:
    assert tree("- {id: a}\n- {id: a}\n") == [{"id": "a"}, {"id": "a"}]


def test_an_anchor_is_refused_where_it_stands() -> None:
    problem = refusal(b"id: d\ntitle: &t text\n")
    assert place(problem) == (2, 8, "Y03")
    assert "anchor" in problem.message


@pytest.mark.parametrize("data", [b"a: &x [1]", b"a: &x {b: 1}", b"&x a: 1"])
def test_an_anchor_is_refused_on_lists_mappings_and_keys(data: bytes) -> None:
    assert refusal(data).code == "Y03"


def test_an_alias_is_refused_where_it_stands() -> None:
    problem = refusal(b"id: d\ntitle: *t\n")
    assert place(problem) == (2, 8, "Y03")
    assert "alias" in problem.message


def test_a_second_document_is_refused_where_it_starts() -> None:
    problem = refusal(b"---\nid: d\n---\nid: e\n")
    assert place(problem) == (3, 1, "Y01")
    assert "second document" in problem.message


def test_a_list_as_a_key_is_refused() -> None:
    problem = refusal(b"? [a]\n: b\n")
    assert place(problem) == (1, 3, "Y01")
    assert problem.message == "a key must be a plain word"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_is_read_up_to_the_limit_and_refused_beyond_it(opening: str, closing: str) -> None:
    just = opening * MAX_DEPTH + closing * MAX_DEPTH
    assert tree(just) is not None
    problem = refusal(f"{opening}{just}{closing}".encode())
    assert place(problem) == (1, MAX_DEPTH * len(opening) + 1, "Y05")
    assert f"{MAX_DEPTH} levels" in problem.message


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? ", b"[{a: "])
def test_a_hundred_thousand_brackets_are_refused_and_end_nothing(opening: bytes) -> None:
    assert refusal(opening * 100_000).code in {"Y01", "Y05"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"\xef\xbb\xbf"])
def test_a_file_without_content_has_no_tree(data: bytes) -> None:
    assert parse(data, FILE) == (None, [])


def test_a_byte_order_mark_changes_neither_text_nor_place() -> None:
    text = b"id: d\nid: e\n"
    assert parse(b"\xef\xbb\xbf" + text, FILE) == parse(text, FILE)
    assert decode_text(b"\xef\xbb\xbf" + text, FILE) == decode_text(text, FILE) == text.decode()


def test_line_ends_of_windows_change_neither_text_nor_place() -> None:
    text = b"id: d\ncards:\n  - prompt: |\n      one\n      two\n    prompt: x\n"
    assert parse(text.replace(b"\n", b"\r\n"), FILE) == parse(text, FILE)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"id: d\ntitle: \xe9t\xe9\n", 2, 8),
        (b"a\r\nb\r\n  \xff", 3, 3),
        ("é\n".encode() + b"x\x80", 2, 2),
        (b"\xff\xfea\x00", 1, 1),
        (b"a: \xed\xa0\x80", 1, 4),  # half of a surrogate pair
        (b"ok\na: \xe2\x82", 2, 4),  # cut off within a character
    ],
)
def test_text_that_is_not_utf_8_is_refused_where_it_starts(data: bytes, line: int, column: int) -> None:
    problem = refusal(data)
    assert place(problem) == (line, column, "Y02")
    assert problem.hint == "save it as UTF-8"


@pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), 127, 128, 132, 134, 155, 159, 0xFFFE, 0xFFFF])
def test_a_control_character_is_refused_where_it_stands(code: int) -> None:
    problem = refusal(f"a: b\nc: {chr(code)}d\n".encode())
    assert place(problem) == (2, 4, "Y02")
    assert problem.message == "a control character stands here"


@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\U00110000", r"\xZZ", r"\u12"])
def test_an_escape_that_names_no_character_is_refused(escape: str) -> None:
    problem = refusal(f'a: "{escape}"'.encode())
    assert problem.line == 1
    assert problem.code in {"Y01", "Y02"}


def test_an_escape_that_names_a_control_character_is_text() -> None:
    # Such text is made safe when it is shown; the file may hold it.
    assert tree(r'a: "\e[31m\0"') == {"a": "\x1b[31m\x00"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: "open\n', 2, 1),
        ("a: [1, 2\nb: 3\n", 2, 2),
        ("a:\n\tb: c\n", 2, 1),
        ("a: b: c\n", 1, 5),
        ("a: 1\n  b: 2\n", 2, 4),
        ("a: @x\n", 1, 4),
    ],
)
def test_a_slip_of_the_pen_is_refused_with_its_place_and_what_to_look_for(text: str, line: int, column: int) -> None:
    problem = refusal(text.encode())
    assert place(problem) == (line, column, "Y01")
    assert problem.message.startswith("this is not YAML: ")
    assert "quote, colon or space" in problem.hint


def gives_a_tree_or_one_problem(data: bytes) -> None:
    try:
        root, problems = parse(data, FILE)
    except NotYamlError as error:
        problem = error.problem
        assert (problem.file, problem.severity) == (FILE, Severity.ERROR)
        assert problem.code in {"Y01", "Y02", "Y03", "Y05"}
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.hint
    else:
        assert root is None or plain(root) is not None
        assert {problem.code for problem in problems} <= {"Y04"}


@steady
@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree_or_exactly_one_problem(data: bytes) -> None:
    gives_a_tree_or_one_problem(data)


@steady
@given(st.text(max_size=200))
def test_any_text_gives_a_tree_or_exactly_one_problem(text: str) -> None:
    gives_a_tree_or_one_problem(text.encode())


# Text made of the signs that mean something in YAML gets further into the parser than any text does.
_signs = st.sampled_from([*"-:?,[]{}#&*!|>'\"%@` \n\t\\~<=", "a", "é", "1", "---", "...", ": ", "- ", "\r\n", "  "])


@steady
@given(st.lists(_signs, max_size=60).map("".join))
def test_any_mix_of_yaml_signs_gives_a_tree_or_exactly_one_problem(text: str) -> None:
    gives_a_tree_or_one_problem(text.encode())


_words = st.text(
    # Characters that YAML allows to stand in quotes as themselves.
    st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")),
    max_size=20,
)
_trees = st.recursive(
    _words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4), max_leaves=20
)


@steady
@given(_trees)
def test_lists_mappings_and_texts_come_back_as_they_were_written(value: object) -> None:
    # JSON with quoted texts is YAML too, so it serves as a writer that is not ours.
    assert tree(json.dumps(value, ensure_ascii=False, indent=1)) == value


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xef\xbb\xbfa\n\xff", 2, 1),
        ("é".encode() + b"\xff", 1, 2),
        (("# " + "é" * 30 + "\na: \x01\nb: 1\nc: 2").encode(), 2, 4),
    ],
)
def test_a_place_counts_characters_and_not_bytes(data: bytes, line: int, column: int) -> None:
    with pytest.raises(NotYamlError) as caught:
        parse(data, "f")
    assert (caught.value.problem.line, caught.value.problem.column) == (line, column)
