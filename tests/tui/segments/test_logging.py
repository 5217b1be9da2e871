"""Logging a segment by keys: what will happen, what stands in the way, and what came of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading

import pytest

from models.base import tuples
from models.interaction import InteractionLogEntry as Entry
from models.queries import records
from models.rules import records as rules
from models.rules.segments import logging as rules_logging
from models.segment import LoggedSegment, Segment, SegmentLine
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tests.tui.segments.conftest import Spring
from tui.screens.log.list import LogScreen
from tui.screens.segments import logging as page_logging
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.line import LineCard
from tui.screens.segments.list import SegmentList
from tui.screens.segments.logged import LoggedSegmentList
from tui.screens.segments.logging import LogSegmentScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def break_line(contact: int) -> int:
    """Take the salesperson from the line of a contact; its id."""
    rows = tuples(SegmentLine.select(SegmentLine.id).where(SegmentLine.contact == contact))
    line = int(rows[0][0])
    version = records.view("segment-lines", line).version
    rules.change("segment-lines", line, version, {"salesperson_code": ""})
    return line


def entries() -> int:
    """How many log entries there are."""
    return Entry.select().count()


async def open_page(running: Program) -> LogSegmentScreen:
    """Open the only segment and the page before logging."""
    await running.press("2", "enter", "f9")
    assert isinstance(running.screen, LogSegmentScreen)
    return running.screen


@SIZES
async def test_the_page_before_logging_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    break_line(spring.nell)
    async with program(spring.url, size=size) as running:
        await open_page(running)
        assert_picture(running.app, f"segment_before_logging_{size[0]}x{size[1]}")


async def test_a_segment_is_logged_after_a_question_and_is_gone(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_page(running)
        assert "3 lines are ready" in picture(running.app)
        await running.press("f9")
        assert "Log 3 interactions?" in running.said
        await running.press("enter")
        assert entries() == 0
        await running.press("f9", "y")
        assert isinstance(running.screen, SegmentList)
        assert "Logged 3 interactions as logged segment 1." in running.said
    assert entries() == 3
    assert Segment.select().count() == 0


async def test_all_or_nothing_refuses_and_what_is_ready_leaves_the_rest(spring: Spring) -> None:
    break_line(spring.nell)
    async with program(spring.url) as running:
        await open_page(running)
        await running.press("f9")
        assert "1 line cannot be logged" in running.said
        assert entries() == 0
        await running.press("enter", "f9", "y")
        assert isinstance(running.screen, SegmentCard)
        assert "1 line stays in SPRING." in running.said
    assert entries() == 2


async def test_a_problem_opens_the_line_that_has_it(spring: Spring) -> None:
    break_line(spring.nell)
    async with program(spring.url) as running:
        await open_page(running)
        await running.press("G", "enter")
        assert isinstance(running.screen, LineCard)
        await running.press("e")
        await running.fill("salesperson_code", "JO")
        await running.press("f9", "escape")
        assert isinstance(running.screen, LogSegmentScreen)
        assert "3 lines are ready" in picture(running.app)


async def test_several_lines_with_one_problem_are_listed(spring: Spring) -> None:
    for contact in (spring.nell, spring.abe):
        break_line(contact)
    async with program(spring.url) as running:
        await open_page(running)
        await running.press("G", "enter")
        shown = picture(running.app)
        assert "CT1001" in shown
        assert "CT1002" in shown
        assert "CT1000" not in shown


async def test_a_follow_up_segment_is_made_and_opened(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_page(running)
        await running.press("j", "space", "f9", "y")
        assert isinstance(running.screen, SegmentCard)
        assert "Follow-up: SM00001." in running.said
        assert "Segments > SM00001" in running.context
        await running.press("escape")
        assert isinstance(running.screen, SegmentList)


async def logged(running: Program) -> LoggedSegmentList:
    """Log the segment and open the logged segments."""
    await open_page(running)
    await running.press("f9", "y")
    await running.open("logged-segments")
    assert isinstance(running.screen, LoggedSegmentList)
    return running.screen


@SIZES
async def test_logged_segments_look_like_this(spring: Spring, size: tuple[int, int]) -> None:
    async with program(spring.url, size=size) as running:
        screen = await logged(running)
        screen.say_about_row()
        await running.settle()
        assert_picture(running.app, f"logged_segments_{size[0]}x{size[1]}")


async def test_a_logged_segment_opens_its_entries(spring: Spring) -> None:
    async with program(spring.url) as running:
        await logged(running)
        await running.press("enter")
        assert isinstance(running.screen, LogScreen)
        assert len(running.screen.table.rows_on_screen) == 3


async def test_a_logged_segment_is_canceled_with_its_entries_and_u_takes_it_back(spring: Spring) -> None:
    async with program(spring.url) as running:
        await logged(running)
        await running.press("x")
        assert "Cancel logged segment 1 (SPRING) with 3 entries?" in running.said
        await running.press("y")
        assert "Canceled 3 entries.  u undoes this." in running.said
        assert Entry.select().where(Entry.canceled).count() == 3
        await running.press("x", "y")
        assert "Un-canceled 3 entries." in running.said
        await running.press("u")
        assert Entry.select().where(Entry.canceled).count() == 3


async def test_only_canceled_logged_segments_are_deleted_and_their_entries_stay(spring: Spring) -> None:
    async with program(spring.url) as running:
        await logged(running)
        await running.press("d", "y")
        assert "is not canceled; cancel it first" in running.said
        await running.press("x", "y", "d", "y")
        assert "Deleted 1 logged segment." in running.said
    assert LoggedSegment.select().count() == 0
    assert entries() == 3


async def test_a_canceled_logged_segment_has_a_sign(spring: Spring) -> None:
    async with program(spring.url) as running:
        await logged(running)
        await running.press("x", "y")
        assert "> X       1 SPRING" in picture(running.app)


async def test_a_logged_segment_becomes_a_new_segment(spring: Spring) -> None:
    async with program(spring.url) as running:
        await logged(running)
        await running.press("c")
        assert isinstance(running.screen, SegmentCard)
        assert "A new segment of 3 contacts." in running.said
    assert SegmentLine.select().count() == 3
    assert Segment.select().get().date == dt.date(2025, 5, 15)


async def test_a_long_logging_says_how_far_it_is_and_takes_no_keys(
    spring: Spring, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, told = threading.Event(), []
    real = rules_logging.log

    def slow(segment: int, *, progress: rules_logging.Progress, **options: bool) -> rules_logging.Logged:
        progress(2, 5)
        told.append(segment)
        going.wait(30)
        return real(segment, progress=progress, **options)

    monkeypatch.setattr(rules_logging, "log", slow)
    monkeypatch.setattr(page_logging, "TICK", 0.01)
    async with program(spring.url) as running:
        await open_page(running)
        await running.press("f9")
        await running.pilot.press("y")
        async with asyncio.timeout(30):
            while "40 %" not in running.said:
                await running.pilot.pause(0.01)
        assert "Logging 3 interactions..." in running.said
        await running.pilot.press("q")
        assert isinstance(running.screen, LogSegmentScreen)
        going.set()
        await running.settle()
        assert isinstance(running.screen, SegmentList)
    assert told == [spring.segment]


async def test_tab_goes_from_the_segments_to_the_logged_ones_and_back(spring: Spring) -> None:
    async with program(spring.url) as running:
        await running.press("2", "tab")
        assert isinstance(running.screen, LoggedSegmentList)
        await running.press("tab")
        assert isinstance(running.screen, SegmentList)
