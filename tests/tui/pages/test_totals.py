"""The page of totals: figures by keys, narrowed lists behind its lines, counting that can be stopped."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from models.demo.loading import load_demo
from models.queries.lists import totals, windows
from models.queries.lists.rows import Question
from models.queries.lists.totals import Piece, Span
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.screens.lists.screen import ListScreen
from tui.screens.lists.totals import TotalsScreen
from tui.widgets.figures import FigureList

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@asynccontextmanager
async def running(
    url: str, page: str = "log-entries", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Program]:
    """The program on the demo data."""
    load_demo()
    async with program(url, size=size, start_at=page) as one:
        yield one


def figures(one: Program) -> FigureList:
    """The lines of the page."""
    return one.app.screen.query_one(FigureList)


def selected(one: Program) -> str:
    """The line with the cursor."""
    return next(line for line in picture(one.app).splitlines() if line.startswith(">"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_totals_of_the_log_and_of_the_contacts(opened: str, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with running(opened, size=size) as one:
        await one.press("T")
        assert_picture(one.app, f"totals_log_{end}")
        await one.press("shift+tab", "W", "j")
        assert_picture(one.app, f"totals_periods_{end}")
        await one.press("escape", "1", "T")
        assert_picture(one.app, f"totals_contacts_{end}")


async def test_enter_opens_the_records_of_a_line_and_esc_comes_back_to_it(opened: str) -> None:
    async with running(opened) as one:
        await one.press("T", "tab", "tab", "j")
        line = figures(one).line
        assert line is not None
        before = selected(one)
        await one.press("enter")
        screen = one.app.screen
        assert isinstance(screen, ListScreen)
        assert windows.count(screen.question) == line.size > 0
        await one.press("escape", "escape")
        if not isinstance(one.app.screen, TotalsScreen):
            await one.press("escape")
        assert selected(one) == before


async def test_a_period_opens_its_days_within_the_dates_of_the_list(opened: str) -> None:
    async with running(opened) as one:
        await one.press("T", "shift+tab", "end", "enter")
        narrow = one.app.screen
        assert isinstance(narrow, ListScreen)
        number = windows.count(narrow.question)
        assert 0 < number < windows.count(Question("log-entries", (), "date"))
        await one.press("T", "shift+tab", "W", "enter")
        narrower = one.app.screen
        assert isinstance(narrower, ListScreen)
        assert 0 < windows.count(narrower.question) <= number
        assert [each.field for each in narrower.question.filters] == ["date"]


async def test_the_line_of_everything_opens_nothing_and_other_pages_have_no_periods(opened: str) -> None:
    async with running(opened, "contacts") as one:
        await one.press("T", "enter")
        assert isinstance(one.app.screen, TotalsScreen)
        assert "whole list" in one.said
        await one.press("W")
        assert "no days" in one.said


async def test_counting_goes_on_beside_the_keys_and_esc_stops_it(
    opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, gate = threading.Event(), threading.Event()
    count = totals.piece

    def slow(question: Question, span: Span | None = None) -> Piece:
        going.set()
        gate.wait(30)
        return count(question, span)

    monkeypatch.setattr(totals, "_AT_ONCE", 5)
    monkeypatch.setattr(totals, "piece", slow)
    async with running(opened) as one:
        await one.pilot.press("T")
        await asyncio.to_thread(going.wait, 30)
        await one.pilot.press("j", "escape")
        gate.set()
        await one.settle()
        assert "not everything is counted" in one.context
        assert "F5 counts again" in one.said
        monkeypatch.setattr(totals, "piece", count)
        await one.press("f5")
        assert "counted" not in one.context
        entries = windows.count(Question("log-entries", (), "date"))
        assert figures(one).lines[1].size == entries
        await one.press("escape")
        assert isinstance(one.app.screen, ListScreen)


async def test_an_empty_list_comes_to_nothing(opened: str) -> None:
    async with program(opened, start_at="log-entries") as one:
        await one.press("T", "j", "tab", "W", "end")
        assert selected(one).split() == [">", "All", "0", "0.0", "0", "0", "0.00"]
