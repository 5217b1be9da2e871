"""The contacts of the large demo: each follows from its number alone, so entries need no list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from models.codes import Country, Language, Salutation
from models.database.bulk import Row
from models.demo.large.names import TONGUES, Place, Tongue
from models.demo.names import JOBS
from models.enums import ContactType
from models.interaction import occurred
from models.number_series import NumberSeries
from models.rules.contacts.names import sort_name
from models.rules.search_texts import derived, label_text
from models.searching import words_of
from models.starter.loading import ids_by_code

T = TypeVar("T")

TOGETHER = 9
"""A company and its people."""
_ALONE = 25
"""One person in so many has no company."""

COLUMNS = (
    "id",
    "no",
    "type",
    "name",
    "first_name",
    "middle_name",
    "surname",
    "job_title",
    "search_name",
    "company_id",
    "company_name",
    "address",
    "city",
    "post_code",
    "country_id",
    "phone_no",
    "mobile_phone_no",
    "email",
    "home_page",
    "salesperson_id",
    "language_id",
    "salutation_id",
    "privacy_blocked",
    "vat_registration_no",
    "number_series_id",
    "sort_name",
    "label_text",
    "search_text",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
)
_UNSET = {"name_2": "", "email_2": ""}

_LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeezijklmnoprstufhcye", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ь": "", "ъ": ""}
    | dict(zip("äåöáéíóúüñë", "aaoaeiouune", strict=True))
    | {"'": "", " ": "."}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry takes from its contact."""

    company: int | None
    """The company that the entry counts for too; of a company itself."""
    seller: int
    """The place of the salesperson among the salespeople."""
    language: str
    phone: str
    labels: tuple[str, ...]
    """The words by which the log finds the contact, and its company."""


@dataclass(frozen=True, slots=True)
class _Company:
    id: int
    name: str
    domain: str
    tongue: Tongue
    place: Place
    street: str
    post_code: str


def mixed(number: int) -> int:
    """64 bits that look like chance and are the same for the same number."""
    number = number * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    number ^= number >> 29
    number = number * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return number ^ number >> 32


def contact_no(contact: int) -> str:
    """The number of a contact in the series of the starter set."""
    return f"CT{contact:06}"


class People:
    """Makes the rows of contacts, and tells what entries need to know of them."""

    def __init__(self, sellers: Sequence[int], users: Mapping[int, int], born: dt.date) -> None:
        """Use the salespeople with these ids, and their users; all contacts were made on the day `born`."""
        self._sellers = sellers
        self._users = users
        self._born = occurred(born, None)
        self._countries = ids_by_code(Country)
        self._languages = ids_by_code(Language)
        self._salutations = ids_by_code(Salutation)
        self._series = ids_by_code(NumberSeries)["CONT"]

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of the contacts from 1 to `number`, a company before its people."""
        for first in range(1, number + 1, TOGETHER):
            company = _company(first)
            for contact in range(first, min(first + TOGETHER, number + 1)):
                values = self._company(company) if contact == first else self._person(contact, company)
                values |= self._common(contact, company)
                values |= {"sort_name": sort_name(values), **derived(values)}
                yield tuple([values[name] for name in COLUMNS])

    def facts(self, contact: int) -> Facts:
        """What an entry with this contact takes from it."""
        chance = mixed(contact)
        first = _first_of(contact)
        tongue = _tongue(first)
        company = None if contact != first and _alone(chance) else first
        return Facts(
            company,
            self._seller(first),
            tongue.language,
            _phone(chance, _place(tongue, mixed(first))),
            tuple([_label(one) for one in ((first,) if contact == first else (contact, company)) if one]),
        )

    def _seller(self, first: int) -> int:
        return mixed(first + 1) % len(self._sellers)

    def _company(self, company: _Company) -> dict[str, Any]:
        return {
            "type": int(ContactType.COMPANY),
            "name": company.name,
            "first_name": "",
            "middle_name": "",
            "surname": "",
            "job_title": "",
            "search_name": company.name.upper(),
            "company_id": None,
            "company_name": company.name,
            "mobile_phone_no": "",
            "email": f"info@{company.domain}",
            "home_page": f"https://{company.domain}",
            "salutation_id": self._salutations["COMPANY"],
            "vat_registration_no": f"{company.place.country}{1_000_000 + company.id}",
        }

    def _person(self, contact: int, company: _Company) -> dict[str, Any]:
        chance = mixed(contact)
        alone = _alone(chance)
        firsts, surname = _names(company.tongue, chance)
        first, _, middle = firsts.partition(" ")
        name = f"{firsts} {surname}"
        local = f"{first}.{surname}".lower().translate(_LATIN)
        return {
            "type": int(ContactType.PERSON),
            "name": name,
            "first_name": first,
            "middle_name": middle,
            "surname": surname,
            "job_title": "" if alone else _one_of(JOBS, chance >> 24),
            "search_name": name.upper(),
            "company_id": None if alone else company.id,
            "company_name": "" if alone else company.name,
            "mobile_phone_no": f"+44 7700 {chance % 1_000_000:06}" if chance >> 40 & 1 else "",
            "email": f"{local}{contact}@mail.example" if alone else f"{local}@{company.domain}",
            "home_page": "",
            "salutation_id": self._salutations["UNISEX"],
            "vat_registration_no": "",
        }

    def _common(self, contact: int, company: _Company) -> dict[str, Any]:
        chance = mixed(contact)
        seller = self._sellers[self._seller(company.id)]
        user = self._users[seller]
        return {
            **_UNSET,
            "id": contact,
            "no": contact_no(contact),
            "address": company.street,
            "city": company.place.city,
            "post_code": company.post_code,
            "country_id": self._countries[company.place.country],
            "phone_no": _phone(chance, company.place),
            "salesperson_id": seller,
            "language_id": self._languages[company.tongue.language],
            "privacy_blocked": chance % 2003 == 0,
            "number_series_id": self._series,
            "created_at": self._born,
            "created_by": user,
            "changed_at": self._born,
            "changed_by": user,
        }


def _first_of(contact: int) -> int:
    """The company among whose people the contact is numbered."""
    return contact - (contact - 1) % TOGETHER


def _company(first: int) -> _Company:
    chance, tongue = mixed(first), _tongue(first)
    number = first // TOGETHER + 1
    begin, trade = _one_of(tongue.begin, chance >> 10), _one_of(tongue.trades, chance >> 20)
    name = _one_of(tongue.forms, chance >> 30).format(begin=begin, trade=trade, number=number)
    word = begin.split()[-1].lower().translate(_LATIN)
    return _Company(
        first,
        name,
        f"{word}{number}.example",
        tongue,
        _place(tongue, chance),
        f"{_one_of(tongue.streets, chance >> 35)} {chance % 120 + 1}",
        f"{10_000 + chance % 90_000}",
    )


def _names(tongue: Tongue, chance: int) -> tuple[str, str]:
    """The first names and the surname of a person."""
    return _one_of(tongue.firsts, chance), _one_of(tongue.surnames, chance >> 12)


@lru_cache(maxsize=100_000)
def _label(contact: int) -> str:
    """The label text of a contact, from the parts of its name that are folded already."""
    first = _first_of(contact)
    if contact == first:
        return label_text({"no": contact_no(contact), "name": _company(first).name})
    parts = map(_folded, _names(_tongue(first), mixed(contact)))
    return " ".join((contact_no(contact).lower(), *parts))


@cache
def _folded(words: str) -> str:
    return words_of(words)


def _tongue(first: int) -> Tongue:
    return TONGUES[first // TOGETHER % len(TONGUES)]


def _place(tongue: Tongue, chance: int) -> Place:
    return _one_of(tongue.places, chance >> 40)


def _phone(chance: int, place: Place) -> str:
    """A number there; one contact in ten has none."""
    return "" if chance % 10 == 0 else f"{place.dial}{chance >> 8 & 0xFFFFF:07}"


def _alone(chance: int) -> bool:
    return (chance >> 50) % _ALONE == 0


def _one_of(choices: Sequence[T], chance: int) -> T:
    return choices[chance % len(choices)]
