"""To whom mail can be written: what mail programs complete addresses from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact, ContactAltAddress
from models.database import reading
from models.database.sets import among
from models.emails import addresses as parts_of
from models.emails import normal
from models.enums import ContactType
from models.queries.lists import search
from models.queries.lists.orders import Stretch


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address to write to, and whose it is."""

    address: str
    name: str
    company: str
    """The company of a person; blank for companies and persons without one."""


@reading
def addressees(text: str, limit: int) -> list[Addressee]:
    """The addresses of contacts that are found by these words as in quick search, by name.

    Of contacts that are blocked for privacy, or whose company is, there are none.
    """
    company: Any = Contact.alias()
    query = (
        Contact.select(Contact.id, Contact.name, Contact.type, Contact.company_name)
        .select_extend(Contact.email, Contact.email_2)
        .left_outer_join(company, on=(company.id == Contact.company) & company.privacy_blocked)
        .where(search.matches(Contact, text, Stretch(limit, Contact.sort_name)), _has_some())
        .where(~Contact.privacy_blocked, company.id.is_null())
        .order_by(Contact.sort_name, Contact.id)
    )
    rows = tuples(query.limit(limit))
    others = _other_emails([row[0] for row in rows])
    found: dict[str, Addressee] = {}
    for record, name, kind, firm, email, email_2 in rows:
        for address in parts_of(";".join((email, email_2, *others.get(record, ())))):
            of_company = "" if kind == ContactType.COMPANY else firm
            found.setdefault(normal(address), Addressee(address, name, of_company))
    return list(found.values())[:limit]


def _has_some() -> Any:
    """The condition that a contact has an address."""
    other = ContactAltAddress.select(pw.SQL("1")).where(
        ContactAltAddress.contact == Contact.id, ContactAltAddress.email != ""
    )
    return (Contact.email != "") | (Contact.email_2 != "") | pw.fn.EXISTS(other)


def _other_emails(contacts: Collection[int]) -> dict[int, list[str]]:
    of = ContactAltAddress
    query = of.select(of.contact, of.email).where(of.email != "", among(of.contact, list(contacts)))
    found: dict[int, list[str]] = defaultdict(list)
    for contact, email in tuples(query.order_by(of.contact, of.code)):
        found[contact].append(email)
    return found
