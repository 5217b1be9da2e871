"""The rows of a list, read by key through the lanes."""

from __future__ import annotations

from models.database.stopping import stoppable
from models.queries import windows
from models.queries.rows import Question, Row, Window
from tui.lanes import Lanes
from tui.widgets.record_table import Direction


class QuestionSource:
    """The answers to one question: windows on the lane the cursor waits for, counts on the long one."""

    def __init__(self, lanes: Lanes, question: Question) -> None:
        self._lanes = lanes
        self.question = question

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`."""
        if direction is Direction.AROUND and anchor is not None:
            return await self._lanes.read(windows.around, self.question, anchor, limit=limit)
        before = direction in (Direction.BEFORE, Direction.LAST)
        start = anchor if direction in (Direction.AFTER, Direction.BEFORE) else None
        return await self._lanes.read(windows.window, self.question, start, before=before, limit=limit)

    async def count(self) -> int:
        """How many rows there are; the count of a question asked before is given up."""
        self._lanes.interrupt()
        return await self._lanes.long(stoppable(windows.count), self.question)

    async def position(self, row: Row) -> int | None:
        """Which row of the list this is, from 1."""
        return await self._lanes.long(stoppable(windows.position), self.question, row)

    async def neighbour(self, row: Row, step: int) -> Row | None:
        """The row after (1) or before (-1) `row`, or none at the end of the list."""
        found = await self._lanes.read(windows.window, self.question, row, before=step < 0, limit=1)
        return found.rows[0] if found.rows else None
