"""The form of filters by keys: what is typed, what it means, and what the list shows then."""

from __future__ import annotations

from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.screens.contacts.list import ContactList
from tui.screens.lists.examples import ExamplesScreen
from tui.screens.lists.filtering import FilterScreen
from tui.screens.log.list import LogScreen


def form(running: Program) -> FilterScreen:
    assert isinstance(running.screen, FilterScreen)
    return running.screen


def names(running: Program) -> list[str]:
    """The names that the list of contacts shows."""
    screen = running.screen
    assert isinstance(screen, ContactList)
    return [str(row.cells[1]) for row in screen.table.rows_on_screen]


async def go_to_field(running: Program, words: str) -> None:
    """Find a field by its name."""
    await running.press("ctrl+f")
    await running.type(words)
    await running.press("enter")


async def test_one_field_is_filtered_with_f_a_text_and_enter(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await running.type("ct1002")
        await running.press("enter")
        assert names(running) == ["Abe Zorn"]
        assert "filter: No. ct1002" in running.context
        await running.press("escape")
        assert len(names(running)) == 3


async def test_the_form_begins_in_the_field_of_the_current_column(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("right", "f")
        current = form(running).rows.current
        assert current is not None
        assert current.name == "name"


async def test_what_an_expression_means_stands_under_it(filled: str) -> None:
    async with program(filled, start_at="log-entries") as running:
        await running.press("f")
        await go_to_field(running, "date")
        await running.type("-CM..CM")
        assert "= 2025-05-01..2025-05-31" in picture(running.app)
        await running.press("enter")
        assert isinstance(running.screen, LogScreen)
        assert len(running.screen.table.rows_on_screen) == 2


async def test_what_means_nothing_says_where_and_why_and_the_caret_goes_there(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await go_to_field(running, "city")
        await running.type("Leith|(Oslo")
        assert "! Position" in picture(running.app)
        await running.press("enter")
        row = form(running).rows.current
        assert row is not None
        assert row.name == "city"
        assert running.said.startswith("! Position")
        await running.press("home")
        for _ in "Leith|(":
            await running.press("delete")
        await running.press("enter")
        assert "No contacts with City Oslo" in picture(running.app)


async def test_fields_must_all_fit_and_are_cleared_one_by_one_or_all(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await go_to_field(running, "salesperson")
        await running.type("JO")
        await go_to_field(running, "surname")
        await running.type("Ash*")
        assert "2 fields in use" in running.context
        await running.press("f9")
        assert names(running) == ["Nell Ashby"]
        await running.press("f", "ctrl+u", "enter")
        assert len(form_or_names(running)) in (1, 2)
        await running.press("f", "ctrl+x", "enter")
        assert len(names(running)) == 3


def form_or_names(running: Program) -> list[str]:
    return names(running)


async def test_fields_in_use_come_first(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await go_to_field(running, "city")
        await running.type("Leith")
        await running.press("enter", "f")
        assert [row.name for row in form(running).rows.all[:3]] == ["city", "no", "name"]


async def test_escape_changes_nothing(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await running.type("nobody")
        await running.press("escape")
        assert len(names(running)) == 3
        assert "all" in running.context


async def test_the_values_of_a_reference_and_of_an_option_are_looked_up(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await go_to_field(running, "salesperson code")
        await running.press("f6")
        await running.type("eve")
        await running.press("enter", "f6")
        await running.type("jo")
        await running.press("enter")
        await go_to_field(running, "type")
        await running.press("f6", "down", "enter")
        assert [(f.field, f.expression) for f in form(running).filters] == [
            ("salesperson_code", "EV|JO"),
            ("type", "Person"),
        ]
        await running.press("enter")
        assert names(running) == ["Nell Ashby", "Abe Zorn"]


async def test_a_field_without_values_says_so(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await go_to_field(running, "name 2")
        await running.press("f6")
        assert "no list of values" in running.said


async def test_fields_of_the_record_referred_to_are_filtered_too(filled: str) -> None:
    async with program(filled, start_at="log-entries") as running:
        await running.press("f")
        await go_to_field(running, "contact name")
        await running.type("@*zorn")
        await running.press("enter")
        assert isinstance(running.screen, LogScreen)
        assert len(running.screen.table.rows_on_screen) == 1


async def test_finding_a_field_is_left_with_escape(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f", "ctrl+f")
        await running.type("zzz")
        await running.press("escape")
        assert len(form(running).rows.all) > 100
        await running.press("escape")
        assert isinstance(running.screen, ContactList)


async def test_f1_shows_examples_for_the_field(filled: str) -> None:
    async with program(filled, start_at="log-entries") as running:
        await running.press("f")
        await go_to_field(running, "date")
        await running.press("f1")
        assert isinstance(running.screen, ExamplesScreen)
        assert picture(running.app).splitlines()[5].startswith("> t ")
        await running.press("escape")
        assert form(running)


async def test_all_is_selected_on_coming_into_a_field_so_that_typing_replaces_it(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("f")
        await running.type("a")
        await running.press("down", "up")
        await running.type("b")
        assert form(running).filters[0].expression == "b"
        await running.press("f2", "f2")
        await running.type("c")
        assert form(running).filters[0].expression == "bc"


async def test_the_form_looks_like_this(filled: str) -> None:
    for size in ((80, 24), (120, 40)):
        async with program(filled, start_at="log-entries", size=size) as running:
            await running.press("f")
            await go_to_field(running, "salesperson code")
            await running.type("%me")
            await go_to_field(running, "date")
            await running.type("t-90D..")
            assert_picture(running.app, f"filter_form_{size[0]}x{size[1]}")
