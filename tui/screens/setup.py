"""Setup: everything that can be set up, by its official name (ux.md 13.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import ClassVar

from textual.events import ScreenResume

from models import values
from models.about import About, Kind
from models.database import sqlite_path, version
from models.drivers import is_server
from models.pages import PAGES
from models.who import become, who
from models.words import N_, p_, translate
from tui import paths
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.choosing.pick_page import PickPage
from tui.settings import Settings
from tui.text import date_text, number_text
from tui.widgets.pick_list import PickItem
from tui.widgets.prompt import Prompt

GROUPS: Mapping[str, tuple[str, ...]] = {
    N_("setup", "Interactions"): (
        "interaction-templates",
        "interaction-groups",
        "interaction-template-setup",
        "campaigns",
        "campaign-entries",
    ),
    N_("setup", "People"): ("salespeople", "users"),
    N_("setup", "Content and sending"): (
        "word-templates",
        "attachments",
        "company-information",
        "mail-setup",
        "deliveries",
    ),
    N_("setup", "Numbers"): ("marketing-setup", "number-series"),
}
"""The pages under each heading; all others stand under Contacts."""

_CONTACTS = N_("setup", "Contacts")
_WORK_DATE = About("work_date", N_("setup", "Work date"), "", Kind.DATE)


class SetupScreen(PickPage):
    """A list of what can be set up; Enter opens."""

    PAGE: ClassVar[str] = "setup"
    PURPOSE = (
        N_("purpose", "Everything that can be set up, by its official name."),
        N_("purpose", "Settings of the screen and keys stand in files of your own, whose places are shown."),
    )
    FOOTER: ClassVar[tuple[str, ...]] = ("open", "down", "up", "back")

    def __init__(self, lanes: Lanes) -> None:
        """Make the page."""
        super().__init__()
        self.lanes = lanes

    def on_mount(self) -> None:
        """Show everything."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        self.pick.show(self.items(), keep=True)
        self._skip_headings(1)
        self.say_context(p_("title", "Setup"), self.frame.session.database)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What may have changed is shown anew."""
        super().on_screen_resume(event)
        self.call_after_refresh(self._fill)

    # the list

    def items(self) -> list[PickItem]:
        """Headings and what stands under them."""
        placed = {name for names in GROUPS.values() for name in names}
        rest = tuple(one.name for one in PAGES if one.listed and not one.hand_made and one.name not in placed)
        found: list[PickItem] = []
        for heading, names in {**GROUPS, _CONTACTS: rest}.items():
            found.append(_heading(heading))
            found += [self._page_item(name) for name in names]
        return [
            *found,
            _heading(N_("setup", "Screen")),
            *_settings_items(self.frame.settings),
            _heading(N_("setup", "Keys")),
            PickItem("keys", p_("setup", "Test keys"), p_("setup", "press a key, see what arrives")),
            _file_item("keys-file", p_("setup", "Your keys"), paths.keys_file()),
            _heading(N_("setup", "Data")),
            *self._data_items(),
        ]

    def _page_item(self, name: str) -> PickItem:
        return PickItem(f"page:{name}", translate(self.frame.screens[name].title), name)

    def _data_items(self) -> Sequence[PickItem]:
        url = self.frame.session.address
        me = who()
        work_date = date_text(me.work_date)
        return (
            PickItem("work-date", p_("setup", "Work date"), work_date),
            PickItem("database", p_("setup", "Database"), _size(url)),
            PickItem("schema", p_("setup", "Tables"), version()),
            PickItem("user", p_("setup", "User"), me.user),
            PickItem("salesperson", p_("setup", "Shown as"), self.frame.session.user),
        )

    # keys

    def _skip_headings(self, step: int) -> None:
        """Stand on no heading; at the ends the other way."""
        for way in (step, -step):
            while self.pick.item is not None and self.pick.item.id.startswith("heading:"):
                before = self.pick.item
                self.pick.move(way)
                if self.pick.item is before:
                    break

    def move(self, step: int, by: int) -> None:
        """Stand on no heading."""
        super().move(step, by)
        self._skip_headings(step)

    async def action_open(self) -> None:
        """Open the page, or say where the setting is changed."""
        item = self.pick.item
        if item is None:
            return
        kind, _, name = item.id.partition(":")
        if kind == "page":
            await self._open_page(name)
        elif kind == "keys":
            await self.frame.action_test_keys()
        elif kind == "work-date":
            await self._set_work_date()
        elif kind == "setting":
            self.say(
                p_("message", "{name} is set in {path}, from the next start on.").format(
                    name=name, path=paths.settings_file()
                )
            )
        elif kind == "database":
            self.say(self.frame.session.address)
        else:
            self.say(f"{item.text}: {item.note}")

    async def _open_page(self, name: str) -> None:
        await self.frame.open_page(name)

    def action_refresh(self) -> None:
        """Read everything again."""
        self._fill()

    async def _set_work_date(self) -> None:
        prompt, context = self.query_one(Prompt), self.query_one("#context")
        context.display = False
        try:
            with self.keys_wanted():
                label = p_("prompt", "Work date (t is today, +1 tomorrow):")
                text = await prompt.ask(label, values.write(_WORK_DATE, who().work_date))
        finally:
            context.display = True
            self.set_focus(None)
        if text is None or not text.strip():
            return
        day = values.read(_WORK_DATE, text, shown=who().work_date)
        become(replace(who(), work_date=day))  # type: ignore[arg-type]
        self._fill()
        self.say(p_("message", "The work date is {date}.").format(date=date_text(who().work_date)))

    def step_back(self) -> bool:
        """Close the row to type into."""
        prompt = self.query_one(Prompt)
        if not prompt.is_open:
            return False
        prompt.close()
        return True

    def records_changed(self, message: RecordsChanged) -> None:
        """The numbers of a database grow."""
        if self.is_current and message.page in ("", "users", "salespeople"):
            self._fill()


def _heading(words: str) -> PickItem:
    return PickItem(f"heading:{words}", f"-- {translate(words)} --", applies=False)


def _settings_items(settings: Settings) -> list[PickItem]:
    names = [one.name for one in fields(settings) if one.name != "problems"]
    return [
        *(PickItem(f"setting:{name}", name, _setting_text(name, getattr(settings, name))) for name in names),
        _file_item("settings-file", p_("setup", "Your settings"), paths.settings_file()),
    ]


def _setting_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return p_("value", "on") if value else p_("value", "off")
    if not value and name.endswith("_password_command"):
        return p_("value", "none")
    return str(value) or p_("value", "by itself")


def _file_item(name: str, text: str, path: Path) -> PickItem:
    return PickItem(name, text, str(path))


def _size(url: str) -> str:
    if is_server(url):
        return url.rpartition("@")[2]
    path = sqlite_path(url)
    try:
        size = path.stat().st_size
    except OSError:
        return path.name
    return p_("setup", "{file}, {size} KB").format(file=path.name, size=number_text(size // 1024))
