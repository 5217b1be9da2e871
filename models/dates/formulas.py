"""Date formulas such as `1M-10D`, `CM`, `WD4`: what they mean and which date they lead to (domain.md 6.4).

10D, 2W, 1M, 1Q, 1Y    that many days, weeks, months, quarters, years on; months clamp to their last day
D10, WD4               the next 10th, the next Thursday (Monday = 1), never the same day
CW, CM, CQ, CY         the end of the current week, month, quarter, year; with "-" its start
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Self

from models.errors import RuleError
from models.text import clean
from models.words import N_, p_, translate

FORMULA_LENGTH = 20
"""The greatest length of a date formula."""

MOST_TERMS = 3

_TERM = re.compile(r"([+-]?)(\d{0,4})([^\W\d_]+)(\d{0,4})")


class Unit(StrEnum):
    """The units of a date formula."""

    DAY = "D"
    WEEKDAY = "WD"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"


class Way(StrEnum):
    """What a term does with its unit."""

    SHIFT = "shift"
    """Go so many units on: `10D`."""
    NEXT = "next"
    """Go to the next such day: `D10`, `WD4`."""
    CURRENT = "current"
    """Go to the end of the current period: `CM`."""


_CURRENT = N_("date formula: current period", "C")
_LETTERS = {
    Unit.DAY: N_("date formula: day", "D"),
    Unit.WEEKDAY: N_("date formula: weekday", "WD"),
    Unit.WEEK: N_("date formula: week", "W"),
    Unit.MONTH: N_("date formula: month", "M"),
    Unit.QUARTER: N_("date formula: quarter", "Q"),
    Unit.YEAR: N_("date formula: year", "Y"),
}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_HIGHEST = {Unit.DAY: 31, Unit.WEEKDAY: 7}


@dataclass(frozen=True, slots=True)
class Term:
    """One step of a formula; `backward` turns its direction, or the end of a period into its start."""

    way: Way
    unit: Unit
    number: int = 0
    backward: bool = False

    def __str__(self) -> str:
        match self.way:
            case Way.SHIFT:
                return f"{self.number}{self.unit}"
            case Way.NEXT:
                return f"{self.unit}{self.number}"
            case Way.CURRENT:
                return f"C{self.unit}"

    def apply(self, start: date) -> date:
        """The date this step leads to; raises `ValueError` or `OverflowError` outside the calendar."""
        match self.way:
            case Way.SHIFT:
                return _shifted(start, self.unit, -self.number if self.backward else self.number)
            case Way.NEXT if self.unit is Unit.WEEKDAY:
                return _near_weekday(start, self.number, self.backward)
            case Way.NEXT:
                return _near_day(start, self.number, self.backward)
            case Way.CURRENT:
                return _period_edge(start, self.unit, self.backward)


@dataclass(frozen=True, slots=True)
class DateFormula:
    """One to three steps from a date to another, taken from left to right; `str()` is the text to store."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The formula that `text` says, in English letters or those of the screen, with or without `<>`.

        Raises `RuleError` when it says none: bad syntax, more than three terms, more than 20 characters.
        """
        compact = "".join(text.split()).removeprefix("<").removesuffix(">")
        if len(compact) > FORMULA_LENGTH:
            message = p_("error", "A date formula has at most {limit} characters.")
            raise RuleError(message.format(limit=FORMULA_LENGTH))
        terms: list[Term] = []
        end = 0
        while end < len(compact):
            found = _TERM.match(compact, end)
            if found is None or (terms and not found[1]) or len(terms) == MOST_TERMS:
                raise _not_a_formula(text)
            terms.append(_term(found, text))
            end = found.end()
        if not terms:
            raise _not_a_formula(text)
        return cls(tuple(terms))

    def __str__(self) -> str:
        signed = "".join(f"{'-' if term.backward else '+'}{term}" for term in self.terms)
        return signed.removeprefix("+")

    def apply(self, start: date) -> date:
        """The date that the formula leads to from `start`; raises `RuleError` beyond the years 1 to 9999."""
        reached = start
        try:
            for term in self.terms:
                reached = term.apply(reached)
        except (ValueError, OverflowError):
            message = p_("error", 'The date formula "{formula}" leads out of the calendar.')
            raise RuleError(message.format(formula=self)) from None
        return reached


@cache
def _words() -> dict[str, tuple[bool, Unit]]:
    """The letters of a term in capitals: whether they mean the current period, and the unit; English wins."""
    words: dict[str, tuple[bool, Unit]] = {}
    local = {unit: translate(letters).upper() for unit, letters in _LETTERS.items()}
    for current, spelled in ((translate(_CURRENT).upper(), local), ("C", {unit: str(unit) for unit in Unit})):
        words |= {letters: (False, unit) for unit, letters in spelled.items()}
        words |= {
            current + letters: (True, unit) for unit, letters in spelled.items() if unit is not Unit.WEEKDAY
        }
    return words


def _term(found: re.Match[str], text: str) -> Term:
    sign, before, letters, after = found.groups()
    current, unit = _words().get(letters.upper(), (False, None))
    backward = sign == "-"
    if unit is not None and not (before and after):
        if current and not before and not after:
            return Term(Way.CURRENT, unit, backward=backward)
        if before and not current and unit is not Unit.WEEKDAY:
            return Term(Way.SHIFT, unit, int(before), backward)
        if after and not current and 1 <= int(after) <= _HIGHEST.get(unit, 0):
            return Term(Way.NEXT, unit, int(after), backward)
    raise _not_a_formula(text)


def _not_a_formula(text: str) -> RuleError:
    message = p_(
        "error",
        '"{text}" is not a date formula; write for example 10D, 2W, 1M-1D, CM (end of month), '
        "D10 (the next 10th) or WD4 (the next Thursday).",
    )
    return RuleError(message.format(text=clean(text)[:FORMULA_LENGTH]))


def _shifted(start: date, unit: Unit, number: int) -> date:
    if unit in _DAYS:
        return start + timedelta(days=number * _DAYS[unit])
    # Late, because most commands never move by a month and it costs a tenth of their start.
    from dateutil.relativedelta import relativedelta

    return start + relativedelta(months=number * _MONTHS[unit])


def _near_weekday(start: date, weekday: int, backward: bool) -> date:
    if backward:
        return start - timedelta(days=(start.isoweekday() - weekday - 1) % 7 + 1)
    return start + timedelta(days=(weekday - start.isoweekday() - 1) % 7 + 1)


def _near_day(start: date, day: int, backward: bool) -> date:
    """The nearest such day of a month strictly before or after `start`; a month without it is left out."""
    step = timedelta(days=-1 if backward else 1)
    reached = start + step
    while reached.day != day:
        reached += step
    return reached


def _period_edge(start: date, unit: Unit, first: bool) -> date:
    """The first or the last day of the period around `start`."""
    if unit is Unit.DAY:
        return start
    if unit is Unit.WEEK:
        return start + timedelta(days=1 - start.isoweekday() if first else 7 - start.isoweekday())
    length = _MONTHS[unit]
    opening = start.replace(month=(start.month - 1) // length * length + 1, day=1)
    if first:
        return opening
    if opening.year == date.max.year and opening.month + length > 12:
        return date.max
    return _shifted(opening, Unit.MONTH, length) - timedelta(days=1)
