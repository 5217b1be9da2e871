"""Logging a segment: its lines become log entries in one unit of work (domain.md 3.9, 3.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee as pw

from models.base import searchable, stamps, tuples
from models.campaign import CampaignEntry
from models.contact import Contact
from models.database import locked, seconds_of_day, unit
from models.database.mapping import mapped
from models.enums import LineProblem
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.marketing_setup import MarketingSetup
from models.queries.line_problems import problem, standing
from models.queries.segment_contents import Contents, contents_of
from models.rules import records, statistics
from models.rules.content.attachments import release
from models.rules.search_texts import composed, entry_text, index_between
from models.rules.segments import content_rows, sending
from models.rules.segments.content_refresh import missing
from models.rules.segments.logged import add_logged_segment
from models.rules.segments.quiet import quietly
from models.rules.segments.readiness import readiness
from models.rules.segments.reuse import reuse_logged
from models.segment import Segment, SegmentInteractionLanguage, SegmentLine
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
    emails: int = 0
    """How many e-mails wait for a sender now."""
    hard_copies: int = 0
    """How many hard copies wait to be written."""


Progress = Callable[[int, int], None]
"""Is told how many parts of the work are done, and of how many."""

_PARTS = 5


def _tell_nobody(_done: int, _of: int) -> None:
    """Without anybody who wants to know."""


@unit
def log(
    segment_id: int,
    *,
    ready_only: bool = False,
    follow_up: bool = False,
    send: bool = False,
    progress: Progress | None = None,
) -> Logged:
    """Make one log entry per line, a logged segment and campaign entries; the lines leave the segment.

    With `ready_only` lines that have a problem stay, else one problem refuses all. A follow-up segment holds
    the contacts logged now. A segment whose lines were all worked through is closed: nothing is left to log.
    With `send` the content of each line with a correspondence type is queued; call the sender afterwards.
    Raises `RuleError` with the reason when the segment is gone, is not described, has no lines, the series
    gives no number for the follow-up, or a content cannot be filled in; nothing is written then.
    """
    tell = progress or _tell_nobody
    header = _held(segment_id)
    tell(0, _PARTS)
    _set_aside(segment_id, send=send)
    ready = _refuse(header, ready_only=ready_only, send=send)
    # The series is asked before anything is written.
    next_segment = _follow_up(header) if follow_up else 0
    if not ready:
        return _close(header, next_segment)
    tell(1, _PARTS)
    logged = add_logged_segment(header)
    contents = sending.frozen(segment_id, _ready(segment_id))
    first, last = _make_entries(header, logged, contents, send=send)
    sending.add_files(contents, _ready(segment_id), logged)
    emails, hard_copies = sending.queue(logged, contents) if send else (0, 0)
    tell(2, _PARTS)
    index_between(Entry, first, last)
    tell(3, _PARTS)
    statistics.count_logged(logged)
    tell(4, _PARTS)
    left = _take_lines(segment_id)
    told = _fill_follow_up(next_segment, logged)
    tell(_PARTS, _PARTS)
    return Logged(logged, ready, left, told, emails, hard_copies)


def _held(segment_id: int) -> Segment:
    """The header, held back from all who add or change lines until the unit of work ends."""
    rows: list[Segment] = list(locked(Segment.select().where(Segment.id == segment_id)))
    if not rows:
        raise RuleError(p_("error", "The segment was logged or deleted meanwhile."))
    return rows[0]


_ASIDE = -1


def _set_aside(segment_id: int, *, send: bool) -> None:
    """Mark the lines with a problem, so that every statement that follows means the same lines."""
    kept = standing(segment_id) & (problem(sending=send) != int(LineProblem.READY))
    quietly(SegmentLine, removed_by=_ASIDE).where(kept).execute()


def _ready(segment_id: int) -> Any:
    return standing(segment_id) & (SegmentLine.removed_by == 0)


def _refuse(header: Segment, *, ready_only: bool, send: bool) -> int:
    """How many lines are ready; raises `RuleError` when the segment cannot be logged."""
    if not header.description:
        raise RuleError(p_("error", "Give the segment a description first."), field="description")
    of = SegmentLine.removed_by
    query = SegmentLine.select(of, pw.fn.COUNT(SegmentLine.id)).where(standing(header.id)).group_by(of)
    numbers = dict(tuples(query))
    kept, ready = int(numbers.get(_ASIDE, 0)), int(numbers.get(0, 0))
    if kept and not ready_only:
        told = np_(
            "error",
            "{number} line cannot be logged: {reasons}.",
            "{number} lines cannot be logged: {reasons}.",
            kept,
        )
        problems = readiness(header.id, sending=send).problems
        reasons = ", ".join(f"{translate(found.caption)} ({_whose(*more)})" for found, *more in problems)
        nothing = any(found is LineProblem.NOTHING_TO_SEND for found, *_ in problems)
        hint = missing(header.id) if nothing else ""
        raise RuleError(f"{told.format(number=kept, reasons=reasons)} {hint}".rstrip())
    if send:
        for trouble in sending.troubles(contents_of(header.id, _ready(header.id))):
            raise RuleError(trouble, field="attachment")
    if not ready and (kept or not header.worked_as):
        raise RuleError(p_("error", "The segment has no line that can be logged."))
    return ready


def _whose(number: int, first: int) -> str:
    """The contact of a line, and how many lines there are like it."""
    of = SegmentLine
    query = of.select(of.line_no, Contact.no).left_outer_join(Contact, on=of.contact == Contact.id)
    ((line_no, contact),) = tuples(query.where(of.id == first))
    told = np_("error", "{contact}", "{number}, the first is {contact}", number)
    blank = p_("error", "line {line}").format(line=line_no)
    return told.format(number=number, contact=contact or blank)


def _close(header: Segment, next_segment: int) -> Logged:
    """End a segment whose lines were all worked through."""
    _delete_segment(header.id)
    return Logged(header.worked_as, 0, 0, _fill_follow_up(next_segment, header.worked_as))


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


def _fill_follow_up(segment_id: int, logged: int) -> str:
    """Add the contacts that were logged to the follow-up segment, if there is one; its number."""
    if not segment_id:
        return ""
    reuse_logged(segment_id, logged)
    return str(tuples(Segment.select(Segment.no).where(Segment.id == segment_id))[0][0])


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


def _make_entries(header: Segment, logged: int, contents: Contents, *, send: bool) -> tuple[int, int]:
    """Write the entries; the first and the last id they may have."""
    before = int(tuples(Entry.select(pw.fn.COALESCE(pw.fn.MAX(Entry.id), 0)))[0][0])
    campaign_entries = _campaign_entries(header, logged)
    values: dict[str, Any] = {name: getattr(SegmentLine, name) for name in _SAME}
    values |= sending.values(contents, header, send=send)
    values |= {
        "segment_no": pw.Value(header.no),
        "logged_segment_entry_no": pw.Value(logged),
        "user": pw.Value(my_id() or None).cast("INTEGER"),
        "campaign_entry": _campaign_entry(campaign_entries),
        "occurred": seconds_of_day(SegmentLine.date),
        **stamps(),
    }
    texts = _own_texts(header.id, contents, values["subject"])
    with mapped((SegmentLine.description, values["subject"]), texts) as own:
        values["search_text"] = composed(own, SegmentLine.contact, SegmentLine.company)
        fields = Entry._meta.fields
        query = sending.joined(SegmentLine.select(*values.values()), contents).where(_ready(header.id))
        query = query.order_by(SegmentLine.line_no, SegmentLine.id)
        Entry.insert_from(query, [fields[name] for name in values]).execute()
    return before + 1, int(tuples(Entry.select(pw.fn.MAX(Entry.id)))[0][0])


def _own_texts(segment_id: int, contents: Contents, subject: Any) -> dict[tuple[str, ...], str]:
    """What entries are found by of their own: folded here, once for each description and subject there is."""
    query = sending.joined(SegmentLine.select(SegmentLine.description, subject), contents)
    pairs = tuples(query.where(_ready(segment_id)).distinct())
    return {(one, other): entry_text(one, other, ()) for one, other in pairs}


def _campaign_entry(campaign_entries: dict[int, int]) -> Any:
    if not campaign_entries:
        return pw.SQL("CAST(NULL AS INTEGER)")
    return pw.Case(SegmentLine.campaign, list(campaign_entries.items()), None)


def _take_lines(segment_id: int) -> int:
    """Take the logged lines away, and the segment with them when none is left; how many are left."""
    unused = content_rows.of_deleted(_ready(segment_id))
    SegmentLine.delete().where(_ready(segment_id)).execute()
    release(unused)
    left = int(quietly(SegmentLine, removed_by=0).where(standing(segment_id)).execute())
    if not left:
        _delete_segment(segment_id)
    return left


def _delete_segment(segment_id: int) -> None:
    """Delete a segment that is logged; what was sent or is to be sent of its content survives it."""
    content_rows.drop(SegmentInteractionLanguage.segment == segment_id)
    SegmentLine.delete().where(SegmentLine.segment == segment_id).execute()
    Segment.delete().where(Segment.id == segment_id).execute()
