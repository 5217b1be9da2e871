"""What a file says about one contact, in our words, before anybody looks at the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from operator import attrgetter, gt

from models.words import p_

LENGTHS = {
    "name": 100,
    "name_2": 50,
    "first_name": 30,
    "middle_name": 30,
    "surname": 30,
    "job_title": 30,
    "company_name": 100,
    "address": 100,
    "address_2": 50,
    "city": 30,
    "county": 30,
    "post_code": 20,
    "phone_no": 30,
    "mobile_phone_no": 30,
    "fax_no": 30,
    "extension_no": 30,
    "pager": 30,
    "email": 80,
    "email_2": 80,
    "home_page": 255,
}
"""The most characters each field takes (domain.md 1.3); longer values are cut with a warning."""

_limited = attrgetter(*LENGTHS)
_ABOUT_THE_FILE = ("kept", "cells", "line", "warnings")
_PHONE = re.compile(r"(?:[\d+(][\d ()+/.\-]*[\d)])?", re.ASCII)
"""A number that says nothing but itself."""
_EXTENSION = re.compile(r"[;,\s]*\b(?:ext(?:ension)?\b|x)[\s.:=]*(\d+)\s*$", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class ContactData:
    """One contact as a file tells it; fields the file does not mention are empty.

    Nobody changes it, but setting so many fields of a frozen one takes a tenth of the time of an import.

    The fields up to `language` bear the names of the contact's fields (domain.md 1.3). `kept` is everything
    the file said, also what we do not model, in the form `write_card` and `CsvWriter` take back.
    """

    type: str = "person"
    name: str = ""
    name_2: str = ""
    first_name: str = ""
    middle_name: str = ""
    surname: str = ""
    job_title: str = ""
    company_name: str = ""
    address: str = ""
    address_2: str = ""
    city: str = ""
    county: str = ""
    post_code: str = ""
    country: str = ""
    """The code or the name of the country, as written."""
    phone_no: str = ""
    mobile_phone_no: str = ""
    fax_no: str = ""
    extension_no: str = ""
    pager: str = ""
    email: str = ""
    """One address, or several parted by `;`."""
    email_2: str = ""
    home_page: str = ""
    language: str = ""
    """A language tag as written, such as `fr` or `de-CH`."""
    comment: str = ""
    uid: str = ""
    prefix: str = ""
    """What stands before the name, such as `Dr.`: a hint for the salutation; stays in the kept card."""
    suffix: str = ""
    department: str = ""
    kept: str = ""
    cells: tuple[str, ...] = ()
    """The cells of the row, to be written to the file of refused rows; empty for a card."""
    line: int = 0
    """The line of the file the contact begins at, counted from 1."""
    warnings: tuple[str, ...] = ()
    """Sentences about what was cut off or read with doubt."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A card or row that cannot be a contact, with the reason as a sentence."""

    line: int
    reason: str
    original: str
    """The card or row as it stood in the file, as far as it could be read."""
    cells: tuple[str, ...] = field(default=())
    """The cells of a refused row; empty for a card."""


Card = ContactData | Refused


@cache
def data_fields() -> tuple[str, ...]:
    """The fields of `ContactData` that can stand in a file, in their order."""
    return tuple(each.name for each in fields(ContactData) if each.name not in _ABOUT_THE_FILE)


def tidied(data: ContactData) -> ContactData:
    """`data` with phone numbers without letters and values that fit; warnings tell what was cut.

    An extension written behind a phone number (`ext. 12`, `x12`) goes to the extension (design.md section 6).
    """
    changes: dict[str, str] = {}
    warnings = list(data.warnings)
    for name in ("phone_no", "mobile_phone_no"):
        if _PHONE.fullmatch(getattr(data, name)):
            continue
        number, extension, cut = split_phone(getattr(data, name))
        if cut:
            warnings.append(
                p_("warning", "The letters in {value} were cut off.").format(value=getattr(data, name))
            )
        if number != getattr(data, name):
            changes[name] = number
        if extension and name == "phone_no" and not data.extension_no:
            changes["extension_no"] = extension
    if changes or any(map(gt, map(len, _limited(data)), LENGTHS.values())):
        _shorten(data, changes, warnings)
    return replace(data, **changes, warnings=tuple(warnings)) if changes else data  # type: ignore[arg-type]


def _shorten(data: ContactData, changes: dict[str, str], warnings: list[str]) -> None:
    """Cut the values that do not fit."""
    for name, length in LENGTHS.items():
        value = changes.get(name, getattr(data, name))
        if len(value) > length:
            changes[name] = value[:length].rstrip()
            warnings.append(
                p_("warning", "{value} was cut to {length} characters.").format(
                    value=_short(value), length=length
                )
            )


def split_phone(text: str) -> tuple[str, str, bool]:
    """The number, the extension behind it, and whether letters had to be cut off."""
    if not any(letter.isalpha() for letter in text):
        return text.strip(), "", False
    found = _EXTENSION.search(text)
    extension = found.group(1) if found else ""
    number = text[: found.start()] if found else text
    digits = "".join(letter for letter in number if not letter.isalpha())
    cut = len(digits) != len(number)
    return re.sub(r"\s+", " ", digits).strip(" -;,.:/=" if cut else " ;,"), extension, cut


def joined_name(first_name: str, middle_name: str, surname: str) -> str:
    """The name of a person made of its parts (domain.md 5.2)."""
    return " ".join(part for part in (first_name, middle_name, surname) if part)


def joined_emails(addresses: list[str]) -> str:
    """As many of the addresses as fit the field, parted by `;`."""
    joined = ""
    for address in addresses:
        longer = f"{joined};{address}" if joined else address
        if joined and len(longer) > LENGTHS["email"]:
            break
        joined = longer
    return joined


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
