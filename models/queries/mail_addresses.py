"""Whose e-mail address it is: a contact's, on its card or elsewhere, or a salesperson's (domain.md 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact, ContactAltAddress, ContactEmailAddress
from models.database import reading
from models.database.sets import among
from models.delivery import Delivery, LoggedMessage
from models.emails import addresses as parts_of
from models.emails import normal, spellings
from models.enums import ContactType
from models.interaction import InteractionLogEntry as Entry
from models.salesperson import Salesperson
from models.text import fold


@dataclass(frozen=True, slots=True)
class Owner:
    """A contact whose address it is."""

    id: int
    no: str
    name: str
    company: int | None
    """The company its entries count for: of a company itself."""
    salesperson: int | None
    blocked: str
    """Who is blocked for privacy, the contact or its company; blank for nobody."""
    alt_address: str = ""
    """The code of the alternative address that has the address; blank for the card."""

    @property
    def is_company(self) -> bool:
        """Whether it counts for nobody but itself as a company."""
        return self.company == self.id


@reading
def owners(addresses: Collection[str]) -> dict[str, list[Owner]]:
    """The contacts that have these addresses, by address in its normal form; by number.

    All addresses of a field count, those of alternative addresses on whatever day, in any case.
    """
    wanted = {normal(address) for address in addresses}
    spelled = {text for address in wanted for text in spellings(address)}
    if not spelled:
        return {}
    places = _on_cards(spelled) + _on_alt_addresses(spelled)
    codes: dict[tuple[str, int], str] = {}
    for contact, code, field in places:
        for part in parts_of(field):
            if normal(part) in wanted:
                codes.setdefault((normal(part), contact), code)
    known = _contacts({contact for _, contact in codes})
    found: dict[str, list[Owner]] = defaultdict(list)
    for (address, contact), code in sorted(codes.items(), key=lambda item: item[0]):
        if contact in known:
            found[address].append(_owner(known[contact], code))
    return {address: sorted(theirs, key=lambda owner: owner.no) for address, theirs in found.items()}


@reading
def salespeople() -> dict[str, int]:
    """The salespeople by their addresses in normal form; of two who share one, who is not blocked."""
    of = Salesperson
    query = of.select(of.id, of.email, of.email_2).where((of.email != "") | (of.email_2 != ""))
    found: dict[str, int] = {}
    for record, email, other in tuples(query.order_by(of.blocked, of.code)):
        for part in parts_of(f"{email};{other}"):
            found.setdefault(normal(part), record)
    return found


@reading
def recorded(keys: Collection[str]) -> dict[tuple[str, int], int | None]:
    """Which messages with these keys were recorded for whom: the entries, none where one was deleted."""
    of = LoggedMessage
    query = of.select(of.message_key, of.contact, of.entry).where(among(of.message_key, sorted(keys)))
    return {(key, contact): entry for key, contact, entry in tuples(query)}


@reading
def sent_by_us(message_ids: Collection[str]) -> set[str]:
    """Those of the Message-IDs, without brackets, that we gave to messages sent for log entries."""
    of = Delivery
    bracketed = sorted(f"<{name}>" for name in message_ids if name)
    query = of.select(of.message_id).where(of.message_id != "", among(of.message_id, bracketed))
    return {name.strip("<>") for (name,) in tuples(query)}


@reading
def attachments(entries: Iterable[int]) -> dict[int, int]:
    """The attachments of entries, by entry."""
    query = Entry.select(Entry.id, Entry.attachment).where(
        among(Entry.id, sorted(set(entries))), Entry.attachment.is_null(False)
    )
    return dict(tuples(query))


def _on_cards(spelled: Collection[str]) -> list[tuple[int, str, str]]:
    """Contact, no code, and the text of both fields."""
    keys = sorted({fold(text)[:80] for text in spelled})
    query = (
        Contact.select(Contact.id, Contact.email, Contact.email_2)
        .join(ContactEmailAddress, on=(ContactEmailAddress.contact == Contact.id))
        .where(among(ContactEmailAddress.address, keys))
        .distinct()
    )
    return [(contact, "", f"{email};{other}") for contact, email, other in tuples(query)]


def _on_alt_addresses(spelled: Collection[str]) -> list[tuple[int, str, str]]:
    """Contact, code and field of the alternative addresses that may have one of these addresses."""
    of = ContactAltAddress
    several = of.email.contains(";") | of.email.contains("@xn--")
    same = among(pw.fn.LOWER(of.email), sorted(spelled))
    return tuples(of.select(of.contact, of.code, of.email).where(of.email != "", same | several))


def _contacts(ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    company: Any = Contact.alias()
    query = (
        Contact.select(Contact.id, Contact.no, Contact.name, Contact.type, Contact.company)
        .select_extend(Contact.salesperson, Contact.privacy_blocked, company.no, company.name)
        .left_outer_join(company, on=(company.id == Contact.company) & company.privacy_blocked)
        .where(among(Contact.id, sorted(ids)))
    )
    return {row[0]: row for row in tuples(query)}


def _owner(row: tuple[Any, ...], code: str) -> Owner:
    record, no, name, kind, company, salesperson, blocked, company_no, company_name = row
    who = f"{no} {name}" if blocked else f"{company_no} {company_name}" if company_no else ""
    return Owner(record, no, name, record if kind == ContactType.COMPANY else company, salesperson, who, code)
