"""Rows as they were, with everything that is deleted with them, so that a delete can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import peewee as pw

from models.base import Record, tuples
from models.contact import Contact
from models.database import unit
from models.errors import RuleError
from models.interaction import InteractionLogEntry, InterLogEntryComment
from models.rules import search_texts
from models.words import p_

Snapshot = list[tuple[type[pw.Model], dict[str, Any]]]
"""Tables and rows, owners before what belongs to them.

Of a row that stays and only loses its reference there are its key and that reference.
"""

STAMPS = frozenset({"version", "created_at", "created_by", "changed_at", "changed_by"})
"""The fields that say nothing about what a record says."""


_AT_ONCE = 500


def take(model: Any, record_id: int) -> Snapshot:
    """A record and all rows that go with it when it is deleted."""
    return take_all(model, [record_id])


def take_all(model: Any, ids: Sequence[int]) -> Snapshot:
    """Records and all rows that go with them when they are deleted; those that are gone are missing."""
    snapshot: Snapshot = []
    for batch in pw.chunked(ids, _AT_ONCE):
        snapshot += _taken(model, list(batch))
    return snapshot


def _taken(model: Any, ids: list[int]) -> Snapshot:
    primary = model._meta.primary_key
    snapshot: Snapshot = [
        (model, dict(row)) for row in model.select().where(primary.in_(ids)).order_by(primary).dicts()
    ]
    for reference in model._meta.backrefs if snapshot else ():
        part: Any = reference.model
        key = part._meta.primary_key
        theirs = part.select(key, reference).where(reference.in_(ids)).order_by(key)
        if reference.on_delete == "CASCADE":
            snapshot += take_all(part, [record for record, _ in tuples(theirs)])
        elif reference.on_delete == "SET NULL":
            snapshot += [(part, {key.name: record, reference.name: of}) for record, of in tuples(theirs)]
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
        for model, rows in groupby(snapshot, itemgetter(0)):
            _put_back(model, [row for _, row in rows])
        _find_again(snapshot)
    except pw.IntegrityError as error:
        raise RuleError(
            p_("undo", "Not undone: what the record refers to is gone, or its code is taken again.")
        ) from error


def put_as_it_was(model: type[pw.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows with the stamps they had; part of a unit of work."""
    for batch in pw.chunked(rows, 100):
        # Record.insert would stamp them anew.
        pw.Model.insert_many.__func__(model, batch).execute()  # type: ignore[attr-defined]


def _put_back(model: Any, rows: list[dict[str, Any]]) -> None:
    put_as_it_was(model, [row for row in rows if len(row) == len(model._meta.fields)])
    key = model._meta.primary_key
    for row in rows:
        if len(row) < len(model._meta.fields):
            lost = {name: value for name, value in row.items() if name != key.name}
            model.update(**lost).where(key == row[key.name]).execute()


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
