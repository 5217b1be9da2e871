"""The demo database: invented companies, people and two years of interactions over the starter set.

The same work date gives the same data. Rows are written set-based; the side tables follow by their rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from models.base import searchable, tuples
from models.campaign import Campaign
from models.codes import Country, Language, MailingGroup, Salutation
from models.contact import Contact, ContactMailingGroup
from models.database import unit
from models.demo.content import load_content
from models.demo.log import load_log
from models.demo.names import COMPANIES, JOBS, PEOPLE, Company
from models.demo.segments import load_segments
from models.demo.sent import load_sent
from models.enums import ContactType, CorrespondenceType
from models.number_series import NumberSeries
from models.rules import search_rebuild, statistics
from models.rules.contacts import emails as contact_emails
from models.rules.numbers.series import next_number
from models.salesperson import Salesperson
from models.starter.loading import ids_by_code, load_starter
from models.text import fold
from models.user import User, my_id
from models.who import who

SALESPEOPLE = (
    ("AH", "Annette Hill", "Sales manager"),
    ("JO", "Jim Olive", "Sales representative"),
    ("ВК", "Вера Климова", "Sales representative"),
)
"""Code, name and title; the first is the person at the keyboard."""

_FOREIGN = {"ВК": "vera", "ЛС": "lev"}
"""How salespeople log in whose names are not in Latin letters."""

SINGLE_PEOPLE = 20
"""So many persons belong to no company."""


@unit
def load_demo() -> None:
    """Fill an empty database with the starter set and the demo data, seen from the work date.

    The user at the keyboard becomes the first salesperson.
    """
    load_starter()
    chance = Random(2025)
    sellers = load_salespeople(SALESPEOPLE)
    makers = _Contacts(chance, sellers)
    makers.load()
    _load_mailing(chance)
    campaign = _load_campaign(sellers["JO"])
    load_log(chance, sellers, campaign)
    load_content()
    load_segments(campaign)
    load_sent(sellers["AH"])
    contact_emails.put_right()
    search_rebuild.put_right()
    statistics.recompute()


def load_salespeople(people: Sequence[tuple[str, str, str]]) -> dict[str, int]:
    """Add salespeople from their code, name and title, with their users; returns the ids by code.

    The person at the keyboard becomes the first of them.
    """
    rows = [
        {"code": code, "name": name, "job_title": title, "phone_no": f"+44 20 7946 09{place:02}"}
        | {"email": f"{fold(code if code.isascii() else _FOREIGN[code])}@example.com"}
        for place, (code, name, title) in enumerate(people)
    ]
    Salesperson.add_many([{**row, "search_text": searchable(Salesperson, row)} for row in rows])
    sellers = ids_by_code(Salesperson)
    me = my_id()
    first, *rest = people
    User.update(salesperson=sellers[first[0]]).where(User.id == me).execute()
    others = [
        {"user_id": user, "salesperson": sellers[code], "search_text": searchable(User, {"user_id": user})}
        for code, name, _ in rest
        for user in [_user_id(code, name)]
    ]
    User.add_many(others)
    return {code: sellers[code] for code, *_ in people}


def _user_id(code: str, name: str) -> str:
    """The name under which a salesperson logs in: letters that every keyboard has."""
    return _FOREIGN.get(code, ".".join(name.split())).upper()


@dataclass(frozen=True, slots=True)
class _Names:
    first: str
    middle: str
    surname: str

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.first, self.middle, self.surname) if part)


class _Contacts:
    """Makes the contacts, companies before their people."""

    def __init__(self, chance: Random, sellers: dict[str, int]) -> None:
        self._chance = chance
        self._sellers = list(sellers.values())
        self._series = ids_by_code(NumberSeries)["CONT"]
        self._countries = ids_by_code(Country)
        self._languages = ids_by_code(Language)
        self._salutations = ids_by_code(Salutation)
        self._used: set[str] = set()

    def load(self) -> None:
        """Add companies, then their people and those of no company."""
        companies = [self._company(place, about) for place, about in enumerate(COMPANIES)]
        Contact.add_many(companies)
        ids = dict(tuples(Contact.select(Contact.no, Contact.id)))
        people = [
            self._person(about, row, ids[row["no"]], place)
            for about, row in zip(COMPANIES, companies, strict=True)
            for place in range(self._chance.randint(3, 7))
        ]
        people += [self._person(about, None, None, 0) for about in COMPANIES[:SINGLE_PEOPLE]]
        Contact.add_many(people)

    def _company(self, place: int, about: Company) -> dict[str, Any]:
        return {
            **self._common(about),
            "type": int(ContactType.COMPANY),
            "name": about.name,
            "search_name": about.name.upper(),
            "company_name": about.name,
            "phone_no": f"{about.dial}00" if about.dial else "",
            "email": f"info@{about.domain}.example",
            "home_page": f"https://{about.domain}.example",
            "salesperson": self._sellers[place % len(self._sellers)],
            "salutation": self._salutations["COMPANY"],
            "vat_registration_no": f"{about.country}{1_000_000 + place * 7919}",
        }

    def _person(
        self, about: Company, company: dict[str, Any] | None, company_id: int | None, place: int
    ) -> dict[str, Any]:
        names = self._names(about.language)
        local = fold(names.surname).replace(" ", ".").replace("'", "")
        reachable = bool(about.dial) and self._chance.random() < 0.9
        return {
            **self._common(about),
            "type": int(ContactType.PERSON),
            "name": names.whole,
            "first_name": names.first,
            "middle_name": names.middle,
            "surname": names.surname,
            "search_name": names.whole.upper(),
            "job_title": self._chance.choice(JOBS) if company else "",
            "company": company_id,
            "company_name": company["name"] if company else "",
            "phone_no": f"{about.dial}{place + 11}" if reachable else "",
            "mobile_phone_no": self._mobile() if reachable and self._chance.random() < 0.5 else "",
            "email": f"{local}@{about.domain}.example" if local.isascii() else "",
            "salesperson": company["salesperson"] if company else self._chance.choice(self._sellers),
            "salutation": self._salutations["UNISEX"],
            "correspondence_type": self._chance.choice((0, 0, 0, *map(int, CorrespondenceType))),
            "privacy_blocked": company is None and about.domain == "penrose",
        }

    def _common(self, about: Company) -> dict[str, Any]:
        return {
            "no": next_number(self._series).number,
            "address": about.street,
            "city": about.city,
            "post_code": f"{self._chance.randint(10_000, 99_999)}",
            "country": self._countries[about.country],
            "language": self._languages[about.language],
            "number_series": self._series,
        }

    def _names(self, language: str) -> _Names:
        """A name that nobody has yet, if the list gives one."""
        firsts, surnames = PEOPLE[language]
        for _ in range(50):
            first, _, middle = self._chance.choice(firsts).partition(" ")
            found = _Names(first, middle, self._chance.choice(surnames))
            if found.whole not in self._used:
                break
        self._used.add(found.whole)
        return found

    def _mobile(self) -> str:
        return f"+44 7700 900{self._chance.randint(100, 999)}"


def _load_mailing(chance: Random) -> None:
    groups = ids_by_code(MailingGroup)
    people = [contact for (contact,) in tuples(Contact.select(Contact.id).order_by(Contact.id))]
    ContactMailingGroup.add_many(
        [
            {"contact": contact, "mailing_group": groups["X-CARD"]}
            for contact in chance.sample(people, len(people) // 5)
        ]
    )


def _load_campaign(salesperson: int) -> int:
    day = who().work_date
    row: dict[str, Any] = {
        "no": next_number(ids_by_code(NumberSeries)["CAMP"]).number,
        "description": "Spring range",
        "starting_date": day - dt.timedelta(days=60),
        "ending_date": day + dt.timedelta(days=30),
        "salesperson": salesperson,
    }
    return Campaign.add(**row, search_text=searchable(Campaign, row))
