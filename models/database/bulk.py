"""Many new rows at once: the driver's own way in, with the indexes made when the rows are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from models.database.engine import database, is_postgres
from models.database.faults import as_peewee

Row = tuple[Any, ...]
"""The values of a row in the order of the columns, as the engine stores them."""

_CACHE = 65_536
"""Kibibytes of pages kept while a file is filled."""
_ROOMY = {"cache_size": -32_768, "wal_autocheckpoint": 4_000}
"""Kibibytes of pages kept, and pages in the log after which they go into the file."""


def write_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows as they are, by COPY or `executemany`; part of a unit of work.

    No rule runs and no default of a model applies. Ids that are given must be followed by `ids_given`.
    """
    names = ", ".join(columns)
    cursor = database.cursor()
    with as_peewee:
        if is_postgres():
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows
            )


def ids_given(table: str) -> None:
    """Let the next id follow those that rows brought along; SQLite sees to that itself."""
    if is_postgres():
        database.execute_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(max(id), 1)) FROM {table}"
        )


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Take the indexes of these tables away for the length of the block, and on a server their references.

    For tables that nobody else uses meanwhile; part of a unit of work. Primary keys stay.
    """
    away, back = zip(*_indexes(tables), *_references(tables), strict=True)
    for statement in away:
        database.execute_sql(statement)
    yield
    for statement in back:
        database.execute_sql(statement)


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Write without a net: for a file that is thrown away unless the block ends well. No unit is open.

    Nothing is logged and references are not looked at; memory stays the same however much is written.
    """
    if is_postgres():
        yield
        return
    settings = {"journal_mode": "off", "synchronous": "off", "foreign_keys": 0}
    settings |= {"cache_size": -_CACHE, "mmap_size": 0, "temp_store": "file"}
    database.execute_sql("PRAGMA journal_mode = delete")
    for name, value in settings.items():
        database.execute_sql(f"PRAGMA {name} = {value}")
    yield
    database.execute_sql("PRAGMA journal_mode = delete")


@contextmanager
def many_units() -> Iterator[None]:
    """Make room for hundreds of units of work that all write: pages that change with each of them are kept,
    and go from the log into the file more seldom. No unit is open.
    """
    if is_postgres():
        yield
        return
    usual = {name: database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in _ROOMY}
    _set(_ROOMY)
    try:
        yield
        # Or the next one who stores something waits until the log is in the file.
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        _set(usual)


def settle() -> None:
    """Let a server know what its tables hold now, as it finds out by itself in time. No unit is open."""
    if is_postgres():
        database.execute_sql("VACUUM ANALYZE")


def _set(settings: Mapping[str, int]) -> None:
    for name, value in settings.items():
        database.execute_sql(f"PRAGMA {name} = {value}")


def _indexes(tables: Sequence[str]) -> list[tuple[str, str]]:
    """How to take away and bring back each index that no key stands on."""
    if is_postgres():
        query = (
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid::regclass::text IN ({marks})"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
        )
    else:
        query = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})"
        )
    return [(f"DROP INDEX {name}", made_by) for name, made_by in _about(query, tables)]


def _references(tables: Sequence[str]) -> list[tuple[str, str]]:
    """The same for the references of the tables: checking them row by row takes longer than writing."""
    if not is_postgres():
        return []
    query = (
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text IN ({marks})"
    )
    return [
        (f"ALTER TABLE {table} DROP CONSTRAINT {name}", f"ALTER TABLE {table} ADD CONSTRAINT {name} {says}")
        for table, name, says in _about(query, tables)
    ]


def _about(query: str, tables: Sequence[str]) -> list[Row]:
    mark = "%s" if is_postgres() else "?"
    marked = query.format(marks=", ".join([mark] * len(tables)))
    return list(database.execute_sql(marked, tables).fetchall())
