"""The days that a value of a date filter means (domain.md 6.3): a token, a formula, or a date.

t  today  w  n  y  tom      a day; any beginning of a token means the first one that has it
week  month  q              the period around today: `m` is this month, in a field it is Monday
t-1D  week+1W  w-1M         a token moved by a date formula, a period at both its ends
month-1M  q-1Q              whole months stay whole: all of last month, all of last quarter
-1W  10D  CM  D10  +3       a formula from today
2026-03-18  1803  mon  eom  a date as it is typed in a field (domain.md 6.2)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache

from models.about import About
from models.dates.formulas import DateFormula, Way
from models.errors import RuleError
from models.text import fold
from models.values import read
from models.who import Who, who
from models.words import N_, translate

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period."""

_DAY = dt.timedelta(days=1)
_TOKEN = re.compile(r"([^\W\d_]+)\s*([+-].*)?")
_SINGLE = re.compile(r"[+-]\s*\d+")


def days(known: About, text: str) -> Days | None:
    """The days that `text` means to whoever is at work; none for blank text.

    Raises `RuleError` when it means none.
    """
    typed = fold(text).replace("\u2212", "-")
    if not typed:
        return None
    return _token(typed) or _from_today(typed) or _date(known, text)


def _token(typed: str) -> Days | None:
    found = _TOKEN.fullmatch(typed)
    period = _period(found[1]) if found else None
    if found is None or period is None or not found[2]:
        return period
    try:
        formula = DateFormula.parse(found[2])
    except RuleError:
        return None
    return formula.apply(period[0]), _moved_end(period, formula)


def _moved_end(period: Days, formula: DateFormula) -> dt.date:
    """The last day of a moved period; whole months stay whole, so that November `-1M` ends on 31 October."""
    first, last = period
    after = last + _DAY
    if first.day == after.day == 1 and all(term.way is Way.SHIFT for term in formula.terms):
        return formula.apply(after) - _DAY
    return formula.apply(last)


def _period(word: str) -> Days | None:
    for words, means in zip(_spellings(), _MEANINGS, strict=True):
        if any(spelling.startswith(word) for spelling in words):
            return means(who())
    return None


def _from_today(typed: str) -> Days | None:
    """A formula alone counts from today, whatever the work date; `+3` are days."""
    try:
        formula = DateFormula.parse(f"{typed}D" if _SINGLE.fullmatch(typed) else typed)
    except RuleError:
        return None
    day = formula.apply(who().today)
    return day, day


def _date(known: About, text: str) -> Days | None:
    day = read(known, text)
    return (day, day) if isinstance(day, dt.date) else None


def _around(unit: str) -> Callable[[Who], Days]:
    def period(me: Who) -> Days:
        edges = DateFormula.parse(f"-C{unit}"), DateFormula.parse(f"C{unit}")
        return edges[0].apply(me.today), edges[1].apply(me.today)

    return period


def _moved(formula: str) -> Callable[[Who], Days]:
    def day(me: Who) -> Days:
        moved = DateFormula.parse(formula).apply(me.today)
        return moved, moved

    return day


_TOKENS = (
    N_("date filter", "TODAY"),
    N_("date filter", "WORKDATE"),
    N_("date filter", "NOW"),
    N_("date filter", "YESTERDAY"),
    N_("date filter", "TOMORROW"),
    N_("date filter", "WEEK"),
    N_("date filter", "MONTH"),
    N_("date filter", "QUARTER"),
)
_MEANINGS: tuple[Callable[[Who], Days], ...] = (
    lambda me: (me.today, me.today),
    lambda me: (me.work_date, me.work_date),
    lambda me: (me.today, me.today),
    _moved("-1D"),
    _moved("1D"),
    _around("W"),
    _around("M"),
    _around("Q"),
)
"""What the tokens mean, in the same order."""


@cache
def _spellings() -> tuple[tuple[str, ...], ...]:
    """Each token in English and in the language of the screen."""
    return tuple((fold(token), fold(translate(token))) for token in _TOKENS)
