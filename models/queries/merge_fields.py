"""What the merge fields hold for recipients (domain.md 2.9).

For many recipients at once, with as many queries as for one. Dates are written in the language of the
interaction, salutations too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.address import Address
from models.base import tuples
from models.campaign import Campaign
from models.codes import Language
from models.contact import Contact
from models.database import reading
from models.database.sets import among
from models.dates.written import written
from models.enums import SalutationType
from models.interaction import InteractionLogEntry as Entry
from models.merge_field import FIELDS, MergeField, UnknownFieldsError, Values, find, nearest
from models.queries.addressing import OwnCompany, Wanted, addresses, own_company
from models.queries.salutations import Greeting, greetings
from models.salesperson import Salesperson
from models.words import p_

__all__ = [
    "FIELDS",
    "MergeField",
    "Recipient",
    "UnknownFieldsError",
    "Values",
    "find",
    "nearest",
    "of_nobody",
    "recipients",
    "values",
    "values_many",
    "values_of",
]

_CONTACT = (
    *("no", "name", "name_2", "first_name", "middle_name", "surname", "initials", "job_title"),
    *("company_name", "email_2", "home_page", "vat_registration_no", "registration_number"),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """An interaction as its letter needs it; ids, and values as they are stored."""

    contact: int
    company: int | None = None
    """The company it counts for; none for the contact's own."""
    salesperson: int | None = None
    language: int | None = None
    """None for the contact's own."""
    date: dt.date | None = None
    campaign: int | None = None
    segment_no: str = ""
    description: str = ""
    subject: str = ""
    entry_no: int | None = None
    alt_address: str | None = None
    """The code of an alternative address; none for the one that is active on the date."""
    content: str = ""
    """The text of the interaction, for documents that have a place for it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that values come from, read at once."""

    contacts: dict[int, dict[str, Any]]
    company_nos: dict[int, str]
    salespeople: dict[int, tuple[str, ...]]
    languages: dict[int, str]
    campaigns: dict[int, tuple[str, str]]
    own: OwnCompany


@reading
def values(recipient: Recipient) -> Values:
    """What the fields hold for one recipient; a field without value for a reason is among the problems."""
    return values_many([recipient])[0]


def of_nobody() -> Values:
    """What the fields hold when there is no contact: every one of them says so."""
    gone = p_("error", "The contact does not exist any more.")
    return Values({}, dict.fromkeys((field.name for field in FIELDS), gone))


@reading
def values_of(entry_ids: Iterable[int]) -> dict[int, Values]:
    """What the fields hold for log entries, by their ids; entries that are gone are left out."""
    found = recipients(entry_ids)
    return dict(zip(found, values_many(list(found.values())), strict=True))


@reading
def recipients(entry_ids: Iterable[int]) -> dict[int, Recipient]:
    """The recipients of log entries that have a contact, by their ids."""
    of = Entry
    query = of.select(
        *(of.contact, of.company, of.salesperson, of.language, of.date, of.campaign, of.segment_no),
        *(of.description, of.subject, of.id, of.contact_alt_address),
    ).where(among(of.id, sorted(set(entry_ids))), of.contact.is_null(False))
    return {row[9]: Recipient(*row) for row in tuples(query.order_by(of.id))}


@reading
def values_many(recipients: Sequence[Recipient]) -> list[Values]:
    """What the fields hold for each recipient, in the same order."""
    known = _read(recipients)
    told = [
        replace(each, language=known.contacts[each.contact]["language"])
        if each.language is None and each.contact in known.contacts
        else each
        for each in recipients
    ]
    places = addresses([Wanted(each.contact, each.date, each.alt_address) for each in told])
    greeted = greetings([(each.contact, each.language) for each in told])
    ours = _ours(known.own)
    return [
        _values(each, known, place, greeting, ours)
        for each, place, greeting in zip(told, places, greeted, strict=True)
    ]


def _read(recipients: Sequence[Recipient]) -> _Known:
    contacts = _contacts({each.contact for each in recipients})
    companies = {each.company for each in recipients} | {row["company"] for row in contacts.values()}
    campaigns = {each.campaign for each in recipients}
    of, campaign, seller = Contact, Campaign, Salesperson
    sellers = seller.select(
        *(seller.id, seller.code, seller.name, seller.job_title, seller.phone_no, seller.email)
    )
    return _Known(
        contacts,
        dict(tuples(of.select(of.id, of.no).where(among(of.id, _ids(companies))))),
        {key: tuple(rest) for key, *rest in tuples(sellers)},
        dict(tuples(Language.select(Language.id, Language.iso_code))),
        {
            key: (no, description)
            for key, no, description in tuples(
                campaign.select(campaign.id, campaign.no, campaign.description).where(
                    among(campaign.id, _ids(campaigns))
                )
            )
        },
        own_company(),
    )


def _contacts(ids: set[int]) -> dict[int, dict[str, Any]]:
    of = Contact
    names = (*_CONTACT, "company", "salesperson", "language")
    query = of.select(of.id, *(getattr(of, name) for name in names)).where(among(of.id, sorted(ids)))
    return {contact: dict(zip(names, row, strict=True)) for contact, *row in tuples(query)}


def _ids(ids: set[Any]) -> list[int]:
    return sorted(each for each in ids if each is not None)


def _values(
    recipient: Recipient,
    known: _Known,
    place: Address,
    greeting: dict[SalutationType, Greeting],
    ours: dict[str, str],
) -> Values:
    contact = known.contacts.get(recipient.contact)
    if contact is None:
        return of_nobody()
    company = recipient.company or contact.get("company")
    seller = known.salespeople.get(recipient.salesperson or contact.get("salesperson") or 0, ("",) * 5)
    campaign = known.campaigns.get(recipient.campaign or 0, ("", ""))
    greetings = {
        "formal_salutation": greeting[SalutationType.FORMAL],
        "informal_salutation": greeting[SalutationType.INFORMAL],
    }
    own = {f"contact_{name}": contact.get(name, "") for name in _CONTACT}
    own["contact_registration_no"] = own.pop("contact_registration_number")
    return Values(
        {
            **{name: each.text for name, each in greetings.items()},
            **own,
            "contact_company_no": known.company_nos.get(company or 0, ""),
            **_place("contact", place, known.own.address.country_code),
            "contact_country_code": place.country_code,
            "contact_mobile_phone_no": place.mobile_phone_no,
            "contact_fax_no": place.fax_no,
            **dict(zip(_SALESPERSON, seller, strict=True)),
            "document_date": written(recipient.date, known.languages.get(recipient.language or 0, "")),
            "description": recipient.description,
            "subject": recipient.subject or recipient.description,
            "content": recipient.content,
            "entry_no": "" if recipient.entry_no is None else str(recipient.entry_no),
            "campaign_no": campaign[0],
            "campaign_description": campaign[1],
            "segment_no": recipient.segment_no,
            **ours,
        },
        {name: each.problem for name, each in greetings.items() if each.problem},
    )


_SALESPERSON = tuple(f"salesperson_{name}" for name in ("code", "name", "job_title", "phone_no", "email"))


def _ours(own: OwnCompany) -> dict[str, str]:
    """What our own fields hold; our country is no news to ourselves, but it is to a recipient abroad."""
    return {
        "our_name": own.name,
        "our_name_2": own.name_2,
        "our_home_page": own.home_page,
        "our_vat_registration_no": own.vat_registration_no,
        **_place("our", own.address, own.address.country_code),
    }


def _place(prefix: str, place: Address, own_country: str) -> dict[str, str]:
    """The fields that a contact's address and ours have in common."""
    fields = {
        "mail_address": "\n".join(place.lines(own_country)),
        "address": place.address,
        "address_2": place.address_2,
        "post_code": place.post_code,
        "city": place.city,
        "county": place.county,
        "country": place.country,
        "phone_no": place.phone_no,
        "email": place.email,
    }
    return {f"{prefix}_{name}": value for name, value in fields.items()}
