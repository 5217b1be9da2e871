"""Dates with the name of a month, in whatever shape python-dateutil reads them."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

from dateutil.parser import parser, parserinfo


class _Centuries(parserinfo):
    """Two-digit years mean 1950 to 2049, as everywhere in Touchbase, whatever the year is now."""

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        """The whole year that `year` stands for."""
        if year >= 100 or century_specified:
            return year
        return year + (1900 if year >= 50 else 2000)


def read_free_date(text: str, *, year: int, order: str) -> date | None:
    """The date that `text` says in English, in `year` unless it names one; `None` if day or month is unsaid.

    `order` is "dmy", "mdy" or "ymd" and matters only for two numbers beside the name of a month.
    """
    read = {_read(text, date(year, unsaid, unsaid), order) for unsaid in (1, 2)}
    return read.pop() if len(read) == 1 else None


def _read(text: str, unsaid: date, order: str) -> date | None:
    default = datetime.combine(unsaid, time())
    try:
        # It raises more kinds of errors than it documents.
        return _parser(order).parse(text, default=default, ignoretz=True).date()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


@cache
def _parser(order: str) -> parser:
    return parser(_Centuries(dayfirst=order == "dmy", yearfirst=order == "ymd"))
