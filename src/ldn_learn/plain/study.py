"""A study session in lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Flip
from ldn_learn.memory.events import STUDY, Mark, Marked, Rating
from ldn_learn.plain import looking_up
from ldn_learn.plain.question import read_response, show_question
from ldn_learn.study import grading, lessons, summing_up, wording
from ldn_learn.study.session import Move
from ldn_learn.study.steps import CorrectedStep, Feedback, Finished, LessonStep, Misread, Question, Revealed

if TYPE_CHECKING:
    from ldn_learn.decks.cards import Card, DeckId, Lesson
    from ldn_learn.plain.console import Console
    from ldn_learn.study.session import Session
    from ldn_learn.workspace import Workspace

HELP: Final = (
    "1, 2, 3 ...   choose an option, or rate a flip card: 1 Again, 2 Hard, 3 Good, 4 Easy",
    "Enter         show the answer of a flip card; after the answer, go on with Good",
    "u             take back the last answer",
    "o             I was right: grade the last typed answer yourself",
    "s             show the sources of the last card",
    "w             what the words of the last lesson or card mean",
    "i             this card's story, and why it is asked today",
    "f             ask about the last card: it goes on your page; again to take it off",
    "n: TEXT       keep a note on the last card",
    "-             put this card off until tomorrow",
    "@             put this card aside ('ldn-learn card ID --resume' takes it back)",
    "!             when to get help",
    "?             this list",
    "q             stop; every answer is saved already",
)


def study(workspace: Workspace, console: Console, session: Session) -> Session:
    """Ask until nothing is left, or the learner stops; gives the last state of the session."""
    return _Sitting(workspace, console, session).run()


class _Sitting:
    def __init__(self, workspace: Workspace, console: Console, session: Session) -> None:
        self.workspace = workspace
        self.console = console
        self.session = session
        self.last: Card | None = None
        self.read: tuple[DeckId, str] | None = None
        """What was read last in which a word may need a meaning, a lesson or a card with its answer, and its deck."""
        self.overruled: Session | None = None
        """The session at its last feedback, while "I was right" may be said to it."""

    def run(self) -> Session:
        while not isinstance(self.session.step, Finished):
            match self.session.step:
                case LessonStep(lesson=lesson):
                    self.teach(lesson)
                    self.session = self.session.proceed(self.workspace.now())
                case CorrectedStep() as step:
                    self.correct(step)
                    self.session = self.session.proceed(self.workspace.now())
                case Feedback() as feedback:
                    self.explain(feedback)
                    self.overruled = self.session if self.session.may_overrule else None
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

    def teach(self, lesson: Lesson) -> None:
        assert isinstance(self.session.step, LessonStep)
        deck = self.session.scope.decks[self.session.step.question.card.deck]
        self.read = deck.id, lesson.text
        parts = (lessons.opening(self.session), f"Lesson - {deck.title}", lessons.aim(deck, lesson), lesson.text)
        self.console.say("", *[part for part in parts if part])

    def show(self, question: Question) -> None:
        position, total = self.session.position
        self.console.say("", f"Question {position} of {total} - {question.card.id}")
        show_question(self.console, question, asks=self.asks())

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
                self.answer(typed, question)
        return True

    def answer(self, typed: str, question: Question) -> None:
        now = self.workspace.now()
        if isinstance(question.card, Flip):
            self.session = self.session.reveal(now)
            return
        response = read_response(typed, question, asks=self.asks())
        result = (
            response
            if isinstance(response, Misread)
            else self.session.answer(response, now, self.workspace.new_id(now))
        )
        if isinstance(result, Misread):
            self.console.say(f"{result}.")
        elif isinstance(result, Move):
            self.store(result)
        else:
            self.session = result

    def show_answer(self, revealed: Revealed) -> None:
        card = revealed.question.card
        self.last = card
        self.read = card.deck, lessons.read_so_far(revealed)
        if revealed.typed:
            self.console.say(f"You typed: {revealed.typed}")
        self.console.say(f"Answer: {wording.answer_text(card)}")
        self.details(card, [card.explanation])
        rates = (f"{rating} {wording.RATINGS[rating]} {self.comes(revealed, rating)}".rstrip() for rating in Rating)
        self.console.say("How well did you know it? " + ", ".join(rates))

    def comes(self, revealed: Revealed, rating: Rating) -> str:
        """When the card comes back after this rating."""
        if self.session.mode != STUDY:
            return ""
        now = self.workspace.now()
        return wording.when(self.session.asked(revealed.outcomes[rating], revealed.question.card, now.day), now)

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

    def correct(self, step: CorrectedStep) -> None:
        card = step.question.card
        self.console.say("", "Corrected: what this card teaches has changed. It starts again for you.")
        self.console.say(wording.question_text(card))
        if step.before:
            self.console.say(f"Before: {step.before}")
        self.console.say(f"Now: {grading.key_text(card)}")
        if wording.why_corrected(card):
            self.console.say(wording.why_corrected(card))

    def explain(self, feedback: Feedback) -> None:
        card, event = feedback.question.card, feedback.event
        self.last = card
        self.read = card.deck, lessons.read_so_far(feedback)
        self.console.say(wording.verdict(event, slip=feedback.slip))
        if not event.correct:
            self.console.say(f"You answered: {event.response}", f"Better: {grading.key_text(card)}")
        if wording.spelling(feedback):
            self.console.say(f"Spelling: {wording.spelling(feedback)}")
        self.details(card, wording.explanation(feedback))
        self.console.say(f"{wording.comes_back(feedback, self.session, self.workspace.now())}.")
        if self.session.may_overrule:
            self.console.say("If you meant the same, type o next: I was right.")

    def details(self, card: Card, paragraphs: list[str]) -> None:
        self.console.say(*[part for part in paragraphs if part])
        if card.certainty:
            self.console.say(f"How sure is science? {wording.CERTAINTY[card.certainty][1]}.")
        if wording.all_the_same(card):
            self.console.say(wording.all_the_same(card))

    def command(self, typed: str) -> bool:
        """Do what a letter asks for; false when it is an answer."""
        before = self.session.step
        match typed:
            case "u":
                self.undo()
            case "?":
                self.console.say("", *HELP)
            case "!" | "s" | "w" | "i":
                self.look_up(typed)
            case "f" | "-" | "@":
                self.mark(typed)
            case "o" if self.overruled is not None and self.session.last is self.overruled.last:
                self.overrule()
            case _ if typed.startswith("n:"):
                self.put(self.last, Mark.NOTED, typed.removeprefix("n:").strip(), "Your note is kept.")
            case _:
                return False
        if self.session.step is before and isinstance(before, Question):
            self.show(before)
        return True

    def undo(self) -> None:
        move = self.workspace.undo(self.session)
        if move is None:
            self.console.say("There is no answer to take back.")
            return
        marked = isinstance(self.session.last, Marked)
        self.store(move)
        self.console.say("The card is back." if marked else "Your last answer is taken back.")

    def overrule(self) -> None:
        assert self.overruled is not None
        now = self.workspace.now()
        saved = self.overruled
        marks = replace(saved.memory, marks=self.session.memory.marks)
        moves = replace(saved, memory=marks).overrule(now, (self.workspace.new_id(now), self.workspace.new_id(now)))
        self.overruled = None
        if moves is not None:
            for move in moves:
                self.store(move)
            self.console.say("You said that you were right.")
            self.session = self.session.proceed(now)

    def mark(self, letter: str) -> None:
        question = self.session.question
        present = None if question is None else question.card
        if letter == "f":
            on = self.last is not None and not self.session.memory.mark(Mark.FLAGGED, self.last.id)
            words = "It goes on your page, to ask about." if on else "It is taken off your page."
            self.put(self.last, Mark.FLAGGED, "yes" if on else "", words)
        elif letter == "-":
            today = self.workspace.now().day.isoformat()
            self.put(present, Mark.BURIED, today, "Put off until tomorrow.")
        else:
            self.put(present, Mark.SUSPENDED, "yes", "Put aside.")

    def put(self, card: Card | None, mark: Mark, value: str, words: str) -> None:
        """Put a mark on a card, and say so."""
        if card is None or card.id not in self.session.scope.cards:
            self.console.say("Answer a card first.")
            return
        now = self.workspace.now()
        move = self.session.mark(card.id, mark, value, now, self.workspace.new_id(now))
        if isinstance(move, Misread):
            self.console.say(f"{move}.")
            return
        self.store(move)
        self.console.say(words)

    def look_up(self, letter: str) -> None:
        question = self.session.question
        match letter:
            case "!":
                looking_up.get_help(self.console)
            case "s":
                looking_up.sources(self.console, self.workspace, self.last)
            case "w":
                looking_up.words(self.console, self.workspace, self.read)
            case _:
                card = self.last if self.last is not None else question.card if question is not None else None
                looking_up.story(self.console, self.workspace, card)

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
            message = summing_up.keep_in_mind(self.session)
            self.console.say(*summing_up.results(self.session), *([message] if message else []))
        if not finished:
            self.console.say("Every answer is saved. Start again to go on where you stopped.")
