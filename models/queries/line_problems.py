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
    # Sets, not questions for each line: there are few blocked templates and contacts, and few leases.
    template, contact, lease = InteractionTemplate.alias(), Contact.alias(), SegmentLineLease
    unusable = template.select(template.id).where(template.blocked)
    blocked = contact.select(contact.id).where(contact.privacy_blocked)
    held = lease.select(lease.line).where(lease.holder != "", lease.lease_until > seconds_now())
    return pw.Case(
        None,
        [
            (SegmentLine.template.is_null(), int(LineProblem.NO_TEMPLATE)),
            (SegmentLine.template.in_(unusable), int(LineProblem.TEMPLATE_BLOCKED)),
            (SegmentLine.description == "", int(LineProblem.NO_DESCRIPTION)),
            (SegmentLine.salesperson.is_null(), int(LineProblem.NO_SALESPERSON)),
            (SegmentLine.date.is_null(), int(LineProblem.NO_DATE)),
            (
                SegmentLine.contact.in_(blocked) | SegmentLine.company.in_(blocked),
                int(LineProblem.CONTACT_BLOCKED),
            ),
            (SegmentLine.id.in_(held), int(LineProblem.WORKED_ON)),
        ],
        int(LineProblem.READY),
    )


def standing(segment_id: int) -> Any:
    """The condition of the lines that stand in a segment."""
    return (SegmentLine.segment == segment_id) & ~SegmentLine.removed
