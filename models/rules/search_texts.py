"""Search texts that are not what their records say, found and put right."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.base import searchable, tuples
from models.contact import Contact
from models.database import unit
from models.pages import PAGES
from models.rules import contact_words

_BATCH = 500


def put_right() -> int:
    """Compute the search texts of all records and the words of contacts; returns how many were wrong."""
    models = dict.fromkeys(page.model for page in PAGES if hasattr(page.model, "searched"))
    return contact_words.put_right() + sum(_of(model) for model in models if model is not Contact)


def _of(model: Any) -> int:
    wrong, last = 0, 0
    while True:
        seen, last = _batch(model, last)
        wrong += seen
        if not last:
            return wrong


@unit
def _batch(model: Any, after: int) -> tuple[int, int]:
    """How many records behind the id `after` were wrong, and the last of these; 0 at the end."""
    names = tuple(model.searched)
    columns = [getattr(model, name) for name in names]
    query = model.select(model.id, model.search_text, *columns).where(model.id > after)
    rows = tuples(query.order_by(model.id).limit(_BATCH))
    wrong = 0
    for record, stored, *values in rows:
        text = searchable(model, dict(zip(names, values, strict=True)))
        if text != stored:
            # It says nothing of its own: version and stamps stay.
            pw.Model.update.__func__(model, {"search_text": text}).where(model.id == record).execute()  # type: ignore[attr-defined]
            wrong += 1
    return wrong, rows[-1][0] if rows else 0
