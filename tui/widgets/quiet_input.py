"""A line to type into that sends nothing while nobody types."""

from __future__ import annotations

from textual.widgets import Input


class QuietInput(Input):
    """Textual's input on one row, without a border and without a blinking cursor."""

    DEFAULT_CSS = """
    QuietInput, QuietInput:focus {
        border: none;
        height: 1;
        padding: 0;
        width: 1fr;
        background: transparent;
    }
    QuietInput:nocolor .input--cursor { text-style: reverse; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False
