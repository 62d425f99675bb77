"""What a learner can set, by the names that the settings screen and the `config` command share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ldn_learn.decks.cards import Audience
from ldn_learn.errors import UsageError
from ldn_learn.memory import limits
from ldn_learn.study import wording
from ldn_learn.study.dates import future_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ldn_learn.memory.fold import Memory

AUDIENCE: Final = "audience"
THEME: Final = "theme"

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHO: Final = {
    "patient": Audience.PATIENT,
    "trainee": Audience.TRAINEE,
    "educator": Audience.BOTH,
    "both": Audience.BOTH,
}
_NOTHING: Final = ("", "none", "off", "-")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to set."""

    name: str
    """As `config` calls it."""
    key: str
    """As the log calls it."""
    title: str
    hint: str
    """How to write a value."""
    read: Callable[[str, date], str]
    """From what was typed to what is stored; raises `UsageError`."""
    show: Callable[[Memory, Audience], str]
    """The present value, in words."""


def _read_day(text: str, today: date) -> str:
    if text.strip().lower() in _NOTHING:
        return ""
    day = future_date(text, today)
    if isinstance(day, str):
        raise UsageError(f"{day}, or 'none' for no date.")
    return day.isoformat()


def _show_day(memory: Memory, learner: Audience) -> str:
    day = limits.ready_by(memory)
    return "no date" if day is None else f"{wording.day_line(day)} {day.year}"


def _read_new(text: str, today: date) -> str:
    if text.strip().lower() in _NOTHING:
        return ""
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()) or int(text) > limits.MOST_NEW:
        raise UsageError(f"Write a number from 0 to {limits.MOST_NEW}, or 'none' for the usual number.")
    return str(int(text))


def _show_new(memory: Memory, learner: Audience) -> str:
    own = memory.setting(limits.NEW_A_DAY)
    return own or f"{limits.DAILY[learner].new}, the usual number"


def _read_easy(text: str, today: date) -> str:
    if text.strip().lower() in _NOTHING:
        return ""
    found = [part[:3].lower() for part in re.split(r"[,\s]+", text.strip()) if part]
    if not found or not all(part in _WEEKDAYS for part in found):
        raise UsageError("Write weekdays like 'sat, sun', or 'none'.")
    days = sorted({_WEEKDAYS.index(part) + 1 for part in found})
    if len(days) == len(_WEEKDAYS):
        raise UsageError("Not all seven days can be easy. Set fewer new cards a day instead.")
    return ",".join(map(str, days))


def _show_easy(memory: Memory, learner: Audience) -> str:
    return ", ".join(_WEEKDAYS[day].capitalize() for day in sorted(limits.easy_days(memory))) or "none"


def _read_who(text: str, today: date) -> str:
    who = _WHO.get(text.strip().lower())
    if who is None:
        raise UsageError("Write 'patient', 'trainee' or 'educator'.")
    return str(who)


def _show_who(memory: Memory, learner: Audience) -> str:
    return "educator" if learner is Audience.BOTH else str(learner)


CHOICES: Final = (
    Choice("ready-by", limits.READY_BY, "Ready by", "a date like 14 Dec, or none", _read_day, _show_day),
    Choice("new", limits.NEW_A_DAY, "New cards a day", "a number, or none for the usual one", _read_new, _show_new),
    Choice("easy-days", limits.EASY_DAYS, "Easy days", "weekdays like sat, sun, or none", _read_easy, _show_easy),
    Choice("audience", AUDIENCE, "Who you are", "patient, trainee or educator", _read_who, _show_who),
)


def choice(name: str) -> Choice:
    """The setting of this name. Raises `UsageError`."""
    found = next((each for each in CHOICES if each.name == name), None)
    if found is None:
        raise UsageError(f"There is no setting '{name}'. There are: {', '.join(each.name for each in CHOICES)}.")
    return found
