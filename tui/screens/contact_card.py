"""The card of a contact: its fields, its history, what is postponed, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.events import Key, ScreenResume

from models.about import Kind
from models.enums import ContactType
from models.pages import page
from models.queries import companies, records
from models.queries.contacts import entries_left_behind
from models.queries.rows import Choice, Question, Row
from models.words import N_, np_, p_, translate
from tui.commands import BY_ID, Scope
from tui.data.contacts import (
    PAGE,
    PEOPLE,
    FewRows,
    draft_rows,
    is_company,
    part_names,
    part_rows,
)
from tui.data.lists import column, parent_attribute
from tui.data.source import QuestionSource
from tui.data.whom import Whom
from tui.journal import Caret
from tui.keymap import pressed
from tui.lanes import Lanes
from tui.messages import RecordsChanged
from tui.screens.call import call_contact
from tui.screens.contact_parts import delete_contacts, open_comments, open_log, resume_for
from tui.screens.interactions import create_interaction, resume_interaction, write_email
from tui.screens.log import FLAG_WIDTH, EntryVerbs, flags
from tui.screens.paper_verbs import PAPER_VERBS, PaperVerbs
from tui.screens.record_card import RecordCard
from tui.text import number_text
from tui.widgets.form import NO, FieldSpec, Helpers
from tui.widgets.key_bar import KeyHint
from tui.widgets.line import Line
from tui.widgets.record_table import Column, RecordTable

_SHORT = {
    "company_no": N_("form", "Company"),
    "mobile_phone_no": N_("form", "Mobile"),
    "salesperson_code": N_("form", "Salesperson"),
    "country_region_code": N_("form", "Country"),
    "language_code": N_("form", "Language"),
    "territory_code": N_("form", "Territory"),
    "salutation_code": N_("form", "Salutation"),
    "organizational_level_code": N_("form", "Org. level"),
    "correspondence_type": N_("form", "Corr. type"),
    "exclude_from_segment": N_("form", "Not in segm."),
    "parental_consent_received": N_("form", "Parent agrees"),
    "privacy_blocked": N_("form", "Blocked"),
    "vat_registration_no": N_("form", "VAT No."),
    "registration_no": N_("form", "Register No."),
    "currency_code": N_("form", "Currency"),
    "date_of_last_interaction": N_("form", "Last"),
    "last_date_attempted": N_("form", "Last attempt"),
    "no_of_interactions": N_("form", "Interactions"),
    "cost": N_("form", "Cost"),
    "duration": N_("form", "Minutes"),
}
"""Labels that leave room for the values beside the history."""
_QUICK = frozenset(("type", "name", "company_no", "phone_no", "email"))
_ALWAYS = frozenset(("no", "type", "name"))
_COUNTED = frozenset(
    (
        "no_of_mailing_groups",
        "no_of_job_responsibilities",
        "no_of_industry_groups",
        "no_of_business_relations",
        "comment",
    )
)
"""Counts that stand with what they count."""
_HISTORY = (
    "date",
    "interaction_template_code",
    "description",
    "duration",
    "salesperson_code",
    "status",
    "comment",
    "attachments",
)
_ON_ENTRIES = frozenset(("cancel", "evaluate", "mark", "attachments"))
_MOVES = frozenset(("down", "up", "first", "last", "page_down", "page_up"))


class Pane(RecordTable):
    """One of several tables of a screen."""

    CURSOR_WITH_FOCUS = True


def history_columns() -> tuple[Column, ...]:
    """The columns of the timeline; status and comments stand as signs before them."""
    looks = {
        "date": (N_("column", "Date"), 11, 1),
        "interaction_template_code": (N_("column", "Templ."), 8, 1),
        "description": (N_("column", "Description"), 14, 1),
        "duration": (N_("column", "Min"), 4, 2),
        "salesperson_code": (N_("column", "Sp"), 4, 3),
    }
    found = []
    for name in _HISTORY:
        caption, width, place = looks.get(name, ("", 1, 9))
        one = column("log-entries", name, place, grows=name == "description")
        found.append(replace(one, caption=caption, width=width, hidden=name not in looks))
    return tuple(found)


def new_contact(lanes: Lanes, texts: Mapping[str, str]) -> ContactCard:
    """The card of a new contact that begins with these texts."""
    return ContactCard(lanes, texts=texts)


class ContactCard(PaperVerbs, RecordCard):
    """One contact."""

    PURPOSE = (
        N_("help", "The contact's fields; beside them what was recorded and what is postponed."),
        N_("help", "Tab goes from pane to pane; Enter opens what is under the cursor, x cancels an entry."),
    )
    OFFERS: ClassVar[frozenset[str]] = (
        RecordCard.OFFERS
        | _MOVES
        | PAPER_VERBS
        | {"interact", "call", "send_email", "resume", "cancel", "evaluate", "comments", "views", "mark"}
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
    DEFAULT_CSS = """
    ContactCard > #card { height: 1fr; }
    ContactCard #left { width: 1fr; height: 1fr; }
    ContactCard #fields { height: 1fr; }
    ContactCard #right { width: 43; height: 1fr; padding-left: 1; }
    ContactCard #parts { height: 8; }
    ContactCard #drafts { height: 5; }
    ContactCard.-wide #right { width: 62; }
    ContactCard.-editing #parts { display: none; }
    ContactCard.-narrow.-editing #right { display: none; }
    ContactCard.-new #right { display: none; }
    """

    def __init__(
        self,
        lanes: Lanes,
        record_id: int = 0,
        *,
        editing: bool = False,
        texts: Mapping[str, str] | None = None,
        source: QuestionSource | None = None,
        row: Row | None = None,
        caret: Caret = ("", 0),
    ) -> None:
        """Make the card; the arguments are those of every card."""
        super().__init__(
            PAGE, lanes, record_id, editing=editing, texts=texts, source=source, row=row, caret=caret
        )
        self._own_only = False

    def compose_content(self) -> ComposeResult:
        """The fields and what belongs to the contact; its history and what is postponed."""
        with Horizontal(id="card"):
            with Vertical(id="left"):
                yield Container(id="fields")
                yield Pane(
                    (
                        Column("part", N_("column", "Belongs to it"), 24, grows=True),
                        Column("number", N_("column", "Number"), 6, kind=Kind.INTEGER),
                    ),
                    id="parts",
                )
            with Vertical(id="right"):
                yield Line(id="history-title")
                yield Pane(
                    history_columns(),
                    flags=flags,
                    flag_width=FLAG_WIDTH,
                    empty=self._no_history,
                    id="history",
                )
                yield Pane(
                    (
                        Column("date", N_("column", "Postponed"), 11),
                        Column("template", N_("column", "Templ."), 8),
                        Column("description", N_("column", "Description"), 12, grows=True),
                        Column("salesperson", N_("column", "Sp"), 4, 2),
                    ),
                    empty=self._no_drafts,
                    id="drafts",
                )

    def _no_history(self) -> Sequence[str]:
        return (p_("list", "Nothing was recorded yet.   i Interact"),)

    def _no_drafts(self) -> Sequence[str]:
        return (p_("list", "Nothing is postponed."),)

    # what it shows

    @property
    def company(self) -> bool:
        """Whether the contact is a company."""
        return self._view is not None and is_company(self._view)

    def specs(self) -> list[FieldSpec]:
        """While the contact is shown, the fields that say something; while it is typed into, those typed."""
        found, heading = [], ""
        for spec in super().specs():
            heading = spec.section or heading
            if not self._wanted(spec):
                continue
            name = spec.name
            found.append(
                replace(spec, section=heading, label=_SHORT.get(name, spec.label), quick=name in _QUICK)
            )
            heading = ""
        return found

    def _wanted(self, spec: FieldSpec) -> bool:
        if spec.name in _COUNTED:
            return False
        if self.editing:
            return not spec.about.computed
        text = self._was.get(spec.name, "").strip()
        return spec.name in _ALWAYS or text not in ("", "0", "0.00", NO)

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

    async def _show_record(self) -> None:
        self.set_class(self.editing, "-editing")
        self.set_class(not self.record_id, "-new")
        await super()._show_record()
        if self.record_id:
            await self._show_panes()

    async def _show_panes(self) -> None:
        reference = "company" if self.company and not self._own_only else "contact"
        asked = Question(
            "log-entries", _HISTORY, "date", descending=True, context=((reference, self.record_id),)
        )
        source = QuestionSource(self.lanes, asked)
        self._pane("history").show(source)
        self._pane("drafts").show(FewRows(await self.lanes.read(draft_rows, self.record_id)))
        parts = await self.lanes.read(part_rows, self.record_id, self.company)
        self._pane("parts").styles.height = len(parts) + 1
        self._pane("parts").show(FewRows(parts))
        number = number_text(await source.count())
        whose = ""
        if self.company:
            own = p_("list", "own (w all people)")
            whose = own if self._own_only else p_("list", "all people (w own)")
        text = p_("list", "-- Timeline {number} {whose} ").format(number=number, whose=whose)
        self.query_one("#history-title", Line).show(text.replace("  ", " "))

    def _pane(self, name: str) -> Pane:
        return self.query_one(f"#{name}", Pane)

    @property
    def pane(self) -> Pane | None:
        """The table that has the focus, or none while the fields have it."""
        return self.focused if isinstance(self.focused, Pane) else None

    def _row_of(self, name: str) -> Row | None:
        pane = self.pane
        return pane.row if pane is not None and pane.id == name else None

    # keys

    def take_key(self, event: Key) -> bool:
        """Tab goes from pane to pane while nothing is typed; in a pane keys are those of a list."""
        key = pressed(event)
        if self.editing or self.asking or self.has_class("-too-small"):
            return super().take_key(event)
        if key in ("tab", "shift+tab"):
            self._next_pane(1 if key == "tab" else -1)
            return True
        command = self.frame.keymap.lists.get(key)
        if self.pane is None or command is None:
            return super().take_key(event)
        self.run_command(command, key)
        return True

    def hints(self) -> list[KeyHint]:
        """The footer; Tab goes on to the next pane while nothing is typed."""
        found = super().hints()
        return found if self.editing else [*found[:3], KeyHint("Tab", p_("action", "Pane")), *found[3:]]

    def _next_pane(self, step: int) -> None:
        form = self.form
        stops = [*([form] if form else []), *(self._pane(name) for name in ("history", "drafts", "parts"))]
        here = next((place for place, one in enumerate(stops) if one is self.focused), 0)
        stops[(here + step) % len(stops)].focus()
        self.show_keys()

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

    def _move(self, pages: int = 0, rows: int = 0) -> None:
        pane, form = self.pane, self.form
        if pane is not None:
            pane.page(pages) if pages else pane.move(rows)
        elif form is not None:
            form.scroll_relative(y=pages * max(1, form.size.height - 1) + rows, animate=False)

    def action_down(self) -> None:
        """One row down."""
        self._move(rows=1)

    def action_up(self) -> None:
        """One row up."""
        self._move(rows=-1)

    def action_page_down(self) -> None:
        """One page down."""
        self._move(pages=1)

    def action_page_up(self) -> None:
        """One page up."""
        self._move(pages=-1)

    def action_first(self) -> None:
        """To the beginning."""
        if self.pane is not None:
            self.pane.first()
        elif self.form is not None:
            self.form.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        if self.pane is not None:
            self.pane.last()
        elif self.form is not None:
            self.form.scroll_end(animate=False)

    def action_mark(self) -> None:
        """Mark the entry and move down."""
        self._pane("history").mark()

    @on(RecordTable.RowChosen)
    def _open_clicked(self) -> None:
        self.run_command(BY_ID["open"])

    @on(RecordTable.Failed)
    def _show_failure(self, event: RecordTable.Failed) -> None:
        self.say_error(event.error)

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
        from tui.screens.entry_card import EntryCard

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

    def _entries(self) -> tuple[int, ...]:
        pane = self._pane("history")
        if pane.marks:
            return tuple(sorted(pane.marks.ids))
        return (pane.row.id,) if pane.row else ()

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

    async def action_views(self) -> None:
        """The entries of all the company's people, or only its own."""
        self._own_only = not self._own_only
        await self._show_panes()

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

    # news

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Read the history again on coming back."""
        if self._view is not None and not self.editing and not self.busy:
            self.do(self._show_panes())

    def records_changed(self, message: RecordsChanged) -> None:
        """Show what was written elsewhere, unless something is being typed here."""
        if not self.is_current or self.editing or self._view is None:
            return
        if message.page in ("log-entries", "postponed-interactions", "contact-comments"):
            self.do(self._show_panes())
        else:
            super().records_changed(message)
