"""Folders of decks: the good ones are there to study, the broken ones are named with all that is wrong."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Audience, DeckId
from ldn_learn.decks.library import MAX_BYTES, Library, deck_files, load
from ldn_learn.decks.problems import Severity
from tests.decks.samples import deck_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BROKEN = "id: broken\ntitle: The broken one\ntitel: x\ncards:\n  - {id: a, prompt: p, anser: x}\n"


def deck(id_: str, keys: str = "", card: str = "") -> str:
    """A small valid deck; `keys` are lines of the deck, `card` is keys of its card."""
    return f"id: {id_}\ntitle: Deck {id_}\n{keys}cards:\n  - {{id: a, prompt: p, answer: x{card}}}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(*paths: Path) -> Library:
    return load(paths, DeckCache(None))


def ids(library: Library) -> list[str]:
    return [deck.id for deck in library.decks]


def test_the_good_decks_of_a_folder_load_and_the_broken_one_is_named_with_all_its_problems(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one"), "two.yaml": BROKEN, "three.yml": deck("three")})
    library = read(tmp_path)
    assert ids(library) == ["one", "three"]
    (broken,) = library.broken
    assert (broken.id, broken.title, broken.file) == ("two", "The broken one", str(tmp_path / "two.yaml"))
    assert [(problem.line, problem.code) for problem in broken.problems] == [
        (3, "K04"),
        (5, "V01"),
        (5, "K04"),
    ]
    assert {problem.file for problem in broken.problems} == {str(tmp_path / "two.yaml")}
    assert library.warnings == ()


def test_a_library_knows_where_each_deck_was_read(tmp_path: Path) -> None:
    write(tmp_path, {"x.yaml": deck("one"), "y.yaml": BROKEN})
    assert read(tmp_path).files == {"one": str(tmp_path / "x.yaml")}


def test_a_deck_is_found_by_its_id(tmp_path: Path) -> None:
    write(tmp_path, {"x.yaml": deck("one"), "y.yaml": deck("two")})
    library = read(tmp_path)
    found = library.deck(DeckId("two"))
    assert found is not None
    assert found.title == "Deck two"
    assert library.deck(DeckId("three")) is None


def test_a_single_file_is_read_with_the_bibliography_beside_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one.yaml": deck("one", card=", sources: [{id: work}]"),
            "two.yaml": deck("two"),
            "sources.yaml": "sources: [{id: work, title: W}]\n",
        },
    )
    library = read(tmp_path / "one.yaml")
    assert ids(library) == ["one"]
    assert library.problems == ()
    assert [work.id for work in library.sources] == ["work"]


def test_an_id_that_another_file_has_taken_names_that_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": deck("same"), "b.yaml": f"# a comment\n{deck('same')}"})
    library = read(tmp_path)
    assert ids(library) == ["same"]
    assert library.files == {"same": str(tmp_path / "a.yaml")}
    (broken,) = library.broken
    assert (broken.file, broken.title) == (str(tmp_path / "b.yaml"), "Deck same")
    (problem,) = broken.problems
    assert (problem.line, problem.column, problem.code, problem.severity) == (2, 1, "D01", Severity.ERROR)
    assert str(tmp_path / "a.yaml") in problem.message
    assert problem.hint == "give this deck another id"


def test_an_id_that_a_deck_of_another_folder_has_taken_names_that_file_too(tmp_path: Path) -> None:
    first = write(tmp_path / "first", {"a.yaml": deck("same")})
    second = write(tmp_path / "second", {"a.yaml": deck("same"), "b.yaml": deck("other")})
    library = read(first, second)
    assert ids(library) == ["same", "other"]
    (broken,) = library.broken
    assert broken.file == str(second / "a.yaml")
    assert str(first / "a.yaml") in broken.problems[0].message


def test_without_a_bibliography_each_citation_is_a_warning_and_the_deck_stays(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one", card=", sources: [{id: work}, {id: other}]")})
    library = read(tmp_path)
    assert ids(library) == ["one"]
    assert library.broken == ()
    file = tmp_path / "one.yaml"
    assert [str(problem) for problem in library.warnings] == [
        f"{file}:4:1 S09 warning the source '{name}' is not in sources.yaml [a] (put a sources.yaml beside the deck)"
        for name in ("work", "other")
    ]


def test_without_a_bibliography_and_citations_there_is_nothing_to_warn_of(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    assert read(tmp_path).problems == ()


def test_an_unknown_source_warns_with_the_nearest_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one.yaml": deck("one", card=", sources: [{id: younger-2104}, {id: toljan-2018}]"),
            "sources.yaml": "sources:\n  - {id: younger-2014, title: Y}\n  - {id: toljan-2018, title: T}\n",
        },
    )
    library = read(tmp_path)
    assert ids(library) == ["one"]
    (warning,) = library.warnings
    assert (warning.code, warning.line, warning.card, warning.severity) == ("S09", 4, "a", Severity.WARNING)
    assert "'younger-2104'" in warning.message
    assert warning.hint == "did you mean 'younger-2014'?"
    work = library.source("toljan-2018")
    assert work is not None
    assert work.title == "T"
    assert library.source("younger-2104") is None


def test_a_broken_bibliography_gives_warnings_only(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one.yaml": deck("one", card=", sources: [{id: work}]"),
            "sources.yaml": "sources:\n  - {id: work}\n  - {id: a b, title: T}\n",
        },
    )
    library = read(tmp_path)
    assert ids(library) == ["one"]
    assert library.broken == ()
    assert {problem.severity for problem in library.warnings} == {Severity.WARNING}
    found = {(problem.file, problem.line, problem.code) for problem in library.warnings}
    sources = str(tmp_path / "sources.yaml")
    assert found == {(sources, 2, "V01"), (sources, 3, "V04"), (str(tmp_path / "one.yaml"), 4, "S09")}


@pytest.mark.parametrize("data", [b"\xff\xfe", b"sources: *x", b"[" * 100_000])
def test_a_bibliography_that_is_no_yaml_gives_warnings_only(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    (tmp_path / "sources.yaml").write_bytes(data)
    library = read(tmp_path)
    assert ids(library) == ["one"]
    assert library.broken == ()
    assert [problem.severity for problem in library.warnings] == [Severity.WARNING]


def test_a_folder_named_like_the_bibliography_gives_a_warning_only(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    (tmp_path / "sources.yaml").mkdir()
    library = read(tmp_path)
    assert ids(library) == ["one"]
    assert [(problem.code, problem.severity) for problem in library.warnings] == [("Y07", Severity.WARNING)]


def test_each_folder_has_a_bibliography_of_its_own(tmp_path: Path) -> None:
    citing = ", sources: [{id: work}]"
    first = write(
        tmp_path / "first",
        {"a.yaml": deck("a", card=citing), "sources.yaml": "sources: [{id: work, title: First}]\n"},
    )
    second = write(tmp_path / "second", {"b.yaml": deck("b", card=citing)})
    third = write(tmp_path / "third", {"sources.yaml": "sources: [{id: work, title: Third}]\n"})
    library = read(first, second, third)
    assert [(problem.file, problem.code) for problem in library.warnings] == [(str(second / "b.yaml"), "S09")]
    # Two works of one id: the folder that is named first wins.
    assert [work.title for work in library.sources] == ["First"]


def test_an_empty_folder_is_a_library_without_decks(tmp_path: Path) -> None:
    assert read(tmp_path) == Library()
    assert read() == Library()


def test_a_folder_or_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    library = read(tmp_path / "nowhere", tmp_path / "none.yaml", tmp_path)
    assert ids(library) == ["one"]
    assert [broken.file for broken in library.broken] == [str(tmp_path / "nowhere"), str(tmp_path / "none.yaml")]
    assert {problem.code for broken in library.broken for problem in broken.problems} == {"Y07"}
    assert library.broken[0].problems[0].hint == "check the name and the permissions"


def test_hidden_files_shared_files_and_other_files_are_no_decks(tmp_path: Path) -> None:
    names = [".hidden.yaml", "._a.yaml", "glossary.yaml", "glossary.yml", "misconceptions.yaml", "evidence.yaml"]
    others = ["notes.txt", "deck.schema.json", "a.yaml~", "README.md", "yaml"]
    write(tmp_path, dict.fromkeys([*names, *others], "- not a deck\n"))
    write(tmp_path, {"sources.yaml": "sources: []\n", "b.yml": deck("b"), "a.yaml": deck("a")})
    assert deck_files(tmp_path) == [tmp_path / "a.yaml", tmp_path / "b.yml"]
    library = read(tmp_path)
    assert ids(library) == ["a", "b"]
    assert library.problems == ()


def test_decks_in_folders_below_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "below", {"a.yaml": deck("a")})
    assert read(tmp_path) == Library()


def test_a_folder_named_like_a_deck_is_named_and_the_others_load(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    (tmp_path / "x.yaml").mkdir()
    library = read(tmp_path)
    assert ids(library) == ["one"]
    (broken,) = library.broken
    assert broken.file == str(tmp_path / "x.yaml")
    (problem,) = broken.problems
    assert (problem.code, problem.line, problem.column) == ("Y07", 1, 1)
    assert problem.message == "the file cannot be read: it is not a regular file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_named_like_a_deck_is_named_and_nothing_waits_for_it(tmp_path: Path) -> None:
    write(tmp_path, {"one.yaml": deck("one")})
    os.mkfifo(tmp_path / "y.yaml")
    os.mkfifo(tmp_path / "sources.yaml")
    found: list[Library] = []
    # In a thread, so that a wait without end fails this test and does not stop the run.
    thread = Thread(target=lambda: found.append(read(tmp_path)), daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    (library,) = found
    assert ids(library) == ["one"]
    assert [(broken.id, broken.problems[0].code) for broken in library.broken] == [("y", "Y07")]
    assert [problem.code for problem in library.warnings] == ["Y07"]


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on other systems")
def test_a_link_to_nowhere_or_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    library = read(tmp_path)
    assert [(broken.id, broken.problems[0].code) for broken in library.broken] == [("nowhere", "Y07"), ("round", "Y07")]


def test_a_file_too_large_to_be_a_deck_is_named_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (broken,) = read(tmp_path).broken
    assert "larger than 64 MiB" in broken.problems[0].message


def test_decks_stand_in_their_order_and_then_by_file_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.yaml": deck("last", "order: 200\n"),
            "b.yaml": deck("without"),
            "c.yaml": deck("second", "order: 2\n"),
            "d.yaml": deck("tenth", "order: 10\n"),
            "e.yaml": deck("also-second", "order: 2\n"),
        },
    )
    assert ids(read(tmp_path)) == ["second", "also-second", "tenth", "without", "last"]


def test_all_findings_come_in_one_list_by_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, {"b.yaml": BROKEN, "a.yaml": deck("a", card=", sources: [{id: work}]"), "c.yaml": "x"})
    problems = read(tmp_path).problems
    assert [(problem.file[-6:], problem.code) for problem in problems] == [
        ("a.yaml", "S09"),
        ("b.yaml", "K04"),
        ("b.yaml", "V01"),
        ("b.yaml", "K04"),
        ("c.yaml", "V02"),
    ]


@pytest.fixture
def audiences(tmp_path: Path) -> Library:
    """Two decks: one for both audiences with a card for each, one for trainees with a card for everybody."""
    cards = "cards:\n" + "".join(
        f"  - {{id: {id_}, prompt: p, answer: x{audience}}}\n"
        for id_, audience in (("all", ""), ("pat", ", audience: patient"), ("tra", ", audience: trainee"))
    )
    write(
        tmp_path,
        {
            "one.yaml": f"id: one\ntitle: One\norder: 2\n{cards}",
            "two.yaml": "id: two\ntitle: Two\norder: 1\naudience: trainee\ncards:\n"
            "  - {id: own, prompt: p, answer: x}\n  - {id: open, prompt: p, answer: x, audience: both}\n",
        },
    )
    return read(tmp_path)


@pytest.mark.parametrize(
    ("learner", "decks", "expected"),
    [
        (Audience.PATIENT, [], ["two/open", "one/all", "one/pat"]),
        (Audience.TRAINEE, [], ["two/own", "two/open", "one/all", "one/tra"]),
        (Audience.BOTH, [], ["two/own", "two/open", "one/all", "one/pat", "one/tra"]),
        (Audience.PATIENT, ["one"], ["one/all", "one/pat"]),
        (Audience.TRAINEE, ["two"], ["two/own", "two/open"]),
        (Audience.BOTH, ["one", "two"], ["two/own", "two/open", "one/all", "one/pat", "one/tra"]),
        (Audience.BOTH, ["three"], []),
    ],
)
def test_a_learner_is_taught_the_cards_for_her_audience_and_decks(
    audiences: Library, learner: Audience, decks: list[str], expected: list[str]
) -> None:
    wanted: Iterable[DeckId] = (DeckId(id_) for id_ in decks)
    cards = audiences.cards_for(learner, wanted)
    assert list(cards) == expected
    assert all(card.id == id_ for id_, card in cards.items())


def test_a_file_seen_before_comes_out_of_the_cache(tmp_path: Path) -> None:
    folder = write(tmp_path / "decks", {"one.yaml": deck("one")})
    cache = DeckCache(tmp_path / "cache")
    # A deck that the file does not hold shows where the answer came from.
    other = replace(deck_from(deck("one")), title="Out of the cache")
    cache.keep_deck(deck("one").encode(), other)
    cache.save()
    assert load([folder], cache).decks == (other,)


def test_a_library_out_of_the_cache_equals_the_one_that_was_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "decks",
        {
            "one.yaml": deck("one", card=", sources: [{id: wrk}]"),
            "two.yaml": BROKEN,
            "three.yaml": deck("one"),
            "sources.yaml": "sources: [{id: work, title: W}]\n",
        },
    )
    cache = DeckCache(tmp_path / "cache")
    first = load([folder], cache)
    cache.save()
    assert len(list((tmp_path / "cache").iterdir())) == 3
    second = load([folder], DeckCache(tmp_path / "cache"))
    assert second == first
    assert {problem.code for problem in second.problems} == {"S09", "K04", "V01", "D01"}


def test_a_broken_bibliography_warns_at_each_start(tmp_path: Path) -> None:
    folder = write(tmp_path / "decks", {"sources.yaml": "sources: [{id: work}]\n"})
    warnings = []
    for _ in range(2):
        cache = DeckCache(tmp_path / "cache")
        warnings.append([problem.code for problem in load([folder], cache).warnings])
        cache.save()
    assert warnings == [["V01"], ["V01"]]


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder = write(tmp_path / "decks", {"one.yaml": deck("one")})
    cache = DeckCache(tmp_path / "cache")
    load([folder], cache)
    cache.save()
    write(folder, {"one.yaml": deck("two")})
    assert ids(load([folder], cache)) == ["two"]


def test_a_start_with_a_full_cache_loads_neither_the_parser_nor_the_validator(tmp_path: Path) -> None:
    folder = write(tmp_path / "decks", {"one.yaml": deck("one"), "sources.yaml": "sources: []\n"})
    cache = DeckCache(tmp_path / "cache")
    load([folder], cache)
    cache.save()
    # In a process of its own, since this one has loaded both long ago.
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ldn_learn.decks.cache import DeckCache\n"
        "from ldn_learn.decks.library import load\n"
        "library = load([Path(sys.argv[1])], DeckCache(Path(sys.argv[2])))\n"
        "print(*(deck.id for deck in library.decks), *{'yaml', 'pydantic'} & set(sys.modules))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(tmp_path / "cache")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    assert ran.stdout.split() == ["one"]


@pytest.mark.parametrize("running", [True, False])
def test_loading_leaves_the_garbage_collector_as_it_was(tmp_path: Path, running: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        read(tmp_path)
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()


def test_a_folder_and_a_file_in_it_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("id: d\ntitle: D\ncards: []\n")
    library = load([tmp_path, tmp_path / "d.yaml"], DeckCache(None))
    assert len(library.decks) == 1
    assert library.broken == ()


def test_a_bibliography_may_end_in_yml(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text("sources: [{id: s, title: S}]\n")
    (tmp_path / "d.yml").write_text(
        "id: d\ntitle: D\ncards: [{id: a, prompt: p, answer: x, reverse: true, sources: [{id: s}, {id: z}]}]\n"
    )
    library = load([tmp_path], DeckCache(None))
    assert [source.id for source in library.sources] == ["s"]
    assert [problem.card for problem in library.warnings] == ["a"]
