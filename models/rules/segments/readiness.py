"""Which lines of a segment can be logged, and what keeps the others back (domain.md 3.9 step 4, design.md 3.12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.database import reading
from models.enums import LineProblem
from models.fields import amount
from models.segment import Segment, SegmentLine, SegmentLineLease
from models.template import InteractionTemplate
from models.rules.leases import now


@dataclass(frozen=True, slots=True)
class Readiness:
    """What logging a segment now would do."""

    ready: int
    """Lines that can be logged."""
    cost: Decimal
    """What the ready lines cost together."""
    duration: int
    """Their minutes."""
    problems: tuple[tuple[LineProblem, int, int], ...]
    """What keeps lines back, with how many and the id of the first."""
    twice: int
    """Contacts that stand in several ready lines."""
    described: bool
    """Whether the segment has a description; without one it cannot be logged."""


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
        lease.line == SegmentLine.id, lease.holder != "", lease.lease_until > now()
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
    return (SegmentLine.segment == segment_id) & (SegmentLine.removed_by == 0)


@reading
def readiness(segment_id: int) -> Readiness:
    """What logging the segment now would do."""
    what = problem().alias("problem")
    query = (
        SegmentLine.select(
            what,
            pw.fn.COUNT(SegmentLine.id),
            pw.fn.MIN(SegmentLine.id),
            pw.fn.SUM(SegmentLine.cost).converter(int),
            pw.fn.SUM(SegmentLine.duration),
        )
        .where(standing(segment_id))
        .group_by(pw.SQL("1"))
    )
    rows = {LineProblem(row[0]): row for row in tuples(query)}
    ready = rows.pop(LineProblem.READY, (0, 0, 0, 0, 0))
    described = tuples(Segment.select(Segment.description).where(Segment.id == segment_id))
    return Readiness(
        ready=int(ready[1]),
        cost=amount(ready[3] or 0),
        duration=int(ready[4] or 0),
        problems=tuple((found, int(row[1]), int(row[2])) for found, row in sorted(rows.items())),
        twice=_twice(segment_id),
        described=bool(described and described[0][0]),
    )


def _twice(segment_id: int) -> int:
    each = (
        SegmentLine.select(SegmentLine.contact)
        .where(standing(segment_id))
        .group_by(SegmentLine.contact)
        .having(pw.fn.COUNT(SegmentLine.id) > 1)
    )
    return int(tuples(pw.Select([each.alias("several")], [pw.fn.COUNT(pw.SQL("1"))]))[0][0])
