"""The rows that a table holds: a run of neighbours around the cursor, fetched piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.queries.lists.rows import Row, Window

MOST = 6_000
"""The most rows held; beyond, those farthest from the cursor are let go."""


class HeldRows:
    """Consecutive rows of a list, with the cursor and the first row on the screen as indexes into them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.at_start = True
        self.at_end = True
        self.cursor = 0
        self.top = 0

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def replace(self, window: Window, cursor: int, screen_row: int) -> None:
        """Hold `window` instead, the cursor on its row `cursor` and that row `screen_row` rows down."""
        self.rows = list(window.rows)
        self.at_start, self.at_end = window.at_start, window.at_end
        self.cursor = min(max(0, cursor), max(0, len(self.rows) - 1))
        self.top = max(0, self.cursor - max(0, screen_row))

    def rearrange(self, before: Sequence[str], names: Sequence[str]) -> None:
        """Put the cells of columns `before` into the order of `names`; a column not read yet is empty."""
        if list(before) == list(names):
            return
        places = [before.index(name) if name in before else -1 for name in names]
        self.rows = [
            replace(row, cells=tuple(None if place < 0 else row.cells[place] for place in places))
            for row in self.rows
        ]

    def append(self, window: Window) -> None:
        """Add the rows that follow."""
        self.rows += window.rows
        self.at_end = window.at_end
        surplus = min(len(self.rows) - MOST, self.top)
        if surplus > 0:
            del self.rows[:surplus]
            self.cursor -= surplus
            self.top -= surplus
            self.at_start = False

    def prepend(self, window: Window, height: int) -> None:
        """Add the rows that come before; `height` rows are on the screen."""
        self.rows[:0] = window.rows
        self.at_start = window.at_start
        self.cursor += len(window.rows)
        self.top += len(window.rows)
        keep = max(MOST, self.top + height)
        if len(self.rows) > keep:
            del self.rows[keep:]
            self.at_end = False

    def settle(self, height: int) -> bool:
        """Bring the cursor onto the screen of `height` rows, by half a page at an edge; whether it moves.

        A step over the edge costs a repaint, so it makes room for the next steps.
        """
        before = self.top
        bottom = self.top + height - 1
        if self.cursor < self.top:
            self.top = self.cursor - (height // 2 if self.cursor == self.top - 1 else 0)
        elif self.cursor > bottom:
            self.top = self.cursor - height + 1 + (height // 2 if self.cursor == bottom + 1 else 0)
        self.top = max(0, min(self.top, len(self.rows) - height))
        return self.top != before
