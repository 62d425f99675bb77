"""An exam or a readiness check in lines: nothing is said about an answer before it is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.errors import LdnError
from ldn_learn.insight.exam_report import as_text, score
from ldn_learn.plain import looking_up
from ldn_learn.plain.question import read_response, show_question
from ldn_learn.plain.study import study
from ldn_learn.study import exam_words, wording
from ldn_learn.study.draft import fields, is_typed
from ldn_learn.study.steps import Misread

if TYPE_CHECKING:
    from ldn_learn.insight.exam_report import ExamResult
    from ldn_learn.plain.console import Console
    from ldn_learn.study.exam import Exam
    from ldn_learn.study.steps import Question
    from ldn_learn.workspace import Workspace

HELP: Final = (
    "1, 2, 3 ...   choose an option",
    ">             the next question; this one stays as it is",
    "<             the question before",
    "f             flag this question to look at it again, or take the flag off",
    "b             make this question blank again",
    "r             all questions on one page; a number there goes to that question",
    "hand in       end the exam, after one more question",
    "+             ten minutes more, when a time is set",
    "no limit      go on without a time limit, when a time is set",
    "!             when to get help",
    "?             this list",
    "q             leave; every answer is kept",
)

HAND_IN: Final = "hand in"


def take(workspace: Workspace, console: Console, exam: Exam) -> ExamResult | None:
    """Ask until the exam is handed in or left; gives its result. Raises `StoreError`."""
    return _Sitting(workspace, console, exam).run()


def go_over(workspace: Workspace, console: Console, result: ExamResult) -> None:
    """Show the result, and offer to go over what was missed."""
    found = score(result)
    console.say("", *as_text(found).splitlines())
    missed = [item.card for item in found.to_go_over]
    retake = exam_words.retake(result.mode, passed=found.passed)
    console.say("", *[line for line in (retake, "" if missed else exam_words.NOTHING_MISSED) if line])
    if missed and _agrees(console, "Go over these now?"):
        study(workspace, console, workspace.go_over(missed, relearn=True))


def _agrees(console: Console, question: str) -> bool:
    """Ask until yes or no; the end of input is a no."""
    while True:
        console.say(f"{question} yes/no")
        typed = console.ask()
        if typed is None or typed.lower() in ("no", "n", "q"):
            return False
        if typed.lower() in ("yes", "y"):
            return True


class _Sitting:
    def __init__(self, workspace: Workspace, console: Console, exam: Exam) -> None:
        self.workspace = workspace
        self.console = console
        self.exam = exam
        self.result: ExamResult | None = None
        self.left = False
        self.shown = -1
        """The place that was shown last; -1 when it is to be shown again."""

    def run(self) -> ExamResult | None:
        if not self.begin():
            return None
        while self.result is None and not self.left:
            if self.shown != self.exam.at:
                self.show()
                self.tell_time()
            self.shown = self.exam.at
            typed = self.console.ask()
            if typed is None:
                break
            try:
                self.take(typed)
            except LdnError as error:
                self.console.say(str(error))
        if self.result is None:
            self.console.say("", exam_words.left(self.exam))
        return self.result

    def begin(self) -> bool:
        """Say what comes, and begin when the learner agrees; false when she does not."""
        title = exam_words.title(self.exam)
        if self.exam.begun:
            self.console.say(title, exam_words.gone_on(self.exam))
            return True
        self.console.say(title, *exam_words.introduction(self.exam))
        self.console.say("Type ? for help. Press Enter to begin, or type q to leave.")
        while (typed := self.console.ask()) is not None and typed != "q":
            if typed == "":
                self.exam = self.workspace.exams.start(self.exam)
                return True
            self.extra(typed)
        return False

    # --- what is shown

    def show(self) -> None:
        """The present question, or all of them."""
        item, exam = self.exam.item, self.exam
        if item is None:
            self.review()
            return
        flagged = ", flagged" if item.flagged else ""
        self.console.say("", f"{exam_words.position(exam)}{flagged}")
        self.ask(item.question)
        if not item.blank:
            self.console.say(exam_words.standing(item))

    def ask(self, question: Question) -> None:
        asks = self.exam.asks_confidence
        if not is_typed(question) or not exam_words.offers_to_show(question.card):
            show_question(self.console, question, asks=asks)
            return
        card = question.card
        several = ", with ; between them" if fields(question) > 1 else ""
        how = exam_words.how_to_answer(card).rstrip(".")
        sure = " How sure are you? Put 1, 2 or 3 at the end." if asks else ""
        paragraphs = ("Safety point" if card.critical else "", card.stem, wording.question_text(card))
        self.console.say(*(each for each in paragraphs if each), f"{how}{several}.{sure}")

    def review(self) -> None:
        """Every question with its state; the blanks first, in a sentence."""
        self.console.say("", "Before you hand in", *exam_words.overview(self.exam))
        for number, item in enumerate(self.exam.items, 1):
            text = wording.question_text(item.question.card)
            self.console.say(f"{exam_words.state(item)}: {text}", first=f"{number}) ", then="   ")
        self.console.say(f"Type a number to go to that question, or '{HAND_IN}'.")

    def tell_time(self) -> None:
        left = exam_words.time_left(self.exam, self.workspace.now())
        if self.exam.minutes_left(self.workspace.now()) == 0:
            self.console.say(exam_words.TIME_OVER, "Type + for ten minutes more, or 'no limit' to turn the time off.")
        elif left:
            self.console.say(f"{left}.")

    # --- what is typed

    def take(self, typed: str) -> None:
        """Do what a line asks for. Raises `StoreError`."""
        exam, now = self.exam, self.workspace.now()
        if typed == "q":
            self.left = True
        elif typed == HAND_IN:
            self.hand_in()
        elif typed in (">", "<", "r"):
            step = {">": exam.at + 1, "<": exam.at - 1, "r": len(exam.items)}[typed]
            self.exam = exam.go(step, now)
        elif typed == "f" and exam.item is not None:
            self.exam = exam.flag()
            self.console.say("The flag is off." if exam.item.flagged else "Flagged.")
        elif typed == "b" and exam.item is not None and not exam.item.blank:
            self.clear()
        elif not self.extra(typed):
            self.answer(typed)

    def extra(self, typed: str) -> bool:
        """Help and time; false when it is something else."""
        match typed:
            case "?":
                self.console.say("", *HELP)
                self.shown = -1
            case "!":
                looking_up.get_help(self.console)
                self.shown = -1
            case "+" if self.exam.until is not None:
                self.exam = self.exam.extended(self.workspace.now())
                self.console.say("Ten minutes more.")
            case "no limit" if self.exam.until is not None:
                self.exam = self.exam.untimed()
                self.console.say("There is no time limit any more.")
            case _:
                return False
        return True

    def answer(self, typed: str) -> None:
        exam, now = self.exam, self.workspace.now()
        if exam.item is None:
            self.choose(typed)
            return
        response = read_response(typed, exam.item.question, asks=exam.asks_confidence)
        found = response
        if not isinstance(response, Misread):
            ids = (self.workspace.new_id(now), self.workspace.new_id(now))
            taken = exam.answered(response, now, ids)
            if not isinstance(taken, Misread):
                after, events = taken
                for event in events:
                    self.workspace.store(event)
                self.exam = after
                return
            found = taken
        self.console.say(f"{found}.", "Type > to leave this one as it is, ? for help.")

    def choose(self, typed: str) -> None:
        count = len(self.exam.items)
        place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
        if 1 <= place <= count:
            self.exam = self.exam.go(place - 1, self.workspace.now())
        else:
            self.console.say(f"Type a number from 1 to {count}, or '{HAND_IN}'.")

    def clear(self) -> None:
        now = self.workspace.now()
        after, events = self.exam.cleared(now, self.workspace.new_id(now))
        for event in events:
            self.workspace.store(event)
        self.exam = after
        self.console.say("This one is blank again.")

    def hand_in(self) -> None:
        """Say what is blank, ask once more, and end the exam."""
        self.console.say("", *exam_words.overview(self.exam), exam_words.FINAL)
        if _agrees(self.console, exam_words.confirm(self.exam)):
            self.result = self.workspace.exams.hand_in(self.exam)
        else:
            self.console.say("It is not handed in.")
