"""Names of contacts: a person's parts and whole, search name and company name (domain.md 1.3, 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.contact import Contact
from models.dictionary import about
from models.enums import ContactType
from models.errors import RuleError
from models.names import NameParts, join, split
from models.rules.hooks import Change
from models.text import sort_key
from models.words import p_, translate

PARTS = ("first_name", "middle_name", "surname")
SORTED_BY = ("type", "name", *PARTS)
"""The attributes that the order of contacts follows from."""
_PERSONS_ONLY = (*PARTS, "job_title")


def sort_name(values: Mapping[str, Any]) -> str:
    """The key that orders a contact: of a person the surname first."""
    if values["type"] == ContactType.PERSON and values["surname"]:
        return sort_key(f"{values['surname']} {values['first_name']} {values['middle_name']}")
    return sort_key(values["name"])


def settle(change: Change) -> None:
    """Make name, parts, search name and company name follow from each other.

    Raises `RuleError` naming the part that is too long, or the field that a company does not have.
    """
    new = change.new
    if new["type"] == ContactType.PERSON:
        _settle_person(change)
    else:
        _settle_company(change)
    if "search_name" not in change.typed or not new["search_name"]:
        before = str(change.old.get("name", "")).upper()[:100]
        if new["search_name"] in ("", before):
            new["search_name"] = str(new["name"]).upper()[:100]


def _settle_person(change: Change) -> None:
    new = change.new
    if change.typed.intersection(PARTS) and change.changed(*PARTS):
        new["name"] = join(*(new[part] for part in PARTS))
        return
    became_person = change.changed("type") and not any(new[part] for part in PARTS)
    if change.changed("name") or became_person:
        for name, part in zip(PARTS, split(new["name"]), strict=True):
            new[name] = _fitting(name, part)
        new["name"] = " ".join(str(new["name"]).split())


def _settle_company(change: Change) -> None:
    new: dict[str, Any] = change.new
    for name in _PERSONS_ONLY:
        if name in change.typed and new[name]:
            field = about(getattr(Contact, name))
            raise RuleError(
                p_("error", "{field} is for persons only.").format(field=translate(field.caption)),
                field=field.name,
            )
        new[name] = ""
    new["company_name"] = new["name"]


def _fitting(name: str, part: str) -> str:
    field = about(getattr(Contact, name))
    if len(part) > field.length:
        raise RuleError(
            p_("error", "{field} takes {limit} characters, not {length}; type the parts of the name.").format(
                field=translate(field.caption), limit=field.length, length=len(part)
            ),
            field=field.name,
        )
    return part


__all__ = ["PARTS", "SORTED_BY", "NameParts", "settle", "sort_name"]
