"""The addresses to write to: the alternative one that is active on the day, else the card's (domain.md 3.8).

For many contacts at once, with as many queries as for one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.address import Address
from models.base import tuples
from models.codes import Country, Language
from models.company_information import CompanyInformation
from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange
from models.database import reading
from models.database.conditions import runs_on
from models.database.prepared import Prepared, given
from models.database.sets import among
from models.dates.written import written
from models.enums import ContactType

CARD = ""
"""The alternative address that is none: the address of the card."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose address on which day."""

    contact: int
    date: dt.date | None = None
    alt_address: str | None = None
    """The code of the one to use, or `CARD`; none for the one that is active on the date."""


@dataclass(frozen=True, slots=True)
class OwnCompany:
    """Who we are, for letterheads."""

    address: Address
    name: str = ""
    name_2: str = ""
    home_page: str = ""
    vat_registration_no: str = ""


@dataclass(frozen=True, slots=True)
class _Card:
    is_person: bool
    name: str
    name_2: str
    company_name: str
    place: tuple[Any, ...]
    """Address, address 2, post code, city, county, country, phone, mobile, fax, e-mail."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    code: str
    company_name: str
    place: tuple[Any, ...]
    ranges: tuple[tuple[dt.date, dt.date | None], ...]


@reading
def active_codes(contacts: Sequence[int], date: dt.date | None) -> dict[int, str]:
    """The codes of the alternative addresses that are active on a date, by contact; `CARD` for none."""
    if date is None:
        return dict.fromkeys(contacts, CARD)
    if len(contacts) == 1:
        day = ContactAltAddressDateRange._meta.fields["starting_date"].db_value(date)
        rows = _ACTIVE_OF_ONE.rows(contact=contacts[0], day=day)
    else:
        rows = tuples(_active(among(ContactAltAddress.contact, list(contacts)), date))
    # The one that starts latest comes last, and stays.
    return dict.fromkeys(contacts, CARD) | dict(rows)


def _active(whose: Any, day: Any) -> Any:
    of, ranges = ContactAltAddress, ContactAltAddressDateRange
    query = of.select(of.contact, of.code).join(ranges, on=(ranges.alt_address == of.id))
    return query.where(whose, runs_on(ranges, day)).order_by(ranges.starting_date)


_ACTIVE_OF_ONE = Prepared(lambda: _active(ContactAltAddress.contact == given("contact"), given("day")))


@reading
def addresses(wanted: Sequence[Wanted]) -> list[Address]:
    """The addresses in the same order; that of a contact that is gone is empty.

    The active one is, of those whose ranges contain the day, the one that starts latest. What an alternative
    address does not say about phones and e-mail is the card's.
    """
    contacts = {each.contact for each in wanted}
    cards = _cards(contacts)
    alternatives = _alternatives(contacts)
    countries = _countries()
    return [
        _made(cards.get(each.contact), _chosen(each, alternatives.get(each.contact, ())), countries)
        for each in wanted
    ]


@reading
def blocks(contact_ids: Sequence[int], date: dt.date | None = None) -> dict[int, tuple[str, ...]]:
    """The lines of the envelope for each contact on a date; none for one without a postal address."""
    own = own_company().address.country_code
    found = addresses([Wanted(contact, date) for contact in contact_ids])
    return {
        contact: address.lines(own) if address.is_postal else ()
        for contact, address in zip(contact_ids, found, strict=True)
    }


@reading
def own_lines() -> tuple[str, ...]:
    """Where we are, without our name: for the head of a letter."""
    return replace(own_company().address, names=()).lines()


@reading
def letter_date(date: dt.date | None, language_code: str) -> str:
    """The date as letters in the language with this code have it; see `models.dates.written`."""
    of = Language
    codes = tuples(of.select(of.iso_code).where(of.code == language_code))
    return written(date, codes[0][0] if codes else "")


@reading
def own_company() -> OwnCompany:
    """Our own name and address; empty ones until Company Information is filled in."""
    of = CompanyInformation
    query = of.select(
        *(of.name, of.name_2, of.home_page, of.vat_registration_no, of.phone_no, of.email),
        *_place_of(of),
    )
    for name, name_2, home_page, vat_no, phone, email, *place in tuples(query.order_by(of.id).limit(1)):
        names = tuple(each for each in (name, name_2) if each)
        address = _address(names, (*place, phone, "", "", email), _countries())
        return OwnCompany(address, name, name_2, home_page, vat_no)
    return OwnCompany(Address())


def _place_of(of: Any) -> list[Any]:
    return [of.address, of.address_2, of.post_code, of.city, of.county, of.country]


def _reach_of(of: Any) -> list[Any]:
    return [of.phone_no, of.mobile_phone_no, of.fax_no, of.email]


def _cards(contacts: Iterable[int]) -> dict[int, _Card]:
    of = Contact
    query = of.select(
        of.id, of.type, of.name, of.name_2, of.company_name, *_place_of(of), *_reach_of(of)
    ).where(among(of.id, sorted(contacts)))
    return {
        contact: _Card(kind == ContactType.PERSON, name, name_2, company_name, tuple(place))
        for contact, kind, name, name_2, company_name, *place in tuples(query)
    }


def _alternatives(contacts: Iterable[int]) -> dict[int, list[_Alternative]]:
    of, ranges = ContactAltAddress, ContactAltAddressDateRange
    ids = sorted(contacts)
    spans: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
    query = (
        ranges.select(ranges.alt_address, ranges.starting_date, ranges.ending_date)
        .join(of, on=(of.id == ranges.alt_address))
        .where(among(of.contact, ids))
    )
    for alternative, start, end in tuples(query):
        spans.setdefault(alternative, []).append((start, end))
    found: dict[int, list[_Alternative]] = {}
    rows = of.select(of.id, of.contact, of.code, of.company_name, *_place_of(of), *_reach_of(of)).where(
        among(of.contact, ids)
    )
    for alternative, contact, code, company_name, *place in tuples(rows.order_by(of.contact, of.id)):
        made = _Alternative(code, company_name, tuple(place), tuple(spans.get(alternative, ())))
        found.setdefault(contact, []).append(made)
    return found


def _countries() -> dict[int, tuple[str, str, str]]:
    of = Country
    return {row[0]: row[1:] for row in tuples(of.select(of.id, of.code, of.name, of.iso_code))}


def _chosen(wanted: Wanted, alternatives: Sequence[_Alternative]) -> _Alternative | None:
    if wanted.alt_address is not None:
        return next((each for each in alternatives if each.code == wanted.alt_address), None)
    day = wanted.date
    if day is None:
        return None
    active = [
        (start, each)
        for each in alternatives
        for start, end in each.ranges
        if start <= day and (end is None or day <= end)
    ]
    return max(active, key=lambda found: found[0])[1] if active else None


def _made(
    card: _Card | None, alternative: _Alternative | None, countries: dict[int, tuple[str, str, str]]
) -> Address:
    if card is None:
        return Address()
    if alternative is None:
        return _address(_names(card, card.company_name), card.place, countries)
    reach = [own or general for own, general in zip(alternative.place[6:], card.place[6:], strict=True)]
    place = (*alternative.place[:6], *reach)
    return _address(_names(card, alternative.company_name), place, countries, alternative.code)


def _names(card: _Card, company_name: str) -> tuple[str, ...]:
    """At an alternative address a person without company is at home."""
    names = (
        (company_name, card.name, card.name_2) if card.is_person else (company_name or card.name, card.name_2)
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _address(
    names: tuple[str, ...],
    place: Sequence[Any],
    countries: dict[int, tuple[str, str, str]],
    code: str = CARD,
) -> Address:
    address, address_2, post_code, city, county, country, phone, mobile, fax, email = place
    country_code, country_name, iso_code = countries.get(country, ("", "", ""))
    return Address(
        *(names, address, address_2, post_code, city, county, country_code, country_name, iso_code),
        *(phone, mobile, fax, email, code),
    )
