"""A study session in lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Choice, Cloze, Flip, Number
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.study import get_help, grading, wording
from ldn_learn.study.grading import Misread
from ldn_learn.study.session import Move
from ldn_learn.study.steps import Chosen, Feedback, Finished, LessonStep, Question, Revealed, Typed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card
    from ldn_learn.plain.console import Console
    from ldn_learn.study.session import Session
    from ldn_learn.study.steps import Response
    from ldn_learn.workspace import Workspace

_LONGEST: Final = 200
"""Characters of a typed line that are looked at for how sure the learner is."""

_CHOICE: Final = re.compile(r"([0-9]{1,2})(?:[ ,]+([123]))?")

HELP: Final = (
    "1, 2, 3 ...   choose an option, or rate a flip card: 1 Again, 2 Hard, 3 Good, 4 Easy",
    "Enter         show the answer of a flip card; after the answer, go on with Good",
    "u             take back the last answer",
    "s             show the sources of the last card",
    "!             when to get help",
    "?             this list",
    "q             stop; every answer is saved already",
)


def study(workspace: Workspace, console: Console, session: Session) -> Session:
    """Ask until nothing is left, or the learner stops; gives the last state of the session."""
    return _Sitting(workspace, console, session).run()


def show_get_help(console: Console) -> None:
    """When to get help, in lines."""
    console.say("", get_help.TITLE)
    for title, points in get_help.SECTIONS:
        console.say("", title)
        for point in points:
            console.say(point, first="- ", then="  ")
    console.say("", get_help.CLOSING)


class _Sitting:
    def __init__(self, workspace: Workspace, console: Console, session: Session) -> None:
        self.workspace = workspace
        self.console = console
        self.session = session
        self.last: Card | None = None

    def run(self) -> Session:
        while not isinstance(self.session.step, Finished):
            match self.session.step:
                case LessonStep(lesson=lesson):
                    deck = self.session.scope.decks[self.session.step.question.card.deck]
                    self.console.say("", f"Lesson - {deck.title}", lesson.text)
                    self.session = self.session.proceed(self.workspace.now())
                case Feedback() as feedback:
                    self.explain(feedback)
                    self.session = self.session.proceed(self.workspace.now())
                case Question() as question:
                    self.show(question)
                    if not self.until_answered():
                        break
                case Revealed() as revealed:
                    self.show_answer(revealed)
                    if not self.until_rated():
                        break
        self.leave()
        return self.session

    def show(self, question: Question) -> None:
        position, total = self.session.position
        card = question.card
        self.console.say("", f"Question {position} of {total} - {card.id}")
        if card.critical:
            self.console.say("Safety point")
        self.console.say(wording.question_text(card))
        match card:
            case Choice():
                for number, text in enumerate(grading.shown_options(card, question.order), 1):
                    self.console.say(text, first=f"{number}) ", then="   ")
                if self.asks():
                    self.console.say("Type a number. How sure are you? Add 1 guessing, 2 fairly, 3 very: '2 3'.")
                else:
                    self.console.say("Type a number.")
            case Number():
                unit = f" in {card.unit}" if card.unit else ""
                sure = " How sure are you? Add 1, 2 or 3, like '5 2'." if self.asks() else ""
                self.console.say(f"Type the number{unit}.{sure}")
            case Cloze():
                self.console.say("Type the missing words, or press Enter to see them.")
            case Flip():
                self.console.say("Press Enter to see the answer.")

    def asks(self) -> bool:
        """Whether the learner may say how sure she is."""
        return self.session.asks_confidence

    def until_answered(self) -> bool:
        """Read until the question is answered or revealed; false when the learner stops."""
        question = self.session.step
        assert isinstance(question, Question)
        while self.session.step is question:
            typed = self.console.ask()
            if typed is None or typed == "q":
                return False
            if not self.command(typed):
                self.answer(typed, question.card)
        return True

    def answer(self, typed: str, card: Card) -> None:
        now = self.workspace.now()
        if isinstance(card, Flip):
            self.session = self.session.reveal(now)
            return
        response = _response(typed, card)
        if response is None:
            self.console.say(f"Type a number from 1 to {len(card.options)}." if isinstance(card, Choice) else "")
            return
        result = self.session.answer(response, now, self.workspace.new_id(now))
        if isinstance(result, Misread):
            self.console.say(f"{result}.")
        elif isinstance(result, Move):
            self.store(result)
        else:
            self.session = result

    def show_answer(self, revealed: Revealed) -> None:
        card, now = revealed.question.card, self.workspace.now()
        self.last = card
        if revealed.typed:
            self.console.say(f"You typed: {revealed.typed}")
        self.console.say(f"Answer: {wording.answer_text(card)}")
        self.details(card, [card.explanation])
        rates = (
            f"{rating} {wording.RATINGS[rating]} {wording.when(revealed.outcomes[rating], now)}" for rating in Rating
        )
        self.console.say("How well did you know it? " + ", ".join(rates))

    def until_rated(self) -> bool:
        """Read until the card is rated; false when the learner stops."""
        while isinstance(self.session.step, Revealed):
            typed = self.console.ask()
            if typed is None or typed == "q":
                return False
            if self.command(typed):
                continue
            rating = {"": Rating.GOOD} | {str(each.value): each for each in Rating}
            if typed not in rating:
                self.console.say("Type 1, 2, 3 or 4.")
                continue
            now = self.workspace.now()
            move = self.session.rate(rating[typed], now, self.workspace.new_id(now))
            if move is not None:
                self.store(move)
        return True

    def explain(self, feedback: Feedback) -> None:
        card, event = feedback.question.card, feedback.event
        self.last = card
        self.console.say(wording.verdict(event))
        if not event.correct:
            self.console.say(f"You answered: {event.response}", f"Better: {grading.key_text(card)}")
        self.details(card, wording.explanation(feedback))
        self.console.say(f"{wording.comes_back(feedback, self.workspace.now())}.")

    def details(self, card: Card, paragraphs: list[str]) -> None:
        self.console.say(*[part for part in paragraphs if part])
        if card.certainty:
            self.console.say(f"How sure is this? {wording.CERTAINTY[card.certainty][1]}.")

    def command(self, typed: str) -> bool:
        """Do what a letter asks for; false when it is an answer."""
        match typed:
            case "u":
                self.undo()
            case "?":
                self.console.say("", *HELP)
            case "!":
                show_get_help(self.console)
            case "s":
                self.show_sources()
            case _:
                return False
        if isinstance(self.session.step, Question) and typed != "u":
            self.show(self.session.step)
        return True

    def undo(self) -> None:
        move = self.workspace.undo(self.session)
        if move is None:
            self.console.say("There is no answer to take back.")
            return
        self.store(move)
        self.console.say("Your last answer is taken back.")

    def show_sources(self) -> None:
        if self.last is None:
            self.console.say("Sources are shown after the answer.")
            return
        found = self.workspace.cited(self.last)
        self.console.say("Sources:" if found else "This card names no source.")
        for source, locator in found:
            self.console.say(wording.citation(source, locator), first="- ", then="  ")

    def store(self, move: Move) -> None:
        self.workspace.store(move.event)
        self.session = move.session

    def leave(self) -> None:
        now = self.workspace.now()
        finished = isinstance(self.session.step, Finished)
        move = self.session.end(now, self.workspace.new_id(now))
        self.console.say("")
        if finished:
            self.console.say("That is all for now.")
        if move is not None:
            self.workspace.store(move.event)
            self.console.say(*wording.results(self.session))
        if not finished:
            self.console.say("Every answer is saved. Start again to go on where you stopped.")


def _response(typed: str, card: Card) -> Response | None:
    if isinstance(card, Choice):
        found = _CHOICE.fullmatch(typed)
        if found is None:
            return None
        return Chosen(int(found.group(1)) - 1, _confidence(found.group(2)))
    if isinstance(card, Number):
        head, _, last = typed[:_LONGEST].rpartition(" ")
        if head and last in ("1", "2", "3"):
            return Typed(head, _confidence(last))
    return Typed(typed)


def _confidence(digit: str | None) -> Confidence | None:
    return Confidence(int(digit)) if digit else None
