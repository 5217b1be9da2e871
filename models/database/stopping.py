"""Long questions that somebody else may stop, because nobody waits for the answer any more."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from models.database.engine import database, is_postgres
from models.database.work import reading

P = ParamSpec("P")
T = TypeVar("T")

_lock = threading.Lock()
_running: list[Any] = []


def stoppable(function: Callable[P, T]) -> Callable[P, T]:
    """Make `function` a question that `stop` ends from another thread; it raises a `TouchbaseError` then.

    For reading only: a write that is stopped half-way would be taken back as a whole.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        connection = _connection()
        with _lock:
            _running.append(connection)
        try:
            return function(*args, **kwargs)
        finally:
            with _lock:
                _running.remove(connection)

    return run


def stop() -> None:
    """End the stoppable questions that are running now; harmless when there is none."""
    with _lock:
        for connection in _running:
            if is_postgres():
                connection.cancel_safe(timeout=1.0)
            else:
                connection.interrupt()


@reading
def _connection() -> Any:
    return database.connection()
