"""The five themes, by the names of settings.toml."""

from __future__ import annotations

import os

from textual.theme import Theme

from tui.settings import Settings, over_ssh

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
)

THEMES = {
    "terminal": "ansi-dark",
    "dark": "textual-dark",
    "light": "textual-light",
    "high-contrast": HIGH_CONTRAST.name,
    "mono": "ansi-dark",
}
"""The names people choose and Textual's names for them."""


def theme_name(settings: Settings) -> str:
    """Textual's name of the theme to start with: the chosen one, else by what the line and terminal take."""
    if settings.theme in THEMES:
        return THEMES[settings.theme]
    return THEMES["terminal"] if over_ssh() or few_colours() else THEMES["dark"]


def few_colours() -> bool:
    """Whether the terminal has no colours but its own 16, as a Linux console."""
    return os.environ.get("TERM", "").startswith(("linux", "vt", "ansi"))


def without_colour(settings: Settings) -> bool:
    """Whether the chosen theme uses no colour at all."""
    return settings.theme == "mono"


def no_color() -> bool:
    """Whether the environment asks for no colour; its filter must be chosen before the app is made."""
    return "NO_COLOR" in os.environ
