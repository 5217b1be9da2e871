"""The second row of a list as a row to type into: the quick filter, a place to seek, a text asked for."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.events import Key

from tui.screens.lists.moving import TableScreen
from tui.widgets.prompt import Prompt


class PromptScreen(TableScreen):
    """A screen whose context row gives way to a row to type into."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: Callable[[str], None] | None = None
        self._left: Callable[[], None] | None = None
        self._ending = False

    def take_key(self, event: Key) -> bool:
        """After Enter in the row the next key is for the list, however fast it comes."""
        prompt = self.query_one(Prompt)
        if event.key == "enter" and prompt.is_open and not prompt.asking:
            self._ending = True
        return super().take_key(event)

    @property
    def busy(self) -> bool:
        """Whether keys must wait, also for Enter to reach the row to type into and close it."""
        return super().busy or self._ending

    def give_up(self) -> bool:
        """Do not wait any more; whether something waited."""
        ended, self._ending = self._ending, False
        return super().give_up() or ended

    def type_into(
        self, label: str, text: str, typed: Callable[[str], None], left: Callable[[], None]
    ) -> None:
        """Open the row; `typed` is told what stands in it at every key, until Enter or Esc closes it.

        `left` is called after Esc, to take back what the letters did.
        """
        self._typed, self._left = typed, left
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
        self._typed = self._left = None
        self._ending = False
        self.query_one(Prompt).close()
        self.query_one("#context").display = True
        self.set_focus(self.table)

    def step_back(self) -> bool:
        """Close the row to type into."""
        prompt = self.query_one(Prompt)
        if not prompt.is_open:
            return super().step_back()
        left = None if prompt.asking else self._left
        self.close_prompt()
        if left is not None:
            left()
        return True

    @on(Prompt.Typed)
    def _tell_typed(self, event: Prompt.Typed) -> None:
        if self._typed is not None:
            self._typed(event.text)

    @on(Prompt.Entered)
    def _end_typing(self) -> None:
        self.close_prompt()
        self.frame.release_keys()
