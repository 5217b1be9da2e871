"""What a contact that stands in segments may not do: go away, or change its company (domain.md 5.3, 5.5)."""

from __future__ import annotations

from typing import Any

from models.base import tuples
from models.contact import Contact
from models.enums import ContactType
from models.errors import RuleError
from models.rules import hooks
from models.rules.hooks import Change
from models.rules.segments import content_rows
from models.rules.segments.quiet import quietly
from models.rules.snapshots import put_as_it_was
from models.segment import Segment, SegmentInteractionLanguage, SegmentLine
from models.words import p_

_NAMED = 3
"""So many segments are named when there are more."""


@hooks.after(Contact)
def _keep_company(change: Change) -> None:
    """A contact keeps its company while it stands in a segment; lines out of sight follow it."""
    if not change.old or not change.changed("company"):
        return
    if found := _segments(SegmentLine.contact == change.id):
        told = p_("error", "The company cannot be changed: the contact stands in segment {segments}.")
        raise RuleError(told.format(segments=found), field="type" if change.changed("type") else "company_no")
    mine = SegmentLine.contact == change.id
    quietly(SegmentLine, company=change.new["company"]).where(mine).execute()


def leave(contact_id: int) -> None:
    """Take a contact that is about to be deleted, and its people, out of what segments keep of former steps.

    Raises `RuleError` naming the segments in which one of them stands (domain.md 5.5). Part of the delete.
    """
    contact = Contact.one(contact_id)
    if contact is None:
        return
    gone: Any = SegmentLine.contact == contact_id
    if contact.type == ContactType.COMPANY:
        people = Contact.alias()
        gone = gone | SegmentLine.contact.in_(people.select(people.id).where(people.company == contact_id))
        gone = gone | (SegmentLine.company == contact_id)
    if found := _segments(gone):
        told = p_(
            "error", "{contact} cannot be deleted: it or one of its people stands in segment {segments}."
        )
        raise RuleError(told.format(contact=f"{contact.no} {contact.name}", segments=found))
    query: Any = SegmentLine.select().where(gone)
    rows = [dict(row) for row in query.dicts()]
    if rows:
        lines = SegmentLine.select(SegmentLine.id).where(gone)
        hooks.on_undo(content_rows.drop(SegmentInteractionLanguage.line.in_(lines)))
        SegmentLine.delete().where(gone).execute()
        hooks.on_undo(lambda: put_as_it_was(SegmentLine, rows))


def _segments(where: Any) -> str:
    """The numbers of the segments with standing lines that meet the condition."""
    query = (
        Segment.select(Segment.no)
        .join(SegmentLine, on=(SegmentLine.segment == Segment.id))
        .where(where, ~SegmentLine.removed)
        .distinct()
        .order_by(Segment.no)
        .limit(_NAMED + 1)
    )
    numbers = [number for (number,) in tuples(query)]
    return ", ".join(numbers[:_NAMED]) + (" ..." if len(numbers) > _NAMED else "")
