"""From the nodes of the files that a folder shares to what the rules see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ldn_learn.rules.looking import maps_at, scalars_at, text_at
from ldn_learn.rules.shared import Belief, Fact, Shared, Term, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ldn_learn.decks.nodes import Node


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def shared(roots: Mapping[str, Node | None]) -> Shared:
    """The shared files by name, as nodes; a file that is not there is left out of `roots`."""
    return Shared(
        works=_by_id(_works(roots["sources"])) if "sources" in roots else None,
        terms=tuple(_terms(roots["glossary"])) if "glossary" in roots else None,
        beliefs=_by_id(_beliefs(roots["misconceptions"])) if "misconceptions" in roots else None,
        facts=_by_id(_facts(roots["evidence"])) if "evidence" in roots else None,
    )


def _by_id(found: Iterable[_T]) -> dict[str, _T]:
    return {each.id: each for each in found}


def _works(root: Node | None) -> Iterator[Work]:
    for node in maps_at(root, "sources"):
        traceable = any(text_at(node, key) for key in ("url", "doi", "pmid"))
        dated = bool(text_at(node, "year") or text_at(node, "read"))
        yield Work(text_at(node, "id"), text_at(node, "design").lower(), traceable, dated)


def _terms(root: Node | None) -> Iterator[Term]:
    for node in maps_at(root, "terms"):
        term = text_at(node, "term")
        forms = (term, *(each.text.strip() for each in scalars_at(node, "also")))
        lowered = tuple(form.lower() for form in forms if form)
        yield Term(term, lowered, text_at(node, "definition"), node.line, node.column)


def _beliefs(root: Node | None) -> Iterator[Belief]:
    for node in maps_at(root, "misconceptions"):
        yield Belief(text_at(node, "id"), text_at(node, "belief"), node.line, node.column)


def _facts(root: Node | None) -> Iterator[Fact]:
    for node in maps_at(root, "facts"):
        yield Fact(
            text_at(node, "id"),
            text_at(node, "statement"),
            text_at(node, "figures"),
            tuple((each.text, each.line, each.column) for each in scalars_at(node, "sources")),
            text_at(node, "topic"),
            text_at(node, "use") == "trainee-only",
            text_at(node, "certainty"),
            text_at(node, "status") != "unverified",
            text_at(node, "evidence"),
            text_at(node, "agrees_with_article"),
            node.line,
            node.column,
        )
