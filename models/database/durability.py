"""How hard a commit is: what must not be forgotten even when the power fails (design.md 2)."""

from __future__ import annotations

from models.database.engine import database, is_postgres
from models.database.work import reading


@reading
def outlast_power_failure() -> None:
    """From here on every commit of this connection is on the disk before the program goes on.

    SQLite otherwise may forget the last ones when the machine stops, though never when only the program does;
    PostgreSQL waits for the disk anyway.
    """
    if not is_postgres():
        database.execute_sql("PRAGMA synchronous = FULL")
