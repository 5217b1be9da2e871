"""Search texts and indexes that are missing or say something else than the records: noticed and put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import peewee as pw

from models import search_state
from models.base import searchable, tuples
from models.contact import Contact
from models.database import reading, search_index, unit
from models.interaction import InteractionLogEntry as Entry
from models.pages import PAGES
from models.rules.search_texts import reindex

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

_INDEXED: tuple[Any, ...] = (Contact, Entry)
_BATCH = 400
_INDEXED_AT_ONCE = 20_000


def rebuild(progress: Progress | None = None) -> None:
    """Write all search texts anew where they differ, and the indexes over them from nothing.

    Others go on working while the texts are written, and search without the index; while the index is
    written, in the end, they wait. Stopped half-way it is done again at the next opening.
    """
    told = _Told(progress)
    _give_up()
    _texts(told)
    _write_indexes(told)


def put_right(progress: Progress | None = None) -> int:
    """Compare everything that records are found by with what they say; returns how many were not found."""
    wrong = _texts(_Told(progress))
    if search_state.in_use() and not any(_differs(model) for model in _INDEXED):
        return wrong
    rebuild(progress)
    return max(1, wrong)


class _Told:
    """Adds up what is done: every record once for its text, and once more for the index."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self._all = 2 * sum(_last_id(model) for model in _INDEXED) if progress else 0

    def more(self, done: int) -> None:
        """So much more is done."""
        self._done = min(self._all, self._done + done)
        if self._progress:
            self._progress(self._done, self._all)


@unit
def _give_up() -> None:
    search_state.give_up()
    search_index.make_empty()


@unit
def _write_indexes(told: _Told) -> None:
    if not search_index.follows_by_itself():
        for model in _INDEXED:
            table, last = model._meta.table_name, _last_id(model)
            for first in range(1, last + 1, _INDEXED_AT_ONCE):
                search_index.put_in_between(table, first, first + _INDEXED_AT_ONCE - 1)
                told.more(min(_INDEXED_AT_ONCE, last + 1 - first))
    search_index.complete()
    search_state.take_up()


@unit
def _differs(model: Any) -> bool:
    return search_index.differs(model._meta.table_name)


def _texts(told: _Told) -> int:
    """Put the search texts of all records right, batch by batch; contacts first, for entries name them."""
    rest = dict.fromkeys(page.model for page in PAGES if hasattr(page.model, "searched"))
    models = (*_INDEXED, *(model for model in rest if model not in _INDEXED))
    return sum(_texts_of(model, told) for model in models)


def _texts_of(model: Any, told: _Told) -> int:
    batch = _indexed_batch if model in _INDEXED else _batch
    wrong, last = 0, 0
    while True:
        before = last
        seen, last = batch(model, last)
        wrong += seen
        if not last:
            return wrong
        if model in _INDEXED:
            told.more(last - before)


@unit
def _indexed_batch(model: Any, after: int) -> tuple[int, int]:
    """How many records behind the id `after` were wrong, and the last of these; 0 at the end."""
    query = model.select(model.id).where(model.id > after).order_by(model.id).limit(_BATCH)
    ids = [record for (record,) in tuples(query)]
    return reindex(model, ids), ids[-1] if ids else 0


@unit
def _batch(model: Any, after: int) -> tuple[int, int]:
    names = tuple(model.searched)
    columns = [getattr(model, name) for name in names]
    query = model.select(model.id, model.search_text, *columns).where(model.id > after)
    rows = tuples(query.order_by(model.id).limit(_BATCH))
    wrong = [
        (record, text)
        for record, stored, *values in rows
        if (text := searchable(model, dict(zip(names, values, strict=True)))) != stored
    ]
    search_index.write_texts(model._meta.table_name, ["search_text"], wrong)
    return len(wrong), rows[-1][0] if rows else 0


@reading
def _last_id(model: Any) -> int:
    return int(tuples(model.select(pw.fn.MAX(model.id)))[0][0] or 0)
