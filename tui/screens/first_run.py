"""The one card of the first start: where the database is, and what it begins with (ux.md 10)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key

from models.words import p_
from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line


class FirstRunScreen(BaseScreen[None]):
    """Asks how to begin; Enter takes the starter set."""

    PAGE: ClassVar[str] = ""
    DEFAULT_CSS = "FirstRunScreen > #words { height: 1fr; } FirstRunScreen Line { height: 1; }"

    def __init__(self, path: str) -> None:
        """Make the card.

        Args:
            path: The file of the database that was just made.
        """
        super().__init__()
        self._path = path
        self.with_starter_set = False
        """What the person chose."""

    def compose_content(self) -> ComposeResult:
        """What the pages are, and the keys that matter first."""
        with Container(id="words"):
            for text in self._lines():
                yield Line(text)

    def _lines(self) -> tuple[str, ...]:
        return (
            "",
            p_("first", "  Touchbase records what was said to whom."),
            "",
            p_("first", "  Your database is new and empty:"),
            f"  {self._path}",
            "",
            p_("first", "  Enter  begins with the starter set: templates, groups, number series, codes"),
            p_("first", "  e      begins empty; everything can be made on the Setup page"),
            "",
            p_("first", "  The pages:  1 Contacts   3 Templates   4 Log   5 Postponed   6 Setup"),
            p_("first", "  The keys:   n makes a new record   i records an interaction   ? explains"),
            p_("first", "  To look around with invented data, quit and type: touchbase demo"),
        )

    def on_mount(self) -> None:
        """Say where we are."""
        self.say_context(p_("title", "Welcome"))

    def take_key(self, event: Key) -> bool:
        """Enter, or e and Esc."""
        if self.has_class("-too-small"):
            return super().take_key(event)
        key = pressed(event)
        if key in ("enter", "e", "escape"):
            self.with_starter_set = key == "enter"
            self.dismiss(None)
        elif key in ("ctrl+q", "q"):
            self.frame.leave()
        return True

    def hints(self) -> list[KeyHint]:
        """The two ways to begin."""
        return [KeyHint("Enter", p_("action", "Starter set")), KeyHint("e", p_("action", "Empty"))]

    def show_keys(self) -> None:
        """Show the two ways, and how to quit."""
        from tui.widgets.key_bar import KeyBar

        self.query_one(KeyBar).show(self.hints(), [KeyHint("q", p_("action", "Quit"))])
