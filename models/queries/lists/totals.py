"""What a list comes to: how many, in sums of its numbers, by group and template, and day by day.

A long list is counted in spans of ids, so that figures come piece by piece, need little memory whatever the
size of the table, and can be stopped at any time. Canceled entries count as entries and add no cost and no
minutes (design.md 3.6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import and_
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind, Value
from models.base import tuples
from models.contact import Contact, ContactStatistics
from models.database import reading
from models.fields import amount
from models.interaction import InteractionLogEntry as Entry
from models.pages import Page, page
from models.queries.lists.rows import Question
from models.queries.lists.windows import conditions

_AT_ONCE = 100_000
"""Ids in one piece of a long list, and the records up to which a list is counted in one piece."""
_DAY = 86_400
_EPOCH = dt.date(1970, 1, 1).toordinal()

_DIVIDED: Mapping[str, tuple[str, ...]] = {
    "log-entries": ("interaction_group_code", "interaction_template_code", "salesperson_code"),
    "postponed-interactions": ("interaction_template_code", "salesperson_code"),
    "contacts": ("type", "salesperson_code", "country_region_code"),
}
"""The fields by which the records of a page are told apart."""

Part = str | int | None
"""The value of a field that records are told apart by, as it is stored."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What some records come to."""

    count: int = 0
    canceled: int = 0
    """How many of them are canceled; these add nothing to `sums`."""
    sums: tuple[int, ...] = ()
    """One per measure of the page, as it is stored: amounts in hundredths."""

    def __add__(self, other: Tally) -> Tally:
        sums = tuple(map(sum, zip(self.sums, other.sums, strict=True))) if self.sums and other.sums else None
        return Tally(
            self.count + other.count, self.canceled + other.canceled, sums or self.sums or other.sums
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """What a part of a list comes to, or several parts added up."""

    parts: Mapping[tuple[Part, ...], Tally] = field(default_factory=dict)
    """By the values of the fields that divide the page."""
    days: Mapping[int, Tally] = field(default_factory=dict)
    """By the day of log entries, as `date.toordinal` numbers days."""

    @property
    def all(self) -> Tally:
        """Everything together."""
        return reduce(Tally.__add__, self.parts.values(), Tally())

    def __add__(self, other: Piece) -> Piece:
        return Piece(_added(self.parts, other.parts), _added(self.days, other.days))


@dataclass(frozen=True, slots=True)
class Span:
    """Records from one id to another."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What people call a value that records are told apart by."""

    code: str
    """What is typed for it; empty for the blank value."""
    description: str = ""


def measures(page_name: str) -> tuple[About, ...]:
    """The numbers of a page that are added up."""
    return tuple(about for about, _ in _measures(page_name))


def divided_by(page_name: str) -> tuple[About, ...]:
    """The fields by which the records of a page are told apart, the most important first."""
    model = page(page_name).model
    return tuple(dictionary.about(dictionary.field(model, name)) for name in _DIVIDED.get(page_name, ()))


def value(measure: About, stored: int) -> Value:
    """A sum in the unit of its field."""
    return amount(stored) if measure.kind is Kind.MONEY else stored


def has_days(page_name: str) -> bool:
    """Whether the records of a page are counted day by day."""
    return page_name == "log-entries"


def can_be_canceled(page_name: str) -> bool:
    """Whether records of a page can be canceled."""
    return has_days(page_name)


@reading
def spans(question: Question) -> tuple[Span | None, ...]:
    """The pieces in which a list is counted: `None` alone for a short one, spans of ids for a long one."""
    model: Any = page(question.page).model
    found = model.select(model.id).where(*conditions(question))
    if found.limit(_AT_ONCE + 1).count() <= _AT_ONCE:
        return (None,)
    # Two questions, because SQLite finds only one end at a time without reading the table.
    ((low,),) = tuples(model.select(pw.fn.MIN(model.id)))
    ((high,),) = tuples(model.select(pw.fn.MAX(model.id)))
    return tuple(Span(start, start + _AT_ONCE - 1) for start in range(low, high + 1, _AT_ONCE))


@reading
def piece(question: Question, span: Span | None = None) -> Piece:
    """What the records of a list come to, of those in `span` only."""
    of = page(question.page)
    where = _where(of, question, span)
    fields: list[Any] = [dictionary.field(of.model, name) for name in _DIVIDED.get(of.name, ())]
    tally = _tally(of)
    # Groups go by the plain columns: an alias of a reference would be read as the record's id.
    query = _joined(of, of.model.select(*(each.converter(_as_stored) for each in fields), *tally))
    parts = {
        tuple(row[: len(fields)]): _told(row[len(fields) :])
        for row in tuples(query.where(where).group_by(*fields))
        if row[len(fields)]
    }
    return Piece(parts, _days(of, where, tally) if has_days(of.name) else {})


def _days(of: Page, where: Any, tally: Sequence[Any]) -> dict[int, Tally]:
    # Counted from the first day of the calendar, because division rounds towards zero.
    day = (Entry.occurred + _EPOCH * _DAY) / _DAY
    query = of.model.select(day.alias("on_day"), *tally).where(where).group_by(pw.SQL("on_day"))
    return {int(row[0]): _told(row[1:]) for row in tuples(query)}


@reading
def meanings(page_name: str, parts: Piece) -> list[dict[Part, Meaning]]:
    """What people call the values that divide a page, for each of its fields."""
    found = []
    for place, name in enumerate(_DIVIDED.get(page_name, ())):
        values = {key[place] for key in parts.parts}
        found.append(_meanings(dictionary.field(page(page_name).model, name), values))
    return found


def _meanings(of_field: Any, values: set[Part]) -> dict[Part, Meaning]:
    if not isinstance(of_field, pw.ForeignKeyField):
        captions = dict(dictionary.about(of_field).choices)
        return {each: Meaning(str(captions.get(int(each or 0), each)).strip()) for each in values}
    model: Any = of_field.rel_model
    query = model.select(model.id, dictionary.key_of(model), dictionary.described_by(model))
    known = tuples(query.where(model.id.in_([each for each in values if each is not None])))
    return {None: Meaning(""), **{record: Meaning(code, text) for record, code, text in known}}


def by_field(parts: Piece, place: int) -> dict[Part, Tally]:
    """The tallies by the values of one of the fields that divide the page."""
    found: dict[Part, Tally] = {}
    for key, tally in parts.parts.items():
        found[key[place]] = found.get(key[place], Tally()) + tally
    return found


def _added(first: Mapping[Any, Tally], second: Mapping[Any, Tally]) -> dict[Any, Tally]:
    found = dict(first)
    for key, tally in second.items():
        found[key] = found.get(key, Tally()) + tally
    return found


def _where(of: Page, question: Question, span: Span | None) -> Any:
    model: Any = of.model
    asked = reduce(and_, conditions(question))
    if span is None:
        return asked
    # Hidden from the planner: any index but that of the ids would read the whole list for every span.
    hidden = pw.Case(None, [(asked, 1)], 0) == 1
    return (model.id >= span.low) & (model.id <= span.high) & hidden


def _joined(of: Page, query: Any) -> Any:
    if of.model is Contact:
        return query.join(ContactStatistics, on=(ContactStatistics.contact == Contact.id))
    return query


def _tally(of: Page) -> list[Any]:
    """What is selected for a `Tally`."""
    model: Any = of.model
    counted = [column for _, column in _measures(of.name)]
    if can_be_canceled(of.name):
        canceled = pw.fn.SUM(pw.Case(None, [(Entry.canceled, 1)], 0))
        sums = [pw.fn.SUM(pw.Case(None, [(Entry.canceled, 0)], column)) for column in counted]
    else:
        canceled = pw.fn.MIN(0)
        sums = [pw.fn.SUM(column) for column in counted]
    return [pw.fn.COUNT(model.id), *(each.converter(_whole) for each in (canceled, *sums))]


def _told(row: Sequence[Any]) -> Tally:
    count, canceled, *sums = row
    return Tally(count, canceled, tuple(sums))


def _whole(number: Any) -> int:
    """A sum, which is nothing for no records and of another type on PostgreSQL."""
    return int(number or 0)


def _as_stored(part: Part) -> Part:
    return part


@cache
def _measures(page_name: str) -> tuple[tuple[About, Any], ...]:
    """The numbers that are added up, each with its column."""
    of = page(page_name)
    fields: Mapping[str, Any]
    if of.model is Contact:
        fields = {
            name: each
            for name, each in dictionary.fields(ContactStatistics).items()
            if name in ("no_of_interactions", "duration", "cost")
        }
        names: Sequence[str] = tuple(fields)
    elif of.model is Entry:
        fields, names = dictionary.fields(Entry), ("duration", "cost")
    else:
        fields, names = dictionary.fields(of.model), of.columns
    return tuple(
        (dictionary.about(fields[name]), fields[name])
        for name in names
        if name in fields and name not in of.key and _is_number(fields[name])
    )


def _is_number(of_field: Any) -> bool:
    kind = dictionary.about(of_field).kind
    return kind in (Kind.INTEGER, Kind.MONEY) and not isinstance(of_field, pw.ForeignKeyField)
