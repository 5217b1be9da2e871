"""Logged segments: canceling them with all their entries, and deleting canceled ones (domain.md 3.11)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.campaign import CampaignEntry
from models.database import locked, reading, unit
from models.database.sets import among
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import statistics, undo
from models.rules.snapshots import Snapshot, restore, take_all
from models.segment import LoggedSegment, Segment
from models.user import my_id
from models.who import who
from models.words import np_, p_


def add_logged_segment(header: Segment) -> int:
    """Make the logged segment of a segment; part of the unit of work that makes its entries."""
    values: dict[str, Any] = {
        "segment_no": header.no,
        "description": header.description,
        "creation_date": who().today,
        "user": my_id() or None,
    }
    return LoggedSegment.add(**values, search_text=searchable(LoggedSegment, values))


@reading
def toggled(ids: Sequence[int]) -> bool:
    """What canceling means for these: the first in list order decides for all (design.md 3.6)."""
    of = LoggedSegment
    rows = tuples(of.select(of.canceled).where(of.id == ids[0])) if ids else []
    return not (rows and rows[0][0])


@reading
def number_of_entries(ids: Sequence[int]) -> int:
    """How many log entries the logged segments have, canceled or not."""
    query = Entry.select(pw.fn.COUNT(Entry.id)).where(*_entries(list(ids)))
    return int(tuples(query)[0][0])


def set_canceled(ids: Sequence[int], canceled: bool) -> int:
    """Cancel logged segments with all their log and campaign entries, or take that back.

    Returns how many log entries changed. `undo` puts back what stood there.
    """
    changed = _set_canceled(tuple(ids), canceled)
    undo.remember(_told(len(ids), canceled), lambda: _put_back(changed, canceled))
    return sum(len(entries) for entries, _ in changed.values())


def _told(number: int, canceled: bool) -> str:
    told = (
        np_("undo", "canceled {number} logged segment", "canceled {number} logged segments", number)
        if canceled
        else np_(
            "undo", "un-canceled {number} logged segment", "un-canceled {number} logged segments", number
        )
    )
    return told.format(number=number)


def delete_canceled(entry_no: int = 0, segment_no: str = "") -> int:
    """Delete canceled logged segments, all or those with this entry or segment number; returns how many.

    Their log and campaign entries stay and do not refer to them any more; `undo` brings all of that back.
    Raises `RuleError` when one that was named is not canceled.
    """
    of = LoggedSegment
    narrowed: list[Any] = [of.id == entry_no] if entry_no else []
    narrowed += [of.segment_no == segment_no] if segment_no else []
    return _done(*_delete(narrowed or [of.canceled]))


def delete(ids: Sequence[int]) -> int:
    """Delete these logged segments as `delete_canceled` does, all or none; returns how many."""
    return _done(*_delete([among(LoggedSegment.id, ids)]))


Changed = dict[int, tuple[tuple[int, ...], tuple[int, ...]]]
"""Log and campaign entries that changed, by logged segment."""


def _done(snapshot: Snapshot, freed: Changed) -> int:
    if freed:
        told = np_("undo", "deleted {number} logged segment", "deleted {number} logged segments", len(freed))
        undo.remember(told.format(number=len(freed)), lambda: _bring_back(snapshot, freed))
    return len(freed)


@unit
def _delete(narrowed: list[Any]) -> tuple[Snapshot, Changed]:
    of = LoggedSegment
    query = of.select(of.id, of.canceled, of.segment_no).where(*narrowed).order_by(of.id)
    rows = tuples(locked(query))
    for record, canceled, number in rows:
        if not canceled:
            told = p_("error", "Logged segment {entry} ({number}) is not canceled; cancel it first.")
            raise RuleError(told.format(entry=record, number=number))
    ids = [record for record, _, _ in rows]
    snapshot = take_all(of, ids)
    freed: Changed = {}
    for record in ids:
        mine = _ids(Entry, made_by(record, Entry))  # also those that were put off to another day
        freed[record] = mine, _ids(CampaignEntry, CampaignEntry.register_no == record)
        _refer(freed[record], record, 0)
    of.delete().where(among(of.id, ids)).execute()
    return snapshot, freed


@unit
def _bring_back(snapshot: Snapshot, freed: Changed) -> None:
    restore(snapshot)
    for record, theirs in freed.items():
        _refer(theirs, 0, record)


def _refer(theirs: tuple[tuple[int, ...], tuple[int, ...]], former: int, logged: int) -> None:
    """Have log and campaign entries say that they are of a logged segment, 0 for none, instead of another."""
    entries, campaign_entries = theirs
    number, register = Entry.logged_segment_entry_no, CampaignEntry.register_no
    Entry.update(logged_segment_entry_no=logged).where(among(Entry.id, entries), number == former).execute()
    CampaignEntry.update(register_no=logged).where(
        among(CampaignEntry.id, campaign_entries), register == former
    ).execute()


@unit
def _set_canceled(ids: tuple[int, ...], canceled: bool) -> Changed:
    of = LoggedSegment
    changed: Changed = {}
    for record in sorted(ids):
        if not of.update(canceled=canceled).where(of.id == record).execute():
            raise NotFoundError(p_("error", "The logged segment {entry} is gone.").format(entry=record))
        theirs = (CampaignEntry.register_no == record) & (CampaignEntry.canceled != canceled)
        changed[record] = (
            _ids(Entry, *_entries([record]), _differs(Entry, canceled)),
            _ids(CampaignEntry, theirs),
        )
        Entry.update(canceled=canceled).where(*_entries([record]), _differs(Entry, canceled)).execute()
        CampaignEntry.update(canceled=canceled).where(theirs).execute()
    _recount(changed)
    return changed


@unit
def _put_back(changed: Changed, canceled: bool) -> None:
    of = LoggedSegment
    for record, (entries, campaign_entries) in changed.items():
        if not of.update(canceled=not canceled).where(of.id == record, of.canceled == canceled).execute():
            raise RuleError(p_("undo", "Not undone: the logged segment was changed or deleted meanwhile."))
        for model, ids in ((Entry, entries), (CampaignEntry, campaign_entries)):
            model.update(canceled=not canceled).where(among(model.id, ids)).execute()
    _recount(changed)


def _recount(changed: Changed) -> None:
    """Counters and last dates follow, for the contacts of these logged segments."""
    for record, (entries, _) in changed.items():
        if entries:
            statistics.recount(partial(made_by, record))


def made_by(logged: int, entry: Any) -> Any:
    """The condition of the entries that a logged segment made, on a model of the log."""
    return (entry.logged_segment_entry_no == logged) & (entry.logged_segment_entry_no != 0)


def _entries(logged: list[int]) -> tuple[Any, ...]:
    """The log entries of logged segments; interactions that were put off to another day are none yet."""
    return (Entry.logged_segment_entry_no.in_(logged), Entry.logged_segment_entry_no != 0, ~Entry.postponed)


def _differs(model: Any, canceled: bool) -> Any:
    return ~model.canceled if canceled else model.canceled


def _ids(model: Any, *conditions: Any) -> tuple[int, ...]:
    return tuple(record for (record,) in tuples(model.select(model.id).where(*conditions)))
