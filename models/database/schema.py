"""Opening a database, and bringing its tables up to what this version needs."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import peewee as pw

from models.database import faults
from models.database.engine import connect, database, is_postgres, sqlite_path
from models.database.files import alone, copy_file, make_file, remove_file, replace_file, require_file
from models.drivers import is_server
from models.errors import DatabaseError
from models.words import p_

_ATTEMPTS = 5
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def open_database(url: str, told: Callable[[str], object] | None = None) -> None:
    """Open the database at `url` and check that it can be used with this version.

    A SQLite file is brought up to date, after a copy of it was made; `told` is called with a sentence before
    that, for a large file takes minutes. A server is only checked.
    Raises `DatabaseError` when it is missing, damaged, newer, not a database or cannot be reached.
    """
    if not is_server(url):
        require_file(sqlite_path(url))
    connect(url)
    try:
        _require_current(url, told)
    except faults.ENGINE_ERRORS as error:
        _let_go()
        raise faults.told(error) from error
    except DatabaseError:
        _let_go()
        raise


def _require_current(url: str, told: Callable[[str], object] | None) -> None:
    pending = _pending()
    if not pending:
        return
    if is_server(url):
        raise DatabaseError(
            p_("error", "The database on the server has no tables yet; touchbase init makes them.")
            if pending == _known()
            else p_("error", "The database on the server is older; run touchbase migrate once.")
        )
    if told is not None:
        told(p_("message", "Bringing the database up to this version; a copy of it is kept beside it..."))
    migrate()


def create_database(url: str) -> bool:
    """Create the SQLite file (or use the empty PostgreSQL database) at `url` and make its tables.

    Returns whether the tables were made now, and not by another program that starts at the same time.
    """
    if is_server(url):
        connect(url)
        return bool(create_schema())
    path = sqlite_path(url)
    with alone(path):
        make_file(path)
        connect(url)
        try:
            return bool(_apply())
        except faults.ENGINE_ERRORS as error:
            raise faults.told(error) from error


def bring_up_to_date(url: str) -> list[str]:
    """Open the database at `url` and apply the migrations it lacks; returns their names.

    Raises `DatabaseError` as `open_database` does.
    """
    if not is_server(url):
        require_file(sqlite_path(url))
    connect(url)
    return create_schema()


def create_schema() -> list[str]:
    """Make or update the tables of the database that `connect` put in place.

    Returns the names of the migrations applied; faults of the engine are raised as sentences.
    """
    try:
        return migrate()
    except faults.ENGINE_ERRORS as error:
        raise faults.told(error) from error


def find_damage() -> list[str]:
    """What is wrong with the file or its references, a sentence each; a server looks after itself."""
    if is_postgres():
        return []
    try:
        rows = [str(row[0]) for row in database.execute_sql("PRAGMA integrity_check(20)")]
        orphans = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    except faults.ENGINE_ERRORS as error:
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
    with nullcontext() if is_postgres() else alone(_file()):
        return _apply()


def _apply() -> list[str]:
    from playhouse.migrations import Runner

    pending = _pending()
    if not pending:
        return []
    if not is_postgres() and database.get_tables():
        copy_file(_file(), _file().with_name(f"{_file().name}.before-{pending[0]}"))
    return _run_all(Runner(database.obj, str(MIGRATIONS)), len(pending))


def _run_all(runner: Any, pending: int) -> list[str]:
    """Run what is pending; give up only when nothing has moved on for several tries."""
    failed = 0
    while True:
        try:
            return list(runner.up())
        except pw.PeeweeException:
            if not is_postgres():
                raise
            # Another program is in the middle of the same: the next try waits for its tables.
            left = len(_pending())
            failed = failed + 1 if left == pending else 1
            pending = left
            if not left:
                return []
            if failed == _ATTEMPTS:
                raise
            time.sleep(random.uniform(0, 0.1))


def put_back(copy: Path, target: Path) -> Path | None:
    """Put a copy of a SQLite database in the place of `target`; returns where the old one is kept now.

    Nothing is replaced unless the copy is whole and one that this version can open; this thread is left
    without a connection. Raises `DatabaseError` with the reason, and `BusyError` while another program has
    the old database open.
    """
    incoming = target.with_name(target.name + ".incoming")
    try:
        with alone(target):
            copy_file(copy, incoming)
        connect(f"sqlite:///{incoming}")
        try:
            _require_sound(copy)
        except faults.ENGINE_ERRORS as error:
            raise faults.told(error) from error
        finally:
            _let_go()
        return replace_file(incoming, target)
    finally:
        remove_file(incoming)


def _require_sound(copy: Path) -> None:
    for sentence in find_damage():
        raise DatabaseError(
            p_("error", "{path} is no good copy: {reason}").format(path=copy, reason=sentence)
        )
    if _pending() == _known():
        raise DatabaseError(p_("error", "{path} is no copy of a Touchbase database.").format(path=copy))


def _let_go() -> None:
    """Close the connection to a database that cannot be used, whatever it says to that."""
    with suppress(*faults.ENGINE_ERRORS):
        close_database()


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
