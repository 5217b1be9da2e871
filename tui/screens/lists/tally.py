"""How many rows a list has and which of them the cursor is on: about at first, exactly when that is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from models.errors import StoppedError
from models.queries.lists.rows import Number, Question, Row
from models.words import p_
from tui.text import number_text
from tui.widgets.record_table import ListSource

SOON = 1_000
"""So many rows are counted at once; of longer lists that is said until all are counted."""


PATIENCE = 0.2
"""Seconds that the number before stands as it is while the rows are counted again."""


def about_text(number: Number) -> str:
    """A number as people read it: `1,234`, or `~1,234` when it is about that."""
    return number_text(number.value) if number.exact else f"~{number_text(number.value)}"


class Tally:
    """The number of rows of one list, counted anew for each question."""

    def __init__(self, told: Callable[[], None]) -> None:
        """Count nothing yet; `told` is called when more is known."""
        self._told = told
        self._source: ListSource | None = None
        self._question: Question | None = None
        self._about = ""
        self.exact: int | None = None
        """The number of rows, once they are counted."""

    @property
    def text(self) -> str:
        """The number as it is known now; blank when it is not."""
        return self._about if self.exact is None else number_text(self.exact)

    def begin(self, source: ListSource, question: Question) -> None:
        """Count the rows of `source` from now on; for the same records the number before stands meanwhile."""
        if self._question is None or _records(self._question) != _records(question):
            self.exact, self._about = None, ""
        self._source, self._question = source, question

    async def count(self) -> None:
        """Count, and say about how many there are when that takes a while."""
        source = self._source
        assert source is not None
        counting: asyncio.Future[int] | None = None
        try:
            if self.exact is None:
                found = await source.count_up_to(SOON + 1)
                if self._tell(source, found.value if found.exact else None, f"{number_text(SOON)}+"):
                    return
            counting = asyncio.ensure_future(source.count())
            if not (await asyncio.wait((counting,), timeout=PATIENCE))[0] and self.exact is not None:
                self._tell(source, None, about_text(Number(self.exact, exact=False)))
            self._tell(source, await counting, "")
        except StoppedError:
            return
        finally:
            if counting is not None:
                counting.cancel()

    def _tell(self, source: ListSource, exact: int | None, about: str) -> bool:
        """Keep what was found, unless somebody asked for something else meanwhile; whether it is exact."""
        if source is self._source:
            self.exact, self._about = exact, about
            self._told()
        return exact is not None

    async def position(self, row: Row | None, known: int | None) -> str:
        """Which row of the list `row` is: `row 3 of 12`; blank when nobody knows yet."""
        source, total = self._source, self.exact
        if source is None or row is None or not total:
            return ""
        number = Number(known) if known is not None else await source.position(row, total)
        text = p_("list", "row {position} of {count}")
        return text.format(position=about_text(number), count=number_text(total))


def _records(question: Question) -> Question:
    """The question about the same records in whatever order and columns."""
    return replace(question, columns=(), order="", descending=False)
