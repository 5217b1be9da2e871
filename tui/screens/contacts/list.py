"""The list of contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from models.about import Value
from models.errors import NotFoundError
from models.queries import records
from models.queries.lists import windows
from models.queries.lists.rows import Filter, Row
from models.who import who
from models.words import N_
from tui.data.contacts import PAGE, pane_lines, strip_lines, summary
from tui.data.lists import column
from tui.data.whom import Whom
from tui.lanes import Lanes
from tui.screens.contacts.parts import delete_contacts, open_comments, open_log, person_of, resume_for
from tui.screens.interactions.call import call_contact
from tui.screens.interactions.opening import create_interaction, write_email
from tui.screens.outgoing.paper_verbs import PAPER_VERBS, PaperVerbs
from tui.screens.records.list import RecordList
from tui.screens.registry import Context
from tui.text import date_text
from tui.widgets.detail import Detail
from tui.widgets.record_table import Column

if TYPE_CHECKING:
    from tui.screens.contacts.card import ContactCard

_LOOKS: Mapping[str, tuple[str, int, int]] = {
    "no": (N_("column", "No."), 9, 1),
    "name": (N_("column", "Name"), 22, 1),
    "company_name": (N_("column", "Company"), 20, 2),
    "phone_no": (N_("column", "Phone"), 16, 3),
    "salesperson_code": (N_("column", "Sp"), 4, 4),
    "date_of_last_interaction": (N_("column", "Last"), 8, 5),
}
"""Captions, widths and which gives way first (ux.md 13.1)."""


def columns() -> tuple[Column, ...]:
    """The columns of the list; a name is never cut before the others gave way."""
    return tuple(_column(name, *looks) for name, looks in _LOOKS.items())


def _column(name: str, caption: str, width: int, place: int) -> Column:
    made = replace(
        column(PAGE, name, place, grows=name in ("name", "company_name")),
        caption=caption,
        width=width,
        minimum=width if name == "phone_no" else 0,
    )
    return replace(made, show=_last) if name == "date_of_last_interaction" else made


def _last(value: Value) -> str:
    """A day of this year as `12 Mar`, of another as `Mar 2024`."""
    if not isinstance(value, dt.date):
        return ""
    text = date_text(value, today=who().work_date)
    return text if value.year == who().work_date.year else text.partition(" ")[2]


class ContactList(PaperVerbs, RecordList):
    """Contacts: all, or the people of one company."""

    PURPOSE = (
        N_("help", "Everybody we talk to: companies, and persons ordered by their surname."),
        N_("help", "i records what was said to the contact or to all marked ones, in the list's order."),
    )
    OFFERS: ClassVar[frozenset[str]] = RecordList.OFFERS | PAPER_VERBS | {
        "interact", "call", "send_email", "resume", "comments", "add_contacts",
    }  # fmt: skip
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open",
        "new",
        "interact",
        "mark",
        "filter",
        "undo",
        "call",
        "add_contacts",
        "edit",
        "delete",
        "history",
        "resume",
        "fields_filter",
        "order",
        "detail",
    )

    def __init__(self, lanes: Lanes, *, context: Context = (), filters: tuple[Filter, ...] = ()) -> None:
        """All contacts, or the people of the company in `context`."""
        super().__init__(PAGE, lanes, context=context, filters=filters, detail=self._detail)
        self.spec = replace(
            self.spec,
            records=N_("list", "contacts"),
            columns=columns(),
            nothing_yet=N_("list", "n New   : import"),
            watches=frozenset(("log-entries", "postponed-interactions")),
        )

    async def _detail(self, contact_id: int) -> Sequence[str]:
        known = await self.lanes.read(summary, contact_id)
        return pane_lines(known) if self.query_one(Detail).is_pane else strip_lines(known)

    def action_detail(self) -> None:
        """Strip, pane, none, in turn; each shows as much as it has room for."""
        super().action_detail()
        self.say_about_row()

    async def chosen_ids(self) -> tuple[int, ...]:
        """The marked contacts in the order of the list, else the one under the cursor."""
        ids = await super().chosen_ids()
        if len(ids) < 2 or self.table.marks.all:
            return ids
        return tuple(row.id for row in await self.lanes.read(windows.at, self.question, ids))

    # verbs

    async def _open_card(self, *, editing: bool) -> None:
        if self.row is not None:
            await self._push(self.make_card(self.row.id, editing=editing))

    def make_card(
        self, record_id: int, *, editing: bool = False, texts: Mapping[str, str] = MappingProxyType({})
    ) -> ContactCard:
        """The card of a contact."""
        from tui.screens.contacts.card import ContactCard

        return ContactCard(
            self.lanes, record_id, editing=editing, texts=texts, source=self.source, row=self.row
        )

    async def action_new(self) -> None:
        """Open an empty card; in a company's list that of a person of the company."""
        company = await self.lanes.read(self._company)
        await self._make(dict(await self.lanes.read(person_of, company)) if company else {})

    def _company(self) -> int:
        """The company whose people the list shows, by what it was opened for or by its filter; 0 for none."""
        opened_for = dict(self._opened_for).get("company", 0)
        typed = next((f.expression for f in self.arrangement.filters if f.field == "company_no"), "")
        if opened_for or not typed or ".." in typed:
            return opened_for
        try:
            return records.find(PAGE, typed)
        except NotFoundError:
            return 0

    async def action_delete(self) -> None:
        """Delete the marked contacts, else that under the cursor; the question says what goes with them."""
        ids = await self.chosen_ids()
        if ids:
            await delete_contacts(self, self.lanes, ids)

    async def action_interact(self) -> None:
        """Create an interaction with the contact, or one with each marked contact."""
        await create_interaction(self, contact_ids=await self.chosen_ids())

    async def action_send_email(self) -> None:
        """Write an e-mail to the contact, or one to each marked contact."""
        await write_email(self, await self.chosen_ids())

    async def action_call(self) -> None:
        """Call the contact under the cursor."""
        await call_contact(self, (await self._with_row()).id)

    async def printed_for(self) -> Whom:
        """The marked contacts, else that under the cursor."""
        return Whom(contacts=await self.chosen_ids())

    async def action_add_contacts(self) -> None:
        """Add the contact, or the marked ones, to a segment."""
        from tui.screens.segments.adding import add_to_segment

        await add_to_segment(self, self.lanes, await self.chosen_ids())

    async def _with_row(self) -> Row:
        row = self.row
        if row is None:
            raise NotFoundError(N_("message", "There is no row here."))
        return row

    async def action_resume(self) -> None:
        """Go on with the contact's postponed interaction; of several one is chosen."""
        await resume_for(self, self.lanes, (await self._with_row()).id)

    async def action_history(self) -> None:
        """Open the log entries of the contact; of a company those of all its people."""
        await open_log(self, self.lanes, (await self._with_row()).id)

    async def action_comments(self) -> None:
        """Open the comments of the contact."""
        await open_comments(self, (await self._with_row()).id)
