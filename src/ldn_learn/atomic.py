"""Files: whether one is there; writing one whole or not at all, readable by its owner only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the file's content; a reader sees the old or the new one, never half. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; a name that no system takes is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
