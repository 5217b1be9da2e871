"""Where a table gets its rows: windows by key, never by counting."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from models.queries.rows import Row, Window


class Direction(StrEnum):
    """Which rows a window holds, as seen from its anchor."""

    FIRST = "first"
    """The first of the list; needs no anchor."""
    LAST = "last"
    """The last of the list; needs no anchor."""
    AFTER = "after"
    """Those right after the anchor, without it."""
    BEFORE = "before"
    """Those right before the anchor, without it, in the order of the list."""
    AROUND = "around"
    """The anchor, found by its id, else the place of its old key, with rows on both sides."""


class Source(Protocol):
    """The rows of one question, as a list in one order with one filter."""

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`; an empty list answers with no rows."""
        ...

    async def count(self) -> int:
        """How many rows there are; may take long."""
        ...

    async def position(self, row: Row) -> int | None:
        """Which row of the list this is, from 1; `None` when nobody knows cheaply."""
        ...
