"""The table of a list: keys move a cursor over rows that are fetched as needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region
from textual.message import Message

from models.errors import TouchbaseError
from models.queries.lists.rows import Row
from tui.widgets.record_table.columns import Column
from tui.widgets.record_table.fetching import Fetching
from tui.widgets.record_table.marks import Marks
from tui.widgets.record_table.pending import Job, Pending
from tui.widgets.record_table.source import Direction, Source
from tui.widgets.record_table.view import TableView

SLOW = 0.2
"""Seconds after which an empty list says that it is loading."""

HELD = 5
"""So many pages a held key can be ahead of the rows; what is pressed beyond is let go."""

NOBODY = -1
"""The id that was told last when nothing was told yet; a list without rows is told as well."""


class RecordTable(TableView):
    """A window onto a list of any length.

    Moves that stay among the rows held are done at once; others wait for their rows, in the order they were
    asked for. Keys come from the screen, which calls `move`, `page`, `first`, `last`, `mark` and `mark_all`.
    """

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
    class Loaded(Message):
        """The rows of what was to be shown are there."""

        table: RecordTable

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
        column_cursor: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make the table; the arguments are those of `TableView`."""
        super().__init__(
            columns, flags=flags, flag_width=flag_width, empty=empty, column_cursor=column_cursor, id=id
        )
        self._fetching: Fetching | None = None
        self._pending = Pending()
        self._told: int | None = NOBODY

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
    def busy(self) -> bool:
        """Whether rows are being waited for."""
        return self._pending.any

    @property
    def loading_rows(self) -> bool:
        """Whether the rows on the screen are not yet those of what was to be shown."""
        return self._fetching is not None and not self._fetching.loaded

    @property
    def waiting(self) -> bool:
        """Whether rows are being waited for that are not there yet."""
        return self._pending.any or self._fetching is None

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

    def go_to(self, row: Row) -> None:
        """Put the cursor on a record of the list, which may be far from the rows held."""
        here = next((index for index, one in enumerate(self._held.rows) if one.id == row.id), None)
        if here is not None and not self._pending.any:
            self._go(here)
        elif self._fetching is not None:
            self.show(self._fetching.source, at=row)

    # moving

    def move(self, by: int) -> None:
        """Move the cursor `by` rows, down when positive."""
        target = self._held.cursor + by
        if not self._pending.any and 0 <= target < len(self._held.rows):
            self._go(target)
        elif self._held.rows or self._pending.any:
            self._pending.move(by, HELD * self._page)

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
        if self._pending.any:
            self._queue(self._mark_later)
        elif self._mark():
            self.move(1)

    async def _mark_later(self) -> None:
        if self._mark():
            await self._move_far(1)

    def _mark(self) -> bool:
        row = self.row
        if row is not None:
            self.set_marks(self.marks.toggled(row.id))
        return row is not None

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
            self._repaint_cursor(before, target)
        self._settled()

    def _settled(self) -> None:
        self._park()
        if self._fetching is not None:
            self._fetching.ahead(self._page, self.run_worker)
        row = self.row
        if (row.id if row else None) != self._told:
            self._told = row.id if row else None
            self.post_message(self.RowHighlighted(self, row))

    # work that waits for rows

    def then(self, job: Job) -> None:
        """Do `job` once the rows that were asked for are there, or could not be read."""
        self._queue(job)

    def _queue(self, job: Job) -> None:
        self._pending.add(job)
        if not self._held.rows:
            self.set_timer(SLOW, self._say_slow)

    def _say_slow(self) -> None:
        if self.waiting and not self._slow:
            self._slow = True
            self.refresh()

    async def _work(self) -> None:
        while True:
            job = await self._pending.next()
            try:
                await (self._move_far(job) if isinstance(job, int) else job())
            except TouchbaseError as error:
                self.post_message(self.Failed(self, error))
            finally:
                self._pending.done()
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
            await self._fetching.extend(Direction.AFTER, lacking)
        self.refresh()

    async def _load_end(self, direction: Direction) -> None:
        if self._fetching is not None and await self._fetching.load_end(direction, self._page):
            self._loaded()

    async def _move_far(self, by: int) -> None:
        held = self._held
        target = held.cursor + by
        fetching = self._fetching
        while fetching is not None and target >= len(held.rows) and not held.at_end:
            before = held.cursor
            more = await fetching.extend(Direction.AFTER, self._page + target - len(held.rows))
            target += held.cursor - before
            if not more:
                break
        while fetching is not None and target < 0 and not held.at_start:
            before = held.cursor
            more = await fetching.extend(Direction.BEFORE, self._page - target)
            target += held.cursor - before
            if not more:
                break
        if held.rows:
            self._go(max(0, min(target, len(held.rows) - 1)))

    def _loaded(self) -> None:
        self._held.settle(self._page)
        self._told = NOBODY
        self.refresh()
        self._settled()
        self.post_message(self.Loaded(self))

    def on_resize(self, _event: Resize) -> None:
        """Place the columns anew and keep the cursor's row on the screen."""
        self._painter = None
        self._held.settle(self._page)
        self.call_after_refresh(self._settled)
        if self._fetching is not None:
            self._queue(self._fill)

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
