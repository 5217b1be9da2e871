"""The last row but one: one sentence at the left, the position at the right; questions are asked here too.

A sentence or a question that needs the whole row has it, and one that is longer than that further rows, so
that what to do about an error is never cut off; the position and the one row come back after it.
"""

from __future__ import annotations

from textual.content import Content
from textual.events import Resize

from tui.text import broken
from tui.widgets.line import Line
from tui.widgets.question import Question

_ROWS = 4
"""The most rows that a sentence has."""


class StatusLine(Line):
    """The message line of a screen."""

    DEFAULT_CSS = """
    StatusLine.-error { color: $error; text-style: bold; }
    StatusLine.-question { text-style: bold; }
    """

    LEFT_FIRST = True

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        """The question that waits for its answer."""
        self.said = ""
        """What is said, also while a question stands in its place."""
        self._is_error = False

    def show(self, left: str, right: str | None = None) -> None:
        """Show `left` in as many rows as it needs; see `Line.show`."""
        super().show(left, right)
        self._take_rows()

    def on_resize(self, event: Resize) -> None:
        """A narrower line needs more rows."""
        self._take_rows(event.size.width)

    def _take_rows(self, width: int = 0) -> None:
        """Be as high as the sentence; as nothing is laid out for a sentence that fits, most cost nothing."""
        rows = len(broken(self.text, width or self.size.width, _ROWS))
        height = self.styles.height
        if height is None or height.value != rows:
            self.styles.height = rows

    def render(self) -> Content:
        """The sentence, with the position beside it where both fit."""
        lines = broken(self.text, self.size.width, _ROWS)
        return Content("\n".join(lines)) if len(lines) > 1 else super().render()

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a sentence until the next one; an error has a `!` in front, so it needs no colour."""
        self.said, self._is_error = text, error
        if self.question is None:
            self._show_said()

    def _show_said(self) -> None:
        self.set_class(self._is_error, "-error")
        self.show(f"! {self.said}" if self._is_error and self.said else self.said)

    def say_position(self, text: str) -> None:
        """Show where the cursor is, at the right."""
        self.show(self.text, text)

    async def ask(self, question: Question) -> str:
        """Show the question and wait for the key that answers it.

        What was said before does not come back, as if it spoke of the answer; what was said meanwhile stands.
        """
        if self.question is not None:
            self.question.keep()
        self.said, self._is_error = "", False
        self.question = question
        self.set_class(False, "-error")
        self.set_class(True, "-question")
        self.show(question.text)
        try:
            return await question.answer()
        finally:
            if self.question is question:
                self.question = None
                self.set_class(False, "-question")
                self._show_said()
