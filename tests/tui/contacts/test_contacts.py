"""The list and the card of contacts by keys: what is in the database, and what is on the screen."""

from __future__ import annotations

import pytest

from models.interaction import InteractionLogEntry as Entry
from models.queries import records
from models.queries.records import View
from tests import builders
from tests.pictures import picture
from tests.tui.contacts.conftest import World
from tests.tui.pages.program import Program, program
from tui.screens.contacts.card import ContactCard
from tui.screens.contacts.list import ContactList
from tui.screens.interactions.form import InteractScreen
from tui.screens.log.list import LogScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def contact(no: str) -> View:
    """A contact by its number."""
    return records.view("contacts", records.find("contacts", no))


async def go_to(running: Program, name: str) -> None:
    """Open the contacts with the cursor on one of them."""
    await running.open("contacts")
    await running.press("slash")
    await running.type(name)
    await running.press("enter")


@SIZES
async def test_the_list_shows_people_ordered_by_surname(world: World, size: tuple[int, int]) -> None:
    async with program(world.url, size=size) as running:
        await running.open("contacts")
        rows = [line for line in picture(running.app).splitlines() if "CT100" in line[:12]]
        assert [row[2:10] for row in rows[:3]] == ["CT1001  ", "CT1000  ", "CT1002  "]
        assert "Nell Ashby" in rows[0]


@SIZES
async def test_names_full_of_tricks_are_shown_harmless_and_aligned(
    world: World, size: tuple[int, int]
) -> None:
    from rich.cells import cell_len

    for number, name in enumerate(
        ["\x1b[31mRed", "[bold]Bo[/] [@click=app.quit]x[/]", "\u202eback", "名前 ひろし 🦀"]
    ):
        builders.person(f"CT200{number}", name, surname=f"Aa{number}", phone_no=f"555-{number}")
    async with program(world.url, size=size) as running:
        await running.open("contacts")
        shown = picture(running.app)
        rows = [line for line in shown.splitlines() if line[2:7] == "CT200"]
        assert len(rows) == 4
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[bold]Bo" in rows[1]
        assert len({cell_len(row[: row.index("555-")]) for row in rows}) == 1
        await running.press("enter")
        assert isinstance(running.screen, ContactCard)
        assert "\x1b" not in picture(running.app)


@SIZES
async def test_con_05_new_within_a_company_is_a_person_of_it(world: World, size: tuple[int, int]) -> None:
    async with program(world.url, size=size) as running:
        open_for = running.app.screens["contacts"].open_for
        assert open_for is not None
        await running.app.push_screen(open_for((("company", world.mill),)))
        await running.settle()
        await running.press("n")
        await running.fill("name", "Owen Drew")
        await running.press("f9")
        assert running.said.startswith("Saved"), running.said
        made = contact(running.said.split()[1])
        assert made.values["type"] == 1
        assert made.values["company_no"] == "CT1000"
        assert made.values["company_name"] == "Harbour Mill Ltd"


@SIZES
async def test_con_06_new_without_a_filter_is_a_company(world: World, size: tuple[int, int]) -> None:
    async with program(world.url, size=size) as running:
        await running.open("contacts")
        await running.press("n")
        await running.fill("name", "Alder Ltd")
        await running.press("f9")
        made = contact(running.said.split()[1])
        assert made.values["type"] == 0


@SIZES
async def test_the_card_shows_fields_history_and_what_belongs_to_it(
    world: World, size: tuple[int, int]
) -> None:
    async with program(world.url, size=size) as running:
        await go_to(running, "nell")
        await running.press("enter")
        shown = picture(running.app)
        assert "Nell Ashby" in shown
        assert "-- Timeline 1" in shown
        assert "Price list" in shown
        assert "Nothing is postponed." in shown
        assert "Job Responsibilities" in shown
        assert "Industry Groups" not in shown


async def test_a_company_shows_its_peoples_entries_or_only_its_own(world: World) -> None:
    async with program(world.url) as running:
        await go_to(running, "harbour")
        await running.press("home")
        await running.app.push_screen(ContactCard(running.lanes, world.mill))
        await running.settle()
        assert "-- Timeline 3" in picture(running.app)
        await running.press("w")
        assert "-- Timeline 1" in picture(running.app)
        assert "Reminder" in picture(running.app)
        assert "Price list" not in picture(running.app)


async def test_x_in_the_timeline_cancels_and_takes_it_back(world: World) -> None:
    async with program(world.url) as running:
        await go_to(running, "nell")
        await running.press("enter", "x")
        assert running.said.startswith("Tab goes to the timeline")
        await running.press("tab", "x")
        assert Entry.select().where(Entry.contact == world.nell, Entry.canceled).count() == 1
        assert " X " in picture(running.app)
        await running.press("x")
        assert Entry.select().where(Entry.canceled).count() == 0


async def test_tab_goes_round_the_panes_and_enter_opens_what_is_there(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.app.push_screen(ContactCard(running.lanes, world.mill))
        await running.settle()
        await running.press("tab", "tab", "tab", "enter")
        people = running.screen
        assert isinstance(people, ContactList)
        assert "CT1001" in picture(running.app)
        assert "CT1000" not in picture(running.app).splitlines()[3]


async def test_next_and_previous_follow_the_order_of_the_list(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("enter", "J")
        assert "CT1000" in running.context
        assert running.context.endswith("2 of 3")
        await running.press("J")
        assert "CT1002" in running.context
        await running.press("K", "K")
        assert "CT1001" in running.context


async def test_history_opens_the_log_of_the_contact(world: World) -> None:
    async with program(world.url) as running:
        await go_to(running, "nell")
        await running.press("h")
        assert isinstance(running.screen, LogScreen)
        assert "Price list" in picture(running.app)
        assert "Complaint" not in picture(running.app)


async def test_the_marked_contacts_are_interacted_with_in_the_order_of_the_list(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("G", "space", "g", "space", "i")
        screen = running.screen
        assert isinstance(screen, InteractScreen)
        assert screen.keeper.state.contacts == (world.nell, world.abe)


async def test_deleting_a_company_says_what_goes_with_it_and_is_undone(world: World) -> None:
    async with program(world.url) as running:
        await running.open("contacts")
        await running.press("j", "d")
        assert "2 persons go too" in running.said
        assert "3 entries stay" in running.said
        await running.press("enter")
        assert contact("CT1000").values["name"] == "Harbour Mill Ltd"
        await running.press("d", "y")
        assert records.look_up("contacts", "CT100") == []
        assert Entry.select().count() == 3
        await running.press("u")
        assert contact("CT1001").values["company_no"] == "CT1000"
        assert Entry.select().where(Entry.company == world.mill).count() == 3


@SIZES
async def test_a_person_who_changes_company_is_told_which_entries_stay(
    world: World, size: tuple[int, int]
) -> None:
    other = builders.company("CT1100", "Alder & Finch")
    async with program(world.url, size=size) as running:
        await go_to(running, "nell")
        await running.press("e")
        await running.fill("company_no", "alder")
        await running.press("f9")
        assert "1 log entry stays with CT1000" in running.said
        await running.press("enter")
        assert contact("CT1001").values["company_no"] == "CT1000"
        await running.press("f9", "y")
        assert contact("CT1001").values["company_no"] == "CT1100"
        assert Entry.select().where(Entry.contact == world.nell, Entry.company == other).count() == 0


async def test_an_empty_list_says_what_brings_the_first_contact(opened: str) -> None:
    async with program(opened) as running:
        await running.open("contacts")
        assert "No contacts yet" in picture(running.app)
        assert ": import" in picture(running.app)
