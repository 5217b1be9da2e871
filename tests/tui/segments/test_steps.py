"""Criteria steps by keys: the form, how many beforehand, going back, saving and using criteria again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.rules import records, undo
from models.rules.segments import logging, reuse
from models.segment import SegmentCriteriaLine
from tests import builders
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tests.tui.segments.conftest import Spring
from tui.screens.lists.export import ExportScreen
from tui.screens.segments.card import SegmentCard
from tui.screens.segments.criteria import CriteriaScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def contacts(segment: int) -> list[str]:
    """The numbers of the contacts in a segment, in its order."""
    question = Question("segment-lines", ("contact_no",), "line_no", context=(("segment", segment),))
    return [str(row.cells[0]) for row in windows.window(question, None, limit=50).rows]


async def open_card(running: Program) -> None:
    """Open the card of the only segment."""
    await running.press("2", "enter")
    assert isinstance(running.screen, SegmentCard)


async def go_to_field(running: Program, words: str) -> None:
    """Find a field of the criteria form by its name."""
    await running.press("ctrl+f")
    await running.type(words)
    await running.press("enter")


@SIZES
async def test_the_form_of_criteria_looks_like_this(spring: Spring, size: tuple[int, int]) -> None:
    builders.person("CT1009", "Nora Blocked", surname="Blocked", privacy_blocked=True)
    async with program(spring.url, size=size) as running:
        await open_card(running)
        await running.press("+")
        await running.type("CT100*")
        assert_picture(running.app, f"segment_criteria_{size[0]}x{size[1]}")
        assert "would add 1 contact" in running.context
        assert "1 blocked skipped" in running.context


async def test_contacts_are_added_by_criteria_and_u_takes_the_step_back(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("+")
        await running.type("CT1003")
        await running.press("enter")
        assert isinstance(running.screen, SegmentCard)
        assert "Added 1 contact.  u takes it back." in running.said
        assert contacts(spring.segment)[-1] == "CT1003"
        await running.press("u")
        assert "CT1003" not in contacts(spring.segment)


async def test_reduce_removes_those_that_match_and_refine_keeps_them(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("-")
        await running.type("CT1002")
        assert "would remove 1 line" in running.context
        await running.press("f9")
        assert sorted(contacts(spring.segment)) == ["CT1000", "CT1001"]
        await running.press("=")
        await running.type("CT1001")
        assert "would remove 1 line" in running.context
        await running.press("enter")
        assert contacts(spring.segment) == ["CT1001"]
        assert "Removed 1 line." in running.said


async def test_options_are_fields_of_the_form_and_are_obeyed(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("+")
        await running.type("CT1001")
        assert "would add 0 contacts" in running.context
        await go_to_field(running, "allow existing")
        await running.type("yes")
        assert "would add 1 contact" in running.context
        await running.press("enter")
        assert contacts(spring.segment).count("CT1001") == 2


async def test_any_field_of_the_tables_can_be_found_and_filtered(spring: Spring) -> None:
    builders.person("CT1010", "Lea Berg", surname="Berg", city="Leith")
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("+")
        await go_to_field(running, "city")
        await running.type("Leith")
        await running.press("enter")
        assert contacts(spring.segment)[-1] == "CT1010"


async def test_an_expression_that_means_nothing_is_said_and_counts_nothing(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("+")
        await running.type("(")
        assert "an expression means nothing yet" in running.context
        await running.press("enter")
        assert isinstance(running.screen, CriteriaScreen)
        assert running.said.startswith("! ")


async def test_a_step_without_any_filter_is_asked_for(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("-", "enter")
        assert "No filter: 3 contacts are meant." in running.said
        await running.press("n")
        assert len(contacts(spring.segment)) == 3
        await running.press("enter", "y")
        assert contacts(spring.segment) == []


async def test_going_back_names_the_step_and_asks(spring: Spring) -> None:
    before = contacts(spring.segment)
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("-")
        await running.type("CT1002")
        await running.press("enter")
        undo.forget()
        await running.press("u")
        assert "Take back the step - No. = CT1002, 1 line?" in running.said
        await running.press("y")
        assert contacts(spring.segment) == before
        assert "Took back - No. = CT1002." in running.said


async def test_criteria_are_saved_and_used_in_another_segment(spring: Spring) -> None:
    other = records.create("segments", {"no": "AUTUMN", "description": "Autumn"}).id
    async with program(spring.url) as running:
        await running.open("segments")
        await running.press("s")
        await running.type("SPRING")
        await running.press("enter", "enter")
        await running.press("+")
        await running.type("CT1003")
        await running.press("enter")
        await menu(running, "Save criteria")
        await running.type("una")
        await running.press("f9")
        assert "Saved the criteria as UNA." in running.said
        await running.press("J")
        await menu(running, "Reuse criteria")
        assert "UNA" in picture(running.app)
        await running.press("enter")
    assert set(contacts(other)) == {"CT1000", "CT1001", "CT1002", "CT1003"}


async def menu(running: Program, words: str) -> None:
    """Choose a command by its name."""
    await running.press(":")
    await running.type(words)
    await running.press("enter")


async def test_the_contacts_of_a_logged_segment_are_used_again(spring: Spring) -> None:
    other = records.create("segments", {"no": "AUTUMN", "description": "Autumn"}).id
    logging.log(spring.segment)
    async with program(spring.url) as running:
        await open_card(running)
        await menu(running, "Reuse segment")
        assert "SPRING" in picture(running.app)
        await running.press("enter")
        assert "Added 3 contacts." in running.said
    assert sorted(contacts(other)) == ["CT1000", "CT1001", "CT1002"]


async def test_a_mailing_group_is_applied_to_all_contacts(spring: Spring) -> None:
    records.create("mailing-groups", {"code": "VIP", "description": "Friends"})
    async with program(spring.url) as running:
        await open_card(running)
        await menu(running, "Mailing group")
        await running.press("/")
        await running.type("VIP")
        await running.press("enter", "enter")
        assert "Put all contacts into mailing group VIP?" in running.said
        await running.press("y")
        assert "3 contacts were put into VIP, 0 taken out." in running.said


async def test_reusing_asks_when_there_are_steps_already(spring: Spring) -> None:
    reuse.save(spring.segment, "ALL")
    async with program(spring.url) as running:
        await open_card(running)
        await menu(running, "Reuse criteria")
        await running.press("enter")
        assert "The segment has criteria steps already. Go on after them?" in running.said
        await running.press("n")
        assert len(contacts(spring.segment)) == 3


async def test_after_the_last_line_the_steps_may_be_forgotten(spring: Spring) -> None:
    async with program(spring.url) as running:
        await open_card(running)
        await running.press("a", "d", "y")
        assert "The segment is empty. Forget its criteria steps?" in running.said
        await running.press("y")
        assert "The criteria steps were forgotten." in running.said
        assert SegmentCriteriaLine.select().count() == 0


async def test_the_contacts_of_a_segment_are_exported(
    spring: Spring, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with program(spring.url) as running:
        await open_card(running)
        await menu(running, "Export contacts")
        assert isinstance(running.screen, ExportScreen)
        await running.press("f9")
        async with asyncio.timeout(60):
            while isinstance(running.screen, ExportScreen):
                await running.pilot.pause(0.02)
        assert "Wrote 3 rows" in running.said
    written = next(home.glob("*.csv")).read_text("utf-8-sig")
    assert "Nell Ashby" in written
