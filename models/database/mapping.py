"""Texts by key inside one statement over many rows, however many keys there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import peewee as pw

from models.database.bulk import write_rows
from models.database.engine import database, is_postgres

_SHORT = 20
"""So many stand in the statement itself; each row is compared with all of them."""
_TABLE = "text_by_key"


@contextmanager
def mapped(columns: Sequence[Any], texts: Mapping[tuple[str, ...], str]) -> Iterator[Any]:
    """The text of each row by the values of its `columns`, as an expression; blank where there is none.

    Part of a unit of work; the expression holds inside the block, and in one block at a time.
    """
    if len(texts) <= _SHORT:
        yield _cases(columns, texts)
        return
    keys = [f"key_{number}" for number in range(len(columns))]
    # As the columns compare, or the index is of no use.
    kind = 'TEXT COLLATE "C"' if is_postgres() else "TEXT"
    named = ", ".join(f"{key} {kind} NOT NULL" for key in keys)
    database.execute_sql(f"CREATE TEMPORARY TABLE {_TABLE} ({named}, text TEXT NOT NULL)")
    write_rows(_TABLE, [*keys, "text"], ((*key, text) for key, text in texts.items()))
    database.execute_sql(f"CREATE UNIQUE INDEX {_TABLE}_key ON {_TABLE} ({', '.join(keys)})")
    table: Any = pw.Table(_TABLE, (*keys, "text"))
    same = [getattr(table, key) == column for key, column in zip(keys, columns, strict=True)]
    yield pw.fn.COALESCE(table.select(table.text).where(*same), "")
    database.execute_sql(f"DROP TABLE {_TABLE}")


def _cases(columns: Sequence[Any], texts: Mapping[tuple[str, ...], str]) -> Any:
    if not texts:
        return pw.Value("")
    if len(texts) == 1:
        return pw.Value(next(iter(texts.values()))).cast("TEXT")
    cases = []
    for key, text in texts.items():
        first, *others = (column == value for column, value in zip(columns, key, strict=True))
        condition = first
        for other in others:
            condition &= other
        cases.append((condition, text))
    return pw.Case(None, cases, "")
