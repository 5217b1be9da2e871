"""The last row but one: one sentence at the left, the position at the right; questions are asked here too.

A sentence or a question that needs the whole row has it; the position comes back after it.
"""

from __future__ import annotations

from tui.widgets.line import Line
from tui.widgets.question import Question


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
        self._said = ""

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a sentence until the next one; an error has a `!` in front, so it needs no colour."""
        self._said = f"! {text}" if error and text else text
        if self.question is None:
            self.set_class(error, "-error")
            self.show(self._said)

    def say_position(self, text: str) -> None:
        """Show where the cursor is, at the right."""
        self.show(self.text, text)

    async def ask(self, question: Question) -> str:
        """Show the question and wait for the key that answers it; the message comes back afterwards."""
        if self.question is not None:
            self.question.keep()
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
                self.show(self._said)
