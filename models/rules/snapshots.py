"""Rows as they were, with everything that is deleted with them, so that a delete can be taken back."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import Record
from models.contact import Contact
from models.database import unit
from models.errors import RuleError
from models.interaction import InteractionLogEntry, InterLogEntryComment
from models.rules import search_texts
from models.words import p_

Snapshot = list[tuple[type[pw.Model], dict[str, Any]]]
"""Tables and rows, owners before what belongs to them."""

STAMPS = frozenset({"version", "created_at", "created_by", "changed_at", "changed_by"})
"""The fields that say nothing about what a record says."""


def take(model: Any, record_id: int) -> Snapshot:
    """A record and all rows that go with it when it is deleted."""
    primary = model._meta.primary_key
    row = model.select().where(primary == record_id).dicts().first()
    if row is None:
        return []
    snapshot: Snapshot = [(model, dict(row))]
    for reference in model._meta.backrefs:
        if reference.on_delete != "CASCADE":
            continue
        key = reference.model._meta.primary_key
        parts = reference.model.select(key).where(reference == record_id).order_by(key)
        for (part,) in parts.tuples():
            snapshot += take(reference.model, part)
    return snapshot


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots say the same, whoever wrote it when, side tables aside."""
    return _said(one) == _said(other)


@unit
def restore(snapshot: Snapshot) -> None:
    """Put the rows back under their old ids.

    Raises `RuleError` when something they refer to, or their number, is gone or taken meanwhile.
    """
    try:
        for model, row in snapshot:
            # As they were: Record.insert would stamp them anew.
            pw.Model.insert.__func__(model, row).execute()  # type: ignore[attr-defined]
        _find_again(snapshot)
    except pw.IntegrityError as error:
        raise RuleError(
            p_("undo", "Not undone: what the record refers to is gone, or its code is taken again.")
        ) from error


def _find_again(snapshot: Snapshot) -> None:
    """Contacts and entries are found again, entries also by their comments that came back."""
    for model in (Contact, InteractionLogEntry):
        search_texts.index_again(model, [row["id"] for kind, row in snapshot if kind is model])
    noted = [row["entry"] for kind, row in snapshot if kind is InterLogEntryComment]
    search_texts.reindex(InteractionLogEntry, noted)


def _said(snapshot: Snapshot) -> list[tuple[type[pw.Model], dict[str, Any]]]:
    return [
        (model, {name: value for name, value in row.items() if name not in STAMPS})
        for model, row in snapshot
        if issubclass(model, Record)
    ]
