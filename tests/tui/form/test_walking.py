"""Walking through a form, typing into it, and what it says about that."""

from __future__ import annotations

from textual import events

from tests.tui.form.tiny import Tiny, burst
from tui.widgets.form import Form


async def test_enter_walks_the_quick_fields_and_says_when_it_is_at_the_end() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.at == "template"
        await pilot.press("enter")
        assert app.at == "description"
        await pilot.press("enter")
        assert app.at == "comment"
        await pilot.press("tab", "enter")
        assert len(app.heard(Form.AtEnd)) == 1
        assert app.at == "language"


async def test_tab_reaches_every_field_that_can_be_edited_and_goes_round() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        walked = [app.at]
        for _ in range(8):
            await pilot.press("tab")
            walked.append(app.at)
        names = [name for name in app.form.fields if name != "contact"]
        assert walked == [*names, "template"]
        await pilot.press("shift+tab", "shift+tab")
        assert app.at == "comment"


async def test_up_and_down_move_between_lines() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("description")
        await pilot.press("up")
        assert app.at == "template"
        app.form.focus_field("phone")
        await pilot.press("up")
        assert app.at == "successful"
        await pilot.press("down", "down")
        assert app.at == "comment"
        await pilot.press("up")
        assert app.at == "phone"


async def test_coming_into_a_field_selects_its_value_so_typing_replaces_it() -> None:
    app = Tiny()
    app.form.set("description", "Outgoing call", "from template")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        assert app.field("description").selected_text == "Outgoing call"
        await pilot.press(*"Hi")
        assert app.form.texts()["description"] == "Hi"
        assert app.form.caret == ("description", 2)


async def test_f2_puts_the_caret_at_the_end_and_back() -> None:
    app = Tiny()
    app.form.set("description", "Call", "from template")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "f2", "s")
        assert app.form.texts()["description"] == "Calls"
        await pilot.press("f2", "backspace")
        assert app.form.texts()["description"] == ""


async def test_keys_that_come_in_one_burst_keep_their_order_across_fields() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await burst(
            pilot, *"outg", "tab", *"Hello", "enter", *"Wants", "enter", *"forty", "tab", *"eng", "tab"
        )
        await app.form.settled()
        texts = app.form.texts()
        assert texts["template"] == "OUTGOING"
        assert texts["description"] == "Hello"
        assert texts["comment"] == "Wants\nforty"
        assert texts["language"] == "ENG"


async def test_a_first_key_after_a_change_of_field_is_not_selected_and_replaced() -> None:
    app = Tiny()
    app.form.set("phone", "123", by="contact")
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("successful")
        await burst(pilot, "tab", *"456", "tab")
        await app.form.settled()
        assert app.form.texts()["phone"] == "456"


async def test_only_what_a_person_typed_counts_as_typed() -> None:
    app = Tiny()
    app.form.set("description", "Outgoing call", "from template")
    app.form.mark_saved()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.form.changed == frozenset()
        assert "from template" in app.picture()[2]
        await pilot.press("tab", *"Hi")
        assert app.form.changed == app.form.typed == {"description"}
        assert app.form.set_by() == {"description": "typed"}
        assert "from template" not in app.picture()[2]
        app.form.mark_saved()
        assert app.form.changed == frozenset()
        assert [message.text for message in app.heard(Form.Typed)] == ["H", "Hi"]


async def test_ctrl_z_puts_the_old_value_back() -> None:
    app = Tiny()
    app.form.set("description", "Old", by="contact")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"New", "ctrl+z")
        assert app.form.texts()["description"] == "Old"
        await pilot.press(*"New", "tab", "shift+tab", "ctrl+z")
        assert app.form.texts()["description"] == "Old"


async def test_f8_and_f1_ask_the_screen() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "f8", "f1")
        assert [message.field for message in app.heard(Form.CopyPrevious)] == ["description"]
        assert [message.field for message in app.heard(Form.Explain)] == ["description"]


async def test_keys_of_the_screen_pass_through_in_their_order() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"Hi", "f9", "f7", "ctrl+j")
        assert app.actions == ["f9", "f7", "ctrl+j"]
        assert app.form.texts()["description"] == "Hi"


async def test_pasted_text_is_cleaned() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("description")
        app.post_message(events.Paste("a\x1b[31mb\x07\r\nc"))
        await pilot.pause()
        assert app.form.texts()["description"] == "ab c"


async def test_wide_letters_and_markup_are_shown_as_they_are() -> None:
    app = Tiny()
    app.form.set("description", "[red]漢字", "[b]from[/b] template")
    async with app.run_test(size=(80, 24)):
        assert "[[red]漢字" in app.picture()[2]
        assert "[b]from[/b] template" in app.picture()[2]


async def test_a_field_is_one_row_of_the_agreed_shape() -> None:
    app = Tiny()
    app.form.set("contact", "CT000102", meaning="Bell, Marcus")
    app.form.set("successful", "yes")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        rows = app.picture()
        assert rows[0] == " Contact       CT000102  Bell, Marcus"
        assert rows[1] == " Template *   [                  ]"
        assert rows[2].startswith(">Description  [")
        assert rows[5] == " Successful   [x] yes"
        assert rows[9].startswith("-- More fields ------")


async def test_the_terminal_cursor_follows_the_caret() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"Hi")
        assert app.cursor_position == (17, 2)
        await pilot.press("left")
        assert app.cursor_position == (16, 2)


async def test_a_long_text_scrolls_with_its_caret_and_is_cut_with_a_mark_elsewhere() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("phone")
        await pilot.press(*"0123456789012345678901234567890")
        assert "45678901234567890 ]" in app.picture()[6]
        await pilot.press("shift+tab")
        assert "[01234567890123456~]" in app.picture()[6]


async def test_the_form_scrolls_to_the_caret_and_the_terminal_cursor_with_it() -> None:
    app = Tiny()
    async with app.run_test(size=(60, 6)) as pilot:
        await pilot.press("shift+tab", "x")
        row = next(number for number, text in enumerate(app.picture()) if text.startswith(">Language"))
        assert app.cursor_position == (16, row)


async def test_a_change_of_size_keeps_the_caret_and_what_is_half_typed() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", *"Hal")
        await pilot.resize_terminal(60, 16)
        await pilot.resize_terminal(120, 40)
        assert app.form.caret == ("description", 3)
        assert app.picture()[2].startswith(">Description  [Hal")
