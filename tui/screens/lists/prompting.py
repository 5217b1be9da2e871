"""The second row of a list as a row to type into: the quick filter, a place to seek, a text asked for."""

from __future__ import annotations

from collections.abc import Callable

from textual import on

from tui.screens.lists.moving import TableScreen
from tui.widgets.prompt import Prompt


class PromptScreen(TableScreen):
    """A screen whose context row gives way to a row to type into."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: Callable[[str], None] | None = None

    def type_into(self, label: str, text: str, typed: Callable[[str], None]) -> None:
        """Open the row; `typed` is told what stands in it at every key, until Enter or Esc closes it."""
        self._typed = typed
        self.query_one("#context").display = False
        self.query_one(Prompt).open(label, text)

    async def prompt(self, label: str, text: str) -> str | None:
        """Ask for a text in the second row; `None` when the person went back."""
        self.query_one("#context").display = False
        try:
            with self.keys_wanted():
                return await self.query_one(Prompt).ask(label, text)
        finally:
            self.close_prompt()

    def close_prompt(self) -> None:
        """Show the context row again."""
        self._typed = None
        self.query_one(Prompt).close()
        self.query_one("#context").display = True
        self.table.focus()

    @on(Prompt.Typed)
    def _tell_typed(self, event: Prompt.Typed) -> None:
        if self._typed is not None:
            self._typed(event.text)

    @on(Prompt.Entered)
    def _end_typing(self) -> None:
        self.close_prompt()
