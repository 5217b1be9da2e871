"""A full screen to type a path: Tab completes it, the list shows what it may become."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from models.words import p_
from tui import paths
from tui.screens.choosing.path_typing import PathTyping
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.pick_list import PickList
from tui.widgets.quiet_input import QuietInput


class PathScreen(PathTyping[Path | None]):
    """A path to type; the screen's result is the path, Esc gives `None`."""

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
        yield QuietInput(self._start, placeholder="./")
        yield PickList()

    def on_mount(self) -> None:
        """Offer what lies here."""
        self.set_focus(self.query_one(QuietInput))
        self.say_context(self._title)
        self.call_after_refresh(self.offer, self._start)

    def completions(self, typed: str) -> Sequence[str]:
        """What the path may become; only folders when one is wanted."""
        found = super().completions(typed)
        return [line for line in found if line.endswith("/")] if self._folder else found

    @on(Input.Submitted)
    def _path_entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        path = paths.typed(typed)
        if typed and (self._folder or os.path.isfile(path)):
            self.dismiss(path)
        elif not self.complete():
            self.say_error(p_("error", "There is no file {path}.").format(path=typed or path))

    def hints(self) -> list[KeyHint]:
        """Enter, Tab and Esc."""
        return [
            KeyHint("Enter", self._verb),
            KeyHint("Tab", p_("action", "Complete")),
            KeyHint("Esc", p_("action", "Back")),
        ]
