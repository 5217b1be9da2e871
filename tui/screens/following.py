"""Screens that wait for a process: Esc ends it, and no other key does anything meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from textual.events import Key

from models.words import p_
from tui.keymap import pressed
from tui.screens.base import BaseScreen

T = TypeVar("T")


class Stoppable(Protocol):
    """A process that can be ended before its end."""

    def stop(self) -> None:
        """End it; nothing stays of what it had begun."""


class Following(BaseScreen[None]):
    """A screen that follows a process."""

    _process: Stoppable | None = None
    stopped = False
    """Whether the person ended the last process."""

    async def follow(self, process: Stoppable, running: Coroutine[Any, Any, T]) -> T:
        """Wait for a process, which Esc stops meanwhile."""
        self._process, self.stopped = process, False
        waiting = asyncio.ensure_future(running)
        try:
            with self.keys_wanted():
                return await waiting
        finally:
            self._process = None

    def take_key(self, event: Key) -> bool:
        """While the process runs Esc stops it, and other keys do nothing."""
        if self._process is None or self.asking:
            return super().take_key(event)
        if pressed(event) in ("escape", "ctrl+c"):
            self.stopped = True
            self._process.stop()
            self.say(p_("export", "Stopping..."))
        return True
