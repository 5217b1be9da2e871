"""Fields that are derived on reading and never stored (the FF of domain.md 1).

Each is fetched for the rows of a window in one query, never row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import peewee as pw

from models.about import About, Kind, Value, snake
from models.base import tuples
from models.campaign import CampaignEntry
from models.codes import BusinessRelation, IndustryGroup, JobResponsibility, MailingGroup
from models.contact import (
    NO_DATE,
    Contact,
    ContactBusinessRelation,
    ContactComment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    ContactStatistics,
)
from models.enums import DeliveryStatus, Status
from models.fields import amount
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment
from models.salesperson import Salesperson
from models.template import InteractionGroup, InteractionTemplate
from models.words import N_

Load = Callable[[Sequence[int]], Mapping[int, Value]]


@dataclass(frozen=True, slots=True)
class Computed:
    """A field that is computed for some records at once."""

    about: About
    load: Load
    """Ids to values; an id that is left out has `blank`."""
    blank: Value


def _computed(caption: str, tip: str, kind: Kind, load: Load, blank: Value, **more: Any) -> Computed:
    about = About(snake(caption), caption, tip, kind, editable=False, computed=True, **more)
    return Computed(about, load, blank)


def _totals(reference: Any, measure: Any, convert: Callable[[int], Value]) -> Load:
    """Sums over the entries that count: neither canceled nor postponed."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = (
            Entry.select(reference, measure)
            .where(reference.in_(ids), ~Entry.postponed, ~Entry.canceled)
            .group_by(reference)
        )
        return {owner: convert(total) for owner, total in tuples(query)}

    return load


def _of_entries(reference: Any) -> tuple[Computed, ...]:
    total_cost = pw.fn.SUM(Entry.cost).converter(int)
    return (
        _computed(
            N_("field", "No. of Interactions"),
            N_("tip", "How many interactions count: neither canceled nor postponed."),
            Kind.INTEGER,
            _totals(reference, pw.fn.COUNT(Entry.id), int),
            0,
        ),
        _computed(
            N_("field", "Cost (LCY)"),
            N_("tip", "What these interactions cost together."),
            Kind.MONEY,
            _totals(reference, total_cost, amount),
            amount(0),
        ),
        _computed(
            N_("field", "Duration (Min.)"),
            N_("tip", "How many minutes they took together."),
            Kind.INTEGER,
            _totals(reference, pw.fn.SUM(Entry.duration), int),
            0,
        ),
    )


def _number_of(model: Any, reference: Any) -> Load:
    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = model.select(reference, pw.fn.COUNT(model.id)).where(reference.in_(ids)).group_by(reference)
        return dict(tuples(query))

    return load


def _of_company(model: Any) -> Load:
    """Counts of the company that a contact belongs to; a company's own (domain.md 1.3)."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        owner = pw.fn.COALESCE(Contact.company, Contact.id)
        query = (
            Contact.select(Contact.id, pw.fn.COUNT(model.id))
            .join(model, on=(model.contact == owner))
            .where(Contact.id.in_(ids))
            .group_by(Contact.id)
        )
        return dict(tuples(query))

    return load


def _no_of_contacts(model: Any, reference: Any) -> Computed:
    return _computed(
        N_("field", "No. of Contacts"),
        N_("tip", "How many contacts have it."),
        Kind.INTEGER,
        _number_of(model, reference),
        0,
    )


def _statistic(field: Any) -> Computed:
    from models.dictionary import about

    known = about(field)

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = ContactStatistics.select(ContactStatistics.contact, field).where(
            ContactStatistics.contact.in_(ids)
        )
        return {
            owner: None if known.kind is Kind.DATE and value == NO_DATE else value
            for owner, value in tuples(query)
        }

    blanks: dict[Kind, Value] = {Kind.INTEGER: 0, Kind.MONEY: amount(0)}
    return _computed(known.caption, known.tip, known.kind, load, blanks.get(known.kind))


def _exists(model: Any, reference: Any) -> Load:
    def load(ids: Sequence[int]) -> dict[int, Value]:
        return {
            owner: True for (owner,) in model.select(reference).where(reference.in_(ids)).distinct().tuples()
        }

    return load


def status_of(postponed: bool, canceled: bool, attempt_failed: bool, delivery_status: int) -> Status:
    """The one word that says how a log entry stands (design.md 3.17)."""
    if postponed:
        return Status.POSTPONED
    if canceled:
        return Status.CANCELED
    if delivery_status:
        return Status.BEING_SENT if delivery_status == DeliveryStatus.IN_PROGRESS else Status.ERROR
    return Status.ATTEMPT_FAILED if attempt_failed else Status.LOGGED


def _statuses(ids: Sequence[int]) -> dict[int, Value]:
    query = Entry.select(
        Entry.id, Entry.postponed, Entry.canceled, Entry.attempt_failed, Entry.delivery_status
    ).where(Entry.id.in_(ids))
    return {entry: int(status_of(*rest)) for entry, *rest in tuples(query)}


def _mine(ids: Sequence[int]) -> dict[int, Value]:
    from models.queries.mine import is_mine

    return {entry: True for (entry,) in tuples(Entry.select(Entry.id).where(Entry.id.in_(ids), is_mine()))}


def _successes(ids: Sequence[int]) -> dict[int, Value]:
    query = Entry.select(Entry.id, Entry.attempt_failed).where(Entry.id.in_(ids))
    return {entry: not failed for entry, failed in tuples(query)}


def _campaign_totals(measure: Any, convert: Callable[[int], Value]) -> Load:
    """Sums over the linked entries with the campaign entry's own canceled value (domain.md 1.8)."""

    def load(ids: Sequence[int]) -> dict[int, Value]:
        query = (
            Entry.select(Entry.campaign_entry, measure)
            .join(CampaignEntry, on=(CampaignEntry.id == Entry.campaign_entry))
            .where(Entry.campaign_entry.in_(ids), ~Entry.postponed, Entry.canceled == CampaignEntry.canceled)
            .group_by(Entry.campaign_entry)
        )
        return {owner: convert(total) for owner, total in tuples(query)}

    return load


_COUNT_OF = N_("tip", "How many of them the contact has.")
_COMMENT = (N_("field", "Comment"), N_("tip", "Whether there are comments."), Kind.BOOLEAN)


@cache
def _all() -> Mapping[type[pw.Model], tuple[Computed, ...]]:
    return {
        Salesperson: _of_entries(Entry.salesperson),
        InteractionTemplate: _of_entries(Entry.template),
        InteractionGroup: _of_entries(Entry.interaction_group),
        MailingGroup: (_no_of_contacts(ContactMailingGroup, ContactMailingGroup.mailing_group),),
        IndustryGroup: (_no_of_contacts(ContactIndustryGroup, ContactIndustryGroup.industry_group),),
        JobResponsibility: (
            _no_of_contacts(ContactJobResponsibility, ContactJobResponsibility.job_responsibility),
        ),
        BusinessRelation: (
            _no_of_contacts(ContactBusinessRelation, ContactBusinessRelation.business_relation),
        ),
        Contact: (
            _statistic(ContactStatistics.date_of_last_interaction),
            _statistic(ContactStatistics.last_date_attempted),
            _statistic(ContactStatistics.no_of_interactions),
            _statistic(ContactStatistics.cost),
            _statistic(ContactStatistics.duration),
            _computed(
                N_("field", "No. of Mailing Groups"),
                _COUNT_OF,
                Kind.INTEGER,
                _number_of(ContactMailingGroup, ContactMailingGroup.contact),
                0,
            ),
            _computed(
                N_("field", "No. of Job Responsibilities"),
                _COUNT_OF,
                Kind.INTEGER,
                _number_of(ContactJobResponsibility, ContactJobResponsibility.contact),
                0,
            ),
            _computed(
                N_("field", "No. of Industry Groups"),
                _COUNT_OF,
                Kind.INTEGER,
                _of_company(ContactIndustryGroup),
                0,
            ),
            _computed(
                N_("field", "No. of Business Relations"),
                _COUNT_OF,
                Kind.INTEGER,
                _of_company(ContactBusinessRelation),
                0,
            ),
            _computed(*_COMMENT, _exists(ContactComment, ContactComment.contact), False),
        ),
        Entry: (
            _computed(
                N_("field", "Status"),
                N_("tip", "How the entry stands."),
                Kind.OPTION,
                _statuses,
                0,
                choices=Status.choices(),
            ),
            _computed(
                N_("field", "Successful"),
                N_("tip", "Whether the contact was reached."),
                Kind.BOOLEAN,
                _successes,
                True,
            ),
            _computed(
                N_("field", "Mine"),
                N_("tip", "Whether you wrote it, or it is your salesperson's."),
                Kind.BOOLEAN,
                _mine,
                False,
            ),
            _computed(*_COMMENT, _exists(InterLogEntryComment, InterLogEntryComment.entry), False),
        ),
        CampaignEntry: (
            _computed(
                N_("field", "No. of Interactions"),
                N_("tip", "How many interactions belong to it."),
                Kind.INTEGER,
                _campaign_totals(pw.fn.COUNT(Entry.id), int),
                0,
            ),
            _computed(
                N_("field", "Cost (LCY)"),
                N_("tip", "What they cost together."),
                Kind.MONEY,
                _campaign_totals(pw.fn.SUM(Entry.cost).converter(int), amount),
                amount(0),
            ),
            _computed(
                N_("field", "Duration (Min.)"),
                N_("tip", "How many minutes they took together."),
                Kind.INTEGER,
                _campaign_totals(pw.fn.SUM(Entry.duration), int),
                0,
            ),
        ),
    }


@cache
def computed(model: type[pw.Model]) -> Mapping[str, Computed]:
    """The computed fields of `model`, by name."""
    return {field.about.name: field for field in _all().get(model, ())}


def load(model: type[pw.Model], name: str, ids: Sequence[int]) -> dict[int, Value]:
    """The values of one computed field for the records `ids`."""
    field = computed(model)[name]
    found = field.load(ids) if ids else {}
    return {record: found.get(record, field.blank) for record in ids}
