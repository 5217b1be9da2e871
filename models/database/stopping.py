"""Long questions that somebody else may stop, because nobody waits for the answer any more."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from models.database.engine import database, is_postgres
from models.database.work import reading
from models.errors import StoppedError

P = ParamSpec("P")
T = TypeVar("T")

_lock = threading.Lock()
_running: list[tuple[Any, Stop]] = []
"""The connections that answer stoppable questions now, one for each thread at most."""


class Stop:
    """Ends the questions asked under it from any thread: those that run and those that did not begin yet."""

    def __init__(self) -> None:
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for the answers any more."""
        return self._stopped

    def stop(self) -> None:
        """End them; those of others go on. Harmless when nothing runs."""
        with _lock:
            self._stopped = True
            for connection, owner in _running:
                if owner is self:
                    _interrupt(connection)


def stoppable(function: Callable[P, T], under: Stop | None = None) -> Callable[P, T]:
    """Make `function` a question that `under.stop()`, or `stop()`, ends; it raises `StoppedError` then.

    For reading only: a write that is stopped half-way would be taken back as a whole.
    """
    owner = under or Stop()

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return _registered(owner, lambda: function(*args, **kwargs))
        except StoppedError:
            if owner.stopped:
                raise
            # Meant for the question before on this connection: PostgreSQL's cancel may arrive late.
            return _registered(owner, lambda: function(*args, **kwargs))

    return run


def _registered(owner: Stop, ask: Callable[[], T]) -> T:
    connection = _connection()
    with _lock:
        if owner.stopped:
            raise StoppedError()
        _running.append((connection, owner))
    try:
        return ask()
    finally:
        with _lock:
            _running.remove((connection, owner))


def stop() -> None:
    """End every stoppable question that is running now; harmless when there is none."""
    with _lock:
        owners = [owner for _, owner in _running]
    for owner in owners:
        owner.stop()


def _interrupt(connection: Any) -> None:
    if is_postgres():
        connection.cancel_safe(timeout=1.0)
    else:
        connection.interrupt()


@reading
def _connection() -> Any:
    return database.connection()
