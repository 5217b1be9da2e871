"""The middle of a list's screen: its table and the detail of the row under the cursor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.containers import Container
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer

from models.errors import TouchbaseError
from models.queries.lists.rows import Row
from tui.lanes import Latest
from tui.widgets.detail import Detail, Place
from tui.widgets.record_table import RecordTable

PAUSE = 0.15
"""Seconds without a move before the detail and the position follow the cursor."""

WIDE = 100
"""The columns from which a pane beside the table leaves it enough."""

About = Callable[[Row | None], Awaitable[Sequence[str]]]
"""Answers the lines about a row."""


class ListBody(Container):
    """A table with a detail below or beside it that follows the cursor when it rests."""

    DEFAULT_CSS = """
    ListBody { height: 1fr; layout: vertical; }
    ListBody.-pane { layout: horizontal; }
    """

    @dataclass
    class Described(Message):
        """The detail shows what is under the cursor."""

        row: Row | None

    def __init__(self, table: RecordTable, about: About) -> None:
        super().__init__(table, Detail())
        self._table = table
        self._about = about
        self._place = Place.AUTO
        self._pause: Timer | None = None
        self._newest: Latest[Sequence[str]] = Latest()

    @property
    def detail(self) -> Detail:
        """The detail."""
        return self.query_one(Detail)

    def put(self, place: Place) -> None:
        """Show the detail at `place` from now on."""
        self._place = place
        self._put(self.app.size.width)

    def turn(self) -> None:
        """Strip, pane, none, in turn; a narrow screen has no room for a pane."""
        if self.detail.has_class("-none"):
            self.put(Place.PANE if self.app.size.width >= WIDE else Place.STRIP)
        else:
            self.put(Place.STRIP if self.detail.is_pane else Place.NONE)
        self.describe()

    def on_resize(self, _event: Resize) -> None:
        """Strip or pane by the new width."""
        self._put(self.app.size.width)

    def _put(self, width: int) -> None:
        place = self._place
        if place is Place.AUTO:
            place = Place.PANE if width >= WIDE else Place.STRIP
        self.detail.set_class(place is Place.PANE, "-pane")
        self.detail.set_class(place is Place.NONE, "-none")
        self.set_class(place is Place.PANE, "-pane")

    @on(RecordTable.RowHighlighted)
    def wait(self) -> None:
        """Describe the row when the cursor has rested on it."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.describe)

    def describe(self) -> None:
        """Describe the row under the cursor now."""
        self.run_worker(self._describe(self._table.row), group="detail", exit_on_error=False)

    async def _describe(self, row: Row | None) -> None:
        try:
            lines = await self._newest.ask(self._about(row))
        except TouchbaseError as error:
            self.post_message(RecordTable.Failed(self._table, error))
            return
        if lines is not None:
            self.detail.show(lines)
            self.post_message(self.Described(row))
