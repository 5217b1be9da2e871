"""How a change of the header reaches the lines (domain.md 3.1, design.md 3.11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import peewee as pw

from models.base import tuples
from models.contact import Contact
from models.enums import CorrespondenceType
from models.rules.segments.filling import block_of, by_contact, constant, languages_of_template
from models.rules.segments.quiet import quietly
from models.segment import Segment, SegmentLine

FLOWING: Mapping[str, str] = {
    "description": "description",
    "campaign": "campaign",
    "salesperson": "salesperson",
    "date": "date",
    "correspondence_type": "correspondence_type",
    "subject": "subject",
    "unit_cost": "cost",
    "unit_duration": "duration",
    "campaign_target": "campaign_target",
    "campaign_response": "campaign_response",
    "information_flow": "information_flow",
    "initiated_by": "initiated_by",
    "interaction_group": "interaction_group",
    "template": "template",
}
"""Attributes of the header that its lines take over, with those of the lines."""


_BY_CONTACT = frozenset(("salesperson", "language", "correspondence_type", "contact_alt_address"))
"""What a line has from its contact unless the header says otherwise."""


def cascade(
    segment_id: int, old: Mapping[str, Any], new: Mapping[str, Any], *, everything: bool
) -> Callable[[], None]:
    """Give the lines what changed in the header, and return the way back.

    With `everything` all affected lines, else those that still have what the old header gave them. What
    depends on the contact is asked anew for each: language and correspondence type of a new template, the
    salesperson when the header names none any more, the address of another day.
    """
    given = _given(old, new)
    if not given:
        return lambda: None
    where = affected(segment_id, old["template"], everything=everything and "template" in given)
    before = _values(list(given), where)
    values = given if everything else {**given, **_where_same(given, _had(given, old))}
    SegmentLine.update(**values).where(*where).execute()
    if "campaign" in given:
        _clear_flags(segment_id)
    return lambda: _put_back(list(given), before)


def affected(segment_id: int, template_id: int | None, *, everything: bool) -> list[Any]:
    """The conditions of the lines that a change concerns: those with the header's template, or all."""
    where = [SegmentLine.segment == segment_id, ~SegmentLine.removed]
    if not everything:
        of = SegmentLine.template
        where.append(of.is_null() if template_id is None else of == template_id)
    return where


def _given(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What the new header gives a line by attribute, as far as it differs from the old one."""
    changed = {name for name in FLOWING if old[name] != new[name]}
    if new["correspondence_type"] == CorrespondenceType.BLANK:
        changed.discard("correspondence_type")
    if "campaign" in changed:
        changed |= {"campaign_target", "campaign_response"}
    given = {FLOWING[name]: constant(FLOWING[name], new[name]) for name in FLOWING if name in changed}
    anew = {"language", "correspondence_type"} if "template" in changed else set()
    if "salesperson" in changed and new["salesperson"] is None:
        anew.add("salesperson")
    if "date" in changed:
        anew.add("contact_alt_address")
    return given | _by_contact(new, anew)


def _had(names: Iterable[str], old: Mapping[str, Any]) -> dict[str, Any]:
    """What the old header gave a line, by attribute."""
    header = {line: name for name, line in FLOWING.items()}
    derived = _by_contact(old, _BY_CONTACT & set(names))
    return {name: derived[name] if name in derived else constant(name, old[header[name]]) for name in names}


def _by_contact(header: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """What a header means for the contact of each line."""
    # Its content may be that of the former template still, or of the next one already.
    block = replace(block_of(Segment(**header)), languages=languages_of_template(header["template"]))
    known = by_contact(block, header["date"])
    mine = Contact.id == SegmentLine.contact
    return {name: Contact.select(known[name]).where(mine) for name in names}


def _where_same(given: Mapping[str, Any], had: Mapping[str, Any]) -> dict[str, Any]:
    """The new values where a line has what the old header gave it, else what the line has."""
    found = {}
    for name, new in given.items():
        column: Any = getattr(SegmentLine, name)
        found[name] = pw.Case(None, [(_same(column, had[name]), new)], column)
    return found


def _same(column: Any, had: Any) -> Any:
    if isinstance(had, pw.SQL):
        return column.is_null()
    if not column.null or isinstance(had, pw.Value):
        return column == had
    return (column == had) | column.is_null() & pw.Expression(had, "IS", pw.SQL("NULL"))


def _clear_flags(segment_id: int) -> None:
    """A line without a campaign is neither target nor response."""
    flagged = SegmentLine.campaign_target | SegmentLine.campaign_response
    without = SegmentLine.campaign.is_null() & flagged
    quietly(SegmentLine, campaign_target=False, campaign_response=False).where(
        SegmentLine.segment == segment_id, ~SegmentLine.removed, without
    ).execute()


Before = dict[tuple[Any, ...], list[int]]
"""Lines by version and values."""


def _values(names: list[str], where: list[Any]) -> Before:
    columns = [getattr(SegmentLine, name) for name in names]
    found: Before = defaultdict(list)
    for line, *values in tuples(
        SegmentLine.select(SegmentLine.id, SegmentLine.version, *columns).where(*where)
    ):
        found[tuple(values)].append(line)
    return found


def _put_back(names: list[str], before: Before) -> None:
    """The values of before, in the lines that nobody has changed since."""
    of = SegmentLine
    for (version, *values), lines in before.items():
        for batch in pw.chunked(lines, 500):
            back = of.update(**dict(zip(names, values, strict=True)))
            back.where(of.id.in_(list(batch)), of.version == version + 1).execute()
