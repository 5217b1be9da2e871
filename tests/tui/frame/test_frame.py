"""The frame of the screens: messages, questions, pages, filters, the menu and help (ux.md 14)."""

from __future__ import annotations

import asyncio

import pytest

from tests.pictures import assert_picture, picture
from tests.tui.frame.people import People, PeopleScreen, make_app, people_screen, settle
from tui.commands import COMMANDS, PAGE_COMMANDS
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.screens.help import HelpScreen
from tui.screens.key_test import KeyTestScreen
from tui.settings import Settings
from tui.themes import THEMES
from tui.widgets.status_line import StatusLine


def said(text: str) -> str:
    """The message line."""
    return text.splitlines()[-2]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16), (59, 16)])
async def test_the_list_looks_as_laid_out(size: tuple[int, int]) -> None:
    app = make_app(People(100))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("down", "space")
        await settle(pilot)
        await pilot.pause(0.3)
        assert_picture(app, f"frame_list_{size[0]}x{size[1]}")


async def test_on_a_terminal_that_is_too_small_keys_do_nothing_but_quit() -> None:
    app = make_app(People(10))
    async with app.run_test(size=(52, 14)) as pilot:
        await settle(pilot)
        assert picture(app).strip() == "Needs 60x16, has 52x14.  q quits."
        await pilot.press("d", "space", "down")
        await settle(pilot)
        screen = people_screen(app)
        assert not screen.asking
        assert not screen.table.marks
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen.table.known_position == 1
        await pilot.resize_terminal(52, 14)
        await settle(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


@pytest.mark.parametrize("key", ["enter", "escape", "n"])
async def test_any_answer_but_y_keeps(key: str) -> None:
    app = make_app(People(10))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert said(picture(app)).startswith("Delete 1 contacts?  y delete   n keep")
        await pilot.press("d", "x", key)
        await settle(pilot)
        assert people_screen(app).deleted == []
        assert "Delete" not in said(picture(app))


async def test_y_does_it_for_the_marked_rows_and_may_be_typed_ahead() -> None:
    data = People(10)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("space", "space", "d", "y")
        await settle(pilot)
        assert people_screen(app).deleted == [tuple(sorted((data.rows[0].id, data.rows[1].id)))]
        assert "Deleted 2 contacts." in said(picture(app))


async def test_keys_wait_for_a_command_that_is_still_at_work() -> None:
    app = make_app(People(10))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("n", "down", "space")
        await settle(pilot)
        screen = people_screen(app)
        assert not screen.table.marks
        screen.gate.set()
        await settle(pilot)
        assert len(screen.table.marks.ids) == 1
        assert screen.table.known_position == 3


async def test_what_does_not_apply_is_dim_and_says_why() -> None:
    app = make_app(People(10))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("r")
        assert "No postponed interaction here." in said(picture(app))
        await pilot.press("x")
        assert "Cancel does nothing on this page." in said(picture(app))


async def test_every_key_of_the_registry_does_something_or_says_why_not() -> None:
    for command in COMMANDS:
        for key in command.keys:
            app = make_app(People(10))
            async with app.run_test() as pilot:
                await settle(pilot)
                before = picture(app)
                people_screen(app).gate.set()
                await pilot.press(key)
                await settle(pilot)
                if command.id == "quit":
                    assert not app.is_running
                    continue
                if command.page:
                    assert app.current_mode == command.page
                    continue
                moved = command.id in (
                    "up",
                    "first",
                    "page_up",
                    "previous_record",
                    "refresh",
                    "redraw",
                    "order",
                    "column_left",
                    "column_right",
                    "move_column_left",
                )
                assert moved or picture(app) != before, key


async def test_the_pages_open_by_number_and_keep_their_cursor() -> None:
    app = make_app(People(50))
    async with app.run_test() as pilot:
        await settle(pilot)
        first = app.screen
        await pilot.press("down", "down")
        for command in PAGE_COMMANDS:
            await pilot.press(command.keys[0])
            await settle(pilot)
            assert len(app.screen_stack) == 1
        await pilot.press("2", "1")
        await settle(pilot)
        assert app.screen is first
        assert people_screen(app).table.known_position == 3


async def test_esc_reaches_the_first_page_from_everywhere_and_then_only_tells() -> None:
    app = make_app(People(50))
    async with app.run_test() as pilot:
        await settle(pilot)
        for keys in ((":", "x"), ("?",), ("o",), ("f",), ("f", "enter"), ("/", "b"), ("d",)):
            await pilot.press(*keys)
            await settle(pilot)
            for _ in range(4):
                await pilot.press("escape")
                await settle(pilot)
            assert isinstance(app.screen, PeopleScreen)
            assert people_screen(app).deleted == []
            assert people_screen(app).question.search == ""
        assert "q quits" in said(picture(app))
        assert app.is_running


async def test_q_on_the_first_page_asks_and_y_quits() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("q", "enter")
        await settle(pilot)
        assert app.is_running
        await pilot.press("q", "y")
        await settle(pilot)
        assert not app.is_running


async def test_ctrl_q_quits_at_once_and_ctrl_c_says_how() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+c")
        assert "Ctrl+Q" in said(picture(app))
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running


async def test_the_quick_filter_narrows_as_typed_and_enter_goes_to_the_first_match() -> None:
    data = People(100)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("/", *"bell")
        await settle(pilot)
        assert "Filter: bell" in picture(app)
        assert data.questions[-1].search == "bell"
        await pilot.press("enter")
        await settle(pilot)
        row = people_screen(app).row
        assert row is not None
        assert "Bell" in str(row.cells[1])
        assert 'filter: "bell"' in picture(app)
        await pilot.press("/", *"zzz", "enter")
        await settle(pilot)
        assert 'No contacts match "bellzzz".   Esc clears the filter.' in picture(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Contacts  100   all" in picture(app)


async def test_a_list_without_rows_shows_nothing_of_the_record_before() -> None:
    app = make_app(People(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        people_screen(app).say_about_row()
        await settle(pilot)
        assert "-- CT" in picture(app)
        await pilot.press("/", *"nobody like that")
        await settle(pilot)
        people_screen(app).say_about_row()
        await settle(pilot)
        assert "-- CT" not in picture(app)


async def test_a_filter_to_a_value_is_named_and_esc_clears_it() -> None:
    data = People(100)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert f"filter: No. {data.rows[0].cells[0]}" in picture(app)
        assert "Contacts  1 " in picture(app)
        await pilot.press("escape")
        await settle(pilot)
        assert data.questions[-1].filters == ()


async def test_the_menu_finds_pages_commands_synonyms_and_records() -> None:
    app = make_app(People(100))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(":", *"salut", "enter")
        await settle(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("q", ":", *"remove")
        await settle(pilot)
        assert "Delete: Delete, after a question." in picture(app)
        await pilot.press("enter")
        await settle(pilot)
        assert people_screen(app).asking
        await pilot.press("n", "ctrl+p", *"bell")
        await settle(pilot)
        assert "CT000002 Marcus Bell" in picture(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "The records of this page have no card of their own." in said(picture(app))


async def test_the_menu_says_why_a_command_does_not_apply() -> None:
    app = make_app(People(100))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(":", *"resume")
        await settle(pilot)
        assert isinstance(app.screen, PickScreen)
        assert "No postponed interaction here." in picture(app)


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_help_says_what_the_page_is_for_and_is_narrowed_by_typing(key: str) -> None:
    app = make_app(People(100))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "All people and companies." in picture(app)
        await pilot.press(*"clipb")
        await settle(pilot)
        assert "y            Copy" in picture(app)
        assert "Page down" not in picture(app)


async def test_a_line_too_long_for_the_screen_is_said_in_full_and_no_match_is_said_too() -> None:
    app = make_app(People(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("?")
        await settle(pilot)
        await pilot.press(*"back")
        await settle(pilot)
        whole = "One step back: filter, then the page before; on the first page it asks to quit."
        assert said(picture(app)).strip() == whole
        await pilot.press(*"wards")
        await settle(pilot)
        assert "Nothing begins with that." in said(picture(app))
        await pilot.press("escape")


async def test_what_was_said_before_a_question_does_not_come_back_after_it() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        app.screen.say("Saved the file.")  # type: ignore[attr-defined]
        await pilot.press("q", "n")
        await settle(pilot)
        assert "Saved the file." not in picture(app)
        assert not people_screen(app).asking


async def test_the_key_tester_shows_keys_and_leaves_by_esc_twice() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(":", *"test k", "enter")
        await settle(pilot)
        assert isinstance(app.screen, KeyTestScreen)
        await pilot.press("f7")
        assert "F7: arrives as f7; Postpone (postpone)." in said(picture(app))
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)


async def test_copying_says_where_the_text_went() -> None:
    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("y")
        assert app.screen.query_one(StatusLine).text.startswith("Sent to the terminal's clipboard: CT00000")
        assert app.clipboard.startswith("CT00000")


async def test_changed_records_are_read_again() -> None:
    data = People(5)
    app = make_app(data)
    async with app.run_test() as pilot:
        await settle(pilot)
        data.rows.pop(0)
        app.post_message(RecordsChanged("contacts", (1,)))
        await settle(pilot)
        assert "Contacts  4 " in picture(app)


@pytest.mark.parametrize("theme", sorted(THEMES))
async def test_without_colour_the_selected_row_is_reversed_and_text_is_not_its_background(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(People(5), settings=Settings(theme=theme))
    async with app.run_test() as pilot:
        await settle(pilot)
        rows = app.screen._compositor.render_strips()
        chosen, other = rows[3], rows[4]
        assert all(segment.style and segment.style.reverse for segment in chosen if segment.text.strip())
        for segment in other:
            assert segment.style is None or not segment.style.reverse
            assert segment.style is None or segment.style.color is None or segment.style.color.is_default


@pytest.mark.parametrize(("theme", "has_bar"), [("dark", True), ("light", True), ("terminal", False)])
async def test_the_selected_line_of_a_list_of_choices_has_a_bar_where_bytes_are_cheap(
    theme: str, has_bar: bool
) -> None:
    app = make_app(People(5), settings=Settings(theme=theme))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(":", "down")
        await settle(pilot)
        rows = app.screen._compositor.render_strips()[3:6]
        backgrounds = [next(iter(row)).style for row in rows]
        assert (backgrounds[0] == backgrounds[2]) is True
        assert (backgrounds[1] != backgrounds[2]) is has_bar


async def test_keys_typed_before_the_first_frame_are_not_lost() -> None:
    app = make_app(People(100))
    async with app.run_test() as pilot:
        await pilot.press("/", *"bell", "enter", "space")
        await settle(pilot)
        assert people_screen(app).question.search == "bell"
        assert len(people_screen(app).table.marks.ids) == 1


async def test_a_hang_up_saves_what_is_open_and_ends() -> None:
    saved: list[str] = []

    class Saving(PeopleScreen):
        async def save_now(self) -> None:
            await asyncio.sleep(0)
            saved.append(self.PAGE)

    app = make_app(People(5))
    async with app.run_test() as pilot:
        await settle(pilot)
        await app.push_screen(Saving(People(5)))
        await settle(pilot)
        app.hang_up()
        await pilot.pause()
        await settle(pilot)
        assert saved == ["contacts"]
        assert not app.is_running


async def test_a_long_error_is_shown_whole_and_gives_its_rows_back() -> None:
    app = make_app(People(5))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, BaseScreen)
        screen.say_error("The editor cannot be run. " * 4 + "Set it in settings.toml.")
        await settle(pilot)
        assert picture(app).splitlines()[-3].startswith("! The editor cannot be run.")
        assert picture(app).splitlines()[-2].rstrip().endswith("Set it in settings.toml.")
        screen.say("Done.")
        await settle(pilot)
        assert picture(app).splitlines()[-2].startswith("Done.")
        assert "editor" not in picture(app)
        assert screen.query_one(StatusLine).size.height == 1
