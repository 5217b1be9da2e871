"""What keeps a line of a segment from being logged, told by the database (domain.md 3.9, design.md 3.12)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.contact import Contact
from models.database import seconds_now
from models.enums import LineProblem
from models.segment import SegmentLine, SegmentLineLease
from models.template import InteractionTemplate


def problem() -> Any:
    """What keeps a line from being logged, as an expression over `SegmentLine`; `READY` when nothing does."""
    template: Any = InteractionTemplate.alias()
    contact, company = Contact.alias(), Contact.alias()
    usable = template.select(template.id).where(template.id == SegmentLine.template, ~template.blocked)
    blocked = contact.select(contact.id).where(contact.id == SegmentLine.contact, contact.privacy_blocked)
    firm_blocked = company.select(company.id).where(
        company.id == SegmentLine.company, company.privacy_blocked
    )
    lease = SegmentLineLease
    held = lease.select(lease.line).where(
        lease.line == SegmentLine.id, lease.holder != "", lease.lease_until > seconds_now()
    )
    return pw.Case(
        None,
        [
            (SegmentLine.template.is_null(), int(LineProblem.NO_TEMPLATE)),
            (~pw.fn.EXISTS(usable), int(LineProblem.TEMPLATE_BLOCKED)),
            (SegmentLine.description == "", int(LineProblem.NO_DESCRIPTION)),
            (SegmentLine.salesperson.is_null(), int(LineProblem.NO_SALESPERSON)),
            (SegmentLine.date.is_null(), int(LineProblem.NO_DATE)),
            (pw.fn.EXISTS(blocked) | pw.fn.EXISTS(firm_blocked), int(LineProblem.CONTACT_BLOCKED)),
            (pw.fn.EXISTS(held), int(LineProblem.WORKED_ON)),
        ],
        int(LineProblem.READY),
    )


def standing(segment_id: int) -> Any:
    """The condition of the lines that stand in a segment."""
    return (SegmentLine.segment == segment_id) & ~SegmentLine.removed
