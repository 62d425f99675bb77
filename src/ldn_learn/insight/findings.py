"""What the history says about a learner, for her page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.insight.exam_log import sittings
from ldn_learn.insight.handout import Findings
from ldn_learn.memory.events import READY, Confidence, Mark, Retracted, Reviewed, TaughtBack
from ldn_learn.study import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ldn_learn.decks.cards import Card, CardId
    from ldn_learn.insight.exam_log import Sitting
    from ldn_learn.memory.events import Event
    from ldn_learn.memory.fold import Memory


def findings(
    cards: Mapping[CardId, Card], memory: Memory, events: Sequence[Event], medicines: Sequence[str] = ()
) -> Findings:
    """What goes on the page, out of all that was answered, marked and said in own words."""
    last = _last_answers(events)
    check = next((each for each in reversed(sittings(events)) if each.started.mode == READY and each.ended), None)
    wrong = [id_ for id_, event in last.items() if event.correct is False and id_ in cards]
    missed = _objectives([*_missed_in(check), *wrong], cards)
    known = [each for each in _objectives([*_held_in(check), *_mastered(cards, memory)], cards) if each not in missed]
    sure = [id_ for id_ in wrong if last[id_].confidence is Confidence.VERY_SURE]
    return Findings(
        ready=None if check is None or check.ended is None else check.ended.passed,
        missed=tuple(missed),
        known=tuple(known),
        sure_but_wrong=tuple(_objectives(sure, cards)),
        ask=tuple(wording.question_text(cards[id_]) for id_ in _to_ask(cards, memory)),
        own_words=_own_words(events),
        medicines=tuple(medicines),
    )


def _last_answers(events: Iterable[Event]) -> dict[CardId, Reviewed]:
    """The last answer to each card that still stands, in whatever mode."""
    gone = {event.target for event in events if isinstance(event, Retracted)}
    answers = [event for event in events if isinstance(event, Reviewed) and event.id not in gone]
    return {event.card: event for event in sorted(answers, key=lambda event: event.order)}


def _missed_in(check: Sitting | None) -> list[CardId]:
    """What was missed, left blank or guessed in the last readiness check."""
    if check is None:
        return []
    held = set(_held_in(check))
    return [id_ for id_ in check.started.cards if id_ not in held]


def _held_in(check: Sitting | None) -> list[CardId]:
    if check is None:
        return []
    return [
        answer.card
        for answer in check.answers
        if answer.correct and not (answer.critical and answer.confidence in (None, Confidence.GUESSING))
    ]


def _mastered(cards: Mapping[CardId, Card], memory: Memory) -> list[CardId]:
    """Cards of objectives of which every card is mastered."""
    of: dict[str, list[CardId]] = {}
    for id_, card in cards.items():
        if card.objective:
            of.setdefault(card.objective, []).append(id_)
    done = (ids for ids in of.values() if all(_is_sure(cards[id_], memory) for id_ in ids))
    return [ids[0] for ids in done]


def _is_sure(card: Card, memory: Memory) -> bool:
    known = memory.cards.get(card.id)
    return known is not None and known.meaning == card.meaning and known.mastery.reached


def _objectives(ids: Iterable[CardId], cards: Mapping[CardId, Card]) -> list[str]:
    """The objectives of these cards, those of safety cards first, each once."""
    found = [cards[id_] for id_ in ids if id_ in cards and cards[id_].objective]
    return list(dict.fromkeys(card.objective for card in sorted(found, key=lambda card: not card.critical)))


def _to_ask(cards: Mapping[CardId, Card], memory: Memory) -> list[CardId]:
    """Cards that the learner marked to ask about, then those that she keeps forgetting [E23]."""
    leeches = [id_ for id_, known in memory.cards.items() if known.lapses >= wording.LEECH]
    return [id_ for id_ in dict.fromkeys([*memory.marked(Mark.FLAGGED), *leeches]) if id_ in cards]


def _own_words(events: Iterable[Event]) -> tuple[tuple[str, str], ...]:
    said = sorted((event for event in events if isinstance(event, TaughtBack)), key=lambda event: event.order)
    return tuple({event.prompt: event.text for event in said if event.text.strip()}.items())
