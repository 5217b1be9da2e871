"""A row of the screen that is drawn from text, never from markup, and never lays out anything."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui.text import cells, fit, safe


class Line(Widget):
    """One row of text; changing the text repaints the row and nothing else."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    LEFT_FIRST = False
    """Whether the right gives way when the left does not fit beside it."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._left = text
        self._right = ""

    @property
    def text(self) -> str:
        """The text at the left."""
        return self._left

    def show(self, left: str, right: str | None = None) -> None:
        """Show `left`, and `right` at the right edge; `None` leaves what stands there."""
        right = self._right if right is None else right
        before = (self._left, self._right)
        if (left, right) == before:
            return
        self._left, self._right = left, right
        changed = max(len(right), len(before[1])) + 1
        if left == before[0] and not (self.LEFT_FIRST and cells(left) + changed > self.size.width):
            self.refresh(Region(max(0, self.size.width - changed), 0, changed, 1))
        else:
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        right = safe(self._right)
        room = max(0, width - len(right) - 1)
        if not right or (self.LEFT_FIRST and cells(self._left) > room):
            return Content(fit(self._left, width))
        return Content(f"{fit(self._left, room)} {right}"[-width:] if width else "")
