"""Kinds of fields whose values lie on a line: each value is a whole number, and a filter a set of them.

A blank lies before all other values, as in the order of lists: `..t` finds records without a date, too. For
amounts it is zero, for yes and no it is no, for options the option without a caption.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from models import values
from models.about import About, Kind, Value
from models.fields import amount, hundredths
from models.filters.spans import LEAST, MOST, Spans
from models.filters.syntax import Typed
from models.words import p_, translate

_SECOND = dt.timedelta(seconds=1)
_MIDNIGHT = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = 86_400
_NOT_THERE = -1


class Scale:
    """Whole numbers: the line of integer fields, and what the other lines have in common."""

    blank: int = 0
    least: ClassVar[int] = LEAST
    most: ClassVar[int] = MOST
    has_null: ClassVar[bool] = False
    """Whether the blank value is stored as NULL."""

    def __init__(self, known: About) -> None:
        self.known = known

    @property
    def line(self) -> Spans:
        """All values."""
        return Spans(((self.least, self.most),))

    def read(self, typed: Typed) -> Spans:
        """The numbers that a value means; raises `RuleError` for one that means nothing."""
        return Spans.points([self.number(values.read(self.known, typed.text))])

    def number(self, value: Value) -> int:
        """The number of a value of the field."""
        return self.blank if value is None else int(str(value))

    def stored(self, number: int) -> Any:
        """A number as it is stored; of several stored values that it stands for, the first."""
        return number

    def stored_last(self, number: int) -> Any:
        """The last of the stored values that a number stands for."""
        return self.stored(number)

    def said(self, number: int) -> str:
        """A number as people read it."""
        return str(number)

    def never_null(self) -> Scale:
        """The same line for a column that stores its blank value as the least value, not as NULL."""
        return self


class _Amounts(Scale):
    def number(self, value: Value) -> int:
        return self.blank if value is None else hundredths(Decimal(str(value)))

    def said(self, number: int) -> str:
        return str(amount(number))


class _Days(Scale):
    """Days since the year 1; 0 is no date."""

    least = 0
    most = dt.date.max.toordinal()
    has_null = True

    def read(self, typed: Typed) -> Spans:
        from models.filters.days import days  # lists start without what only typed dates need

        found = days(self.known, typed.text)
        first, last = found or (None, None)
        return Spans.of([(self.number(first), self.number(last))])

    def number(self, value: Value) -> int:
        return value.toordinal() if isinstance(value, dt.date) else self.blank

    def stored(self, number: int) -> Any:
        return dt.date.fromordinal(number)

    def said(self, number: int) -> str:
        return dt.date.fromordinal(number).isoformat()

    def never_null(self) -> Scale:
        return _DaysOrNever(self.known)


class _DaysOrNever(_Days):
    """Dates stored with the first day of the year 1 for no date; nothing else happened on that day."""

    has_null = False

    def stored(self, number: int) -> Any:
        return dt.date.fromordinal(number if number > 1 else number + 1)


class _Times(Scale):
    """Seconds since midnight; -1 is no time. A time typed without seconds means its whole minute."""

    blank = -1
    least = -1
    most = _DAY - 1
    has_null = True

    def read(self, typed: Typed) -> Spans:
        moment = values.read(self.known, typed.text)
        first = self.number(moment)
        if moment is None or _says_seconds(typed.text):
            return Spans.points([first])
        return Spans.of([(first - first % 60, first - first % 60 + 59)])

    def number(self, value: Value) -> int:
        if not isinstance(value, dt.time):
            return self.blank
        return value.hour * 3600 + value.minute * 60 + value.second

    def stored(self, number: int) -> Any:
        return (_MIDNIGHT + number * _SECOND).time()

    def stored_last(self, number: int) -> Any:
        return self.stored(number).replace(microsecond=999_999)

    def said(self, number: int) -> str:
        return f"{self.stored(number):%H:%M:%S}"


def _says_seconds(text: str) -> bool:
    digits = re.findall(r"\d+", text)
    return len(digits) > 2 or len("".join(digits)) > 4


class _Moments(Scale):
    """Seconds since 1970 in UTC; 0 is never. A day, as in date filters, means all its seconds."""

    def read(self, typed: Typed) -> Spans:
        from models.filters.days import days

        exact = _exact_moment(typed.text)
        if exact is not None:
            return Spans.points([exact])
        found = days(_as_date(self.known), typed.text)
        if found is None:
            return Spans.points([self.blank])
        first, last = (_seconds(dt.datetime.combine(day, dt.time(), dt.UTC)) for day in found)
        return Spans.of([(first, last + _DAY - 1)])

    def said(self, number: int) -> str:
        try:
            return f"{_MIDNIGHT + number * _SECOND:%Y-%m-%dT%H:%M:%SZ}"
        except OverflowError:
            return str(number)


def _as_date(known: About) -> About:
    return About(known.name, known.caption, known.tip, Kind.DATE)


def _exact_moment(text: str) -> int | None:
    """The second that an ISO date with a time says; without a time zone it is UTC, as moments are shown."""
    if len(text) < len("2026-03-18T09:00") or not text[:4].isdecimal():
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return _seconds(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


def _seconds(moment: dt.datetime) -> int:
    return (moment - _MIDNIGHT) // _SECOND


class _Options(Scale):
    """The ordinals of an option; a value means every option whose caption it may be.

    Where no option is blank, -1 is the option of a record that is not there.
    """

    def __init__(self, known: About) -> None:
        super().__init__(known)
        self.captions: Mapping[int, str] = {o: translate(caption) for o, caption in known.choices}
        self._english = {o: str(caption) for o, caption in known.choices}
        self.blank = next((o for o, caption in self.captions.items() if not caption), _NOT_THERE)

    @property
    def line(self) -> Spans:
        return Spans.points((self.blank, *self.captions))

    def read(self, typed: Typed) -> Spans:
        from models.filters.texts import Pattern

        if not typed.text:
            return Spans.points([self.blank])
        pattern = Pattern.of(typed.text, any_case=True)
        if not pattern.has_wildcards:
            return super().read(typed)
        names = (self.captions, self._english)
        return Spans.points(o for o in self.captions if any(pattern.holds(known[o]) for known in names))

    def said(self, number: int) -> str:
        return self.captions.get(number) or p_("value", "blank")


class _YesNo(_Options):
    def __init__(self, known: About) -> None:
        super().__init__(known)
        self.captions = {0: p_("value", "No"), 1: p_("value", "Yes")}
        self._english = {0: "No", 1: "Yes"}

        self.blank = _NOT_THERE

    def read(self, typed: Typed) -> Spans:
        return super().read(typed) if typed.text else Spans.points([_NOT_THERE, 0])

    def number(self, value: Value) -> int:
        return self.blank if value is None else int(bool(value))

    def stored(self, number: int) -> Any:
        return bool(number)


SCALES: Mapping[Kind, type[Scale]] = {
    Kind.INTEGER: Scale,
    Kind.MONEY: _Amounts,
    Kind.PERCENT: _Amounts,
    Kind.DATE: _Days,
    Kind.TIME: _Times,
    Kind.MOMENT: _Moments,
    Kind.OPTION: _Options,
    Kind.BOOLEAN: _YesNo,
}
"""The line of each kind of field that has one; the other kinds are filtered as texts."""
