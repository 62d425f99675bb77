"""What a learner can do with the card on screen besides answering it: flag, note, put off or aside, look at, edit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.reactive import reactive

from ldn_learn.errors import LdnError
from ldn_learn.memory.events import Mark
from ldn_learn.study.steps import Finished, Misread
from ldn_learn.tui.answering import AnsweringPage
from ldn_learn.tui.views.study import StudyState

if TYPE_CHECKING:
    from ldn_learn.study.session import Move, Session


class CardPage(AnsweringPage[None]):
    """A page on which one card of a session is shown."""

    state: reactive[StudyState | None] = reactive(None, init=False, repaint=False)

    @property
    def now_shown(self) -> StudyState:
        """What is shown."""
        assert self.state is not None
        return self.state

    def tell(self, notice: str) -> None:
        """Show a sentence that the learner should read now."""
        self.state = replace(self.now_shown, notice=notice)

    async def store(self, move: Move) -> bool:
        """Put what happened on the disk; what is shown as done is stored."""
        try:
            await self.learn.store(move.event)
        except LdnError as error:
            self.tell(str(error))
            return False
        return True

    async def end(self, session: Session) -> None:
        """End the sitting."""
        raise NotImplementedError

    async def action_flag(self) -> None:
        """Ask about this card at the visit, or no more."""
        question = self.now_shown.session.question
        if question is not None:
            flagged = self.now_shown.session.memory.mark(Mark.FLAGGED, question.card.id)
            await self.mark(Mark.FLAGGED, "" if flagged else "yes")

    def action_note(self) -> None:
        """Write a note."""
        self.state = replace(self.now_shown, noting=True)

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        await self.mark(Mark.BURIED, self.learn.workspace.now().day.isoformat(), "Put off until tomorrow.")

    async def action_suspend(self) -> None:
        """Put the card aside."""
        await self.mark(Mark.SUSPENDED, "yes", "Put aside. Press u to take it back, or a on Home.")

    async def mark(self, mark: Mark, value: str, notice: str = "") -> None:
        space = self.learn.workspace
        now = space.now()
        question = self.now_shown.session.question
        if question is None:
            return
        move = self.now_shown.session.mark(question.card.id, mark, value, now, space.new_id(now))
        if isinstance(move, Misread):
            self.state = replace(self.now_shown, notice=f"{move}.")
        elif await self.store(move):
            if isinstance(move.session.step, Finished):
                await self.end(move.session)
            elif move.session.step is self.now_shown.session.step:
                self.state = replace(self.now_shown, session=move.session, notice=notice)
            else:
                self.state = StudyState(move.session, notice=notice)

    async def action_info(self) -> None:
        """This card's story."""
        from ldn_learn.tui.screens.story import StoryScreen

        question = self.now_shown.session.question
        if question is None:
            return
        try:
            story = await self.learn.in_background(lambda: self.learn.workspace.story(question.card))
        except LdnError as error:
            self.tell(str(error))
            return
        self.app.push_screen(StoryScreen(story))

    async def action_edit(self) -> None:
        """Open the card's file in the learner's editor, and go on with what it holds then."""
        question = self.now_shown.session.question
        if question is None:
            return
        try:
            scope = self.learn.edit(question.card)
        except LdnError as error:
            self.tell(str(error))
            return
        session = self.now_shown.session.rescoped(scope, self.learn.workspace.now())
        if isinstance(session.step, Finished):
            await self.end(session)
        else:
            self.state = StudyState(session, notice="The deck was read anew.")
