"""The Leave bar."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tests.tui.form.tiny import Tiny, burst
from tui.widgets.form import LeaveBar, Way, split_escape


def chosen(app: Tiny) -> list[str]:
    return [message.id for message in app.heard(LeaveBar.Chosen)]


async def test_escape_in_a_changed_form_asks_in_the_last_row_and_moves_nothing_else() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "x")
        before = app.picture()[:10]
        await pilot.press("escape")
        bar = "Leave?  o OK, finish   p Postpone   d Discard   : Menu   Esc Keep editing"
        assert bar in app.picture()
        assert app.picture()[:10] == before
        assert app.actions == []


async def test_escape_in_an_unchanged_form_goes_to_the_screen() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        assert not app.bar.opened
        assert app.actions == ["escape"]


@pytest.mark.parametrize(
    ("key", "way"), [("o", "finish"), ("p", "postpone"), ("d", "discard"), ("colon", "menu")]
)
async def test_each_way_out_is_one_letter(key: str, way: str) -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "x", "escape", key)
        assert chosen(app) == [way]
        assert not app.bar.opened
        assert app.form.texts()["description"] == "x"


async def test_escape_again_keeps_editing() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "x", "escape", "escape", "y")
        assert chosen(app) == ["keep"]
        assert app.form.texts()["description"] == "xy"


async def test_other_letters_do_nothing_while_the_bar_asks() -> None:
    app = Tiny()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "x", "escape", "z", "enter", "B")
        assert chosen(app) == []
        assert app.bar.opened
        assert app.form.texts()["description"] == "x"


async def test_a_letter_right_after_escape_is_the_same_however_it_arrives() -> None:
    for keys in (("escape", "p"), ("alt+p",)):
        app = Tiny()
        async with app.run_test(size=(80, 24)) as pilot:
            await burst(pilot, "tab", "x", *keys)
            await app.form.settled()
            await pilot.pause()
            assert chosen(app) == ["postpone"]
            assert app.form.texts()["description"] == "x"


async def test_a_bar_with_the_focus_takes_its_own_keys() -> None:
    class Lone(App[None]):
        said: list[str] = []  # noqa: RUF012 - one application in one test

        def compose(self) -> ComposeResult:
            yield LeaveBar([Way("s", "Save", "save")])

        def on_leave_bar_chosen(self, message: LeaveBar.Chosen) -> None:
            self.said.append(message.id)

    app = Lone()
    async with app.run_test() as pilot:
        bar = app.query_one(LeaveBar)
        for key in ("s", "alt+s", "escape"):
            bar.open()
            await pilot.pause()
            bar.focus()
            await pilot.press(key)
        assert app.said == ["save", "save", "keep"]


def test_alt_and_a_letter_are_escape_and_that_letter() -> None:
    assert split_escape("alt+o") == ("escape", "o")
    assert split_escape("alt+left") == ("alt+left",)
    assert split_escape("o") == ("o",)
