"""Keys held until they can be used: none overtakes another, and none is lost while a screen is made."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.widget import Widget

from tui.screens.base import BaseScreen

_SETTLED = 0.25
"""Seconds after which a key counts as dealt with, whatever its widget still does."""


@dataclass
class _ReleaseKeys(Message):
    """Keys that were held may be used now."""


class HoldingApp(App[None], inherit_bindings=False):
    """A program that hands keys to its screens one by one, each when the one before was dealt with."""

    def __init__(self, **options: Any) -> None:
        """Make a program that holds nothing yet; `options` are Textual's."""
        super().__init__(**options)
        self._held: deque[Event] = deque()
        self._released = False
        self._settling: asyncio.TimerHandle | None = None

    async def on_event(self, event: Event) -> None:
        """Hand keys to the screen first, and hold them while nothing can take them."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if isinstance(event, Key) and event.key == "escape":
                self._give_up()
            self._held.append(event)
            if len(self._held) == 1 or self._released:
                await self._use_held()
            return
        await super().on_event(event)

    def _give_up(self) -> None:
        """What waits for rows waits no longer, nor do the keys behind it."""
        if isinstance(self.screen, BaseScreen) and self.screen.give_up():
            self._held.clear()

    async def _use_held(self) -> None:
        self._released = False
        while self._held and self._can_take():
            await self._use(self._held.popleft())

    def _can_take(self) -> bool:
        screen = self.screen
        if not isinstance(screen, BaseScreen):
            return True
        if self._settling is not None:
            return False
        return screen.ready and (screen.asking or not screen.busy)

    async def _use(self, event: Event) -> None:
        screen = self.screen
        if isinstance(event, Key) and isinstance(screen, BaseScreen) and screen.take_key(event):
            return
        taker = self.focused or screen
        await super().on_event(event)
        if isinstance(screen, BaseScreen):
            self._let_settle(taker)

    def _let_settle(self, taker: Widget) -> None:
        """Keep the next key until a widget has dealt with this one, and its parents with what it told them.

        Keys that a screen takes at once, as Enter, would else overtake the letters before them when a slow
        line or a quick hand brings several at a time.
        """
        loop = asyncio.get_running_loop()
        path = [node for node in taker.ancestors_with_self for _ in range(2) if node is not self]
        settling = self._settling = loop.call_later(_SETTLED, self._settled)

        def go_on() -> None:
            while path:
                if path.pop(0).call_later(go_on):
                    return
            if self._settling is settling:
                self._settled()

        go_on()

    def _settled(self) -> None:
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None
            self.release_keys()

    def release_keys(self) -> None:
        """Use the keys that were typed while a command ran or a screen was made."""
        if self._held:
            self._released = True
            self.post_message(_ReleaseKeys())

    @on(_ReleaseKeys)
    async def _use_released(self) -> None:
        await self._use_held()
