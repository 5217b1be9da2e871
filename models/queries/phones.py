"""The phone numbers that reach a contact (domain.md 2.6)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.base import tuples
from models.contact import Contact, ContactAltAddress
from models.database import reading
from models.queries.contacts import active_address
from models.words import p_

_NO_DIGIT = re.compile(r"\D", re.ASCII)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number, and whose it is in words."""

    number: str
    whose: str


@dataclass(frozen=True, slots=True)
class _Phones:
    """The numbers of one contact or address."""

    phone: str
    mobile: str
    whose: str


@reading
def phone_numbers(contact_id: int, day: dt.date) -> tuple[PhoneNumber, ...]:
    """Every number of a contact, each once: its own, its company's, then those of its other addresses.

    Of its other addresses the one that is active on `day` comes first.
    """
    known = [*_own_and_company(contact_id), *_addresses(contact_id, day)]
    found: dict[str, PhoneNumber] = {}
    for phones in known:
        for number, kind in ((phones.phone, p_("phone", "phone")), (phones.mobile, p_("phone", "mobile"))):
            told = p_("phone", "{kind}, {whose}").format(kind=kind, whose=phones.whose)
            if number:
                found.setdefault(_NO_DIGIT.sub("", number) or number, PhoneNumber(number, told))
    return tuple(found.values())


def usual_number(phone: str, mobile: str) -> str:
    """The number that is proposed: the phone, else the mobile (domain.md 2.6)."""
    return phone or mobile


def _own_and_company(contact_id: int) -> Iterator[_Phones]:
    company = Contact.alias()
    query = (
        Contact.select(
            Contact.phone_no,
            Contact.mobile_phone_no,
            Contact.name,
            company.phone_no,
            company.mobile_phone_no,
            company.name,
        )
        .left_outer_join(company, on=(company.id == Contact.company))
        .where(Contact.id == contact_id)
    )
    for phone, mobile, name, company_phone, company_mobile, company_name in tuples(query):
        yield _Phones(phone, mobile, name)
        yield _Phones(company_phone or "", company_mobile or "", company_name or "")


def _addresses(contact_id: int, day: dt.date) -> list[_Phones]:
    """The other addresses of a contact: the active one first, the others by their codes."""
    of, active = ContactAltAddress, active_address(contact_id, day).code
    rows = tuples(
        of.select(of.code, of.phone_no, of.mobile_phone_no).where(of.contact == contact_id).order_by(of.code)
    )
    rows.sort(key=lambda row: row[0] != active)
    at_now, at = p_("phone", "at {address} now"), p_("phone", "at {address}")
    return [
        _Phones(phone, mobile, (at_now if code == active else at).format(address=code))
        for code, phone, mobile in rows
    ]
