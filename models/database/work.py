"""Units of work: the only place where transactions begin and end, and where reads find a live connection."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import peewee as pw

from models.database import faults
from models.database.engine import database, is_postgres

P = ParamSpec("P")
T = TypeVar("T")

_ATTEMPTS = 5


def unit(function: Callable[P, T]) -> Callable[P, T]:
    """Make `function` one unit of work: everything it writes is stored, or nothing is.

    Units that call units join the outer one. PostgreSQL's serialization failures and deadlocks are tried
    again; every other fault of the engine is raised as a sentence (`TouchbaseError`).
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if database.in_transaction():
            return function(*args, **kwargs)
        return _outermost(functools.partial(function, *args, **kwargs))

    return run


def reading(function: Callable[P, T]) -> Callable[P, T]:
    """Make `function` a question to the database: a lost connection is opened anew and asked once more.

    Faults of the engine are raised as sentences (`TouchbaseError`).
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if database.in_transaction():
            return function(*args, **kwargs)
        try:
            _live_connection()
            try:
                return function(*args, **kwargs)
            except (pw.OperationalError, pw.InterfaceError) as error:
                if not (is_postgres() and faults.is_lost(error)):
                    raise
                database.close()
                return function(*args, **kwargs)
        except pw.PeeweeException as error:
            raise faults.told(error) from error

    return run


def _outermost(function: Callable[[], T]) -> T:
    for attempt in range(_ATTEMPTS):
        reason: BaseException | None = None
        try:
            _live_connection()
            with database.atomic() if is_postgres() else database.atomic("IMMEDIATE"):
                try:
                    return function()
                except BaseException as error:
                    # A failing ROLLBACK would hide why the work failed (patterns.md 2).
                    reason = error
                    raise
        except pw.PeeweeException as error:
            first = reason or error
            if faults.sqlstate(first) not in faults.RETRIED or attempt == _ATTEMPTS - 1:
                _drop_broken_connection()
                if isinstance(first, Exception):
                    raise faults.told(first) from first
                raise first from None
            time.sleep(random.uniform(0, 0.02 * 2**attempt))
    raise AssertionError("unreachable")


def _live_connection() -> None:
    """Close a connection that Peewee believes in but that is broken, so that the next use opens a new one."""
    if not database.is_closed() and not database.is_connection_usable():
        database.close()


def _drop_broken_connection() -> None:
    if is_postgres() and not database.is_closed() and not database.is_connection_usable():
        database.close()
