"""Contacts and what they need, made through the rules as a person makes them."""

from __future__ import annotations

import datetime as dt

from models.codes import BusinessRelation, Country, Language, Salutation, Territory
from models.contact import Contact
from models.interaction import InteractionLogEntry
from models.marketing_setup import MarketingSetup
from models.number_series import NumberSeries, NumberSeriesLine
from models.rules import records
from models.salesperson import Salesperson
from models.template import InteractionGroup, InteractionTemplate

DAY = dt.date(2025, 5, 1)


def set_up(**values: object) -> None:
    """Marketing Setup with the series CONT; `values` by attribute."""
    series = NumberSeries.add(code="CONT", manual_nos=True)
    NumberSeriesLine.add(series=series, starting_no="CT000001")
    MarketingSetup.update(**{"contact_nos": series, **values}).execute()


def company(name: str = "Harbour Mill Ltd", **typed: str) -> int:
    """A company with typed texts by field name."""
    return records.create("contacts", {"name": name, **typed}).id


def person(name: str = "Ida Voss", **typed: str) -> int:
    """A person with typed texts by field name."""
    return records.create("contacts", {"type": "Person", "name": name, **typed}).id


def change(contact: int, **typed: str) -> records.Done:
    """Change fields of a contact as it stands."""
    return records.change("contacts", contact, 0, typed)


def get(contact: int) -> Contact:
    """A contact as it is stored."""
    found = Contact.one(contact)
    assert found is not None
    return found


def codes() -> dict[str, int]:
    """One record of each kind that a contact refers to, by kind."""
    return {
        "salesperson": Salesperson.add(code="RL", name="Rosa Lind"),
        "territory": Territory.add(code="EAST"),
        "country": Country.add(code="GB", name="Great Britain", iso_code="GB"),
        "language": Language.add(code="ENG", name="English", iso_code="en"),
        "company_salutation": Salutation.add(code="CO"),
        "person_salutation": Salutation.add(code="PE"),
        "relation": BusinessRelation.add(code="CUST"),
    }


def entry(contact: int, *, postponed: bool = False) -> int:
    """An interaction with a contact, logged or postponed."""
    group = InteractionGroup.get_or_none(InteractionGroup.code == "PHONE")
    group_id = group.id if group else InteractionGroup.add(code="PHONE")
    template = InteractionTemplate.get_or_none(InteractionTemplate.code == "OUT")
    template_id = template.id if template else InteractionTemplate.add(code="OUT", interaction_group=group_id)
    known = get(contact)
    return InteractionLogEntry.add(
        contact=contact,
        company=contact if known.type == 0 else known.company,
        template=template_id,
        interaction_group=group_id,
        description="Call",
        date=DAY,
        postponed=postponed,
    )


def links_of(entry_id: int) -> tuple[int | None, int | None]:
    """Contact and company of a log entry."""
    found = InteractionLogEntry.one(entry_id)
    assert found is not None
    return found.contact, found.company
