"""A list of invented people in memory, as slow as a test wants, and an app that shows it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.pilot import Pilot

from models.about import About, Kind
from models.errors import StoppedError, TouchbaseError
from models.queries.lists.rows import Number, Question, Row, Window
from tui import keymap
from tui.app import TouchbaseApp
from tui.commands import PAGE_COMMANDS
from tui.screens.lists.screen import LIST_COMMANDS, ListScreen
from tui.screens.lists.spec import ListSpec, Order
from tui.screens.registry import PageEntry, Screens
from tui.session import Found, Session
from tui.settings import Settings
from tui.widgets.record_table import Column, Direction

NAMES = ("Irene Abbot", "Marcus Bell", "Soo-Jin Cho", "Patrick Dunn", "Nora Eads", "Inés Reyes")
COLUMNS = (
    Column("no", "No.", 8, kind=Kind.CODE),
    Column("name", "Name", 20, grows=True),
    Column("company", "Company", 18, 2),
    Column("last", "Last", 11, 3, kind=Kind.DATE),
    Column("cost", "Cost", 9, 4, kind=Kind.MONEY),
)


def people(number: int) -> list[Row]:
    """So many people, ordered by name."""
    rows = []
    for record_id in range(1, number + 1):
        name = f"{NAMES[record_id % len(NAMES)]} {record_id:04d}"
        day = dt.date(2026, 1, 1) + dt.timedelta(days=record_id % 90)
        rows.append(Row(record_id, name, (f"CT{record_id:06d}", name, "Alder & Finch", day, None)))
    return sorted(rows, key=lambda row: (row.key, row.id))


@dataclass
class PeopleSource:
    """One question to the list."""

    rows: list[Row]
    gate: asyncio.Event | None = None
    """Windows wait until this is set."""
    limits: list[int] = field(default_factory=list)
    """How many rows each window was asked for."""
    sorting: bool = False
    """Whether all rows are sorted for every window."""
    counting: asyncio.Event | None = None
    """Counting ends when this is set."""
    error: TouchbaseError | None = None
    """What goes wrong with every window."""
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def window(self, anchor: Row | None, direction: Direction, limit: int) -> Window:
        self.limits.append(limit)
        await self._until_told()
        if self.error is not None:
            raise self.error
        start, end = self._span(anchor, direction, limit)
        start, end = max(0, start), min(len(self.rows), end)
        return Window(tuple(self.rows[start:end]), start == 0, end == len(self.rows))

    def _span(self, anchor: Row | None, direction: Direction, limit: int) -> tuple[int, int]:
        total = len(self.rows)
        if anchor is None:
            return (total - limit, total) if direction is Direction.LAST else (0, limit)
        place = next((n for n, row in enumerate(self.rows) if row.id == anchor.id), -1)
        if place < 0:
            key = (str(anchor.key), anchor.id)
            place = next((n for n, row in enumerate(self.rows) if (str(row.key), row.id) >= key), total)
        match direction:
            case Direction.AFTER:
                return place + 1, place + 1 + limit
            case Direction.BEFORE:
                return place - limit, place
            case _:
                return place - limit // 2, place + limit - limit // 2

    @property
    def sorts(self) -> bool:
        return self.sorting

    async def count(self) -> int:
        if self.counting is not None:
            await self.counting.wait()
        return len(self.rows)

    async def count_up_to(self, most: int) -> Number:
        return Number(min(most, len(self.rows)), exact=len(self.rows) < most)

    async def position(self, row: Row, total: int) -> Number:
        return Number(next((n for n, other in enumerate(self.rows, 1) if other.id == row.id), total))

    async def seek(self, text: str) -> Row | None:
        return next((row for row in self.rows if str(row.key) >= text), None)

    async def all_ids(self) -> Sequence[int]:
        return [row.id for row in self.rows]

    async def _until_told(self) -> None:
        """Wait at the gate; who is stopped there leaves as a stopped question does."""
        if self.gate is not None:
            waiting = [asyncio.ensure_future(event.wait()) for event in (self.gate, self.stopped)]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for one in waiting:
                one.cancel()
        if self.stopped.is_set():
            raise StoppedError()

    def stop(self) -> None:
        self.stopped.set()


class People:
    """The data behind the lists of a test."""

    def __init__(self, number: int = 1000) -> None:
        self.rows = people(number)
        self.gate: asyncio.Event | None = None
        self.slow_orders: tuple[str, ...] = ()
        self.counting: asyncio.Event | None = None
        self.error: TouchbaseError | None = None
        self.sources: list[PeopleSource] = []
        self.questions: list[Question] = []

    def source(self, question: Question) -> PeopleSource:
        begins = question.search.casefold()
        rows = [r for r in self.rows if begins in str(r.cells[1]).casefold()]
        for condition in question.filters:
            rows = [r for r in rows if r.cells[0] == condition.expression]
        if question.descending:
            rows.reverse()
        sorting = question.order in self.slow_orders
        source = PeopleSource(rows, self.gate, sorting=sorting, error=self.error, counting=self.counting)
        self.sources.append(source)
        self.questions.append(question)
        return source

    async def detail(self, record_id: int) -> Sequence[str]:
        return (f"CT{record_id:06d}", "Company  Alder & Finch")

    def spec(self, page: str = "contacts") -> ListSpec:
        """The list."""
        return ListSpec(
            page=page,
            title="Contacts",
            records="contacts",
            columns=COLUMNS,
            orders=(Order("name", "Name"), Order("no", "No.")),
            make_source=self.source,
            filters=(About("no", "No.", "The number.", Kind.CODE),),
            detail=self.detail,
            nothing_yet="n New",
        )


class PeopleScreen(ListScreen):
    """A list with one verb that asks, one that is slow and one that never applies."""

    PAGE = "contacts"
    PURPOSE = ("All people and companies.", "i records what was said to one of them.")
    OFFERS = LIST_COMMANDS | {"new", "delete", "resume"}
    FOOTER = ("open", "new", "interact", "mark", "filter", "undo", "resume", "order", "detail")

    def __init__(self, data: People) -> None:
        super().__init__(data.spec())
        self.deleted: list[tuple[int, ...]] = []
        self.gate = asyncio.Event()

    def why_not(self, command_id: str) -> str:
        if command_id == "resume":
            return "No postponed interaction here."
        return super().why_not(command_id)

    def action_resume(self) -> None:
        raise AssertionError("it never applies")

    async def action_new(self) -> None:
        await self.gate.wait()
        self.say("New.")

    async def action_delete(self) -> None:
        ids = await self.chosen_ids()
        if await self.confirm(f"Delete {len(ids)} contacts?", "delete"):
            self.deleted.append(ids)
            self.say(f"Deleted {len(ids)} contacts.")


def make_app(
    data: People, *, settings: Settings | None = None, keys: keymap.Keymap | None = None
) -> TouchbaseApp:
    """The program with the list as every page."""

    async def find(text: str, _limit: int) -> Sequence[Found]:
        return [Found("contacts", 2, "CT000002 Marcus Bell")] if text.startswith("be") else []

    entries = [
        PageEntry(command.page, f"Page {command.label}", lambda: PeopleScreen(data))
        for command in PAGE_COMMANDS
    ]
    entries[0] = PageEntry("contacts", "Contacts", lambda: PeopleScreen(data))
    entries.append(PageEntry("salutations", "Salutations", lambda: PeopleScreen(data)))
    session = Session("demo.db", "AH", find_records=find)
    return TouchbaseApp(
        session, Screens(*entries), chosen=settings or Settings(), keys=keys or keymap.build()
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was pressed has been done, or waits for an answer."""
    await pilot.pause()
    for _ in range(3):
        for screen in pilot.app.screen_stack:
            while isinstance(screen, ListScreen) and screen.is_attached and screen.table.busy:
                await pilot.pause()
        await pilot.pause()


def people_screen(app: TouchbaseApp) -> PeopleScreen:
    """The list on the screen."""
    assert isinstance(app.screen, PeopleScreen)
    return app.screen
