"""A full screen to read a text of any length."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from models.text import cell_safe
from models.words import p_
from tui.screens.base import BaseScreen
from tui.widgets.key_bar import KeyHint


class ReadText(BaseScreen[None]):
    """A text that the arrows scroll; Esc goes back."""

    FORM: ClassVar[bool] = True
    DEFAULT_CSS = """
    ReadText > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    ReadText Static { padding: 0 1; }
    """

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose_content(self) -> ComposeResult:
        """The text, line by line as it is."""
        with VerticalScroll(can_focus=True):
            yield Static("\n".join(map(cell_safe, self._text.split("\n"))), markup=False)

    def on_mount(self) -> None:
        """Say what is read."""
        self.say_context(self._title)
        self.set_focus(self.query_one(VerticalScroll))

    def hints(self) -> list[KeyHint]:
        """The arrows and Esc."""
        return [KeyHint("Up/Down PgUp/PgDn", p_("action", "Move")), KeyHint("Esc", p_("action", "Back"))]
