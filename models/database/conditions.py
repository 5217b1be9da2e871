"""Conditions that several questions share: for every row, for none, and for what runs on a day."""

from __future__ import annotations

from typing import Any

import peewee as pw

EVERYTHING = pw.SQL("1 = 1")
NOTHING = pw.SQL("1 = 0")


def runs_on(of: Any, day: Any) -> Any:
    """The condition that what has a starting date and perhaps an ending date runs on a day."""
    return (of.starting_date <= day) & (of.ending_date.is_null() | (of.ending_date >= day))
