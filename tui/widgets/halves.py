"""Two columns of text side by side, drawn without a layout."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tui.text import fit, safe
from tui.widgets.painted import PaintedRows


class Halves(PaintedRows):
    """Lines at the left, lines at the right of a bar."""

    DEFAULT_CSS = """
    Halves { height: 1fr; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: tuple[str, ...] = ()
        self._right: tuple[str, ...] = ()

    def show(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Show these lines; only those that differ are painted."""
        before = [self._pair(y) for y in range(self.size.height)]
        self._left, self._right = tuple(left), tuple(right)
        changed = [Region(0, y, self.size.width, 1) for y, pair in enumerate(before) if pair != self._pair(y)]
        if changed:
            self.refresh(*changed)

    def _pair(self, y: int) -> tuple[str, str]:
        return self._left[y] if y < len(self._left) else "", self._right[y] if y < len(self._right) else ""

    def _line(self, y: int) -> str:
        left, right = self._pair(y)
        width = self.size.width
        room = max(0, width // 2)
        return fit(f"{fit(safe(left), room)} | {safe(right)}", width)

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`, straight from the texts."""
        return Strip([Segment(self._line(y), plain)])
