"""The e-mail addresses that contacts are found by: kept in step with their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact, ContactEmailAddress
from models.database import unit
from models.database.bulk import write_rows
from models.database.sets import among
from models.rules import hooks
from models.rules.hooks import Change
from models.text import fold

FIELDS = ("email", "email_2")

_LENGTH = 80
_BATCH = 400


def addresses(row: Mapping[str, Any]) -> frozenset[str]:
    """The folded e-mail addresses of a contact with these values by attribute."""
    return _addresses(row["email"], row["email_2"])


@lru_cache(4096)
def _addresses(email: str, other: str) -> frozenset[str]:
    """Told apart once, for who imports asks for those of a contact again and again."""
    return frozenset(fold(part) for part in f"{email};{other}".split(";") if part.strip())


@hooks.after(Contact)
def follow(change: Change) -> None:
    """Write the addresses of a contact that was made or that got others."""
    if change.changed(*FIELDS):
        rewrite([change.id])


def add(contacts: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Write the addresses of contacts that have none yet, from their ids and values; in a unit of work."""
    rows = [(contact, address[:_LENGTH]) for contact, row in contacts for address in sorted(addresses(row))]
    write_rows("contact_email_address", ("contact_id", "address"), rows)


@unit
def rewrite(ids: Iterable[int]) -> int:
    """Write the addresses of these contacts anew where they are wrong; returns of how many they were."""
    return sum(_rewrite(list(batch)) for batch in pw.chunked(sorted(set(ids)), _BATCH))


def put_right() -> int:
    """Write the addresses of all contacts anew where they are wrong, batch by batch; returns of how many."""
    ids = [record for (record,) in tuples(Contact.select(Contact.id).order_by(Contact.id))]
    return sum(rewrite(batch) for batch in pw.chunked(ids, _BATCH))


def _rewrite(ids: list[int]) -> int:
    known: dict[int, set[str]] = {contact: set() for contact in ids}
    stored = ContactEmailAddress.select(ContactEmailAddress.contact, ContactEmailAddress.address)
    for contact, address in tuples(stored.where(among(ContactEmailAddress.contact, ids))):
        known[contact].add(address)
    query = Contact.select(Contact.id, Contact.email, Contact.email_2).where(among(Contact.id, ids))
    rows = [(contact, {"email": email, "email_2": other}) for contact, email, other in tuples(query)]
    wrong = [
        (contact, row) for contact, row in rows if known[contact] != {a[:_LENGTH] for a in addresses(row)}
    ]
    if wrong:
        of_wrong = among(ContactEmailAddress.contact, [contact for contact, _ in wrong])
        ContactEmailAddress.delete().where(of_wrong).execute()
        add(wrong)
    return len(wrong)
