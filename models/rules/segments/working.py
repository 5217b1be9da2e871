"""Working through a segment line by line, several people at once (design.md 2 and 6).

Whoever works on a line holds a lease on it, so two people never meet on one. Each outcome is a log entry of
the segment and takes the line out of it; the first outcome makes the logged segment that they all belong to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import peewee as pw

from models.base import tuples
from models.database import is_postgres, locked, reading, seconds_now, unit
from models.errors import BusyError, NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.queries.addressing import active_codes
from models.queries.attached_files import Owner
from models.queries.line_problems import standing
from models.queries.segment_contents import Source, of_line
from models.rules.campaigns.entries import delete_unused
from models.rules.campaigns.entries import of_logged_segment as campaign_entry_of
from models.rules.content.attachments import release as release_attachments
from models.rules.interactions import leases
from models.rules.interactions.defaults import filled
from models.rules.interactions.drafts import Held, postpone
from models.rules.interactions.finish import Finished, finish
from models.rules.interactions.form_facts import facts_of
from models.rules.interactions.form_state import (
    ALT_ADDRESS,
    BODY,
    FILES,
    SEND,
    SUBJECT,
    TYPED,
    FormState,
    with_text,
    write_value,
)
from models.rules.interactions.form_values import with_values
from models.rules.interactions.interaction_form import start, typed
from models.rules.interactions.leases import TakenOverError
from models.rules.segments import content_rows
from models.rules.segments.logged import add_logged_segment
from models.segment import Segment, SegmentLine, SegmentLineLease
from models.who import who
from models.words import p_

Lease = SegmentLineLease

_NOTHING = {"attachment": None, "word_template": None}


class Outcome(StrEnum):
    """What became of a line."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CALL_BACK = "call_back"
    """A postponed interaction on another day, until there are tasks (design.md 6)."""


@dataclass(frozen=True, slots=True)
class Work:
    """A line that somebody works on."""

    line_id: int
    holder: str
    """The token that every write about the line names."""
    state: FormState
    """The interaction as the line says it, for the form or to be logged as it is."""
    number: str = ""
    """The number or address that the line names."""


@unit
def next_line(segment_id: int, *, after: int = 0) -> Work | None:
    """Take the next line that nobody works on, behind line number `after` and then from the first.

    Without `after` the line where this user stopped, else the first. None when there is no line that nobody
    works on.
    """
    begin = after + 1 if after else _stopped_at(segment_id)
    for from_no in dict.fromkeys((begin, 0)):
        while (line := _next_free(segment_id, from_no)) is not None:
            if (work := _take(segment_id, line)) is not None:
                return work
    return None


@unit
def take_line(line_id: int) -> Work:
    """Take this line; raises `BusyError` naming who works on it, `NotFoundError` when it is gone."""
    rows = tuples(
        SegmentLine.select(SegmentLine.segment).where(SegmentLine.id == line_id, ~SegmentLine.removed)
    )
    if not rows:
        raise NotFoundError(p_("error", "The line is not in the segment any more."))
    work = _take(int(rows[0][0]), line_id)
    if work is None:
        (held_by,) = tuples(Lease.select(Lease.held_by).where(Lease.line == line_id))[0]
        raise BusyError(p_("error", "{user} works on this line.").format(user=held_by))
    return work


@unit
def note_number(work: Work, number: str) -> None:
    """Keep the number that was called in the line, until its outcome takes it out (domain.md 9.2).

    Raises `TakenOverError` when somebody else has the line.
    """
    _hold(work)
    SegmentLine.update(contact_via=number).where(SegmentLine.id == work.line_id).execute()


@reading
def taken(segment_id: int, holder: str) -> Work:
    """The line of a segment that is held under a token, for a program that ended after it took the line.

    Raises `TakenOverError` when the token holds none: somebody else took the line, or it is done.
    """
    query = SegmentLine.select(SegmentLine.id).join(Lease, on=(Lease.line == SegmentLine.id))
    mine = query.where(SegmentLine.segment == segment_id, Lease.holder == holder, Lease.holder != "")
    rows = tuples(mine)
    if not rows:
        raise _taken_over()
    return _work(int(rows[0][0]), holder)


@unit
def renew(work: Work, *, seconds: int = leases.SECONDS) -> None:
    """Keep the line for so many seconds from now; raises `TakenOverError` when the lease is lost."""
    _write(work, lease_until=seconds_now() + seconds)


@unit
def release(work: Work) -> None:
    """Put the line back, remembering that this user stopped there."""
    mine = (Lease.line == work.line_id) & (Lease.holder == work.holder)
    Lease.update(**{**leases.put_aside(), "held_by": who().user[:50]}).where(mine).execute()


@unit
def record(work: Work, outcome: Outcome, *, call_back: dt.date | None = None) -> int:
    """Log the outcome with what the line says, and take the line out; returns the entry number.

    Nothing is sent: only the form, where it is seen, and logging the whole segment do that.

    Raises `IncompleteError` with everything that stands in the way, `RuleError` for a call-back without a
    date, and `TakenOverError` when somebody else has the line.
    """
    segment = _hold(work)
    state = work.state
    if outcome is Outcome.CALL_BACK:
        if call_back is None:
            raise RuleError(p_("error", "Say on which day to call back."), field="date")
        state = typed(state, "date", write_value("date", call_back))
        return _out(work, (postpone(None, state),))
    if outcome is Outcome.NOT_REACHED:
        state = typed(state, "successful", write_value("successful", False))
    state = with_text(state, SEND, write_value(SEND, False), TYPED)
    return _out(work, finish(None, state, segment_no=segment.no).entry_ids)


@unit
def record_form(work: Work, draft: Held | None, state: FormState) -> Finished:
    """Log the line with what was typed into the form; raises as `record` does."""
    done = finish(draft, state, segment_no=_hold(work).no)
    _out(work, done.entry_ids)
    return done


@reading
def open_lines(segment_id: int) -> int:
    """How many lines are still to be worked on."""
    query = SegmentLine.select(pw.fn.COUNT(SegmentLine.id))
    return int(tuples(query.where(SegmentLine.segment == segment_id, ~SegmentLine.removed))[0][0])


def _next_free(segment_id: int, from_no: int) -> int | None:
    held = pw.fn.EXISTS(
        Lease.select(Lease.line).where(Lease.line == SegmentLine.id, leases.is_running(Lease))
    )
    query: Any = (
        SegmentLine.select(SegmentLine.id)
        .where(standing(segment_id), SegmentLine.line_no >= from_no, ~held)
        .order_by(SegmentLine.line_no, SegmentLine.id)
        .limit(1)
    )
    rows = tuples(query.for_update("FOR UPDATE SKIP LOCKED") if is_postgres() else query)
    return int(rows[0][0]) if rows else None


def _take(segment_id: int, line_id: int) -> Work | None:
    """Lease the line, unless somebody else was faster."""
    holder = leases.new_holder()
    values = leases.held(holder)
    free = ~leases.is_running(Lease)
    if not Lease.update(**values).where(Lease.line == line_id, free).execute():
        if tuples(Lease.select(Lease.line).where(Lease.line == line_id)):
            return None
        Lease.insert(line=line_id, **values).execute()
    # Where this user stopped is known by the line that was put back last; now it is this one.
    others = SegmentLine.select(SegmentLine.id).where(SegmentLine.segment == segment_id)
    Lease.delete().where(
        Lease.held_by == who().user[:50], Lease.holder == "", Lease.line.in_(others)
    ).execute()
    return _work(line_id, holder)


def _work(line_id: int, holder: str) -> Work:
    """The form as the line says it, for its contact, on the work date."""
    query: Any = SegmentLine.select().where(SegmentLine.id == line_id)
    line = dict(query.dicts().get())
    state = with_values(start(contact_ids=(line["contact"],)), line, "segment")
    state = _with_content(state, line, of_line(line_id))
    if line["contact_alt_address"] != active_codes([line["contact"]], line["date"])[line["contact"]]:
        state = with_text(state, ALT_ADDRESS, line["contact_alt_address"], "segment")
    return Work(line_id, holder, filled(state, facts_of(state)), line["contact_via"])


def _with_content(state: FormState, line: dict[str, Any], source: Source | None) -> FormState:
    """The form with what the line sends when it is logged, nothing included.

    What another template than the segment's sends is filled in by the form itself.
    """
    header = Segment.get_by_id(line["segment"])
    subject = line["subject"]
    if source is not None and source.subject and subject == header.subject:
        subject = source.subject
    state = with_text(state, SUBJECT, subject, "segment")
    owner = source.owner if source else None
    if owner is Owner.TEMPLATE_LANGUAGE or (owner is None and line["template"] != header.template):
        return state
    known = {"attachment": source.attachment, "word_template": source.word_template} if source else _NOTHING
    state = with_values(state, known, "segment")
    if not state.text(BODY):
        state = with_text(state, BODY, "", "segment")
    files = source.files if source else ()
    return with_text(state, FILES, " ".join(map(str, files)), "segment")


def _stopped_at(segment_id: int) -> int:
    rows = tuples(
        SegmentLine.select(SegmentLine.line_no)
        .join(Lease, on=(Lease.line == SegmentLine.id))
        .where(SegmentLine.segment == segment_id, Lease.held_by == who().user[:50], Lease.holder == "")
    )
    return int(rows[0][0]) if rows else 0


def _write(work: Work, **values: Any) -> None:
    mine = (Lease.line == work.line_id) & (Lease.holder == work.holder)
    if not Lease.update(**values).where(mine).execute():
        raise _taken_over()


def _taken_over() -> TakenOverError:
    return TakenOverError(p_("error", "Somebody else took this line, or the segment was logged meanwhile."))


def _hold(work: Work) -> Segment:
    """The segment of the line, held back from who logs it; the line is still this user's.

    The segment comes first, as in all who write about it, so that two never wait for each other.
    """
    of = SegmentLine.select(SegmentLine.segment).where(SegmentLine.id == work.line_id)
    found: list[Segment] = list(locked(Segment.select().where(Segment.id.in_(of))))
    _write(work, lease_until=leases.until())
    return found[0]


def _out(work: Work, entries: tuple[int, ...]) -> int:
    """Make the entries those of the segment, and take the line out of it."""
    segment = _hold(work)
    logged = segment.worked_as
    if not logged:
        logged = add_logged_segment(segment)
        Segment.update(worked_as=logged).where(Segment.id == segment.id).execute()
    Entry.update(segment_no=segment.no, logged_segment_entry_no=logged).where(Entry.id.in_(entries)).execute()
    _count_in_campaign(segment, logged, entries)
    unused = content_rows.of_deleted(SegmentLine.id == work.line_id)
    SegmentLine.delete().where(SegmentLine.id == work.line_id).execute()
    release_attachments(unused)
    return entries[0]


def _count_in_campaign(segment: Segment, logged: int, entries: tuple[int, ...]) -> None:
    """Let the entries belong to the campaign entry of the logged segment, as those of *Log* do."""
    of = Entry
    query = of.select(of.id, of.campaign, of.campaign_entry, of.date, of.salesperson).where(
        of.id.in_(entries), of.campaign_entry.is_null(False)
    )
    for entry, campaign, former, date, salesperson in tuples(query):
        known = {
            "date": date,
            "salesperson": salesperson,
            "segment_no": segment.no,
            "description": segment.description,
        }
        made = campaign_entry_of(campaign, logged, known)
        Entry.change(entry, campaign_entry=made)
        delete_unused(former)
