"""The screen of a form: its state in the context row, the Leave bar, the journal, and leaving it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from models.words import N_, np_, p_, translate
from tui import paths
from tui.commands import BY_ID
from tui.journal import Entry, Journal
from tui.screens.forms.keys import FIELD_COMMANDS, FormKeys
from tui.widgets.form import KEEP, FieldSpec, Form, Helpers, LeaveBar, Way
from tui.widgets.key_bar import KeyHint

JOURNAL_PAUSE = 0.5
"""Seconds after a key until the journal is written."""

FORM_COMMANDS = FIELD_COMMANDS
"""What every form card does besides the commands of its page."""


class FormCard(FormKeys):
    """A card whose fields are a form, shown or typed into."""

    FORM: ClassVar[bool] = False
    KIND: ClassVar[str] = ""
    """Which form the journal belongs to."""
    SAVE: ClassVar[str] = N_("action", "Save")
    DEFAULT_CSS = "FormCard > #fields { height: 1fr; }"
    WAYS: ClassVar[tuple[Way, ...]] = (
        Way("o", N_("leave", "OK, save"), "finish"),
        Way("d", N_("leave", "Discard"), "discard"),
        Way("escape", N_("leave", "Keep editing"), KEEP),
    )

    def __init__(self) -> None:
        super().__init__()
        self.editing = False
        self._entry: Entry | None = None
        self._writing: Timer | None = None
        self._journal_lock = asyncio.Lock()

    # rows

    def compose_content(self) -> ComposeResult:
        """Room for the fields, which are read first."""
        yield Container(id="fields")

    @property
    def heading(self) -> str:
        """What the card is about, for the context row."""
        return ""

    async def show_form(
        self,
        specs: Sequence[FieldSpec],
        helpers: Helpers,
        texts: Mapping[str, str],
        meanings: Mapping[str, str],
    ) -> Form:
        """Put a form with these texts in place of the one before."""
        form = Form(specs, helpers)
        if self.editing:
            form.leave_bar = self.query_one(LeaveBar)
        for name, text in texts.items():
            if name in form.fields:
                form.set(name, text, by="stored", meaning=meanings.get(name, ""))
        form.mark_saved()
        place = self.query_one("#fields", Container)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount(form)
        form.focus()
        self.FORM = self.editing  # type: ignore[misc]
        self.show_state()
        self.show_keys()
        return form

    def show_state(self) -> None:
        """Say in the context row what the card is about and what is not saved."""
        form = self.form
        number = len(form.changed) if form else 0
        if number:
            right = np_("form", "{number} change, not saved", "{number} changes, not saved", number)
            self.say_context(self.heading, right.format(number=number))
        else:
            self.say_context(self.heading, p_("form", "editing") if self.editing else "")

    # what the form says

    @on(Form.Typed)
    def _note_typing(self) -> None:
        self.show_state()
        if self.editing and self._writing is None:
            self._writing = self.set_timer(JOURNAL_PAUSE, self._write_journal)

    # the journal

    def journal_key(self) -> str:
        """Which record of which database the form is about."""
        raise NotImplementedError

    def _write_journal(self) -> None:
        self._writing = None
        self.run_worker(self.save_now(), group="journal", exit_on_error=False)

    async def save_now(self) -> None:
        """Write what was typed and is not saved down to the disk."""
        form = self.form
        if form is None or not self.editing or not form.changed:
            return
        if self._entry is None:
            self._entry = Journal(paths.state_dir()).open(self.KIND, self.journal_key())
        texts = {name: text for name, text in form.texts().items() if name in form.changed}
        async with self._journal_lock:
            if self._entry is not None:
                told = await asyncio.to_thread(self._entry.write, texts, form.caret)
                if told:
                    self.say_error(told)

    async def close_journal(self) -> None:
        """The form is saved or discarded."""
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
        async with self._journal_lock:
            if self._entry is not None:
                self._entry.close()
                self._entry = None

    # leaving

    @property
    def unsaved(self) -> str:
        """The card, while something in it is not saved."""
        form = self.form
        return self.heading if self.editing and form is not None and form.changed else ""

    async def may_leave(self) -> bool:
        """Ask before what was typed goes away."""
        if not self.unsaved:
            await self.close_journal()
            return True
        text = p_("question", "Not saved: {what}. Leave it?").format(what=self.unsaved)
        answers = {"y": p_("answer", "discard"), "n": p_("answer", "keep editing")}
        if await self.ask(text, answers) != "y":
            return False
        await self.close_journal()
        return True

    # commands of forms

    async def action_finish(self) -> None:
        """Save, or go to the first field that is wrong."""
        form = self.form
        if form is None:
            return
        await form.settled()
        if form.errors:
            name, sentence = next(iter(form.errors.items()))
            form.focus_field(name)
            self.say_error(sentence)
            return
        await self.save()

    async def save(self) -> None:
        """Store what stands in the form, which is in order field by field."""
        raise NotImplementedError

    async def action_discard(self) -> None:
        """Throw away what was typed, and what was said about it."""
        await self.close_journal()
        self.say("")
        await self.end_editing()

    async def end_editing(self) -> None:
        """Leave the form; by default the screen goes away."""
        self.dismiss(None)

    def hints(self) -> list[KeyHint]:
        """The footer; finishing a card is saving it."""
        return [
            KeyHint(hint.key, translate(self.SAVE), hint.applies) if name == "finish" else hint
            for name, hint in ((name, self.hint(BY_ID[name])) for name in self.footer)
        ]

    @property
    def footer(self) -> tuple[str, ...]:
        """The commands of the footer now."""
        return ("finish", "look_up", "copy_previous", "undo_field", "back") if self.editing else self.FOOTER
