"""What screens have in common on which a path is typed above the list of what it may become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.events import Key
from textual.widgets import Input

from tui.data.importing import completions
from tui.keymap import pressed
from tui.screens.base import BaseScreen, R
from tui.widgets.pick_list import PickItem, PickList
from tui.widgets.quiet_input import QuietInput


class PathTyping(BaseScreen[R]):
    """A screen with a path to type: Tab completes it, the arrows move in the list below."""

    FORM: ClassVar[bool] = True

    def completions(self, typed: str) -> Sequence[str]:
        """What the path may become."""
        return completions(typed)

    def offer(self, typed: str) -> None:
        """Show what the path may become."""
        self.show_lines(self.completions(typed))

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines below the path."""
        self.query_one(PickList).show([PickItem(line, line) for line in lines])

    @on(Input.Changed)
    def _path_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.offer(event.value.strip())

    def complete(self) -> bool:
        """Put the selected line into the path; whether that changed it."""
        item, box = self.query_one(PickList).item, self.query_one(QuietInput)
        if item is None or item.text == box.value:
            return False
        box.value = item.text
        box.cursor_position = len(item.text)
        return True

    def take_key(self, event: Key) -> bool:
        """Tab completes, the arrows move in the list."""
        return super().take_key(event) or self.take_typing_key(pressed(event))

    def take_typing_key(self, key: str) -> bool:
        """Take a key that is no command's; whether it was taken."""
        lines = self.query_one(PickList)
        if key == "tab":
            self.complete()
        elif key in ("down", "up"):
            lines.move(1 if key == "down" else -1)
        elif key in ("pagedown", "pageup"):
            lines.page(1 if key == "pagedown" else -1)
        else:
            return False
        return True
