"""What stands around a lesson, and the words that a learner has read so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_learn.decks.cards import Choice, Multi
from ldn_learn.study import wording
from ldn_learn.study.steps import Feedback, LessonStep, Revealed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Deck, Lesson
    from ldn_learn.study.session import Session
    from ldn_learn.study.steps import Step


def opening(session: Session) -> str:
    """The main message of a deck, over the first lesson that is ever read of it; else nothing."""
    step = session.step
    if not isinstance(step, LessonStep):
        return ""
    deck = session.scope.decks[step.question.card.deck]
    read = [objective for id_, objective in session.lessons_seen if id_ == deck.id]
    begun = any(id_.partition("/")[0] == deck.id for id_ in session.memory.cards)
    return "" if begun or len(read) > 1 else deck.main_message


def aim(deck: Deck, lesson: Lesson) -> str:
    """What the learner can do after a lesson, as in "After this you can name the warning signs."; perhaps nothing."""
    text = next((each.text for each in deck.objectives if each.id == lesson.objective), "").rstrip(" .")
    if not text:
        return ""
    # An objective begins with a verb; an acronym keeps its capitals.
    start = text[:1] if text[1:2].isupper() else text[:1].lower()
    return f"After this you can {start}{text[1:]}."


def read_so_far(step: Step) -> str:
    """The texts on the screen in which a word may need a meaning; none while a question is open."""
    match step:
        case LessonStep():
            return step.lesson.text
        case Revealed() | Feedback():
            card = step.question.card
            options = card.options if isinstance(card, Choice | Multi) else ()
            texts = [card.stem, wording.question_text(card), wording.answer_text(card), card.explanation]
            return "\n".join([*texts, *(part for option in options for part in (option.text, option.feedback))])
        case _:
            return ""
