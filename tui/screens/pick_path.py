"""A full screen to type a path: Tab completes it, the list shows what it may become."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from models.words import p_
from tui import paths
from tui.data.importing import completions
from tui.keymap import pressed
from tui.screens.base import BaseScreen
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem, PickList
from tui.widgets.quiet_input import QuietInput


class PathScreen(BaseScreen[Path | None]):
    """A path to type; the screen's result is the path, Esc gives `None`."""

    FORM: ClassVar[bool] = True

    def __init__(
        self, title: str, question: str, *, verb: str, start: str = "", folder: bool = False
    ) -> None:
        """Make the screen.

        Args:
            title: What is done.
            question: What the path is, above the place to type.
            verb: What Enter does, for the footer.
            start: The path that it begins with.
            folder: A folder is wanted, which need not be there; else a file that is there.
        """
        super().__init__()
        self._title = title
        self._question = question
        self._verb = verb
        self._start = start
        self._folder = folder

    def compose_content(self) -> ComposeResult:
        """The question, the path, and what it may become."""
        yield Line(self._question)
        yield QuietInput(self._start, placeholder="~/")
        yield PickList()

    def on_mount(self) -> None:
        """Offer what lies here."""
        self.set_focus(self.query_one(QuietInput))
        self.say_context(self._title)
        self.call_after_refresh(self._offer, self._start)

    @on(Input.Changed)
    def _path_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value.strip())

    def _offer(self, typed: str) -> None:
        lines = completions(typed)
        if self._folder:
            lines = [line for line in lines if line.endswith("/")]
        self.query_one(PickList).show([PickItem(line, line) for line in lines])

    @on(Input.Submitted)
    def _path_entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        path = paths.typed(typed)
        if typed and (self._folder or os.path.isfile(path)):
            self.dismiss(path)
        elif not self._complete():
            self.say_error(p_("error", "There is no file {path}.").format(path=typed or path))

    def _complete(self) -> bool:
        """Put the selected line into the path; whether that changed it."""
        item, box = self.query_one(PickList).item, self.query_one(QuietInput)
        if item is None or item.text == box.value:
            return False
        box.value = item.text
        box.cursor_position = len(item.text)
        return True

    def take_key(self, event: Key) -> bool:
        """Tab completes, the arrows move in the list."""
        if super().take_key(event):
            return True
        lines, key = self.query_one(PickList), pressed(event)
        if key == "tab":
            self._complete()
        elif key in ("down", "up"):
            lines.move(1 if key == "down" else -1)
        elif key in ("pagedown", "pageup"):
            lines.page(1 if key == "pagedown" else -1)
        else:
            return False
        return True

    def hints(self) -> list[KeyHint]:
        """Enter, Tab and Esc."""
        return [
            KeyHint("Enter", self._verb),
            KeyHint("Tab", p_("action", "Complete")),
            KeyHint("Esc", p_("action", "Back")),
        ]
