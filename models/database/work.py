"""Units of work: the only place where transactions begin and end, and where reads find a live connection."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from models.database import effects, faults
from models.database.engine import database, is_postgres

P = ParamSpec("P")
T = TypeVar("T")

_ATTEMPTS = 5
_menders: list[Callable[[BaseException], bool]] = []


def mends(mender: Callable[[BaseException], bool]) -> Callable[[BaseException], bool]:
    """Have `mender` told of every fault of the engine, outside any transaction.

    What failed is done again if it says that it has mended it.
    """
    _menders.append(mender)
    return mender


def _mended(error: BaseException) -> bool:
    try:
        return any(mender(error) for mender in _menders)
    except faults.ENGINE_ERRORS:
        return False  # The first fault is what people should hear of.


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
            except faults.ENGINE_ERRORS as error:
                if is_postgres() and faults.is_lost(error):
                    database.close()
                elif not _mended(error):
                    raise
                return function(*args, **kwargs)
        except faults.ENGINE_ERRORS as error:
            raise faults.told(error) from error

    return run


def _outermost(function: Callable[[], T]) -> T:
    for attempt in range(_ATTEMPTS):
        reason: BaseException | None = None
        begun = stored = False
        effects.begin()
        try:
            _live_connection()
            with database.atomic() if is_postgres() else database.atomic("IMMEDIATE"):
                begun = True
                try:
                    result = function()
                except BaseException as error:
                    # A failing ROLLBACK would hide why the work failed (patterns.md 2).
                    reason = error
                    raise
            stored = True
            return result
        except faults.ENGINE_ERRORS as error:
            first = reason or faults.first(error)
            again = _may_try_again(first, begun) or (not database.in_transaction() and _mended(first))
            if attempt == _ATTEMPTS - 1 or not again:
                if isinstance(first, Exception):
                    raise faults.told(first) from first
                raise first from None
            time.sleep(random.uniform(0, 0.02 * 2**attempt))
        finally:
            _leave_nothing_open()
            effects.end(stored=stored)
    raise AssertionError("unreachable")


def _may_try_again(error: BaseException, begun: bool) -> bool:
    """Whether the engine asks for the whole unit again, or lost the connection before anything was done."""
    if faults.sqlstate(error) in faults.RETRIED:
        return True
    return is_postgres() and not begun and faults.is_lost(error)


def _live_connection() -> None:
    """Close a connection that Peewee believes in but that is broken, so that the next use opens a new one."""
    if not database.is_closed() and not database.is_connection_usable():
        database.close()


def _leave_nothing_open() -> None:
    """Close a connection that is broken or still in a transaction because ending it failed."""
    if database.is_closed():
        return
    if not database.is_connection_usable() or _is_in_transaction(database.connection()):
        database.close()


def _is_in_transaction(connection: Any) -> bool:
    """What the engine says, not what Peewee believes."""
    if is_postgres():
        return bool(connection.pgconn.transaction_status)
    return bool(connection.in_transaction)
