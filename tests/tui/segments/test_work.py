"""Working through a segment by keys: outcomes, skipping, stopping, the form, others at work."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from models.base import tuples
from models.interaction import InteractionLogEntry as Entry
from models.queries import records as queries
from models.rules import records
from models.rules.segments import working
from models.segment import LoggedSegment, SegmentLine, SegmentLineLease
from models.who import acting_as, who
from tests.pictures import assert_picture, picture
from tests.tui.contacts.conftest import log
from tests.tui.pages.program import Program, program
from tests.tui.segments.conftest import Spring
from tui.screens.interactions.form import InteractScreen
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.list import SegmentList
from tui.screens.segments.work import WorkScreen
from tui.screens.segments.work_help import PICTURE


async def begin(running: Program) -> WorkScreen:
    """Work through the only segment, from the list."""
    await running.press("2", "i")
    assert isinstance(running.screen, WorkScreen)
    return running.screen


def left() -> int:
    """How many lines are left."""
    return SegmentLine.select().count()


def newest() -> Entry:
    """The entry that was made last."""
    entry: Entry = Entry.select().order_by(Entry.id.desc()).get()
    return entry


async def test_done_logs_the_line_and_the_next_comes_at_once(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        assert "line 10" in running.context
        assert "3 lines open" in running.context
        await running.press("p")
        assert "Line 10: logged 1." in running.said
        assert "line 20" in running.context
        assert "2 lines open" in running.context
    assert left() == 2
    assert not newest().attempt_failed
    assert newest().logged_segment_entry_no == LoggedSegment.select().get().id


async def test_not_reached_logs_an_attempt_that_failed(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("z")
        assert "not reached" in running.said
    assert newest().attempt_failed


async def test_call_back_asks_for_the_day_and_postpones(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("b")
        await running.press(*["backspace"] * 2)
        await running.type("nonsense")
        await running.press("enter")
        assert running.said.startswith("! ")
        await running.press(*["backspace"] * 8)
        await running.type("+7")
        await running.press("enter")
        assert "Line 10: postponed" in running.said
    assert newest().postponed
    assert newest().date == dt.date(2025, 5, 22)
    assert left() == 2


async def test_esc_leaves_the_day_and_the_line_stays(spring: Spring) -> None:
    async with program(spring.url) as running:
        screen = await begin(running)
        await running.press("b", "escape")
        assert running.screen is screen
        assert "line 10" in running.context
    assert left() == 3


async def test_skipping_goes_round_and_leaves_the_line(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("j")
        assert "line 20" in running.context
        await running.press("down", "j")
        assert "line 10" in running.context
    assert left() == 3


async def test_stopping_says_what_was_done_and_goes_on_there_another_time(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("p", "j", "q")
        assert isinstance(running.screen, SegmentList)
        assert "Done 1, 2 lines are left." in running.said
        await running.press("enter", "i")
        assert "line 30" in running.context
        await running.press("escape")
        assert isinstance(running.screen, SegmentCard)


async def test_at_the_end_it_says_what_was_done(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("p", "z", "p")
        shown = picture(running.app)
        assert "There is no other line to work on." in shown
        assert "Done           2" in shown
        assert "Not reached    1" in shown
        await running.press("p")
        assert "There is no line here" in running.said
        await running.press("q")
        assert "Done 2, not reached 1, 0 lines are left." in running.said
        await running.press("f9", "f9")
        assert "Close the segment?" in running.said


async def test_the_form_logs_the_line_with_what_was_typed(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("o")
        assert isinstance(running.screen, InteractScreen)
        await running.fill("description", "Called twice")
        await running.press("f9")
        assert isinstance(running.screen, WorkScreen)
        assert "line 20" in running.context
        assert "ogged 1." in running.said
    assert newest().description == "Called twice"
    assert newest().segment_no == "SPRING"
    assert left() == 2


async def test_a_form_that_is_left_keeps_the_line(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("o", "escape")
        assert isinstance(running.screen, WorkScreen)
        assert "line 10" in running.context
    assert left() == 3


async def test_others_get_other_lines(spring: Spring) -> None:
    with acting_as(replace(who(), user="EVE")):
        working.next_line(spring.segment)
    async with program(spring.url) as running:
        await begin(running)
        assert "line 20" in running.context
        await running.press("p", "p")
        assert "Others work on the lines that are left." in picture(running.app)


async def test_a_lost_line_is_said_and_the_next_one_comes(spring: Spring) -> None:
    async with program(spring.url) as running:
        screen = await begin(running)
        SegmentLineLease.update(holder="somebody-else").execute()
        await running.press("p")
        assert "Somebody else took this line" in running.said
        assert running.screen is screen
    assert left() == 3


async def test_the_lease_is_renewed_and_its_loss_is_said(spring: Spring) -> None:
    async with program(spring.url) as running:
        screen = await begin(running)
        before = tuples(SegmentLineLease.select(SegmentLineLease.lease_until))[0][0]
        SegmentLineLease.update(lease_until=before - 20).execute()
        await screen._renew()
        assert tuples(SegmentLineLease.select(SegmentLineLease.lease_until))[0][0] >= before
        SegmentLineLease.update(holder="somebody-else").execute()
        await screen._renew()
        assert "Somebody else took this line" in running.said
        assert not screen.hints()[0].applies
        await running.press("j")
        assert screen.hints()[0].applies


async def test_u_says_what_can_be_taken_back(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("u")
        assert "No outcome was recorded here yet." in running.said
        await running.press("p", "u")
        assert "The line has gone out; cancel its log entry 1?" in running.said
        await running.press("y")
        assert "Canceled entry 1; the line stays out." in running.said
    assert newest().canceled
    assert left() == 2


async def test_an_incomplete_line_says_what_is_missing_and_stays(spring: Spring) -> None:
    line = tuples(SegmentLine.select(SegmentLine.id).where(SegmentLine.contact == spring.mill))[0][0]
    version = queries.view("segment-lines", line).version
    records.change("segment-lines", line, version, {"salesperson_code": ""})
    async with program(spring.url) as running:
        await begin(running)
        assert "! Salesperson  missing" in picture(running.app)
        await running.press("p")
        assert running.said.startswith("! ")
        assert "Salesperson" in running.said
        assert "line 10" in running.context
    assert left() == 3


async def test_y_copies_how_to_reach_the_contact(spring: Spring) -> None:
    async with program(spring.url) as running:
        await begin(running)
        await running.press("y")
        assert "CT1000  Harbour Mill Ltd" in running.said


def sample(spring: Spring) -> None:
    """What the picture in the help shows: a person with numbers and a history."""
    reached = {
        "phone_no": "+44 1632 960101",
        "mobile_phone_no": "+44 7700 900101",
        "email": "n.ashby@harbour.example",
        "job_title": "Buyer",
    }
    records.change("contacts", spring.nell, queries.view("contacts", spring.nell).version, reached)
    log(spring.nell, "Asked for the price list")
    log(spring.nell, "Quote for the second mill")


async def test_the_picture_in_the_help_is_the_screen(spring: Spring) -> None:
    sample(spring)
    async with program(spring.url) as running:
        await begin(running)
        await running.press("j", "j")
        running.screen.say("")
        await running.settle()
        shown = picture(running.app)
        assert shown.splitlines() == PICTURE.splitlines()
        await running.press("?")
        assert "A picture of this screen" in picture(running.app)
        await running.press("enter")
        assert picture(running.app) == shown
        await running.press("p")
        assert isinstance(running.screen, WorkScreen)
    assert left() == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_working_through_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    sample(spring)
    async with program(spring.url, size=size) as running:
        await begin(running)
        await running.press("j", "j")
        assert_picture(running.app, f"segment_work_{size[0]}x{size[1]}")
