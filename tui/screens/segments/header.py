"""The header of a segment: its form, and how it stands above the lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from models.queries.lists.rows import Row
from models.words import N_
from tui.data.segment_card import Header
from tui.data.segment_steps import PAGE
from tui.data.source import QuestionSource
from tui.lanes import Lanes
from tui.screens.records.card import RecordCard
from tui.text import fit, safe
from tui.widgets.form import FieldSpec
from tui.widgets.line import Line


def new_segment(lanes: Lanes, texts: Mapping[str, str]) -> SegmentHeader:
    """The form of a new segment that begins with these texts."""
    return SegmentHeader(lanes, texts=texts)


class SegmentHeader(RecordCard):
    """The form of a segment's header."""

    PURPOSE = (
        N_("help", "What all lines of the segment have in common; a template brings most of it."),
        N_("help", "When lines have what is changed, a question says how many and which of them follow."),
    )
    OFFERS: ClassVar[frozenset[str]] = RecordCard.OFFERS - {"parts", "history"}

    async def action_attachments(self) -> None:
        """Show what the segment sends, by language."""
        from tui.screens.segments.content import open_content

        await open_content(self, self.lanes, self.record_id)

    def __init__(
        self,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        source: QuestionSource | None = None,
        row: Row | None = None,
    ) -> None:
        """Make the form; the arguments are those of every card."""
        super().__init__(PAGE, lanes, record_id, editing=editing, texts=texts, source=source, row=row)

    def specs(self) -> list[FieldSpec]:
        """The fields that people type; what is computed stands on the segment's card."""
        return [
            spec
            for spec in super().specs()
            if not spec.about.computed and spec.about.editable and spec.name != "no_series"
        ]


class Rule(Line):
    """A row of dashes that begins with some words."""

    def render(self) -> Content:
        """The words, then dashes to the end of the row."""
        width = self.size.width
        room = max(0, width - cell_len(safe(self.text)) - 1)
        return Content(fit(self.text, width) if not room else f"{safe(self.text)} {'-' * room}")


class HeaderView(Widget, can_focus=True):
    """The header above the lines, in two halves a row; `>` stands before it while it has the focus."""

    DEFAULT_CSS = """
    HeaderView { height: 3; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="header")
        self._rows: tuple[tuple[str, str], ...] = ()

    def show(self, header: Header) -> None:
        """Show a header; nothing is painted when it says the same."""
        if header.rows != self._rows:
            self._rows = header.rows
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row: the left half, the right half."""
        width, style = self.size.width, self.rich_style
        left, right = self._rows[y] if y < len(self._rows) else ("", "")
        half = width // 2
        sign = ">" if y == 0 and self.has_focus else " "
        text = sign + fit(safe(left), half - 1) + fit(f" {safe(right)}", width - half)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def on_focus(self) -> None:
        """Show the sign, and park the terminal's cursor there."""
        self.app.cursor_position = self.region.offset + Offset(0, 0)
        self.refresh()

    def on_blur(self) -> None:
        """Take the sign away."""
        self.refresh()
