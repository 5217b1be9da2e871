"""A page with a few lines, on which letters act: not to be typed into, and too short for a table."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Key

from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.widgets.pick_list import PickList
from tui.widgets.prompt import Prompt

PICK_COMMANDS = frozenset(("open", "down", "up", "first", "last", "page_down", "page_up"))


class PickPage(BaseScreen[None]):
    """Lines of which one is selected."""

    AUTO_FOCUS = ""
    OFFERS: ClassVar[frozenset[str]] = PICK_COMMANDS

    def compose_content(self) -> ComposeResult:
        """The row to type a text into, and the lines."""
        yield Prompt()
        yield PickList()

    @property
    def pick(self) -> PickList:
        """The lines."""
        return self.query_one(PickList)

    def take_key(self, event: Key) -> bool:
        """Letters act, because the list itself has no focus."""
        if super().take_key(event):
            return True
        command = self.frame.keymap.lists.get(key := pressed(event))
        if self.typing or command is None:
            return False
        self.run_command(command, key)
        return True

    def move(self, step: int, by: int) -> None:
        """Select the line `by` lines down, or up when `step` is -1."""
        self.pick.move(step * by)

    def action_down(self) -> None:
        """One line down."""
        self.move(1, 1)

    def action_up(self) -> None:
        """One line up."""
        self.move(-1, 1)

    def action_page_down(self) -> None:
        """One page down."""
        self.move(1, max(1, self.pick.size.height))

    def action_page_up(self) -> None:
        """One page up."""
        self.move(-1, max(1, self.pick.size.height))

    def action_first(self) -> None:
        """To the first line."""
        self.move(-1, len(self.pick.items))

    def action_last(self) -> None:
        """To the last line."""
        self.move(1, len(self.pick.items))
