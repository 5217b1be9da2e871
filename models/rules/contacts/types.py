"""When a company may become a person and a person a company (domain.md 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.contact import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
)
from models.dictionary import about
from models.enums import ContactType
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules.hooks import Change
from models.words import N_, np_, p_, translate

_FILLED = {
    ContactType.COMPANY: ("organizational_level",),
    ContactType.PERSON: ("currency_code", "vat_registration_no"),
}
_RELATIONS = N_("field", "No. of Business Relations")
_INDUSTRIES = N_("field", "No. of Industry Groups")
_JOBS = N_("field", "No. of Job Responsibilities")
_PEOPLE = N_("field", "No. of Persons")


def settle(change: Change, setup: Mapping[str, Any]) -> None:
    """Check a change of type and give the salutation of the new one.

    Raises `RuleError` that names what the contact has and the other type cannot have.
    """
    if not change.id or not change.changed("type"):
        return
    _refuse_history(change.id)
    wanted = ContactType(change.new["type"])
    for caption, model, reference in _counted(wanted):
        _refuse_count(caption, model.select().where(reference == change.id).count())
    for name in _FILLED[wanted]:
        if change.new[name]:
            field = about(getattr(Contact, name))
            raise RuleError(
                p_("error", "{field} must be blank before the type is changed to {type}.").format(
                    field=translate(field.caption), type=translate(wanted.caption)
                ),
                field="type",
            )
    if "salutation" not in change.typed:
        change.new["salutation"] = setup[default_salutation(wanted)]


def default_salutation(kind: int) -> str:
    """The attribute of Marketing Setup with the salutation of companies or persons."""
    return "default_company_salutation" if kind == ContactType.COMPANY else "default_person_salutation"


def _counted(wanted: ContactType) -> list[tuple[str, Any, Any]]:
    if wanted == ContactType.COMPANY:
        return [(_JOBS, ContactJobResponsibility, ContactJobResponsibility.contact)]
    return [
        (_RELATIONS, ContactBusinessRelation, ContactBusinessRelation.contact),
        (_INDUSTRIES, ContactIndustryGroup, ContactIndustryGroup.contact),
        (_PEOPLE, Contact, Contact.company),
    ]


def _refuse_history(contact: int) -> None:
    """Entries and drafts alike keep the type (design.md 6)."""
    number = Entry.select().where((Entry.contact == contact) | (Entry.company == contact)).count()
    if number:
        raise RuleError(
            np_(
                "error",
                "The type cannot be changed: the contact has {number} interaction.",
                "The type cannot be changed: the contact has {number} interactions.",
                number,
            ).format(number=number),
            field="type",
        )


def _refuse_count(caption: str, number: int) -> None:
    if number:
        raise RuleError(
            p_("error", "{field} must be 0 before the type is changed; it is {number}.").format(
                field=translate(caption), number=number
            ),
            field="type",
        )
