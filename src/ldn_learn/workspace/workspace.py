"""A learner's workspace: decks, history and time in one place. The screens and the commands get this and values."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import StoreError, UsageError
from ldn_learn.journal.journal import Journal
from ldn_learn.memory import fold, limits, plan
from ldn_learn.memory.events import (
    STUDY,
    EventId,
    Mark,
    Marked,
    Retracted,
    Reviewed,
    SessionId,
    Setting,
    TaughtBack,
    ulid,
)
from ldn_learn.memory.horizon import Horizon
from ldn_learn.study import begin, settings
from ldn_learn.study.scope import Scope
from ldn_learn.study.session import Move
from ldn_learn.workspace import folds, places
from ldn_learn.workspace.clock import Clock
from ldn_learn.workspace.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from ldn_learn.decks.cards import Card, CardId, Source
    from ldn_learn.decks.library import Library
    from ldn_learn.insight.overview import Overview
    from ldn_learn.insight.story import Story
    from ldn_learn.journal.health import FileHealth
    from ldn_learn.memory.days import Moment
    from ldn_learn.memory.events import Event
    from ldn_learn.memory.fold import Memory
    from ldn_learn.memory.plan import Plan
    from ldn_learn.study.session import Session
    from ldn_learn.workspace.exams import Exams
    from ldn_learn.workspace.request import Request


LONGEST_WORDS: Final = 2_000
"""Characters of what somebody says in her own words that are kept."""

_LONG_TAIL: Final = 500
"""Events since the cached fold that are worth folding into the cache at once, and not only at the end."""


def _eighty_bits() -> int:
    return int.from_bytes(os.urandom(10))


class Workspace:
    """Everything for one learner. Opening it creates nothing; the first answer does."""

    def __init__(
        self,
        where: places.Places,
        *,
        profile: str = places.DEFAULT_PROFILE,
        decks: Sequence[Path] = (),
        clock: Clock | None = None,
        chance: Callable[[], int] = _eighty_bits,
    ) -> None:
        self.places = where
        self.profile = profile
        self.clock = clock or Clock()
        self._chance = chance
        self.shelf = Shelf(where, decks)
        self._journal_folder = where.journal(profile)
        self._journal = Journal(self._journal_folder, places.device(where.state))
        self._writable = False
        self._memory, self._marks = fold.Memory(), folds.Marks()
        self._folded = False
        self._saved = True
        self._behind = False

    # --- decks

    @property
    def library(self) -> Library:
        """All decks."""
        return self.shelf.library

    def scope(self, decks: Sequence[str] = (), tags: Sequence[str] = ()) -> Scope:
        """What a session may draw from. Raises `UsageError` for a deck that does not exist, `DeckError` for none."""
        cards, known = self.shelf.chosen(self.learner, decks, tags)
        return Scope.of(cards, known, self.learner, self.horizon, limits.easy_days(self.memory))

    def cited(self, card: Card) -> list[tuple[Source, str]]:
        """The works that a card rests on, and where in them."""
        pairs = ((self.library.source(each.source), each.locator) for each in card.citations)
        return [(source, locator) for source, locator in pairs if source is not None]

    # --- time

    def now(self) -> Moment:
        """The present instant and study day."""
        return self.clock.now()

    def new_id(self, now: Moment) -> EventId:
        """An id for an event that happens now."""
        return ulid(now.at, self._chance())

    # --- memory

    @property
    def memory(self) -> Memory:
        """What is remembered, what this window has stored included."""
        if not self._folded or self._behind:
            self.refresh()
        return self._memory

    def refresh(self) -> None:
        """Read what was added to the history since the last time, by this window or by others."""
        if not self._folded:
            cached = folds.load(self.places.fold(self.profile))
            if cached is not None:
                self._memory, self._marks = cached
            self._folded = True
        self._behind = False
        tail = self._journal.read(self._marks)
        memory = None if tail is None else fold.extend(self._memory, tail.events)
        if tail is None or memory is None:
            tail = self._journal.read()
            assert tail is not None
            memory = fold.fold(tail.events)
        self._saved = self._saved and tail.marks == self._marks
        self._memory, self._marks = memory, tail.marks
        if len(tail.events) >= _LONG_TAIL:
            self.save()

    def save(self) -> None:
        """Keep what was computed for the next start; in a home where nothing was stored yet, nothing is made."""
        if not self._marks:
            return
        self.shelf.save()
        if not self._saved:
            folds.save(self.places.fold(self.profile), self._memory, self._marks)
            self._saved = True

    # --- the learner

    @property
    def learner(self) -> Audience:
        """Whom the decks are for; somebody who has not said so is treated as a patient."""
        return self.chosen_audience or Audience.PATIENT

    @property
    def chosen_audience(self) -> Audience | None:
        """What the learner said she is, or `None`."""
        chosen = self.memory.setting(settings.AUDIENCE)
        return Audience(chosen) if chosen in set(Audience) else None

    @property
    def ready_by(self) -> date | None:
        """The day that the learner wants to be ready by."""
        return limits.ready_by(self.memory)

    @property
    def horizon(self) -> Horizon | None:
        """What that day changes, as long as it has not come."""
        day = self.ready_by
        return None if day is None or day <= self.now().day else Horizon(day)

    @property
    def is_first_run(self) -> bool:
        """Whether the learner has neither said who she is nor answered anything."""
        return self.chosen_audience is None and not self.memory.cards

    def introduce(self, audience: Audience, ready_by: date | None) -> None:
        """Store who the learner is and the day to be ready by. Raises `StoreError`."""
        self.set(settings.AUDIENCE, str(audience))
        self.set(limits.READY_BY, ready_by.isoformat() if ready_by else "")
        self.refresh()

    def set(self, key: str, value: str) -> None:
        """Store a choice of the learner's. Raises `StoreError`."""
        now = self.now()
        at = self.memory.after_setting(key, now.at)
        self.store(Setting(id=self.new_id(now), at=at, day=now.day, key=key, value=value))

    def more_today(self) -> None:
        """Let today hold as many new cards again as a usual day. Raises `StoreError`."""
        today = self.now().day
        usual = limits.of_day(self.learner, self.memory, today).new - limits.more_today(self.memory, today)
        more = limits.more_today(self.memory, today) + max(usual, 1)
        self.set(limits.MORE_TODAY, f"{today.isoformat()} {more}")

    # --- studying

    def plan(self, scope: Scope, now: Moment, new: int | None = None, memory: Memory | None = None) -> Plan:
        """Today's cards; `new` overrides how many new ones."""
        memory = memory or self.memory
        left = limits.left_today(limits.of_day(self.learner, memory, now.day), memory, now.day)
        if new is not None:
            left = replace(left, new=new)
        return plan.plan(scope.cards, memory, now.day, left, horizon=scope.horizon)

    def begin(
        self,
        decks: Sequence[str] = (),
        *,
        tags: Sequence[str] = (),
        new: int | None = None,
        limit: int | None = None,
        minutes: int | None = None,
    ) -> Session:
        """A session over today's cards. Raises `LdnError` when there can be none."""
        now = self.now()
        scope = self.scope(decks, tags)
        until = None if minutes is None else now.at + timedelta(minutes=minutes)
        return begin.start(self._new_session(now), scope, self.memory, self.plan(scope, now, new), now, limit, until)

    def asked(self, request: Request) -> Session:
        """The session that was asked for. Raises `LdnError` when there can be none."""
        self.shelf.reload()
        if request.cram:
            return self.cram(request.decks, tags=request.tags, limit=request.limit)
        return self.begin(
            request.decks, tags=request.tags, new=request.new, limit=request.limit, minutes=request.minutes
        )

    def cram(self, decks: Sequence[str] = (), *, tags: Sequence[str] = (), limit: int | None = None) -> Session:
        """A session that leaves the schedule alone, over what was begun, the hardest first. Raises `LdnError`."""
        now = self.now()
        scope = self.scope(decks, tags)
        aside = plan.put_aside(self.memory, now.day)
        hardest = begin.hardest_first(scope.cards, self.memory, now.day)
        cards = [id_ for id_ in hardest if id_ not in aside or scope.cards[id_].critical][:limit]
        return begin.cram(self._new_session(now), scope, self.memory, cards, now)

    def go_over(self, cards: Sequence[CardId], *, relearn: bool = False) -> Session:
        """A session over these cards: outside the schedule, or with `relearn` as answers that count."""
        now = self.now()
        scope = self.scope()
        known = [id_ for id_ in cards if id_ in scope.cards]
        way = begin.relearn if relearn else begin.cram
        return way(self._new_session(now), scope, self.memory, known, now)

    def _new_session(self, now: Moment) -> SessionId:
        return SessionId(self.new_id(now))

    def store(self, event: Event) -> None:
        """Append to the history; the event is on the disk when this returns. Raises `StoreError`."""
        self.prepare()
        self._journal.append(event)
        self._saved, self._behind = False, True
        # Answers come first: on a disk that is nearly full, a cache must not take their room.
        self.shelf.save()

    def prepare(self) -> None:
        """Make sure that answers can be stored. Raises `StoreError` when they cannot."""
        if not self._writable:
            id_ = places.make_device(self.places.state)
            self._journal = Journal(self._journal_folder, id_)
            self._journal.prepare()
            self._writable = True

    def undo(self, current: Session) -> Move | None:
        """Take back the last answer, of this sitting or of an earlier one; `None` when there is none.

        What comes back is not stored yet. Raises `StoreError` when the history cannot be read.
        """
        now = self.now()
        move = current.undo(now, self.new_id(now))
        return move if move is not None or current.mode != STUDY else self._undo_earlier(current, now)

    def _undo_earlier(self, current: Session, now: Moment) -> Move | None:
        events = self.events()
        gone = {event.target for event in events if isinstance(event, Retracted)}
        answers = [event for event in events if isinstance(event, Reviewed) and event.mode == STUDY]
        standing = [event for event in answers if event.id not in gone and event.card in current.scope.cards]
        if not standing:
            return None
        last = max(standing, key=lambda event: event.order)
        event = Retracted(id=self.new_id(now), at=now.at, day=now.day, target=last.id, card=last.card)
        memory = fold.fold([*events, event])
        today = self.plan(current.scope, now, memory=memory)
        return Move(begin.resumed(current, memory, last.card, now, today), event)

    @cached_property
    def exams(self) -> Exams:
        """Exams and readiness checks."""
        from ldn_learn.workspace.exams import Exams

        return Exams(self)

    def chance(self, below: int) -> int:
        """A random number from 0 to `below` - 1."""
        return self._chance() % below

    # --- looking

    def overview(self) -> Overview:
        """What Home shows."""
        # Imported here because a session that is asked for at the start shows its first card without it.
        from ldn_learn.insight.overview import overview

        return overview(self.library, self.memory, self.learner, self.now())

    def history(self) -> Iterator[dict[str, Any]]:
        """Every event as it is stored."""
        return self._journal.read_stored()

    def story(self, card: Card) -> Story:
        """Everything about one card; reads the whole history. Raises `StoreError`."""
        from ldn_learn.insight.story import story

        return story(card, self.scope(), self.memory, self.events(), self.now())

    def mark(self, card: Card, mark: Mark, value: str) -> None:
        """Put a mark on a card, or with an empty value take it off. Raises `LdnError`, as for a safety point."""
        if card.critical and value and mark in (Mark.SUSPENDED, Mark.BURIED):
            raise UsageError("Safety points are not put aside. Use --flag to ask about it: it goes on your page.")
        now = self.now()
        at = self.memory.after_mark(mark, card.id, now.at)
        self.store(Marked(id=self.new_id(now), at=at, day=now.day, card=card.id, mark=mark, value=value))

    def handout(self, format_: str = "text", medicines: Sequence[str] = ()) -> str:
        """The learner's page as `text`, `markdown` or `html`. Raises `LdnError`."""
        from ldn_learn.insight import handout_pages
        from ldn_learn.insight.findings import findings
        from ldn_learn.insight.handout import handout

        found = findings(self.scope().cards, self.memory, self.events(), medicines)
        page = handout(found, self.library.decks, self.now().day)
        written = {
            "text": handout_pages.as_text,
            "markdown": handout_pages.as_markdown,
            "html": handout_pages.as_html,
        }
        return written[format_](page)

    def taught_back(self, prompt: str, text: str, ticked: Sequence[int]) -> None:
        """Keep what the learner said in her own words. Raises `StoreError`."""
        now = self.now()
        text = " ".join(text[:LONGEST_WORDS].split())
        self.store(
            TaughtBack(id=self.new_id(now), at=now.at, day=now.day, prompt=prompt, text=text, ticked=tuple(ticked))
        )

    def events(self) -> list[Event]:
        """The whole history. Raises `StoreError`."""
        union = self._journal.read()
        return union.events if union else []

    def health(self) -> list[FileHealth]:
        """How the journal's files are."""
        return self._journal.health()

    @property
    def journal_folder(self) -> Path:
        """Where the history is."""
        return self._journal_folder

    def close(self) -> None:
        """Leave: fold what was added, keep it for the next start, let go of the journal."""
        with suppress(StoreError):  # what is kept here can be had again
            if self._folded:
                if not self._saved:
                    self.refresh()
                self.save()
        self._journal.close()
