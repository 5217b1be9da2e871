"""Days gathered into ISO weeks or months, for charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.queries.lists.totals import Tally

_LONGEST_GAP = 400
"""Days without anything that are shown as empty periods; longer ones are left out."""


class Period(StrEnum):
    """How days are gathered."""

    WEEK = "week"
    """ISO weeks, from Monday to Sunday."""
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week or month."""

    label: str
    """`2026-W10`, or `2026-03`."""
    first: dt.date
    last: dt.date
    tally: Tally


def usual_period(days: Mapping[int, Tally]) -> Period:
    """Months for what covers more than about a year, else weeks."""
    return Period.MONTH if days and max(days) - min(days) > _LONGEST_GAP else Period.WEEK


def stretches(days: Mapping[int, Tally], period: Period) -> list[Stretch]:
    """The periods in which something happened, newest first, with the empty ones between them.

    `days` are numbered as `date.toordinal` does. A gap of more than a year is left out.
    """
    found: dict[dt.date, Tally] = {}
    for day in sorted(days):
        first = _first(dt.date.fromordinal(day), period)
        found[first] = found.get(first, Tally()) + days[day]
    lines: list[Stretch] = []
    for first, tally in found.items():
        if lines and (first - lines[-1].last).days <= _LONGEST_GAP:
            while (empty := lines[-1].last + dt.timedelta(1)) < first:
                lines.append(_stretch(empty, period, Tally(sums=(0,) * len(tally.sums))))
        lines.append(_stretch(first, period, tally))
    return lines[::-1]


def _first(day: dt.date, period: Period) -> dt.date:
    return (
        day.replace(day=1) if period is Period.MONTH else day - dt.timedelta(min(day.weekday(), _before(day)))
    )


def _before(day: dt.date) -> int:
    """Days of the calendar before this one."""
    return day.toordinal() - 1


def _stretch(first: dt.date, period: Period, tally: Tally) -> Stretch:
    if period is Period.MONTH:
        following = (first.replace(day=28) + dt.timedelta(4)).replace(day=1) if first < _LAST_MONTH else None
        last = following - dt.timedelta(1) if following else dt.date.max
        return Stretch(f"{first.year:04}-{first.month:02}", first, last, tally)
    year, week, _ = first.isocalendar()
    last = dt.date.fromordinal(min(first.toordinal() + 6, dt.date.max.toordinal()))
    return Stretch(f"{year:04}-W{week:02}", first, last, tally)


_LAST_MONTH = dt.date.max.replace(day=1)
