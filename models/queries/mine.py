"""Which log entries are mine: those that I wrote, and those of my salesperson (design.md 3.8)."""

from __future__ import annotations

from typing import Any

from models.interaction import InteractionLogEntry as Entry
from models.user import User, my_id


def is_mine() -> Any:
    """The condition that an entry was written by me, or is my salesperson's; it is never NULL."""
    me = my_id()
    my_salesperson = User.select(User.salesperson).where(User.id == me, User.salesperson.is_null(False))
    by_me = Entry.user.is_null(False) & (Entry.user == me)
    return by_me | (Entry.salesperson.is_null(False) & Entry.salesperson.in_(my_salesperson))
