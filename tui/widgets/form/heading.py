"""The heading of a section: `-- General -------------`."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from models.words import translate
from tui.widgets.form.row import cut


class Heading(Widget):
    """One row that names the fields below it."""

    DEFAULT_CSS = "Heading { width: 1fr; height: 1; }"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def render_line(self, _y: int) -> Strip:
        """The words in a line of dashes."""
        width = self.size.width
        text = f"-- {translate(self._words)} "
        return Strip([Segment(cut(text + "-" * max(0, width - len(text)), width), self.rich_style)])
