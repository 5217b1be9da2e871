"""What a deleted contact leaves behind, and how it comes back by undo (domain.md 5.5, design.md 6)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.enums import ContactType
from models.interaction import InteractionLogEntry as Entry
from models.rules import hooks, search_texts
from models.rules.outgoing import deliveries
from models.rules.segments.contacts import leave
from models.rules.snapshots import restore, take
from models.words import p_

_Links = tuple[int | None, int | None]

_BATCH = 500


@hooks.deleting(Contact)
def let_go(contact_id: int) -> None:
    """Take the contact out of the log before it is deleted.

    A person's logged entries become its company's; of a company contact and company become blank, and all
    its persons are deleted. Drafts of a deleted contact have none. What waits to be sent to it does not go:
    it was not written to its company.
    """
    contact = Contact.one(contact_id)
    if contact is None:
        return
    leave(contact_id)
    search_texts.unindex(Contact, [contact_id])
    if contact.type == ContactType.COMPANY:
        people = [
            person for (person,) in tuples(Contact.select(Contact.id).where(Contact.company == contact_id))
        ]
        _blank((Entry.company == contact_id) | (Entry.contact == contact_id))
        for person in people:
            let_go_person(person)
            _delete(person)
    else:
        let_go_person(contact_id)


def let_go_person(person: int) -> None:
    """Give a person's logged entries to the company they were made for, and blank its drafts."""
    _blank((Entry.contact == person) & Entry.postponed)
    where = Entry.contact == person
    entries = _set_aside(where)
    Entry.update(contact=Entry.company).where(where).execute()
    search_texts.reindex(Entry, entries)


def _blank(where: Any) -> None:
    entries = _set_aside(where)
    Entry.update(contact=None, company=None).where(where).execute()
    search_texts.reindex(Entry, entries)


def _delete(person: int) -> None:
    snapshot = take(Contact, person)
    hooks.on_undo(lambda: restore(snapshot))
    search_texts.unindex(Contact, [person])
    Contact.delete().where(Contact.id == person).execute()


def _set_aside(where: Any) -> list[int]:
    """Hold back what waits for these entries, and have undo put back their contact and company."""
    before: dict[_Links, list[int]] = defaultdict(list)
    for entry, contact, company in tuples(Entry.select(Entry.id, Entry.contact, Entry.company).where(where)):
        before[contact, company].append(entry)
    found = [entry for entries in before.values() for entry in entries]
    if before:
        why = p_("delivery", "The contact was deleted before it went.")
        held = deliveries.hold_back(found, why)
        hooks.on_undo(lambda: deliveries.let_wait(held, why))
        hooks.on_undo(lambda: _put_back(before))
    return found


def _put_back(before: dict[_Links, list[int]]) -> None:
    for (contact, company), entries in before.items():
        for batch in pw.chunked(entries, _BATCH):
            Entry.update(contact=contact, company=company).where(Entry.id.in_(batch)).execute()
        search_texts.reindex(Entry, entries)
