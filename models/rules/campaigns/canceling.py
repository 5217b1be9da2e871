"""Canceling campaign entries with their interactions, and deleting canceled ones (domain.md 2.8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import peewee as pw

from models.base import tuples
from models.campaign import Campaign, CampaignEntry
from models.database import reading, unit
from models.errors import NotFoundError, RuleError
from models.interaction import InteractionLogEntry as Entry
from models.rules import statistics, undo
from models.rules.content.attachments import bring_back, release_with
from models.rules.interactions.log_deletion import delete_within
from models.rules.snapshots import Snapshot, take
from models.segment import LoggedSegment
from models.words import np_, p_

Changed = dict[int, tuple[int, ...]]
"""The log entries that changed, by campaign entry."""


@reading
def toggled(ids: Sequence[int]) -> bool:
    """What canceling means for these: the first in list order decides for all (design.md 3.6)."""
    of = CampaignEntry
    rows = tuples(of.select(of.canceled).where(of.id == ids[0])) if ids else []
    return not (rows and rows[0][0])


def set_canceled(ids: Sequence[int], canceled: bool) -> int:
    """Cancel campaign entries with all their interactions, or take that back; how many interactions changed.

    Raises `RuleError` for one whose logged segment is canceled when it is to count again. `undo` takes it
    back.
    """
    changed = _set_canceled(tuple(dict.fromkeys(ids)), canceled)
    number = len(changed)
    told = (
        np_("undo", "canceled {number} campaign entry", "canceled {number} campaign entries", number)
        if canceled
        else np_(
            "undo", "un-canceled {number} campaign entry", "un-canceled {number} campaign entries", number
        )
    )
    undo.remember(told.format(number=number), lambda: _put_back(changed, canceled))
    return sum(map(len, changed.values()))


def delete_canceled(campaign_no: str = "") -> int:
    """Delete canceled campaign entries, of all campaigns or one, with their interactions; returns how many.

    `undo` brings them back.
    """
    snapshot, number = _delete_canceled(campaign_no)
    if number:
        told = np_("undo", "deleted {number} campaign entry", "deleted {number} campaign entries", number)
        undo.remember(told.format(number=number), lambda: bring_back(snapshot))
    return number


@unit
def _set_canceled(ids: tuple[int, ...], canceled: bool) -> Changed:
    of = CampaignEntry
    changed: Changed = {}
    for record in sorted(ids):
        if not canceled:
            _refuse_canceled_segment(record)
        if not of.update(canceled=canceled).where(of.id == record).execute():
            raise NotFoundError(p_("error", "The campaign entry {entry} is gone.").format(entry=record))
        other = ~Entry.canceled if canceled else Entry.canceled
        mine = (Entry.campaign_entry == record) & ~Entry.postponed & other
        changed[record] = tuple(entry for (entry,) in tuples(Entry.select(Entry.id).where(mine)))
        Entry.update(canceled=canceled).where(mine).execute()
        statistics.recount(partial(_of, record))
    return changed


@unit
def _put_back(changed: Changed, canceled: bool) -> None:
    of = CampaignEntry
    for record, entries in changed.items():
        if not of.update(canceled=not canceled).where(of.id == record, of.canceled == canceled).execute():
            raise RuleError(p_("undo", "Not undone: the campaign entry was changed or deleted meanwhile."))
        for batch in pw.chunked(entries, 500):
            Entry.update(canceled=not canceled).where(Entry.id.in_(list(batch))).execute()
        statistics.recount(partial(_of, record))


@unit
def _delete_canceled(campaign_no: str) -> tuple[Snapshot | None, int]:
    of = CampaignEntry
    query = of.select(of.id).join(Campaign, on=(Campaign.id == of.campaign)).where(of.canceled)
    if campaign_no:
        query = query.where(Campaign.no == campaign_no.strip().upper())
    gone = [record for (record,) in tuples(query.order_by(of.id))]
    snapshot: Snapshot = []
    for record in gone:
        mine = Entry.select(Entry.id).where(Entry.campaign_entry == record, ~Entry.postponed)
        entries = delete_within(tuple(entry for (entry,) in tuples(mine.order_by(Entry.id))))
        Entry.update(campaign_entry=None).where(Entry.campaign_entry == record).execute()
        snapshot += take(of, record) + entries
        of.delete().where(of.id == record).execute()
    return release_with(snapshot), len(gone)


def _refuse_canceled_segment(record: int) -> None:
    query = (
        LoggedSegment.select(LoggedSegment.id)
        .join(CampaignEntry, on=(CampaignEntry.register_no == LoggedSegment.id))
        .where(CampaignEntry.id == record, LoggedSegment.canceled)
    )
    for (found,) in tuples(query):
        told = p_(
            "error", "Campaign entry {entry} stays canceled, because logged segment {number} is canceled."
        )
        raise RuleError(told.format(entry=record, number=found))


def _of(record: int, entry: Any) -> Any:
    return entry.campaign_entry == record
