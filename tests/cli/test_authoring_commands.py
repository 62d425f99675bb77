"""The commands of those who write decks."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from ldn_learn.cli.start import run
from ldn_learn.decks.card_parts import CARD_TYPES
from ldn_learn.decks.decode import decode_deck
from tests.decks.samples import EVERY_TYPE, SIMPLEST

if TYPE_CHECKING:
    from collections.abc import Callable

GUIDE: Final = Path(__file__).parents[2] / "docs" / "authoring.md"
TIDY: Final = SIMPLEST
UNTIDY: Final = SIMPLEST.replace("title: A first deck", "title: 'A first deck'")


@pytest.fixture
def program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs the program in an empty folder; gives its exit code, stdout and stderr."""
    monkeypatch.setenv("LDN_LEARN_NOW", "2026-12-01T10:00")
    monkeypatch.chdir(tmp_path)

    def call(*args: str, stdin: io.StringIO | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", stdin or io.StringIO())
        code = run(list(args))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# fmt


def test_fmt_writes_untidy_files_anew_and_names_them(program: Any) -> None:
    write("d/a.yaml", UNTIDY)
    write("d/b.yaml", TIDY.replace("id: first", "id: second"))
    assert program("fmt", "d") == (0, "d/a.yaml\n", "2 file(s): 1 written anew\n")
    assert Path("d/a.yaml").read_text(encoding="utf-8") == TIDY
    assert program("fmt", "d") == (0, "", "2 file(s): all in order\n")


def test_fmt_check_changes_nothing_and_says_1(program: Any) -> None:
    path = write("a.yaml", UNTIDY)
    assert program("fmt", "--check", "a.yaml") == (1, "a.yaml\n", "1 file(s): 1 to be written anew\n")
    assert path.read_text(encoding="utf-8") == UNTIDY
    program("fmt", "a.yaml")
    assert program("fmt", "--check", "a.yaml")[0] == 0


def test_fmt_tells_new_ids_and_line_ends(program: Any) -> None:
    write("a.yaml", SIMPLEST.replace("  - id: one\n    prompt", "  - prompt").replace("\n", "\r\n"))
    _, out, _ = program("fmt", "a.yaml")
    assert out == "a.yaml (new id what-does-ldn-stand-for, line ends: CRLF to LF)\n"
    assert b"\r" not in Path("a.yaml").read_bytes()


def test_fmt_keeps_the_mode_of_a_file_and_a_link_to_it(program: Any) -> None:
    path = write("a.yaml", UNTIDY)
    path.chmod(0o640)
    Path("link.yaml").symlink_to(path)
    program("fmt", "link.yaml")
    assert Path("link.yaml").is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text(encoding="utf-8") == TIDY
    assert [each.name for each in sorted(Path().iterdir())] == ["a.yaml", "link.yaml"]


def test_fmt_leaves_a_broken_file_alone_tells_its_problems_and_goes_on(program: Any) -> None:
    broken = write("d/a.yaml", "id: d\nxyzzy: 1\n")
    write("d/b.yaml", UNTIDY)
    code, out, err = program("fmt", "d")
    assert code == 3
    assert "d/a.yaml:2:1 K04 error 'xyzzy'" in out
    assert err == "2 file(s): 1 written anew, 1 left alone\n"
    assert broken.read_text(encoding="utf-8") == "id: d\nxyzzy: 1\n"
    assert Path("d/b.yaml").read_text(encoding="utf-8") == TIDY


def test_fmt_reads_shared_files_by_their_names(program: Any) -> None:
    write("d/sources.yaml", "sources: [{title: t, id: a}]\n")
    assert program("fmt", "d")[:2] == (0, "d/sources.yaml\n")
    assert Path("d/sources.yaml").read_text(encoding="utf-8") == "sources: [{id: a, title: t}]\n"


def test_fmt_is_a_filter_too(program: Any) -> None:
    assert program("fmt", "-", stdin=io.StringIO(UNTIDY)) == (0, TIDY, "")
    assert program("fmt", "--check", "-", stdin=io.StringIO(UNTIDY))[0] == 1
    code, out, err = program("fmt", "-", stdin=io.StringIO("id: ["))
    assert (code, out) == (3, "")
    assert "<stdin>:2:1 Y01" in err


@pytest.mark.parametrize(
    "command", [["fmt"], ["diff", "good.yaml"], ["new", "card", "flip", "--prompt", "p", "--answer", "a", "--deck"]]
)
@pytest.mark.parametrize(
    "what", ["missing", "folder", "socket", "pipe", "bytes", "nul", "bom", "deep", "alias", "huge"]
)
def test_what_is_no_deck_ends_in_a_sentence(program: Any, command: list[str], what: str) -> None:
    write("good.yaml", SIMPLEST)
    path = Path("x.yaml")
    match what:
        case "folder":
            path.mkdir()
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(str(path))
        case "pipe":
            os.mkfifo(path)
        case "bytes":
            path.write_bytes(bytes(range(256)))
        case "nul":
            path.write_bytes(b"id: d\0\n")
        case "bom":
            path.write_bytes(SIMPLEST.encode("utf-16"))
        case "deep":
            path.write_text("a: " + "[" * 100_000, encoding="utf-8")
        case "alias":
            path.write_text("a: &a [x]\nb: [*a, *a]\n", encoding="utf-8")
        case "huge":
            path.write_text("id: " + "x" * 1_000_000, encoding="utf-8")
    code, out, err = program(*command, "x.yaml")
    assert code in ({0, 1, 2, 3} if what == "folder" else {2, 3})
    assert "Traceback" not in out + err
    assert out + err


# schema


def test_schema_prints_one_and_writes_all(program: Any) -> None:
    code, out, _ = program("schema")
    assert code == 0
    assert json.loads(out)["title"] == "ldn-learn deck"
    assert json.loads(program("schema", "glossary")[1])["title"] == "ldn-learn glossary"
    code, out, _ = program("schema", "--out", "s")
    assert out.splitlines()[:2] == ["s/deck.schema.json", "s/sources.schema.json"]
    assert all(json.loads(Path(line).read_text(encoding="utf-8"))["$schema"] for line in out.splitlines())
    assert program("schema", "deck", "--out", "s") == (0, "s/deck.schema.json\n", "")


def test_a_place_that_takes_no_schema_is_told(program: Any) -> None:
    write("s", "a file")
    code, _, err = program("schema", "--out", "s/deeper")
    assert code == 3
    assert "Nothing can be saved" in err


# new


def test_a_new_deck_passes_check_even_the_strict_one(program: Any) -> None:
    assert program("new", "deck", "--title", "My deck", "--out", "d") == (0, "d/my-deck.yaml\nd/sources.yaml\n", "")
    assert program("check", "--strict", "d")[0] == 0
    assert program("fmt", "--check", "d")[0] == 0
    assert 'reviewed: "2026-12-01"' in Path("d/my-deck.yaml").read_text(encoding="utf-8")


def test_a_new_deck_overwrites_nothing(program: Any) -> None:
    mine = write("d/sources.yaml", "sources: []\n")
    code, out, err = program("new", "deck", "--title", "My deck", "--out", "d")
    assert (code, out) == (0, "d/my-deck.yaml\n")
    assert "may not be in d/sources.yaml" in err
    assert mine.read_text(encoding="utf-8") == "sources: []\n"
    code, _, err = program("new", "deck", "--title", "Another", "--out", "d/my-deck.yaml")
    assert code == 2
    assert "is there already" in err
    assert "title: My deck" in Path("d/my-deck.yaml").read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_asked(program: Any) -> None:
    assert program("new", "deck") == (2, "", "A deck needs a title: give it with --title.\n")
    write("a.yaml", SIMPLEST)
    assert program("new", "card", "flip", "--deck", "a.yaml")[0] == 2
    assert Path("a.yaml").read_text(encoding="utf-8") == SIMPLEST


def test_on_a_terminal_a_deck_is_asked_for(program: Any) -> None:
    code, out, _ = program("new", "deck", stdin=Terminal("My deck\n\ntrainee\n"))
    assert code == 0
    assert out.endswith("my-deck.yaml\nsources.yaml\n")
    assert "audience: trainee" in Path("my-deck.yaml").read_text(encoding="utf-8")


TYPED: Final = {
    "flip": "p\na\n\n",
    "choice": "p\na\nb\nc\n\nnot b\nnot c\nwhy\n",
    "multi": "p\na\nb\n\nc\n\nnot c\n\n",
    "true-false": "p\nfalse\n\n",
    "cloze": "a {{gap}}\n\n",
    "number": "p\n4.5\nmg\n\n",
    "typed": "p\na\n\n",
    "order": "p\na\nb\n\n\n",
    "match": "p\na = b\nc = d\n\n\n",
}


@pytest.mark.parametrize("type_", CARD_TYPES)
def test_on_a_terminal_a_card_is_asked_for(program: Any, type_: str) -> None:
    path = write("a.yaml", SIMPLEST)
    code, out, _ = program("new", "card", type_, "--deck", "a.yaml", stdin=Terminal(TYPED[type_]))
    assert code == 0
    assert "a.yaml: added " in out
    deck = decode_deck(path.read_bytes(), "a.yaml").deck
    assert deck is not None
    assert len(deck.cards) == 2
    assert program("fmt", "--check", "a.yaml")[0] == 0


def test_a_card_that_breaks_the_deck_is_refused(program: Any) -> None:
    path = write("a.yaml", SIMPLEST)
    code, _, err = program("new", "card", "number", "--deck", "a.yaml", "--prompt", "p", "--answer", "four")
    assert code == 2
    assert err == "This makes no card: 'value' must be a number.\n"
    assert path.read_text(encoding="utf-8") == SIMPLEST


# diff


def test_diff_says_0_for_the_same_and_1_for_a_change(program: Any) -> None:
    write("a.yaml", EVERY_TYPE)
    write("b.yaml", EVERY_TYPE.replace("This one", "Another one").replace("order: 7", "order: 8"))
    assert program("diff", "a.yaml", "a.yaml") == (0, "", "Nothing changed.\n")
    code, out, err = program("diff", "a.yaml", "b.yaml")
    assert code == 1
    assert out == (
        "meaning  card every-type/a-choice: 'This one' -> 'Another one' (learners will be taught this card again)\n"
        "details  deck every-type: order\n"
    )
    assert err == "cards: 1 meaning, 1 other change(s)\n"


def test_diff_for_programs(program: Any) -> None:
    write("a.yaml", SIMPLEST)
    write("b.yaml", SIMPLEST.replace("Low-dose", "Very low-dose"))
    code, out, err = program("diff", "--format", "json", "a.yaml", "b.yaml")
    assert (code, err) == (1, "")
    (row,) = json.loads(out)
    assert (row["change"], row["id"], row["keys"]) == ("meaning", "first/one", ["answer"])
    assert (row["before"], row["after"]) == ("Low-dose naltrexone", "Very low-dose naltrexone")


def test_diff_of_what_cannot_be_read_says_more_than_1(program: Any) -> None:
    write("a.yaml", SIMPLEST)
    write("b.yaml", "id: [\n")
    assert program("diff", "a.yaml", "b.yaml")[0] == 3
    assert program("diff", "a.yaml", "nowhere")[0] == 2


# the guide


def _steps() -> list[tuple[str, str]]:
    """The blocks of the guide that do something, and the YAML that it promises."""
    found = re.findall(
        r"^```(console|diff|yaml)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert len(found) > 8
    return found


def _edit(block: str) -> None:
    head, *lines = block.splitlines()
    path = Path(head.removeprefix("--- "))
    old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def _commands(block: str) -> list[tuple[list[str], str]]:
    return [
        (shlex.split(command), said)
        for command, said in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def test_the_guide_says_what_happens(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR_NAME", "COMMITTER_NAME", "AUTHOR_EMAIL", "COMMITTER_EMAIL"):
        monkeypatch.setenv(f"GIT_{name}", "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for kind, block in _steps():
        if kind == "diff":
            _edit(block)
        elif kind == "yaml":
            assert block in Path("mine/first-steps.yaml").read_text(encoding="utf-8")
        for command, said in _commands(block) if kind == "console" else []:
            if command[0] != "ldn-learn":
                subprocess.run(command, check=True, capture_output=True)
                continue
            code, out, err = program(*command[1:])
            assert code == int(command[1] == "diff"), out + err
            if command[1] == "check":
                # What else it says is for the tests of the rules.
                assert (out + err)[:3] == said[:3] == "ok:"
            else:
                assert out + err == said
    assert program("check", "mine")[0] == 0
    assert program("fmt", "--check", "mine")[0] == 0
    handed_on = re.findall(r"^ldn-learn (.*(?:export|import) .*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(handed_on) == 3
    for line in handed_on:
        code, out, err = program(*shlex.split(line))
        assert (code, out) == (0, "")
        assert "cards were written to" in err
