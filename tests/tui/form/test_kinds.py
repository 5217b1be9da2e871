"""Dates, options, ticks, codes, notes and errors."""

from __future__ import annotations

import asyncio

import pytest
from textual import events

from tests.tui.form.tiny import Tiny
from tui.widgets.form.note import NoteField


async def test_a_date_shows_its_reading_as_it_is_typed() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("date")
        await pilot.press(*"2026-03-1")
        assert "= " not in app.picture()[3]
        await pilot.press("2")
        assert app.picture()[3] == ">Date         [2026-03-12        ] = Thu 12 Mar 2026"


async def test_up_and_down_move_a_date_by_a_day() -> None:
    app = Tiny()
    app.form.set("date", "2026-03-12")
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("date")
        await pilot.press("up", "up", "down")
        assert app.form.texts()["date"] == "2026-03-13"
        assert app.at == "date"
        assert app.form.typed == {"date"}


async def test_an_option_is_typed_by_letter_or_number_and_shown_in_full() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("evaluation")
        await pilot.press("p")
        assert "= Positive" in app.picture()[4]
        await pilot.press("tab")
        assert app.form.texts()["evaluation"] == "Positive"
        await pilot.press("shift+tab", "4", "tab")
        assert app.form.texts()["evaluation"] == "Negative"


async def test_an_option_is_chosen_from_its_list() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("evaluation")
        await pilot.press("f6")
        assert "|>" in app.picture()[5]
        await pilot.press("down", "down", "enter")
        assert app.form.texts()["evaluation"] == "Positive"
        assert not app.choices.display


@pytest.mark.parametrize("keys", [("z",), ("f6", "z")], ids=["typed", "typed below the list"])
async def test_a_wrong_option_stays_with_a_sentence(keys: tuple[str, ...]) -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("evaluation")
        await pilot.press(*keys, "tab")
        assert app.form.texts()["evaluation"] == "z"
        assert app.form.errors == {"evaluation": "'z' is none of the choices; F6 shows them."}


async def test_space_toggles_a_tick() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("successful")
        await pilot.press("space")
        assert app.form.texts()["successful"] == "yes"
        assert "[x] yes" in app.picture()[5]
        await pilot.press("space")
        assert "[ ] no" in app.picture()[5]


async def test_a_code_becomes_capital_on_leaving() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("language")
        await pilot.press(*" eng", "tab")
        assert app.form.texts()["language"] == "ENG"


async def test_a_note_takes_new_lines_and_leaves_the_function_keys_alone() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("comment")
        await pilot.press(*"one", "enter", *"two", "ctrl+j", *"three", "f6", "f7", "f9", "x")
        assert app.form.texts()["comment"] == "one\ntwo\nthreex"
        assert app.actions == ["f7", "f9"]
        assert app.form.in_note
        await pilot.press("tab")
        assert app.at == "language"


async def test_a_note_undoes_and_redoes_and_cuts_no_line() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("comment")
        await pilot.press(*"one", "ctrl+x")
        assert app.form.texts()["comment"] == "one"
        await pilot.press("ctrl+z")
        assert app.form.texts()["comment"] == ""
        await pilot.press("ctrl+y")
        assert app.form.texts()["comment"] == "one"


async def test_a_note_is_left_at_its_edges_and_found_again_where_it_was() -> None:
    app = Tiny()
    app.form.set("comment", "one\ntwo", by="contact")
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("comment", 5)
        assert app.form.caret == ("comment", 5)
        await pilot.press("up")
        assert app.at == "comment"
        await pilot.press("up")
        assert app.at == "phone"
        await pilot.press("tab", "end", "x")
        assert app.form.texts()["comment"] == "onex\ntwo"


async def test_a_pasted_note_keeps_its_lines_and_nothing_else() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("comment")
        app.post_message(events.Paste("one\r\ntwo\x1b[2J\x00"))
        await pilot.pause()
        assert app.form.texts()["comment"] == "one\ntwo"
        assert isinstance(app.field("comment"), NoteField)


async def test_what_is_wrong_stands_under_its_field_and_the_caret_does_not_jump() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("phone")
        await pilot.press(*"96O", "tab")
        await pilot.pause()
        assert app.at == "comment"
        assert app.picture()[7].strip() == "! Letter O is not a digit."
        app.form.focus_field("phone")
        await pilot.press(*"960", "tab")
        await pilot.pause()
        assert app.form.errors == {}
        assert app.picture()[7].startswith(">Comment")


async def test_a_slow_check_does_not_hold_up_typing_and_an_old_answer_is_dropped() -> None:
    gate = asyncio.Event()

    async def slow(field: str, text: str) -> str:
        await gate.wait()
        return "Too loud." if field == "description" and text == "AAA" else ""

    app = Tiny(check=slow)
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("description")
        await pilot.press(*"AAA", "tab", "shift+tab", *"BBB", "tab")
        assert app.at == "date"
        gate.set()
        await app.form.settled()
        assert app.form.errors == {}
        app.form.focus_field("description")
        await pilot.press(*"AAA")
        await app.form.settled()
        assert app.form.errors == {"description": "Too loud."}


async def test_too_long_is_a_sentence_with_the_limit_and_nothing_is_cut() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("description")
        await pilot.press(*"123456789012345678901", "tab")
        assert app.form.errors == {"description": "Description holds 20 characters at most; this is 21."}
        assert len(app.form.texts()["description"]) == 21
