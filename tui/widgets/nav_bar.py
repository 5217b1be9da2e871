"""The first row: the pages with the active one in brackets, and the database at the right."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from models.words import translate
from tui.commands import PAGE_COMMANDS
from tui.keymap import Keymap
from tui.text import fit, safe


def nav_text(keymap: Keymap, active: str, postponed: int) -> str:
    """The pages as one row: `[1 Contacts] 3 Templates  4 Log  5 Postponed 3  6 Setup `."""
    parts = []
    for command in PAGE_COMMANDS:
        name = translate(command.label)
        if command.id == "postponed" and postponed:
            name += f" {postponed}"
        text = f"{keymap.key(command)} {name}".strip()
        parts.append(f"[{text}]" if command.page == active else f" {text} ")
    return "".join(parts)


class NavBar(Widget):
    """The navigation row."""

    DEFAULT_CSS = """
    NavBar { height: 1; width: 1fr; text-style: bold; }
    NavBar:ansi { text-style: none; }
    """

    def __init__(self, keymap: Keymap, *, active: str, right: str, postponed: Callable[[], int]) -> None:
        super().__init__()
        self._keymap = keymap
        self._active = active
        self._database = right
        self._postponed = postponed

    def render(self) -> Content:
        left = nav_text(self._keymap, self._active, self._postponed())
        right = safe(self._database)
        room = self.size.width - cell_len(left)
        if room <= 0:
            return Content(fit(left, self.size.width))
        return Content(left + fit(right, room, right=True))
