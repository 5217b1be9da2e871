"""Phone calls by keys: from a contact, the log and a segment line, to the log (domain.md 2.6)."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.contact import Contact
from models.interaction import InteractionLogEntry as Entry
from models.rules import records as verbs
from models.rules.segments.adding import add_contacts
from models.segment import SegmentLine
from models.template import InteractionTemplateSetup
from tests import builders
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.screens.interactions.call import CallScreen
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.work import WorkScreen

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])


@pytest.fixture(autouse=True)
def records(opened: str) -> str:
    """Nell of Harbour Mill with three numbers, Tom with none, a template for calls, a segment of both."""
    jo = builders.salesperson()
    builders.give_me(jo)
    builders.segment_series()
    mill = builders.company("CT1000", "Harbour Mill Ltd", phone_no="+44 1632 960100")
    nell = builders.person(
        company=mill,
        company_name="Harbour Mill Ltd",
        salesperson=jo,
        phone_no="555 1234",
        mobile_phone_no="555 9876",
    )
    tom = builders.person("CT1002", "Tom Reed")
    calling = builders.template("CALL-OUT", "Outgoing call", unit_duration=10)
    builders.template("LETTER", "Letter")
    InteractionTemplateSetup.add(outgoing_calls=calling)
    segment = verbs.create(
        "segments",
        {
            "no": "SM100",
            "interaction_template_code": "LETTER",
            "description": "Spring",
            "salesperson_code": "JO",
        },
    ).id
    for contact in (nell, tom):
        add_contacts(segment, (contact,))
    return opened


@asynccontextmanager
async def calling(
    url: str, no: str = "CT1001", size: tuple[int, int] = (80, 24), **settings: Any
) -> AsyncIterator[Program]:
    """The form of a call to a contact, from the list."""
    async with program(url, size=size, start_at="contacts") as one:
        one.app.settings = replace(one.app.settings, **settings)
        await one.press("/")
        await one.type(no)
        await one.press("enter", "number_sign")
        assert isinstance(one.screen, CallScreen)
        yield one


async def until(one: Program, true: Callable[[], bool]) -> None:
    """Wait for what a program that was started brings about."""
    async with asyncio.timeout(20):
        while not true():
            await one.pilot.pause(0.01)


def entries() -> list[dict[str, Any]]:
    """All log entries and drafts, oldest first."""
    found: Any = Entry.select().order_by(Entry.id).dicts()
    return [dict(row) for row in found]


def no_of(contact: int) -> str:
    return str(Contact.get(Contact.id == contact).no)


async def test_a_call_is_copied_typed_and_logged(opened: str) -> None:
    async with calling(opened) as one:
        assert one.form.caret == ("contact_via", 8)
        await one.press("ctrl+o")
        assert one.app.clipboard == "555 1234"
        assert "Dial 555 1234" in one.said
        assert "5 5 5  1 2 3 4" in picture(one.app).replace("   ", "  ")
        assert one.form.caret[0] == "comment"
        await one.type("call back in June")
        await one.press("f9")
        assert "Logged 1." in one.said
    (entry,) = entries()
    assert (entry["contact_via"], entry["postponed"]) == ("555 1234", False)
    assert (no_of(entry["contact"]), entry["duration"]) == ("CT1001", 0)


async def test_CAL_07_another_number_is_chosen_from_the_list(opened: str) -> None:
    async with calling(opened) as one:
        await one.press("f6")
        assert "mobile, Nell Ashby" in picture(one.app)
        await one.press("down", "down", "enter", "f9")
    assert entries()[0]["contact_via"] == "+44 1632 960100"


async def test_CAL_01_a_call_without_a_number_is_refused(opened: str) -> None:
    async with calling(opened, "CT1002") as one:
        await one.press("f6")
        assert "There is no phone number of the contact; type one." in picture(one.app)
        await one.press("ctrl+o")
        assert "Type the number to call" in one.said
        await one.press("f9")
        assert "Give the number to call." in one.said
        await one.fill("contact_via", "555 7777")
        await one.press("f9")
    assert entries()[0]["contact_via"] == "555 7777"


async def test_the_command_of_the_settings_dials_and_its_failure_is_told(opened: str, tmp_path: Path) -> None:
    told = tmp_path / "dialled"
    program_text = f"import sys, pathlib; pathlib.Path({str(told)!r}).write_text(sys.argv[1])"
    async with calling(opened, tel_command=f'"{sys.executable}" -c "{program_text}" {{}}') as one:
        await one.press("ctrl+o")
        await until(one, told.exists)
        assert told.read_text() == "tel:5551234"
        one.app.settings = replace(one.app.settings, tel_command="/no/such/program {}")
        await one.press("ctrl+o")
        await until(one, lambda: "/no/such/program cannot be run" in one.said)
        assert one.app.clipboard == "555 1234"


async def test_a_call_is_put_aside_and_resumed_as_a_call(opened: str) -> None:
    async with calling(opened) as one:
        await one.press("f7")
        assert "nothing to postpone" in one.said
        await one.fill("description", "ask again")
        await one.press("f7", "5", "r")
        assert isinstance(one.screen, CallScreen)
        assert "Resume call" in one.context
        await one.press("f9")
    (entry,) = entries()
    assert (entry["description"], entry["contact_via"], entry["postponed"]) == (
        "ask again",
        "555 1234",
        False,
    )


async def test_the_contact_of_a_log_entry_is_called(opened: str) -> None:
    async with calling(opened) as one:
        await one.press("f9", "4", "number_sign")
        assert isinstance(one.screen, CallScreen)
        assert one.form.texts()["contact_via"] == "555 1234"
        await one.press("f9")
    assert len(entries()) == 2


async def test_a_call_from_a_line_of_the_segment_takes_it_out(opened: str) -> None:
    async with program(opened, start_at="segments") as one:
        await one.press("enter")
        assert isinstance(one.screen, SegmentCard)
        await one.press("#")
        assert isinstance(one.screen, CallScreen)
        await one.press("ctrl+o")
        assert SegmentLine.get(SegmentLine.line_no == 10).contact_via == "555 1234"
        await one.press("f9")
        assert "Logged 1." in one.said
        assert isinstance(one.screen, SegmentCard)
        await one.press("#", "escape")
    (entry,) = entries()
    assert (entry["segment_no"], no_of(entry["contact"])) == ("SM100", "CT1001")
    assert [line.line_no for line in SegmentLine.select()] == [20]


async def test_a_call_while_working_through_is_the_outcome_of_the_line(opened: str) -> None:
    async with program(opened, start_at="segments") as one:
        await one.press("i")
        assert isinstance(one.screen, WorkScreen)
        await one.press("#", "f9")
        assert "Line 10: logged 1." in one.said
        assert "line 20" in one.context
    assert entries()[0]["segment_no"] == "SM100"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_form_of_a_call_looks_like_this(opened: str, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with calling(opened, size=size) as one:
        assert_picture(one.app, f"call_{end}")
        await one.press("f6")
        assert_picture(one.app, f"call_numbers_{end}")
        await one.press("down", "enter", "ctrl+o")
        assert_picture(one.app, f"call_dialled_{end}")
