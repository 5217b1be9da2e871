"""Postponed interactions: mine, those of a contact, and how many are waiting (design.md 3.8)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.interaction import Draft
from models.interaction import InteractionLogEntry as Entry
from models.queries.mine import is_mine
from models.rules.interactions.leases import is_running, lease, lease_columns
from models.salesperson import Salesperson
from models.template import InteractionTemplate
from models.user import User


@dataclass(frozen=True, slots=True)
class PostponedRow:
    """A postponed interaction of a contact."""

    id: int
    date: dt.date | None
    time: dt.time | None
    template_code: str
    description: str
    salesperson_code: str
    user_id: str
    """Who wrote it."""


@reading
def my_postponed() -> int:
    """How many postponed interactions wait for me: not those that are open in a form now."""
    mine = is_mine()
    count = Entry.select(Entry.id).where(Entry.postponed, mine).count()
    open_now = (
        Draft.select(*lease_columns())
        .join(Entry, on=(Entry.id == Draft.entry))
        .where(Entry.postponed, mine, is_running())
    )
    return int(count) - sum(lease(row).live for row in tuples(open_now))


@reading
def mine() -> tuple[int, ...]:
    """The postponed interactions that I wrote, or that are my salesperson's, oldest first."""
    query = Entry.select(Entry.id).where(Entry.postponed, is_mine()).order_by(Entry.occurred, Entry.id)
    return tuple(entry for (entry,) in tuples(query))


@reading
def postponed_of(contact_id: int, *, own: bool = False) -> list[PostponedRow]:
    """The postponed interactions of a contact, also those with several contacts, oldest first.

    Of a company those of all its people too, unless `own`.
    """
    several = [entry for entry, contacts in several_contacts().items() if contact_id in contacts]
    wanted = (Entry.contact == contact_id) | Entry.id.in_(several)
    if not own:
        wanted = wanted | (Entry.company == contact_id)
    query = (
        Entry.select(
            Entry.id,
            Entry.date,
            Entry.time,
            InteractionTemplate.code,
            Entry.description,
            Salesperson.code,
            User.user_id,
        )
        .left_outer_join(InteractionTemplate, on=(InteractionTemplate.id == Entry.template))
        .switch(Entry)
        .left_outer_join(Salesperson, on=(Salesperson.id == Entry.salesperson))
        .switch(Entry)
        .left_outer_join(User, on=(User.id == Entry.user))
        .where(Entry.postponed, wanted)
        .order_by(Entry.occurred, Entry.id)
    )
    return [
        PostponedRow(entry, date, time, template or "", description, salesperson or "", user or "")
        for entry, date, time, template, description, salesperson, user in tuples(query)
    ]


@reading
def several_contacts(ids: Sequence[int] | None = None) -> dict[int, tuple[int, ...]]:
    """The contacts of those drafts, of these or of all, that are meant for several (design.md 6)."""
    query = Draft.select(Draft.entry, Draft.contacts).where(Draft.contacts != "")
    if ids is not None:
        query = query.where(Draft.entry.in_(tuple(ids)))
    known = {entry: tuple(json.loads(contacts)) for entry, contacts in tuples(query)}
    alive = {found for (found,) in tuples(Contact.select(Contact.id).where(Contact.id.in_(_all(known))))}
    return {entry: tuple(one for one in ids_ if one in alive) for entry, ids_ in known.items()}


def _all(known: dict[int, tuple[int, ...]]) -> list[int]:
    return sorted({contact for contacts in known.values() for contact in contacts})
