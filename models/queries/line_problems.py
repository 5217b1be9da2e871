"""What keeps a line of a segment from being logged, told by the database (domain.md 3.9, design.md 3.12)."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.contact import Contact, ContactAltAddress
from models.database import seconds_now
from models.enums import CorrespondenceType, LineProblem
from models.queries.segment_contents import has_content
from models.segment import SegmentLine, SegmentLineLease
from models.template import InteractionTemplate

SENDING = (LineProblem.NO_EMAIL, LineProblem.NOTHING_TO_SEND)
"""What keeps a line only from being sent."""


def problem(*, sending: bool = False) -> Any:
    """What keeps a line from being logged, as an expression over `SegmentLine`; `READY` when nothing does.

    With `sending` also what keeps it from being sent.
    """
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
        sending_problem() if sending else int(LineProblem.READY),
    )


def sending_problem() -> Any:
    """What keeps a line from being sent; lines without a correspondence type are not sent (domain.md 3.9)."""
    return pw.Case(
        None,
        [
            (SegmentLine.correspondence_type == CorrespondenceType.BLANK, int(LineProblem.READY)),
            (~has_content(), int(LineProblem.NOTHING_TO_SEND)),
            (_is_email() & ~_has_address(), int(LineProblem.NO_EMAIL)),
        ],
        int(LineProblem.READY),
    )


def _is_email() -> Any:
    return SegmentLine.correspondence_type == CorrespondenceType.EMAIL


def _has_address() -> Any:
    """Whether the line's alternative address, else the contact, has an e-mail address (domain.md 2.9)."""
    contact, place = Contact.alias(), ContactAltAddress.alias()
    other = place.select(pw.SQL("1")).where(
        place.contact == SegmentLine.contact, place.code == SegmentLine.contact_alt_address, place.email != ""
    )
    own = contact.select(pw.SQL("1")).where(contact.id == SegmentLine.contact, contact.email != "")
    return pw.fn.EXISTS(own) | pw.fn.EXISTS(other)


def standing(segment_id: int) -> Any:
    """The condition of the lines that stand in a segment."""
    return (SegmentLine.segment == segment_id) & ~SegmentLine.removed
