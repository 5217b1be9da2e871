"""Views by keys: chosen, saved, saved over, renamed, deleted, and found again at the next start."""

from __future__ import annotations

import dataclasses
import json

import pytest

from models.database import unit
from models.queries import views
from models.queries.lists.rows import Arrangement, Filter
from models.rules import views as rules
from models.view import SavedView
from models.who import acting_as
from tests.conftest import ANNA
from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.screens.contacts.list import ContactList
from tui.screens.interactions.postponed import PostponedScreen
from tui.screens.lists.screen import ListScreen
from tui.screens.lists.views import ViewsScreen
from tui.screens.log.list import LogScreen

PAGE = "contacts"


def shown(running: Program) -> ListScreen:
    assert isinstance(running.screen, ListScreen)
    return running.screen


def names(running: Program) -> list[str]:
    """The names that the list of contacts shows."""
    return [str(row.cells[1]) for row in shown(running).table.rows_on_screen]


def saved() -> list[str]:
    return [view.name for view in views.views(PAGE) if view.id]


async def choose(running: Program, name: str) -> None:
    """Choose a view by typing its name."""
    await running.press("w")
    await running.type(name)
    await running.press("enter")


async def save_as(running: Program, name: str, whose: str = "m") -> None:
    await running.press("w", "f3")
    await running.press(*["backspace"] * 30)
    await running.type(name)
    await running.press("enter", whose)


async def test_a_standard_view_shows_its_records_and_its_name(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "my contacts")
        assert names(running) == ["Nell Ashby", "Harbour Mill Ltd"]
        assert "My contacts   order" in running.context
        await running.press("escape")
        assert len(names(running)) == 3
        assert "My contacts" not in running.context


async def test_w_and_enter_go_to_and_fro_between_two_views(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await running.press("w", "enter")
        assert "My contacts" in running.context
        await running.press("w", "enter")
        assert "My contacts" not in running.context
        await running.press("w", "enter")
        assert "My contacts" in running.context


async def test_a_view_that_was_changed_has_a_star(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "my contacts")
        await running.press("greater_than_sign")
        assert "My contacts *" not in running.context
        await running.press("o")
        await running.type("no")
        await running.press("enter")
        assert "My contacts *" in running.context
        await running.press("w")
        assert "standard, now, changed" in picture(running.app)


async def test_what_the_list_shows_is_saved_under_a_name_and_chosen_again(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await running.press("f")
        await running.type("ct1002")
        await running.press("enter", "greater_than_sign")
        await save_as(running, "Zorn")
        assert "Saved view Zorn.  u undoes this." in running.said
        assert "Zorn   order" in running.context
        await choose(running, "all")
        assert len(names(running)) == 3
        await choose(running, "zorn")
        assert names(running) == ["Abe Zorn"]
    (view,) = (view for view in views.views(PAGE) if view.id)
    assert view.whose is views.Whose.MINE
    assert view.arrangement.filters == (Filter("no", "ct1002"),)
    assert [column.name for column in view.arrangement.columns][:2] == ["no", "name"]


async def test_undo_takes_back_saving_a_view(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await save_as(running, "Mine for now")
        assert "Mine for now" in running.context
        await running.press("u")
        assert "saved view Mine for now" in running.said
        assert "Mine for now" not in running.context
    assert saved() == []


async def test_saving_for_everybody_or_not_at_all(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await save_as(running, "Ours", "e")
        await save_as(running, "Nobodys", "n")
        assert "View Nobodys was not saved." in running.said
    with acting_as(dataclasses.replace(ANNA, user="BEN")):
        assert saved() == ["Ours"]


async def test_enter_in_the_choice_of_orders_reverses_the_order(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await running.press("o")
        await running.type("no")
        await running.press("enter", "o", "enter")
        assert "order: No. descending" in running.context


async def test_enter_saves_for_me_alone(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await save_as(running, "Mine", "enter")
        assert "Saved view Mine." in running.said
        assert saved() == ["Mine"]
    with acting_as(dataclasses.replace(ANNA, user="BEN")):
        assert saved() == []


async def test_saving_under_a_name_that_is_there_asks_and_enter_keeps(filled: str) -> None:
    rules.save_view(PAGE, "Calls", Arrangement("no"))
    async with program(filled, start_at=PAGE) as running:
        await save_as(running, "calls")
        assert "Save over view Calls?" in running.said
        await running.press("enter")
        assert views.views(PAGE)[-1].arrangement == Arrangement("no")
        await save_as(running, "calls")
        await running.press("y")
        assert views.views(PAGE)[-1].arrangement.order == "name"


async def test_saving_over_with_f9_in_the_list_of_views(filled: str) -> None:
    rules.save_view(PAGE, "Calls", Arrangement("no"))
    async with program(filled, start_at=PAGE) as running:
        await running.press("w")
        await running.type("calls")
        await running.press("f9", "y")
        assert views.views(PAGE)[-1].arrangement.order == "name"
        assert "Calls   order: Name" in running.context


async def test_renaming_and_deleting_are_undone(filled: str) -> None:
    rules.save_view(PAGE, "Calls", Arrangement("no"))
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "calls")
        await running.press("w")
        await running.type("calls")
        await running.press("f2", *["backspace"] * 10)
        assert isinstance(running.screen, ContactList)
        await running.type("Phone")
        await running.press("enter")
        assert "Phone   order: No." in running.context
        await running.press("u")
        assert "Calls   order" in running.context
        await running.press("w")
        await running.type("calls")
        await running.press("delete", "enter")
        assert saved() == ["Calls"]
        await running.press("w")
        await running.type("calls")
        await running.press("delete", "y")
        assert saved() == []
        assert "Calls" not in running.context
        await running.press("u")
        assert saved() == ["Calls"]


async def test_a_standard_view_is_neither_renamed_nor_deleted(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        for key in ("f2", "f9", "delete"):
            await running.press("w")
            await running.type("my")
            await running.press(key)
            assert isinstance(running.screen, ViewsScreen)
            assert "F3 saves yours" in running.said
            await running.press("escape")


async def test_a_name_that_a_standard_view_has_is_refused(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await save_as(running, "My contacts")
        assert "choose another name" in running.said
    assert saved() == []


async def test_the_next_start_shows_the_columns_and_the_order_but_no_filter(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await running.press("o")
        await running.type("no")
        await running.press("enter", "right", "right_curly_bracket", "f")
        await running.type("Har*")
        await running.press("enter")
    async with program(filled, start_at=PAGE) as running:
        assert [c.name for c in shown(running).columns][:3] == ["no", "company_name", "name"]
        assert "all   order: No." in running.context
        assert len(shown(running).table.rows_on_screen) == 3


async def test_the_next_start_shows_the_view_that_was_chosen(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "my contacts")
    async with program(filled, start_at=PAGE) as running:
        assert names(running) == ["Nell Ashby", "Harbour Mill Ltd"]
        assert "My contacts   order" in running.context


async def test_a_list_opened_for_a_record_is_not_remembered(filled: str) -> None:
    async with program(filled, start_at=PAGE) as running:
        await running.press("h")
        assert isinstance(running.screen, LogScreen)
        await choose(running, "canceled")
        await running.press("q", "q", "4")
        assert isinstance(running.screen, LogScreen)
        assert "Canceled" not in running.context
    assert views.left("log-entries") is None


async def test_a_view_with_a_field_that_is_gone_says_so_and_the_rest_works(filled: str) -> None:
    old = {"order": "no", "filters": [{"field": "shoe_size", "expression": "44"}], "columns": []}
    view_id = rules.save_view(PAGE, "Old", Arrangement("no"))
    change = SavedView.update(arrangement=json.dumps(old)).where(SavedView.id == view_id)
    unit(change.execute)()
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "old")
        assert "View Old: there is no field shoe_size any more" in running.said
        assert len(names(running)) == 3
        assert "Old *" in running.context


async def test_a_view_that_somebody_else_changed_is_not_overwritten(filled: str) -> None:
    view_id = rules.save_view(PAGE, "Ours", Arrangement("no"), everybodys=True)
    async with program(filled, start_at=PAGE) as running:
        await choose(running, "ours")
        with acting_as(dataclasses.replace(ANNA, user="BEN")):
            rules.change_view(view_id, 1, Arrangement("name", True))
        await running.press("colon")
        await running.type("save over")
        await running.press("enter", "y")
        assert "Somebody else changed view Ours" in running.said
    assert views.views(PAGE)[-1].arrangement == Arrangement("name", True)


async def test_my_postponed_interactions_are_shown_first_and_everybodys_next(filled: str) -> None:
    async with program(filled, start_at="postponed-interactions") as running:
        assert isinstance(running.screen, PostponedScreen)
        assert "My postponed   order" in running.context
        await running.press("w", "enter")
        assert "Everybody's" in running.context
    async with program(filled, start_at="postponed-interactions") as running:
        assert "Everybody's" in running.context
        await running.press("w")
        await running.type("my")
        await running.press("enter", "escape")
        assert "all   order" in running.context
    async with program(filled, start_at="postponed-interactions") as running:
        assert "My postponed   order" in running.context


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_views_look_like_this(filled: str, size: tuple[int, int]) -> None:
    rules.save_view("log-entries", "Calls of this week", Arrangement("date", True))
    rules.save_view("log-entries", "Complaints", Arrangement("date", True), everybodys=True)
    async with program(filled, start_at="log-entries", size=size) as running:
        await choose(running, "today")
        await running.press("w")
        assert_picture(running.app, f"views_{size[0]}x{size[1]}")
