"""Who works, and on which day: the one ambient value that rules read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


def _now() -> dt.datetime:
    return dt.datetime.now()  # noqa: DTZ005 - interactions carry the typist's wall clock


@dataclass(frozen=True, slots=True)
class Who:
    """The person at the keyboard, their business date and their wall clock."""

    user: str
    work_date: dt.date
    """The business date that defaults take (domain.md 0); not necessarily today."""
    clock: Callable[[], dt.datetime] = field(default=_now)
    date_order: str = "dmy"

    @property
    def now(self) -> dt.datetime:
        """The wall clock, without a time zone."""
        return self.clock()

    @property
    def today(self) -> dt.date:
        """The system date."""
        return self.clock().date()


@dataclass(slots=True)
class _Seat:
    """Where somebody sits: shared by all tasks and threads that began from the same context."""

    taken_by: Who


_current: ContextVar[_Seat] = ContextVar("who")


def who() -> Who:
    """The person for whom the program works now.

    Raises `LookupError` when nobody was set: every way into the rules sets somebody with `acting_as`.
    """
    return _current.get().taken_by


def act_as(someone: Who) -> None:
    """Work for `someone` from here on, for the rest of this context."""
    _current.set(_Seat(someone))


def become(someone: Who) -> None:
    """Work for `someone` everywhere that began from this context: the work date of a whole session changes.

    Raises `LookupError` when nobody was set.
    """
    _current.get().taken_by = someone


@contextmanager
def acting_as(someone: Who) -> Iterator[Who]:
    """Work for `someone` within the block."""
    token = _current.set(_Seat(someone))
    try:
        yield someone
    finally:
        _current.reset(token)
