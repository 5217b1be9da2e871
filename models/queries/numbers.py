"""Which number a series gives next, without drawing it (domain.md 1.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import tuples
from models.database import reading
from models.increment import fits, following
from models.number_series import NumberSeriesLine


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a series that gives the numbers of a day."""

    id: int
    starting_no: str
    ending_no: str
    warning_no: str
    increment_by_no: int
    last_no_used: str
    last_date_used: dt.date | None


@reading
def line_for(series_id: int, date: dt.date) -> Line | None:
    """The first open line of those that start latest, blank or on the date; none when they are all closed.

    An older line never steps in for a closed newer one.
    """
    line = NumberSeriesLine
    started = tuples(
        line.select(
            line.starting_date,
            line.open,
            line.id,
            line.starting_no,
            line.ending_no,
            line.warning_no,
            line.increment_by_no,
            line.last_no_used,
            line.last_date_used,
        )
        .where(line.series == series_id, line.starting_date.is_null() | (line.starting_date <= date))
        .order_by(line.id)
    )
    latest = max((start or dt.date.min for start, *_ in started), default=None)
    for start, is_open, *rest in started:
        if is_open and (start or dt.date.min) == latest:
            return Line(*rest)
    return None


def next_of(line: Line) -> str | None:
    """The number that comes next on a line, or none when it is exhausted."""
    if line.last_no_used:
        return following(line.last_no_used, line.increment_by_no, line.starting_no, line.ending_no)
    return line.starting_no if fits(line.starting_no, line.starting_no, line.ending_no) else None


@reading
def next_numbers(series_ids: Sequence[int], date: dt.date) -> dict[int, str]:
    """What each series would give next on a date, by its id; blank when it gives nothing."""
    lines = {series: line_for(series, date) for series in series_ids}
    return {series: (line and next_of(line)) or "" for series, line in lines.items()}
