"""The whole program on a test's database, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from models.database import close_database
from tui.app import TouchbaseApp
from tui.lanes import Lanes
from tui.screens.base import BaseScreen
from tui.screens.lists.screen import ListScreen
from tui.start import make_app
from tui.widgets.form import Form


class Program:
    """The running program and the hands on its keyboard."""

    def __init__(self, app: TouchbaseApp, pilot: Pilot[None], lanes: Lanes) -> None:
        self.app = app
        self.pilot = pilot
        self.lanes = lanes

    @property
    def screen(self) -> BaseScreen[object]:
        """The screen that is shown."""
        assert isinstance(self.app.screen, BaseScreen)
        return self.app.screen

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return self.app.screen.query_one(Form)

    @property
    def said(self) -> str:
        """The message line, all its rows as one, and behind it where the cursor is."""
        from tests.pictures import picture
        from tui.widgets.status_line import StatusLine

        return f"{self.screen.query_one(StatusLine).text}  {picture(self.app).splitlines()[-2]}"

    @property
    def context(self) -> str:
        """The second row."""
        from tests.pictures import picture

        return picture(self.app).splitlines()[1]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait for what follows from them."""
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the field that has the caret."""
        await self.press(*(_NAMES.get(character, character) for character in text))

    async def fill(self, field: str, text: str) -> None:
        """Walk to a field by Tab and type into it."""
        for _ in range(len(self.form.fields)):
            if self.form.caret[0] == field:
                break
            await self.press("tab")
        assert self.form.caret[0] == field
        await self.type(text)

    async def open(self, page: str) -> None:
        """Open a page as the menu does."""
        self.screen.do(self.app.open_page(page))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is going on any more, but for a question that waits for its answer."""
        calm = 0
        try:
            async with asyncio.timeout(30):
                while calm < 3:
                    await self.pilot.pause()
                    calm = 0 if self._at_work() else calm + 1
        except TimeoutError:
            raise AssertionError(f"still at work: {self.app.screen} {self.said}") from None

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait for what another process does."""
        try:
            async with asyncio.timeout(30):
                while not done():
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"still waiting: {self.app.screen} {self.said}") from None
        await self.settle()

    def _at_work(self) -> bool:
        screen = self.app.screen
        if not self.app.is_running:
            return False
        if isinstance(screen, ListScreen) and screen.table.busy:
            return True
        waits = isinstance(screen, BaseScreen) and (not screen.ready or (screen.busy and not screen.asking))
        return waits or self.lanes.busy


_NAMES = {" ": "space", ".": "full_stop", "-": "minus", "@": "at", "+": "plus", "/": "slash"}


@asynccontextmanager
async def program(
    url: str, *, size: tuple[int, int] = (80, 24), first: bool = False, start_at: str = "setup"
) -> AsyncIterator[Program]:
    """The program on the database at `url`, the page `start_at` shown."""
    lanes = Lanes(close=close_database)
    app = make_app(lanes, url, "ANNA", first=first, start_at=start_at)
    try:
        async with app.run_test(size=size) as pilot:
            running = Program(app, pilot, lanes)
            await running.settle()
            yield running
    finally:
        lanes.shut_down()
