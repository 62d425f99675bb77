"""The learner's own editor, while the app steps aside."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ldn_learn.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.app import App


def open_editor(app: App[Any], file: Path, line: int) -> None:
    """Open `file` at `line` and wait until the editor is closed. Raises `UsageError` when there is none to open."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError:
        raise UsageError(f"EDITOR cannot be read: {named}. Close its quotation mark.") from None
    if not command:
        raise UsageError("Name your editor first, for example: export EDITOR=nano")
    place = [f"+{line}"] if line else []
    try:
        with app.suspend():
            subprocess.run([*command, *place, str(file)], check=False)
    except SuspendNotSupported:
        raise UsageError(f"This terminal cannot step aside for an editor. Edit {file} in another window.") from None
    except OSError as error:
        raise UsageError(f"The editor '{command[0]}' cannot be started: {error.strerror}. Check EDITOR.") from None
