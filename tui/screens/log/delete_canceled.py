"""Delete Canceled Interaction Log Entries: the batch of domain.md 2.8, narrowed by a few fields."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from models.about import Kind
from models.queries.lists import columns
from models.queries.lists.rows import Filter
from models.rules.interactions import log_deletion
from models.words import N_, np_, p_
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.forms.card import FORM_COMMANDS, FormCard
from tui.widgets.form import FieldSpec, Helpers

PAGE = "log-entries"


class DeleteCanceledScreen(FormCard):
    """The filters, and how many entries they reach."""

    PAGE = PAGE
    KIND = "delete-canceled"
    FORM = True
    SAVE: ClassVar[str] = N_("action", "Delete...")
    PURPOSE = (
        N_("help", "Deletes log entries for good that were marked as canceled; others stay."),
        N_("help", "Leave a field blank for all, or type a value, or from..to."),
    )
    OFFERS: ClassVar[frozenset[str]] = FORM_COMMANDS

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self.editing = True

    @property
    def heading(self) -> str:
        """The official name."""
        return p_("page", "Delete Canceled Interaction Log Entries")

    def journal_key(self) -> str:
        """There is one such form."""
        return PAGE

    def on_mount(self) -> None:
        """Show the fields and how many entries there are."""
        self.do(self._show())

    async def _show(self) -> None:
        specs = [
            FieldSpec(
                replace(columns.about(PAGE, name), kind=Kind.TEXT, required=False, length=0), quick=True
            )
            for name in log_deletion.FILTERS
        ]
        await self.show_form(specs, Helpers(), {}, {})
        await self._tell_number()

    async def _tell_number(self) -> int:
        number = len(await self._lanes.read(log_deletion.canceled_ids, self._filters()))
        told = np_("message", "{number} canceled entry.", "{number} canceled entries.", number)
        self.say(told.format(number=number) + "  " + p_("message", "F9 deletes after a question."))
        return number

    def _filters(self) -> tuple[Filter, ...]:
        texts = self.form.texts() if self.form else {}
        return tuple(Filter(name, text.strip()) for name, text in texts.items() if text.strip())

    async def save(self) -> None:
        """Delete what the fields reach, after a question with the number."""
        number = await self._tell_number()
        question = np_(
            "question", "Delete {number} canceled entry?", "Delete {number} canceled entries?", number
        ).format(number=number)
        if not number or not await self.confirm(question, p_("answer", "delete")):
            return
        done = await self._lanes.write(log_deletion.delete_canceled, self._filters())
        await self.close_journal()
        await self.frame.announce(RecordsChanged(PAGE))
        if self.form is not None:
            self.form.mark_saved()
        self.show_state()
        told = np_("message", "Deleted {number} entry.", "Deleted {number} entries.", done)
        self.say(told.format(number=done) + "  " + p_("message", "u undoes this."))
