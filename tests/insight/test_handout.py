"""The page for the visit: what stands on it, what never does, and that it stays one page whatever goes in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ldn_learn.decks.cache import DeckCache
from ldn_learn.decks.cards import Citation, Deck, Objective
from ldn_learn.decks.library import load
from ldn_learn.insight.handout import MOST_QUESTIONS, QUESTIONS, Findings, handout, i_can
from ldn_learn.insight.handout_pages import as_html, as_markdown, as_text
from ldn_learn.insight.handout_parts import Line, Mark, clean, columns, cut, fold
from ldn_learn.insight.handout_parts import rows as rows_of
from ldn_learn.rules import phrases
from ldn_learn.rules.readability import HEADWORDS, counts, flesch_kincaid, mean_sentence
from ldn_learn.study import get_help, teach_back
from tests.builders import deck, flip

if TYPE_CHECKING:
    from collections.abc import Callable

    from ldn_learn.insight.handout_parts import Handout, Section

DAY: Final = date(2026, 12, 1)
DECKS: Final = load([Path(__file__).parents[2] / "decks"], DeckCache(None)).decks
EVERY: Final = tuple(dict.fromkeys(objective.id for deck in DECKS for objective in deck.objectives))
SAFETY: Final = tuple(
    id_ for id_ in EVERY if any(card.critical and card.objective == id_ for deck in DECKS for card in deck.cards)
)
NEW: Final = Findings(ready=None)
HALF: Final = Findings(
    ready=False,
    missed=("SAF-5", "TRI-1", "SAF-6"),
    known=("HIS-1", "SAF-1", "DOS-2"),
    sure_but_wrong=("SAF-6", "SAF-2"),
    ask=("Which sign is the one to call for?",),
    own_words=(("mixing", "No codeine. It clashes."),),
)
READY: Final = Findings(
    ready=True,
    missed=("TRI-5",),
    known=SAFETY,
    own_words=tuple((prompt.id, "I tell them early. I ask first.") for prompt in teach_back.PROMPTS),
    medicines=("Levothyroxine", "Vitamin D"),
)
FULL: Final = Findings(
    ready=False,
    missed=EVERY,
    known=EVERY,
    sure_but_wrong=EVERY[::2],
    ask=tuple(f"Prompt {number}, which is long {'and longer ' * 30}" for number in range(20)),
    own_words=tuple((prompt.id, "word " * 20_000) for prompt in teach_back.PROMPTS),
    medicines=tuple(f"Medicine {number} with a long name" for number in range(500)),
)
LEARNERS: Final = {"new": NEW, "half": HALF, "ready": READY, "full": FULL}

each_learner = pytest.mark.parametrize("findings", LEARNERS.values(), ids=LEARNERS)

BARRED: Final = re.compile(r"%|percent|safe to start|fail")
HOSTILE: Final = "\x1b[31m<script>alert(1)</script></style>&amp;\"'> # **bold** [x](http://a) `c` | 1. ---\u202e\x07"


def page(findings: Findings, decks: tuple[Deck, ...] = DECKS) -> Handout:
    return handout(findings, decks, DAY)


def section(of: Handout, title: str) -> Section:
    return next(section for section in of.sections if section.title == title)


def texts(of: Handout, title: str) -> list[str]:
    return [line.text for line in section(of, title).lines if line.text]


def wide(row: str) -> int:
    """Columns of a row on a terminal, at most."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in row)


def lines_of(text: str) -> list[str]:
    assert text.endswith("\n")
    rows = text[:-1].split("\n")
    assert rows == text.splitlines()
    return rows


def our_words(of: Handout) -> list[str]:
    """All that the page says itself, without what the learner typed."""
    lines = [
        line.text
        for section in of.sections
        for line in section.lines
        if line.text and section.title != "My medicines list"
    ]
    return [of.message, of.caution, *lines]


# ---- what stands on the page


@each_learner
def test_the_parts_stand_in_order_and_the_main_message_is_first(findings: Findings) -> None:
    of = page(findings)
    titles = [
        "What I know well",
        "What I will go over",
        "My answers in my own words",
        "Questions to ask",
        "My medicines list",
        "When to get help",
    ]
    assert [section.title for section in of.sections] == titles
    text = as_text(of)
    places = [text.index(part) for part in (of.message, "This page is not medical advice.", *titles, "1 December 2026")]
    assert places == sorted(places)
    assert places[0] == 0


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        (READY, "You are ready to talk with your prescriber about LDN"),
        (HALF, "Go over these 4 things first"),
        (Findings(ready=False, missed=("SAF-1",)), "Go over this one thing first"),
        (Findings(ready=None, missed=("TRI-1", "SAF-1")), "Go over these 2 things first"),
        (Findings(ready=False), "Go over your safety points once more first"),
        (NEW, "Questions to take to your prescriber about LDN"),
    ],
)
def test_the_main_message_says_where_the_learner_stands(findings: Findings, message: str) -> None:
    assert page(findings).message == message


@pytest.mark.parametrize(
    "gap", [Findings(ready=True, missed=("SAF-1",)), Findings(ready=True, sure_but_wrong=("DOS-2",))]
)
def test_nobody_is_called_ready_while_a_safety_point_is_open(gap: Findings) -> None:
    assert page(gap).message == "Go over this one thing first"


def test_safety_points_that_are_known_stand_as_i_sentences() -> None:
    assert texts(page(HALF), "What I know well") == [
        "I can say which medicines must not be mixed with LDN.",
        "I can use LDN made to order, and not cut, crush or dissolve 50 mg tablets.",
    ]


def test_other_points_stand_there_only_while_no_safety_point_is_known() -> None:
    of = page(Findings(ready=None, known=("HIS-1",)))
    assert texts(of, "What I know well") == ["I can say what naltrexone was first approved for."]
    assert texts(page(NEW), "What I know well") == ["I am still learning the safety points."]


def test_what_was_missed_is_not_called_known() -> None:
    of = page(Findings(ready=False, missed=("SAF-1",), known=("SAF-1", "SAF-3")))
    assert texts(of, "What I know well") == ["I can find hidden opioids among pain, cough and diarrhoea medicines."]


@pytest.mark.parametrize(
    ("objective", "sentence"),
    [
        ("Say who sets the dose", "I can say who sets the dose."),
        ("Know the emergency signs and call for help", "I know the emergency signs and call for help."),
        ("LDN and opioids told apart", "I can LDN and opioids told apart."),
        ("Use it, and do not cut it", "I can use it, and not cut it."),
    ],
)
def test_an_objective_becomes_a_sentence_of_the_learner(objective: str, sentence: str) -> None:
    assert i_can(objective) == sentence


def test_gaps_stand_once_with_safety_first_and_confident_errors_marked() -> None:
    of = page(HALF)
    assert texts(of, "What I will go over") == [
        "Explain the danger of extra opioid, and of opioids after naltrexone is stopped.",
        "I was sure, but missed: name liver warning signs and the step to take.",
        "I was sure, but missed: say that a person must be free of opioids first, and who decides when that is.",
        "Say that trials of LDN are small and mixed, and differ by illness.",
    ]
    assert all(line.mark is Mark.TICK for line in section(of, "What I will go over").lines)


@pytest.mark.parametrize("ready", [None, True, False])
def test_with_nothing_to_go_over_the_page_says_why(ready: bool | None) -> None:
    said = {tuple(texts(page(Findings(ready=each)), "What I will go over")) for each in (None, True, False)}
    assert len(said) == 3
    assert texts(page(Findings(ready=ready)), "What I will go over")[0].endswith(".")


def test_objectives_that_no_deck_holds_are_left_out() -> None:
    assert page(Findings(ready=False, missed=("GONE-1",), known=("GONE-2",))) == page(Findings(ready=False))


def test_a_long_list_shows_the_most_important_and_counts_the_others() -> None:
    shown = texts(page(FULL), "What I will go over")
    assert shown[0].startswith("I was sure, but missed: say that LDN blocks opioid receptors")
    assert shown[-1] == f"and {len(EVERY) - (len(shown) - 1)} more"
    assert len(shown) >= 3


def test_each_prompt_has_the_learners_words_or_a_line_to_write_on() -> None:
    lines = section(page(HALF), "My answers in my own words").lines
    assert [line.text for line in lines] == [prompt.text for prompt in teach_back.PROMPTS]
    assert [line.said for line in lines] == ["No codeine. It clashes.", "", "", ""]
    assert [line.blanks > 0 for line in lines] == [False, True, True, True]


def test_the_last_words_count_and_unknown_prompts_do_not() -> None:
    findings = Findings(ready=None, own_words=(("mixing", "First"), ("mixing", "Second"), ("gone", "Third")))
    text = as_text(page(findings))
    assert "Second" in text
    assert "First" not in text
    assert "Third" not in text


def test_words_that_are_too_long_are_cut_with_an_ellipsis() -> None:
    said = [line.said for line in section(page(FULL), "My answers in my own words").lines]
    assert all(words.startswith("word word") and words.endswith("…") for words in said)


def test_short_words_are_never_cut() -> None:
    words = "Codeine, tramadol and so on: none of them, since LDN blocks them and I could get very sick. I ask first."
    of = page(Findings(ready=None, own_words=(("mixing", words),)))
    assert section(of, "My answers in my own words").lines[0].said == words


def test_questions_about_gaps_come_first_then_the_learners_own_then_the_usual_ones() -> None:
    asked = texts(page(HALF), "Questions to ask")
    assert asked[:5] == [
        QUESTIONS["SAF-5"],
        QUESTIONS["SAF-6"],
        QUESTIONS["SAF-2"],
        QUESTIONS["TRI-1"],
        "Ask about this: Which sign is the one to call for?",
    ]
    assert asked[5:] == [QUESTIONS["DOS-1"], QUESTIONS["SAF-4"], QUESTIONS["SAF-7"]]
    assert all(line.boxed for line in section(page(HALF), "Questions to ask").lines)


@each_learner
def test_there_are_eight_questions_and_none_twice(findings: Findings) -> None:
    asked = texts(page(findings), "Questions to ask")
    assert len(asked) == len(set(asked)) == MOST_QUESTIONS


def test_a_prompt_to_ask_about_takes_one_line_and_hides_its_gap() -> None:
    of = page(Findings(ready=None, ask=("LDN {{blocks|stops}} what? " + "x " * 500, "")))
    asked = texts(of, "Questions to ask")
    assert asked[0].startswith("Ask about this: LDN _____ what? x x")
    assert asked[0].endswith("…")
    assert asked[1] == QUESTIONS["SAF-1"]
    row = next(row for row in lines_of(as_text(of)) if "Ask about this" in row)
    assert row.endswith("[ ]")


def test_medicines_are_listed_and_what_does_not_fit_is_counted() -> None:
    assert texts(page(READY), "My medicines list") == ["Levothyroxine; Vitamin D"]
    listed = texts(page(FULL), "My medicines list")[0]
    names = listed.split("; ")
    assert names[0] == "Medicine 0 with a long name"
    assert names[-1] == f"and {500 - (len(names) - 1)} more"


@each_learner
def test_there_is_always_a_line_to_write_a_medicine_on(findings: Findings) -> None:
    of = section(page(findings), "My medicines list")
    assert of.hint == "include cough, diarrhoea and pain medicines"
    assert sum(line.blanks for line in of.lines) >= 1


@each_learner
@pytest.mark.parametrize("render", [as_text, as_markdown, as_html])
def test_when_to_get_help_stands_in_full_on_every_page(findings: Findings, render: Callable[[Handout], str]) -> None:
    shown = " ".join(re.sub(r"[\n\s]+", " ", render(page(findings))).split())
    for title, points in get_help.SECTIONS:
        assert title in shown
        assert [point for point in points if point not in shown] == []
    assert get_help.CLOSING in shown


@each_learner
def test_the_page_ends_with_its_date_its_decks_and_its_sources(findings: Findings) -> None:
    when, sources = page(findings).about
    works = {citation.source for deck in DECKS for card in deck.cards for citation in card.citations}
    assert when.startswith("1 December 2026. Decks 2026.11: Safety first, Dosing and getting started")
    assert sources == f"Sources: {len(works)} works, named in the app. No clinician has reviewed this deck yet."


def test_decks_of_several_versions_and_no_sources_are_named_as_they_are() -> None:
    one = replace(deck([flip("a/x", citations=(Citation("s"),))], "a"), version="1")
    two = replace(deck([flip("b/x")], "b"), version="2")
    assert handout(NEW, [one, two], DAY).about == (
        "1 December 2026. Decks 1: Deck a. Decks 2: Deck b.",
        "Sources: 1 work, named in the app.",
    )
    assert handout(NEW, [], DAY).about == ("1 December 2026.", "Sources: none.")


# ---- one page


@each_learner
def test_the_text_page_has_at_most_60_lines_of_78_columns(findings: Findings) -> None:
    rows = lines_of(as_text(page(findings)))
    assert len(rows) <= 60
    assert max(map(wide, rows)) <= 78
    assert all(row == row.rstrip() for row in rows)


def test_a_new_learners_page_has_air_and_lines_to_write_on() -> None:
    of = page(NEW)
    rows = lines_of(as_text(of))
    assert of.airy
    assert rows.count("") == len(of.sections) + 1
    assert sum(row.strip("_ ") == "" and "_" in row for row in rows) >= 5
    assert not page(FULL).airy


ids = st.sampled_from([*EVERY, "MADE-1", "MADE-2", "MADE-3", "GONE"])
anything = st.text(max_size=200) | st.text("漢字 é\u0301W.", max_size=300) | st.just("word " * 20_000)
learners = st.builds(
    Findings,
    ready=st.sampled_from([None, True, False]),
    missed=st.lists(ids, max_size=60).map(tuple),
    known=st.lists(ids, max_size=60).map(tuple),
    sure_but_wrong=st.lists(ids, max_size=20).map(tuple),
    ask=st.lists(anything, max_size=12).map(tuple),
    own_words=st.lists(
        st.tuples(st.sampled_from(["mixing", "operation", "supply", "signs", "x"]), anything), max_size=6
    ).map(tuple),
    medicines=st.lists(anything, max_size=40).map(tuple),
)
made_texts = anything | st.sampled_from(
    ["Say that 9 % of it is safe to start", "Fail", "A per\u200bcent", "９％", "100 PERCENT", "Say why. " * 80, HOSTILE]
)


def made(words: list[str], critical: bool) -> Deck:
    """A deck with these words in every place that the page shows."""
    first, second, third, title, version, notice = words
    objectives = tuple(Objective(f"MADE-{number}", text) for number, text in enumerate((first, second, third), 1))
    cards = [flip("made/x", objective="MADE-1", critical=critical)]
    return replace(deck(cards, "made", objectives=objectives), title=title, version=version, notice=notice)


made_decks = st.builds(made, st.lists(made_texts, min_size=6, max_size=6), st.booleans())


@settings(max_examples=150)
@given(learners, made_decks)
def test_whatever_goes_in_the_page_stays_one_page(findings: Findings, strange: Deck) -> None:
    of = handout(findings, (*DECKS, strange), DAY)
    rows = lines_of(as_text(of))
    assert len(rows) <= 60
    assert max(map(wide, rows)) <= 78
    assert not any(unicodedata.category(sign) == "Cc" for row in rows for sign in row)
    assert get_help.CLOSING in " ".join(" ".join(rows).split())
    as_text(of).encode()


@settings(max_examples=150)
@given(learners, made_decks)
def test_no_deck_brings_a_score_a_clearance_or_blame_onto_the_page(findings: Findings, strange: Deck) -> None:
    asked = tuple(text for text in (*strange.objectives[0].text.split("\n"), strange.title) if text)
    quiet = replace(findings, own_words=(), medicines=(), ask=(*asked, *findings.ask))
    of = handout(quiet, (*DECKS, strange), DAY)
    for shown in (as_text(of), as_markdown(of)):
        assert not BARRED.search(shown.lower())
    body = as_html(of).partition("<body>")[2]
    assert not BARRED.search(body.lower())


@each_learner
@pytest.mark.parametrize("render", [as_text, as_markdown, as_html])
def test_the_shipped_decks_bring_none_either(findings: Findings, render: Callable[[Handout], str]) -> None:
    shown = render(page(findings))
    assert not BARRED.search(shown.partition("<body>")[2].lower() or shown.lower())


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize(
    "words",
    ["9 %", "９％ of it", "9 per\u200bcent", "Safe\u00a0to start", "FAILURE", "A proven cure", "Crush the tablets"],
)
def test_barred_words_are_kept_off_wherever_a_deck_holds_them(place: int, words: str) -> None:
    strange = made([words if number == place else f"Know {number}" for number in range(6)], critical=False)
    findings = Findings(ready=None, missed=("MADE-1",), known=("MADE-2", "MADE-3"), ask=(words,))
    shown = as_text(handout(findings, [strange], DAY))
    assert words.replace("\u00a0", " ") not in shown
    assert "Know" in shown


def test_a_point_whose_words_may_not_be_shown_still_counts() -> None:
    strange = made(["Say that 9 % stop", "Say who decides", "Take 4.5 mg at night", "T", "1", ""], critical=True)
    of = handout(Findings(ready=False, missed=("MADE-1", "MADE-2", "MADE-3")), [strange], DAY)
    assert of.message == "Go over these 3 things first"
    assert texts(of, "What I will go over") == ["Say who decides.", "and 2 more"]
    alone = handout(Findings(ready=False, missed=("MADE-1",)), [strange], DAY)
    assert texts(alone, "What I will go over") == ["1 point, listed in the app"]


# ---- how it reads


@each_learner
def test_the_page_reads_at_grade_6_in_short_sentences(findings: Findings) -> None:
    said = our_words(page(replace(findings, ask=())))
    # Also with a stop after each list entry, so that none escapes the count.
    for sentences in (said, [text if text[-1] in ".?" else f"{text}." for text in said]):
        of = counts(sentences, HEADWORDS)
        grade, mean = flesch_kincaid(of), mean_sentence(of)
        assert grade is not None
        assert mean is not None
        assert grade <= 6
        assert of.longest <= 25
        assert mean <= 15


@each_learner
def test_the_page_keeps_the_rules_for_numbers_praise_and_orders(findings: Findings) -> None:
    said = our_words(page(replace(findings, ask=())))
    rules = (
        phrases.bare_percents,
        phrases.relative_risks,
        phrases.mixed_denominators,
        phrases.frequency_words,
        phrases.unclear_doses,
        phrases.promotional,
        phrases.dose_orders,
        phrases.medicine_changes,
        phrases.home_recipes,
    )
    assert [(rule.__name__, text) for rule in rules for text in said if rule(text)] == []
    assert [text for text in said for code in ("N01", "N03", "N08", "T05") if phrases.found(code, text)] == []
    whole = as_text(page(findings))
    assert "This page is not medical advice." in whole
    assert "When to get help" in whole


def test_every_question_of_the_bank_is_plain_and_belongs_to_an_objective() -> None:
    assert set(QUESTIONS) <= set(EVERY)
    of = counts(QUESTIONS.values(), HEADWORDS)
    grade = flesch_kincaid(of)
    assert grade is not None
    assert grade <= 6
    assert of.longest <= 25
    assert all(text.endswith("?") for text in QUESTIONS.values())


# ---- as a file


class Reader(HTMLParser):
    """Collects the tags, their attributes and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


TAGS: Final = (
    {"html", "head", "meta", "title", "style", "body", "h1", "h2", "small", "p"}
    | {"strong", "ul", "li", "span", "section", "blockquote", "div", "footer"}
)  # fmt: skip


def read(of: Handout) -> Reader:
    reader = Reader()
    reader.feed(as_html(of))
    reader.close()
    return reader


@given(anything | st.just(HOSTILE), anything | st.just(HOSTILE), made_decks)
def test_nothing_that_was_typed_becomes_markup_in_html(words: str, medicine: str, strange: Deck) -> None:
    findings = Findings(
        ready=False,
        missed=("MADE-1", "MADE-2", "MADE-3"),
        own_words=(("mixing", words),),
        medicines=(medicine,),
        ask=(words,),
    )
    reader = read(handout(findings, [strange], DAY))
    assert reader.tags <= TAGS
    assert reader.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "dir"}


def test_hostile_words_are_shown_as_they_stand() -> None:
    findings = Findings(ready=None, own_words=(("mixing", HOSTILE),))
    shown = " ".join(HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\u202e", "").split())
    assert shown in "".join(read(page(findings)).text)
    rows = " ".join(row.removeprefix("    > ") for row in lines_of(as_text(page(findings))))
    assert shown in rows
    tokens = [child for token in MarkdownIt().parse(as_markdown(page(findings))) for child in token.children or ()]
    assert {token.type for token in tokens} <= {"text", "strong_open", "strong_close"}
    assert shown in [token.content for token in tokens]


@given(anything | st.text("-+=*_#>`~|<&$[]()!1.: \\x"))
@example("1. one")
@example("- one")
@example("+ one")
@example("= one")
@example("12) one")
def test_nothing_that_was_typed_becomes_markup_in_markdown(words: str) -> None:
    findings = Findings(ready=None, own_words=(("mixing", words),), medicines=(words,), ask=(words,))
    plain = Findings(ready=None, own_words=(("mixing", "x"),), medicines=("x",), ask=("x",))
    found = [token.type for token in MarkdownIt().parse(as_markdown(page(findings)))]
    wanted = [token.type for token in MarkdownIt().parse(as_markdown(page(plain if clean(words) else NEW)))]
    assert [kind for kind in found if kind != "hr"] == [kind for kind in wanted if kind != "hr"]
    inline = {child.type for token in MarkdownIt().parse(as_markdown(page(findings))) for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close"}


def test_the_html_page_loads_nothing_and_runs_nothing() -> None:
    html = as_html(page(FULL))
    assert "default-src 'none'" in html
    assert not re.search(r"<script|https?://|url\(|@import|\bsrc=|\bon\w+=", html)
    assert "@page" in html


# ---- folding


@given(st.text() | st.text("漢a ", max_size=300), st.integers(10, 80))
def test_folding_keeps_every_sign_and_the_width(text: str, width: int) -> None:
    rows = fold(text, width, "> ", "  ")
    assert all(wide(row) <= width for row in rows)
    assert "".join("".join(rows).removeprefix(">").split()) == "".join(text.split())


def test_what_no_file_can_hold_is_taken_out() -> None:
    assert clean("a\ud800b\x00c\n d\u2028e") == "abc d e"


@given(st.text() | st.text("漢a ", max_size=300), st.integers(10, 80), st.integers(1, 4))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: int, most: int) -> None:
    whole = " ".join(text.split())
    kept = cut(whole, width, most)
    assert len(fold(kept, width)) <= most
    if kept != whole:
        assert kept.endswith("…")
        assert len(fold(whole, width)) > most


def test_columns_count_wide_signs_twice() -> None:
    assert columns("a漢é") == 4


def test_a_box_stands_at_the_right_margin() -> None:
    assert [wide(row) for row in rows_of(Line(text="Why?", mark=Mark.BULLET, boxed=True))] == [78]
    assert rows_of(Line(text="Why?", mark=Mark.BULLET, boxed=True))[0].endswith("[ ]")
