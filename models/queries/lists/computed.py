"""Fields that are derived on reading and never stored (the FF of domain.md 1).

Each is fetched for the rows of a window in one query, never row by row; filters and orders by them are done
in the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind, Value, snake
from models.campaign import CampaignEntry
from models.codes import BusinessRelation, IndustryGroup, JobResponsibility, MailingGroup
from models.contact import (
    Contact,
    ContactBusinessRelation,
    ContactComment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    ContactStatistics,
)
from models.enums import LineContent, LineProblem, Status
from models.interaction import InteractionLogEntry as Entry
from models.interaction import InterLogEntryComment
from models.queries import segment_measures
from models.queries.lists import measures
from models.queries.lists.measures import Measure
from models.queries.statuses import status_of
from models.salesperson import Salesperson
from models.segment import LoggedSegment, SavedSegmentCriteria, SavedSegmentCriteriaLine, Segment, SegmentLine
from models.template import InteractionGroup, InteractionTemplate
from models.words import N_

__all__ = ["Computed", "computed", "load", "order_expression", "status_of"]


@dataclass(frozen=True, slots=True)
class Computed:
    """A field that is computed for some records at once."""

    about: About
    measure: Measure


def _computed(caption: str, tip: str, kind: Kind, measure: Measure, **more: Any) -> Computed:
    about = About(snake(caption), caption, tip, kind, editable=False, computed=True, **more)
    return Computed(about, measure)


def _of_entries(reference: Any) -> tuple[Computed, ...]:
    number, cost, duration = measures.of_entries(reference)
    return (
        _computed(
            N_("field", "No. of Interactions"),
            N_("tip", "How many interactions count: neither canceled nor postponed."),
            Kind.INTEGER,
            number,
        ),
        _computed(
            N_("field", "Cost (LCY)"),
            N_("tip", "What these interactions cost together."),
            Kind.MONEY,
            cost,
        ),
        _computed(
            N_("field", "Duration (Min.)"),
            N_("tip", "How many minutes they took together."),
            Kind.INTEGER,
            duration,
        ),
    )


def _of_campaign_entries() -> tuple[Computed, ...]:
    number, cost, duration = measures.of_campaign_entries()
    return (
        _computed(
            N_("field", "No. of Interactions"),
            N_("tip", "How many interactions belong to it."),
            Kind.INTEGER,
            number,
        ),
        _computed(N_("field", "Cost (LCY)"), N_("tip", "What they cost together."), Kind.MONEY, cost),
        _computed(
            N_("field", "Duration (Min.)"),
            N_("tip", "How many minutes they took together."),
            Kind.INTEGER,
            duration,
        ),
    )


def _no_of_contacts(model: Any, reference: Any) -> Computed:
    return _computed(
        N_("field", "No. of Contacts"),
        N_("tip", "How many contacts have it."),
        Kind.INTEGER,
        measures.number_of(model, reference),
    )


def _statistic(field: Any) -> Computed:
    known = dictionary.about(field)
    return _computed(known.caption, known.tip, known.kind, measures.statistic(field, known.kind))


def _comment(model: Any, reference: Any) -> Computed:
    return _computed(
        N_("field", "Comment"),
        N_("tip", "Whether there are comments."),
        Kind.BOOLEAN,
        measures.existence(model, reference),
    )


def _of_contacts() -> tuple[Computed, ...]:
    tip = N_("tip", "How many of them the contact has.")
    counts = (
        (
            N_("field", "No. of Mailing Groups"),
            measures.number_of(ContactMailingGroup, ContactMailingGroup.contact),
        ),
        (
            N_("field", "No. of Job Responsibilities"),
            measures.number_of(ContactJobResponsibility, ContactJobResponsibility.contact),
        ),
        (N_("field", "No. of Industry Groups"), measures.of_company(ContactIndustryGroup)),
        (N_("field", "No. of Business Relations"), measures.of_company(ContactBusinessRelation)),
    )
    return (
        _statistic(ContactStatistics.date_of_last_interaction),
        _statistic(ContactStatistics.last_date_attempted),
        _statistic(ContactStatistics.no_of_interactions),
        _statistic(ContactStatistics.cost),
        _statistic(ContactStatistics.duration),
        *(_computed(caption, tip, Kind.INTEGER, measure) for caption, measure in counts),
        _comment(ContactComment, ContactComment.contact),
    )


def _of_log_entries() -> tuple[Computed, ...]:
    return (
        _computed(
            N_("field", "Status"),
            N_("tip", "How the entry stands."),
            Kind.OPTION,
            measures.status(),
            choices=Status.choices(),
        ),
        _computed(
            N_("field", "Successful"),
            N_("tip", "Whether the contact was reached."),
            Kind.BOOLEAN,
            measures.success(),
        ),
        _computed(
            N_("field", "Mine"),
            N_("tip", "Whether you wrote it, or it is your salesperson's."),
            Kind.BOOLEAN,
            measures.mine(),
        ),
        _comment(InterLogEntryComment, InterLogEntryComment.entry),
        _computed(
            N_("field", "Attachments"),
            N_("tip", "Whether it has a text or files attached."),
            Kind.BOOLEAN,
            measures.attachments(),
        ),
    )


def _of_segments() -> tuple[Computed, ...]:
    number, cost, duration = segment_measures.of_lines()
    return (
        _computed(N_("field", "No. of Lines"), N_("tip", "How many contacts it has."), Kind.INTEGER, number),
        _computed(N_("field", "Cost (LCY)"), N_("tip", "What its lines cost together."), Kind.MONEY, cost),
        _computed(
            N_("field", "Duration (Min.)"),
            N_("tip", "How many minutes its lines take together."),
            Kind.INTEGER,
            duration,
        ),
        _computed(
            N_("field", "No. of Criteria Actions"),
            N_("tip", "How many steps chose its contacts."),
            Kind.INTEGER,
            segment_measures.of_steps(),
        ),
    )


def _of_logged_segments() -> tuple[Computed, ...]:
    return (
        _computed(
            N_("field", "No. of Interactions"),
            N_("tip", "How many log entries it made, with its own canceled value."),
            Kind.INTEGER,
            segment_measures.of_logged_entries(),
        ),
        _computed(
            N_("field", "No. of Campaign Entries"),
            N_("tip", "How many campaign entries it made, with its own canceled value."),
            Kind.INTEGER,
            segment_measures.of_campaign_entries(),
        ),
    )


def _of_segment_lines() -> tuple[Computed, ...]:
    return (
        _computed(
            N_("field", "Line Status"),
            N_("tip", "Whether the line can be logged, or what keeps it back."),
            Kind.OPTION,
            segment_measures.line_status(),
            choices=LineProblem.choices(),
        ),
        _computed(
            N_("field", "Sending Status"),
            N_("tip", "Whether it can be sent, or what keeps it back."),
            Kind.OPTION,
            segment_measures.sending_status(),
            choices=LineProblem.choices(),
        ),
        _computed(
            N_("field", "Attachment"),
            N_("tip", "Whether the content is the line's own, or the segment's or its template's."),
            Kind.OPTION,
            segment_measures.content(),
            choices=LineContent.choices(),
        ),
    )


def _no_of_actions() -> Computed:
    of = SavedSegmentCriteriaLine
    return _computed(
        N_("field", "No. of Actions"),
        N_("tip", "How many steps it has."),
        Kind.INTEGER,
        measures.number_of(of, of.saved),
    )


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
        Contact: _of_contacts(),
        Entry: _of_log_entries(),
        CampaignEntry: _of_campaign_entries(),
        Segment: _of_segments(),
        SegmentLine: _of_segment_lines(),
        SavedSegmentCriteria: (_no_of_actions(),),
        LoggedSegment: _of_logged_segments(),
    }


@cache
def computed(model: type[pw.Model]) -> Mapping[str, Computed]:
    """The computed fields of `model`, by name."""
    return {field.about.name: field for field in _all().get(model, ())}


def load(model: type[pw.Model], name: str, ids: Sequence[int]) -> dict[int, Value]:
    """The values of one computed field for the records `ids`."""
    measure = computed(model)[name].measure
    found = measure.load(ids) if ids else {}
    return {record: found.get(record, measure.blank) for record in ids}


def order_expression(model: type[pw.Model], name: str) -> Any:
    """What a list of `model` is ordered by for a computed field: never NULL, blanks first.

    A whole number (ordinals, hundredths, 1 for yes) or a date, with `NO_DATE` for none. The database computes
    it for every row. Raises `KeyError` for a field that is not computed.
    """
    return computed(model)[name].measure.key()
