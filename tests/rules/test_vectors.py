"""The thresholds and vectors that the rules are held to, each on both sides."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_learn.rules import phrases
from ldn_learn.rules.checking import check_deck
from ldn_learn.rules.clues import chi_squared, least_suspicious
from ldn_learn.rules.copies import similarity
from ldn_learn.rules.human import forms, index_passes, index_score, pemat_score
from ldn_learn.rules.measure import counts, measured
from ldn_learn.rules.passages import tokens
from ldn_learn.rules.proof import known, numbers, value
from ldn_learn.rules.readability import Counts, flesch_kincaid, sentences, smog, words
from ldn_learn.rules.readability import counts as slow_counts
from ldn_learn.rules.shared import Fact
from ldn_learn.rules.together import together
from ldn_learn.rules.triggers import TRIGGERS
from tests.decks.samples import steady
from tests.rules.made import ALL, FILES, card, checked, codes, deck, findings, options, severity, shared

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "Tell the surgical team early and follow their plan for when to stop LDN"


def choice(*texts: str, key: int = 0, prompt: str = "What do you do on that day?", **keys: Any) -> dict[str, Any]:
    return deck(card(prompt=prompt, options=options(*texts, key=key), **keys))


def answer(text: str, **keys: Any) -> dict[str, Any]:
    return deck(card(answer=text, **keys))


def sentence(count: int) -> str:
    return "Word " + "word " * (count - 2) + "word."


# --- clues


@pytest.mark.parametrize(
    ("cards", "three", "four"),
    [(10, 7, 6), (12, 8, 7), (15, 9, 8), (20, 11, 9), (25, 13, 11), (30, 15, 13), (40, 19, 16), (50, 23, 19)],
)
def test_m05d_fires_from_the_smallest_count_that_chance_makes_rare(cards: int, three: int, four: int) -> None:
    assert (least_suspicious(cards, 3), least_suspicious(cards, 4)) == (three, four)


def test_m05d_takes_decks_of_any_size() -> None:
    assert 3300 < least_suspicious(10_000, 3) < 3500


def test_m05d_counts_keys_that_are_strictly_the_longest() -> None:
    def made(longest: int) -> dict[str, Any]:
        texts = [
            ("A long answer", "Short", "Brief") if number < longest else ("Ab", "Abc", "Abd") for number in range(10)
        ]
        return deck(
            *(
                card(id=f"c{n}", prompt=f"Question {n} {n * 7} here?", options=options(*each))
                for n, each in enumerate(texts)
            )
        )

    assert severity("M05d", made(7)) == "error"
    assert "M05d" not in codes(made(6))


def test_m16_is_the_chi_squared_of_places() -> None:
    assert chi_squared((9, 4, 4, 3)) == pytest.approx(4.4)

    def made(first: int, shuffle: str) -> dict[str, Any]:
        keys = [0] * first + [1, 2] * 10
        cards = [
            card(
                id=f"c{n}",
                prompt=f"Question {n} {n * 7} here?",
                options=options("Aa", "Bb", "Cc", key=key),
                shuffle=shuffle,
            )
            for n, key in enumerate(keys[:21])
        ]
        return deck(*cards)

    assert severity("M16", made(15, "false")) == "warning"
    assert "M16" not in codes(made(15, "true"))
    assert "M16" not in codes(made(7, "false"))


def test_m05_wants_a_quarter_and_ten_signs() -> None:
    assert severity("M05", choice(LONG, "Stop LDN that morning", "Take a double dose", "Say nothing")) == "warning"
    assert "M05" not in codes(choice("Call your prescriber", "Take two doses", "Stop all medicines", "Wait a week"))


@pytest.mark.parametrize(("count", "level"), [(2, "error"), (3, None), (4, None), (5, "warning"), (6, "error")])
def test_m01_wants_three_or_four_options(count: int, level: str | None) -> None:
    assert severity("M01", choice(*"abcdefghi"[:count])) == level
    trainee = choice(*"abcdefghi"[:count]) | {"audience": "trainee"}
    assert severity("M01", trainee) == ("advice" if count == 5 else level)


def test_m04_is_advice_for_a_safety_card_that_shouts() -> None:
    prompt = "Which of these is NOT an opioid?"
    assert severity("M04", choice("A1", "B1", "C1", prompt=prompt)) == "warning"
    assert severity("M04", choice("A1", "B1", "C1", prompt=prompt, critical=True)) == "advice"


def test_m06_is_an_error_in_a_right_option_for_patients() -> None:
    assert severity("M06", choice("It never harms", "B1", "C1")) == "error"
    assert severity("M06", choice("B1", "It never harms", "C1")) == "warning"
    assert severity("M06", choice("It never harms", "B1", "C1"), audience="both") == "error"
    assert severity("M06", choice("It never harms", "B1", "C1") | {"audience": "trainee"}) == "warning"


def test_m08_leaves_glossary_words_alone() -> None:
    made = choice("Opioid pills", "Salt", "Tea", prompt="Which pills are an opioid medicine?")
    assert "M08" in codes(choice("Surgical pills", "Salt", "Tea", prompt="Which pills are a surgical thing?"))
    found = [each.message for each in findings(made, ALL) if each.code == "M08"]
    assert not any("opioid" in message for message in found)


def test_m15_has_three_ways_to_fire() -> None:
    assert (
        severity("M15", choice("A1", "B1", "C1", prompt="Which of these statements about LDN is correct?")) == "error"
    )
    assert severity("M15", choice("A1", "B1", "C1", prompt="What is LDN?")) == "warning"
    assert severity("M15", choice("A1", "B1", "C1", prompt="LDN blocks some kind of receptors.")) == "warning"
    assert "M15" not in codes(choice("A1", "B1", "C1", prompt="LDN blocks a kind of thing called"))


def test_m17_is_an_error_on_safety_cards_for_patients() -> None:
    assert severity("M17", choice("A1", "B1", "C1")) == "warning"
    assert severity("M17", choice("A1", "B1", "C1", critical=True)) == "error"
    full = deck(
        card(
            prompt="Which one is it now?", critical=True, options=options("A1", "B1", "C1", why_plausible="It is near.")
        )
    )
    assert "M17" not in codes(full)


@pytest.mark.parametrize(
    ("size", "audience", "fires"), [(40, "patient", False), (41, "patient", True), (120, "trainee", False)]
)
def test_m20_counts_the_words_of_the_stem(size: int, audience: str, fires: bool) -> None:
    made = choice("A1", "B1", "C1", prompt="word " * (size - 1) + "word?") | {"audience": audience}
    assert ("M20" in codes(made)) is fires


def test_m14_is_not_fooled_by_a_word_that_differs() -> None:
    assert "M14" not in codes(choice("It switched it on", "It switched it off", "Nothing"))
    assert "M14" in codes(choice("Tell the surgeon early on", "Tell the surgeons early on", "Nothing"))


# --- form, feedback


@pytest.mark.parametrize(("size", "level"), [(12, None), (13, "warning"), (25, "warning"), (26, "error")])
def test_a01_counts_the_words_of_an_answer(size: int, level: str | None) -> None:
    made = " ".join(["word"] * size)
    assert severity("A01", answer(made)) == level
    assert severity("A01", answer(made) | {"audience": "trainee"}) == (level and "warning")


@pytest.mark.parametrize(
    ("text", "level"), [("a1, b1", None), ("a1, b1, c1", "warning"), ("a1, b1, c1, d1, e1", "error")]
)
def test_a02_counts_the_parts_of_a_list(text: str, level: str | None) -> None:
    assert severity("A02", answer(text)) == level


def test_a02_leaves_and_alone() -> None:
    assert "A02" not in codes(answer("salt and pepper and tea"))


def test_f01_asks_for_five_words_and_more_of_trainees_on_safety() -> None:
    bare = choice("A1", "B1", "C1") | {"audience": "trainee"}
    assert severity("F01", bare) == "warning"
    assert severity("F01", choice("A1", "B1", "C1", critical=True) | {"audience": "trainee"}) == "error"
    made = deck(card(prompt="Which one is it?", options=options("A1", "B1", "C1", feedback="No. It is the first.")))
    assert "F01" not in codes(made)


@pytest.mark.parametrize(("text", "fires"), [("word " * 60, False), ("word " * 61, True), ("Aa bb. " * 15, True)])
def test_f07_counts_words_and_sentences(text: str, fires: bool) -> None:
    made = deck(card(prompt="Which one is it?", options=options("A1", "B1", "C1", feedback=text.strip())))
    assert ("F07" in codes(made)) is fires


# --- reading


def test_formulas_give_the_published_grades() -> None:
    assert flesch_kincaid(Counts(100, 10, 140, 8)) == pytest.approx(4.83, abs=0.01)
    assert smog(Counts(600, 30, 960, 60)) == pytest.approx(11.21, abs=0.01)


@pytest.mark.parametrize(
    ("size", "audience", "level"), [(25, "patient", None), (26, "patient", "error"), (36, "trainee", "warning")]
)
def test_r05_finds_the_sentence(size: int, audience: str, level: str | None) -> None:
    made = answer("Yes it is", explanation=f"Short one here. {sentence(size)}") | {"audience": audience}
    assert severity("R05", made) == level


def test_r01_and_r02_grade_the_deck_for_each_audience() -> None:
    hard = "Evidence indicates that low-dose naltrexone can suppress microglial activation considerably."
    assert severity("R01", answer("Yes it is", explanation=hard)) == "error"
    assert severity("R02", answer("Yes it is", explanation=hard)) == "warning"
    assert "R01" not in codes(answer("Yes it is", explanation=hard) | {"audience": "trainee"})
    assert severity("R02", answer("Yes it is", explanation=hard) | {"audience": "trainee"}) == "advice"


def test_r03_waits_for_thirty_sentences() -> None:
    hard = "Naltrexone affects inflammation considerably. "
    assert "R03" not in codes(answer("Yes it is", explanation=hard * 28))
    assert severity("R03", answer("Yes it is", explanation=hard * 29)) == "warning"


def test_r09_and_r10_ask_for_the_frame_of_a_deck() -> None:
    bare = answer("Yes it is")
    framed = bare | {"purpose": "You know.", "main_message": "Ask.", "summary": "Ask first."}
    assert {"R09", "R10"} <= codes(bare)
    assert not {"R09", "R10"} & codes(framed)
    assert severity("R09", framed | {"main_message": "Aa. Bb. Cc. Dd."}) == "warning"


texts = st.text(st.sampled_from("Aab. !?\n-(4.5mgDr"), max_size=60)


@steady
@given(texts)
def test_the_short_way_to_sentences_is_the_long_way(text: str) -> None:
    assert measured(text) == tuple(words(each) for each in sentences(text))
    heads = frozenset({"ab"})
    assert counts([text], heads) == slow_counts(text, heads)


# --- triggers


@pytest.mark.parametrize("code", sorted(set(TRIGGERS) & set(phrases.RULES)))
@steady
@given(st.data())
def test_no_pattern_matches_a_text_without_one_of_its_triggers(code: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(phrases.RULES[code], re.IGNORECASE | re.ASCII)))
    if phrases.found(code, text):
        assert not TRIGGERS[code].isdisjoint(tokens(text))


# --- numbers and facts


def fact(**keys: Any) -> Fact:
    values: dict[str, Any] = {
        "id": "f",
        "statement": "",
        "figures": "",
        "sources": (),
        "topic": "",
        "trainee_only": False,
        "certainty": "",
        "verified": True,
        "design": "",
        "agrees": "",
    }
    return Fact(**(values | {"line": 1, "column": 1} | keys))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It took 12 weeks.", ("12",)),
        ("15,297 people and 0.3%", ("15,297", "0.3")),
        ("TLR4, OGF-2 and COVID-19 are names", ()),
        ("84 out of 100 people, 2 out of 1,000", ("84", "2")),
        ("the 1960s", ("1960",)),
        ("from 1 to 6 mg", ("1", "6")),
    ],
)
def test_numbers_that_claim_something(text: str, found: tuple[str, ...]) -> None:
    assert numbers(text) == found


def test_known_numbers_may_be_rounded_and_told_out_of_100() -> None:
    held = known([fact(figures="28.8% vs 18.0%; 41/49; 15,297")])
    assert {28.8, 29, 18, 41, 49, 84, 15297} <= held
    assert 85 not in held
    assert value("15 297") == 15297


def test_a_statement_counts_only_where_there_are_no_figures() -> None:
    assert known([fact(figures="12 weeks", statement="It took 12 weeks, or 3 months.")]) == {12.0}
    assert known([fact(statement="It took 3 months.")]) == {3.0}


def test_b02_finds_the_number_and_takes_an_exemption_with_a_reason() -> None:
    wrong = answer("21 weeks", facts=["trial-length"])
    (problem,) = [each for each in findings(wrong, ALL) if each.code == "B02"]
    assert "21" in problem.message
    assert "B02" in codes(answer("12 weeks", facts=["trial-length"], explanation="In 60 words."), ALL)
    fine = answer("12 weeks", facts=["trial-length"], explanation="In 60 words.", numbers_ok={"60 words": "a length"})
    assert not {"B02", "L05"} & codes(fine, ALL)


def test_b02_looks_at_prompt_key_feedback_and_explanation_and_not_at_wrong_options() -> None:
    base = {"facts": ["trial-length"], "options": options("12 weeks", "21 weeks", "99 weeks")}
    assert "B02" not in codes(deck(card(prompt="How long was it all?", **base)), ALL)
    for keys in (
        {"prompt": "What did all 77 get?"},
        {"explanation": "It was 77."},
        {"options": options("12 weeks", "b", "c", feedback="No. It was 77 weeks long.")},
        {"options": options("77 weeks", "b", "c")},
    ):
        assert "B02" in codes(deck(card(**({"prompt": "How long was it all?"} | base | keys))), ALL), keys


def test_b06_keeps_facts_for_trainees_off_cards_for_patients() -> None:
    made = answer("It is", facts=["trainees"])
    assert severity("B06", made, ALL) == "error"
    assert "B06" not in codes(made | {"audience": "trainee"}, ALL)


def test_b02_holds_items_of_an_order_and_a_match_and_not_the_extras() -> None:
    base = {"prompt": "What belongs to what here?", "facts": ["trial-length"]}
    pairs = [{"left": "the trial", "right": "12 weeks"}, {"left": "the group", "right": "49 people"}]
    fine = card(type="match", pairs=pairs, extras=["77 weeks"], **base)
    assert "B02" not in codes(deck(fine), ALL)
    assert "B02" in codes(deck(fine | {"pairs": [pairs[0], {"left": "the group", "right": "77 people"}]}), ALL)
    assert "B02" in codes(deck(card(type="order", items=["12 weeks", "77 weeks"], **base)), ALL)


def test_b08_holds_the_numbers_of_a_lesson_to_the_facts_of_its_cards() -> None:
    made = card(objective="O1", facts=["trial-length"], answer="12 weeks")
    aims = {"objectives": [{"id": "O1", "text": "Say how long it was"}]}
    for text, found in (("It took 12 weeks.", False), ("It took 21 weeks.", True)):
        lesson = {"lessons": [{"id": "l", "objective": "O1", "text": text}]}
        assert ("B08" in codes(deck(made, **aims, **lesson), ALL)) is found
        assert "B08" not in codes(deck(made, **aims, **lesson))


def test_b09_takes_the_surest_fact() -> None:
    assert severity("B09", answer("12 weeks", facts=["shaky"], certainty="high"), ALL) == "warning"
    assert "B09" not in codes(answer("12 weeks", facts=["shaky", "trial-length"], certainty="high"), ALL)


def test_without_a_file_of_facts_no_number_is_held_to_one() -> None:
    assert not {code for code in codes(answer("21 weeks", facts=["nobody-knows"])) if code[0] == "B"}


@pytest.mark.parametrize(
    ("text", "fires"),
    [("32% of them", True), ("32% (n=31)", False), ("32 out of 100 people", False), ("6 of 49", False)],
)
def test_n01_wants_to_know_of_how_many(text: str, fires: bool) -> None:
    assert (severity("N01", answer(text)) == "error") is fires


def test_n04_lets_two_arms_of_nearly_one_size_stand() -> None:
    assert "N04" not in codes(answer("4 of 49 on LDN and 3 of 50 on a dummy pill"))
    assert severity("N04", answer("4 of 10 on LDN and 3 of 50 on a dummy pill")) == "error"


def test_n14_says_how_it_would_read_out_of_100() -> None:
    (problem,) = [each for each in findings(answer("41 of 49 people, in a year")) if each.code == "N14"]
    assert problem.hint == "write 84 out of 100"
    (problem,) = [each for each in findings(answer("2 of 1500 people")) if each.code == "N14"]
    assert problem.hint == "write 1 out of 1,000"


# --- copies, coverage


def test_d02_sees_the_same_question_in_other_words() -> None:
    one, other = "Can you take LDN with opioid pain pills?", "Can you take LDN with an opioid pain pill?"
    jaccard, ratio = similarity(one, other)
    assert jaccard == pytest.approx(0.70)
    assert ratio == pytest.approx(0.9512, abs=0.01)
    made = deck(card(id="a", prompt=one, answer="Ask first"), card(id="b", prompt=other, answer="Ask first"))
    assert {"D02"} == codes(made) & {"D01", "D02", "D03", "A09"}


def test_the_same_question_is_d01_or_d03_by_its_answer() -> None:
    def made(second: str) -> set[str]:
        cards = [card(id="a", answer="Ask first"), card(id="b", answer=second, prompt="what does LDN block")]
        return codes(deck(*cards)) & {"D01", "D02", "D03", "A09"}

    assert made("ask first") == {"D01"}
    assert made("Tell them") == {"D03"}


def test_c01_wants_three_safety_cards_in_two_formats() -> None:
    aims = [{"id": "O", "text": "Know it"}]
    flips = [
        card(id=f"f{n}", prompt=f"Number {n * 13} of what?", answer="Ask", objective="O", critical=True)
        for n in range(3)
    ]
    pick = card(id="p", prompt="What is the third thing?", options=options("A1", "B1", "C1"), objective="O")
    assert severity("C01", deck(*flips[:2], objectives=aims)) == "error"
    assert severity("C01", deck(*flips, objectives=aims)) == "error"
    assert "C01" not in codes(deck(*flips[:2], pick, objectives=aims))
    plain = [each | {"critical": False} for each in flips]
    assert severity("C01", deck(plain[0], objectives=aims)) == "warning"
    assert "C01" not in codes(deck(*plain[:2], objectives=aims))


def test_c07_and_c08_ask_for_parallel_forms_and_steps() -> None:
    aims = [{"id": "O", "text": "Know it"}]
    two = [
        card(id=f"f{n}", prompt=f"Number {n * 13} of what?", answer="Blue", objective="O", critical=True)
        for n in range(2)
    ]
    assert {"C07", "C08"} <= codes(deck(*two, objectives=aims))
    good = [each | {"readiness": True, "explanation": "Call your prescriber."} for each in two]
    assert not {"C07", "C08"} & codes(deck(*good, objectives=aims))


def test_c06_and_s07_ask_for_the_other_side() -> None:
    benefit = card(id="a", answer="Less of it", tags=["benefit"], certainty="low")
    harm = card(id="b", prompt="What else may come?", answer="Bad sleep", tags=["harm"], certainty="low")
    unknown = card(id="c", prompt="What is left open?", answer="Much", tags=["unknown"])
    assert {"C06", "S07"} <= codes(deck(benefit))
    assert {"C06", "S07"} & codes(deck(benefit, harm)) == {"S07"}
    assert not {"C06", "S07"} & codes(deck(benefit, unknown))


# --- sources


def test_s01_wants_a_work_that_can_be_found() -> None:
    assert severity("S01", answer("It is", sources=[{"id": "lost"}])) == "error"
    assert "S01" not in codes(answer("It is", sources=[{"id": "lost"}, {"id": "label"}]))


def test_s08_finds_the_opinion_that_carries_a_deck() -> None:
    cards = [
        card(id=f"c{n}", prompt=f"Number {n * 13} of what?", answer="Ask", sources=[{"id": "opinion"}])
        for n in range(3)
    ]
    other = card(id="x", prompt="And of the rest?", answer="Tell")
    assert "S08" in codes(deck(*cards, other))
    assert "S08" not in codes(deck(*cards[:2], other, other | {"id": "y", "prompt": "Which is the last?"}))


# --- silencing


def test_a_card_silences_with_a_reason() -> None:
    made = choice("It never harms", "B1", "C1", lint_ok={"M06": "the label says never"})
    found = checked(made)
    assert "M06" not in {each.code for each in found.problems}
    ((problem, reason),) = [(each.problem, each.reason) for each in found.silenced if each.problem.code == "M06"]
    assert (problem.card, reason) == ("c", "the label says never")


def test_a_silence_without_a_reason_or_of_a_guard_does_not_hold() -> None:
    empty = b"id: d\ntitle: D\naudience: patient\ncards:\n"
    empty += b"- {id: c, prompt: Which pill is the right one?, lint_ok: {M06: },\n"
    empty += b"   options: [{text: It never harms, correct: true}, {text: B1}, {text: C1}]}\n"
    assert {"M06", "L01"} <= {each.code for each in check_deck(empty, "d.yaml", shared()).problems}
    guard = choice("A1", "B1", "C1", lint_ok={"F01": "we are in a hurry"})
    assert {"F01", "L01"} <= codes(guard)
    trainee = guard | {"audience": "trainee"}
    assert not {"F01", "L01"} & codes(trainee)


def test_a_silence_of_nothing_is_told() -> None:
    assert severity("L02", answer("It is", lint_ok={"M06": "old"})) == "advice"
    assert severity("L01", answer("It is", lint_ok={"Q99": "what"})) == "error"


# --- all files together


def test_a_review_grows_old_and_sooner_for_safety() -> None:
    def level(reviewed: str, *, critical: bool) -> list[str]:
        found = checked(answer("It is", critical=critical) | {"reviewed": reviewed}).summary
        return [str(each.severity) for each in together([found], {}, date(2026, 11, 22)) if each.code == "S02"]

    assert level("2025-12-01", critical=True) == []
    assert level("2025-11-01", critical=True) == ["error"]
    assert level("2025-11-01", critical=False) == []
    assert level("2024-11-01", critical=False) == ["warning"]


def test_two_decks_may_not_share_an_id_and_may_name_each_others_cards() -> None:
    one = checked(answer("It is")).summary
    other = checked(answer("It is", requires=["d/nothing", "d/c"]) | {"id": "e"}).summary
    found = together([one, other], {}, None)
    assert [(each.code, each.card) for each in found] == [("A11", "c")]
    assert [each.code for each in together([one, one], {}, None)] == []
    twin = checked(answer("It was")).summary
    assert [each.code for each in together([one, twin], {}, None)] == ["D01"]


def test_a_belief_that_nobody_holds_is_told() -> None:
    used = checked(deck(card(prompt="Which one is it?", options=options("A1", "B1", "C1", misconception="MC-01"))), ALL)
    found = together([used.summary], {"misconceptions.yaml": ALL}, None)
    unused = {each["id"] for each in FILES["misconceptions"]["misconceptions"]} - {"MC-01"}
    assert {each.message.split("'")[1] for each in found if each.code == "L04"} == unused


# --- forms


def test_the_forms_score_as_published() -> None:
    assert pemat_score(13, 2) == pytest.approx(86.7, abs=0.05)
    assert pemat_score(11, 5) == pytest.approx(68.75)
    assert pemat_score(0, 0) is None
    ninety = index_score({number: number > 2 for number in range(1, 21)} | {1: True})
    assert ninety == pytest.approx(95)
    assert index_passes(90.0)
    assert not index_passes(100 * 17 / 19)
    assert index_score({1: False, 2: True, 3: True, 4: True, 5: True}) == pytest.approx(20)


def test_the_forms_tell_what_speaks_against_an_item() -> None:
    found = findings(answer("32% of them"))
    text = forms(found)
    assert "N01 1 times" in text
    assert "nothing found against it (N09)" in text
    assert all(len(line) <= 78 for line in text.splitlines())


# --- what the rules see


def test_findings_point_at_the_very_words() -> None:
    text = "id: d\ntitle: D\naudience: patient\ncards:\n  - id: c\n    prompt: What is it?\n"
    text += "    answer: >-\n      A small\n      miraculous drug\n"
    (problem,) = [each for each in check_deck(text.encode(), "d.yaml", shared()).problems if each.code == "T01"]
    assert (problem.line, problem.column) == (9, 7)


def test_a_broken_card_keeps_no_other_card_from_being_checked() -> None:
    made = deck({"id": "broken"}, card(answer="A miraculous drug"), card(id="z", answer="It is", colour="red"))
    found = [(each.code, each.card) for each in findings(made)]
    assert ("V01", "broken") in found
    assert ("K04", "z") in found
    assert ("T01", "c") in found


@pytest.mark.parametrize(
    "make",
    [
        dict,
        lambda: {"cards": "x"},
        lambda: {"id": ["d"], "cards": [1, [], {}]},
        lambda: {"cards": [{"options": {}}]},
    ],
)
def test_nothing_that_a_file_can_hold_raises(make: Callable[[], dict[str, Any]]) -> None:
    assert findings(make())


anything: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["", "true", "flip", "choice", "c", "d", "What? 5% in 10", "{{a}}", "M06"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "title",
                    "cards",
                    "prompt",
                    "type",
                    "options",
                    "text",
                    "correct",
                    "answer",
                    "lint_ok",
                    "facts",
                    "sources",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@steady
@given(st.lists(anything, max_size=3), anything)
def test_no_shape_of_a_deck_raises(cards: list[Any], objectives: Any) -> None:
    findings({"id": "d", "title": "T", "cards": cards, "objectives": objectives}, ALL)


def test_rules_about_english_words_leave_other_languages_alone() -> None:
    made = answer("A miraculous drug")
    assert "T01" in codes(made)
    german = codes(made | {"language": "de"})
    assert "T01" not in german
    assert {"C02", "R10"} <= german


def test_the_audience_that_is_asked_for_narrows_what_is_told() -> None:
    made = deck(
        card(id="p", answer="32% of them", audience="patient"),
        card(id="t", prompt="What else?", answer="32% of them", audience="trainee"),
        card(id="b", prompt="What is the third?", answer="32% of them"),
        audience="both",
    )

    def told(audience: str) -> set[tuple[str, str]]:
        return {(each.card, str(each.severity)) for each in findings(made, audience=audience) if each.code == "N01"}

    assert told("both") == {("p", "error"), ("t", "warning"), ("b", "error")}
    assert told("patient") == {("p", "error"), ("b", "error")}
    assert told("trainee") == {("t", "warning"), ("b", "warning")}
