"""The menu: every page by its official name, every command with its key, and records, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.words import p_, translate
from tui.commands import BY_ID, COMMANDS, Command
from tui.screens.base import BaseScreen
from tui.screens.choosing.pick import PickScreen
from tui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from tui.app import TouchbaseApp

_MOVES = frozenset(
    ("down", "up", "first", "last", "page_down", "page_up", "next_record", "previous_record", "menu")
)
"""Commands that nobody opens the menu for."""

RECORDS = 20
"""The most records that the menu finds."""


def command_item(app: TouchbaseApp, screen: BaseScreen[object], command: Command) -> PickItem:
    """The menu's line for a command on `screen`."""
    reason = screen.why_not(command.id)
    key = app.keymap.key(command, typing=screen.FORM)
    return PickItem(
        f"command:{command.id}",
        f"{translate(command.label)}: {translate(command.help)}",
        reason or key,
        applies=not reason,
        full="  ".join(part for part in (translate(command.help), reason) if part),
        words=f"{command.words} {command.id}",
        late=bool(reason) or command.id in _MOVES,
    )


def page_items(app: TouchbaseApp) -> list[PickItem]:
    """The menu's lines for the pages."""
    keys = {command.page: app.keymap.key(command) for command in COMMANDS if command.page}
    return [
        PickItem(f"page:{entry.name}", translate(entry.title), keys.get(entry.name, ""), words=entry.words)
        for entry in app.screens
        if entry.menu
    ]


def menu_items(app: TouchbaseApp, screen: BaseScreen[object]) -> list[PickItem]:
    """All lines: what applies first, then the pages, then moving about, then what does not apply."""
    commands = [command_item(app, screen, c) for c in COMMANDS if not c.page and c.id != "menu"]
    return [
        *(item for item in commands if not item.late),
        *page_items(app),
        *(item for item in commands if item.late and item.applies),
        *(item for item in commands if not item.applies),
    ]


async def open_menu(app: TouchbaseApp) -> None:
    """Let the person choose, and do it."""
    screen = app.screen
    if not isinstance(screen, BaseScreen):
        return

    async def find(text: str) -> Sequence[PickItem]:
        found = await app.session.find_records(text, RECORDS)
        return [
            PickItem(f"record:{f.page}:{f.id}", f.text, translate(app.screens[f.page].title)) for f in found
        ]

    pick = PickScreen(
        p_("title", "Menu"), menu_items(app, screen), find=find, page=screen.PAGE, verb=p_("action", "Do it")
    )
    chosen = await app.push_screen_wait(pick)
    if chosen is not None:
        await _do(app, screen, chosen.id)


async def _do(app: TouchbaseApp, screen: BaseScreen[object], chosen: str) -> None:
    kind, _, name = chosen.partition(":")
    if kind == "command":
        screen.run_command(BY_ID[name])
    elif kind == "page":
        await app.open_page(name)
    else:
        page, _, record = name.rpartition(":")
        await app.open_record(page, int(record))
