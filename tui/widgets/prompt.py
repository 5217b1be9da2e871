"""A row that asks for some text: the quick filter, or a value for a field."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.widgets.line import Line
from tui.widgets.quiet_input import QuietInput


class Prompt(Horizontal):
    """A label and a line to type into; hidden until it is opened."""

    DEFAULT_CSS = """
    Prompt { height: 1; display: none; }
    Prompt.-open { display: block; }
    """

    @dataclass
    class Typed(Message):
        """The text changed."""

        text: str

    @dataclass
    class Entered(Message):
        """Enter was pressed."""

        text: str

    def __init__(self) -> None:
        super().__init__()
        self._answer: asyncio.Future[str | None] | None = None

    def compose(self) -> ComposeResult:
        yield Line()
        yield QuietInput()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    @property
    def asking(self) -> bool:
        """Whether someone waits for the text, so that it is no quick filter."""
        return self._answer is not None

    def open(self, label: str, text: str) -> None:
        """Show the row with `text` in it and put the focus there."""
        line, box = self.query_one(Line), self.query_one(QuietInput)
        line.styles.width = len(label) + 1
        line.show(label)
        with self.prevent(Input.Changed):
            box.value = text
        box.cursor_position = len(text)
        self.add_class("-open")
        self.screen.set_focus(box)  # at once: the letters after the key that opened it are for it

    def close(self) -> None:
        """Hide the row; who waits for a text gets `None`."""
        self.remove_class("-open")
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    async def ask(self, label: str, text: str) -> str | None:
        """The text entered, or `None` when the row was closed instead."""
        self.open(label, text)
        self._answer = asyncio.get_running_loop().create_future()
        try:
            return await self._answer
        finally:
            self._answer = None
            self.close()

    @on(Input.Changed)
    def _tell_text(self, event: Input.Changed) -> None:
        event.stop()
        if self._answer is None and self.is_open:
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _tell_end(self, event: Input.Submitted) -> None:
        event.stop()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(event.value)
        else:
            self.post_message(self.Entered(event.value))
