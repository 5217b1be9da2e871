"""References with type-ahead."""

from __future__ import annotations

from textual import events

from tests.tui.form.tiny import FIELDS, Tiny, burst
from tui.widgets.form import FieldSpec, Form
from tui.widgets.form.choosing import ChoosingField


def opened(app: Tiny) -> bool:
    field = app.field("template")
    assert isinstance(field, ChoosingField)
    return field.opened


async def test_the_list_opens_by_itself_below_the_field_and_the_caret_stays() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ca")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        rows = app.picture()
        assert rows[1].startswith(">Template *   [ca")
        assert "| CALL-IN   Incoming call" in rows[2]
        assert "| CARD" in rows[4]
        assert app.at == "template"
        assert app.focused is app.form


async def test_down_and_tab_take_the_highlighted_row_and_say_what_it_means() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ca")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("down", "down")
        assert ">CALL-OUT" in app.picture()[3]
        await pilot.press("tab")
        assert app.form.texts()["template"] == "CALL-OUT"
        assert "Outgoing call" in app.picture()[1]
        assert app.at == "description"
        assert [message.choice.id for message in app.heard(Form.Chosen)] == [2]


async def test_a_unique_prefix_is_taken_on_leaving_even_before_the_answer_came() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.records.gate.clear()
        await burst(pilot, *"call-o", "tab", *"Hi")
        assert app.form.texts() | {"template": "call-o", "description": ""} == app.form.texts()
        app.records.gate.set()
        await app.form.settled()
        assert app.form.texts()["template"] == "CALL-OUT"
        assert app.form.texts()["description"] == "Hi"


async def test_the_only_code_that_begins_so_wins_over_names() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"outg", "enter")
        assert app.form.texts()["template"] == "OUTGOING"
        assert app.at == "description"


async def test_several_without_a_choice_open_the_list_and_a_second_enter_takes_the_first() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ca", "enter")
        assert app.at == "template"
        assert app.form.texts()["template"] == "ca"
        assert ">CALL-IN" in app.picture()[2]
        await pilot.press("enter")
        assert app.form.texts()["template"] == "CALL-IN"
        assert app.at == "description"


async def test_escape_closes_the_list_only() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ca")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("escape")
        assert not opened(app)
        assert not app.choices.display
        assert not app.bar.opened
        assert app.form.texts()["template"] == "ca"


async def test_down_f6_and_f4_open_the_whole_list_and_f6_again_asks_for_a_screen_of_it() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("down", "f6", "f4"):
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert app.choices.display
            assert app.choices.size.height == 8
            await pilot.press("escape")
        await pilot.press("f6", "f6")
        assert [message.field for message in app.heard(Form.LookupAll)] == ["template"]


async def test_nothing_found_keeps_the_text_and_offers_a_new_one() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"bri", "tab")
        assert app.form.texts()["template"] == "bri"
        assert app.at == "description"
        assert app.picture()[2].strip() == "! no template 'bri' (F3 new)"
        await pilot.press("shift+tab", "f3")
        assert [message.text for message in app.heard(Form.LookupNew)] == ["bri"]


async def test_an_answer_that_comes_too_late_is_dropped() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        app.records.gate.clear()
        await pilot.press(*"ca")
        await pilot.press("backspace", "backspace", *"outg")
        app.records.gate.set()
        await pilot.press("tab")
        assert app.form.texts()["template"] == "OUTGOING"
        assert app.records.asked == ["c", "ca", "c", "o", "ou", "out", "outg"]


async def test_a_search_that_fails_is_a_sentence() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"broken", "tab")
        assert app.form.errors == {"template": "The database is locked."}
        assert app.form.texts()["template"] == "broken"


async def test_a_code_put_in_by_the_program_says_what_it_means() -> None:
    app = Tiny()
    app.form.set("template", "CARD", "from template")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Greetings card (from template)" in app.picture()[1]


async def test_typing_after_a_choice_forgets_what_it_meant() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"outg", "tab", "shift+tab", *"zz")
        assert "Sent by us" not in app.picture()[1]
        await pilot.press("ctrl+z")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert app.form.texts()["template"] == "OUTGOING"
        assert "Sent by us" in app.picture()[1]


async def test_the_list_stands_above_a_field_at_the_bottom() -> None:
    fields = [*FIELDS[2:], FieldSpec(FIELDS[1].about)]
    app = Tiny(fields)
    async with app.run_test(size=(80, 12)) as pilot:
        app.form.focus_field("template")
        await pilot.press("x")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        row = app.field("template").region.y
        rows = app.picture()
        assert rows[row].startswith(">Template *   [x")
        assert "| X07" in rows[row - 1]
        assert "| X00" in rows[row - 8]


async def test_finishing_with_several_left_over_says_so_without_a_choice() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ca")
        await app.form.settled()
        assert app.form.errors == {"template": "3 begin with 'ca'; F6 shows them."}
        assert app.form.texts()["template"] == "ca"


async def test_a_field_is_settled_when_the_focus_goes_elsewhere_but_not_with_the_window() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"outg")
        app.post_message(events.AppBlur())
        await pilot.pause()
        assert app.form.texts()["template"] == "outg"
        app.post_message(events.AppFocus())
        await pilot.pause()
        assert app.form.caret == ("template", 4)
        assert app.field("template").selected_text == ""
        app.bar.open()
        await pilot.pause()
        app.bar.focus()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert app.form.texts()["template"] == "OUTGOING"
