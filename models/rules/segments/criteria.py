"""Criteria: which contacts a step adds, removes or keeps (domain.md 3.3, 3.4).

Filters stand per table; a contact is meant when each filtered table has a record that matches.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import peewee as pw

from models.contact import (
    Contact,
    ContactBusinessRelation,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
)
from models.database.sets import among
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.pages import page
from models.queries.lists import columns
from models.queries.lists.filters import condition
from models.queries.lists.rows import Filter
from models.words import np_, p_, translate

TABLES: Mapping[str, tuple[str, ...]] = {
    "contacts": (
        "no", "search_name", "type", "salesperson_code", "post_code", "country_region_code", "territory_code",
    ),
    "contact-mailing-groups": ("mailing_group_code",),
    "log-entries": (
        "date", "segment_no", "campaign_no", "evaluation", "interaction_template_code", "salesperson_code",
    ),
    "contact-job-responsibilities": ("job_responsibility_code",),
    "contact-industry-groups": ("industry_group_code",),
    "contact-business-relations": ("business_relation_code",),
}  # fmt: skip
"""The tables that can be filtered, with the fields that are offered first; others may be named too."""

_BY_COMPANY = frozenset(("contact-industry-groups", "contact-business-relations"))

_NAMED = 5
"""So many contacts are named in the words of a step; of more it says how many they are."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """The filters and options of one step."""

    filters: Mapping[str, tuple[Filter, ...]] = field(default_factory=dict)
    """Filters by page name."""
    contacts: tuple[str, ...] = ()
    """Numbers of contacts that were chosen one by one; nobody else is meant."""
    logged_segment: int = 0
    """The logged segment whose contacts are meant; 0 for none."""
    allow_existing: bool = False
    """Add contacts that stand in the segment already once more."""
    expand_companies: bool = False
    """Also the company of each contact and all its people."""
    allow_related_companies: bool = False
    """Also the company of each contact."""
    ignore_exclusion: bool = False
    """Also contacts that are excluded from segments."""
    entire_companies: bool = False
    """One matching contact stands for all of its company."""

    def to_json(self) -> str:
        """The criteria as they are kept with a step; filters name fields, not captions."""
        options = {name: True for name in OPTIONS if getattr(self, name)}
        filters = {
            table: [[f.field, f.expression] for f in some] for table, some in self.filters.items() if some
        }
        chosen = {"contacts": list(self.contacts)} if self.contacts else {}
        logged = {"logged_segment": self.logged_segment} if self.logged_segment else {}
        return json.dumps({"filters": filters, **chosen, **logged, **options}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Criteria:
        """The criteria that `to_json` wrote."""
        known = json.loads(text or "{}")
        filters = {
            table: tuple(Filter(name, expression) for name, expression in some)
            for table, some in known.get("filters", {}).items()
        }
        options = {name: bool(known.get(name)) for name in OPTIONS}
        return cls(filters, tuple(known.get("contacts", ())), int(known.get("logged_segment", 0)), **options)

    def text(self) -> str:
        """The criteria in words, for the list of steps."""
        parts = [
            f"{translate(columns.about(table, f.field).caption)} = {f.expression}"
            for table, some in self.filters.items()
            for f in some
        ]
        if self.contacts:
            number = len(self.contacts)
            many = np_("criteria", "{number} contact", "{number} contacts", number).format(number=number)
            parts.append(many if number > _NAMED else ", ".join(self.contacts))
        if self.logged_segment:
            parts.append(
                p_("criteria", "contacts of logged segment {number}").format(number=self.logged_segment)
            )
        return ", ".join(parts)[:250]


OPTIONS = (
    "allow_existing",
    "expand_companies",
    "allow_related_companies",
    "ignore_exclusion",
    "entire_companies",
)
"""The options of a step by attribute."""


def matching(criteria: Criteria) -> Any:
    """The condition on `Contact` that the criteria set, options aside.

    Raises `RuleError` for a table that cannot be filtered, or an expression that means nothing.
    """
    found: list[Any] = []
    for table, some in criteria.filters.items():
        if some:
            found.append(_in_table(table, some))
    if criteria.contacts:
        found.append(among(Contact.no, criteria.contacts))
    if criteria.logged_segment:
        entries = Entry.select(Entry.contact).where(
            linked(criteria.logged_segment), Entry.contact.is_null(False)
        )
        found.append(Contact.id.in_(entries))
    whole: Any = True
    for one in found:
        whole = one if whole is True else whole & one
    return whole


def _in_table(table: str, filters: tuple[Filter, ...]) -> Any:
    if table not in TABLES:
        raise RuleError(
            p_("error", "Contacts cannot be chosen by {table}; they can by {tables}.").format(
                table=table, tables=", ".join(TABLES)
            )
        )
    of = page(table)
    met: Any = condition(of, filters[0])
    for one in filters[1:]:
        met = met & condition(of, one)
    if table == "contacts":
        return met
    if table == "log-entries":
        # Entries with the contact while it belonged to its company of today; canceled and postponed too.
        same = Entry.company.is_null() & Contact.company.is_null() | (Entry.company == Contact.company)
        return pw.fn.EXISTS(Entry.select(Entry.id).where(Entry.contact == Contact.id, same, met))
    model = _MODELS[table]
    owners = model.select(model.contact).where(met)
    if table in _BY_COMPANY:
        return Contact.id.in_(owners) | Contact.company.in_(owners)
    return Contact.id.in_(owners)


_MODELS: Mapping[str, Any] = {
    "contact-mailing-groups": ContactMailingGroup,
    "contact-job-responsibilities": ContactJobResponsibility,
    "contact-industry-groups": ContactIndustryGroup,
    "contact-business-relations": ContactBusinessRelation,
}


def linked(logged_segment: int) -> Any:
    """The condition of the log entries that a logged segment made, canceled ones too."""
    return (
        (Entry.logged_segment_entry_no == logged_segment)
        & (Entry.logged_segment_entry_no != 0)
        & ~Entry.postponed
    )
