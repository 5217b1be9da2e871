"""What orders a list: any of its fields. Few have an index; by the others all rows are sorted first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee as pw

from models import dictionary
from models.about import About, Kind
from models.contact import Contact, ContactStatistics
from models.interaction import InteractionLogEntry as Entry
from models.pages import Page
from models.queries.lists import columns
from models.queries.lists.computed import order_expression
from models.queries.lists.rows import Key

RUNS: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (
        Entry.occurred,
        (Entry.contact, Entry.company, Entry.salesperson, Entry.template, Entry.interaction_group),
    ),
    (Contact.sort_name, (Contact.company, Contact.salesperson)),
)
"""Orders, and the references of which each has its records in that order by an index."""

_WHOLE = (Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.OPTION, Kind.BOOLEAN, Kind.MOMENT)


@dataclass(frozen=True, slots=True)
class Order:
    """What orders a list: an expression that is never NULL, and the table it stands in if not the page's."""

    key: Any
    beside: type[pw.Model] | None = None

    def tie(self, of: Page) -> Any:
        """The id that breaks ties, of the table of the key: only then does its index give the whole order."""
        return of.model.id if self.beside is None else self.beside.contact  # type: ignore[attr-defined]

    def parts(self, of: Page, backwards: bool) -> list[Any]:
        """What follows ORDER BY."""
        both: list[Any] = [self.key, self.tie(of)]
        return [part.desc() for part in both] if backwards else both


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a list that a window is read from."""

    limit: int
    """How many rows are wanted."""
    order: Any = None
    """The field that orders the list; none if it is not known."""
    after: tuple[Key, int] | None = None
    """Key and id of the row that it begins behind; none for the first or, backwards, the last row."""
    backwards: bool = False
    """Read towards lower keys."""


def orders(of: Page) -> tuple[str, ...]:
    """The fields that can order a page: those at hand first, then those that need sorting."""
    known = columns.abouts(of.name)
    quick = of.orders or (of.order,)
    rest = [*of.columns, *known]
    return tuple(dict.fromkeys(name for name in (*quick, *rest) if name))


def needs_sorting(of: Page, name: str) -> bool:
    """Whether no index holds the rows in this order, so that all are sorted first and that may take long.

    Small tables are sorted at once, but not by what must be computed from others.
    """
    if not name or name in of.orders:
        return False
    return bool(of.orders) or columns.about(of.name, name).computed


def order_of(of: Page, name: str) -> Order:
    """The order of a page by one of its fields, or of the records one step away: `contact_no.name`.

    Raises `NotFoundError` for a field it does not have.
    """
    model: Any = of.model
    if not name:
        return Order(model.id)
    known = columns.about(of.name, name)
    if model is Contact and name == "name":
        return Order(Contact.sort_name)
    if model is Entry and name == "date":
        return Order(Entry.occurred)
    if model is Contact and name in dictionary.fields(ContactStatistics):
        return Order(dictionary.field(ContactStatistics, name), ContactStatistics)
    first, _, rest = name.partition(".")
    own = dictionary.fields(model)
    if known.computed:
        return Order(order_expression(model, first))
    return Order(_key(own[first], own[first], rest, known) if first in own else model.id)


def _key(field: Any, column: Any, rest: str, known: About) -> Any:
    """The key of a stored field that stands in `column`; of a reference, of what it leads to."""
    if not isinstance(field, pw.ForeignKeyField):
        return _never_null(column, known.kind)
    other: Any = field.rel_model.alias()
    try:
        inner = dictionary.field(field.rel_model, rest) if rest else dictionary.key_of(field.rel_model)
    except KeyError:
        return pw.fn.COALESCE(column, 0)
    about = dictionary.about(inner)
    found = other.select(_key(inner, getattr(other, inner.name), "", about)).where(other.id == column)
    return pw.fn.COALESCE(found, _blank(about.kind))


def _never_null(column: Any, kind: Kind) -> Any:
    """A stored value as something that both engines compare alike; blanks come first."""
    match kind:
        case Kind.DATE:
            return pw.fn.COALESCE(column, date.min)
        case Kind.TIME:
            return pw.fn.COALESCE(column.cast("TEXT"), "")
        case Kind.BOOLEAN:
            return column.cast("INTEGER")
        case _:
            return column


def _blank(kind: Kind) -> Any:
    """What a reference to nothing is ordered as: before everything that has a value."""
    if kind is Kind.DATE:
        return date.min
    return 0 if kind in _WHOLE else ""
