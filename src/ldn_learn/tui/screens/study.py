"""The study screen: shows where the session is, and turns keys into answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.reactive import reactive

from ldn_learn.decks.cards import Choice, Cloze, Flip, Number
from ldn_learn.errors import LdnError
from ldn_learn.memory.events import Confidence, Rating
from ldn_learn.study.grading import Misread
from ldn_learn.study.session import Move, Session
from ldn_learn.study.steps import Chosen, Feedback, Finished, LessonStep, Question, Revealed, Typed
from ldn_learn.tui import keys
from ldn_learn.tui.page import Body, Page
from ldn_learn.tui.views import study as view
from ldn_learn.tui.views.study import StudyState

if TYPE_CHECKING:
    from textual.widgets import Input

    from ldn_learn.decks.cards import Source
    from ldn_learn.study.steps import Response
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet

_REPEAT: Final = 0.2
"""Seconds after a flip in which the same key is taken for a repeat of the keyboard's."""


class StudyScreen(Page[None]):
    """One session; the app takes its last state when it is left."""

    KEYS: ClassVar = (
        keys.DIGIT,
        keys.GO,
        keys.UP,
        keys.DOWN,
        keys.SOURCES,
        keys.UNDO,
        *keys.SCROLLING,
        *keys.EVERYWHERE,
        keys.BACK,
        keys.LEAVE,
    )
    BINDINGS: ClassVar = keys.bindings(KEYS)

    state: reactive[StudyState | None] = reactive(None, init=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.set_reactive(StudyScreen.state, StudyState(session))
        self._flipped = float("-inf")
        self._left = False

    @property
    def now_shown(self) -> StudyState:
        """What is shown."""
        assert self.state is not None
        return self.state

    # --- what is shown

    def heading(self) -> tuple[str, str]:
        return view.heading(self.now_shown, self.app.size.width)

    def sheet(self, width: int) -> Sheet:
        sources = [source for source, _ in self._sources()]
        return view.sheet(self.now_shown, self.learn.workspace.now(), sources, width)

    def tell(self, notice: str) -> None:
        """Show a sentence that the learner should read now."""
        self.state = replace(self.now_shown, notice=notice)

    def face(self, key: Key) -> tuple[str, str]:
        step = self.now_shown.session.step
        if key is keys.GO:
            return self._go_face()
        if key is keys.DIGIT:
            if self.now_shown.waiting is not None:
                return "1-3", "How sure"
            if isinstance(step, Revealed):
                return "1-4", "Rate"
            count = len(step.card.options) if isinstance(step, Question) and isinstance(step.card, Choice) else 0
            return f"1-{count}", "Choose"
        if key is keys.BACK:
            return "esc", "Leave" if self.now_shown.picked is None and self.now_shown.waiting is None else "Back"
        return super().face(key)

    def _go_face(self) -> tuple[str, str]:
        match self.now_shown.session.step:
            case LessonStep():
                return "space", "To the question"
            case Question(card=Flip()):
                return "space", "Show"
            case Question(card=Choice()):
                return "enter", "Check"
            case Question():
                return "enter", "Check"
            case Revealed():
                return "space", "Good"
            case _:
                return "space", "Next"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        state = self.now_shown
        step = state.session.step
        if action == "digit":
            chooses = isinstance(step, Question) and isinstance(step.card, Choice)
            return chooses or isinstance(step, Revealed) or state.waiting is not None
        if action == "go":
            return state.waiting is None
        if action == "sources":
            return isinstance(step, Revealed | Feedback)
        if action == "undo":
            return bool(state.session.memory.cards)
        return True

    def on_mount(self) -> None:
        # The first paint does not wait for the line to type in.
        self.call_after_refresh(self._fit_input)

    async def watch_state(self, before: StudyState | None, state: StudyState) -> None:
        if self.is_built and before is not None and before.session.step is not state.session.step:
            self.query_one("#body", Body).scroll_home(animate=False)
        self.redraw()
        await self._fit_input()

    async def _fit_input(self) -> None:
        """A line to type in, when the answer is to be typed."""
        if not self.is_built:
            return
        step = self.now_shown.session.step
        wanted = isinstance(step, Question) and isinstance(step.card, Number | Cloze) and self.now_shown.waiting is None
        fields = self.query("AnswerInput")
        if wanted and not fields:
            from ldn_learn.tui.answer import AnswerInput

            field = AnswerInput()
            await self.query_one("#body", Body).mount(field)
            field.focus()
        elif not wanted and fields:
            await fields.remove()

    # --- keys

    async def action_go(self) -> None:
        """Show, check or go on, whatever comes next."""
        if self.learn.ticks() - self._flipped < _REPEAT:
            return
        state, now = self.now_shown, self.learn.workspace.now()
        match state.session.step:
            case LessonStep():
                self._show(state.session.proceed(now))
            case Feedback():
                await self._go_to(state.session.proceed(now))
            case Revealed():
                await self._rate(Rating.GOOD)
            case Question(card=Flip()):
                self._flip(state.session.reveal(now))
            case Question(card=Choice()):
                await self._check()
            case _:
                pass

    async def _check(self) -> None:
        state = self.now_shown
        if state.waiting is not None:
            self.state = replace(state, notice="Press 1, 2 or 3.")
        elif state.picked is None:
            self.state = replace(state, notice="Choose an answer first, with its number.")
        else:
            await self._respond(Chosen(state.picked))

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
        elif isinstance(step, Question) and isinstance(step.card, Choice) and digit <= len(step.card.options):
            self.state = replace(state, picked=digit - 1, notice="")

    def action_move(self, direction: int) -> None:
        """Choose the option above or below; elsewhere, scroll."""
        state = self.now_shown
        step = state.session.step
        if state.waiting is None and isinstance(step, Question) and isinstance(step.card, Choice):
            count = len(step.card.options)
            start = state.picked if state.picked is not None else (-1 if direction > 0 else count)
            self.state = replace(state, picked=(start + direction) % count, notice="")
        else:
            self.scroll_line(direction)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed; nothing typed shows the answer of a cloze."""
        if self.learn.ticks() - self._flipped >= _REPEAT:
            await self._respond(Typed(event.value))

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
        self.state = StudyState(move.session, notice="Your last answer is taken back. Here it is again.")

    def action_sources(self) -> None:
        """The works that this card rests on."""
        from ldn_learn.tui.screens.sources import SourcesScreen

        self.app.push_screen(SourcesScreen(self._sources()))

    async def action_back(self) -> None:
        """Undo a choice that is not checked yet; then leave."""
        state = self.now_shown
        if state.waiting is not None or state.picked is not None:
            self.state = replace(
                state, waiting=None, picked=state.picked if state.waiting is not None else None, notice=""
            )
        else:
            await self.action_leave()

    async def action_leave(self) -> None:
        """End the sitting."""
        await self._end(self.now_shown.session)

    # --- what keys do

    async def _respond(self, response: Response) -> None:
        """Check an answer, after asking how sure the learner is where that is asked."""
        session = self.now_shown.session
        misread = session.misread(response)
        if misread is not None:
            self.state = replace(self.now_shown, notice=f"{misread}.")
        elif session.asks_confidence:
            self.state = replace(self.now_shown, waiting=response, notice="")
        else:
            await self._answer(response)

    async def _answer(self, response: Response) -> None:
        now = self.learn.workspace.now()
        result = self.now_shown.session.answer(response, now, self.learn.workspace.new_id(now))
        match result:
            case Move():
                if await self._store(result):
                    self._flip(result.session)
            case Session():
                self._flip(result)
            case Misread():
                self.state = replace(self.now_shown, waiting=None, notice=f"{result}.")

    async def _rate(self, rating: Rating) -> None:
        now = self.learn.workspace.now()
        move = self.now_shown.session.rate(rating, now, self.learn.workspace.new_id(now))
        if move is not None and await self._store(move):
            await self._go_to(move.session)

    async def _store(self, move: Move) -> bool:
        """Put the answer on the disk; what is shown as done is stored."""
        try:
            await self.learn.store(move.event)
        except LdnError as error:
            self.state = replace(self.now_shown, notice=str(error))
            return False
        return True

    async def _go_to(self, session: Session) -> None:
        if isinstance(session.step, Finished):
            await self._end(session)
        else:
            self._flip(session)

    def _flip(self, session: Session) -> None:
        self._flipped = self.learn.ticks()
        self._show(session)

    def _show(self, session: Session) -> None:
        self.state = StudyState(session)

    async def _end(self, session: Session) -> None:
        if self._left:
            return
        self._left = True
        now = self.learn.workspace.now()
        move = session.end(now, self.learn.workspace.new_id(now))
        if move is not None:
            # The end of a sitting is a note: when it cannot be stored, the answers are on the disk all the same.
            await self._store(move)
        self.learn.leave(session)

    def _sources(self) -> list[tuple[Source, str]]:
        question = self.now_shown.session.question
        return [] if question is None else self.learn.workspace.cited(question.card)
