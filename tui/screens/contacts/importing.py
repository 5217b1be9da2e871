"""Import contacts: which file, what would be done, then doing it, followed line by line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from models.errors import RuleError
from models.exchange.contacts.reader import headers_of
from models.exchange.spreadsheets.headers import CAPTIONS
from models.words import N_, p_
from tui import paths
from tui.data.importing import ImportProcess, Seen
from tui.messages import RecordsChanged
from tui.screens.choosing.path_typing import PathTyping
from tui.screens.choosing.pick import PickScreen
from tui.screens.following import Following
from tui.text import number_text
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.pick_list import PickItem, PickList
from tui.widgets.quiet_input import QuietInput

PAGE = "import-contacts"


class ImportContacts(Following, PathTyping[None]):
    """A path to type, with the files that it may become, and the report of the import."""

    PAGE = PAGE
    PURPOSE = (
        N_("help", "Read a vCard or CSV file. First every row is checked and nothing is stored."),
        N_("help", "Tab completes the path, Enter takes it; Esc stops a running import after whole rows."),
    )

    def __init__(self) -> None:
        super().__init__()
        self._mapping: dict[str, str] = {}

    def compose_content(self) -> ComposeResult:
        """The path, and below it files, or what the import says."""
        yield Line(p_("import", "File with contacts (vCard or CSV):"))
        yield QuietInput(placeholder="~/contacts.vcf")
        yield PickList()

    def on_mount(self) -> None:
        """Offer what lies here."""
        self.query_one(QuietInput).focus()
        self.say_context(p_("title", "Import Contacts"))
        self.call_after_refresh(self.offer, "")

    # the path

    @property
    def path(self) -> Path:
        """The file that is typed."""
        return paths.typed(self.query_one(QuietInput).value)

    @on(Input.Submitted)
    def _path_entered(self, event: Input.Submitted) -> None:
        event.stop()
        if not os.path.isfile(self.path) and self.complete():
            return
        self._mapping = {}
        self.do(self._import())

    # the import

    async def _import(self) -> None:
        """Check, ask, import; map columns and check again when that is wanted."""
        seen = await self._check()
        while seen is not None:
            answers = {"y": p_("answer", "import"), "n": p_("answer", "back")}
            if seen.unknown:
                answers = {"y": answers["y"], "m": p_("answer", "map columns"), "n": answers["n"]}
            answer = "n" if seen.stopped else await self.ask(self._found(seen), answers)
            if answer == "m" and await self._map(seen.unknown):
                seen = await self._check()
            elif answer == "y":
                await self._store()
                return
            elif answer != "m":
                self.offer(str(self.path))
                return

    async def _check(self) -> Seen | None:
        """The dry run; while no column holds a name the person maps one, or goes back."""
        while True:
            try:
                return await self._run(dry_run=True)
            except RuleError as error:
                if error.field != "mapping":
                    raise
                self.say_error(error)
                headers = await self.frame.session.lanes.read(headers_of, self.path)
                if not headers or not await self._map(headers):
                    return None

    async def _store(self) -> None:
        refused = paths.state_dir() / f"refused-{self.path.name}"
        seen = await self._run(dry_run=False, refused=refused)
        await self.frame.announce(RecordsChanged("contacts"))
        said = seen.sentence()
        if seen.stopped:
            said = p_("import", "Stopped. {said} Importing the file again goes on.").format(said=said)
        elif seen.counts["refused"]:
            said = p_("import", "{said} Refused rows: {path}").format(said=said, path=refused)
        self.say(said)

    async def _run(self, *, dry_run: bool, refused: Path | None = None) -> Seen:
        process = ImportProcess(self.frame.session.address, self.path, self._mapping)
        verb = p_("import", "Checking") if dry_run else p_("import", "Importing")

        def step(seen: Seen) -> None:
            part = 100 * seen.position // max(1, seen.size)
            text = p_("import", "{verb}... {rows} rows, {part} %   Esc stops")
            self.say(text.format(verb=verb, rows=number_text(seen.rows), part=part))

        self.say(f"{verb}...")
        seen = await self.follow(process, process.run(dry_run=dry_run, refused=refused, step=step))
        kept = p_("import", "Only kept: the columns {names}.").format(names=", ".join(seen.unknown))
        guess = p_("import", "The encoding is a guess: {name}.").format(name=seen.encoding)
        self.show_lines(
            [
                seen.sentence(),
                *([kept] if seen.unknown else ()),
                *([guess] if seen.guessed else ()),
                *seen.told,
            ]
        )
        return seen

    def _found(self, seen: Seen) -> str:
        counts = seen.counts
        text = p_("question", "{new} new, {changed} changed, {refused} refused. Import?")
        return text.format(new=counts["created"], changed=counts["updated"], refused=counts["refused"])

    async def _map(self, headers: Sequence[str]) -> bool:
        """Let a column be read as a field; whether one was chosen."""
        items = [PickItem(header, header, self._mapping.get(header, "")) for header in headers]
        column = await self.app.push_screen_wait(
            PickScreen(p_("title", "Column of the file"), items, verb=p_("action", "Map"))
        )
        if column is None:
            return False
        fields = [PickItem(name, caption) for name, caption in CAPTIONS.items()]
        title = p_("title", "{column} holds").format(column=column.text)
        field = await self.app.push_screen_wait(PickScreen(title, fields, verb=p_("action", "Map")))
        if field is not None:
            self._mapping[column.id] = field.id
        return field is not None

    def hints(self) -> list[KeyHint]:
        """What the keys do now."""
        return [
            KeyHint("Enter", p_("action", "Check")),
            KeyHint("Tab", p_("action", "Complete")),
            KeyHint("Esc", p_("action", "Back")),
        ]
