"""The one place that knows which engine is below."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee as pw

from models.drivers import is_server
from models.errors import DatabaseError
from models.words import p_

BUSY_TIMEOUT = 10_000
"""Milliseconds a writer waits for another one; SQLite's waiting is unfair, so not less (performance.md).

`TOUCHBASE_LOCK_TIMEOUT` in the environment sets another number.
"""

database = pw.DatabaseProxy()
"""What every model is bound to; `connect` puts the engine behind it."""


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite:///` address, or of a plain path."""
    return Path(unquote(url.removeprefix("sqlite:///"))).expanduser()


def is_own_file(path: Path) -> bool:
    """Whether `path` is the SQLite database that is open, or its journal.

    No such file may be opened for anything else: closing it again takes off the locks that this program
    holds on it, and another one that ends then removes the journal with what was written last.
    """
    if database.obj is None or is_postgres():
        return False
    for ending in ("", "-wal", "-shm"):
        # what is not there is not it, and a name that no file can have neither
        with suppress(OSError, ValueError):
            if os.path.samefile(f"{database.obj.database}{ending}", path):
                return True
    return False


def connect(url: str) -> None:
    """Put the engine of `url` behind `database`; connections are made when first needed."""
    database.initialize(_server(url) if is_server(url) else _file(sqlite_path(url)))


def is_postgres() -> bool:
    """Whether a PostgreSQL server is below."""
    return isinstance(database.obj, pw.PostgresqlDatabase)


def locked(query: Any) -> Any:
    """The query, holding back other writers of the rows it finds until the unit of work ends.

    On SQLite a unit of work is alone from its beginning.
    """
    return query.for_update() if is_postgres() else query


def contains(text: Any, part: str) -> Any:
    """The condition that `part` stands in `text`, to the letter; for small tables."""
    place = pw.fn.STRPOS if is_postgres() else pw.fn.INSTR
    return place(text, part) > 0


def seconds_now() -> Any:
    """The database's clock in whole seconds since 1970."""
    if is_postgres():
        return pw.SQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)")
    return pw.SQL("CAST(strftime('%s', 'now') AS INTEGER)")


def seconds_of_day(date: Any) -> Any:
    """The beginning of the day that a column of dates holds, in seconds since 1970 without a time zone."""
    if is_postgres():
        return pw.fn.DATE_PART("epoch", date).cast("BIGINT")
    return pw.fn.STRFTIME("%s", date).cast("INTEGER")


def _patience() -> int:
    """Milliseconds to wait for the lock of another program."""
    given = os.environ.get("TOUCHBASE_LOCK_TIMEOUT", "")
    return int(given) if given.isdecimal() else BUSY_TIMEOUT


def _file(path: Path) -> pw.Database:
    patience = _patience()
    return pw.SqliteDatabase(
        str(path),
        pragmas={
            "busy_timeout": patience,
            "journal_mode": "wal",
            "synchronous": "normal",
            "foreign_keys": 1,
            "cache_size": -4096,
            "mmap_size": 1 << 30,
            "temp_store": "memory",
        },
        timeout=patience / 1000,
    )


def _server(url: str) -> pw.Database:
    parts = urlsplit(url)
    if not parts.path.strip("/"):
        raise DatabaseError(p_("error", "The address names no database; write postgresql://server/database."))
    if getattr(pw, "psycopg", None) is None:
        raise DatabaseError(
            p_("error", "PostgreSQL needs its driver: install touchbase-crm[postgres] and start again.")
        )
    return pw.PostgresqlDatabase(
        parts._replace(scheme="postgresql").geturl(),
        prefer_psycopg3=True,
        connect_timeout=10,
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
        tcp_user_timeout=30_000,
        application_name="touchbase",
        options=f"-c lock_timeout={_patience()} -c timezone=UTC",
    )
