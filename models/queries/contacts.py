"""What the card of a contact shows beside its fields, and the cues about contacts (domain.md 1.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.codes import BusinessRelation, Country, IndustryGroup, JobResponsibility, MailingGroup
from models.contact import (
    Contact,
    ContactAltAddress,
    ContactAltAddressDateRange,
    ContactBusinessRelation,
    ContactComment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from models.database import reading
from models.database.conditions import runs_on
from models.enums import ContactType
from models.interaction import InteractionLogEntry as Entry
from models.queries.lists.rows import Choice


@dataclass(frozen=True, slots=True)
class Link:
    """A code linked to a contact."""

    id: int
    page: str
    """The page of the link: `contact-mailing-groups`."""
    code: str
    description: str
    detail: str = ""
    """Of a business relation the number of the linked account."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a contact is on some day."""

    code: str
    """The code of the alternative address; blank for the one on the card."""
    company_name: str
    address: str
    address_2: str
    city: str
    county: str
    post_code: str
    country: str
    """The code of the country."""
    phone_no: str
    mobile_phone_no: str
    fax_no: str
    email: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A note about a contact."""

    id: int
    date: dt.date
    code: str
    comment: str


@dataclass(frozen=True, slots=True)
class Details:
    """What hangs on a contact."""

    links: tuple[Link, ...]
    comments: tuple[Comment, ...]
    """The newest first."""
    addresses: tuple[str, ...]
    """The codes of its alternative addresses."""
    active_address: Address
    """The address on the day asked for."""


@dataclass(frozen=True, slots=True)
class Cues:
    """How many contacts there are."""

    companies: int
    persons: int


_LINKS: tuple[tuple[str, Any, str, Any], ...] = (
    ("contact-mailing-groups", ContactMailingGroup, "mailing_group", MailingGroup),
    ("contact-industry-groups", ContactIndustryGroup, "industry_group", IndustryGroup),
    ("contact-job-responsibilities", ContactJobResponsibility, "job_responsibility", JobResponsibility),
    ("contact-business-relations", ContactBusinessRelation, "business_relation", BusinessRelation),
)
_PLACE = ("company_name", "address", "address_2", "city", "county", "post_code")
_REACH = ("phone_no", "mobile_phone_no", "fax_no", "email")


@reading
def details(contact_id: int, on: dt.date, *, comments: int = 20) -> Details:
    """What hangs on a contact: all links, the newest `comments`, and the address that holds on a day."""
    of = ContactAltAddress
    codes = tuples(of.select(of.code).where(of.contact == contact_id).order_by(of.code))
    return Details(
        links(contact_id),
        _comments(contact_id, comments),
        tuple(code for (code,) in codes),
        active_address(contact_id, on),
    )


@reading
def links(contact_id: int) -> tuple[Link, ...]:
    """The codes linked to a contact, kind by kind."""
    found: list[Link] = []
    for page, model, name, codes in _LINKS:
        detail = model.linked_no if model is ContactBusinessRelation else pw.Value("")
        query = (
            model.select(model.id, codes.code, codes.description, detail)
            .join(codes, on=(codes.id == getattr(model, name)))
            .where(model.contact == contact_id)
            .order_by(codes.code, model.id)
        )
        found += [Link(record, page, *rest) for record, *rest in tuples(query)]
    return tuple(found)


@reading
def active_address(contact_id: int, on: dt.date) -> Address:
    """The alternative address whose latest-starting range holds the day, else the one on the card."""
    of, when = ContactAltAddress, ContactAltAddressDateRange
    fields = [getattr(of, name) for name in (*_PLACE, *_REACH)]
    query = (
        of.select(of.code, *fields, Country.code)
        .join(when, on=(when.alt_address == of.id))
        .join_from(of, Country, pw.JOIN.LEFT_OUTER, on=(Country.id == of.country))
        .where(of.contact == contact_id, runs_on(when, on))
        .order_by(when.starting_date.desc())
        .limit(1)
    )
    rows = tuples(query)
    if not rows:
        own = [getattr(Contact, name) for name in (*_PLACE, *_REACH)]
        card = (
            Contact.select(pw.Value(""), *own, Country.code)
            .left_outer_join(Country, on=(Country.id == Contact.country))
            .where(Contact.id == contact_id)
        )
        rows = tuples(card) or [("",) * (len(_PLACE) + len(_REACH) + 2)]
    names = ("code", *_PLACE, *_REACH, "country")
    return Address(**{name: value or "" for name, value in zip(names, rows[0], strict=True)})


@reading
def company_of(contact_id: int) -> int | None:
    """The company whose details open from a contact: its own of a company, none of a person without one."""
    found = tuples(Contact.select(Contact.type, Contact.company).where(Contact.id == contact_id))
    if not found:
        return None
    kind, company = found[0]
    return contact_id if kind == ContactType.COMPANY else company


@reading
def people_of(company_id: int, limit: int = 50) -> list[Choice]:
    """The persons of a company, by surname, with job title and phone number."""
    of = Contact
    query = of.select(of.id, of.no, of.name, of.job_title, of.phone_no).where(of.company == company_id)
    rows = tuples(query.order_by(of.sort_name, of.id).limit(limit))
    return [Choice(record, no, name, tuple(rest)) for record, no, name, *rest in rows]


@reading
def entries_left_behind(contact_id: int) -> int:
    """How many logged entries stay with the old company when a person joins another (design.md 3.15)."""
    return (
        Entry.select()
        .where(Entry.contact == contact_id, Entry.company.is_null(False), ~Entry.postponed)
        .count()
    )


@reading
def cues() -> Cues:
    """How many companies and persons there are (STA-05)."""
    query = Contact.select(Contact.type, pw.fn.COUNT(Contact.id)).group_by(Contact.type)
    found = dict(tuples(query))
    return Cues(found.get(ContactType.COMPANY, 0), found.get(ContactType.PERSON, 0))


def _comments(contact_id: int, limit: int) -> tuple[Comment, ...]:
    of = ContactComment
    query = of.select(of.id, of.date, of.code, of.comment).where(of.contact == contact_id)
    rows = tuples(query.order_by(of.date.desc(), of.id.desc()).limit(limit))
    return tuple(Comment(*row) for row in rows)
