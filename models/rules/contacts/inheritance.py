"""What persons take over from their company, and what flows to them when it changes (domain.md 5.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models.base import tuples
from models.contact import Contact
from models.enums import ContactType
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.marketing_setup import MarketingSetup
from models.rules import search_texts
from models.rules.contacts import emails as contact_emails
from models.rules.hooks import Change
from models.words import p_

FLAGGED = {
    "salesperson": "inherit_salesperson",
    "territory": "inherit_territory",
    "country": "inherit_country",
    "language": "inherit_language",
    "format_region": "inherit_format_region",
}
"""Attributes that are overwritten, each with the flag of Marketing Setup that says so."""
ADDRESS = ("address", "address_2", "city", "county", "post_code")
COMMUNICATION = (
    "phone_no",
    "mobile_phone_no",
    "fax_no",
    "extension_no",
    "pager",
    "email",
    "email_2",
    "home_page",
    "correspondence_type",
)
_COMPARED = ("address", "address_2", "post_code", "city")
"""The attributes that tell whether two addresses are the same."""


RowOf = Callable[[int | None], Mapping[str, Any]]
"""The stored values of a contact by its id; nothing for no contact."""


def contact_row(contact: int | None) -> Mapping[str, Any]:
    """The stored values of a contact; nothing for none."""
    if contact is None:
        return {}
    return dict(Contact.select().where(Contact.id == contact).dicts().first() or {})


def assign(change: Change, setup: Mapping[str, Any], row_of: RowOf = contact_row) -> None:
    """Give a person the values of the company it is assigned to; what was typed beside it stays.

    Raises `RuleError` when the company is none, or a company is to have one.
    """
    new = change.new
    if new["type"] == ContactType.COMPANY:
        if "company" in change.typed and new["company"] not in (None, change.id):
            raise RuleError(p_("error", "Only a person belongs to a company."), field="company_no")
        new["company"] = None
        return
    if new["company"] is None:
        new["company_name"] = ""
        return
    if not change.changed("company"):
        return
    company = row_of(new["company"])
    if company.get("type") != ContactType.COMPANY:
        raise RuleError(
            p_("error", "{no} {name} is not a company.").format(
                no=company.get("no", ""), name=company.get("name", "")
            ),
            field="company_no",
        )
    new["company_name"] = company["name"]
    inherit(new, company, row_of(change.old.get("company")), setup, keep=change.typed)


def inherit(
    person: dict[str, Any],
    company: Mapping[str, Any],
    old: Mapping[str, Any],
    setup: Mapping[str, Any],
    *,
    keep: frozenset[str] = frozenset(),
) -> None:
    """Change `person` to what it takes from `company`, having belonged to `old` before (empty for none).

    A blank of the company overwrites nothing, and the attributes in `keep` stay.
    """
    taken: list[str] = [name for name, flag in FLAGGED.items() if setup[flag]]
    if setup["inherit_address"] and not keep & set(ADDRESS):
        blank = not any(person[name] for name in ADDRESS)
        if blank or (old and all(person[name] == old[name] for name in _COMPARED)):
            person.update({name: company[name] for name in ADDRESS})
    if setup["inherit_communication"]:
        taken += [name for name in COMMUNICATION if not person[name] or (old and person[name] == old[name])]
    person.update({name: company[name] for name in taken if company[name] and name not in keep})


def flow(change: Change, setup: Mapping[str, Any]) -> None:
    """Pass the changes of a company on to its persons that still have the old values; the name to all."""
    people = Contact.company == change.id
    if change.changed("name"):
        Contact.update(company_name=change.new["name"]).where(people).execute()
    moved = [name for name, flag in FLAGGED.items() if setup[flag]]
    moved += COMMUNICATION if setup["inherit_communication"] else ()
    for name in moved:
        if change.changed(name):
            Contact.update(**{name: change.new[name]}).where(people, _has(name, change.old[name])).execute()
    if setup["inherit_address"] and change.changed(*ADDRESS):
        same = [_has(name, change.old[name]) for name in _COMPARED]
        address = {name: change.new[name] for name in ADDRESS}
        Contact.update(**address).where(people, *same).execute()
    if change.changed("name", *search_texts.FOUND_BY):
        ids = [person for (person,) in tuples(Contact.select(Contact.id).where(people))]
        search_texts.reindex(Contact, ids)
        contact_emails.rewrite(ids)


def take_drafts_along(person: int, company: int | None) -> None:
    """Let a person's drafts follow to another company; logged entries stay (design.md 3.15)."""
    drafts = [
        entry for (entry,) in tuples(Entry.select(Entry.id).where(Entry.contact == person, Entry.postponed))
    ]
    Entry.update(company=company).where(Entry.id.in_(drafts)).execute()
    search_texts.reindex(Entry, drafts)


def setup_values() -> dict[str, Any]:
    """Marketing Setup by attribute; with the values of a fresh one while there is none."""
    row = MarketingSetup.select().dicts().first()
    if row:
        return dict(row)
    return {
        field.name: field.default() if callable(field.default) else field.default
        for field in MarketingSetup._meta.sorted_fields
    }


def _has(name: str, value: Any) -> Any:
    field: Any = getattr(Contact, name)
    return field.is_null() if value is None else field == value
