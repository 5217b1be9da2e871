"""The table of a list: keys move a cursor over rows that are fetched as needed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from models.errors import TouchbaseError
from models.queries.rows import Row
from models.words import p_
from tui.widgets.record_table.columns import Column, place
from tui.widgets.record_table.fetching import Fetching
from tui.widgets.record_table.marks import Marks
from tui.widgets.record_table.paint import Look, Painter, centred
from tui.widgets.record_table.rows import HeldRows
from tui.widgets.record_table.source import Direction, Source

SLOW = 0.2
"""Seconds after which an empty list says that it is loading."""

NOBODY = -1
"""The id that was told last when nothing was told yet; a list without rows is told as well."""


class RecordTable(Widget, can_focus=True):
    """A window onto a list of any length.

    Moves that stay among the rows held are done at once; others wait for their rows, in the order they were
    asked for. Keys come from the screen, which calls `move`, `page`, `first`, `last`, `mark` and `mark_all`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--cursor",
        "record-table--marked",
    }
    DEFAULT_CSS = """
    RecordTable {
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

    @dataclass
    class RowHighlighted(Message):
        """The cursor is on another record, or on none."""

        table: RecordTable
        row: Row | None

    @dataclass
    class RowChosen(Message):
        """A record was clicked twice; Enter comes from the screen."""

        table: RecordTable
        row: Row

    @dataclass
    class MarksChanged(Message):
        """Other records are marked now."""

        table: RecordTable
        marks: Marks

    @dataclass
    class Failed(Message):
        """Rows could not be read."""

        table: RecordTable
        error: TouchbaseError

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        flags: Callable[[Row], str] | None = None,
        flag_width: int = 0,
        empty: Callable[[], Sequence[str]] = lambda: (),
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make the table.

        Args:
            columns: The columns, in the order of the rows' cells.
            flags: Signs of a row that stand before its first column.
            flag_width: The cells kept for `flags`.
            empty: Says why there are no rows.
            id: The id of the widget.
        """
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._flags = flags or (lambda _row: "")
        self._flag_width = flag_width
        self._empty = empty
        self._held = HeldRows()
        self._fetching: Fetching | None = None
        self._jobs: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._waiting = 0
        self._slow = False
        self._look: Look | None = None
        self._painter: Painter | None = None
        self._told: int | None = NOBODY
        self.marks = Marks()
        """The marked records."""

    def on_mount(self) -> None:
        """Start the worker that does what must wait for rows."""
        self.run_worker(self._work(), group="table", exit_on_error=True)

    # what it shows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._held.current

    @property
    def known_position(self) -> int | None:
        """Which row of the list the cursor is on, from 1, when that is known without asking."""
        return self._held.cursor + 1 if self._held.rows and self._held.at_start else None

    @property
    def rows_on_screen(self) -> Sequence[Row]:
        """The rows on the screen."""
        return self._held.rows[self._held.top : self._held.top + self._page]

    @property
    def busy(self) -> bool:
        """Whether rows are being waited for."""
        return self._waiting > 0

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 1)

    def show(self, source: Source, *, from_start: bool = False, at: Row | None = None) -> None:
        """Show the rows of `source`, the cursor on `at`, else on the record it is on, or on the first row.

        What is still being read of an older source is dropped.
        """
        if self._fetching is not None:
            self._fetching.stop()
        self._fetching = fetching = Fetching(source, self._held)
        self._queue(lambda: self._load(fetching, from_start, at))

    def reload(self) -> None:
        """Read the rows again; the cursor stays on its record, or where that stood."""
        if self._fetching is not None:
            self.show(self._fetching.source)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; rows for them must follow by `show`."""
        self._columns = tuple(columns)
        self._painter = None
        self.refresh()

    # moving

    def move(self, by: int) -> None:
        """Move the cursor `by` rows, down when positive."""
        target = self._held.cursor + by
        if self._waiting == 0 and 0 <= target < len(self._held.rows):
            self._go(target)
        elif self._held.rows or self._waiting:
            self._queue(lambda: self._move_far(by))

    def page(self, by: int) -> None:
        """Move the cursor `by` pages."""
        self.move(by * self._page)

    def first(self) -> None:
        """To the first row of the list."""
        self._queue(lambda: self._load_end(Direction.FIRST))

    def last(self) -> None:
        """To the last row of the list."""
        self._queue(lambda: self._load_end(Direction.LAST))

    def mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and move down."""
        if self._waiting:
            self._queue(self._mark_later)
        else:
            self._mark()

    async def _mark_later(self) -> None:
        self._mark()

    def _mark(self) -> None:
        row = self.row
        if row is not None:
            self.set_marks(self.marks.toggled(row.id))
            self.move(1)

    def mark_all(self) -> None:
        """Mark all records that the filter shows; when all are marked, none."""
        self.set_marks(Marks() if self.marks == Marks(all=True) else Marks(all=True))

    def set_marks(self, marks: Marks) -> None:
        """Mark these records and no others."""
        if marks != self.marks:
            changed = [
                y for y, row in enumerate(self.rows_on_screen) if (row.id in marks) != (row.id in self.marks)
            ]
            self.marks = marks
            self.refresh(*(Region(0, y + 1, self.size.width, 1) for y in changed))
            self.post_message(self.MarksChanged(self, marks))

    def _go(self, target: int) -> None:
        held, before = self._held, self._held.cursor
        held.cursor = target
        if held.settle(self._page):
            self.refresh(Region(0, 1, self.size.width, self._page))
        elif target != before:
            look = self._styles()
            width = self.size.width if look.has_bar else 2 if self.marks else 1
            self.refresh(*(Region(0, index - held.top + 1, width, 1) for index in (before, target)))
        self._settled()

    def _settled(self) -> None:
        self._park()
        if self._fetching is not None:
            self._fetching.ahead(self._page, self.run_worker)
        row = self.row
        if (row.id if row else None) != self._told:
            self._told = row.id if row else None
            self.post_message(self.RowHighlighted(self, row))

    def _park(self) -> None:
        """Put the terminal's cursor on the selected row, where screen readers look for it."""
        if self.has_focus and self.is_attached:
            y = self._held.cursor - self._held.top + 1 if self._held.rows else 0
            self.app.cursor_position = self.region.offset + Offset(0, y)

    # work that waits for rows

    def _queue(self, job: Callable[[], Awaitable[None]]) -> None:
        self._waiting += 1
        self._jobs.put_nowait(job)
        if not self._held.rows:
            self.set_timer(SLOW, self._say_slow)

    def _say_slow(self) -> None:
        if self._waiting and not self._slow:
            self._slow = True
            self.refresh()

    async def _work(self) -> None:
        while True:
            job = await self._jobs.get()
            try:
                await job()
            except TouchbaseError as error:
                self.post_message(self.Failed(self, error))
            finally:
                self._waiting -= 1
                self._slow = False

    async def _load(self, fetching: Fetching, from_start: bool, at: Row | None) -> None:
        screen_row = 0 if from_start else self._held.cursor - self._held.top
        if await fetching.load(None if from_start else at or self.row, screen_row, self._page):
            self._loaded()

    async def _fill(self) -> None:
        """Read what a screen that became larger lacks: the first rows are asked for before it has a size."""
        held = self._held
        lacking = held.top + self._page - len(held.rows)
        if self._fetching is not None and held.rows and lacking > 0:
            await self._fetching.extend(Direction.AFTER, lacking + self._page)
        self.refresh()

    async def _load_end(self, direction: Direction) -> None:
        if self._fetching is not None and await self._fetching.load_end(direction, self._page):
            self._loaded()

    async def _move_far(self, by: int) -> None:
        held = self._held
        target = held.cursor + by
        while self._fetching is not None and target >= len(held.rows) and not held.at_end:
            before = held.cursor
            await self._fetching.extend(Direction.AFTER, self._page + target - len(held.rows))
            target += held.cursor - before
        while self._fetching is not None and target < 0 and not held.at_start:
            before = held.cursor
            await self._fetching.extend(Direction.BEFORE, self._page - target)
            target += held.cursor - before
        if held.rows:
            self._go(max(0, min(target, len(held.rows) - 1)))

    def _loaded(self) -> None:
        self._held.settle(self._page)
        self._told = NOBODY
        self.refresh()
        self._settled()

    # drawing

    def on_resize(self, _event: Resize) -> None:
        """Place the columns anew and keep the cursor's row on the screen."""
        self._painter = None
        self._held.settle(self._page)
        self.call_after_refresh(self._settled)
        if self._fetching is not None:
            self._queue(self._fill)

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
            self._look = Look(plain, header, cursor, marked)
        return self._look

    def _layout(self) -> Painter:
        if self._painter is None:
            width = self.size.width
            painter = Painter((), width, self._flag_width, self._flags)
            self._painter = Painter(
                place(self._columns, width - painter.left), width, self._flag_width, self._flags
            )
        return self._painter

    def _strip(self, y: int) -> Strip:
        painter, look, held = self._layout(), self._styles(), self._held
        if y == 0:
            return painter.header(look)
        index = held.top + y - 1
        if index < len(held.rows):
            row = held.rows[index]
            selected = index == held.cursor and (self.has_focus or not self.CURSOR_WITH_FOCUS)
            return painter.row(row, look, selected=selected, marked=row.id in self.marks)
        if held.rows or y < 2:
            return painter.blank(look)
        lines = self._reason()
        return painter.blank(look, lines[y - 2] if y - 2 < len(lines) else "")

    def _reason(self) -> Sequence[str]:
        if self._waiting or self._fetching is None:
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

    # mouse

    def on_click(self, event: Click) -> None:
        """Move the cursor to the row; a second click opens it."""
        target = self._held.top + event.y - 1
        if event.y > 0 and target < len(self._held.rows):
            self._go(target)
            if event.chain == 2:
                self.post_message(self.RowChosen(self, self._held.rows[target]))

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Three rows down."""
        self.move(3)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Three rows up."""
        self.move(-3)
