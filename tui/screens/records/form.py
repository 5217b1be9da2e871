"""The form of a record of any page of `models.pages`: reading it, typing into it, storing it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from models.errors import ChangedElsewhereError, RuleError
from models.pages import page
from models.queries import records
from models.queries.records import View
from models.rules import records as rules
from models.words import p_, translate
from tui.data import conflict
from tui.data.decisions import decide, follow_up
from tui.data.forms import blank_texts, choice_for, field_specs, helpers, texts_of
from tui.data.lists import owner_page, title
from tui.journal import Caret
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.base import BaseScreen
from tui.screens.forms.card import FormCard
from tui.screens.forms.lookups import FormLookups
from tui.widgets.form import FieldSpec, Form, Helpers


class RecordForm(FormLookups, FormCard):
    """The fields of one record, shown or typed into."""

    KIND = "card"

    def __init__(
        self,
        page_name: str,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        owner: int = 0,
        caret: Caret = ("", 0),
    ) -> None:
        """Make the form.

        Args:
            page_name: The page.
            lanes: The ways to the database.
            record_id: The record; 0 for a new one.
            editing: Whether it is typed into at once; a new one always is.
            texts: Texts that stand there already, typed but not saved, by field.
            owner: The record that this one is a part of; 0 for none.
            caret: The field and the offset to begin at.
        """
        super().__init__()
        self.PAGE = page_name  # type: ignore[misc]
        self.of = page(page_name)
        self.lanes = lanes
        self.record_id = record_id
        self.editing = editing or not record_id
        self._begins_editing = self.editing
        self._texts = dict(texts or {})
        self._owner = owner
        self._caret = caret
        self._view: View | None = None
        self._was: dict[str, str] = {}
        self._owner_text = ""

    def on_mount(self) -> None:
        """Read the record."""
        self.do(self._begin())

    @property
    def heading(self) -> str:
        """The page and the record."""
        name = title(self.of.name, self._view) if self._view else p_("form", "new")
        return translate(self.of.caption) if self.of.single else f"{translate(self.of.caption)} > {name}"

    async def _begin(self) -> None:
        if self._owner:
            self._owner_text = await self.lanes.read(self._read_owner)
        await self._show_record()

    def _read_owner(self) -> str:
        return choice_for(owner_page(self.of).name, self._owner).code

    async def _show_record(self) -> None:
        """Read the record and show it in the mode of the card."""
        if self.record_id:
            self._view = await self.lanes.read(records.view, self.of.name, self.record_id)
            self._was = texts_of(self.of, self._view)
        else:
            self._was = blank_texts(self.of)
            if self._owner_text:
                self._was[self.of.parent] = self._owner_text
        form = await self.show_form(
            self.specs(),
            self.helpers(),
            self._was,
            self._view.meanings if self._view else {},
        )
        for name, text in self._texts.items():
            if name in form.fields:
                form.set(name, text, by="typed")
        self._texts = {}
        if self._caret[0] in form.fields:
            form.focus_field(*self._caret)
        self.show_state()

    def specs(self) -> list[FieldSpec]:
        """The fields of the form, in the mode of the card."""
        return field_specs(self.of, editing=self.editing, fixed=(self.of.parent,) if self._owner else ())

    def helpers(self) -> Helpers:
        """What the form asks about what is typed."""
        return helpers(self.lanes, self.of.name, self.record_id, stored=lambda: self._was)

    def journal_key(self) -> str:
        """The database, the page and the record."""
        return json.dumps([self.frame.session.address, self.of.name, self.record_id, self._owner])

    # storing

    def _typed(self, form: Form) -> dict[str, str]:
        """What is given to the rule: the fields people type, without blanks that nobody typed."""
        return {
            name: text
            for name, text in form.texts().items()
            if form.fields[name].spec.editable and (self.record_id or text or self._was[name])
        }

    async def save(self) -> None:
        """Store the record; what both changed is chosen field by field."""
        form = self.form
        while form is not None:
            typed = self._typed(form)
            changed = {name: typed[name] for name in form.changed if name in typed}
            agreed = await decide(self, self.lanes, self.of.name, self.record_id, changed)
            if agreed is None:
                return
            try:
                done = await self._write(typed, agreed)
            except ChangedElsewhereError as error:
                if not await self._settle(form, error):
                    return
                continue
            except RuleError as error:
                if error.field in form.fields and form.fields[error.field].spec.editable:
                    form.show_error(error.field, error.sentence)
                    form.focus_field(error.field)
                raise
            await self._saved(done)
            return

    async def _write(self, typed: Mapping[str, str], agreed: frozenset[str]) -> rules.Done:
        if self.record_id and self._view is not None:
            return await self.lanes.write(
                rules.change,
                self.of.name,
                self.record_id,
                self._view.version,
                typed,
                was=dict(self._was),
                agreed=agreed,
            )
        return await self.lanes.write(rules.create, self.of.name, typed, parent=self._owner, agreed=agreed)

    async def _settle(self, form: Form, error: ChangedElsewhereError) -> bool:
        """Let the person choose what to keep; whether to store now."""
        settled = await conflict.settle(self, self.of.name, error)
        if settled is None:
            return False
        if settled.save_as_new:
            self.record_id, self._view, self._was = 0, None, blank_texts(self.of)
            return True
        for name, text in settled.theirs.items():
            form.set(name, text, by="stored")
        self._was.update(settled.stored)
        return True

    async def _saved(self, done: rules.Done) -> None:
        await self.close_journal()
        self.saved = self.record_id = done.id
        form = self.form
        if form is not None:
            form.mark_saved()
        self._view = await self.lanes.read(records.view, self.of.name, done.id)
        said = p_("message", "Saved {what}.").format(what=title(self.of.name, self._view))
        said = "  ".join((said, *done.notes))
        leaves = self._begins_editing
        await self.end_editing()
        await self.frame.announce(RecordsChanged(self.of.name, (done.id,)))
        below = self.frame.screen if leaves else self
        if isinstance(below, BaseScreen):
            below.say(said)
            await follow_up(below, self.lanes, self.of.name)

    async def taken(self, name: str) -> None:  # noqa: ARG002 - all forms are told alike
        """Show that something changed."""
        self.show_state()
