"""A deck as the learner will see it, while its file is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from ldn_learn.errors import LdnError
from ldn_learn.study.steps import Finished, LessonStep
from ldn_learn.tui import keys
from ldn_learn.tui.screens.study import StudyScreen
from ldn_learn.tui.text import MARGIN
from ldn_learn.tui.views.study import StudyState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ldn_learn.decks.cards import CardId
    from ldn_learn.decks.problems import Problem
    from ldn_learn.study.session import Session
    from ldn_learn.tui.keys import Key
    from ldn_learn.tui.text import Sheet
    from ldn_learn.workspace.rehearsal import Rehearsal

_LOOK_EVERY: Final = 0.2
"""Seconds between two looks at the files."""

_MOST: Final = 8
"""Findings that are shown beside a card."""


class PreviewScreen(StudyScreen):
    """The study screen on a deck that changes. Nothing is stored."""

    KEYS: ClassVar[tuple[Key, ...]] = (*StudyScreen.KEYS, keys.NEXT_CARD, keys.PREVIOUS_CARD)
    BINDINGS: ClassVar = keys.bindings([keys.NEXT_CARD, keys.PREVIOUS_CARD])

    def __init__(self, space: Rehearsal, check: Callable[[], Sequence[Problem]]) -> None:
        super().__init__(space.session())
        self._space = space
        self._check = check
        self._problems: Sequence[Problem] = ()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_LOOK_EVERY, self._look)
        self.call_after_refresh(self._check_anew)

    def heading(self) -> tuple[str, str]:
        title, _ = super().heading()
        ids = list(self._space.scope().cards)
        card = self._card
        place = f"{ids.index(card) + 1} of {len(ids)}" if card in ids else ""
        return f"Preview: {title}", place

    def sheet(self, width: int) -> Sheet:
        page = super().sheet(width)
        mine = [problem for problem in self._problems if self._concerns(problem)]
        if self._is_broken:
            page.blank()
            page.text("The file cannot be read now. This is the card as it was.", "bold $warning")
        elif mine:
            page.blank()
            page.text("Findings", "$accent")
        for problem in mine[:_MOST]:
            style = "bold $warning" if str(problem.severity) == "error" else "$quiet"
            page.text(f"line {problem.line}  {problem.code}  {problem.message}", style, then=f"{MARGIN}  ")
            if problem.hint:
                page.text(problem.hint, "$quiet", first=f"{MARGIN}  ")
        if len(mine) > _MOST:
            page.text(f"and {len(mine) - _MOST} more: ldn-learn check", "$quiet")
        others = len(self._problems) - len(mine)
        if others:
            page.blank()
            page.text(f"{others} finding{'s' * (others != 1)} elsewhere in the deck: ldn-learn check", "$quiet")
        return page

    @property
    def _card(self) -> CardId | None:
        question = self.now_shown.session.question
        return None if question is None else question.card.id

    def _concerns(self, problem: Problem) -> bool:
        """Whether a finding belongs to the card on screen, or keeps the whole deck from being read."""
        card = self._card
        name = "" if card is None else card.partition("/")[2].removesuffix(".reverse")
        return problem.card == name or self._is_broken

    @property
    def _is_broken(self) -> bool:
        return bool(self._space.library.broken)

    async def _look(self) -> None:
        if self._space.shelf.has_changed:
            await self.learn.in_background(self._space.shelf.reload)
            await self._check_anew()

    async def _check_anew(self) -> None:
        """Show what the files hold now; a half-typed one leaves the card as it was, with what is wrong with it."""
        self._problems = await self.learn.in_background(self._check)
        if not self._is_broken and self._space.library.decks:
            self._show_again(self._space.session(self._card))
        self.redraw()

    def _show_again(self, session: Session) -> None:
        now = self._space.now()
        before = self.now_shown
        if isinstance(session.step, LessonStep) and not isinstance(before.session.step, LessonStep):
            session = session.proceed(now)
        old, new = before.session.question, session.question
        kept = old and new and old.card.id == new.card.id and len(old.order) == len(new.order)
        self.state = StudyState(session, draft=before.draft) if kept else StudyState(session)

    def action_turn(self, direction: int) -> None:
        """The card after, or the one before."""
        ids = list(self._space.scope().cards)
        if self._card in ids:
            self.state = StudyState(self._space.session(ids[(ids.index(self._card) + direction) % len(ids)]))

    async def end(self, session: Session) -> None:
        """After the last card comes the first; leaving ends the program."""
        if isinstance(session.step, Finished):
            try:
                self.state = StudyState(self._space.session())
            except LdnError as error:
                self.tell(str(error))
        else:
            self.learn.quit()
