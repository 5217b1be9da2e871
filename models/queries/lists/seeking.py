"""The place in a list where what somebody types would begin, in the column that orders the list."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

import peewee as pw

from models import values
from models.about import About, Kind
from models.contact import Contact
from models.database import reading
from models.errors import RuleError
from models.fields import hundredths
from models.interaction import InteractionLogEntry as Entry
from models.interaction import occurred
from models.pages import Page, page
from models.queries.lists import columns, windows
from models.queries.lists.orders import order_of
from models.queries.lists.rows import Key, Question, Row
from models.text import fold
from models.words import translate

_LAST = "\U0010ffff"
_ISO_BEGINNING = re.compile(r"((?:19|20)\d\d)(?:-(\d?\d)?)?(?:-(\d?\d)?)?")


@reading
def seek(question: Question, text: str) -> Row | None:
    """The first row whose key begins with `text`, or else stands behind it; none when nothing does.

    Numbers, dates and options are compared by their value. What cannot be read as a value of the column
    finds nothing.
    """
    of = page(question.page)
    found = ends(of, question.order, text.strip())
    if found is None:
        return None
    order = order_of(of, question.order)
    first, last = (pw.Value(end, converter=False, unpack=False) for end in found)
    bound = order.key <= last if question.descending else order.key >= first
    rows = windows.fetch(question, [bound], limit=1)
    return rows[0] if rows else None


def ends(of: Page, name: str, text: str) -> tuple[Key, Key] | None:
    """The least and the greatest key that a typed beginning stands for."""
    if not text:
        return None
    known = columns.about(of.name, name) if name else About("id", "", "", Kind.INTEGER)
    match known.kind:
        case Kind.CODE | Kind.REFERENCE:
            return text.upper(), text.upper() + _LAST
        case Kind.DATE | Kind.MOMENT:
            return _ends_of_days(of, known, text)
        case Kind.OPTION:
            return _ends_of_option(known, text)
        case Kind.TEXT | Kind.NOTE | Kind.FORMULA:
            start = fold(text) if of.model is Contact and name == "name" else text
            return start, start + _LAST
    value = _value(known, text)
    if value is None:
        return None
    if known.kind in (Kind.MONEY, Kind.PERCENT):
        value = hundredths(value)
    key = value if isinstance(value, int) else str(value)
    return key, key


def _value(known: About, text: str) -> Any:
    try:
        return values.read(known, text)
    except RuleError:
        return None


def _ends_of_days(of: Page, known: About, text: str) -> tuple[Key, Key] | None:
    """The days that `2025`, `2025-0`, `2025-03` or a date in any other writing may mean."""
    days = _iso_days(text)
    if days is None:
        day = _value(About(known.name, known.caption, "", Kind.DATE), text)
        if not isinstance(day, dt.date):
            return None
        days = day, day
    first, last = days
    if of.model is Entry and known.name == "date":
        return occurred(first, None), occurred(last, dt.time.max)
    if known.kind is Kind.MOMENT:
        return _seconds(first), _seconds(last) + 86_399
    return first.isoformat(), last.isoformat()


def _iso_days(text: str) -> tuple[dt.date, dt.date] | None:
    found = _ISO_BEGINNING.fullmatch(text)
    if found is None:
        return None
    year = int(found[1])
    months = _beginning(found[2], 12)
    if months is None:
        return None
    first, last = months
    days = _beginning(found[3], calendar.monthrange(year, last)[1])
    return None if days is None else (dt.date(year, first, days[0]), dt.date(year, last, days[1]))


def _beginning(digits: str | None, most: int) -> tuple[int, int] | None:
    """The numbers of two digits, from 1 to `most`, that begin with these."""
    fits = [number for number in range(1, most + 1) if f"{number:02}".startswith(digits or "")]
    return (fits[0], fits[-1]) if fits else None


def _seconds(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())


def _ends_of_option(known: About, text: str) -> tuple[Key, Key] | None:
    wanted = text.casefold()
    for ordinal, caption in known.choices:
        if any(one.casefold().strip().startswith(wanted) for one in (translate(caption), caption)):
            return ordinal, ordinal
    return None
