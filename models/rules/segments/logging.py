"""Logging a segment: its lines become log entries in one unit of work (domain.md 3.9, 3.10)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.campaign import CampaignEntry
from models.database import locked, seconds_of_day, unit
from models.enums import CriteriaAction, LineProblem
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.marketing_setup import MarketingSetup
from models.queries.line_problems import problem, standing
from models.rules import records, statistics
from models.rules.search_texts import composed, entry_text, index_between
from models.rules.segments import steps
from models.rules.segments.criteria import Criteria
from models.rules.segments.readiness import readiness
from models.segment import LoggedSegment, Segment, SegmentLine
from models.user import my_id
from models.who import who
from models.words import np_, p_, translate

_SAME = (
    "contact",
    "company",
    "template",
    "interaction_group",
    "description",
    "subject",
    "date",
    "salesperson",
    "language",
    "correspondence_type",
    "information_flow",
    "initiated_by",
    "campaign",
    "campaign_target",
    "campaign_response",
    "evaluation",
    "cost",
    "duration",
    "contact_alt_address",
    "contact_via",
)
"""Attributes of a line that its entry takes as they are."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A run of *Log*."""

    entry_no: int
    """The logged segment."""
    entries: int
    """How many log entries it made."""
    left: int
    """Lines that stay in the segment; 0 when the segment is gone."""
    follow_up: str = ""
    """The number of the follow-up segment."""


@unit
def log(segment_id: int, *, ready_only: bool = False, follow_up: bool = False) -> Logged:
    """Make one log entry per line, a logged segment and campaign entries; the lines leave the segment.

    With `ready_only` lines that have a problem stay, else one problem refuses all. A follow-up segment holds
    the contacts logged now. Raises `RuleError` with the reason when the segment is gone, is not described,
    has no lines, or the series gives no number for the follow-up; nothing is written then.
    """
    header = _held(segment_id)
    _refuse(segment_id, ready_only=ready_only)
    # The series is asked before anything is written.
    next_segment = _follow_up(header) if follow_up else 0
    logged = _logged_segment(header)
    first, last = _make_entries(header, logged, _campaign_entries(header, logged))
    number = int(tuples(_entries_of(logged))[0][0])
    index_between(Entry, first, last)
    statistics.count_logged(logged)
    left = _take_lines(segment_id, ready_only=ready_only)
    told = ""
    if next_segment:
        steps.take(next_segment, CriteriaAction.ADD, Criteria(logged_segment=logged, ignore_exclusion=True))
        told = str(tuples(Segment.select(Segment.no).where(Segment.id == next_segment))[0][0])
    return Logged(logged, number, left, told)


def _held(segment_id: int) -> Segment:
    """The header, held back from all who add or change lines until the unit of work ends."""
    rows: list[Segment] = list(locked(Segment.select().where(Segment.id == segment_id)))
    if not rows:
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    return rows[0]


def _refuse(segment_id: int, *, ready_only: bool) -> None:
    now = readiness(segment_id)
    if not now.described:
        raise RuleError(p_("error", "Give the segment a description first."), field="description")
    if now.problems and not ready_only:
        kept = sum(number for _, number, _ in now.problems)
        told = np_(
            "error",
            "{number} line cannot be logged: {reasons}.",
            "{number} lines cannot be logged: {reasons}.",
            kept,
        )
        reasons = ", ".join(f"{translate(found.caption)} ({number})" for found, number, _ in now.problems)
        raise RuleError(told.format(number=kept, reasons=reasons))
    if not now.ready:
        raise RuleError(p_("error", "The segment has no line that can be logged."))


def _follow_up(header: Segment) -> int:
    """The follow-up segment, still empty (domain.md 3.10)."""
    series = tuples(MarketingSetup.select(MarketingSetup.segment_nos))[0][0]
    if series is None:
        raise RuleError(
            p_("error", "Segment Nos. in Marketing Setup is blank; it numbers the follow-up segment."),
            field="segment_nos",
        )
    description = p_("segment", "Follow-up on segment {number}").format(number=header.no)[:50]
    made = records.create("segments", {"description": description})
    if header.campaign:
        Segment.update(campaign=header.campaign).where(Segment.id == made.id).execute()
    return made.id


def _logged_segment(header: Segment) -> int:
    values: dict[str, Any] = {
        "segment_no": header.no,
        "description": header.description,
        "creation_date": who().today,
        "user": my_id() or None,
    }
    return LoggedSegment.add(**values, search_text=searchable(LoggedSegment, values))


def _ready(segment_id: int) -> Any:
    return standing(segment_id) & (problem() == int(LineProblem.READY))


def _campaign_entries(header: Segment, logged: int) -> dict[int, int]:
    """One campaign entry for each campaign of the lines, by campaign."""
    query = SegmentLine.select(SegmentLine.campaign).where(
        _ready(header.id), SegmentLine.campaign.is_null(False)
    )
    campaigns = [campaign for (campaign,) in tuples(query.distinct().order_by(SegmentLine.campaign))]
    shared: dict[str, Any] = {
        "description": header.description,
        "date": header.date or who().work_date,
        "user": my_id() or None,
        "segment_no": header.no,
        "salesperson": header.salesperson,
        "register_no": logged,
    }
    text = searchable(CampaignEntry, shared)
    return {one: CampaignEntry.add(campaign=one, search_text=text, **shared) for one in campaigns}


def _make_entries(header: Segment, logged: int, campaign_entries: dict[int, int]) -> tuple[int, int]:
    """Write the entries; the first and the last id they may have."""
    before = int(tuples(Entry.select(pw.fn.COALESCE(pw.fn.MAX(Entry.id), 0)))[0][0])
    values: dict[str, Any] = {name: getattr(SegmentLine, name) for name in _SAME}
    values |= {
        "segment_no": pw.Value(header.no),
        "logged_segment_entry_no": pw.Value(logged),
        "user": pw.Value(my_id() or None).cast("INTEGER"),
        "campaign_entry": _campaign_entry(campaign_entries),
        "occurred": seconds_of_day(SegmentLine.date),
        "search_text": composed(_own_text(header.id), SegmentLine.contact, SegmentLine.company),
        **_stamps(),
    }
    fields = Entry._meta.fields
    query = SegmentLine.select(*values.values()).where(_ready(header.id)).order_by(SegmentLine.line_no)
    Entry.insert_from(query, [fields[name] for name in values]).execute()
    return before + 1, int(tuples(Entry.select(pw.fn.MAX(Entry.id)))[0][0])


def _own_text(segment_id: int) -> Any:
    """What entries are found by of their own: folded here, once for each description and subject there is."""
    query = SegmentLine.select(SegmentLine.description, SegmentLine.subject).where(standing(segment_id))
    texts = [(one, other, entry_text(one, other, ())) for one, other in tuples(query.distinct())]
    cases = [
        ((SegmentLine.description == one) & (SegmentLine.subject == other), text)
        for one, other, text in texts
    ]
    return pw.Case(None, cases, "") if len(cases) > 1 else pw.Value(texts[0][2]).cast("TEXT")


def _campaign_entry(campaign_entries: dict[int, int]) -> Any:
    if not campaign_entries:
        return pw.SQL("CAST(NULL AS INTEGER)")
    return pw.Case(SegmentLine.campaign, list(campaign_entries.items()), None)


def _stamps() -> dict[str, Any]:
    """What a statement that fills a table from another one must say itself."""
    now, me = int(time.time()), my_id()
    stamps = {"version": 1, "created_at": now, "created_by": me, "changed_at": now, "changed_by": me}
    return {name: pw.Value(value) for name, value in stamps.items()}


def _entries_of(logged: int) -> Any:
    return Entry.select(pw.fn.COUNT(Entry.id)).where(
        Entry.logged_segment_entry_no == logged, Entry.logged_segment_entry_no != 0
    )


def _take_lines(segment_id: int, *, ready_only: bool) -> int:
    """Take the logged lines away, and the segment with them when none is left; how many are left."""
    SegmentLine.delete().where(_ready(segment_id)).execute()
    left = 0
    if ready_only:
        query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id)).where(standing(segment_id))
        left = int(tuples(query)[0][0])
    if not left:
        SegmentLine.delete().where(SegmentLine.segment == segment_id).execute()
        Segment.delete().where(Segment.id == segment_id).execute()
    return left
