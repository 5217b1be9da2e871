"""The card of a contact: its fields, its history, what is postponed, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from models.enums import ContactType
from models.pages import page
from models.queries import companies, records
from models.queries.contacts import entries_left_behind
from models.queries.lists.rows import Choice
from models.words import N_, np_, p_, translate
from tui.commands import BY_ID, Scope
from tui.data.contact_fields import card_fields
from tui.data.contacts import PAGE, PEOPLE, part_names
from tui.data.lists import parent_attribute
from tui.data.whom import Whom
from tui.lanes import Lanes
from tui.screens.contacts.panes import ContactPanes
from tui.screens.contacts.parts import delete_contacts, open_comments, open_log, resume_for
from tui.screens.interactions.call import call_contact
from tui.screens.interactions.opening import create_interaction, resume_interaction, write_email
from tui.screens.log.list import EntryVerbs
from tui.screens.outgoing.paper_verbs import PAPER_VERBS, PaperVerbs
from tui.widgets.form import FieldSpec, Helpers

_ON_ENTRIES = frozenset(("cancel", "evaluate", "mark", "attachments"))


def new_contact(lanes: Lanes, texts: Mapping[str, str]) -> ContactCard:
    """The card of a new contact that begins with these texts."""
    return ContactCard(lanes, texts=texts)


class ContactCard(ContactPanes, PaperVerbs):  # Styles come from the first base.
    """One contact."""

    PURPOSE = (
        N_("help", "The contact's fields; beside them what was recorded and what is postponed."),
        N_("help", "Tab goes from pane to pane; Enter opens what is under the cursor, x cancels an entry."),
    )
    OFFERS: ClassVar[frozenset[str]] = (
        ContactPanes.OFFERS
        | PAPER_VERBS
        | {"interact", "call", "send_email", "resume", "cancel", "evaluate", "comments"}
    )
    FOOTER: ClassVar[tuple[str, ...]] = (
        "edit",
        "interact",
        "call",
        "history",
        "cancel",
        "resume",
        "back",
        "comments",
        "delete",
        "next_record",
        "previous_record",
    )

    # its fields

    def specs(self) -> list[FieldSpec]:
        """While the contact is shown, the fields that say something; while it is typed into, those typed."""
        return card_fields(super().specs(), self._was, editing=self.editing)

    def helpers(self) -> Helpers:
        """A company is looked up by its number or by part of its name, and nothing else is offered for it."""
        usual = super().helpers()

        async def look_up(page_name: str, text: str, limit: int) -> Sequence[Choice]:
            if page_name != PAGE:
                return await usual.lookup(page_name, text, limit)
            if text.strip():
                return await self.lanes.read(companies.candidates, text, limit)
            return await self.lanes.read(records.look_up, PAGE, "", limit, type=int(ContactType.COMPANY))

        return replace(usual, lookup=look_up)

    # keys

    def why_not(self, command_id: str) -> str:
        """Verbs on entries need the timeline; the contact is deleted from its fields only."""
        pane = self.pane
        if not self.editing and self.is_mounted:
            if command_id in _ON_ENTRIES and self._row_of("history") is None:
                return p_("message", "Tab goes to the timeline; {command} acts on the entry there.").format(
                    command=translate(BY_ID[command_id].label)
                )
            if command_id == "attachments":
                return ""
            if command_id == "views" and not self.company:
                return p_("message", "Only a company has people whose entries could be left out.")
            if command_id in ("delete", "edit", "copy_record") and pane is not None:
                return p_(
                    "message", "Tab goes back to the fields; {command} acts on the contact there."
                ).format(command=translate(BY_ID[command_id].label))
            if command_id == "open" and pane is not None:
                return "" if pane.row is not None else p_("message", "There is no row here.")
        if self.editing and BY_ID[command_id].scope is Scope.LIST:
            return p_("message", "Save or discard first: F9 saves, Esc leaves.")
        return super().why_not(command_id)

    # verbs

    async def action_open(self) -> None:
        """Open what is under the cursor; in the fields, edit them."""
        pane = self.pane
        if pane is None or pane.row is None:
            await self.action_edit()
        elif pane.id == "history":
            await self._open_entry(pane.row.id)
        elif pane.id == "drafts":
            await resume_interaction(self, pane.row.id)
        else:
            await self._open_part(part_names(self.company)[pane.row.id - 1])

    async def _open_entry(self, entry_id: int, *, at_comment: bool = False) -> None:
        from tui.screens.log.entry import EntryCard

        await self.frame.push_screen(EntryCard(self.lanes, entry_id, at_comment=at_comment))

    async def _open_part(self, name: str) -> None:
        wanted = PAGE if name == PEOPLE else name
        reference = "company" if name == PEOPLE else parent_attribute(page(name))
        open_for = self.frame.screens[wanted].open_for
        if open_for is not None:
            await self.frame.push_screen(open_for(((reference, self.record_id),)))

    async def action_interact(self) -> None:
        """Create an interaction with the contact."""
        await create_interaction(self, contact_ids=(self.record_id,))

    async def action_send_email(self) -> None:
        """Write an e-mail to the contact."""
        await write_email(self, (self.record_id,))

    async def action_call(self) -> None:
        """Call the contact."""
        await call_contact(self, self.record_id)

    async def printed_for(self) -> Whom:
        """The contact, once it is there."""
        return Whom(contacts=(self.record_id,) if self.record_id else ())

    async def action_resume(self) -> None:
        """Go on with the postponed interaction under the cursor, else with the contact's."""
        row = self._row_of("drafts")
        if row is not None:
            await resume_interaction(self, row.id)
        else:
            await resume_for(self, self.lanes, self.record_id)

    async def action_cancel(self) -> None:
        """Cancel or un-cancel the entry under the cursor, or the marked ones."""
        await EntryVerbs(self).cancel(self._entries())

    async def action_attachments(self) -> None:
        """Show what the entry under the cursor has attached."""
        row = self._row_of("history")
        if row is not None:
            await EntryVerbs(self).attachments(row.id)

    async def action_evaluate(self) -> None:
        """Evaluate the entry under the cursor, or the marked ones."""
        await EntryVerbs(self).evaluate(self._entries())

    async def action_comments(self) -> None:
        """The comments of the entry under the cursor; from the fields those of the contact."""
        row = self._row_of("history")
        if row is not None:
            await self._open_entry(row.id, at_comment=True)
        else:
            await open_comments(self, self.record_id)

    async def action_history(self) -> None:
        """Open the log entries of the contact."""
        await open_log(self, self.lanes, self.record_id)

    async def action_delete(self) -> None:
        """Delete the contact; the question says what goes with it."""
        if await delete_contacts(self, self.lanes, (self.record_id,)):
            self.dismiss(None)

    async def _make(self, texts: Mapping[str, str]) -> None:
        card = ContactCard(self.lanes, texts=texts, source=self._source, row=self._row)
        await self.frame.push_screen(card)

    # storing

    async def save(self) -> None:
        """Store the contact; a person who changes company is told which entries stay behind."""
        if await self._agreed():
            await super().save()

    async def _agreed(self) -> bool:
        form, before = self.form, self._was.get("company_no", "")
        if form is None or not self.record_id or not before or "company_no" not in form.changed:
            return True
        number = await self.lanes.read(entries_left_behind, self.record_id)
        if not number:
            return True
        question = np_(
            "question",
            "{number} log entry stays with {company}. Change the company?",
            "{number} log entries stay with {company}. Change the company?",
            number,
        ).format(number=number, company=before)
        return await self.confirm(question, p_("answer", "change it"))
