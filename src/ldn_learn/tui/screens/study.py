"""The study screen: shows where the session is, and turns keys into answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from ldn_learn.decks.cards import Flip
from ldn_learn.errors import LdnError
from ldn_learn.memory.events import Confidence, Mark, Marked, Rating
from ldn_learn.study import draft as drafts
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import CorrectedStep, Feedback, Finished, LessonStep, Misread, Question, Revealed, Typed
from ldn_learn.tui import keys
from ldn_learn.tui.card_page import CardPage
from ldn_learn.tui.views import study as view
from ldn_learn.tui.views.study import StudyState

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.decks.cards import Source
    from ldn_learn.study.draft import Draft
    from ldn_learn.study.steps import Response
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

_REPEAT: Final = 0.2
"""Seconds after a flip in which the same key is taken for a repeat of the keyboard's."""


class StudyScreen(CardPage):
    """One session; the app takes its last state when it is left."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        keys.DIGIT,
        keys.GO,
        keys.UP,
        keys.DOWN,
        keys.ERASE,
        keys.OVERRULE,
        keys.SOURCES,
        keys.WORDS,
        keys.INFO,
        keys.UNDO,
        keys.FLAG,
        keys.NOTE,
        keys.BURY,
        keys.SUSPEND,
        keys.EDIT,
        *keys.SCROLLING,
        *keys.EVERYWHERE,
        keys.BACK,
        keys.LEAVE,
    )
    BINDINGS: ClassVar = keys.bindings(KEYS)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.set_reactive(CardPage.state, StudyState(session))
        self._flipped = float("-inf")
        self._left = False

    # --- what is shown

    def heading(self) -> tuple[str, str]:
        return view.heading(self.now_shown, self.app.size.width)

    def sheet(self, width: int) -> Sheet:
        sources = [source for source, _ in self._sources()]
        return view.sheet(self.now_shown, self.learn.workspace.now(), sources, width)

    def face(self, key: Key) -> tuple[str, str]:
        step = self.now_shown.session.step
        if key is keys.GO:
            return self._go_face()
        if key is keys.DIGIT:
            if self.now_shown.waiting is not None:
                return "1-3", "How sure"
            if isinstance(step, Revealed):
                return "1-4", "Rate"
            return f"1-{len(step.order) if isinstance(step, Question) else 0}", "Choose"
        if key is keys.WORDS:
            # After an answer the line is full; the key works all the same, and ? names it.
            return key.face, key.label if isinstance(step, LessonStep) else ""
        if key is keys.BACK:
            state = self.now_shown
            return "esc", "Back" if state.draft.begun or state.waiting or state.noting else "Leave"
        return super().face(key)

    def _go_face(self) -> tuple[str, str]:
        match self.now_shown.session.step:
            case LessonStep() | CorrectedStep():
                return "space", "To the question"
            case Question(card=Flip()):
                return "space", "Show"
            case Question():
                return "enter", "Check"
            case Revealed():
                return "space", "Good"
            case _:
                return "space", "Next"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        state = self.now_shown
        step = state.session.step
        match action:
            case _ if state.noting:
                return action in ("back", "get_help", "help")
            case "digit":
                chooses = isinstance(step, Question) and drafts.is_chosen(step)
                return chooses or isinstance(step, Revealed) or state.waiting is not None
            case "go":
                return state.waiting is None
            case "sources" | "info" | "flag" | "note":
                return isinstance(step, Revealed | Feedback)
            case "words":
                return isinstance(step, LessonStep | Revealed | Feedback)
            case "bury" | "suspend" | "edit":
                return isinstance(step, Question | Revealed | Feedback)
            case "overrule":
                return state.session.may_overrule
            case "erase":
                return state.draft.begun
            case "undo":
                return state.session.last is not None or bool(state.session.memory.cards)
            case _:
                return True

    def watch_state(self, before: StudyState | None, state: StudyState) -> None:
        if self.is_built and before is not None and before.session.step is not state.session.step:
            self.scroll_to_top()
        self.redraw()
        self.fit_field()

    # --- the answer so far

    @property
    def open_question(self) -> Question | None:
        state = self.now_shown
        return state.session.step if isinstance(state.session.step, Question) and state.waiting is None else None

    @property
    def draft(self) -> Draft:
        return self.now_shown.draft

    def put(self, draft: Draft) -> None:
        """Show another draft."""
        self.state = replace(self.now_shown, draft=draft, notice="")

    @property
    def writes_note(self) -> bool:
        return self.now_shown.noting

    @property
    def typed_before(self) -> str:
        state = self.now_shown
        question = state.session.question
        if state.noting and question is not None:
            return state.session.memory.mark(Mark.NOTED, question.card.id)
        return state.retype

    async def answer(self) -> None:
        """Check the draft, after asking how sure the learner is where that is asked."""
        question, session = self.open_question, self.now_shown.session
        if question is None:
            return
        response = drafts.response(self.draft, question)
        if response is not None and not isinstance(response, Misread):
            response = session.misread(response) or response
        if isinstance(response, Misread):
            kept = _last(self.draft)
            self.state = replace(self.now_shown, draft=_retyped(self.draft), retype=kept, notice=f"{response}.")
        elif response is None or (isinstance(response, Typed) and not response.text.strip("; ")):
            self._flip(session.reveal(self.learn.workspace.now()))
        elif session.asks_confidence:
            self.state = replace(self.now_shown, waiting=response, notice="")
        else:
            await self._answer(response)

    # --- keys

    async def action_go(self) -> None:
        """Show, check or go on, whatever comes next."""
        if self.learn.ticks() - self._flipped < _REPEAT:
            return
        state, now = self.now_shown, self.learn.workspace.now()
        match state.session.step:
            case LessonStep() | CorrectedStep():
                self._show(state.session.proceed(now))
            case Feedback():
                await self._go_to(state.session.proceed(now))
            case Revealed():
                await self._rate(Rating.GOOD)
            case Question():
                await self.answer()
            case _:
                pass

    async def action_digit(self, digit: int) -> None:
        """Choose an option, say how sure, or rate."""
        state = self.now_shown
        step = state.session.step
        if state.waiting is not None:
            if digit <= len(Confidence):
                await self._answer(replace(state.waiting, confidence=Confidence(digit)))
        elif isinstance(step, Revealed):
            if digit <= len(Rating):
                await self._rate(Rating(digit))
        else:
            self.press(digit)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed; nothing typed shows the answer."""
        if self.learn.ticks() - self._flipped < _REPEAT:
            return
        if self.now_shown.noting:
            self.state = replace(self.now_shown, noting=False)
            await self.mark(Mark.NOTED, event.value.strip())
        else:
            await self.take_typed(event)

    async def action_undo(self) -> None:
        """Take back the last answer, of this sitting or of an earlier one."""
        try:
            move = await self.learn.in_background(lambda: self.learn.workspace.undo(self.now_shown.session))
            if move is None:
                self.state = replace(self.now_shown, notice="There is no answer to take back.")
                return
            await self.learn.store(move.event)
        except LdnError as error:
            self.state = replace(self.now_shown, notice=str(error))
            return
        back = (
            "The card is back."
            if isinstance(self.now_shown.session.last, Marked)
            else "Your last answer is taken back."
        )
        self.state = StudyState(move.session, notice=f"{back} Here it is again.")

    def action_sources(self) -> None:
        """The works that this card rests on."""
        from ldn_learn.tui.screens.sources import SourcesScreen

        self.app.push_screen(SourcesScreen(self._sources()))

    def action_words(self) -> None:
        """What the words mean that were just read."""
        from ldn_learn.decks.glossary import met
        from ldn_learn.study.lessons import read_so_far
        from ldn_learn.tui.screens.words import WordsScreen

        session = self.now_shown.session
        if session.question is not None:
            every = self.learn.workspace.shelf.glossary(session.question.card.deck)
            self.app.push_screen(WordsScreen(met(every, read_so_far(session.step)), every))

    async def action_back(self) -> None:
        """Undo a choice that is not checked yet; then leave."""
        state = self.now_shown
        if state.noting:
            self.state = replace(state, noting=False)
        elif state.waiting is not None:
            self.state = replace(state, waiting=None, draft=_retyped(state.draft), retype=_last(state.draft), notice="")
        elif self.draft.begun:
            self.put(drafts.EMPTY)
        else:
            await self.action_leave()

    async def action_overrule(self) -> None:
        """ "I was right": the typed answer is graded by the learner instead."""
        space = self.learn.workspace
        now = space.now()
        moves = self.now_shown.session.overrule(now, (space.new_id(now), space.new_id(now)))
        if moves is not None and await self.store(moves[0]) and await self.store(moves[1]):
            self._show(moves[1].session)

    async def action_leave(self) -> None:
        """End the sitting."""
        await self.end(self.now_shown.session)

    # --- what keys do

    async def _answer(self, response: Response) -> None:
        now = self.learn.workspace.now()
        result = self.now_shown.session.answer(response, now, self.learn.workspace.new_id(now))
        match result:
            case Move():
                if await self.store(result):
                    self._flip(result.session)
            case Session():
                self._flip(result)
            case Misread():
                self.state = replace(self.now_shown, waiting=None, notice=f"{result}.")

    async def _rate(self, rating: Rating) -> None:
        now = self.learn.workspace.now()
        move = self.now_shown.session.rate(rating, now, self.learn.workspace.new_id(now))
        if move is not None and await self.store(move):
            await self._go_to(move.session)

    async def _go_to(self, session: Session) -> None:
        if isinstance(session.step, Finished):
            await self.end(session)
        else:
            self._flip(session)

    def _flip(self, session: Session) -> None:
        self._flipped = self.learn.ticks()
        self._show(session)

    def _show(self, session: Session) -> None:
        self.state = StudyState(session)

    async def end(self, session: Session) -> None:
        if self._left:
            return
        self._left = True
        now = self.learn.workspace.now()
        move = session.end(now, self.learn.workspace.new_id(now))
        if move is not None:
            # The end of a sitting is a note: when it cannot be stored, the answers are on the disk all the same.
            await self.store(move)
        await self.learn.leave(session)

    def _sources(self) -> list[tuple[Source, str]]:
        question = self.now_shown.session.question
        return [] if question is None else self.learn.workspace.cited(question.card)


def _retyped(draft: Draft) -> Draft:
    """The draft with the last text open again."""
    return replace(draft, texts=draft.texts[:-1])


def _last(draft: Draft) -> str:
    return draft.texts[-1] if draft.texts else ""
