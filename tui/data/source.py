"""The rows of a list, read by key through the lanes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ParamSpec, TypeVar

from models.database.stopping import Stop, stoppable
from models.pages import page
from models.queries.lists import counting, seeking, windows
from models.queries.lists.orders import needs_sorting
from models.queries.lists.rows import Number, Question, Row, Window
from tui.lanes import Lanes
from tui.widgets.record_table import Direction

P = ParamSpec("P")
T = TypeVar("T")


class QuestionSource:
    """The answers to one question, until it is stopped because a newer one was asked.

    Windows come on the lane that the cursor waits for, counts on the long one; so do windows for which all
    rows must be sorted.
    """

    def __init__(self, lanes: Lanes, question: Question) -> None:
        self._lanes = lanes
        self.question = question
        self._stop = Stop()

    def stop(self) -> None:
        """Answer nothing more: what is being asked, or waits for its lane, ends with a `StoppedError`."""
        self._stop.stop()

    @property
    def sorts(self) -> bool:
        """Whether no index holds the rows in their order."""
        return needs_sorting(page(self.question.page), self.question.order)

    def _soon(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        lane = self._lanes.long if self.sorts else self._lanes.read
        return lane(stoppable(function, self._stop), *args, **kwargs)

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`."""
        if direction is Direction.AROUND and anchor is not None:
            return await self._soon(windows.around, self.question, anchor, limit=limit)
        before = direction in (Direction.BEFORE, Direction.LAST)
        start = anchor if direction in (Direction.AFTER, Direction.BEFORE) else None
        return await self._soon(windows.window, self.question, start, before=before, limit=limit)

    async def seek(self, text: str) -> Row | None:
        """The first row whose key begins with `text` or stands behind it."""
        return await self._soon(seeking.seek, self.question, text)

    async def count(self) -> int:
        """How many rows there are."""
        return await self._lanes.long(stoppable(windows.count, self._stop), self.question)

    async def count_up_to(self, most: int) -> Number:
        """How many rows there are when they are fewer than `most`."""
        return await self._lanes.long(stoppable(counting.count_up_to, self._stop), self.question, most)

    async def position(self, row: Row, total: int) -> Number:
        """Which of the `total` rows of the list this is, from 1; about, where counting would take long."""
        return await self._lanes.long(stoppable(counting.position, self._stop), self.question, row, total)

    async def all_ids(self) -> Sequence[int]:
        """The ids of all rows, in the order of the list."""
        return await self._lanes.long(stoppable(windows.all_ids, self._stop), self.question)

    async def neighbour(self, row: Row, step: int) -> Row | None:
        """The row after (1) or before (-1) `row`, or none at the end of the list."""
        found = await self._soon(windows.window, self.question, row, before=step < 0, limit=1)
        return found.rows[0] if found.rows else None
