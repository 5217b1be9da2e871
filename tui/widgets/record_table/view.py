"""How a table looks: its header, the rows on the screen, the column cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from models.queries.lists.rows import Row
from models.words import p_
from tui.widgets.record_table.columns import Column, place_with
from tui.widgets.record_table.marks import Marks
from tui.widgets.record_table.paint import Hits, Look, Painter, centred, no_hits
from tui.widgets.record_table.rows import HeldRows

_DRAWN = 400
"""Rows that are kept as they were drawn."""


class TableView(Widget, can_focus=True):
    """Draws the rows held and nothing else; which they are is the table's business."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--cursor",
        "record-table--marked",
    }
    DEFAULT_CSS = """
    TableView {
        height: 1fr;
        width: 1fr;
        & > .record-table--header { text-style: bold; }
        & > .record-table--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .record-table--marked { text-style: bold; }
        &:ansi > .record-table--cursor { background: ansi_default; color: ansi_default; }
        &:nocolor > .record-table--cursor { text-style: reverse; }
    }
    """

    CURSOR_WITH_FOCUS: ClassVar[bool] = False
    """Whether the cursor is shown only while the table has the focus: one of several on a screen."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        flags: Callable[[Row], str] | None = None,
        flag_width: int = 0,
        empty: Callable[[], Sequence[str]] = lambda: (),
        column_cursor: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make the table.

        Args:
            columns: The columns, in the order of the rows' cells.
            flags: Signs of a row that stand before its first column.
            flag_width: The cells kept for `flags`.
            empty: Says why there are no rows.
            column_cursor: Whether one column is the current one.
            id: The id of the widget.
        """
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._flags = flags or (lambda _row: "")
        self._flag_width = flag_width
        self._empty = empty
        self._held = HeldRows()
        self._hits: Hits = no_hits
        self._column = self._shown[0] if column_cursor and self._shown else -1
        self._slow = False
        self._look: Look | None = None
        self._drawn: dict[tuple[int, bool, bool], tuple[Row, Painter, Look, Strip]] = {}
        self._painter: Painter | None = None
        self.marks = Marks()
        """The marked records."""

    @property
    def waiting(self) -> bool:
        """Whether rows are being waited for that are not there yet."""
        raise NotImplementedError

    @property
    def rows_on_screen(self) -> Sequence[Row]:
        """The rows on the screen."""
        return self._held.rows[self._held.top : self._held.top + self._page]

    @property
    def _page(self) -> int:
        height = self.size.height if self.is_attached and self.size.height else self.app.size.height - 4
        return max(1, height - 1)

    # columns

    @property
    def _shown(self) -> list[int]:
        return [index for index, column in enumerate(self._columns) if not column.hidden]

    @property
    def column(self) -> Column | None:
        """The column that the column cursor is on."""
        return self._columns[self._column] if self._column >= 0 else None

    @property
    def current_column(self) -> str:
        """The name of the column that the column cursor is on; blank without one."""
        return self.column.name if self.column else ""

    def width_of(self, name: str) -> int:
        """How many cells a column has now; what it likes to have while it is not on the screen."""
        for placed in self._layout().columns:
            if placed.column.name == name:
                return placed.width
        return next((column.width for column in self._columns if column.name == name), 0)

    @property
    def column_width(self) -> int:
        """The cells that the current column has on the screen; 0 without one."""
        return next((one.width for one in self._layout().columns if one.index == self._column), 0)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; rows for them must follow by `show`. The column cursor stays on its field.

        Until they are there, the rows held show what they know: a column that is new is blank.
        """
        current = self.column
        self._held.rearrange([column.name for column in self._columns], [column.name for column in columns])
        self._columns = tuple(columns)
        if current is not None:
            names = [column.name for column in self._columns]
            there = names.index(current.name) if current.name in names else -1
            self._column = there if there in self._shown else next(iter(self._shown), 0)
        self._painter = None
        self.refresh()

    def move_column(self, by: int) -> None:
        """Move the column cursor, and the columns when they are more than fit."""
        shown = self._shown
        if self._column not in shown:
            return
        self._column = shown[max(0, min(shown.index(self._column) + by, len(shown) - 1))]
        before, self._painter = self._painter, None
        if before is None or before.columns != self._layout().columns:
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, 1))

    def show_hits(self, hits: Hits | None) -> None:
        """Mark what was searched for in the rows painted from now on."""
        self._hits = hits or no_hits
        self._painter = None

    # painting

    def _repaint_cursor(self, *indexes: int) -> None:
        """Paint the rows that the cursor left and came to, or only their signs."""
        width = self.size.width if self._styles().has_bar else 2 if self.marks else 1
        top = self._held.top
        self.refresh(*(Region(0, index - top + 1, width, 1) for index in indexes))

    def _park(self) -> None:
        """Put the terminal's cursor on the selected row, where screen readers look for it."""
        if self.has_focus and self.is_attached:
            y = self._held.cursor - self._held.top + 1 if self._held.rows else 0
            self.app.cursor_position = self.region.offset + Offset(0, y)

    def on_focus(self) -> None:
        """Park the terminal's cursor."""
        self._park()
        if self.CURSOR_WITH_FOCUS:
            self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor when another table has it."""
        if self.CURSOR_WITH_FOCUS:
            self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles that a theme gave."""
        super().notify_style_update()
        self._look = None

    def _styles(self) -> Look:
        if self._look is None:
            plain = self.visual_style.rich_style
            header, cursor, marked = (
                plain + self.get_component_rich_style(f"record-table--{name}")
                for name in ("header", "cursor", "marked")
            )
            column = header + Style(reverse=True)
            self._look = Look(plain, header, column, cursor, marked, Style(bold=True, underline=True))
        return self._look

    def _layout(self) -> Painter:
        if self._painter is None:
            width = self.size.width
            left = Painter((), width, self._flag_width, self._flags).left
            placed = place_with(self._columns, width - left, self._column)
            self._painter = Painter(placed, width, self._flag_width, self._flags, self._hits)
        return self._painter

    def _strip(self, y: int) -> Strip:
        painter, look, held = self._layout(), self._styles(), self._held
        if y == 0:
            return painter.header(look, self._column)
        index = held.top + y - 1
        if index < len(held.rows):
            row = held.rows[index]
            selected = index == held.cursor and (self.has_focus or not self.CURSOR_WITH_FOCUS)
            return self._row_strip(row, selected, row.id in self.marks)
        if held.rows or y < 2:
            return painter.blank(look)
        lines = self._reason()
        return painter.blank(look, lines[y - 2] if y - 2 < len(lines) else "")

    def _row_strip(self, row: Row, selected: bool, marked: bool) -> Strip:
        """A row as it was drawn before: Textual asks for all rows again whenever one of them changes."""
        painter, look = self._layout(), self._styles()
        known = self._drawn.get((row.id, selected, marked))
        if known is not None and known[0] is row and known[1] is painter and known[2] is look:
            return known[3]
        strip = painter.row(row, look, selected=selected, marked=marked)
        if len(self._drawn) >= _DRAWN:
            self._drawn.clear()
        self._drawn[row.id, selected, marked] = (row, painter, look, strip)
        return strip

    def _reason(self) -> Sequence[str]:
        if self.waiting:
            return centred((p_("message", "loading..."),), self.size.width) if self._slow else ()
        return centred(self._empty(), self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows inside `crop` and no others."""
        style = self._styles().plain
        _, background = self.background_colors
        filters = self.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = self._strip(y).crop_extend(crop.x, crop.right, style)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip)
        return strips
