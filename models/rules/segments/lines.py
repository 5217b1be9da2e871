"""Adding contacts to a segment, and taking lines out of sight: one statement for any number of lines."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import searchable, stamps, tuples
from models.contact import Contact
from models.enums import ContactType
from models.interaction import InteractionLogEntry as Entry
from models.rules.segments.criteria import Criteria
from models.rules.segments.filling import block_of, by_contact, constant
from models.rules.segments.quiet import quietly
from models.rules.segments.selecting import contacts_to_add
from models.segment import Segment, SegmentLine

LINE_STEP = 10
"""Between the numbers of neighbouring lines."""


def add_lines(segment_id: int, step: int, criteria: Criteria) -> int:
    """Add the lines that a step means; returns how many.

    They stand behind the lines there are, by company name, company, companies before persons, name
    (domain.md 3.3). Part of the unit of work of a step.
    """
    header = Segment.one(segment_id)
    assert header is not None
    values = _values(header, step)
    if criteria.logged_segment:
        values |= _of_entry(header)
    columns = [SegmentLine._meta.fields[name] for name in values]
    query = contacts_to_add(segment_id, criteria, *values.values()).order_by(*_order())
    SegmentLine.insert_from(query, columns).execute()
    return added(segment_id, step)


def added(segment_id: int, step: int) -> int:
    """How many lines a step added that still stand."""
    query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(
        SegmentLine.segment == segment_id, SegmentLine.added_by == step
    )
    return int(tuples(query)[0][0])


def _values(header: Segment, step: int) -> dict[str, Any]:
    """Every attribute of a new line as an expression over its contact."""
    block = block_of(header)
    last = SegmentLine.select(pw.fn.COALESCE(pw.fn.MAX(SegmentLine.line_no), 0)).where(
        SegmentLine.segment == header.id
    )
    ((highest,),) = tuples(last)
    place = pw.fn.ROW_NUMBER().over(order_by=list(_order()))
    shared = {name: constant(name, value) for name, value in block.values.items()}
    return {
        "segment": pw.Value(header.id),
        "line_no": highest + place * LINE_STEP,
        **shared,
        **by_contact(block, header.date),
        "added_by": pw.Value(step),
        "search_text": pw.Value(searchable(SegmentLine, block.values)),
        "contact_via": pw.Value(""),
        "evaluation": pw.Value(0),
        "removed": pw.Value(False),
        "removed_by": pw.Value(0),
        **stamps(),
    }


def _of_entry(header: Segment) -> dict[str, Any]:
    """A line made from an entry of a logged segment has its campaign (domain.md 3.5)."""
    flags = ("campaign_target", "campaign_response")
    return {
        "campaign": Entry.campaign,
        **{
            name: pw.Case(None, [(Entry.campaign.is_null(), pw.Value(False))], getattr(header, name))
            for name in flags
        },
    }


def _order() -> tuple[Any, ...]:
    """By company, which a company is itself; people without one come first."""
    is_company = Contact.type == ContactType.COMPANY
    name = pw.Case(None, [(is_company, Contact.name)], Contact.company_name)
    company = pw.Case(None, [(is_company, Contact.id)], pw.fn.COALESCE(Contact.company, 0))
    return (name, company, Contact.type, Contact.name, Contact.id)


def remove_lines(segment_id: int, step: int, met: Any) -> int:
    """Take lines that meet `met` out of the segment, to be put back by going back; returns how many."""
    hidden = quietly(SegmentLine, removed=True, removed_by=step).where(
        SegmentLine.segment == segment_id, ~SegmentLine.removed, met
    )
    return int(hidden.execute())
