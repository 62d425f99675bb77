"""The two themes of our own: one accent colour on a quiet ground, text at 7:1 or better."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="ldn-dark",
    primary="#7cc4ff",
    secondary="#a9b4c0",
    accent="#7cc4ff",
    success="#8fd6a4",
    warning="#f0c674",
    error="#f0a58f",
    foreground="#e6e9ee",
    background="#14171c",
    surface="#1b1f26",
    panel="#232833",
    dark=True,
    variables={"quiet": "#a9b4c0"},
)

LIGHT: Final = Theme(
    name="ldn-light",
    primary="#0b4f8a",
    secondary="#46505c",
    accent="#0b4f8a",
    success="#14532d",
    warning="#6b4700",
    error="#8a2318",
    foreground="#14171c",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e6e6e2",
    dark=False,
    variables={"quiet": "#46505c"},
)
