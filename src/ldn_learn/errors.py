"""What goes wrong and can be told to the person at the keyboard in one sentence.

An error that a user can cause is an `LdnError`. Its message says what happened and what to do; the class carries the
exit code, so that one place (`cli.main`) prints the sentence and ends the program.
"""

from __future__ import annotations

from typing import ClassVar


class LdnError(Exception):
    """Something a user can cause or meet; `str(error)` is the sentence to show."""

    exit_code: ClassVar[int] = 3
    """3: the store or a file could not be used."""


class UsageError(LdnError):
    """The command was called with something it cannot take."""

    exit_code: ClassVar[int] = 2


class DeckError(LdnError):
    """A deck, or a folder of decks, cannot be used."""


class StoreError(LdnError):
    """Progress cannot be read or written."""
