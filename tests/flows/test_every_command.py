"""Every command of the registry on every screen: it does something, or the message line says why not.

Screens join by themselves: those of `OWN` in their list and in their card, and the generic ones.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.screen import Screen

from models.demo.loading import load_demo
from models.pages import page
from models.queries.lists import windows
from models.queries.lists.rows import Question
from models.rules import records as rules
from models.rules import undo
from models.rules.outgoing import deliveries
from models.rules.segments import logging
from models.rules.segments.adding import add_contacts
from tests.models.sending.entries import entry
from tests.pictures import picture
from tests.tui.pages.program import Program, program
from tui.commands import COMMANDS, Command, Scope
from tui.screens.base import BaseScreen
from tui.screens.pages import OWN

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

GENERIC = ("salespeople", "number-series", "campaign-entries", "marketing-setup", "setup")
PAGES = tuple(dict.fromkeys((*OWN, *GENERIC)))
STILL = frozenset(
    (
        "refresh", "up", "first", "page_up", "previous_record", "down", "page_down", "last", "next_record",
        "select_field", "undo_field", "keep_editing", "redraw", "column_left", "column_right",
        "move_column_left",
    )
)  # fmt: skip
"""Commands that may change no text: the cursor stands at an end, or the screen is only drawn again."""
ALIKE = frozenset(
    command.id for command in COMMANDS if command.scope in (Scope.EVERYWHERE, Scope.LIST) and not command.page
) - {"open", "views", "back"}
"""Commands that screens of one kind do alike: done on one list and one card, and only asked on the others."""
ALL_OF_THEM = frozenset(("contacts", "setup", "marketing-setup"))
"""The pages on whose screens all commands are done."""
AWAY = frozenset(("quit",))
"""Commands that end the program, and with it the test."""

Make = Callable[[], Screen[None]]


async def press_everything(running: Program, make: Make, name: str) -> None:
    """Do each command that applies on a fresh screen, and hear from one screen why the others do not."""
    start = len(running.app.screen_stack)
    commands = [command for command in COMMANDS if command.id not in AWAY and not command.page]
    screen = await fresh(running, make)
    refused = {command.id: screen.why_not(command.id) for command in commands}
    for command in commands:
        if refused[command.id]:
            screen.run_command(command)
            await running.settle()
            assert said(picture(running.app)).startswith(refused[command.id][:40]), command.id
    await go_back(running, start)
    for command in commands:
        if not refused[command.id] and (name in ALL_OF_THEM or command.id not in ALIKE):
            await press(running, await fresh(running, make), command)
            await go_back(running, start)


async def fresh(running: Program, make: Make) -> BaseScreen[object]:
    """The screen as it is when it was just opened."""
    await running.app.push_screen(make())
    await running.settle()
    return running.screen


async def press(running: Program, screen: BaseScreen[object], command: Command) -> None:
    """Do a command that applies: something is seen of it."""
    before = picture(running.app)
    screen.run_command(command)
    await running.settle()
    after = picture(running.app)
    assert "Something went wrong" not in after, command.id
    gone = running.app.screen is not screen
    assert gone or command.id in STILL or after != before, command.id


async def go_back(running: Program, depth: int) -> None:
    """Answer every question with the harmless answer, and leave every screen without saving."""
    for _ in range(20):
        if len(running.app.screen_stack) <= depth:
            return
        screen = running.app.screen
        if isinstance(screen, BaseScreen) and screen.asking:
            await running.press("escape")
        else:
            screen.dismiss(None)
            await running.settle()
    raise AssertionError("no way back")


def said(shown: str) -> str:
    """The message line without the sign of an error."""
    return shown.splitlines()[-2].removeprefix("! ")


def load() -> None:
    """The demo, with a segment that was logged and one that has a step, two lines and a problem."""
    load_demo()
    people = tuple(windows.all_ids(Question("contacts", (), "no"))[:2])
    for number in ("LOGGED", "OPEN"):
        typed = {"no": number, "description": number, "interaction_template_code": "BUS"}
        segment = rules.create("segments", typed).id
        add_contacts(segment, people)
        if number == "LOGGED":
            logging.log(segment)
    (first, *_) = windows.all_ids(Question("segment-lines", (), "line_no"))
    rules.change("segment-lines", first, 0, {"description": ""})
    deliveries.queue([entry(people[0])])
    undo.forget()


@pytest.mark.parametrize("name", PAGES)
async def test_every_command_on_a_page_does_something_or_says_why_not(name: str, opened: str) -> None:
    load()
    async with program(opened) as running:
        await press_everything(running, running.app.screens[name].make, name)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "setup"])
async def test_every_command_on_a_card_does_something_or_says_why_not(name: str, opened: str) -> None:
    load()
    of = page(name)
    records = windows.all_ids(Question(name, (), of.order))
    make = None
    async with program(opened) as running:
        make = running.app.screens[name].open_record
        assert records
        if make is None:
            assert of.hand_made
            return
        open_record = make
        await press_everything(running, lambda: open_record(records[0]), name)
