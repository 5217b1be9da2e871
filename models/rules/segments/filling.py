"""What lines take from the header of their segment and from their contacts (domain.md 3.2).

Said once as SQL expressions over the contacts, so that one line and a hundred thousand are filled alike, in
one statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact, ContactAltAddress, ContactAltAddressDateRange
from models.database.conditions import runs_on
from models.enums import CorrespondenceType
from models.segment import Segment, SegmentInteractionLanguage, SegmentLine
from models.template import InteractionTemplate, InteractionTemplateLanguage


@dataclass(frozen=True, slots=True)
class Block:
    """The interaction that a header or a template gives its lines, by attribute of a line."""

    values: dict[str, Any]
    template: int | None
    language: int | None
    """The language for contacts whose own there is no content in."""
    languages: tuple[int, ...]
    """The languages that there is content in: of the segment, or of a template."""
    salesperson: int | None
    """The salesperson of all lines; none for each contact's own."""
    correspondence_type: int
    ignores_contact: bool
    """Whether its correspondence type holds even when the contact prefers another."""
    template_type: int
    template_ignores: bool


def block_of(header: Segment) -> Block:
    """What the header gives its lines."""
    template_type, template_ignores = _template_choice(header.template)
    values: dict[str, Any] = {
        "template": header.template,
        "interaction_group": header.interaction_group,
        "description": header.description,
        "subject": header.subject,
        "date": header.date,
        "information_flow": header.information_flow,
        "initiated_by": header.initiated_by,
        "campaign": header.campaign,
        "campaign_target": header.campaign_target,
        "campaign_response": header.campaign_response,
        "cost": header.unit_cost,
        "duration": header.unit_duration,
    }
    return Block(
        values,
        header.template,
        header.language,
        _languages_of_segment(header.id) or languages_of_template(header.template),
        header.salesperson,
        header.correspondence_type,
        header.ignore_contact_corres_type,
        template_type,
        template_ignores,
    )


def by_contact(block: Block, date: Any) -> dict[str, Any]:
    """What depends on the contact, as expressions over `Contact`, by attribute of a line."""
    return {
        "contact": Contact.id,
        "company": Contact.company,
        "salesperson": Contact.salesperson if block.salesperson is None else _reference(block.salesperson),
        "language": language(block),
        "correspondence_type": correspondence_type(block),
        "contact_alt_address": alt_address(date),
    }


def correspondence_type(block: Block) -> Any:
    """The header's when it ignores the contact's and says one, else the template's, else the contact's."""
    if block.ignores_contact and block.correspondence_type != CorrespondenceType.BLANK:
        return pw.Value(block.correspondence_type)
    if block.template is None:
        return Contact.correspondence_type
    if block.template_ignores:
        return pw.Value(block.template_type)
    unsaid = Contact.correspondence_type == CorrespondenceType.BLANK
    return pw.Case(None, [(unsaid, block.template_type)], Contact.correspondence_type)


def language(block: Block) -> Any:
    """The contact's language if there is content in it, else the header's (domain.md 3.7)."""
    if block.template is None:
        return Contact.language
    if not block.languages:
        return _reference(block.language)
    theirs = Contact.language.in_(block.languages)
    return pw.Case(None, [(theirs, Contact.language)], _reference(block.language))


def languages_of_template(template_id: int | None) -> tuple[int, ...]:
    """The languages that a template has rows for."""
    of = InteractionTemplateLanguage
    return tuple(number for (number,) in tuples(of.select(of.language).where(of.template == template_id)))


def _languages_of_segment(segment_id: int) -> tuple[int, ...]:
    """The languages that a segment has content in."""
    of = SegmentInteractionLanguage
    shared = (of.segment == segment_id) & of.line.is_null() & of.language.is_null(False)
    return tuple(number for (number,) in tuples(of.select(of.language).where(shared)))


def alt_address(date: Any) -> Any:
    """The code of the alternative address that is active on `date`, or blank."""
    of, ranges = ContactAltAddress.alias(), ContactAltAddressDateRange.alias()
    active = (
        of.select(of.code)
        .join(ranges, on=(ranges.alt_address == of.id))
        .where(of.contact == Contact.id, runs_on(ranges, date))
        .order_by(ranges.starting_date.desc())
        .limit(1)
    )
    return pw.fn.COALESCE(active, "")


def constant(name: str, value: Any) -> Any:
    """A value as lines store it; nothing as the word, whose type PostgreSQL takes from the column."""
    field = SegmentLine._meta.fields[name]
    return pw.SQL("NULL") if value is None else pw.Value(field.db_value(value), converter=False)


def _reference(record_id: int | None) -> Any:
    """A record, or none of a type that PostgreSQL can compare."""
    return pw.SQL("CAST(NULL AS INTEGER)") if record_id is None else pw.Value(record_id)


def _template_choice(template_id: int | None) -> tuple[int, bool]:
    of = InteractionTemplate
    query = of.select(of.correspondence_type, of.ignore_contact_corres_type).where(of.id == template_id)
    rows = tuples(query) if template_id is not None else []
    return (int(rows[0][0]), bool(rows[0][1])) if rows else (int(CorrespondenceType.BLANK), False)
