"""The sides of a comparison: files, folders and git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from ldn_learn.authoring import revisions
from ldn_learn.authoring.revisions import sources
from ldn_learn.errors import LdnError, UsageError
from tests.decks.samples import EVERY_TYPE, SIMPLEST

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *args: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *args], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose folder `decks` had one deck and a bibliography, and then another edition of the deck."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "repository"
    decks = folder / "decks"
    decks.mkdir(parents=True)
    (decks / "a b.yaml").write_text(SIMPLEST, encoding="utf-8")
    (decks / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    (decks / ".hidden.yaml").write_text("x", encoding="utf-8")
    (decks / "notes.txt").write_text("x", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    (decks / "a b.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    git(folder, "commit", "-q", "-a", "-m", "two")
    monkeypatch.chdir(folder)
    return folder


def test_a_file_and_a_folder_are_read(repository: Path) -> None:
    found = sources("decks", "")
    assert [(each.name, each.kind) for each in found] == [("decks/a b.yaml", "deck"), ("decks/sources.yaml", "sources")]
    assert sources("decks/a b.yaml", "")[0].data.decode() == EVERY_TYPE


@pytest.mark.parametrize("side", ["HEAD~1", "HEAD~1:decks"])
def test_a_revision_is_read_for_a_folder(repository: Path, side: str) -> None:
    found = sources(side, "decks")
    assert [each.kind for each in found] == ["deck", "sources"]
    assert found[0].data.decode() == SIMPLEST
    assert found[0].name.startswith("HEAD~1:")


@pytest.mark.parametrize("side", ["HEAD~1", "HEAD~1:decks/a b.yaml"])
def test_a_revision_is_read_for_a_file(repository: Path, side: str) -> None:
    (found,) = sources(side, "decks/a b.yaml")
    assert found.data.decode() == SIMPLEST


def test_a_bibliography_of_a_revision_is_known_as_one(repository: Path) -> None:
    assert sources("HEAD", "decks/sources.yaml")[0].kind == "sources"


def test_paths_of_a_revision_begin_where_one_stands(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "decks")
    assert sources("HEAD~1:a b.yaml", "")[0].data.decode() == SIMPLEST
    assert len(sources("HEAD", ".")) == 2


@pytest.mark.parametrize(
    ("side", "other", "says"),
    [
        ("nowhere", "decks", "git knows no revision 'nowhere'"),
        ("HEAD:nowhere", "decks", "'nowhere' is not in HEAD"),
        ("HEAD:../..", "decks", "is not in HEAD"),
        ("--help", "decks", "no file, folder or revision"),
        ("--help:decks", "decks", "no file, folder or revision"),
        (":decks", "decks", "no file, folder or revision"),
        ("HEAD", "nowhere", "write REV:PATH"),
        ("a\0b:c", "decks", "no file, folder or revision"),
        ("x" * 5000, "decks", "xxx"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(repository: Path, side: str, other: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        sources(side, other)


def test_without_a_repository_or_git_a_sentence_says_so(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no git repository here"):
        sources("HEAD:x", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="no git to look"):
        sources("HEAD:x", "")


def test_a_git_that_does_not_answer_is_not_waited_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sleeps(*args: object, **kwargs: object) -> None:
        assert kwargs["timeout"]
        raise subprocess.TimeoutExpired("git", 1)

    monkeypatch.setattr(subprocess, "run", sleeps)
    with pytest.raises(LdnError, match="did not answer"):
        sources("HEAD", "decks")


def test_what_is_too_large_for_a_deck_is_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "MAX_BYTES", 10)
    with pytest.raises(LdnError, match="so it is no deck"):
        sources("HEAD", "decks/a b.yaml")
