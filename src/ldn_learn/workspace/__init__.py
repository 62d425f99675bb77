"""The one room that knows where files are, and puts the others together."""

from __future__ import annotations

from ldn_learn.workspace.workspace import Workspace

__all__ = ["Workspace"]
