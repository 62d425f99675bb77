"""Anki's own library imports what is written, and what it exports is read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from ldn_learn.exchange import formats
from ldn_learn.exchange.anki_write import deck_name
from ldn_learn.exchange.plain import entries
from tests.exchange.made import AT, SOURCES, compared, decoded, outgoing, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ldn_learn.decks.cards import Deck

pytest.importorskip("anki.collection", reason="the package 'anki' is the judge here: pip install ldn-learn[bench]")

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.decks import DeckId
from anki.import_export_pb2 import ImportCsvRequest

OPTIONS = [
    {"text": "Codeine <now>", "correct": True, "feedback": "Yes & no."},
    {"text": "Salt", "feedback": "Not so."},
    {"text": "Tea"},
]
CARDS: list[dict[str, Any]] = [
    {"id": "one", "prompt": "Which?", "options": OPTIONS, "tags": ["a-tag"], "critical": True},
    {"id": "some", "type": "multi", "prompt": "Which ones?", "options": [*OPTIONS, {"text": "Wine", "correct": True}]},
    {"id": "true", "type": "true-false", "prompt": "Is it so?", "answer": True, "feedback": "It is."},
    {"id": "both", "type": "flip", "prompt": "LDN", "answer": "Low-dose naltrexone", "reverse": True},
    {"id": "gaps", "type": "cloze", "prompt": "It {{blocks}} {{opioid: a|which?}} receptors", "case": "ann"},
    {"id": "much", "prompt": "How much?", "value": "4.5", "unit": "mg"},
    {"id": "who", "type": "typed", "prompt": "Who?", "answer": "prescriber", "accept": ["doctor", "nurse"]},
    {"id": "steps", "prompt": "In which order?", "items": ["Ask", "Read", "Take"], "explanation": "Ask first."},
    {
        "id": "pairs",
        "prompt": "What fits?",
        "pairs": [{"left": "A", "right": "1"}, {"left": "B", "right": "2"}],
        "extras": ["3"],
        "certainty": "high",
        "sources": [{"id": "label", "locator": "Page 3"}],
    },
]


def made(cards: list[dict[str, Any]] = CARDS) -> Deck:
    cases = [{"id": "ann", "text": "Ann is 40."}]
    return decoded({"id": "made", "title": "All: types", "notice": "No advice.", "cases": cases, "cards": cards})


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Collection]:
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def put(anki: Collection, deck: Deck, tmp_path: Path, at: int = AT) -> Any:
    from ldn_learn.exchange.passing import Outgoing

    path = tmp_path / "made.apkg"
    path.write_bytes(formats.write("anki", Outgoing((deck,), SOURCES, at)).data)
    return anki.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions(merge_notetypes=True))
    ).log


def test_every_note_arrives_with_its_id_its_fields_and_its_cards(anki: Collection, tmp_path: Path) -> None:
    deck = made()
    log = put(anki, deck, tmp_path)
    assert len(log.new) == len(CARDS)
    assert anki.note_count() == len(CARDS)
    assert anki.card_count() == len(CARDS) + 1, "the flip in both directions has two"
    assert {name.name for name in anki.decks.all_names_and_ids()} >= {deck_name(deck)}
    notes = {anki.get_note(id_).guid: anki.get_note(id_) for id_ in anki.find_notes("")}
    assert set(notes) == {f"ldn-learn:made/{card['id']}" for card in CARDS}
    from ldn_learn.exchange.anki_notes import note_fields

    for card, entry in entries(deck):
        assert dict(notes[f"ldn-learn:{card.id}"].items()) == note_fields(card, entry, outgoing(deck))
    assert notes["ldn-learn:made/one"].tags == ["a-tag", "ldn::critical", "ldn::made"]
    fixed, found_nothing = anki.fix_integrity()
    assert found_nothing, fixed


def test_the_cards_show_options_answers_evidence_and_sources(anki: Collection, tmp_path: Path) -> None:
    put(anki, made(), tmp_path)
    shown = {}
    for id_ in anki.find_cards(""):
        card = anki.get_card(id_)
        shown[(card.note().guid.rpartition("/")[2], card.ord)] = (card.question(), card.answer())
    assert all(option in shown["one", 0][0] for option in ("Codeine &lt;now&gt;", "Salt", "Tea"))
    assert "Choose each that is right" in shown["some", 0][0]
    assert 'data-many="yes"' in shown["some", 0][0]
    assert 'data-order="fixed"' in shown["true", 0][0]
    assert ">LDN<" in shown["both", 0][0]
    assert "Low-dose naltrexone" not in shown["both", 0][0]
    assert ">Low-dose naltrexone<" in shown["both", 1][0]
    assert ">LDN<" in shown["both", 1][1]
    question = shown["gaps", 0][0].partition("</style>")[2]
    assert "Ann is 40." in question
    assert ">[...]<" in question
    assert ">[which?]<" in question
    assert "opioid: a" in shown["gaps", 0][1].replace("&#58;", ":")
    assert "[[type:Value]]" in shown["much", 0][0]
    assert shown["steps", 0][0].rindex("Take") < shown["steps", 0][0].rindex("Ask"), "not in the right order"
    assert "Ask first." in shown["steps", 0][1]
    assert "●●●●" in shown["pairs", 0][1]
    assert "Page 3" in shown["pairs", 0][1]


def test_a_second_package_updates_the_first_one_and_doubles_nothing(anki: Collection, tmp_path: Path) -> None:
    put(anki, made(), tmp_path)
    changed = [CARDS[0] | {"prompt": "Which one, then?"}, *CARDS[1:]]
    log = put(anki, made(changed), tmp_path, AT + 60)
    assert (len(log.new), len(log.updated)) == (0, len(CARDS))
    assert anki.note_count() == len(CARDS)
    assert len(anki.find_notes('"Prompt:Which one, then?"')) == 1


@pytest.mark.parametrize("legacy", [True, False])
def test_what_anki_exports_again_is_read_whole(anki: Collection, tmp_path: Path, legacy: bool) -> None:
    if not legacy:
        pytest.importorskip("zstandard", reason="Anki's newest packages need it: pip install ldn-learn[author]")
    deck = made()
    put(anki, deck, tmp_path)
    path = tmp_path / "again.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
    anki.export_anki_package(out_path=str(path), options=options, limit=None)
    assert came_back(read("anki", path.read_bytes())) == compared(deck.cards)


def test_an_edit_in_anki_comes_back(anki: Collection, tmp_path: Path) -> None:
    put(anki, made(), tmp_path)
    note = anki.get_note(anki.find_notes('"Prompt:Which?"')[0])
    note["Prompt"] = "<b>Which&nbsp;medicine?</b>"
    note["Options"] += '<div class="ldn-option">Water</div>'
    anki.update_note(note)
    path = tmp_path / "again.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=False, legacy=True)
    anki.export_anki_package(out_path=str(path), options=options, limit=None)
    card = next(each.card for each in read("anki", path.read_bytes()).cards if each.card["id"] == "one")
    assert card["prompt"] == "Which medicine?"
    assert card["options"] == [*OPTIONS, {"text": "Water"}]


def test_anki_takes_the_text_file_and_its_own_text_file_is_read(anki: Collection, tmp_path: Path) -> None:
    deck = made()
    path = tmp_path / "made.txt"
    path.write_bytes(formats.write("anki-text", outgoing(deck)).data)
    metadata = anki.get_csv_metadata(path=str(path), delimiter=None)
    log = anki.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    assert len(log.new) == len(CARDS) + 1, "the flip in both directions is two notes"
    again = tmp_path / "again.txt"
    anki.export_note_csv(
        out_path=str(again),
        limit=None,
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    assert came_back(read("anki-text", again.read_bytes())) == compared(deck.cards)


def test_anybodys_notes_become_questions_and_answers(anki: Collection, tmp_path: Path) -> None:
    for type_, fields in (
        ("Basic", ["What is <b>this</b>?<br>Say.", 'That<img src="a.png">']),
        ("Basic (and reversed card)", ["Dog", "Hund"]),
        ("Cloze", ["{{c1::Paris}} is in {{c2::France::where?}}.", "A capital."]),
        ("Basic", ["No answer", ""]),
    ):
        note = anki.new_note(anki.models.by_name(type_) or {})
        note.fields = fields
        anki.add_note(note, DeckId(1))
    path = tmp_path / "all.apkg"
    for legacy in (True, False):
        options = ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=False, legacy=legacy
        )
        anki.export_anki_package(out_path=str(path), options=options, limit=None)
        found = read("anki", path.read_bytes())
        cards = [{key: value for key, value in each.card.items() if value} for each in found.cards]
        assert cards == [
            {"type": "flip", "prompt": "What is this?\nSay.", "answer": "That"},
            {"type": "flip", "prompt": "Dog", "answer": "Hund", "reverse": True},
            {
                "type": "cloze",
                "prompt": "{{Paris}} is in France.",
                "explanation": "A capital.",
                "siblings": cards[2]["siblings"],
            },
            {
                "type": "cloze",
                "prompt": "Paris is in {{France|where?}}.",
                "explanation": "A capital.",
                "siblings": cards[2]["siblings"],
            },
        ]
        told = [loss.what for loss in found.losses]
        assert told == [
            "pictures and sounds are left out",
            "a note without a question or without an answer is left out",
        ]
        assert formats.told("", BytesIO(path.read_bytes())) == "anki"


def came_back(found: Any) -> Any:
    from ldn_learn.exchange.assemble import assembled

    whole, losses = assembled(found.cards, "made", "Made")
    assert [*losses, *found.losses] == []
    return compared(decoded(whole).cards)
