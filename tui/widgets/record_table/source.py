"""Where a table gets its rows: windows by key, never by counting."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from models.queries.lists.rows import Number, Row, Window


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

    @property
    def sorts(self) -> bool:
        """Whether every window sorts all rows, so that it takes long and should bring many."""
        ...

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        """At most `limit` rows on the side of `anchor`; an empty list answers with no rows."""
        ...


class ListSource(Source, Protocol):
    """What a list asks about its rows besides the rows."""

    async def count(self) -> int:
        """How many rows there are; may take long."""
        ...

    async def count_up_to(self, most: int) -> Number:
        """How many rows there are when they are fewer than `most`; soon known."""
        ...

    async def position(self, row: Row, total: int) -> Number:
        """Which of the `total` rows of the list this is, from 1; about, where counting would take long."""
        ...

    async def seek(self, text: str) -> Row | None:
        """The first row whose key begins with `text` or stands behind it."""
        ...

    async def all_ids(self) -> Sequence[int]:
        """The ids of all rows; may take long."""
        ...

    def stop(self) -> None:
        """Answer nothing more: what is being asked ends with a `StoppedError`."""
        ...
