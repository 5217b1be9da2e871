"""The detail of the row under the cursor: a strip below the list, a pane beside it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tui.text import fit, safe
from tui.widgets.painted import PaintedRows

STRIP_ROWS = 5


class Place(StrEnum):
    """Where the detail stands; `auto` is the pane on a wide screen and the strip on a narrow one."""

    AUTO = "auto"
    STRIP = "strip"
    PANE = "pane"
    NONE = "none"


class Detail(PaintedRows):
    """Some lines of text, drawn without a layout; the first is the title."""

    DEFAULT_CSS = f"""
    Detail {{ height: {STRIP_ROWS}; width: 1fr; }}
    Detail.-pane {{ height: 1fr; width: 44; }}
    Detail.-none {{ display: none; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()

    @property
    def is_pane(self) -> bool:
        """Whether it stands beside the list."""
        return self.has_class("-pane")

    def show(self, lines: Sequence[str]) -> None:
        """Show `lines`; only those that differ are painted."""
        new = tuple(lines)
        changed = [
            Region(0, y, self.size.width, 1)
            for y in range(max(len(new), len(self._lines)))
            if (new[y : y + 1] or ("",)) != (self._lines[y : y + 1] or ("",)) and y < self.size.height
        ]
        self._lines = new
        if changed:
            self.refresh(*changed)

    def _line(self, y: int) -> str:
        width = self.size.width
        text = self._lines[y] if y < len(self._lines) else ""
        if self.is_pane:
            return fit(f" | {safe(text)}", width)
        if y == 0:
            title = f"-- {safe(text)} " if text else ""
            return fit(title + "-" * width, width)[: width - 1] + "-"
        return fit(text, width)

    def painted(self, y: int, plain: Style) -> Strip:
        """The row `y`, straight from the text."""
        return Strip([Segment(self._line(y), plain)])
