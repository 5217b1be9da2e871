"""Opening a database, and bringing its tables up to what this version needs."""

from __future__ import annotations

import fcntl
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import peewee as pw

from models.database import faults
from models.database.engine import connect, database, is_postgres, sqlite_path
from models.drivers import is_server
from models.errors import DatabaseError
from models.words import p_

_ATTEMPTS = 5
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def open_database(url: str) -> None:
    """Open the database at `url` and check that it can be used with this version.

    A SQLite file is brought up to date, after a copy of it was made; a server is only checked.
    Raises `DatabaseError` when it is missing, damaged, newer, not a database or cannot be reached.
    """
    if not is_server(url) and not sqlite_path(url).is_file():
        raise DatabaseError(
            p_(
                "error", "There is no database at {path}; touchbase --database {path} init creates it."
            ).format(path=sqlite_path(url))
        )
    connect(url)
    try:
        pending = _pending()
        if not pending:
            return
        if is_server(url):
            raise DatabaseError(
                p_("error", "The database on the server has no tables yet; touchbase init makes them.")
                if pending == _known()
                else p_("error", "The database on the server is older; run touchbase migrate once.")
            )
        migrate()
    except pw.PeeweeException as error:
        raise faults.told(error) from error


def create_database(url: str) -> None:
    """Create the SQLite file (or use the empty PostgreSQL database) at `url` and make its tables."""
    if not is_server(url):
        path = sqlite_path(url)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                p_("error", "{path} cannot be created: {reason}.").format(path=path, reason=error.strerror)
            ) from error
    connect(url)
    create_schema()


def create_schema() -> list[str]:
    """Make or update the tables of the database that `connect` put in place.

    Returns the names of the migrations applied; faults of the engine are raised as sentences.
    """
    try:
        return migrate()
    except pw.PeeweeException as error:
        raise faults.told(error) from error


def find_damage() -> list[str]:
    """What is wrong with the file or its references, a sentence each; a server looks after itself."""
    if is_postgres():
        return []
    try:
        rows = [str(row[0]) for row in database.execute_sql("PRAGMA integrity_check(20)")]
        orphans = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    except pw.PeeweeException as error:
        return [str(faults.told(error))]
    found = [] if rows == ["ok"] else rows
    lost = p_("error", "{table} {row} refers to a record that does not exist.")
    return found + [lost.format(table=table, row=row) for table, row, *_ in orphans]


def close_database() -> None:
    """Close this thread's connection."""
    if database.obj is not None and not database.is_closed():
        database.close()


def migrate() -> list[str]:
    """Apply what is missing; returns the names of the migrations applied.

    Two programs that start at once wait for each other: beside a SQLite file stands a lock file, and on a
    server the one that loses the race reads the state again.
    """
    from playhouse.migrations import Runner

    with _alone():
        pending = _pending()
        if not pending:
            return []
        if not is_postgres() and database.get_tables():
            copy_file(_file(), _file().with_name(f"{_file().name}.before-{pending[0]}"))
        for attempt in range(_ATTEMPTS):
            try:
                return list(Runner(database.obj, str(MIGRATIONS)).up())
            except pw.PeeweeException:
                if is_postgres() and not _pending():
                    return []
                if not is_postgres() or attempt == _ATTEMPTS - 1:
                    raise
                # Another program is in the middle of the same: the next try waits for its tables.
                time.sleep(random.uniform(0, 0.1))
        raise AssertionError("unreachable")


def version() -> str:
    """The name of the newest migration this program knows."""
    return _known()[-1]


def _known() -> list[str]:
    return sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


def _pending() -> list[str]:
    """The migrations still to be applied; refuses a database that is newer, or not ours."""
    known = _known()
    tables = database.get_tables()
    if "schema_migration" not in tables:
        if tables:
            raise DatabaseError(
                p_("error", "This database belongs to another program; give touchbase one of its own.")
            )
        return known
    applied = {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}
    if applied - set(known):
        raise DatabaseError(
            p_("error", "The database was made by a newer Touchbase; install that version to open it.")
        )
    return [name for name in known if name not in applied]


def _file() -> Path:
    return Path(str(database.obj.database))


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite database, also while others use it, with SQLite's own backup."""
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)


@contextmanager
def _alone() -> Iterator[None]:
    if is_postgres():
        yield
        return
    with _file().with_name(_file().name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
