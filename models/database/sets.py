"""Many values, rows and ids in one statement, whatever engine is below."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any

import peewee as pw

from models.database.bulk import write_rows
from models.database.engine import database, is_postgres


def among(column: Any, values: Collection[str] | Collection[int]) -> Any:
    """The condition that `column` has one of `values`, found by its index.

    However many they are, they travel as one parameter: the statement is short, and always the same.
    """
    if is_postgres():
        return column == pw.SQL("ANY (%s)", (list(values),))
    listed = json.dumps(list(values), ensure_ascii=False)
    return column.in_(pw.SQL("(SELECT value FROM json_each(?))", (listed,)))


def fetch(query: Any) -> list[tuple[Any, ...]]:
    """The rows of a query as the engine gives them: money in hundredths, flags perhaps as 0 and 1.

    For many rows of many columns, where Peewee's conversion of each value takes longer than reading it.
    """
    return list(database.execute(query).fetchall())


def insert_rows(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give the same attributes, in the driver's fastest way; part of a unit of work.

    Attributes that are not given get what the table says. Amounts are given as whole hundredths, and `id` and
    stamps like everything else: nothing is added.
    """
    if not rows:
        return
    names = tuple(rows[0])
    columns = [model._meta.fields[name].column_name for name in names]
    if len(names) == 1:
        write_rows(model._meta.table_name, columns, ((row[names[0]],) for row in rows))
    else:
        write_rows(model._meta.table_name, columns, map(itemgetter(*names), rows))


def draw_ids(table: str, number: int) -> Sequence[int]:
    """So many ids that no other row of the table has or will get, ascending; part of a unit of work."""
    if not number:
        return ()
    if is_postgres():
        drawn = database.execute_sql(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (table, number)
        )
        return sorted(int(row[0]) for row in drawn.fetchall())
    # A unit of work is alone on SQLite, and the sequence follows the ids that rows bring along.
    last = database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    first = (int(last[0]) if last else 0) + 1
    return range(first, first + number)
