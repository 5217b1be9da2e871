"""Rows as they were, with everything that is deleted with them, so that a delete can be taken back."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.database import unit
from models.errors import RuleError
from models.words import p_

Snapshot = list[tuple[type[pw.Model], dict[str, Any]]]
"""Tables and rows, owners before what belongs to them."""


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
        for (part,) in reference.model.select(key).where(reference == record_id).tuples():
            snapshot += take(reference.model, part)
    return snapshot


@unit
def restore(snapshot: Snapshot) -> None:
    """Put the rows back under their old ids.

    Raises `RuleError` when something they refer to, or their number, is gone or taken meanwhile.
    """
    try:
        for model, row in snapshot:
            pw.Model.insert.__func__(model, row).execute()  # type: ignore[attr-defined]
    except pw.IntegrityError as error:
        raise RuleError(p_("undo", "Not undone: others changed what the record refers to.")) from error
