"""The card of a record of any page of `models.pages`: shown first, typed into after `e`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.events import Key

from models.queries import records
from models.queries.lists.rows import Number, Row
from models.words import p_
from tui.commands import BY_ID, Scope
from tui.data.forms import texts_of
from tui.data.source import QuestionSource
from tui.journal import Caret
from tui.keymap import pressed
from tui.lanes import Lanes, Latest
from tui.messages import RecordsChanged
from tui.screens.forms.card import FORM_COMMANDS
from tui.screens.lists.tally import about_text
from tui.screens.records.form import RecordForm
from tui.screens.records.list import (
    copied_texts,
    delete_records,
    open_history,
    open_parts,
    parts_hint,
    why_not_here,
)
from tui.text import number_text
from tui.widgets.form import Form
from tui.widgets.key_bar import KeyHint

_SCROLLS = {
    "down": (0, 1), "up": (0, -1), "j": (0, 1), "k": (0, -1),
    "pagedown": (1, 0), "pageup": (-1, 0), "space": (1, 0),
}  # fmt: skip


class RecordCard(RecordForm):
    """One record."""

    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS | {
        "open",
        "new",
        "edit",
        "copy_record",
        "delete",
        "history",
        "parts",
        "attachments",
        "next_record",
        "previous_record",
    }
    FOOTER: ClassVar[tuple[str, ...]] = (
        "edit",
        "parts",
        "attachments",
        "next_record",
        "previous_record",
        "copy_record",
        "delete",
        "history",
        "back",
    )

    def __init__(
        self,
        page_name: str,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        owner: int = 0,
        source: QuestionSource | None = None,
        row: Row | None = None,
        caret: Caret = ("", 0),
    ) -> None:
        """Make the card.

        Args:
            page_name: The page.
            lanes: The ways to the database.
            record_id: The record; 0 for a new one.
            editing: Whether it is typed into at once; a new one always is.
            texts: Texts that stand there already, typed but not saved, by field.
            owner: The record that this one is a part of; 0 for none.
            source: The list that it was opened from.
            row: Its row in that list; for a new record the row under the cursor.
            caret: The field and the offset to begin at.
        """
        super().__init__(page_name, lanes, record_id, editing=editing, texts=texts, owner=owner, caret=caret)
        self._source = source
        self._row = row
        self._place = ""
        self._places: Latest[tuple[Number, int]] = Latest()

    # its place in the list

    async def _show_record(self) -> None:
        await super()._show_record()
        if self._view is not None and not self.editing:
            self.say_position("")
            self.run_worker(self._find_place(), group="place", exit_on_error=False)

    async def _find_place(self) -> None:
        """Say at the right of the second row which record of the list this is."""
        source, row = self._source, self._row
        if source is None or row is None:
            return
        found = await self._places.ask(self._place_in(source, row))
        if found is not None:
            position, count = found
            self._place = p_("form", "{position} of {count}").format(
                position=about_text(position), count=number_text(count)
            )
            self.show_state()

    async def _place_in(self, source: QuestionSource, row: Row) -> tuple[Number, int]:
        count = await source.count()
        return await source.position(row, count), count

    def show_state(self) -> None:
        """Say what is typed and not saved; else which record of the list this is."""
        super().show_state()
        if self._place and not self.editing and not (self.form and self.form.changed):
            self.say_context(self.heading, self._place)

    # keys

    def take_key(self, event: Key) -> bool:
        """While nothing can be typed, the arrows scroll."""
        if super().take_key(event):
            return True
        form = self.form
        key = pressed(event)
        if self.editing or form is None or key not in (*_SCROLLS, "tab"):
            return False
        if key == "tab":
            self.run_command(BY_ID["parts"], key)
            return True
        pages, rows = _SCROLLS[key]
        form.scroll_relative(y=pages * max(1, form.size.height - 1) + rows, animate=False)
        return True

    def why_not(self, command_id: str) -> str:
        """Verbs of the record while it is shown, those of the form while it is typed into."""
        scope = BY_ID[command_id].scope
        if self.editing and command_id in self.OFFERS and scope is not Scope.FORM:
            return p_("message", "Save or discard first: F9 saves, Esc leaves.")
        if not self.editing and command_id in FORM_COMMANDS:
            return p_("message", "Nothing is being typed here; e edits the record.")
        if command_id in ("next_record", "previous_record") and (self._source is None or self._row is None):
            return p_("message", "This card was not opened from a list.")
        if command_id == "edit" or (command_id == "open" and not self.editing):
            return why_not_here(self.of, self, "edit")
        return why_not_here(self.of, self, command_id) or super().why_not(command_id)

    def hints(self) -> list[KeyHint]:
        """The footer without what the page never has."""
        found = []
        for name, hint in zip(self.footer, super().hints(), strict=True):
            if not (why_not_here(self.of, self, name) or (name.endswith("_record") and self.why_not(name))):
                found.append(parts_hint(self.of, hint) if name == "parts" else hint)
        return found

    def step_back(self) -> bool:
        """From an unchanged form back to the record that is shown."""
        form = self.form
        if not self.editing or self._begins_editing or (form is not None and form.changed):
            return False
        self.do(self.end_editing())
        return True

    async def end_editing(self) -> None:
        """Back to the record that is shown, or to where the card was opened."""
        if self._begins_editing:
            self.dismiss(None)
            return
        self.editing = False
        await self._show_record()

    # verbs

    async def action_edit(self) -> None:
        """Type into the fields."""
        self.editing = True
        await self._show_record()

    action_open = action_edit

    async def action_next_record(self) -> None:
        """The next record of the list."""
        await self._go(1)

    async def action_previous_record(self) -> None:
        """The record before this one in the list."""
        await self._go(-1)

    async def _go(self, step: int) -> None:
        if self._source is None or self._row is None:
            return
        row = await self._source.neighbour(self._row, step)
        if row is None:
            self.say(p_("message", "There is no further record in this direction."))
            return
        self._row, self.record_id = row, row.id
        await self._show_record()

    async def action_new(self) -> None:
        """Open an empty card over this one."""
        await self._make({})

    async def action_copy_record(self) -> None:
        """Open the card of a new record with the texts of this one, but for its key."""
        await self._make(await self.lanes.read(copied_texts, self.of, self.record_id))

    async def _make(self, texts: Mapping[str, str]) -> None:
        card = RecordCard(
            self.of.name, self.lanes, texts=texts, owner=self._owner, source=self._source, row=self._row
        )
        await self.frame.push_screen(card)

    async def action_delete(self) -> None:
        """Delete the record after a question."""
        if await delete_records(self, self.of, self.lanes, (self.record_id,)):
            self.dismiss(None)

    async def action_history(self) -> None:
        """Open the log entries of the record."""
        await open_history(self, self.of, self.record_id)

    async def action_parts(self) -> None:
        """Open what belongs to the record."""
        await open_parts(self, self.of, self.record_id)

    async def action_attachments(self) -> None:
        """Show what the record has attached."""
        from tui.screens.attachments import open_attachments

        await open_attachments(self, self.lanes, self.of.name, self.record_id)

    async def action_refresh(self) -> None:
        """Read the record again."""
        if not self.editing:
            await self._show_record()

    def records_changed(self, message: RecordsChanged) -> None:
        """Show what was written elsewhere or taken back, unless something is being typed here."""
        taken_back = not message.page
        elsewhere = message.page == self.of.name and not self.busy
        if self.is_current and not self.editing and (taken_back or elsewhere):
            self.do(self._show_record())

    # what the form wants

    @on(Form.CopyPrevious)
    def _copy_previous(self, event: Form.CopyPrevious) -> None:
        self.do(self._copy_from_previous(event.form, event.field))

    async def _copy_from_previous(self, form: Form, name: str) -> None:
        row = self._row
        if row is not None and self.record_id and self._source is not None:
            row = await self._source.neighbour(row, -1)
        if row is None:
            self.say(p_("message", "There is no previous record to copy from."))
            return
        view = await self.lanes.read(records.view, self.of.name, row.id)
        form.set(name, texts_of(self.of, view)[name], by="typed", hint=p_("hint", "copied"))
        self.show_state()
