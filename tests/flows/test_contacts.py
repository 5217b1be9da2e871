"""Contacts as somebody on the phone uses them: keys in, the database and the picture out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from models.contact import Contact
from models.interaction import InteractionLogEntry as Entry
from models.queries import records
from models.queries.records import View
from tests import builders
from tests.pictures import assert_picture, picture
from tests.tui.contacts.conftest import World, engine, world
from tests.tui.pages.program import Program, program
from tui.screens.contacts.card import ContactCard
from tui.screens.contacts.list import ContactList
from tui.screens.interactions.form import InteractScreen

__all__ = ["engine", "world"]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def contact(no: str) -> View:
    """A contact by its number."""
    return records.view("contacts", records.find("contacts", no))


def end(size: tuple[int, int]) -> str:
    """The end of a picture's name."""
    return f"{size[0]}x{size[1]}"


async def shown(running: Program, text: str) -> None:
    """Wait until the screen shows a text, as the detail that follows the cursor."""
    async with asyncio.timeout(20):
        while text not in picture(running.app):
            await running.pilot.pause(0.02)
    await running.settle()


@SIZES
async def test_pictures_of_the_list_and_of_the_cards(world: World, size: tuple[int, int]) -> None:
    async with program(world.url, size=size) as running:
        await running.open("contacts")
        await shown(running, "row 1 of 3")
        assert_picture(running.app, f"contacts_{end(size)}")
        await running.press("enter")
        await shown(running, "1 of 3")
        assert_picture(running.app, f"contact_person_{end(size)}")
        await running.press("J")
        await shown(running, "2 of 3")
        assert_picture(running.app, f"contact_company_{end(size)}")
        await running.press("e")
        await running.fill("email", "office(at)mill")
        await running.press("f9")
        assert_picture(running.app, f"contact_error_{end(size)}")


@SIZES
async def test_picture_of_the_import_that_was_checked(
    world: World, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "people.csv").write_text("Name,Company\nOwen Drew,Harbour Mill Ltd\n,Nobody Ltd\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    async with program(world.url, size=size) as running:
        await running.press("colon", *"import", "enter")
        await running.type("people.csv")
        await running.pilot.press("enter")
        await shown(running, "Import?")
        assert_picture(running.app, f"import_checked_{end(size)}")
        await running.press("enter")
        assert Contact.select().count() == 3


async def test_a_new_person_gets_a_number_name_parts_and_the_company_and_the_cursor(world: World) -> None:
    builders.company("CT1100", "Alder & Finch")
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("n")
        await running.fill("type", "person")
        await running.fill("name", "Owen Drew")
        await running.fill("company_no", "alder")
        await running.press("f9")
        assert running.said.startswith("Saved"), running.said
        screen = running.screen
        assert isinstance(screen, ContactList)
        assert screen.row is not None
        made = contact(str(screen.row.cells[0]))
        assert (made.values["first_name"], made.values["surname"]) == ("Owen", "Drew")
        assert made.values["company_no"] == "CT1100"
        assert str(made.values["no"]) in running.said


async def test_a_type_is_not_changed_while_people_belong_to_the_company(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("j", "e")
        await running.fill("type", "person")
        await running.press("f9")
        assert contact("CT1000").values["type"] == 0
        assert isinstance(running.screen, ContactCard)
        assert running.screen.editing


async def test_marked_contacts_are_interacted_with_and_deleted_and_come_back(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("space", "space", "i")
        assert isinstance(running.screen, InteractScreen)
        await running.press("escape", "escape")
        await running.press("G", "d", "enter")
        assert Contact.select().count() == 3
        assert Entry.select().count() == 3


async def test_the_card_went_on_and_the_list_stands_where_it_ended(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("enter", "J", "J", "escape")
        screen = running.screen
        assert isinstance(screen, ContactList)
        assert screen.row is not None
        assert screen.row.id == world.abe


async def test_comments_are_written_from_the_card(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("enter", "m", "n")
        await running.fill("comment", "prefers mornings")
        await running.press("f9")
        assert running.said.startswith("Saved"), picture(running.app)
        await running.press("escape")
        assert isinstance(running.screen, ContactCard)


async def test_the_card_of_a_killed_terminal_is_offered_as_the_contacts_card(world: World) -> None:
    from tui import paths

    folder = paths.state_dir()
    folder.mkdir(parents=True, exist_ok=True)
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("enter", "e")
        await running.fill("phone_no", "555-77")
        await running.screen.save_now()
        left = next(folder.glob("*.journal")).read_bytes()
        await running.press("escape", "d", "y")
    _leave_behind(folder, left)
    async with program(world.url, start_at="contacts") as running:
        assert "1 text was not saved" in running.said
        await running.press("y")
        assert isinstance(running.screen, ContactCard)
        assert running.form.texts()["phone_no"] == "555-77"
        await running.press("f9")
        assert contact("CT1001").values["phone_no"] == "555-77"


def _leave_behind(folder: Path, left: bytes) -> None:
    """A journal like that of a program that was killed: its process is no more."""
    import zlib

    head, rest = left.split(b"\n", 1)
    words = json.loads(head.partition(b" ")[2])
    text = json.dumps({**words, "pid": 2**22 + 1}).encode()
    (folder / "gone.journal").write_bytes(b"%08x %s\n%s" % (zlib.crc32(text), text, rest))


async def test_esc_reaches_the_first_page_in_five_and_changes_nothing(world: World) -> None:
    ways = [
        ("enter", "e"),
        ("enter", "tab", "enter"),
        ("enter", "m", "n"),
        ("enter", "i"),
        ("h", "enter"),
        ("question_mark",),
        ("colon",),
        ("slash", "a"),
        ("f",),
        ("o",),
        ("d",),
    ]
    before = list(Contact.select().tuples())
    async with program(world.url, start_at="contacts") as running:
        for way in ways:
            await running.press(*way)
            await running.press(*["escape"] * 5)
            assert len(running.app.screen_stack) == 1, way
            assert not running.screen.asking, way
    assert list(Contact.select().tuples()) == before


async def test_the_menu_lists_pages_before_moving_about_and_each_once(world: World) -> None:
    from tui.menu import menu_items

    async with program(world.url) as running:
        await running.open("contacts")
        items = menu_items(running.app, running.screen)
        names = [item.id for item in items]
        assert names.index("page:create-interaction") < names.index("command:down")
        texts = [item.text for item in items]
        assert sum(text.startswith("Delete Canceled") for text in texts) == 1
        assert not any(text.startswith("Delete canceled") for text in texts)
