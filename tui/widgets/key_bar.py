"""The footer: the keys that fit, and always the menu and help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

GAP = "  "


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One entry of the footer."""

    key: str
    label: str
    applies: bool = True

    @property
    def text(self) -> str:
        return f"{self.key} {self.label}"


def fitting(hints: Sequence[KeyHint], always: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """As many of `hints`, the most important first, as fit beside `always` in `width` cells."""
    used = sum(cell_len(hint.text) + len(GAP) for hint in always) - len(GAP)
    shown: list[KeyHint] = []
    for hint in hints:
        used += cell_len(hint.text) + len(GAP)
        if used > width:
            break
        shown.append(hint)
    return [*shown, *always]


class KeyBar(Widget):
    """The last row of a screen."""

    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[KeyHint, ...] = ()
        self._always: tuple[KeyHint, ...] = ()
        self._instead = ""

    def show(self, hints: Sequence[KeyHint], always: Sequence[KeyHint]) -> None:
        """Show `hints`, the most important first, and `always` behind them."""
        if (tuple(hints), tuple(always)) != (self._hints, self._always):
            self._hints, self._always = tuple(hints), tuple(always)
            self.refresh()

    def show_instead(self, text: str) -> None:
        """Show `text` in place of the keys; an empty text brings them back."""
        if text != self._instead:
            self._instead = text
            self.refresh()

    def render(self) -> Content:
        if self._instead:
            return Content(self._instead)
        parts: list[Content] = []
        for hint in fitting(self._hints, self._always, self.size.width):
            if parts:
                parts.append(Content(GAP))
            if hint.applies:
                parts += [Content.styled(hint.key, "bold"), Content(f" {hint.label}")]
            else:
                parts.append(Content.styled(hint.text, "dim"))
        return Content("").join(parts)
