"""Deleting log entries: only canceled ones (domain.md 2.8, design.md 3.6)."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import tuples
from models.database import reading, unit
from models.database.sets import among
from models.errors import RuleError
from models.interaction import InteractionLogEntry as Entry
from models.pages import page
from models.queries.lists.filters import condition
from models.queries.lists.rows import Filter
from models.rules import search_texts, undo
from models.rules.content.attachments import bring_back, release_with
from models.rules.interactions.log import hold
from models.rules.snapshots import Snapshot, take_all
from models.words import np_, p_

FILTERS = (
    "entry_no",
    "contact_no",
    "date",
    "campaign_no",
    "interaction_group_code",
    "interaction_template_code",
    "salesperson_code",
)
"""The fields by which *Delete Canceled Interaction Log Entries* can be narrowed."""


def delete_entries(ids: Sequence[int]) -> int:
    """Delete log entries with their comments and attachments, all or none; returns how many.

    `undo` brings them back. Raises `RuleError` for an entry that is not canceled.
    """
    entries = tuple(dict.fromkeys(ids))
    snapshot = _delete(entries)
    number = len(entries)
    told = np_("undo", "deleted {number} log entry", "deleted {number} log entries", number)
    undo.remember(told.format(number=number), lambda: bring_back(snapshot))
    return number


def delete_canceled(filters: Sequence[Filter] = ()) -> int:
    """Delete all canceled log entries that pass the filters on `FILTERS`; returns how many.

    Raises `RuleError` for a filter on another field, or one that means nothing.
    """
    found = canceled_ids(filters)
    return delete_entries(found) if found else 0


@reading
def canceled_ids(filters: Sequence[Filter] = ()) -> list[int]:
    """The canceled log entries that pass the filters: what `delete_canceled` would delete."""
    of = page("log-entries")
    for wanted in filters:
        if wanted.field not in FILTERS:
            told = p_("error", "Canceled entries cannot be narrowed by {field}; they can by {fields}.")
            raise RuleError(told.format(field=wanted.field, fields=", ".join(FILTERS)), field=wanted.field)
    conditions = [condition(of, wanted) for wanted in filters]
    query = Entry.select(Entry.id).where(Entry.canceled, *conditions).order_by(Entry.id)
    return [found for (found,) in tuples(query)]


@unit
def _delete(ids: tuple[int, ...]) -> Snapshot | None:
    return release_with(delete_within(ids))


@unit
def delete_within(ids: tuple[int, ...]) -> Snapshot:
    """Delete canceled log entries as a part of something larger; returns what brings them back."""
    for row in hold(ids):
        if not row["canceled"]:
            told = p_("error", "Entry {entry} is not canceled; only canceled entries can be deleted.")
            raise RuleError(told.format(entry=row["id"]))
    snapshot = take_all(Entry, ids)
    search_texts.unindex(Entry, ids)
    Entry.delete().where(among(Entry.id, ids)).execute()
    return snapshot
