"""The windowed table, by its keys (ux.md 14: 10)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from models.queries.lists.rows import Row
from tests.pictures import picture
from tests.tui.frame.people import People, make_app, people_screen, settle
from tui.widgets.record_table import Column, Marks
from tui.widgets.record_table.columns import place


def selected(text: str) -> list[int]:
    """The screen rows with the sign of the selected row."""
    return [y for y, line in enumerate(text.splitlines()) if line.startswith(">")]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_cursor_of_the_terminal_is_on_the_selected_row_after_every_move(
    size: tuple[int, int],
) -> None:
    app = make_app(People())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        keys = ("down", "j", "pagedown", "G", "k", "pageup", "g", "end", "up", "up", "home", "J", "K")
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
            assert selected(picture(app)) == [app.cursor_position.y], key


async def test_moving_down_visits_every_row_once_and_holds_only_a_window() -> None:
    data = People(120)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        seen = []
        for _ in range(120):
            row = people_screen(app).row
            assert row is not None
            seen.append(row.id)
            people_screen(app).table.move(1)
            await settle(pilot)
        assert seen == [row.id for row in data.rows]
        assert max(limit for source in data.sources for limit in source.limits) < 100


async def test_from_the_end_up_to_the_start_by_pages() -> None:
    app = make_app(People(300))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("G")
        await settle(pilot)
        assert people_screen(app).row == people_screen(app).table.rows_on_screen[-1]
        for _ in range(60):
            await pilot.press("pageup")
        await settle(pilot)
        assert people_screen(app).table.known_position == 1


async def test_keys_pressed_while_rows_are_read_are_done_in_their_order() -> None:
    data = People(500)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.gate = asyncio.Event()
        people_screen(app).action_refresh()
        await pilot.press("G", "up", "up", "space")
        data.gate.set()
        await settle(pilot)
        assert people_screen(app).table.marks == Marks(ids=frozenset((data.rows[-3].id,)))


async def test_the_cursor_stays_on_its_record_over_refresh_order_and_resize() -> None:
    data = People()
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("pagedown", "pagedown", "down")
        await settle(pilot)
        row = people_screen(app).row
        await pilot.press("f5")
        await settle(pilot)
        assert people_screen(app).row == row
        await pilot.resize_terminal(70, 18)
        await settle(pilot)
        assert people_screen(app).row == row
        assert selected(picture(app)) == [app.cursor_position.y]
        await pilot.press("o", "enter")
        await settle(pilot)
        assert data.questions[-1].descending
        assert people_screen(app).row == row
        assert selected(picture(app)) == [app.cursor_position.y]


async def test_a_row_that_is_gone_leaves_the_cursor_in_its_place() -> None:
    data = People(50)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "down")
        gone = data.rows.pop(2)
        await pilot.press("f5")
        await settle(pilot)
        row = people_screen(app).row
        assert row is not None
        assert row.id != gone.id
        assert row == data.rows[2]


async def test_marks_survive_refresh_and_order_and_esc() -> None:
    data = People()
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("space", "space", "f5", "o", "down", "enter", "escape")
        await settle(pilot)
        assert people_screen(app).table.marks.ids == {data.rows[0].id, data.rows[1].id}
        assert "2 marked" in picture(app)


async def test_mark_all_is_everything_but_the_exceptions() -> None:
    data = People(20)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a", "space")
        await settle(pilot)
        screen = people_screen(app)
        assert "19 marked" in picture(app)
        assert await screen.chosen_ids() == tuple(row.id for row in data.rows[1:])
        await pilot.press("a", "a")
        await settle(pilot)
        assert not screen.table.marks


@pytest.mark.parametrize(("after", "said"), [(3600.0, False), (0.001, True)])
async def test_loading_is_said_only_when_it_takes_long_and_then_the_reason_for_no_rows(
    after: float, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.widgets.record_table.table.SLOW", after)
    data = People(0)
    data.gate = asyncio.Event()
    app = make_app(data)
    async with app.run_test() as pilot:
        for _ in range(5):
            await pilot.pause(0.01)
        assert ("loading..." in picture(app)) is said
        data.gate.set()
        await settle(pilot)
        assert "No contacts yet.   n New" in picture(app)


async def test_data_with_escapes_markup_and_wide_characters_stays_in_its_columns() -> None:
    data = People(3)
    names = ("[bold]日本語[/] \x1b[2J", "[@click=app.quit]a\u202eb", "👍 é")
    data.rows = [
        replace(row, cells=(row.cells[0], name, *row.cells[2:]))
        for row, name in zip(data.rows, names, strict=True)
    ]
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        from rich.cells import cell_len

        lines = picture(app).splitlines()[3:6]
        places = {cell_len(line[: line.index("Alder")]) for line in lines}
        assert len(places) == 1
        assert "[bold]日本語[/] ?[2J" in lines[0]
        assert "[@click=app.quit]ab" in lines[1]


def test_narrow_screens_drop_optional_columns_and_never_cut_codes() -> None:
    columns = (Column("no", "No.", 8, minimum=8), Column("name", "Name", 20), Column("city", "City", 20, 3))
    assert [p.column.name for p in place(columns, 80)] == ["no", "name", "city"]
    assert [p.column.name for p in place(columns, 25)] == ["no", "name"]
    assert place(columns, 25)[0].width == 8


def test_marks_know_their_number() -> None:
    row = Row(7, "a", ())
    assert row.id in Marks(all=True)
    assert row.id not in Marks(all=True).toggled(7)
    assert Marks(all=True, ids=frozenset((7,))).count(10) == 9
    assert Marks(all=True).count(None) is None
