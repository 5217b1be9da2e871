"""The terminal's driver, which sends only what changes on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tui.frames import Frames

if TYPE_CHECKING:
    from textual.app import App

_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame, so that a terminal that can shows all of it at once."""
_ONE_PACKET = 1000
"""Characters that arrive together anyway, on the slowest line."""
_ARROW = "\x1b]22;default\x07"
"""Gives the mouse its usual shape, which Textual asks for at every screen."""


class ThriftyDriver(LinuxDriver):
    """Writes frames as their changes, and all else as it is."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.frames = Frames()
        """What the terminal shows."""
        self._pointer = _ARROW
        self._in_frame = False
        self._lent = False

    def suspend_application_mode(self) -> None:
        """Leave the terminal to another program: from now on nothing is written."""
        super().suspend_application_mode()
        self._lent = True

    def resume_application_mode(self) -> None:
        """Take the terminal back; nobody knows what it shows."""
        self._lent = False
        self.frames.forget()
        super().resume_application_mode()

    def write(self, data: str) -> None:
        """Write what Textual wants written, or less that shows the same."""
        if self._lent:
            return
        if data in (_BEGIN, _END):
            self._in_frame = data == _BEGIN
            return
        if data.startswith("\x1b]22;"):
            if data == self._pointer:
                return
            self._pointer = data
        changes = self.frames.changes(data)
        if self._in_frame and len(changes) > _ONE_PACKET:
            changes = f"{_BEGIN}{changes}{_END}"
        if changes:
            super().write(changes)
