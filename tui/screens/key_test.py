"""The key tester: what the terminal sends for a key, and what that does here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Key

from models.words import p_, translate
from tui.commands import never
from tui.keymap import key_text, pressed
from tui.screens.base import BaseScreen
from tui.widgets.key_bar import KeyHint


class KeyTestScreen(BaseScreen[None]):
    """Shows each key as it arrives; Esc twice leaves."""

    def compose_content(self) -> ComposeResult:
        """Nothing but room."""
        yield Container()

    def on_mount(self) -> None:
        """Say what to do."""
        self.say_context(p_("title", "Test keys"))
        self.say(p_("message", "Press any key to see what arrives.  Esc twice goes back."))
        self._last = ""

    def take_key(self, event: Key) -> bool:
        """Show the key."""
        if self.has_class("-too-small"):
            return super().take_key(event)
        key = pressed(event)
        if key == self._last == "escape":
            self.dismiss(None)
            return True
        self._last = key
        self.say(self._told(event, key))
        return True

    def _told(self, event: Key, key: str) -> str:
        keymap = self.frame.keymap
        command = keymap.lists.get(key) or keymap.fields.get(key)
        if command is not None:
            does = f"{translate(command.label)} ({command.id})"
        elif never(key):
            does = p_("message", "cannot be bound: it does not arrive from every terminal")
        else:
            does = p_("message", "free")
        return p_("message", "{key}: arrives as {name}; {does}.").format(
            key=key_text(key), name=event.key, does=does
        )

    def hints(self) -> list[KeyHint]:
        """How to leave."""
        return [KeyHint("Esc Esc", p_("action", "Back"))]
