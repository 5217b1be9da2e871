"""Merge fields: what a letter or body may name, to be filled in for each contact (domain.md 2.9).

A field is found by our name, by Business Central's names for it and by the names of the contact's own
fields, whatever their case, spaces and punctuation: `Formal_Salutation`, `CALC_Formal_Salutation` and
`{{formal salutation}}` are one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from models.errors import RuleError
from models.words import N_, np_, p_


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field of letters and bodies."""

    name: str
    """As in `{{name}}`."""
    caption: str
    example: str
    """A value as it might stand in a letter."""
    aliases: tuple[str, ...] = ()
    """Names of other programs for it."""


class Values(dict[str, str]):
    """What the merge fields hold for one recipient, by name.

    A field that has no value for a reason, such as a salutation without a formula, has that reason among
    `problems`; it hinders only what uses the field.
    """

    def __init__(self, values: Mapping[str, str] = {}, problems: Mapping[str, str] = {}) -> None:
        super().__init__(values)
        self.problems = dict(problems)

    def of(self, name: str) -> str:
        """The value of a field; raises `RuleError` with the reason when it has none."""
        if name in self.problems:
            raise RuleError(self.problems[name])
        return self.get(name, "")


class UnknownFieldsError(RuleError):
    """A document or body names fields that do not exist."""

    def __init__(self, names: Iterable[str], *, lines: Mapping[str, int] | None = None) -> None:
        self.names = tuple(dict.fromkeys(names))
        """The unknown names as they are written."""
        super().__init__(
            np_(
                "error",
                "There is no merge field {names}; the list of merge fields shows those there are.",
                "There are no merge fields {names}; the list of merge fields shows those there are.",
                len(self.names),
            ).format(names=", ".join(_described(name, (lines or {}).get(name, 0)) for name in self.names))
        )


def find(name: str) -> str | None:
    """Our name of the field that `name` means, or none when there is no such field."""
    key = _key(name)
    known = _names()
    return known.get(key) or known.get(key.removeprefix("calc"))


def nearest(name: str) -> tuple[str, ...]:
    """The names of at most two fields that are spelled much like `name`."""
    found = difflib.get_close_matches(_key(name), _names(), n=4, cutoff=0.75)
    return tuple(dict.fromkeys(_names()[key] for key in found))[:2]


def _described(name: str, line: int) -> str:
    near = nearest(name)
    notes = []
    if line:
        notes.append(p_("merge field", "line {number}").format(number=line))
    if near:
        choices = p_("merge field", " or ").join(near)
        notes.append(p_("merge field", "did you mean {names}?").format(names=choices))
    return f"“{name}” ({', '.join(notes)})" if notes else f"“{name}”"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def _names() -> dict[str, str]:
    known: dict[str, str] = {}
    for field in FIELDS:
        for name in (field.name, *field.aliases):
            known.setdefault(_key(name), field.name)
    return known


def _contact(name: str, caption: str, example: str, *aliases: str) -> MergeField:
    """A field of the contact, which its own table calls without the `contact_`."""
    return MergeField(f"contact_{name}", caption, example, (name, *aliases))


def _ours(name: str, caption: str, example: str, *aliases: str) -> MergeField:
    """A field of the own company."""
    others = (name, *aliases)
    return MergeField(
        f"our_{name}", caption, example, tuple(f"company_information_{other}" for other in others)
    )


def _salesperson(name: str, caption: str, example: str) -> MergeField:
    """A field of the salesperson."""
    others = (f"salesperson_purchaser_{name}", f"contact_salesperson_{name}", f"sales_person_{name}")
    return MergeField(f"salesperson_{name}", caption, example, others)


FIELDS: tuple[MergeField, ...] = (
    MergeField(
        "formal_salutation",
        N_("merge field", "Formal Salutation"),
        "Dear Ms. Nell Ashby,",
        ("contact_formal_salutation", "salutation", "greeting_line"),
    ),
    MergeField(
        "informal_salutation",
        N_("merge field", "Informal Salutation"),
        "Hi Nell,",
        ("contact_informal_salutation",),
    ),
    _contact("name", N_("merge field", "Contact Name"), "Nell Ashby", "full_name"),
    _contact("name_2", N_("merge field", "Contact Name 2"), "Sales Office"),
    _contact("first_name", N_("merge field", "First Name"), "Nell"),
    _contact("middle_name", N_("merge field", "Middle Name"), "Jane"),
    _contact("surname", N_("merge field", "Surname"), "Ashby", "last_name"),
    _contact("initials", N_("merge field", "Initials"), "NJA"),
    _contact("job_title", N_("merge field", "Job Title"), "Buyer", "contact_title"),
    _contact("no", N_("merge field", "Contact No."), "CT000123", "contact"),
    _contact("company_no", N_("merge field", "Company No."), "CT000120"),
    _contact("company_name", N_("merge field", "Company Name"), "Harbour Mill Ltd", "company"),
    _contact(
        "mail_address",
        N_("merge field", "Address with Name, for Letters"),
        "Harbour Mill Ltd\nNell Ashby\n4 Quay Street",
        "address_block",
        "addr",
    ),
    _contact("address", N_("merge field", "Address"), "4 Quay Street", "street", "address_1"),
    _contact("address_2", N_("merge field", "Address 2"), "Building C"),
    _contact(
        "post_code", N_("merge field", "Post Code"), "LV-1010", "zip_code", "zip", "postal_code", "postcode"
    ),
    _contact("city", N_("merge field", "City"), "Riga"),
    _contact("county", N_("merge field", "County"), "Kent", "state", "state_or_province"),
    _contact(
        "country_code", N_("merge field", "Country/Region Code"), "LV", "country_region_code", "countryregion"
    ),
    _contact("country", N_("merge field", "Country/Region"), "Latvia", "country_region_name", "country_name"),
    _contact("phone_no", N_("merge field", "Phone No."), "+44 1304 555010", "phone", "business_phone"),
    _contact(
        "mobile_phone_no", N_("merge field", "Mobile Phone No."), "+44 7700 900123", "mobile", "mobile_phone"
    ),
    _contact("fax_no", N_("merge field", "Fax No."), "+44 1304 555011", "fax"),
    _contact("email", N_("merge field", "E-Mail"), "nell@harbourmill.example", "email_address"),
    _contact("email_2", N_("merge field", "E-Mail 2"), "ashby@harbourmill.example"),
    _contact("home_page", N_("merge field", "Home Page"), "harbourmill.example", "web_page", "website"),
    _contact(
        "vat_registration_no",
        N_("merge field", "VAT Registration No."),
        "GB123456789",
        "vat_reg_no",
        "vat_number",
    ),
    _contact("registration_no", N_("merge field", "Registration No."), "01234567", "registration_number"),
    _salesperson("code", N_("merge field", "Salesperson Code"), "JO"),
    _salesperson("name", N_("merge field", "Salesperson Name"), "Jo Okafor"),
    _salesperson("job_title", N_("merge field", "Salesperson Job Title"), "Account Manager"),
    _salesperson("phone_no", N_("merge field", "Salesperson Phone No."), "+44 20 5550 1234"),
    _salesperson("email", N_("merge field", "Salesperson E-Mail"), "jo@example.com"),
    MergeField(
        "document_date", N_("merge field", "Date"), "12 March 2026", ("date", "interaction_date", "today")
    ),
    MergeField(
        "description",
        N_("merge field", "Description"),
        "Thank you for your visit",
        ("interaction_description", "segment_line_description"),
    ),
    MergeField("subject", N_("merge field", "Subject"), "Your visit", ("segment_subject",)),
    MergeField("content", N_("merge field", "Text of the Interaction"), "It was good to see you.", ("body",)),
    MergeField("entry_no", N_("merge field", "Entry No."), "4711", ("interaction_log_entry_no",)),
    MergeField("campaign_no", N_("merge field", "Campaign No."), "CP0001", ("campaign",)),
    MergeField("campaign_description", N_("merge field", "Campaign"), "Spring fair"),
    MergeField("segment_no", N_("merge field", "Segment No."), "SM00001", ("segment",)),
    _ours("name", N_("merge field", "Our Company's Name"), "Northwind Tools Ltd"),
    _ours("name_2", N_("merge field", "Our Company's Name 2"), "Export"),
    _ours("address", N_("merge field", "Our Address"), "1 Market Square"),
    _ours("address_2", N_("merge field", "Our Address 2"), "First floor"),
    _ours("post_code", N_("merge field", "Our Post Code"), "CT16 1AA", "zip_code"),
    _ours("city", N_("merge field", "Our City"), "Dover"),
    _ours("county", N_("merge field", "Our County"), "Kent", "state"),
    _ours("country", N_("merge field", "Our Country/Region"), "Great Britain", "country_region"),
    _ours("mail_address", N_("merge field", "Our Address with Name"), "Northwind Tools Ltd\n1 Market Square"),
    _ours("phone_no", N_("merge field", "Our Phone No."), "+44 1304 555000", "phone"),
    _ours("email", N_("merge field", "Our E-Mail"), "office@example.com"),
    _ours("home_page", N_("merge field", "Our Home Page"), "www.example.com"),
    _ours("vat_registration_no", N_("merge field", "Our VAT Registration No."), "GB987654321", "vat_reg_no"),
)
"""All merge fields, the most used first."""
