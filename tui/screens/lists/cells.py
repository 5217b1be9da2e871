"""The filter that keeps what has the value of one cell."""

from __future__ import annotations

from models.about import About, Kind, Value
from models.filters import exact
from models.queries.lists.rows import Filter
from tui.widgets.record_table import Column


def exact_filter(column: Column, value: Value) -> Filter:
    """Keeps the records with `value` in a column and no others."""
    choices: tuple[tuple[int, str], ...] = ()
    if column.kind is Kind.OPTION and value is not None:
        choices = ((int(str(value)), column.text(value)),)
    about = About(column.name, column.caption, "", column.kind, choices=choices)
    return Filter(column.name, exact(about, value))


def turned(filters: tuple[Filter, ...], one: Filter) -> tuple[Filter, ...]:
    """The filters with `one` in place of another on its field; without it when it is there already."""
    others = tuple(each for each in filters if each.field != one.field)
    return others if one in filters else (*others, one)
