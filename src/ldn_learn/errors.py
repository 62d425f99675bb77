"""What goes wrong and can be told to the person at the keyboard in one sentence.

An error that a user can cause is an `LdnError`. Its message says what happened and what to do; the class carries the
exit code, so that one place (`cli.main`) prints the sentence and ends the program.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


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


def cannot_write(path: Path, error: Exception) -> StoreError:
    """The sentence for a write that the system refused."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"The disk is full, so nothing more can be saved in {path}. Free some space and try again.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StoreError(
            f"Nothing can be saved in {path}: a file stands where a folder should be. Move it away, or use --home."
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return StoreError(
        f"Nothing can be saved in {path}: {reason}. Allow writing there, or choose another place with --home."
    )
