"""What a unit of work does outside the database: files come and go with its transaction (design.md 2)."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

Effect = Callable[[], None]

_committed: ContextVar[list[Effect] | None] = ContextVar("committed", default=None)
_undone: ContextVar[list[Effect] | None] = ContextVar("undone", default=None)


def after_commit(effect: Effect) -> None:
    """Do something once the unit of work is stored; at once outside of one. It must not fail."""
    waiting = _committed.get()
    if waiting is None:
        effect()
    else:
        waiting.append(effect)


def on_rollback(effect: Effect) -> None:
    """Do something when the unit of work stores nothing: take back what was done outside the database."""
    waiting = _undone.get()
    if waiting is not None:
        waiting.append(effect)


def begin() -> None:
    """Forget what a former attempt at the unit of work wanted."""
    _committed.set([])
    _undone.set([])


def end(*, stored: bool) -> None:
    """Do what waits for the end of the unit of work."""
    waiting = (_committed if stored else _undone).get() or []
    _committed.set(None)
    _undone.set(None)
    for effect in waiting if stored else reversed(waiting):
        effect()
