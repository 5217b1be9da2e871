"""Dates as people type them, and as we say them (domain.md 6.2, ux.md 5.5).

What was typed is tried in this order; the first reading that fits decides, and what it says must exist:

    t today w work         today, the work date; also tomorrow, yesterday
    eom sow eoy ...        start or end of this week, month, quarter, year
    +3 -1 +2w +1m-1d 10d   from the date shown in the field, else from today
    t23 mon25 t-1          the day in that ISO week of the work date's year
    m tu sa                the day in the work date's week; `s` by region
    t+1w mon-1d            one of these words and a date formula
    11 1112 110226         day, month, year without separators; the rest from the work date
    11.2 11/2 26           the same with any separators; 2026-02-11 in any order
    12 March 2026          whatever python-dateutil reads without guessing a part of it

There are no accounting periods in Touchbase, so `p4` and closing dates such as `C311226` are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from models.dates.formulas import DateFormula
from models.dates.words import (
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    SUNDAY,
    month_word,
    weekday_number,
    without_weekday,
)
from models.errors import RuleError
from models.text import clean, fold
from models.words import N_, p_, translate

Order = Literal["dmy", "mdy", "ymd"]
"""The order in which day, month and year are typed."""

FIRST_YEAR = 1753
"""The earliest year that is a date and not a slip of the fingers, as in Business Central."""

_LONGEST = 40

_TODAY = (N_("date: short word for today", "t"), N_("date", "today"))
_WORK_DATE = (N_("date: short word for the work date", "w"), N_("date", "work date"))
_TOMORROW = (N_("date", "tomorrow"),)
_YESTERDAY = (N_("date", "yesterday"),)
_EDGES = {f"{edge}o{unit}": f"{sign}C{unit}" for edge, sign in (("s", "-"), ("e", "")) for unit in "wmqy"}

_ORDERS: dict[Order, str] = {
    "dmy": N_("date", "day month year"),
    "mdy": N_("date", "month day year"),
    "ymd": N_("date", "year month day"),
}

_LETTERS = re.compile(r"[^\W\d_]+")
_RELATIVE = re.compile(r"[+-]|\d+[^\W\d_]+(?:[+-]|$)")
_WEEK = re.compile(r"([^\W\d_]+)[^\w+]*(\d{1,2})")
_WORD_AND_FORMULA = re.compile(r"([^\W\d_][^\d+-]*)([+-].+)")
_NUMBERS = re.compile(r"\d+(?:[\W_]+\d+){0,2}[\W_]*")
_ACCOUNTING = re.compile(r"p\d+|c\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a typed date is read against."""

    work_date: date
    today: date
    shown: date | None
    order: Order
    s_day: int


def read_date(
    text: str,
    *,
    work_date: date,
    today: date,
    shown: date | None = None,
    order: Order = "dmy",
    s_day: int = SUNDAY,
) -> date:
    """The date that `text` says (domain.md 6.2; this module's docstring has the whole list).

    `shown` is the date in the field, from which `+3` counts; `s_day` is what a lone `s` means, 5 for Saturday
    or 6 for Sunday. Weekdays work in English and in the language of the screen. Raises `RuleError`, and
    nothing else, with a sentence that helps when `text` is no date.
    """
    typed = fold(text).replace("\u2212", "-")
    if not typed or len(typed) > _LONGEST:
        raise _not_a_date(text)
    asked = _Asked(work_date, today, shown, order, s_day)
    for read in _READINGS:
        found = read(typed, asked)
        if found is not None:
            return _plausible(found)
    raise _not_a_date(text)


def say_date(day: date) -> str:
    """`day` with its weekday: "Thu 12 Mar 2026"."""
    pattern = p_("date with its weekday", "{weekday} {day} {month} {year}")
    return pattern.format(
        weekday=translate(SHORT_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=translate(SHORT_MONTHS[day.month - 1]),
        year=day.year,
    )


def short_date(day: date, *, today: date | None = None) -> str:
    """`day` as "12 Mar 2026", or as "12 Mar" in the year of `today`."""
    month = translate(SHORT_MONTHS[day.month - 1])
    if today is not None and today.year == day.year:
        return p_("date without its year", "{day} {month}").format(day=day.day, month=month)
    return p_("date", "{day} {month} {year}").format(day=day.day, month=month, year=day.year)


def _word(typed: str, asked: _Asked) -> date | None:
    if typed in _EDGES:
        return DateFormula.parse(_EDGES[typed]).apply(asked.today)
    return next((day for words, day in _named_days(asked) if typed in words), None)


def _begun_word(typed: str, asked: _Asked) -> date | None:
    """A word that is not typed to its end; after the weekdays, so that it never hides one of them."""
    if len(typed) < 2:
        return None
    named = _named_days(asked)
    return next((day for words, day in named if any(word.startswith(typed) for word in words)), None)


def _named_days(asked: _Asked) -> Sequence[tuple[Sequence[str], date]]:
    today, work_date, tomorrow, yesterday = _day_words()
    one = timedelta(days=1)
    return (
        (today, asked.today),
        (work_date, asked.work_date),
        (tomorrow, min(asked.today, date.max - one) + one),
        (yesterday, max(asked.today, date.min + one) - one),
    )


@cache
def _day_words() -> tuple[tuple[str, ...], ...]:
    """The words for today, the work date, tomorrow and yesterday: English ones first."""
    return tuple(
        (*words, *extra, *(fold(translate(word)) for word in words))
        for words, extra in (
            (_TODAY, ()),
            (_WORK_DATE, ("work", "workdate")),
            (_TOMORROW, ()),
            (_YESTERDAY, ()),
        )
    )


def _relative(typed: str, asked: _Asked) -> date | None:
    if not _RELATIVE.match(typed):
        return None
    bare = typed[1:].strip().isdecimal()
    try:
        formula = DateFormula.parse(f"{typed}D" if bare else typed)
    except RuleError:
        if typed[0] in "+-":
            raise
        return None
    return formula.apply(asked.shown or asked.today)


def _week(typed: str, asked: _Asked) -> date | None:
    found = _WEEK.fullmatch(typed)
    weekday = weekday_number(found[1], asked.s_day) if found else None
    if found is None or weekday is None:
        return None
    try:
        return date.fromisocalendar(asked.work_date.year, int(found[2]), weekday + 1)
    except ValueError:
        message = p_("error", "The year {year} has no week {week}.")
        raise RuleError(message.format(year=asked.work_date.year, week=found[2])) from None


def _weekday(typed: str, asked: _Asked) -> date | None:
    weekday = weekday_number(typed, asked.s_day)
    if weekday is None:
        return None
    return _moved(asked.work_date, weekday - asked.work_date.weekday())


def _word_and_formula(typed: str, asked: _Asked) -> date | None:
    found = _WORD_AND_FORMULA.fullmatch(typed)
    if found is None:
        return None
    word, tail = found[1].strip(), found[2]
    start = _word(word, asked) or _weekday(word, asked)
    if start is None:
        return None
    if tail[1:].strip().isdecimal():
        message = p_("error", '"{text}" is not clear; write {word}{tail}D for days, {word}{tail}W for weeks.')
        raise RuleError(message.format(text=typed, word=word, tail=tail))
    return DateFormula.parse(tail).apply(start)


def _numbers(typed: str, asked: _Asked) -> date | None:
    if not _NUMBERS.fullmatch(typed):
        return None
    parts = re.findall(r"\d+", typed)
    order = asked.order
    if len(parts) == 1:
        parts, order = _taken_apart(parts[0], order)
    elif len(parts) == 3 and len(parts[0]) == 4:
        order = "ymd"
    elif len(parts) == 3 and len(parts[2]) == 4 and order == "ymd":
        order = "dmy"
    letters = {1: "d", 2: order.replace("y", ""), 3: order}[len(parts)]
    values = dict(zip(letters, parts, strict=True))
    if len(values["d"]) > 2 or len(values.get("m", "")) > 2:
        return None
    year = _year(values["y"]) if "y" in values else asked.work_date.year
    return _existing(year, int(values.get("m", asked.work_date.month)), int(values["d"]), asked.order)


def _taken_apart(digits: str, order: Order) -> tuple[list[str], Order]:
    """Day, month and year of digits without separators, and the order they stand in."""
    if len(digits) not in (1, 2, 4, 6, 8):
        message = p_(
            "error", '"{digits}" is not clear; type 2, 4, 6 or 8 digits, or separators between them.'
        )
        raise RuleError(message.format(digits=digits[:_LONGEST]))
    if len(digits) == 8:
        year = digits[:4] if order == "ymd" else digits[4:]
        if int(year) < FIRST_YEAR:
            order = "ymd"
        if order == "ymd":
            return [digits[:4], digits[4:6], digits[6:]], order
        return [digits[:2], digits[2:4], digits[4:]], order
    return [digits[place : place + 2] for place in range(0, len(digits), 2)], order


def _year(digits: str) -> int:
    """The year of two digits (1950 to 2049) or four."""
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= 50 else 2000)
    if len(digits) != 4:
        raise RuleError(p_("error", "A year has two or four digits."))
    return year


def _existing(year: int, month: int, day: int, order: Order) -> date:
    if not 1 <= month <= 12:
        message = p_("error", "There is no month {month}; a date is typed in the order {order}.")
        raise RuleError(message.format(month=month, order=translate(_ORDERS[order])))
    try:
        return date(year, month, day)
    except ValueError:
        message = p_("error", "{month} {year} has no day {day}.")
        raise RuleError(message.format(month=translate(MONTHS[month - 1]), year=year, day=day)) from None


def _accounting(typed: str, _: _Asked) -> date | None:
    if _ACCOUNTING.fullmatch(typed):
        raise RuleError(
            p_(
                "error",
                "There are no accounting periods or closing dates here; type a day, for example 31.12.",
            )
        )
    return None


def _free(typed: str, asked: _Asked) -> date | None:
    """A date with the name of its month, read by python-dateutil; `None` when it would guess day or month."""
    if not any(month_word(word) for word in _LETTERS.findall(typed)):
        return None
    spelled = _LETTERS.sub(lambda word: month_word(word[0]) or without_weekday(word[0]), typed)
    # Late, because this parser is slow to load and seldom asked.
    from models.dates.free import read_free_date

    return read_free_date(spelled, year=asked.work_date.year, order=asked.order)


def _moved(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise RuleError(p_("error", "This date lies outside the calendar.")) from None


def _plausible(found: date) -> date:
    if found.year < FIRST_YEAR:
        raise RuleError(p_("error", "Years start at {year}.").format(year=FIRST_YEAR))
    return found


def _not_a_date(text: str) -> RuleError:
    message = p_(
        "error",
        '"{text}" is not a date; write for example 12, 1203, 12.3.26, t (today), w (work date), mon, +3.',
    )
    return RuleError(message.format(text=clean(text)[:_LONGEST]))


_READINGS = (
    _word,
    _relative,
    _week,
    _weekday,
    _begun_word,
    _word_and_formula,
    _numbers,
    _accounting,
    _free,
)
"""The ways to read a date, in the order in which they are tried; each gives `None` when it is not its way."""
