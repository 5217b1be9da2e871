"""All rows of a question in batches, as of one moment and in little memory, for files of any length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from models.database import faults
from models.database.engine import database, is_postgres
from models.database.work import reading

_STEPS = 200_000
"""Steps of SQLite's machine after which Python gets a turn: only then can Ctrl+C end a long sort."""


def stream(query: Any, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of `query` as the engine's driver gives them, without any conversion, `at_once` at a time.

    Other questions may be asked between two batches. Faults of the engine are raised as sentences, and
    Ctrl+C in the middle of one as `StoppedError`.
    """
    sql, params = query.sql()
    try:
        with ExitStack() as held:
            cursor = held.enter_context(_cursor())
            with faults.as_peewee:
                cursor.execute(sql, params)
            while rows := _fetched(cursor, at_once):
                yield rows
    except faults.ENGINE_ERRORS as error:
        raise faults.told(error) from error


@reading
def stored(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a short `query` as the engine's driver gives them, without any conversion."""
    rows: list[tuple[Any, ...]] = database.execute_sql(*query.sql()).fetchall()
    return rows


def _fetched(cursor: Any, at_once: int) -> list[tuple[Any, ...]]:
    with faults.as_peewee:
        rows: list[tuple[Any, ...]] = cursor.fetchmany(at_once)
    return rows


@contextmanager
def _cursor() -> Iterator[Any]:
    connection = _connection()
    if is_postgres():
        # The rows stay with the server; such a cursor lives as long as its transaction.
        with connection.transaction(), connection.cursor(name="touchbase_stream") as cursor:
            yield cursor
        return
    connection.set_progress_handler(lambda: 0, _STEPS)
    cursor = connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()
        connection.set_progress_handler(None, 0)


@reading
def _connection() -> Any:
    return database.connection()
