"""Reading rows of one source into the rows held, ahead of the cursor and never twice at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from models.errors import StoppedError, TouchbaseError
from models.queries.lists.rows import Key, Row, Window
from tui.widgets.record_table.rows import HeldRows
from tui.widgets.record_table.source import Direction, Source

PAGES = 4
"""How many pages one reading ahead brings."""

NEAR = 2
"""So many pages before the edge of what is held the next reading begins."""

SORTED = 2_000
"""The rows that one reading brings when all rows are sorted for it."""


def place_of(anchor: Row, rows: Sequence[Row]) -> int:
    """The index in `rows` of the record `anchor`; when it is gone, of the row that stands in its place."""
    found = next((index for index, row in enumerate(rows) if row.id == anchor.id), None)
    if found is not None or not rows:
        return found or 0
    first, last, gone = ((row.key, row.id) for row in (rows[0], rows[-1], anchor))
    if not type(first[0]) is type(last[0]) is type(gone[0]):
        return 0
    descending = _before(last, first)
    for index, row in enumerate(rows):
        here = (row.key, row.id)
        if _before(here, gone) if descending else _before(gone, here):
            return index
    return len(rows) - 1


def _before(one: tuple[Key, int], other: tuple[Key, int]) -> bool:
    if isinstance(one[0], str) and isinstance(other[0], str):
        return (one[0], one[1]) < (other[0], other[1])
    return isinstance(one[0], int) and isinstance(other[0], int) and (one[0], one[1]) < (other[0], other[1])


class Fetching:
    """The readings of one source; a table makes a new one for each source it shows."""

    def __init__(self, source: Source, held: HeldRows) -> None:
        self.source = source
        self._held = held
        self._lock = asyncio.Lock()
        self._reading: set[Direction] = set()
        self._generation = 0
        self._stopped = False
        self.loaded = False
        """Whether rows of the source are held."""

    def stop(self) -> None:
        """Drop what is still being read."""
        self._generation += 1
        self._stopped = True

    async def load(self, anchor: Row | None, screen_row: int, page: int) -> bool:
        """Hold the rows around `anchor`, or the first; whether that still matters.

        Only what the screen shows is waited for; what is around it is read ahead.
        """
        if anchor is None:
            window = await self._window(None, Direction.FIRST, page)
        else:
            window = await self._window(anchor, Direction.AROUND, 2 * page)
        if window is None:
            return False
        self._held.replace(window, place_of(anchor, window.rows) if anchor else 0, screen_row)
        return True

    async def load_end(self, direction: Direction, page: int) -> bool:
        """Hold the first or the last rows, the cursor at the end asked for; whether that still matters."""
        window = await self._window(None, direction, page)
        if window is None:
            return False
        at_last = direction is Direction.LAST
        self._held.replace(window, len(window.rows) - 1 if at_last else 0, page - 1 if at_last else 0)
        return True

    async def _window(self, anchor: Row | None, direction: Direction, limit: int) -> Window | None:
        if self._stopped:
            return None
        self._generation += 1
        try:
            window = await self.source.window(anchor, direction, self._at_least(limit))
        except TouchbaseError as error:
            if self._stopped or isinstance(error, StoppedError):
                return None
            raise
        self.loaded = self.loaded or not self._stopped
        return None if self._stopped else window

    def _at_least(self, rows: int) -> int:
        return max(rows, SORTED) if self.source.sorts else rows

    async def extend(self, direction: Direction, rows: int) -> bool:
        """Hold at least `rows` more rows on one side, when there are so many; whether there may be more."""
        async with self._lock:
            held, generation = self._held, self._generation
            after = direction is Direction.AFTER
            if self._stopped or not held.rows or (held.at_end if after else held.at_start):
                return False
            anchor = held.rows[-1] if after else held.rows[0]
            try:
                window = await self.source.window(anchor, direction, self._at_least(rows))
            except StoppedError:
                return False
            if self._stopped or generation != self._generation:
                return False
            if after:
                held.append(window)
            else:
                held.prepend(window, rows)
            return bool(window.rows)

    def ahead(self, page: int, run: Callable[..., object]) -> None:
        """Start reading where the cursor comes near an edge."""
        held = self._held
        near = NEAR * page
        if not held.at_end and len(held.rows) - held.cursor <= near:
            self._start(Direction.AFTER, page, run)
        if not held.at_start and held.cursor <= near:
            self._start(Direction.BEFORE, page, run)

    def _start(self, direction: Direction, page: int, run: Callable[..., object]) -> None:
        if direction not in self._reading:
            self._reading.add(direction)
            run(self._read_ahead(direction, page), group="ahead", exit_on_error=False)

    async def _read_ahead(self, direction: Direction, page: int) -> None:
        try:
            await self.extend(direction, PAGES * page)
        except TouchbaseError:
            return  # the move that needs the rows will ask again and tell
        finally:
            self._reading.discard(direction)
