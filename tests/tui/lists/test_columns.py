"""Columns by keys: wider and narrower, moved, chosen among all fields, and put back."""

from __future__ import annotations

import pytest

from tests.pictures import assert_picture, picture
from tests.tui.pages.program import Program, program
from tui.screens.lists.columns import ColumnsScreen
from tui.screens.lists.screen import ListScreen

USUAL = ["no", "name", "company_name", "phone_no", "salesperson_code", "date_of_last_interaction"]


def shown(running: Program) -> list[str]:
    """The names of the columns of the list."""
    screen = running.screen
    assert isinstance(screen, ListScreen)
    return [column.name for column in screen.columns if not column.hidden]


def header(running: Program) -> str:
    return picture(running.app).splitlines()[2]


async def test_the_current_column_becomes_wider_and_narrower(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        assert header(running).startswith("  No.       Name")
        await running.press("greater_than_sign", "greater_than_sign")
        assert header(running).startswith("  No.         Name")
        await running.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert header(running).startswith("  No.      Name")


async def test_the_current_column_moves_and_stays_the_current_one(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("right", "right_curly_bracket", "right_curly_bracket")
        assert shown(running)[:4] == ["no", "company_name", "phone_no", "name"]
        await running.press("left_curly_bracket")
        assert shown(running)[:4] == ["no", "company_name", "name", "phone_no"]
        assert "Nell Ashby" in picture(running.app)


async def test_fields_are_shown_hidden_and_reordered_by_keys(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("L")
        await running.press("down", "down", "space", "down", "K")
        await running.press("enter")
        assert shown(running) == ["no", "phone_no", "name", "salesperson_code", "date_of_last_interaction"]


async def test_a_field_of_the_record_referred_to_is_found_and_shown(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("L", "slash")
        await running.type("salesperson name")
        await running.press("enter", "space", "escape", "enter")
        assert shown(running) == [*USUAL, "salesperson_code.name"]
        assert "Eve Lund" in picture(running.app)


async def test_the_usual_columns_come_back(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("L", "space", "enter")
        assert shown(running) == USUAL[1:]
        await running.press("L", "equals_sign", "enter")
        assert shown(running) == USUAL
        await running.press("greater_than_sign", "colon")
        await running.type("usual columns")
        await running.press("enter")
        assert isinstance(running.screen, ListScreen)
        assert running.screen.arrangement.columns == ()


async def test_a_list_keeps_at_least_one_column(filled: str) -> None:
    async with program(filled, start_at="salespeople") as running:
        await running.press("L", *["space", "down"] * 5, "enter")
        assert isinstance(running.screen, ColumnsScreen)
        assert "at least one column" in running.said
        await running.press("escape")
        assert isinstance(running.screen, ListScreen)


async def test_escape_leaves_the_columns_as_they_were(filled: str) -> None:
    async with program(filled, start_at="contacts") as running:
        await running.press("L", "space", "escape")
        assert shown(running) == USUAL


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_choosing_columns_looks_like_this(filled: str, size: tuple[int, int]) -> None:
    async with program(filled, start_at="log-entries", size=size) as running:
        await running.press("L", "down", "space")
        assert_picture(running.app, f"columns_{size[0]}x{size[1]}")
