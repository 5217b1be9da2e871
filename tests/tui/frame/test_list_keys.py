"""What the keys of every list do: seek, columns, filter to a value, sorting that is stopped, held keys."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from textual.events import Key

from models.errors import BusyError
from models.queries.lists.rows import Filter
from tests.pictures import picture
from tests.tui.frame.people import COLUMNS, People, make_app, people_screen, settle
from tui.app import TouchbaseApp
from tui.widgets.record_table.pending import Pending
from tui.widgets.record_table.table import HELD


def position(app: TouchbaseApp) -> int | None:
    return people_screen(app).table.known_position


async def test_seek_goes_where_what_is_typed_begins_and_esc_goes_back() -> None:
    data = People(300)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "down")
        before = people_screen(app).row
        await pilot.press("s", "N", "o")
        await settle(pilot)
        row = people_screen(app).row
        assert row is not None
        assert str(row.key).startswith("Nora")
        assert "Name from:" in picture(app)
        await pilot.press("escape")
        await settle(pilot)
        assert people_screen(app).row == before
        await pilot.press("s", "N", "enter", "down")
        await settle(pilot)
        assert "Name from:" not in picture(app)
        assert str(people_screen(app).row.key).startswith("Nora")  # type: ignore[union-attr]


async def test_right_reaches_columns_that_do_not_fit_and_the_first_stays() -> None:
    app = make_app(People(5))
    async with app.run_test(size=(60, 16)) as pilot:
        await settle(pilot)
        table = people_screen(app).table
        table.set_columns([replace(column, width=18, minimum=18) for column in COLUMNS])
        await settle(pilot)
        assert "Cost" not in picture(app)
        await pilot.press("right", "right", "right", "right", "right")
        await settle(pilot)
        assert table.current_column == "cost"
        header = picture(app).splitlines()[2]
        assert header.split()[0] == "No."
        assert header.split()[-1] == "Cost"
        await pilot.press(*["left"] * 4)
        await settle(pilot)
        assert table.current_column == "no"
        assert "Cost" not in picture(app)


async def test_the_current_column_stands_out_without_colour() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("right")
        await settle(pilot)
        table = people_screen(app).table
        (header,) = table.render_lines(table.size.region.__class__(0, 0, table.size.width, 1))
        reversed_text = "".join(part.text for part in header if part.style and part.style.reverse)
        assert reversed_text.strip() == "Name"


async def test_filter_to_this_value_and_off_again_on_the_same_cell() -> None:
    data = People(20)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "down")
        row = people_screen(app).row
        assert row is not None
        await pilot.press("t")
        await settle(pilot)
        assert data.questions[-1].filters == (Filter("no", str(row.cells[0])),)
        assert people_screen(app).row == row
        assert len(people_screen(app).table.rows_on_screen) == 1
        await pilot.press("t")
        await settle(pilot)
        assert not data.questions[-1].filters
        assert people_screen(app).row == row
        await pilot.press(*["right"] * 4, "t")
        await settle(pilot)
        assert data.questions[-1].filters == (Filter("cost", "''"),)


async def test_sorting_is_said_leaves_the_rows_and_is_stopped_by_esc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.lists.screen.SLOW", 0.001)
    data = People(300)
    data.slow_orders = ("no",)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        before = people_screen(app).row
        data.gate = asyncio.Event()
        await pilot.press("o", "down", "enter")
        while "Sorting 300 contacts by No....  Esc stops." not in picture(app):
            await pilot.pause(0.01)
        assert people_screen(app).row == before
        data.gate = None
        await pilot.press("escape")
        await settle(pilot)
        assert data.questions[-1].order == "name"
        assert "Sorting was stopped." in picture(app)
        assert people_screen(app).row == before


async def test_an_order_without_an_index_reads_many_rows_at_once() -> None:
    data = People(5_000)
    data.slow_orders = ("no",)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("o", "down", "enter")
        await settle(pilot)
        await pilot.press(*["pagedown"] * 20)
        await settle(pilot)
        assert data.sources[-1].limits == [2_000]


async def test_hits_of_the_quick_filter_are_marked_without_colour() -> None:
    app = make_app(People(30))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("/", *"nora")
        await settle(pilot)
        table = people_screen(app).table
        strips = table.render_lines(table.size.region)
        marked = {part.text for strip in strips for part in strip if part.style and part.style.underline}
        assert marked == {"Nora"}
        await pilot.press("escape")
        await settle(pilot)
        strips = table.render_lines(table.size.region)
        assert not [part for strip in strips for part in strip if part.style and part.style.underline]


async def test_a_held_key_does_not_pile_up_while_rows_are_waited_for() -> None:
    data = People(10_000)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.gate = asyncio.Event()
        people_screen(app).action_refresh()
        for _ in range(300):
            people_screen(app).action_page_down()
        data.gate.set()
        await settle(pilot)
        page = len(people_screen(app).table.rows_on_screen)
        assert position(app) == HELD * page + 1


async def test_moves_in_one_direction_become_one_and_others_stay_in_order() -> None:
    pending = Pending()
    for by in (1, 1, 20, -1, -2, 5):
        pending.move(by, 21)
    taken = []
    while pending.any:
        taken.append(await pending.next())
        pending.done()
    assert taken == [21, -3, 5]


async def test_two_marks_while_rows_are_waited_for_mark_two_records() -> None:
    data = People(50)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.gate = asyncio.Event()
        people_screen(app).action_refresh()
        await pilot.press("space", "space")
        data.gate.set()
        await settle(pilot)
        assert people_screen(app).table.marks.ids == {data.rows[0].id, data.rows[1].id}


async def test_a_database_that_does_not_answer_is_a_sentence_and_the_rows_stay() -> None:
    data = People(50)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        rows = people_screen(app).table.rows_on_screen
        data.error = BusyError("Another program is writing to the database.")
        await pilot.press("f5")
        await settle(pilot)
        assert "Another program is writing" in picture(app)
        assert people_screen(app).table.rows_on_screen == rows
        data.error = None
        await pilot.press("f5", "down")
        await settle(pilot)
        assert position(app) == 2


async def test_the_number_of_rows_is_about_right_until_it_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.lists.tally.PATIENCE", 0.001)
    data = People(2_500)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Contacts  2,500" in picture(app)
        counted = asyncio.Event()
        data.counting = counted
        await pilot.press("f5")
        await settle(pilot)
        assert "Contacts  ~2,500" in picture(app)
        await pilot.press("/", "n", "o")
        await settle(pilot)
        assert "~" not in picture(app).splitlines()[1]
        counted.set()
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Contacts  417" in picture(app)


async def test_a_verb_behind_a_search_means_what_was_found_however_late_it_comes() -> None:
    data = People(300)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.gate = asyncio.Event()
        found = next(row for row in data.rows if str(row.cells[1]).startswith("Nora"))
        await pilot.press("/", "n", "o", "r", "a", "enter", "d")
        assert "Delete" not in picture(app)
        await pilot.press("y")
        data.gate.set()
        await settle(pilot)
        await pilot.pause()
        assert people_screen(app).deleted == [(found.id,)]


async def test_keys_in_one_burst_with_a_search_are_for_what_was_found() -> None:
    app = make_app(People(300))
    async with app.run_test() as pilot:
        await settle(pilot)
        for key, character in (("slash", "/"), ("b", "b"), ("e", "e"), ("enter", "\r"), ("down", None)):
            app.post_message(Key(key, character))
        await settle(pilot)
        await pilot.pause()
        row = people_screen(app).row
        assert row is not None
        assert row.cells[1] == "Marcus Bell 0007"


async def test_esc_gives_up_a_verb_that_waits_for_rows() -> None:
    data = People(300)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.gate = asyncio.Event()
        await pilot.press("/", "n", "o", "enter", "d", "y", "escape")
        data.gate.set()
        await settle(pilot)
        assert people_screen(app).deleted == []
        assert people_screen(app).question.search == ""


async def test_more_marked_records_than_a_command_takes_are_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.screens.lists.screen.CHOSEN", 100)
    app = make_app(People(300))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("a", "d")
        await settle(pilot)
        assert "300 are marked, and at most 100 go at a time." in picture(app)
        assert people_screen(app).deleted == []
