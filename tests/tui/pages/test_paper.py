"""Labels and cover sheets by keys: a form, a file that appears when it is whole, and what was left out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.base import tuples
from models.contact import Contact
from models.interaction import InteractionLogEntry as Entry
from models.rules import records, undo
from models.rules.segments.adding import add_contacts
from models.starter.loading import load_starter
from tests import builders
from tests.pictures import assert_picture
from tests.tui.pages.program import Program, program
from tui.screens.forms.file import FileForm

pytestmark = [pytest.mark.parametrize("engine", ["sqlite"]), pytest.mark.usefixtures("here")]


@asynccontextmanager
async def running(
    url: str, page: str = "contacts", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Program]:
    """The program with two contacts, of whom one has an address, and both on a segment."""
    load_starter()
    harbour = {"address": "14 Quay Street", "post_code": "BS1 4DA", "city": "Bristol"}
    people = (
        builders.company("CT1000", "Harbour Mill Ltd", **harbour),
        builders.person("CT1001", "Nell Ashby"),
    )
    segment = records.create("segments", {"no": "SPRING", "description": "Spring"}).id
    add_contacts(segment, people)
    undo.forget()
    async with program(url, size=size, start_at=page) as one:
        yield one


async def choose(one: Program, words: str) -> None:
    """Take a command from the menu."""
    await one.press(":")
    await one.type(words)
    await one.press("enter")


async def print_it(one: Program) -> None:
    """Print, and wait for the process of its own."""
    await one.press("f9")
    async with asyncio.timeout(60):
        while isinstance(one.app.screen, FileForm):
            await one.pilot.pause(0.02)
    await one.settle()


def text_of(here: Path, name: str) -> str:
    """The text of the one file of that name."""
    (file,) = here.glob(name)
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_forms_of_labels_and_cover_sheets(opened: str, size: tuple[int, int]) -> None:
    async with running(opened, size=size) as one:
        await choose(one, "labels")
        assert_picture(one.app, f"labels_{size[0]}x{size[1]}")
        await one.press("escape")
        await choose(one, "cover sheets")
        assert_picture(one.app, f"cover_sheets_{size[0]}x{size[1]}")


async def test_labels_of_marked_contacts_are_in_the_file_and_who_has_no_address_is_named(
    opened: str, here: Path
) -> None:
    async with running(opened) as one:
        await one.press("space", "space")
        await choose(one, "labels")
        await print_it(one)
        assert "1 label is in ~/labels-2025-05-15.pdf.  Left out: CT1001." in one.said
        assert "14 Quay Street" in text_of(here, "labels-*.pdf")


async def test_a_label_that_the_sheet_does_not_have_is_said_at_its_field(opened: str, here: Path) -> None:
    async with running(opened) as one:
        await choose(one, "labels")
        await one.press("enter")
        await one.type("25")
        await one.press("f9")
        async with asyncio.timeout(60):
            while "labels 1 to 24" not in one.said:
                await one.pilot.pause(0.02)
        assert isinstance(one.app.screen, FileForm)
        assert list(here.glob("*.pdf")) == []


async def test_cover_sheets_of_a_segment_are_recorded_when_asked(opened: str, here: Path) -> None:
    async with running(opened, "segments") as one:
        await choose(one, "cover sheets")
        await one.type("Price list")
        await one.press("enter", "enter")
        await one.type("yes")
        await print_it(one)
        assert "1 cover sheet is in" in one.said
        assert "Recorded 1." in one.said
        assert "Price list" in text_of(here, "cover-sheets-*.pdf")
        recorded = tuples(Entry.select(Contact.no).join(Contact, on=(Contact.id == Entry.contact)))
        assert recorded == [("CT1000",)]


@pytest.mark.parametrize(
    ("name", "told"),
    [("x" * 300, "The name of the file is too long."), ("~nobody/x.pdf", "cannot be written: No such")],
)
async def test_a_file_name_that_cannot_be_is_told_and_the_form_stays(
    opened: str, name: str, told: str
) -> None:
    async with running(opened) as one:
        await choose(one, "labels")
        await one.press("tab", "tab", "tab", "ctrl+a", "ctrl+k")
        await one.type(name)
        await one.press("f9")
        await one.until(lambda: told in one.said)
        assert isinstance(one.app.screen, FileForm)
