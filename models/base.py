"""What every table has: an id, a version, and who made and changed it when."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

import peewee as pw

from models.database import database, prepared
from models.fields import Moment, Whole
from models.searching import words_of

SEARCH_LENGTH = 250
"""So much of a record's words can be searched for."""


class Record(pw.Model):
    """A table row with an id, an optimistic lock and stamps.

    Writing goes through `insert` and `update`, which keep version and stamps; both take field values by
    attribute name and never a model instance (patterns.md 2 and 3).
    """

    id = pw.AutoField()
    version = Whole("", default=1)
    created_at = Moment()
    created_by = Whole("")
    changed_at = Moment()
    changed_by = Whole("")

    class Meta:
        database = database
        legacy_table_names = False

    if TYPE_CHECKING:
        DoesNotExist: ClassVar[type[pw.DoesNotExist]]

    if not TYPE_CHECKING:

        @classmethod
        def insert(cls, __data=None, **values):
            """Insert one row, stamped with who and when."""
            return super().insert(__data, **{**made(), **values})

        @classmethod
        def update(cls, __data=None, **values):
            """Change rows; their versions move and their stamps say who and when."""
            moved = {"version": cls.version + 1, **_changed()}
            return super().update(__data, **{**moved, **values})

    @classmethod
    def add(cls, **values: Any) -> int:
        """Insert one row and return its id."""
        return prepared.insert(cls, {**made(), **values})

    @classmethod
    def change(cls, record_id: int, **values: Any) -> int:
        """Change one row by its id, none of the values an expression; returns how many rows that were."""
        return prepared.change(cls, record_id, {**_changed(), **values})

    @classmethod
    def add_many(cls, rows: list[dict[str, Any]]) -> None:
        """Insert rows that all give the same fields, in as few statements as the engine takes."""
        stamps = made()
        for batch in pw.chunked(rows, 200):
            cls.insert_many([{**stamps, **row} for row in batch]).execute()

    @classmethod
    def one(cls, record_id: int) -> Self | None:
        """The record with this id, or none."""
        found: Self | None = cls.get_or_none(cls.id == record_id)
        return found


def made() -> dict[str, int]:
    """The stamps of a row that is made now, by attribute."""
    from models.user import my_id

    now, me = int(time.time()), my_id()
    return {"created_at": now, "created_by": me, "changed_at": now, "changed_by": me}


def stamps() -> dict[str, Any]:
    """What a statement that fills a table from another one must say of the new rows itself."""
    return {name: pw.Value(value) for name, value in {"version": 1, **made()}.items()}


def _changed() -> dict[str, int]:
    from models.user import my_id

    return {"changed_at": int(time.time()), "changed_by": my_id()}


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """The rows of a query as plain tuples; the one place where the stubs' idea of rows is put right."""
    return list(query.tuples())


def searchable(model: type[pw.Model], row: Mapping[str, Any]) -> str:
    """The folded words by which a record with these values is found."""
    words = " ".join(str(row.get(name) or "") for name in getattr(model, "searched", ()))
    return words_of(words, SEARCH_LENGTH)
