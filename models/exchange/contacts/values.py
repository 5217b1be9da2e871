"""What a row of a file says, as values of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from models.base import tuples
from models.codes import Country, Language
from models.contact import Contact
from models.enums import ContactType
from models.exchange.contacts.data import LENGTHS, ContactData
from models.names import join, split
from models.rules.contacts import checks as contact_checks
from models.rules.contacts.names import PARTS, sort_name
from models.text import clean, clean_note, fold, sort_key
from models.words import p_

_TEXTS = tuple(name for name in LENGTHS if name not in ("name", "company_name", *PARTS))
_NAMELESS = dict.fromkeys(("name", *PARTS), "")
_texts_of = attrgetter(*_TEXTS)
_parts_of = attrgetter(*PARTS)
_PERSONS_ONLY = ("job_title",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: the values it gives, by attribute, and what it is matched by."""

    type: ContactType
    name: str
    sort_name: str
    values: dict[str, Any]
    """Only what the row says; never a blank."""
    emails: tuple[str, ...] = ()
    """Folded."""
    company: str = ""
    """The name of a person's company."""
    sort_company: str = ""
    """The key that orders that company."""
    uid: str = ""
    comment: str = ""
    kept: str = ""
    """What the file says besides, to be kept with the contact."""
    notes: tuple[str, ...] = ()
    """Sentences about what was cut off or not understood."""


class Codes:
    """Countries and languages by the words that files use for them."""

    def __init__(self) -> None:
        countries = tuples(Country.select(Country.id, Country.iso_code, Country.name, Country.code))
        languages = tuples(Language.select(Language.id, Language.iso_code, Language.name, Language.code))
        self.countries = _by_word(countries)
        self.languages = _by_word(languages)

    def country(self, text: str) -> int | None:
        """The country of a code or name."""
        return self.countries.get(text) or self.countries.get(fold(text))

    def language(self, tag: str) -> int | None:
        """The language of a tag such as `de-CH`, or of a code or name."""
        whole = fold(tag).replace("_", "-")
        return self.languages.get(whole) or self.languages.get(whole.partition("-")[0])


def wanted(data: ContactData, codes: Codes) -> Wanted:
    """What a row says.

    Raises `RuleError` for an e-mail address that is none.
    """
    kind = ContactType.COMPANY if data.type == "company" else ContactType.PERSON
    notes = list(data.warnings)
    values: dict[str, Any] = {
        name: text
        for name, written in zip(_TEXTS, _texts_of(data), strict=True)
        if written
        and (text := clean(written))
        and not (name in _PERSONS_ONLY and kind == ContactType.COMPANY)
    }
    if "post_code" in values:
        values["post_code"] = values["post_code"].upper()[: LENGTHS["post_code"]]
    for name in contact_checks.EMAILS:
        if name in values:
            values[name] = contact_checks.checked_emails(values[name])
    _add_names(values, data, kind, notes)
    _add_codes(values, data, codes, notes)
    company = clean(data.company_name) if kind == ContactType.PERSON else ""
    return Wanted(
        kind,
        values["name"],
        sort_name({**_NAMELESS, **values, "type": kind}),
        values,
        _addresses(values),
        company,
        sort_key(company) if company else "",
        clean(data.uid)[:255],
        clean_note(data.comment),
        data.kept,
        tuple(notes),
    )


def _addresses(values: Mapping[str, Any]) -> tuple[str, ...]:
    written = [values[name] for name in contact_checks.EMAILS if name in values]
    return tuple(fold(address) for text in written for address in text.split(";") if address)


def another_name(values: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether a row gives a person another name altogether, and not only more or less of it."""
    return all(fold(values.get(part, "")) != fold(old[part]) for part in ("first_name", "surname"))


def _add_names(values: dict[str, Any], data: ContactData, kind: ContactType, notes: list[str]) -> None:
    if kind == ContactType.COMPANY:
        values["name"] = clean(data.name)
        return
    parts = [clean(part) for part in _parts_of(data)]
    if not any(parts):
        parts = [
            _fitting(part, name, notes) for name, part in zip(PARTS, split(clean(data.name)), strict=True)
        ]
    values.update({name: part for name, part in zip(PARTS, parts, strict=True) if part})
    values["name"] = join(*parts)


def _fitting(part: str, name: str, notes: list[str]) -> str:
    if len(part) <= LENGTHS[name]:
        return part
    notes.append(
        p_("warning", "{value} was cut to {length} characters.").format(value=part, length=LENGTHS[name])
    )
    return part[: LENGTHS[name]].rstrip()


def _add_codes(values: dict[str, Any], data: ContactData, codes: Codes, notes: list[str]) -> None:
    for name, text, find in (
        ("country", data.country, codes.country),
        ("language", data.language, codes.language),
    ):
        found = find(text) if text else None
        if found is not None:
            values[name] = found
        elif text.strip():
            caption = str(getattr(Contact, name).verbose_name)
            notes.append(
                p_("warning", "{field}: {value} is not known and was left out.").format(
                    field=caption, value=clean(text)
                )
            )


def _by_word(rows: list[tuple[Any, ...]]) -> dict[str, int]:
    """Ids by word as it is and folded; a code wins over a name, a name over an ISO code."""
    found: dict[str, int] = {}
    for place in (1, 2, 3):
        found.update({word: row[0] for row in rows if row[place] for word in (row[place], fold(row[place]))})
    return found
